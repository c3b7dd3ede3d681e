"""Workbooks as bytes, correct and damaged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter
import xlwt

SHEET_XML = "xl/worksheets/sheet1.xml"
Rows = Sequence[Sequence[object]]
GUESTS: Rows = (("姓名", "单位"), ("张三", "甲局"))


def workbook(rows: Rows = GUESTS, sheet: str = "来宾", **options: object) -> bytes:
    """Return an .xlsx with one sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return stream.getvalue()


def old_workbook(rows: Rows = GUESTS, sheet: str = "来宾") -> bytes:
    """Return an .xls with one sheet."""
    book = xlwt.Workbook()
    page = book.add_sheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(number, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one part of its archive changed or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def drawn(fill: Callable[[Any, Any], None], sheet: str = "来宾") -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book, book.add_worksheet(sheet))
    return stream.getvalue()


def trailing(book: Any, sheet: Any) -> None:
    sheet.write_column("A1", ["姓名", "张三"])
    bold = book.add_format({"bold": True})
    for number in range(2, 10_002):
        sheet.write_blank(number, 0, None, bold)
