"""Statement and accounts as workbooks: texts as text, amounts as numbers, no formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.model.visit import Visit
from generator.render.statement.annexes import annexes
from generator.render.statement.reception import reception_statement
from generator.render.statement.tables import (
    GRID,
    AccountTable,
    Row,
    Span,
    Statement,
    grid_spans,
    label_span,
    table_widths,
    value_text,
)
from generator.render.statement.yearly import YearFigures, year_tables
from generator.render.words import wording_of
from generator.render.workbook.cells import Formats, set_row_height, write_cell
from generator.render.workbook.page import (
    PAGE_NUMBERS,
    set_up_headings,
    set_up_page,
    set_up_print,
    workbook_bytes,
)
from generator.render.workbook.widths import PORTRAIT_WIDTH

_HEADING_HEIGHT, _TITLE_HEIGHT, _TOTAL_HEIGHT, _SIGNING_HEIGHT = 24, 34, 19, 60
_COLUMNS = len(GRID)


@dataclass(frozen=True)
class StatementContent:
    """The content of statement.xlsx: the visit's title, the statement, and its annexes."""

    title: str
    statement: Statement
    annexes: tuple[AccountTable, ...]


def statement_content(visit: Visit) -> StatementContent:
    """Return a visit's statement with its annexes."""
    words = wording_of(visit, "statement")
    statement = reception_statement(visit, words)
    return StatementContent(words.text(visit.title), statement, annexes(visit, words))


def statement_bytes(content: StatementContent, changed: datetime) -> bytes:
    """Return statement.xlsx: the statement, then a sheet for each annex.

    `changed` is when the visit's files last changed.
    """

    def write(book: Workbook) -> None:
        formats, statement = Formats(book), content.statement
        page = book.add_worksheet(statement.title)
        _write_statement(page, statement, content.title, formats)
        _write_tables(content.annexes, content.title, formats, book)

    return workbook_bytes(write, changed, title=content.title)


def statement_workbook(visit: Visit, changed: datetime) -> bytes:
    """Return a visit's statement.xlsx; `changed` is when the visit's files last changed."""
    return statement_bytes(statement_content(visit), changed)


def year_workbook(figures: YearFigures, language: str, changed: datetime) -> bytes:
    """Return report-YYYY.xlsx: the year by category, then visit by visit."""
    title = str(figures.year)

    def write(book: Workbook) -> None:
        _write_tables(year_tables(figures, language), title, Formats(book), book)

    return workbook_bytes(write, changed, title=title)


def _write_statement(page: Worksheet, statement: Statement, title: str, formats: Formats) -> None:
    """Write the statement's tables below one another on one grid, as the form has them."""
    for column, width in enumerate(GRID):
        page.set_column(column, column, width, formats.plain)
    page.set_row(0, _TITLE_HEIGHT)
    write_cell(page, 0, 0, statement.title, formats.title, _COLUMNS)
    write_cell(page, 1, 0, statement.state, formats.remark, _COLUMNS)
    row = _write_facts(page, statement, 3, formats)
    for table in statement.tables:
        row = _write_table_on_grid(page, table, row + 1, formats)
    write_cell(page, row + 1, 0, statement.attached, formats.plain, _COLUMNS)
    last_row = _write_signatures(page, statement, row + 2, formats)
    page.freeze_panes(1, 0)
    set_up_page(page, footer=PAGE_NUMBERS, landscape=True)
    set_up_print(page, title, (last_row, _COLUMNS - 1))


def _write_facts(page: Worksheet, statement: Statement, row: int, formats: Formats) -> int:
    """Write two facts a row; return the row after them."""
    half = _COLUMNS // 2
    widths = (sum(GRID[:2]), sum(GRID[2:half]), sum(GRID[half : half + 2]), sum(GRID[half + 2 :]))
    for first in range(0, len(statement.facts), 2):
        facts = statement.facts[first : first + 2]
        for column, (label, fact) in zip((0, half), facts, strict=False):
            write_cell(page, row, column, label, formats.heading, 2)
            write_cell(page, row, column + 2, fact, formats.text, half - 2)
        texts = [text for pair in facts for text in pair]
        set_row_height(page, row, texts, widths[: len(texts)])
        row += 1
    return row


