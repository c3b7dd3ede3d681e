"""Writes rows as CSV that Excel opens without running any formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What Excel takes for the start of a formula; the full-width characters in some languages only."""


def csv_text(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV; an apostrophe before a cell keeps Excel from running it.

    The text begins with a byte order mark, without which Excel does not read it as UTF-8.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_escaped(cell) for cell in row] for row in rows)
    return "\ufeff" + buffer.getvalue()


def without_escape(cell: str) -> str:
    """The text of a cell of `csv_text`, without the apostrophe that was put before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _escaped(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
