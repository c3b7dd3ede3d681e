"""Lists in a visit's folder that nobody names: a notice, so that nobody is missing in silence."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from tests.support.documents.raw_workbooks import drawn, old_workbook, workbook
from tests.support.visit_files import LoadFiles

GUESTS = [["姓名", "性别", "单位"], ["张三", "男", "甲局"]]
CSV = "姓名,单位\n胡一,乙局\n".encode()


def book(sheets: dict[str, list[list[str]]], hidden: tuple[str, ...] = ()) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        for name, rows in {"来宾": GUESTS, **sheets}.items():
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name in hidden:
                sheet.hide()
    return stream.getvalue()


MORE = [["姓名", "性别", "单位"], ["胡一", "男", "乙局"], ["胡二", "女", "乙局"]]
LISTS = {
    "来宾补充": MORE,
    "补充（5月12日）": [["来宾补充名单"], [], *MORE],
    "接站": [["日期", "时间", "出发地", "目的地"], ["5月18日", "9:00", "站", "店"]],
    "新日程": [["日期", "时间", "内容"], ["5月18日", "9:00", "座谈会"]],
}
NO_LISTS = {
    "说明": [["填表说明"], ["一、姓名应与身份证一致"], ["二、单位写全称"]],
    "统计": [["单位", "人数"], ["甲局", "1"]],
    "空表": [["姓名", "性别", "单位"]],
    "签到": [["√", "√"], ["√", "√"]],
    "Sheet3": [],
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("reference", ["book.xlsx#来宾", "book.xlsx"])
def test_an_unnamed_sheet(load_files: LoadFiles, reference: str, name: str) -> None:
    content = book({name: LISTS[name]})
    visit, findings = load_files(f"guests: {reference}\n", book__xlsx=content)

    assert visit is not None
    assert [guest.name for guest in visit.guests] == ["张三"]
    assert f"book.xlsx {name}!A1 workbook.sheet_unread" in findings


def test_sheets_that_are_no_lists_or_hidden_or_read(load_files: LoadFiles) -> None:
    hidden = {"旧名单": MORE}
    content = book({**NO_LISTS, **hidden, "补充": MORE}, hidden=tuple(hidden))
    text = "guests: [book.xlsx#来宾, 'book.xlsx#补充 ']\n"

    assert load_files(text, book__xlsx=content)[1] == []


def test_a_sheet_is_not_reported_because_it_has_errors(load_files: LoadFiles) -> None:
    content = book({"车辆": [["车牌", "车型"], ["鄂E·0A001", "大巴"]]})
    text = "guests: book.xlsx#来宾\nvehicles: book.xlsx#车辆\n"

    assert load_files(text, book__xlsx=content)[1] == ["book.xlsx 车辆!A1 heading.missing"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("来宾补充.xlsx", workbook((("姓名", "单位"), ("胡一", "乙局")))),
        ("来宾补充.xls", old_workbook()),
        ("来宾补充.csv", CSV),
        ("来宾补充.tsv", CSV.replace(b",", b"\t")),
    ],
)
def test_an_unnamed_file(load_files: LoadFiles, name: str, content: bytes) -> None:
    _, findings = load_files("guests: [张三]\n", **{name.replace(".", "__"): content})

    assert findings == [f"{name} workbook.file_unread"]


@pytest.mark.parametrize("name", ["told.csv", "~$book.xlsx", "名单.docx", "旧.csv"])
def test_other_files_beside_a_visit(load_files: LoadFiles, name: str) -> None:
    content = b"a,b\n1,2\n" if name == "旧.csv" else CSV
    assert load_files("guests: [张三]\n", **{name.replace(".", "__"): content})[1] == []


def test_a_damaged_unnamed_file_is_not_reported(load_files: LoadFiles) -> None:
    assert load_files("guests: [张三]\n", a__xlsx=b"PK\x03\x04damaged")[1] == []


def test_a_sheet_far_too_large_is_not_looked_at(load_files: LoadFiles) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["姓名", "单位"])
        sheet.write(1_048_575, 16_383, "x")

    _, findings = load_files("guests: [张三]\n", a__xlsx=drawn(fill))

    assert findings == []
