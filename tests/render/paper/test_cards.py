"""Cards: every code opens its own card, every name is a name, nothing more than asked for."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
import zxingcpp

from generator.render.paper import PrintOrder
from generator.render.paper.order import CARD_FIELDS, CARD_FORMATS
from tests.support.documents.paper import HOSTILE, LODGED, codes, plain, printed, texts


@pytest.mark.parametrize("card_format", CARD_FORMATS)
def test_every_code_on_the_sheet_is_somebody_s_link(
    order_of: Callable[..., PrintOrder], card_format: str
) -> None:
    order = order_of(guests=[f"来宾{n}" for n in range(1, 12)], card_format=card_format)

    printed_links = codes(printed(order, "cards"))

    assert sorted(printed_links) == sorted(order.links.values())


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_never_markup(order_of: Callable[..., PrintOrder], name: str) -> None:
    page = texts(printed(order_of(guests=[name], title=name), "cards"))[0]

    assert page.count(plain(name)) == 2


@pytest.mark.parametrize("card_format", CARD_FORMATS)
@pytest.mark.parametrize(
    "name", ["阿" * 60, "W" * 60, "Maximiliana Oppenheimer-Wolfenbüttel von der Lippe zu Hause"]
)
def test_a_long_name_stays_on_its_card(
    order_of: Callable[..., PrintOrder], name: str, card_format: str
) -> None:
    order = order_of(guests=[name], card_format=card_format, card_fields=CARD_FIELDS)
    pdf = printed(order, "cards")

    assert plain(name) in texts(pdf)[0]
    assert codes(pdf) == list(order.links.values())
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    width, _ = page.get_size()
    assert all(0 <= text.get_charbox(n)[2] <= width for n in range(text.count_chars()))


def test_a_lost_card_shows_only_a_name_and_a_party(order_of: Callable[..., PrintOrder]) -> None:
    (page,) = texts(printed(order_of(**LODGED), "cards"))

    assert "梁正远" in page
    assert "第一组" in page
    assert [words for words in ("8301", "7号车", "9号座", "13900001111") if words in page] == []


def test_cards_in_english_have_the_names_in_pinyin(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(
        languages=["zh", "en"],
        parties=["第一组"],
        guests=[
            {"name": "曾乐", "party": "第一组"},
            {"name": "阿依古丽·买买提", "party": "第一组"},
            {"name": "茜茜", "pinyin": "Sissi"},
            "Anna Keller",
        ],
        vehicles=[{"number": "1号车", "plate": "鄂E·0C021", "seats": 40}],
        rides=[
            {
                "day": "5月18日",
                "time": "9:00",
                "from": "明峰高铁站",
                "to": "明峰宾馆",
                "vehicles": [{"vehicle": "1号车", "people": "全体来宾"}],
            }
        ],
        card_fields=CARD_FIELDS,
        chosen_language="en",
    )
    (page,) = texts(printed(order, "cards"))

    for words in ("Zeng Le 曾乐", "Group 1 第一组", "Ayiguli Maimaiti 阿依古丽·买买提",
                  "Sissi 茜茜", "Anna Keller", "Vehicle 1", "Scan for your own plan"):  # fmt: skip
        assert plain(words) in page
    assert "1号车" not in page


def test_the_office_may_print_more(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(card_fields=("name", "room", "table", "vehicle"), **LODGED)

    (page,) = texts(printed(order, "cards"))

    assert [words for words in ("8301", "7号车", "4号桌9号座") if words not in page] == []
    assert "第一组" not in page


@pytest.mark.parametrize(
    ("fields", "shown"),
    [(("name",), []), (("name", "vehicle", "table"), ["7号车", "4号桌9号座"])],
)
def test_the_back_of_a_lanyard_card_has_the_persons_days(
    order_of: Callable[..., PrintOrder], fields: tuple[str, ...], shown: list[str]
) -> None:
    order = order_of(card_format="lanyard", card_fields=fields, card_back="days", **LODGED)

    front, back = texts(printed(order, "cards"))

    assert "梁正远" in front
    for words in ("梁正远", "5月18日周一", "13:00乘车前往县博物馆明峰宾馆", "18:00晚餐", *shown):
        assert words in back
    assert [words for words in ("8301", "7号车", "4号桌") if words in back and not shown] == []


def test_a_card_is_in_its_reader_s_language(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(
        title={"zh": "考察团", "en": "Study Group"},
        languages=["zh", "en"],
        guests=[{"name": "Ann Lee", "language": "en"}],
    )

    assert "StudyGroup" in texts(printed(order, "cards"))[0]


def test_a_visit_without_guests_still_prints(order_of: Callable[..., PrintOrder]) -> None:
    assert codes(printed(order_of(), "cards")) == []


@pytest.mark.parametrize("card_format", CARD_FORMATS)
def test_a_code_is_at_least_25_millimetres_wide(
    order_of: Callable[..., PrintOrder], card_format: str
) -> None:
    pdf = printed(order_of(guests=["甲某"], card_format=card_format), "cards")

    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    width = code.position.top_right.x - code.position.top_left.x
    assert width / 150 * 25.4 >= 24.8  # a pixel of 0.17 mm may be missed
