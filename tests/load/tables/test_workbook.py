"""Workbooks and CSV as offices send them: each case gives a table or located findings."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.findings import Finding, Place
from generator.load.nodes import SheetTable
from generator.load.tables import RefusedError
from generator.load.tables.csv import parse_csv
from generator.load.tables.headings import Headings
from generator.load.tables.reader import TableReader, read_table
from generator.load.tables.sheet_xml import column_letters, column_number
from generator.load.tables.xls import read_xls
from tests.support.proof import counts

KNOWN = frozenset({"姓名", "房号", "日期", "时间", "电话", "酒店"})
FILE = "visits/x/book.xlsx"

Result = tuple[SheetTable | None, tuple[Finding, ...]]
Fill = Callable[[Any, Any], None]


def workbook(path: Path, fill: Fill, *names: str, **options: object) -> Path:
    """An .xlsx at `path`, each of its sheets filled by `fill(book, sheet)`."""
    book = xlsxwriter.Workbook(str(path), options)
    for name in names or ("来宾",):
        fill(book, book.add_worksheet(name))
    book.close()
    return path


def rows(*cells: list[object]) -> Fill:
    def fill(_: Any, sheet: Any) -> None:
        for number, row in enumerate(cells):
            sheet.write_row(number, 0, row)

    return fill


def read(path: Path, sheet: str | None = None) -> Result:
    return read_table(path, FILE, sheet, KNOWN)


def texts(table: SheetTable | None) -> list[list[str | None]]:
    assert table is not None
    return [[cell.text for cell in row] for row in (table.headings, *table.rows)]


def shown(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [
        (str(finding.place).removeprefix(FILE).strip(": "), finding.code) for finding in findings
    ]


def only(result: Result) -> tuple[str, str]:
    """The place and code of the one finding of a file that gave no table."""
    table, findings = result
    assert table is None
    (found,) = shown(findings)
    return found


def column_of(
    tmp_path: Path, value: object, pattern: str | None = None, **options: object
) -> str | None:
    """The text of one cell holding `value` in the number format `pattern`."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "姓名")
        sheet.write(1, 0, value, book.add_format({"num_format": pattern}) if pattern else None)

    table, findings = read(workbook(tmp_path / "cell.xlsx", fill, **options))
    assert findings == ()
    return texts(table)[1][0] if texts(table)[1:] else None


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        (812.0, None, "812"),
        (13812345678.0, None, "13812345678"),
        (0.1 + 0.2, None, "0.3"),
        (720.5, None, "720.5"),
        (-1, None, "-1"),
        (True, None, "是"),
        (False, None, "否"),
        (805, "0000", "0805"),
        (8, '"A"000"号"', "A008号"),
        (8.5, "0000", "8.5"),
        (date(2026, 5, 18), "yyyy-mm-dd", "2026-05-18"),
        (date(2026, 5, 18), 'm"月"d"日"', "2026-05-18"),
        (date(2026, 5, 18), '[$-804]yyyy"年"m"月"d"日";@', "2026-05-18"),
        (datetime(2026, 5, 18, 14, 30), "yyyy/m/d h:mm", "2026-05-18 14:30"),
        (datetime(2026, 5, 18, 14, 30, 15), "yyyy/m/d h:mm", "2026-05-18 14:30:15"),
        (clock(9, 30), "h:mm", "09:30"),
        (clock(8, 30), '上午/下午h"时"mm"分"', "08:30"),
        (0.0, "h:mm", "00:00"),
        (1.0, "h:mm", "24:00"),
        (1.25, "h:mm", "30:00"),
        (25.5 / 24, "[h]:mm", "25:30"),
        ("　张三 \n", None, "张三"),
        ("上楼\r\n左转", None, "上楼\n左转"),
        ("0717-123", None, "0717-123"),
    ],
)
def test_text_of_a_cell(tmp_path: Path, value: object, pattern: str | None, expected: str) -> None:
    assert column_of(tmp_path, value, pattern) == expected


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    day = date(2026, 5, 18)
    assert column_of(tmp_path, day, "yyyy-mm-dd", date_1904=True) == "2026-05-18"


