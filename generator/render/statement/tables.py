"""What the statement is before it is a sheet or a page: tables of texts, counts and amounts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Value = str | int | Decimal | None
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, rows and the rows that add them up.

    A total's first cell is its label, which also takes the empty cells after it. `empty` is said
    where there are no rows, `remark` above the headings. `spans` is how many of the statement's
    columns each column takes; none where the table stands alone.
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
    """The statement: what it is of, whether it may be signed, its tables, what is attached, and
    who signs.
    """

    title: str
    state: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    attached: str
    signers: tuple[str, ...]
    dated: str


GRID = (5, 15, 11, 17, 9, 7, 7, 12, 12, 11, 13, 14)
"""The widths of the statement's columns, in characters: all its tables share them."""


def shown(value: Value) -> str:
    """A value as it is read: amounts with two decimals and thousands apart."""
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return "" if value is None else str(value)


def label_span(total: Row) -> int:
    """How many cells a total's label takes."""
    return next((n for n, value in enumerate(total) if n and value is not None), len(total))


def figures_of(totals: tuple[Row, ...]) -> tuple[Row, ...]:
    """Totals without their labels, which take several columns: what a column must have room for."""
    return tuple((None,) * label_span(total) + total[label_span(total) :] for total in totals)
