"""Tables of texts, counts and amounts: the statement before it is a workbook or a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.render.words.money import amount_text
from generator.render.workbook.cells import CellValue
from generator.render.workbook.listing import Listing
from generator.render.workbook.widths import column_widths

Row = tuple[CellValue, ...]
Span = tuple[int, int]
"""A column's first column in the grid, and the number of them that it takes."""


@dataclass(frozen=True, slots=True)
class AccountTable:
    """A title, headings, rows, and totals of the rows.

    A total's first cell is its label, which also takes the empty cells after it. `empty` is shown
    where there are no rows, `remark` above the headings. `spans` is the number of the statement's
    columns that each column takes; empty for a table on a sheet of its own.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    empty: str = ""
    remark: str = ""
    spans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement: a draft or ready to sign (`state`), its tables, and who signs.

    `facts` are (label, text); `dated` is the text beside each signature.
    """

    title: str
    state: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[AccountTable, ...]
    attached: str
    signers: tuple[str, ...]
    dated: str


GRID = (5, 15, 11, 17, 9, 7, 7, 12, 12, 11, 13, 14)
"""The widths of the statement's columns, in characters: all its tables share them."""


def value_text(value: CellValue) -> str:
    """Return a value as people read it: amounts with two decimals and separated thousands."""
    if isinstance(value, Decimal):
        return amount_text(value)
    return "" if value is None else str(value)


def label_span(total: Row) -> int:
    """Return the number of cells that a total's label takes."""
    return next((n for n, value in enumerate(total) if n and value is not None), len(total))


def grid_spans(table: AccountTable) -> list[Span]:
    """Return where each column of a table is in the statement's grid."""
    return [(sum(table.spans[:n]), span) for n, span in enumerate(table.spans)]


def table_widths(table: AccountTable) -> list[float]:
    """Return the width of each column in characters: the grid's, else that of its texts."""
    if table.spans:
        return [sum(GRID[column : column + span]) for column, span in grid_spans(table)]
    rows = (*table.rows, *map(_without_label, table.totals))
    texts = tuple(tuple(map(value_text, row)) for row in rows)
    return column_widths(Listing(table.headings, texts, len(table.headings)))


def _without_label(total: Row) -> Row:
    """Return a total without its label, which is wider than its column."""
    span = label_span(total)
    return (None,) * span + total[span:]