def test_a_time_above_a_day_counted_from_1904(tmp_path: Path) -> None:
    assert column_of(tmp_path, 1.25, "h:mm", date_1904=True) == "30:00"


def test_places_are_sheet_and_cell(tmp_path: Path) -> None:
    table, findings = read(workbook(tmp_path / "b.xlsx", rows(["x", "姓名"], [1, "张三"])))
    assert findings == ()
    assert table is not None
    assert table.rows[0][1].place == Place(FILE, where="来宾!B2")
    assert table.place == Place(FILE, where="来宾!A1")


def test_the_heading_row_is_found_below_a_merged_title(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "来宾名单")
        sheet.write("A2", "制表：办公室")
        sheet.write_row("A4", ["姓 名", "房号\n", "备注"])
        sheet.write_row("A5", ["张三", 812, "x"])

    table, findings = read(workbook(tmp_path / "b.xlsx", fill))
    assert texts(table) == [["姓 名", "房号", "备注"], ["张三", "812", "x"]]
    assert findings == ()


def test_headings_over_two_rows(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.merge_range("A1:A2", "姓名")
        sheet.merge_range("B1:C1", "住宿")
        sheet.write_row("B2", ["酒店", "房号"])
        sheet.write_row("A3", ["张三", "鸣凤", "0812"])

    assert texts(read(workbook(tmp_path / "b.xlsx", fill))[0]) == [
        ["姓名", "酒店", "房号"],
        ["张三", "鸣凤", "0812"],
    ]


def test_a_merged_cell_counts_for_every_row_it_covers(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["酒店", "姓名"])
        sheet.merge_range("A2:A4", "鸣凤")
        sheet.write("B2", "张三")
        sheet.write("B3", "李四")

    table, findings = read(workbook(tmp_path / "b.xlsx", fill))
    assert texts(table)[1:] == [["鸣凤", "张三"], ["鸣凤", "李四"]]
    assert findings == ()
    assert table is not None
    assert table.rows[1][0].place == Place(FILE, where="来宾!A2")


def test_blank_rows_examples_and_repeated_headings_are_left_out(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "b.xlsx",
        rows(
            ["姓名", "房号"],
            ["示例：王某", "1"],
            ["例: x"],
            [],
            ["张三", 1],
            ["姓名", "房号"],
            [" "],
        ),
    )
    assert texts(read(path)[0]) == [["姓名", "房号"], ["张三", "1"]]


def test_ten_thousand_blank_rows(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["姓名"])
        sheet.write("A2", "张三")
        for number in range(2, 10_000):
            sheet.write_blank(number, 0, None, book.add_format({"bold": True}))

    assert texts(read(workbook(tmp_path / "b.xlsx", fill))[0]) == [["姓名"], ["张三"]]


def test_hidden_and_filtered_rows_count(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        rows(["姓名"], ["张三"], ["李四"])(_, sheet)
        sheet.autofilter("A1:A3")
        sheet.set_row(1, None, None, {"hidden": True})

    assert texts(read(workbook(tmp_path / "b.xlsx", fill))[0])[1:] == [["张三"], ["李四"]]


def test_two_headings_alike(tmp_path: Path) -> None:
    table, (finding,) = read(
        workbook(tmp_path / "b.xlsx", rows(["姓名", "房号", "姓 名"], ["a", 1, "b"]))
    )
    assert texts(table) == [["姓名", "房号"], ["a", "1"]]
    assert (finding.code, finding.place.where) == ("workbook.duplicate_heading", "来宾!C1")
    assert finding.related == (Place(FILE, where="来宾!A1"),)
    assert str(finding.message) == "标题“姓 名”出现两次，另一处在 A1。请改名或删去一列。"


def test_a_column_without_heading(tmp_path: Path) -> None:
    table, (finding,) = read(
        workbook(tmp_path / "b.xlsx", rows(["姓名", None, "房号"], ["a", "素食", 1]))
    )
    assert texts(table) == [["姓名", "房号"], ["a", "1"]]
    assert (finding.code, finding.place.where) == ("workbook.heading_missing", "来宾!B1")
    assert str(finding.message) == (
        "这一列填了内容（如 B2 的“素食”），却没有标题。请补上标题，或清空这一列。"
    )


def test_no_heading_row(tmp_path: Path) -> None:
    table, (finding,) = read(workbook(tmp_path / "b.xlsx", rows(["甲", "乙"], [1, 2])))
    assert (table, finding.code, finding.place.where) == (None, "workbook.no_headings", "来宾!A1")


def test_an_empty_sheet(tmp_path: Path) -> None:
    assert only(read(workbook(tmp_path / "b.xlsx", rows()))) == ("来宾!A1", "workbook.empty_sheet")


def test_formulas_give_their_stored_result_or_a_finding(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["姓名", "房号", "电话"])
        sheet.write_formula("A2", '="张"&"三"', None, "张三")
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C2", "=A9", None, "")
        sheet.write_row("A3", ["李四", "#REF!"])

    table, findings = read(workbook(tmp_path / "b.xlsx", fill))
    assert texts(table)[1:] == [["张三", None, None], ["李四", None, None]]
    assert shown(findings) == [
        ("来宾!B2", "workbook.formula_error"),
        ("来宾!B3", "workbook.formula_error"),
        ("来宾!C2", "workbook.formula_empty"),
    ]


def test_a_formula_that_openpyxl_never_calculated(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "来宾"
    book.active.append(["姓名", "房号"])
    book.active.append(["张三", "=8+1"])
    book.save(tmp_path / "b.xlsx")
    table, findings = read(tmp_path / "b.xlsx")
    assert texts(table)[1:] == [["张三", None]]
    assert shown(findings) == [("来宾!B2", "workbook.formula_empty")]


@pytest.mark.parametrize("name", ["来宾", "来宾 ", " 来 宾"])
def test_a_sheet_is_found_in_spite_of_spaces(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / "b.xlsx", rows(["姓名"], ["张三"]), "来宾 ", "住宿")
    table, findings = read(path, name)
    assert findings == ()
    assert table is not None
    assert table.place.where == "来宾!A1"


def test_a_missing_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", rows(["姓名"]), "来宾", "住宿")
    table, (finding,) = read(path, "来滨")
    assert (table, finding.code) == (None, "workbook.sheet_missing_near")
    assert str(finding.message) == (
        "没有名为“来滨”的工作表，是不是“来宾”？现有：来宾、住宿。请改正表名。"
    )


@pytest.mark.parametrize("blank", [" ", "\u200b"])
def test_a_sheet_with_a_blank_name_is_never_chosen(tmp_path: Path, blank: str) -> None:
    path = workbook(tmp_path / "b.xlsx", rows(["姓名"], ["张三"]), "来宾", blank)
    _, (finding,) = read(path, "客人")
    assert finding.code == "workbook.sheet_missing"
    assert "来宾、" not in str(finding.message)


@pytest.mark.parametrize("name", ["", " ", "\u200b"])
def test_a_reference_that_shows_no_name_names_no_sheet(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / "b.xlsx", rows(["姓名"], ["张三"]))
    assert texts(read(path, name)[0])[1:] == [["张三"]]


@pytest.mark.parametrize(
    ("name", "there"), [("费用", "用餐"), ("日程", "行程表"), ("组别", "住宿")]
)
def test_an_unlike_sheet_is_not_proposed(tmp_path: Path, name: str, there: str) -> None:
    _, (finding,) = read(workbook(tmp_path / "b.xlsx", rows(["姓名"]), there), name)
    assert finding.code == "workbook.sheet_missing"


@pytest.mark.parametrize(
    ("name", "there"), [("车俩", "车辆"), ("名单", "来宾名单"), ("guest", "guests")]
)
def test_a_similar_sheet_is_proposed(tmp_path: Path, name: str, there: str) -> None:
    _, (finding,) = read(workbook(tmp_path / "b.xlsx", rows(["姓名"]), there), name)
    assert finding.code == "workbook.sheet_missing_near"


def test_without_a_name_the_sheet_with_the_headings_is_read(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["姓名", "房号"] if sheet.get_name() == "名单" else ["说明"])

    table, findings = read(workbook(tmp_path / "b.xlsx", fill, "Sheet1", "名单"))
    assert (texts(table), findings) == ([["姓名", "房号"]], ())


def test_a_hidden_sheet_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        rows(["姓名"], [sheet.get_name()])(_, sheet)
        if sheet.get_name() == "旧名单":
            sheet.hide()

    path = workbook(tmp_path / "b.xlsx", fill, "名单", "旧名单")

    assert [texts(read(path)[0])[1:], read(path)[1]] == [[["名单"]], ()]
    assert [texts(read(path, "旧名单")[0])[1:], read(path, "旧名单")[1]] == [[["旧名单"]], ()]
    (missing,) = read(path, "新名单")[1]
    assert "现有：名单。" in str(missing.message)


def test_without_a_name_two_likely_sheets_give_a_warning(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", rows(["姓名"], ["张三"]), "一", "二")
    table, findings = read(path)
    assert texts(table)[1:] == [["张三"]]
    assert shown(findings) == [("", "workbook.sheet_needed")]


def test_chart_sheets_do_not_count(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"))
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=图!$A$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.close()
    assert only(read(tmp_path / "b.xlsx")) == ("", "workbook.no_sheets")


def test_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("来宾")
    for column, heading in enumerate(["酒店", "姓名", "日期", "时间"]):
        sheet.write(0, column, heading)
    sheet.write_merge(1, 2, 0, 0, "鸣凤")
    sheet.write(1, 1, "张三")
    sheet.write(1, 2, date(2026, 5, 18), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(2, 1, 812.0)
    sheet.write(2, 3, clock(9, 30), xlwt.easyxf(num_format_str="hh:mm"))
    book.save(str(tmp_path / "b.xls"))
    table, findings = read(tmp_path / "b.xls", "来宾")
    assert texts(table)[1:] == [
        ["鸣凤", "张三", "2026-05-18", None],
        ["鸣凤", "812", None, "09:30"],
    ]
    assert shown(findings) == [("", "workbook.old_format")]


def test_xls_with_a_password(tmp_path: Path) -> None:
    """Xlwt writes no encryption: a FILEPASS record takes the place of the one after BOF."""
    book = xlwt.Workbook()
    book.add_sheet("来宾").write(0, 0, "姓名")
    stream = io.BytesIO()
    book.save(stream)
    content = bytearray(stream.getvalue())
    begin = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    content[begin + 20 : begin + 26] = struct.pack("<HHH", 0x2F, 2, 1)
    (tmp_path / "b.xls").write_bytes(content)
    assert only(read(tmp_path / "b.xls")) == ("", "workbook.encrypted")


def encrypted_container() -> bytes:
    """An OLE file whose directory holds EncryptionInfo and EncryptedPackage, as Excel makes it."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16))
    header += struct.pack(
        "<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, *[0xFFFFFFFE, 0] * 2
    )
    header += struct.pack("<I", 0) + b"\xff" * (512 - len(header) - 4)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB", 2 * len(name) + 2, kind, 1)
        + bytes(60)
        for name, kind in (("Root Entry", 5), ("EncryptionInfo", 2), ("EncryptedPackage", 2))
    )
    return bytes(header) + table + directory.ljust(512, b"\0")


def test_xlsx_with_a_password(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(encrypted_container())
    table, (finding,) = read(tmp_path / "b.xlsx")
    assert (table, finding.code, finding.place) == (None, "workbook.encrypted", Place(FILE))
    assert str(finding.message).startswith("工作簿设有打开密码，不能读取。")


def test_xlsm_is_read_and_its_macros_are_not(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsm", rows(["姓名"], ["张三"]))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    assert texts(read(path)[0])[1:] == [["张三"]]


def rewritten(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The archive at `path` with its part `name` changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "b.xlsx", rows(["姓名"]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", bytes(201_000_000))
    unpacked: list[str] = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda _, name, *__: unpacked.append(name))
    table, (finding,) = read(path)
    assert (table, finding.code, unpacked) == (None, "workbook.bomb", [])


def test_a_zip_that_lies_about_its_sizes(tmp_path: Path) -> None:
    path = rewritten(
        workbook(tmp_path / "b.xlsx", rows(["姓名"])), SHEET, lambda _: bytes(5_000_000)
    )
    content = path.read_bytes()
    size = struct.pack("<I", 5_000_000)
    path.write_bytes(content.replace(size, struct.pack("<I", 50)))
    assert only(read(path)) == ("", "workbook.corrupt")


def test_an_entity_bomb(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def plant(xml: bytes) -> bytes:
        return xml.replace(b"<sst", bomb + b"<sst", 1)

    path = rewritten(workbook(tmp_path / "b.xlsx", rows(["姓名"])), "xl/sharedStrings.xml", plant)
    assert only(read(path)) == ("", "workbook.entities")


def test_a_count_that_asks_for_all_memory(tmp_path: Path) -> None:
    def plant(xml: bytes) -> bytes:
        return xml.replace(b'uniqueCount="1"', b'uniqueCount="4294967295"')

    path = rewritten(workbook(tmp_path / "b.xlsx", rows(["姓名"])), "xl/sharedStrings.xml", plant)
    assert only(read(path)) == ("", "workbook.corrupt")


@pytest.mark.parametrize(
    "reference", [b"A4294967295", b"ZZZZ1", b"A0", b"A-1", b"", b"a1", b"A1'>"]
)
def test_a_cell_whose_reference_makes_no_sense(tmp_path: Path, reference: bytes) -> None:
    def plant(xml: bytes) -> bytes:
        return xml.replace(b'r="A1"', b'r="' + reference + b'"')

    path = rewritten(workbook(tmp_path / "b.xlsx", rows(["姓名"])), SHEET, plant)
    assert only(read(path)) == ("", "workbook.corrupt")


def test_an_xls_that_aborts_its_reader(tmp_path: Path) -> None:
    (tmp_path / "abort.py").write_text("import os; os.abort()")

    with pytest.raises(RefusedError, match=r"workbook\.corrupt"):
        read_xls(b"", tmp_path / "abort.py")


def test_a_cell_too_far_out(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write(0, 0, "姓名")
        sheet.write(1_048_575, 16_383, "x")

    table, (finding,) = read(workbook(tmp_path / "b.xlsx", fill))
    assert (table, finding.code) == (None, "workbook.too_big_sheet")
    assert str(finding.message).startswith("工作表“来宾”用到第 1048576 行、第 XFD 列")


def test_a_truncated_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", rows(["姓名"], ["张三"]))
    path.write_bytes(path.read_bytes()[:-200])
    assert only(read(path)) == ("", "workbook.corrupt")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("b.xlsx", b"", "workbook.empty_file"),
        ("b.csv", b"\n \n", "workbook.empty_file"),
        ("b.xlsx", b"PK\x03\x04 no archive", "workbook.corrupt"),
        ("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "workbook.corrupt"),
        ("b.xls", b"<html><table><tr><td>x", "workbook.not_excel"),
        ("b.csv", b"%PDF-1.7", "workbook.not_excel"),
        ("b.xlsx", bytes(range(256)), "workbook.corrupt"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert only(read(tmp_path / name)) == ("", code)


def test_another_kind_of_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    _, (finding,) = read(tmp_path / "b.xlsx")
    assert finding.code == "workbook.not_excel"
    assert "（Word）" in str(finding.message)


def test_a_csv_named_like_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_text("姓名,房号\n张三,0812\n", "utf-8")
    table, findings = read(tmp_path / "b.xlsx")
    assert texts(table)[1:] == [["张三", "0812"]]
    assert shown(findings) == [("", "workbook.is_text")]


def test_a_workbook_named_like_a_csv(tmp_path: Path) -> None:
    table, findings = read(workbook(tmp_path / "b.csv", rows(["姓名"], ["张三"])))
    assert texts(table)[1:] == [["张三"]]
    assert shown(findings) == [("", "workbook.is_binary")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_csv_in_each_encoding_delimiter_and_line_end(
    tmp_path: Path, encoding: str, delimiter: str, line_end: str
) -> None:
    lines = [
        ["名单", "", ""],
        ["姓名", "房号", "备注"],
        ["张三", "0812", '"说 ""是"",好"'],
        ["", "", ""],
    ]
    text = line_end.join(delimiter.join(line) for line in lines)
    (tmp_path / "b.csv").write_bytes(text.encode(encoding))
    table, findings = read(tmp_path / "b.csv")
    assert texts(table) == [["姓名", "房号", "备注"], ["张三", "0812", '说 "是",好']]
    assert findings == ()
    assert table is not None
    assert table.rows[0][1].place == Place(FILE, 3, 4)


def test_csv_counts_lines_through_quoted_breaks(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text('姓名,备注\n张三,"一\n二"\n李四,x\n', "utf-8")
    table, _ = read(tmp_path / "b.csv")
    assert table is not None
    assert table.rows[0][1].text == "一\n二"
    assert table.rows[1][0].place == Place(FILE, 4, 1)


def test_csv_with_a_declared_delimiter_and_guarded_text(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text('sep=|\n姓名|房号\n张三|="0812"\n', "utf-8")
    table, findings = read(tmp_path / "b.csv")
    assert (texts(table)[1:], findings) == ([["张三", "0812"]], ())


def test_csv_with_a_quote_that_never_closes(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text('姓名,房号\n张三,"8\n李四,9\n', "utf-8")
    table, findings = read(tmp_path / "b.csv")
    assert texts(table)[1:] == [["张三", '"8'], ["李四", "9"]]
    assert shown(findings) == [("2:4", "csv.unclosed_quote")]


def test_csv_with_an_unquoted_comma(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("姓名,房号\n张三,8,左\n", "utf-8")
    _, (finding,) = read(tmp_path / "b.csv")
    assert (finding.code, finding.place) == ("csv.too_many_cells", Place(FILE, 2, 6))


def test_csv_has_no_sheets(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("姓名\n张三\n", "utf-8")
    assert shown(read(tmp_path / "b.csv", "来宾")[1]) == [("", "workbook.sheet_in_text")]


def test_control_characters_are_removed(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_bytes("姓名\n张\x07三\n".encode())
    table, findings = read(tmp_path / "b.csv")
    assert texts(table)[1:] == [["张三"]]
    assert shown(findings) == [("2:1", "workbook.control_character")]


def test_a_missing_workbook(tmp_path: Path) -> None:
    workbook(tmp_path / "book.xlsx", rows(["姓名"]))
    assert only(read(tmp_path / "bok.xlsx")) == ("", "file.missing_near")


def test_a_workbook_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "b.xlsx", rows(["姓名"], ["张三"]), "一", "二")
    opened = []
    before = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: opened.append(self) or before(self))
    reader = TableReader()
    for sheet in ("一", "二", "一"):
        assert texts(reader.read_table(path, FILE, sheet, Headings(KNOWN))[0])[1:] == [["张三"]]
    assert opened == [path]


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")])
def test_columns_have_letters(number: int, letters: str) -> None:
    assert (column_letters(number), column_number(letters)) == (letters, number)


@given(st.text(alphabet='ab,;\t"\n\r 　=#', max_size=60))
@settings(max_examples=counts(40, 300), deadline=None)
def test_any_csv_keeps_every_cell_on_its_line(text: str) -> None:
    cells, _ = parse_csv(text, FILE, ",")
    lines = [cell.line for row in cells for cell in row]
    assert lines == sorted(lines)


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
@settings(max_examples=counts(40, 300), deadline=None)
def test_any_bytes_give_a_table_or_findings(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xlsx"
    path.write_bytes(start + content)
    table, findings = read(path)
    assert table is not None or findings


@given(st.integers(0, 6000), st.binary(min_size=1, max_size=8))
@settings(max_examples=counts(40, 300), deadline=None)
def test_any_damage_gives_a_table_or_findings(
    tmp_path_factory: pytest.TempPathFactory, at: int, damage: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    workbook(path, rows(["姓名", "房号"], ["张三", 812]))
    content = bytearray(path.read_bytes())
    content[at : at + len(damage)] = damage
    path.write_bytes(content)
    table, findings = read(path)
    assert table is not None or findings
