"""Rows as comma-separated text that Excel opens, and of which it runs nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with: Excel would run it, in some languages the full-width ones too."""


def csv_text(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Rows as text that Excel opens and of which it runs nothing; with a byte order mark, without
    which it garbles Chinese names.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return "\ufeff" + buffer.getvalue()


def as_said(cell: str) -> str:
    """What a cell of `csv_text` said before it was made inert."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(RUNS) else cell


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RUNS) else cell
