"""Statement and accounts as workbooks: texts as text, amounts as numbers, no formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
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
    write_lines,
)
from generator.render.workbook.pagination import Block, Line, paginated, paper_for
from generator.render.workbook.widths import PORTRAIT_WIDTH, row_height

_HEADING_HEIGHT, _TITLE_HEIGHT, _LINE_HEIGHT, _TOTAL_HEIGHT, _SIGNING_HEIGHT = 24, 34, 16, 19, 60
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


@dataclass
class _Sheet:
    """A sheet while its lines are collected; they are written when the pages are known."""

    page: Worksheet
    formats: Formats
    writers: list[Callable[[int], None]] = field(default_factory=list)

    def line(self, height: float, write: Callable[[int], None] = lambda _: None) -> Line:
        """Add a line of a height; `write` gets its row."""
        self.writers.append(write)
        return Line(len(self.writers) - 1, height)

    def write(self, blocks: Iterable[Block], height: float, first_row: int = 0) -> int:
        """Write the blocks on pages of a height; return the last row."""
        lines = paginated(blocks, height)
        return write_lines(
            self.page, first_row, lines, lambda row, number: self.writers[number](row)
        )


def _write_statement(page: Worksheet, statement: Statement, title: str, formats: Formats) -> None:
    """Write the statement's tables below one another on one grid, as the form has them."""
    for column, width in enumerate(GRID):
        page.set_column(column, column, width, formats.plain)
    sheet = _Sheet(page, formats)
    blocks = [
        Block(_heading_lines(sheet, statement)),
        *(_table_block(sheet, table) for table in statement.tables),
        Block(_signature_lines(sheet, statement)),
    ]
    # The sums are on the page of the signatures: whoever signs sees them.
    *others, costs, signatures = blocks
    closing = replace(costs, tail=(*costs.tail, *signatures.rows))
    last_row = sheet.write([*others, closing], paper_for(GRID, landscape=True).height)
    page.freeze_panes(1, 0)
    set_up_page(page, footer=PAGE_NUMBERS, landscape=True)
    set_up_print(page, title, (last_row, _COLUMNS - 1))


def _heading_lines(sheet: _Sheet, statement: Statement) -> list[Line]:
    """The title, the state, and two facts a row."""
    page, formats = sheet.page, sheet.formats

    def across(text: str, cell_format: Format) -> Callable[[int], None]:
        return lambda row: write_cell(page, row, 0, text, cell_format, _COLUMNS)

    half = _COLUMNS // 2
    widths = (sum(GRID[:2]), sum(GRID[2:half]), sum(GRID[half : half + 2]), sum(GRID[half + 2 :]))
    lines = [
        sheet.line(_TITLE_HEIGHT, across(statement.title, formats.title)),
        sheet.line(_LINE_HEIGHT, across(statement.state, formats.remark)),
        sheet.line(_LINE_HEIGHT),
    ]
    for first in range(0, len(statement.facts), 2):
        facts = statement.facts[first : first + 2]

        def write(row: int, facts: Sequence[tuple[str, str]] = facts) -> None:
            for column, (label, fact) in zip((0, half), facts, strict=False):
                write_cell(page, row, column, label, formats.heading, 2)
                write_cell(page, row, column + 2, fact, formats.text, half - 2)

        texts = [text for pair in facts for text in pair]
        lines.append(sheet.line(row_height(texts, widths[: len(texts)]), write))
    return lines


def _table_block(sheet: _Sheet, table: AccountTable) -> Block:
    """A table whose columns span several of the grid's, below an empty row and its title.

    The headings are repeated on each further page.
    """
    page, formats = sheet.page, sheet.formats
    spans, widths = grid_spans(table), table_widths(table)

    def write_title(row: int) -> None:
        write_cell(page, row, 0, table.title, formats.subtitle, _COLUMNS)

    def write_headings(row: int) -> None:
        for heading, (column, span) in zip(table.headings, spans, strict=True):
            write_cell(page, row, column, heading, formats.heading, span)

    def write_empty(row: int) -> None:
        write_cell(page, row, 0, table.empty, formats.text, _COLUMNS)

    empty = sheet.line(_LINE_HEIGHT)
    title = sheet.line(_LINE_HEIGHT, write_title)
    headings = sheet.line(row_height(table.headings, widths), write_headings)
    rows = [_values_line(sheet, values, spans, widths) for values in table.rows]
    totals = tuple(_total_line(sheet, total, spans) for total in table.totals)
    none = [sheet.line(_TOTAL_HEIGHT, write_empty)]
    return Block(rows or none, (empty, title, headings), (headings,), totals, divisible=True)


def _signature_lines(sheet: _Sheet, statement: Statement) -> list[Line]:
    """What is attached, and who signs, with room to sign."""
    page, formats = sheet.page, sheet.formats
    span = _COLUMNS // len(statement.signers)

    def write_attached(row: int) -> None:
        write_cell(page, row, 0, statement.attached, formats.plain, _COLUMNS)

    def write_signers(row: int) -> None:
        for number, signer in enumerate(statement.signers):
            write_cell(page, row, number * span, signer, formats.heading, span)

    def write_room(row: int) -> None:
        for number in range(len(statement.signers)):
            write_cell(page, row, number * span, statement.dated, formats.signature, span)

    return [
        sheet.line(_LINE_HEIGHT),
        sheet.line(_LINE_HEIGHT, write_attached),
        sheet.line(_LINE_HEIGHT, write_signers),
        sheet.line(_SIGNING_HEIGHT, write_room),
    ]


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
    heading_height = set_row_height(page, top, table.headings, widths, _HEADING_HEIGHT)
    landscape = sum(widths) > PORTRAIT_WIDTH
    sheet = _Sheet(page, formats)
    rows = [_values_line(sheet, values, spans, widths) for values in table.rows]
    totals = tuple(_total_line(sheet, total, spans) for total in table.totals)
    height = paper_for(widths, landscape=landscape).height - heading_height - top * _LINE_HEIGHT
    last_row = sheet.write([Block(rows, tail=totals)], height, top + 1)
    # The filter leaves the totals alone.
    set_up_headings(page, top, (top + max(len(rows), 1), len(widths) - 1))
    set_up_page(page, footer=PAGE_NUMBERS, landscape=landscape)
    set_up_print(page, title, (max(last_row, top + 1), len(widths) - 1))


def _values_line(
    sheet: _Sheet, values: Row, spans: Sequence[Span], widths: Sequence[float]
) -> Line:
    height = row_height([value_text(value) for value in values], widths)
    return sheet.line(height, lambda row: _write_values(sheet, row, values, spans))


def _total_line(sheet: _Sheet, total: Row, spans: Sequence[Span]) -> Line:
    return sheet.line(_TOTAL_HEIGHT, lambda row: _write_total(sheet, row, total, spans))


def _write_values(sheet: _Sheet, row: int, values: Row, spans: Sequence[Span]) -> None:
    for value, (column, span) in zip(values, spans, strict=True):
        write_cell(sheet.page, row, column, value, sheet.formats.of(value), span)


def _write_total(sheet: _Sheet, row: int, total: Row, spans: Sequence[Span]) -> None:
    """Write a total, its label over all columns before the first figure."""
    label = label_span(total)
    label_columns = sum(span for _, span in spans[:label])
    write_cell(sheet.page, row, 0, total[0], sheet.formats.bold, label_columns)
    for value, (column, span) in zip(total[label:], spans[label:], strict=True):
        write_cell(sheet.page, row, column, value, sheet.formats.of(value, bold=True), span)