def _write_table_on_grid(page: Worksheet, table: AccountTable, row: int, formats: Formats) -> int:
    """Write a table whose columns span several of the grid's; return the row after it."""
    write_cell(page, row, 0, table.title, formats.subtitle, _COLUMNS)
    row += 1
    spans, widths = grid_spans(table), table_widths(table)
    for heading, (column, span) in zip(table.headings, spans, strict=True):
        write_cell(page, row, column, heading, formats.heading, span)
    set_row_height(page, row, table.headings, widths)
    if not table.rows:
        row += 1
        write_cell(page, row, 0, table.empty, formats.text, _COLUMNS)
    for values in table.rows:
        row += 1
        _write_values(page, row, values, spans, formats)
        set_row_height(page, row, [value_text(value) for value in values], widths)
    for total in table.totals:
        row += 1
        _write_total(page, row, total, spans, formats)
    return row + 1


def _write_signatures(page: Worksheet, statement: Statement, row: int, formats: Formats) -> int:
    """Write who signs, with room to sign; return the last row."""
    span = _COLUMNS // len(statement.signers)
    page.set_row(row + 1, _SIGNING_HEIGHT)
    for number, signer in enumerate(statement.signers):
        write_cell(page, row, number * span, signer, formats.heading, span)
        write_cell(page, row + 1, number * span, statement.dated, formats.signature, span)
    return row + 1


def _write_tables(
    tables: Iterable[AccountTable], title: str, formats: Formats, book: Workbook
) -> None:
    """Write each table on a sheet of its own, its headings frozen and repeated."""
    for table in tables:
        _write_table(book.add_worksheet(table.title), table, title, formats)


def _write_table(page: Worksheet, table: AccountTable, title: str, formats: Formats) -> None:
    widths = table_widths(table)
    spans = [(column, 1) for column in range(len(widths))]
    remark = table.remark or ("" if table.rows else table.empty)
    if remark:
        page.write_string(0, 0, remark, formats.remark)
    top = 1 if remark else 0
    for column, (heading, width) in enumerate(zip(table.headings, widths, strict=True)):
        page.set_column(column, column, width, formats.plain)
        write_cell(page, top, column, heading, formats.heading)
    set_row_height(page, top, table.headings, widths, _HEADING_HEIGHT)
    row = top
    for values in table.rows:
        row += 1
        _write_values(page, row, values, spans, formats)
        set_row_height(page, row, [value_text(value) for value in values], widths)
    # The filter leaves the totals alone.
    set_up_headings(page, top, (max(row, top + 1), len(widths) - 1))
    for total in table.totals:
        row += 1
        _write_total(page, row, total, spans, formats)
    set_up_page(page, footer=PAGE_NUMBERS, landscape=sum(widths) > PORTRAIT_WIDTH)
    set_up_print(page, title, (max(row, top + 1), len(widths) - 1))


def _write_values(
    page: Worksheet, row: int, values: Row, spans: Sequence[Span], formats: Formats
) -> None:
    for value, (column, span) in zip(values, spans, strict=True):
        write_cell(page, row, column, value, formats.of(value), span)


def _write_total(
    page: Worksheet, row: int, total: Row, spans: Sequence[Span], formats: Formats
) -> None:
    """Write a total, its label over all columns before the first figure."""
    page.set_row(row, _TOTAL_HEIGHT)
    label = label_span(total)
    label_columns = sum(span for _, span in spans[:label])
    write_cell(page, row, 0, total[0], formats.bold, label_columns)
    for value, (column, span) in zip(total[label:], spans[label:], strict=True):
        write_cell(page, row, column, value, formats.of(value, bold=True), span)
