"""Sixty names, long and rare, in five scripts: whole, and within their place, on every sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any
from unicodedata import normalize

import pypdfium2
import pytest

from generator.render.paper import ALL_SHEETS, PrintOrder, sheet_sources, too_small_texts
from generator.render.paper.order import CARD_FIELDS, SAFE_FIELDS
from generator.render.paper.small_text import small_text_findings
from tests.support.documents.paper import INVISIBLE, codes, printed
from tests.support.proof import cases

LATIN = (
    "Elizabeth", "Nursultan", "Mohammed", "Washington", "Montgomery", "Maria Konstantinopolskaya",
    "Jean-Luc Villeneuve", "Srinivasaramanujan Venkataraghavan", "Ö. Ågren", "O'Connor", "Ann Lee",
    "Maximiliana Oppenheimer-Wolfenbüttel", "Bartholomäus Freiherr v. Hohenzollern", "Ida",
    "Wolfeschlegelsteinhausenbergerdorffwelch", "Papadimitropoulos-Konstantinidou",
    "Thórunn Guðmundsdóttir", "Łukasz Szczepański", "Nguyễn Thị Phương Thảo", "Đặng Hữu Phước",
    "MMMMMMMMMMMMMMMMMMMM", "Llanfairpwllgwyngyll Gogerychwyrndrobw", "José María Núñez de la Cruz",
)  # fmt: skip
CYRILLIC = (
    "Александров", "Нурсултан Абишевич Назарбаев", "Константинопольский Александр Вячеславович",
    "Щукин", "Йошкар-Олинский", "Ґалаґан", "Мырзахметов",
)  # fmt: skip
ARABIC = (
    "محمد بن عبد الله", "عبد الرحمن الكواكبي", "فاطمة الزهراء", "نور", "علي",
    "عبد العزيز بن إبراهيم آل سعود", "دلشاد عبدالقادر", "ئەسقەر",
)  # fmt: skip
DOTTED = (
    "阿依古丽·买买提江", "阿卜杜拉·买买提", "欧阳·明", "迪丽拜尔·阿布都热合曼", "扎西·次仁",
    "古丽尼沙·阿卜杜热依木", "买买提吐尔逊·阿卜杜克热木·艾尼瓦尔",
)  # fmt: skip
RARE = (
    "䶮小川", "㛃", "王𬭎", "赵𬭚", "刘𬀩", "仇𬸣", "㐂田", "欧阳明远", "单于思齐", "王", "李娜",
    "司马相如", "曾国", "查良镛", "阿" * 30,
)  # fmt: skip
NAMES = (*LATIN, *CYRILLIC, *ARABIC, *DOTTED, *RARE)
PARTIES = ("Delegation of Konstantinopolskaya Oblast", "وفد مدينة القاهرة", "第一组")
Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""
MM = 72 / 25.4


def party_of(name: str) -> str:
    return PARTIES[1 if name in ARABIC else 0 if name in LATIN else 2]


def plan() -> dict[str, Any]:
    """A visit of all the names, each with a room, a table and a seat; the longest are staff too."""
    dinner = {"day": "2026-05-18", "time": "18:00-19:00", "kind": "dinner", "payer": "guest"}
    ride = {"day": "2026-05-18", "time": "10:00", "from": "明峰高铁站", "to": "明峰宾馆"}
    staff = ["Aleksandra Konstantinopolskaya", "吐尔逊阿依·阿卜杜热合曼", "周敏"]
    return {
        "title": {"zh": "考察团", "en": "Study Group"},
        "languages": ["zh", "en"],
        "team": {"lead": "周敏", "staff": staff, "groups": [{"role": "liaison", "lead": staff[0]}]},
        "parties": [
            {"name": name, "liaison": liaison}
            for name, liaison in zip(PARTIES, staff, strict=True)
        ],
        "guests": [
            {"name": name, "party": party_of(name), "unit": "وزارة السياحة", "post": "Director"}
            for name in NAMES
        ],
        "stays": [
            {"venue": "明峰宾馆", "room": str(8301 + n), "people": "、".join(pair)}
            for n, pair in enumerate(zip(NAMES[:24:2], NAMES[1:24:2], strict=True))
        ],
        "vehicles": [{"number": "1号车", "plate": "鄂E·0C021", "seats": 70, "liaison": staff[1]}],
        "rides": [{**ride, "vehicles": [{"vehicle": "1号车", "people": list(PARTIES)}]}],
        "meals": [{**dinner, "place": "mingfeng/一楼餐厅", "tables": [
            {"no": n + 1, "seats": list(NAMES[10 * n : 10 * n + 10])} for n in range(6)
        ]}],
        "schedule": [{"id": "forum", "day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会",
                      "receiver": staff[1], "responsible": staff[0], "checker": "周敏"}],
        "seating": [{"at": "forum", "form": "hall"}],
    }  # fmt: skip


@dataclass(frozen=True)
class Character:
    """A printed character and its box."""

    text: str
    box: Box


def characters(page: pypdfium2.PdfPage) -> Iterator[Character]:
    text = page.get_textpage()
    for n in range(text.count_chars()):
        character = text.get_text_range(n, 1).translate(INVISIBLE)
        if character.strip("\x02\u3000"):
            yield Character(character, text.get_charbox(n))


def is_inside(box: Box, place: Box, slack: float = 0.1) -> bool:
    return (
        place[0] - slack <= box[0]
        and place[1] - slack <= box[1]
        and box[2] <= place[2] + slack
        and box[3] <= place[3] + slack
    )


def overlapping(page: pypdfium2.PdfPage) -> list[str]:
    """The pairs of characters that cover each other; a ligature's have the same box."""
    found = sorted(characters(page), key=lambda character: character.box[0])
    pairs = []
    for n, first in enumerate(found):
        for second in found[n + 1 :]:
            a, b = first.box, second.box
            if b[0] >= a[2]:
                break
            width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
            is_ligature = a[0] == b[0] or a[2] == b[2]
            if height > 0 and width * height > 0.3 * smaller and not is_ligature:
                pairs.append(first.text + second.text)
    return pairs


