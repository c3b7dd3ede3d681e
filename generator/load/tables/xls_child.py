"""Reads an .xls from standard input to JSON on standard output, in a process of its own.

calamine relies on the counts in an .xls and aborts where there is no memory for them: that must
not end the clerk's command. It runs as a file, so that it imports nothing of ours.
"""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum

MAX_MEMORY = 500_000_000
MAX_CELLS = 500_000


def main() -> None:
    """Write `[[name, rows, merges], …]`; a date or a time becomes a list of kind and text."""
    _limit_memory()
    workbook = CalamineWorkbook.from_object(BytesIO(sys.stdin.buffer.read()))
    sheets = [
        _sheet(workbook, sheet.name)
        for sheet in workbook.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet
    ]
    json.dump(sheets, sys.stdout)


def _sheet(workbook: CalamineWorkbook, name: str) -> list[Any]:
    sheet = workbook.get_sheet_by_name(name)
    row, column = sheet.end or (0, 0)
    if (row + 1) * (column + 1) > MAX_CELLS:
        raise MemoryError
    values = sheet.to_python(skip_empty_area=False)
    rows = [[_plain(value) for value in row] for row in values]
    return [name, rows, sheet.merged_cell_ranges or []]


def _plain(value: object) -> object:
    if isinstance(value, timedelta):
        return ["timedelta", value.total_seconds()]
    if isinstance(value, (date, datetime, time)):
        return [type(value).__name__, value.isoformat()]
    return value


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
