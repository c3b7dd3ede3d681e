"""Lists as a workbook and as CSV, for tests that load both."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.visit import Visit

Rows = list[list[str]]
LoadSheet = Callable[[str, Rows], tuple[Visit, list[str]]]


def as_csv(rows: Rows) -> bytes:
    return "\n".join(",".join(map(_quoted, row)) for row in rows).encode("utf-8")


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
