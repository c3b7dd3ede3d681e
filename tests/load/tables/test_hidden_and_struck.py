"""Rows struck through, hidden, filtered or marked as cancelled: read, with a reminder of each."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from generator.load.tables.hidden_or_struck import MOST_REPORTED
from tests.support.documents.raw_workbooks import changed, drawn
from tests.support.documents.sheets import LoadSheet
from tests.support.visit_files import LoadFiles

Fill = Callable[[Any, Any], None]
SHEET_XML = "xl/worksheets/sheet1.xml"


def list_of(count: int) -> list[list[str]]:
    return [["姓名", "单位", "职务"], *([f"来宾{n}", "甲局", "科员"] for n in range(count))]


def filled(_: Any, sheet: Any, count: int = 4) -> None:
    for number, row in enumerate(list_of(count)):
        sheet.write_row(number, 0, row)


def hidden(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.set_row(2, None, None, {"hidden": True})


def filtered(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.autofilter("A1:C5")
    sheet.filter_column("A", "x == 来宾0")
    for row in (2, 3):
        sheet.set_row(row, None, None, {"hidden": True})


def collapsed(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.set_row(3, None, None, {"level": 1, "hidden": True})


def flattened(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.set_row(4, 0)


def struck(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.write_row("A3", list_of(4)[2], book.add_format({"font_strikeout": True}))


def struck_name(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.write("A5", "来宾3", book.add_format({"font_strikeout": True, "bold": True}))


def struck_post(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.write("C3", "科员", book.add_format({"font_strikeout": True}))


def struck_in_runs(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    line = book.add_format({"font_strikeout": True})
    sheet.write_rich_string("A3", line, "来", line, "宾1")


def struck_blank(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.write_row("A6", ["", "", ""], book.add_format({"font_strikeout": True}))
    sheet.write("E3", "", book.add_format({"font_strikeout": True}))


def hidden_column(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.set_column("C:D", None, None, {"hidden": True})


def hidden_empty(book: Any, sheet: Any) -> None:
    filled(book, sheet)
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.set_column("F:XFD", None, None, {"hidden": True})


SHOWN: dict[str, tuple[Fill, list[str]]] = {
    "plain": (filled, []),
    "hidden": (hidden, ["A3 workbook.row_hidden"]),
    "filtered": (filtered, ["A3 workbook.row_hidden", "A4 workbook.row_hidden"]),
    "collapsed": (collapsed, ["A4 workbook.row_hidden"]),
    "flattened": (flattened, ["A5 workbook.row_hidden"]),
    "struck": (struck, ["A3 workbook.row_struck"]),
    "struck name": (struck_name, ["A5 workbook.row_struck"]),
    "struck post": (struck_post, ["C3 workbook.cell_struck"]),
    "struck in runs": (struck_in_runs, ["A3 workbook.row_struck"]),
    "struck blank": (struck_blank, []),
    "hidden column": (hidden_column, ["C2 workbook.column_hidden"]),
    "hidden and empty": (hidden_empty, []),
}


@pytest.mark.parametrize("case", SHOWN)
def test_hidden_and_struck_cells_are_read_with_a_reminder(load_files: LoadFiles, case: str) -> None:
    fill, expected = SHOWN[case]
    visit, findings = load_files("guests: book.xlsx\n", book__xlsx=drawn(fill))

    assert visit is not None
    assert [(guest.name, guest.post) for guest in visit.guests] == [
        (f"来宾{n}", "科员") for n in range(4)
    ]
    assert findings == [f"book.xlsx 来宾!{cell}" for cell in expected]


def test_rows_left_out_need_no_reminder(load_files: LoadFiles) -> None:
    def fill(book: Any, sheet: Any) -> None:
        line = book.add_format({"font_strikeout": True})
        sheet.write_row("A1", ["姓名", "单位"], line)
        sheet.write_row("A2", ["示例：王五", "乙局"], line)
        sheet.write_row("A3", ["张三", "甲局"])
        sheet.set_row(1, None, None, {"hidden": True})

    visit, findings = load_files("guests: book.xlsx\n", book__xlsx=drawn(fill))

    assert visit is not None
    assert ([guest.name for guest in visit.guests], findings) == (["张三"], [])


def test_of_a_partly_struck_cell_the_remaining_text_is_read(load_files: LoadFiles) -> None:
    def fill(book: Any, sheet: Any) -> None:
        line = book.add_format({"font_strikeout": True})
        sheet.write_row("A1", ["姓名", "单位"])
        sheet.write_rich_string("A2", line, "张三", "李四")
        sheet.write("B2", "甲局")

    visit, findings = load_files("guests: book.xlsx\n", book__xlsx=drawn(fill))

    assert visit is not None
    assert [guest.name for guest in visit.guests] == ["李四"]
    assert findings == ["book.xlsx 来宾!A2 workbook.partly_struck"]


def test_a_text_within_its_cell_may_be_struck_in_part(load_files: LoadFiles) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "单位"])
    sheet.append([CellRichText(TextBlock(InlineFont(strike=True), "张三"), "李四"), "甲局"])
    stream = io.BytesIO()
    book.save(stream)
    visit, findings = load_files("guests: book.xlsx\n", book__xlsx=stream.getvalue())

    assert visit is not None
    assert [guest.name for guest in visit.guests] == ["李四"]
    assert [finding.split()[-1] for finding in findings] == ["workbook.partly_struck"]


def test_a_font_with_strike_turned_off(load_files: LoadFiles) -> None:
    content = changed(
        drawn(struck), "xl/styles.xml", lambda xml: xml.replace(b"<strike/>", b'<strike val="0"/>')
    )

    assert load_files("guests: book.xlsx\n", book__xlsx=content)[1] == []


def test_many_hidden_rows_are_counted(load_files: LoadFiles) -> None:
    def fill(book: Any, sheet: Any) -> None:
        filled(book, sheet, 100)
        for row in range(1, 91):
            sheet.set_row(row, None, None, {"hidden": True})

    _, findings = load_files("guests: book.xlsx\n", book__xlsx=drawn(fill))

    assert [finding.split()[-1] for finding in findings] == [
        *["workbook.row_hidden"] * MOST_REPORTED,
        "workbook.more_alike",
    ]


CANCELLED = [
    *("取消", "已取消", "取消，不来了", "不来了", "因故不能参加", "临时有事，来不了", "不参加了"),
    *(
        "因病请假",
        "取消行程",
        "已通知取消。",
        "确认不来",
        "缺席",
        "作废",
        "（取消）",
        "由李四代替参加",
    ),
    *("不去了", "无法前来", "领导说他不来了", "cancelled", "Not coming", "отмена"),
]
STILL_HOLDS = [
    *("不吃香菜", "不住宿", "取消早餐", "晚餐不参加", "不来餐厅用餐", "不能吃辣", "请假条已收"),
    *("未来产业研究", "不参加5月19日参观", "取消靠窗座位", "改由2号车接", "代表团团长", "不需接站"),
    *("素食", "晚到", "删减行程后再定", "撤展后返程", "法律顾问", "由李四陪同", "不到六十岁"),
]


@pytest.mark.parametrize("note", CANCELLED)
def test_a_row_with_a_remark_that_it_is_cancelled(load_sheet: LoadSheet, note: str) -> None:
    visit, findings = load_sheet("guests", [["姓名", "单位", "备注"], ["张三", "甲局", note]])

    assert [guest.name for guest in visit.guests] == ["张三"]
    assert [finding.split()[-1] for finding in findings] == ["row.cancelled"]


def test_remarks_of_other_things(load_sheet: LoadSheet) -> None:
    rows = [[f"来宾{n}", "甲局", note] for n, note in enumerate(STILL_HOLDS)]
    _, findings = load_sheet("guests", [["姓名", "单位", "备注"], *rows])

    assert findings == []


ELSEWHERE = {
    "vehicles": [["车号", "备注"], ["1号车", "不用了，取消"]],
    "schedule": [["日期", "时间", "内容"], ["5月18日", "9:00", "座谈会（取消）"]],
    "contacts": [["事项", "电话"], ["总台（作废）", "0717-5550123"]],
    "staff": [["姓名", "备注"], ["李娜", "请假"]],
}


@pytest.mark.parametrize("section", ELSEWHERE)
def test_cancelled_rows_of_other_lists(load_sheet: LoadSheet, section: str) -> None:
    _, findings = load_sheet(section, ELSEWHERE[section])

    assert [finding.split()[-1] for finding in findings] == ["row.cancelled"]


def test_cancelled_rows_in_yaml(load_files: LoadFiles) -> None:
    _, findings = load_files("guests: [{name: 张三, note: 不来了}, 李四（取消）]\n")

    assert [finding.split()[-1] for finding in findings] == ["row.cancelled"] * 2
