"""Writes statement and accounts as workbooks: texts as text, amounts as numbers, no formula, the
same bytes each time.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generator.model.visit import Visit
from generator.render.lists.tongue import Tongue
from generator.render.statement.annexes import annexes
from generator.render.statement.reception import reception_statement
from generator.render.statement.tables import GRID, Statement, Table, figures_of, label_span, shown
from generator.render.statement.yearly import YearFigures, year_tables
from generator.render.workbook.cells import Book, Pen
from generator.render.workbook.listing import Listing
from generator.render.workbook.widths import PORTRAIT, column_widths, row_height
from generator.settings import MADE_HERE

_A4 = 9
_HEADING, _TITLE, _TOTAL, _SIGNING = 24, 34, 19, 60
_HEADER_LENGTH = 120  # Excel takes 255 characters in a header, its own codes among them.
_LAST = len(GRID) - 1


@dataclass(frozen=True)
class Account:
    """What statement.xlsx says: the visit's title, the statement, and the tables beside it."""

    title: str
    statement: Statement
    annexes: tuple[Table, ...]


def account_of(visit: Visit) -> Account:
    """A visit's statement with its annexes."""
    tongue = Tongue(visit, "statement")
    statement = reception_statement(visit, tongue)
    return Account(tongue.text(visit.title), statement, tuple(annexes(visit, tongue)))


def statement_workbook(visit: Visit, changed: datetime) -> bytes:
    """statement.xlsx: the statement, then a sheet for each table beside it. `changed` is when the
    visit's files last changed.
    """
    return written_account(account_of(visit), changed)


def written_account(account: Account, changed: datetime) -> bytes:
    """statement.xlsx, of an account that is there already."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(
            {"keywords": MADE_HERE, "title": account.title, "created": changed.astimezone(UTC)}
        )
        pens = Book(book)
        statement = account.statement
        _statement(book.add_worksheet(statement.title), statement, account.title, pens)
        for table in account.annexes:
            _table(book.add_worksheet(table.title), table, account.title, pens)
    return buffer.getvalue()


def year_workbook(figures: YearFigures, language: str, changed: datetime) -> bytes:
    """report-YYYY.xlsx: the year by category, then visit by visit."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties(
            {"keywords": MADE_HERE, "title": str(figures.year), "created": changed.astimezone(UTC)}
        )
        pens = Book(book)
        for table in year_tables(figures, language):
            _table(book.add_worksheet(table.title), table, str(figures.year), pens)
    return buffer.getvalue()


def _statement(page: Worksheet, statement: Statement, title: str, pens: Book) -> None:
    """The statement's tables below one another on one grid, as its form has them."""
    for column, width in enumerate(GRID):
        page.set_column(column, column, width, pens.blank)
    pen = Pen(page, pens)
    page.set_row(0, _TITLE)
    pen.put(0, 0, len(GRID), statement.title, pens.title)
    pen.put(1, 0, len(GRID), statement.state, pens.remark)
    row = _facts(pen, statement, 3)
    for table in statement.tables:
        row = _stacked(pen, table, row + 1)
    pen.put(row + 1, 0, len(GRID), statement.attached, pens.plain)
    bottom = _signatures(pen, statement, row + 2)
    page.freeze_panes(1, 0)
    _print(page, title, (bottom, _LAST), landscape=True)


def _facts(pen: Pen, statement: Statement, row: int) -> int:
    """The facts in two columns; the row after them."""
    half = len(GRID) // 2
    for number, (label, said) in enumerate(statement.facts):
        line, left = row + number // 2, number % 2 * half
        pen.put(line, left, 2, label, pen.book.heading)
        pen.put(line, left + 2, half - 2, said, pen.book.text)
        pen.raise_row(line, [label, said], [_width(left, 2), _width(left + 2, half - 2)])
    return row + (len(statement.facts) + 1) // 2


def _stacked(pen: Pen, table: Table, row: int) -> int:
    """A table on the grid; the row after it."""
    pen.put(row, 0, len(GRID), table.title, pen.book.part)
    starts = [sum(table.spans[:n]) for n in range(len(table.spans))]
    places = list(zip(starts, table.spans, strict=True))
    widths = [_width(*place) for place in places]
    row += 1
    for heading, (start, span) in zip(table.headings, places, strict=True):
        pen.put(row, start, span, heading, pen.book.heading)
    pen.raise_row(row, table.headings, widths)
    if not table.rows:
        row += 1
        pen.put(row, 0, len(GRID), table.empty, pen.book.text)
    for values in table.rows:
        row += 1
        for value, (start, span) in zip(values, places, strict=True):
            pen.put(row, start, span, value, pen.book.look_of(value))
        pen.raise_row(row, [shown(value) for value in values], widths)
    for total in table.totals:
        row += 1
        label = label_span(total)
        pen.page.set_row(row, _TOTAL)
        pen.put(row, 0, sum(table.spans[:label]), total[0], pen.book.bold)
        for value, (start, span) in list(zip(total, places, strict=True))[label:]:
            pen.put(row, start, span, value, pen.book.look_of(value, strong=True))
    return row + 1


def _signatures(pen: Pen, statement: Statement, row: int) -> int:
    """Whose signatures, with room to write; the last row."""
    span = len(GRID) // len(statement.signers)
    pen.page.set_row(row + 1, _SIGNING)
    for number, signer in enumerate(statement.signers):
        pen.put(row, number * span, span, signer, pen.book.heading)
        pen.put(row + 1, number * span, span, statement.dated, pen.book.signing)
    return row + 1


def _table(page: Worksheet, table: Table, title: str, pens: Book) -> None:
    """A table alone on its sheet, its headings frozen and repeated."""
    pen = Pen(page, pens)
    said = tuple(tuple(map(shown, row)) for row in (*table.rows, *figures_of(table.totals)))
    widths = column_widths(Listing(table.headings, said, len(table.headings)))
    remark = table.remark or ("" if table.rows else table.empty)
    top = 1 if remark else 0
    if remark:
        page.write_string(0, 0, remark, pens.remark)
    for column, (heading, width) in enumerate(zip(table.headings, widths, strict=True)):
        page.set_column(column, column, width, pens.blank)
        pen.put(top, column, 1, heading, pens.heading)
    page.set_row(top, max(row_height(table.headings, widths), _HEADING))
    row = top
    for values in table.rows:
        row += 1
        for column, value in enumerate(values):
            pen.put(row, column, 1, value, pens.look_of(value))
        page.set_row(row, row_height([shown(value) for value in values], widths))
    page.autofilter(top, 0, max(row, top + 1), len(table.headings) - 1)
    for total in table.totals:
        row += 1
        label = label_span(total)
        page.set_row(row, _TOTAL)
        pen.put(row, 0, label, total[0], pens.bold)
        for column, value in list(enumerate(total))[label:]:
            pen.put(row, column, 1, value, pens.look_of(value, strong=True))
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    _print(page, title, (max(row, top + 1), len(widths) - 1), landscape=sum(widths) > PORTRAIT)


def _width(start: int, span: int) -> int:
    return sum(GRID[start : start + span])


def _print(page: Worksheet, title: str, corner: tuple[int, int], *, landscape: bool) -> None:
    """A4, one page wide, with the visit's title above and page numbers below."""
    page.print_area(0, 0, *corner)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
    page.center_horizontally()
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if landscape:
        page.set_landscape()
    page.set_header(f"&L{title[:_HEADER_LENGTH].replace('&', '&&')}&R&A")
    page.set_footer("&R&P / &N")
