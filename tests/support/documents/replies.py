"""Replies as sending units return them: the office's form filled in, and lists of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import openpyxl

from tests.support.documents.raw_workbooks import changed, drawn, old_workbook

Rows = Sequence[Sequence[str]]


def rows_in(text: str) -> list[list[str]]:
    """Return the rows of a text: one a line, with `|` between cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def filled_form(form: bytes, unit: str, rows: Rows, saved: str = "2026-05-06T09:00:00Z") -> bytes:
    """Return the office's form with `rows`, of which the first names columns, below its example.

    `saved` is when the unit's program saved it.
    """
    book = openpyxl.load_workbook(io.BytesIO(form))
    page = book["回执"]
    page["B3"] = unit
    columns = {cell.value: cell.column for cell in page[5]}
    headings, *people = rows
    for number, row in enumerate(people, start=7):
        for heading, cell in zip(headings, row, strict=True):
            page.cell(number, columns[heading], cell or None)
    return saved_at(_bytes(book), saved)


def saved_at(content: bytes, time: str) -> bytes:
    """Return a workbook whose properties say that it was last saved at `time`."""
    modified = rb"(<dcterms:modified[^>]*>)[^<]*"
    return changed(
        content,
        "docProps/core.xml",
        lambda xml: re.sub(modified, rb"\g<1>" + time.encode(), xml),
    )


def own_list(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    """Return a list that a unit made itself; each of the ranges `merged` is one cell."""

    def fill(_: Any, sheet: Any) -> None:
        for cells in merged:
            sheet.merge_range(cells, "")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)

    return drawn(fill, "Sheet1")


def old_list(rows: Rows) -> bytes:
    """Return a list as an .xls."""
    return old_workbook(rows, "Sheet1")


def csv_list(rows: Rows, encoding: str = "gb18030") -> bytes:
    """Return a list as CSV, as Excel saves it on a Chinese Windows."""
    return "".join(",".join(row) + "\r\n" for row in rows).encode(encoding)


def _bytes(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