def grid(width: float, height: float, columns: int, rows: int) -> tuple[Box, ...]:
    """The places of labels in millimetres, in the middle of an A4 page."""
    across, down = (210 - columns * width) / 2, (297 - rows * height) / 2
    return tuple(
        (
            (across + column * width) * MM,
            (down + row * height) * MM,
            (across + (column + 1) * width) * MM,
            (down + (row + 1) * height) * MM,
        )
        for row in reversed(range(rows))
        for column in range(columns)
    )


TENTS = tuple(
    (10 * MM, (bottom + half) * MM, 200 * MM, (bottom + half + 65) * MM)
    for bottom in (157.0, 21.0)
    for half in (65, 0)
)
"""The two faces of each of two cards on a page."""
PLACES: dict[tuple[str, str], tuple[Box, ...]] = {
    ("cards", "a4-8"): grid(90, 66, 2, 4),
    ("cards", "a4-10"): grid(90, 54, 2, 5),
    ("cards", "badge"): ((0, 0, 90 * MM, 54 * MM),),
    ("cards", "lanyard"): ((0, 0, 105 * MM, 148 * MM),),
    ("badges", "a4-8"): grid(90, 54, 2, 5),
    ("signs", "a4-8"): TENTS,
}


def folded(text: str) -> str:
    """A text as it is compared; pdfium returns U+0002 for a hyphen at the end of a line."""
    text = normalize("NFKC", text.replace("\x02", "-"))
    return "".join(text.split()).translate(INVISIBLE)


@pytest.fixture
def named(order_of: Callable[..., PrintOrder]) -> PrintOrder:
    return order_of(**plan())


FIELDS = (SAFE_FIELDS, CARD_FIELDS)
LABELS = [(place, FIELDS[number % 2]) for number, place in enumerate(PLACES)]
"""Each label once, with few fields or with all."""


@pytest.mark.parametrize("label", cases(product(PLACES, FIELDS), LABELS))
def test_every_name_is_whole_on_its_label(
    named: PrintOrder, label: tuple[tuple[str, str], tuple[str, ...]]
) -> None:
    (sheet, card_format), fields = label
    order = replace(named, card_format=card_format, card_fields=fields, card_back="days")
    pdf, labels = printed(order, sheet), set()
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        if sheet == "signs" and "考察团" in text.get_text_bounded():
            continue  # a door or a vehicle
        places = PLACES[sheet, card_format]
        labels |= {folded(text.get_text_bounded(*place)) for place in places}
        bottom = min(place[1] for place in places)
        astray = [
            character.text
            for character in characters(page)
            if not any(is_inside(character.box, place) for place in places)
            and character.box[3] > bottom  # the number of the page is below
        ]
        assert astray == []
        assert overlapping(page) == []

    if sheet == "cards":
        assert sorted(codes(pdf)) == sorted(order.links.values())
    missing = [name for name in NAMES if not any(folded(name) in label for label in labels)]
    assert missing == []


@pytest.mark.parametrize("sheet", ALL_SHEETS)
def test_no_character_covers_another_or_leaves_its_page(named: PrintOrder, sheet: str) -> None:
    for page in pypdfium2.PdfDocument(printed(named, sheet)):
        outside = [
            c.text for c in characters(page) if not is_inside(c.box, (0, 0, *page.get_size()))
        ]

        assert overlapping(page) == []
        assert outside == []


def test_a_name_that_only_fits_in_tiny_letters_is_reported_with_its_place_and_sheet(
    order_of: Callable[..., PrintOrder],
) -> None:
    order = order_of(guests=["李娜", "字" * 400], card_format="a4-10")

    small = too_small_texts(sheet_sources("cards", order))
    (finding,) = small_text_findings(order.visit, "cards", small)

    assert finding.code == "paper.too_small"
    assert finding.place == order.visit.guests[1].written_at("name")
    assert "字" * 400 in str(finding.message)
    assert "cards.pdf" in str(finding.message)


def test_names_that_fit_are_not_reported(named: PrintOrder) -> None:
    small = [text for sheet in ALL_SHEETS for text in too_small_texts(sheet_sources(sheet, named))]

    assert small == []
