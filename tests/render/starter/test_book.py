"""The new visit's workbook: its format, its notes, and what is locked."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator.load.sheets.forms import FORMS, columns_of
from generator.model.standing import Standing
from generator.render.starter import starter_workbook
from generator.render.starter.form import FormSheet
from generator.render.starter.sheets import SHEETS
from generator.text import Text
from tests.support.documents.new_workbook import FIRST, LAST, NAMES, OPTIONS, Load, opened


def test_there_is_a_sheet_for_every_list(new: bytes) -> None:
    book = opened(new)

    # Tables are in the sheet of meals; who is seated by rank is written in visit.yml.
    assert {sheet.section for sheet in SHEETS} == set(FORMS) - {"tables", "seating"}
    assert [name for name in book.sheetnames if book[name].sheet_state == "visible"] == NAMES
    assert [book.sheetnames, book[OPTIONS].sheet_state] == [[*NAMES, OPTIONS], "hidden"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.section)
def test_no_two_headings_mean_the_same_field(sheet: FormSheet) -> None:
    read = [columns_of(sheet.section)[column.heading] for column in sheet.columns]

    assert len(set(read)) == len(read)


def notes(page: Worksheet) -> list[str]:
    return [cell.comment.text for cell in page[1] if cell.value]


def test_each_heading_is_explained(written: bytes) -> None:
    book = opened(written)

    assert notes(book["作息"]) == [
        "事项（必填）\n作息事项，如早餐、热水供应、叫早、行李出房、退房。\n例如：叫早",
        "时间（必填）\n起止时间。\n例如：06:30",
        "地点\n场所，或“场所/餐厅”。可从下拉列表里选。",
        "日期\n所在日期，用于叫早、行李出房、退房等；多日的用顿号隔开，或写“19日至21日”。"
        "不写或写“每天”，即为每天。可从下拉列表里选。\n例如：2026-07-03",
        "参加人员\n适用人员：组别、全体来宾等。不写，即为全体来宾。可从下拉列表里选。\n例如：全体来宾",
        "负责人\n负责人，写工作人员的姓名。可从下拉列表里选。\n例如：李四",
    ]
    for name in NAMES:
        explained = [note.split("\n") for note in notes(book[name])]
        assert [lines[0] for lines in explained if len(lines) < 2 or not lines[1]] == []


def test_only_headings_are_locked(written: bytes) -> None:
    book = opened(written)

    for name in NAMES:
        page = book[name]
        headings = [cell for cell in page[1] if cell.value]
        assert {cell.protection.locked for cell in headings} == {True}
        assert {cell.protection.locked for cell in page[2] if cell.value} == {False}
        assert not page.column_dimensions["A"].protection.locked
        rights = page.protection
        assert (rights.sheet, rights.password) == (True, None)
        allowed = ("insertRows", "deleteRows", "sort", "autoFilter", "formatColumns", "formatCells")
        # The file has for each whether it is forbidden.
        assert [right for right in allowed if getattr(rights, right)] == []


def test_a_sheet_prints_across_one_page_under_its_headings(new: bytes) -> None:
    book = opened(new)

    for name in NAMES:
        page = book[name]
        set_up = page.page_setup
        assert (set_up.orientation, set_up.fitToHeight) == ("landscape", 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.print_title_rows, page.freeze_panes) == ("$1:$1", "B2")


def test_text_stays_as_it_is_typed_and_sums_can_be_added_up(new: bytes) -> None:
    book = opened(new)

    def format_of(sheet: str, heading: str) -> str:
        (column,) = (cell.column_letter for cell in book[sheet][1] if cell.value == heading)
        return book[sheet].column_dimensions[column].number_format

    text = [("来宾", "联系电话"), ("住宿", "房号"), ("日程", "日期"), ("用餐", "时间")]
    assert {format_of(*column) for column in text} == {"@"}
    assert (format_of("费用", "预计金额"), format_of("车辆", "核载")) == ("#,##0.00", "0")


def test_the_same_visit_makes_the_same_bytes(standing: Standing, new: bytes) -> None:
    assert starter_workbook(standing, FIRST, LAST) == new


def test_a_place_that_looks_like_a_formula_is_text(standing: Standing) -> None:
    venue = standing.venues[0].model_copy(update={"name": Text("=cmd|'/c calc'!A1")})
    host = standing.model_copy(update={"venues": (venue,)})

    book = opened(starter_workbook(host, FIRST, LAST))

    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    named = [cell for cell in cells if isinstance(cell.value, str) and "calc" in cell.value]
    assert {cell.parent.title for cell in named} >= {OPTIONS, "乘车"}
    assert {cell.data_type for cell in named} == {"s"}


def test_a_host_without_standing_pages_gets_a_workbook_too(load: Load) -> None:
    visit, findings = load(starter_workbook(Standing(), FIRST, LAST))

    assert (findings, visit.guests) == ((), ())
