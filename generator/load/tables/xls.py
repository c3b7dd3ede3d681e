"""An .xls, read in a process of its own: calamine relies on its counts, and may abort."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from generator.load.tables import RefusedError
from generator.load.tables.cells import NO_FORMATS, SheetCells, Value

SECONDS = 60
"""More than a busy machine takes: an intact list must not be reported as damaged."""
CHILD = Path(__file__).with_name("xls_child.py")
_KINDS: Mapping[str, Callable[[Any], Value]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


@dataclass(frozen=True, slots=True)
class XlsWorkbook:
    """The sheets of an .xls by name, in the workbook's order."""

    sheets: Mapping[str, SheetCells]

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets of cells, in the workbook's order."""
        return tuple(self.sheets)

    @property
    def shown(self) -> tuple[str, ...]:
        """All sheets: calamine does not read which of them are hidden."""
        return self.names

    def cells(self, name: str) -> SheetCells:
        """The cells of a sheet."""
        return self.sheets[name]

    def beginning(self, name: str) -> list[list[Value]]:
        """The values of a sheet, all of which were read."""
        return self.sheets[name].values


def read_xls(content: bytes, child: Path = CHILD) -> XlsWorkbook:
    """The .xls in `content`; raises RefusedError where it is damaged or takes too long."""
    command = [sys.executable, "-I", str(child)]
    try:
        finished = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=True
        )
        sheets = json.loads(finished.stdout)
        return XlsWorkbook({name: _cells(rows, merges) for name, rows, merges in sheets})
    except (subprocess.SubprocessError, OSError, ValueError, OverflowError):
        raise RefusedError("workbook.corrupt") from None


def _cells(rows: list[list[Any]], merges: list[list[list[int]]]) -> SheetCells:
    values = [[_value(value) for value in row] for row in rows]
    corners = tuple(((top, left), (bottom, right)) for (top, left), (bottom, right) in merges)
    return SheetCells(values, corners, NO_FORMATS)


def _value(plain: Any) -> Value:
    if isinstance(plain, list):
        kind, content = plain
        return _KINDS[kind](content)
    value: Value = plain
    return value
