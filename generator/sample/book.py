"""Writes a sample visit's sheets as a workbook: text cells only, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter

_CREATED = datetime(2026, 1, 1)


def write_book(path: Path, sheets: Mapping[str, tuple[list[str], list[list[str]]]]) -> None:
    """Write a workbook with these sheets: each has its headings, then its rows."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@"})
        for name, (headings, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 2 if headings[0] == "序号" else 1)
            sheet.set_column(0, len(headings) - 1, 14, text)
            for column, heading in enumerate(headings):
                sheet.write_string(0, column, heading, bold)
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, column, cell)
