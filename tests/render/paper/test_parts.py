"""The sheets of a large visit are folders of parts, which together show what one file would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from generator.render.handbook.blocks import Rows, Section, cells
from generator.render.paper import PARTS, PrintOrder, paper_files, sheet_files
from generator.render.paper.booklet import pieces
from generator.render.paper.parts import in_parts
from tests.support.documents.paper import VISIT, codes, texts

GUESTS = [{"name": f"来宾甲{n:03}", "party": f"第{n // 40 + 1}组"} for n in range(130)]
LARGE: dict[str, Any] = {
    "parties": [{"name": f"第{n}组"} for n in range(1, 5)],
    "guests": GUESTS,
    "team": {"staff": [{"name": f"人员乙{n:02}"} for n in range(12)]},
}


@pytest.fixture
def in_parts_of(order_of: Callable[..., PrintOrder]) -> Callable[..., PrintOrder]:
    """What to print of a visit that is taken for a large one."""
    return lambda **sections: replace(order_of(**sections), whole_up_to=0)


def files(order: PrintOrder, sheet: str) -> dict[str, bytes]:
    return dict(paper_files(replace(order, only=(sheet,))))


def test_parts_have_whole_groups_while_they_fit() -> None:
    groups = [("甲", "aaa"), ("乙", "bb"), ("丙", "c"), ("丁", "dddddd"), ("戊", "e")]

    assert [(title, "".join(things)) for title, things in in_parts(groups, 5)] == [
        ("甲–乙", "aaabb"),
        ("丙", "c"),
        ("丁 1–5", "ddddd"),
        ("丁 6", "d"),
        ("戊", "e"),
    ]


def test_a_group_that_grows_leaves_the_parts_before_it_and_those_of_large_groups() -> None:
    groups = [("甲", "aaa"), ("乙", "bbbbbb"), ("丙", "c")]
    grown = [("甲", "aaa"), ("乙", "bbbbbb"), ("丙", "cc")]

    before, after = list(in_parts(groups, 5)), list(in_parts(grown, 5))

    assert before[:-1] == after[:-1]


def test_a_long_table_is_cut_into_pieces_of_a_hundred_rows() -> None:
    rows = tuple(cells(str(number)) for number in range(250))
    section = Section("名单", (Rows(("姓名",), rows),))

    cut = list(pieces(section))

    assert [piece.title for piece in cut] == ["名单"] * 3
    assert [len(block.rows) for piece in cut for block in piece.blocks] == [100, 100, 50]  # type: ignore[union-attr]


def test_cards_are_in_parts_by_party(in_parts_of: Callable[..., PrintOrder]) -> None:
    parts = files(in_parts_of(**LARGE), "cards")

    assert list(parts) == [
        "cards/000-目录.pdf",
        "cards/001-第1组–第2组.pdf",
        "cards/002-第3组–工作人员.pdf",
    ]
    contents, *cards = parts.values()
    assert "001-第1组–第2组.pdf80" in texts(contents)[0]
    assert [len(codes(part)) for part in cards] == [80, 62]
    shown = "".join(text for part in cards for text in texts(part))
    assert all(shown.count(guest["name"]) == 1 for guest in GUESTS)


@pytest.mark.parametrize("sheet", PARTS)
def test_parts_show_what_the_whole_sheet_shows(
    order_of: Callable[..., PrintOrder], in_parts_of: Callable[..., PrintOrder], sheet: str
) -> None:
    whole = "".join(text for pdf in files(order_of(**VISIT), sheet).values() for text in texts(pdf))

    parts = files(in_parts_of(**VISIT), sheet)

    shown = "".join(text for pdf in parts.values() for text in texts(pdf))
    assert min(parts) == f"{sheet}/000-目录.pdf"
    for words in ("梁正远", "李娜", "8301", "座谈会", "7号车", "请备外套", "13900002002"):
        assert (words in whole) == (words in shown)


def test_each_part_is_numbered_by_itself(in_parts_of: Callable[..., PrintOrder]) -> None:
    _, first, second = files(in_parts_of(**LARGE), "cards").values()

    pages = len(pypdfium2.PdfDocument(second))

    assert texts(second)[0].count(f"1/{pages}") == 1
    assert pages < len(pypdfium2.PdfDocument(first))


def test_a_changed_name_changes_the_parts_that_show_it(
    in_parts_of: Callable[..., PrintOrder],
) -> None:
    def inputs(guests: list[dict[str, str]], sheet: str) -> dict[str, object]:
        order = in_parts_of(**{**LARGE, "guests": guests})
        return {file.path: file.sources.inputs for file in sheet_files(sheet, order)}

    renamed = [{**guest, "name": "改名"} if n == 7 else guest for n, guest in enumerate(GUESTS)]
    for sheet, changed in (("cards", 1), ("signs", 1), ("duties", 0), ("handbook", 1)):
        before, after = inputs(GUESTS, sheet), inputs(renamed, sheet)
        assert before.keys() == after.keys()
        assert sum(before[path] != after[path] for path in before) == changed, sheet


def test_names_of_files_are_ones_that_every_system_accepts(
    in_parts_of: Callable[..., PrintOrder],
) -> None:
    order = in_parts_of(
        parties=[{"name": "../../甲:乙*"}], guests=[{"name": "丙", "party": "../../甲:乙*"}]
    )

    (_, part) = [file.path for file in sheet_files("cards", order)]

    assert part.count("/") == 1
    assert not set(part) & set('\\:*?"<>|')


def test_a_text_of_a_thousand_names_is_printed(order_of: Callable[..., PrintOrder]) -> None:
    names = "、".join(f"李小{chr(0x4E00 + n)}" for n in range(1500))

    pages = files(order_of(guests=["甲某"], notices=[names]), "handbook")

    assert "李小丁" in "".join(texts(pages["handbook.pdf"]))
