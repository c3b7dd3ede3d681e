"""The change report for the office as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from xlsxwriter import Workbook

from generator import vocabulary
from generator.render.changes.report import FactLine, NotificationLine
from generator.render.words.lists import joined
from generator.render.workbook.cells import Formats, set_row_height, write_cell
from generator.render.workbook.page import (
    NAME_AND_PAGE_NUMBERS,
    set_up_headings,
    set_up_page,
    workbook_bytes,
)


def report_workbook(
    facts: Iterable[FactLine], lines: Iterable[NotificationLine], language: str, created: datetime
) -> bytes:
    """The report as a workbook: a sheet by change, then one by person, with telephones."""
    heading = vocabulary.words_under("change.heading", language)
    by_change: Mapping[str, int] = {
        "urgency": 10, "what": 32, "from": 20, "to": 20, "count": 8, "told": 8, "not_told": 8,
        "pending": 48, "text": 48,
    }  # fmt: skip
    by_person: Mapping[str, int] = {
        "urgency": 10, "name": 14, "party": 14, "phone": 16, "what": 60, "text": 60, "told": 22,
    }  # fmt: skip
    change_rows = [
        (fact.urgency, fact.subject, fact.old, fact.new, str(fact.count),
         str(fact.count - len(fact.pending)), str(len(fact.pending)),
         "\n".join(joined(line.name, line.phone) for line in fact.pending),
         "\n".join(text for _, text in fact.texts))
        for fact in facts
    ]  # fmt: skip
    person_rows = [
        (line.urgency, line.name, line.party, line.phone, "\n".join(line.what),
         "\n".join(line.texts), line.notified)
        for line in lines
    ]  # fmt: skip

    def write(book: Workbook) -> None:
        formats = Formats(book)
        for sheet, columns, rows in (
            ("sheet", by_change, change_rows),
            ("sheet_by_person", by_person, person_rows),
        ):
            page = book.add_worksheet(vocabulary.word(f"change.{sheet}", language))
            widths = list(columns.values())
            for column, (name, width) in enumerate(columns.items()):
                page.set_column(column, column, width, formats.plain)
                page.write_string(0, column, heading[name], formats.list_heading)
            for row, texts in enumerate(rows, start=1):
                set_row_height(page, row, texts, widths)
                for column, text in enumerate(texts):
                    write_cell(page, row, column, text, formats.list_cell)
            set_up_headings(page, 0, (max(len(rows), 1), len(columns) - 1), frozen_columns=2)
            set_up_page(page, footer=NAME_AND_PAGE_NUMBERS, landscape=True)

    return workbook_bytes(write, created)
