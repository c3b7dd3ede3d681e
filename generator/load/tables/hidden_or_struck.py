"""Reminders of rows and cells that a workbook hides or shows struck through: they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.findings import Finding, Place, notice, warning
from generator.load.tables.cells import CellFormats, Row
from generator.text import shortened

MOST_REPORTED = 20
"""Reminders of one kind for one sheet; of further ones only the number is reported."""

_LONGEST_SHOWN = 20

PlaceOf = Callable[[int, int], Place]
Reminder = tuple[int, int, str, dict[str, object]]
"""The row and column of a cell, the code of what to report of it, and its values."""


def reminders(
    formats: CellFormats,
    rows: Sequence[Row],
    kept: Sequence[int],
    columns: Sequence[int],
    place_of: PlaceOf,
) -> Iterator[Finding]:
    """A reminder for each of the rows `kept`, and each cell in `columns`, hidden or struck."""
    if formats.hidden_rows:
        numbers = (number for number in kept if number in formats.hidden_rows)
        hidden = [_of_row(n, rows[n], columns, "workbook.row_hidden") for n in numbers]
        yield from _reported(hidden, place_of)
    if formats.struck:
        yield from _reported(_struck(formats, rows, kept, columns), place_of)
    if formats.partly_struck:
        yield from _reported(_partly_struck(formats, kept, columns), place_of)
    for column in columns:
        if column in formats.hidden_columns:
            row = next((number for number in kept if rows[number][column]), None)
            if row is not None:
                yield notice("workbook.column_hidden", place_of(row, column))


def _struck(
    formats: CellFormats, rows: Sequence[Row], kept: Sequence[int], columns: Sequence[int]
) -> list[Reminder]:
    """One reminder for a row whose first cell or most cells are struck; else one for each cell."""
    result: list[Reminder] = []
    for number in kept:
        filled = [column for column in columns if rows[number][column]]
        struck = [column for column in filled if (number, column) in formats.struck]
        if struck and (struck[0] == filled[0] or len(struck) * 2 > len(filled)):
            result.append(_of_row(number, rows[number], columns, "workbook.row_struck"))
            continue
        for column in struck:
            text = shortened(rows[number][column] or "", _LONGEST_SHOWN)
            result.append((number, column, "workbook.cell_struck", {"found": text}))
    return result


def _partly_struck(
    formats: CellFormats, kept: Sequence[int], columns: Sequence[int]
) -> list[Reminder]:
    rows, wanted = set(kept), set(columns)
    return [
        (row, column, "workbook.partly_struck", {"found": text.remaining, "dropped": text.struck})
        for (row, column), text in sorted(formats.partly_struck.items(), key=lambda item: item[0])
        if row in rows and column in wanted
    ]


def _of_row(number: int, row: Row, columns: Sequence[int], code: str) -> Reminder:
    """A reminder of a whole row, at its first cell that is more than a running number."""
    filled = [column for column in columns if row[column]] or [columns[0]]
    at = next((column for column in filled if not (row[column] or "").isdecimal()), filled[0])
    return number, at, code, {"found": shortened(row[at] or "", _LONGEST_SHOWN)}


def _reported(items: Sequence[Reminder], place_of: PlaceOf) -> Iterator[Finding]:
    for row, column, code, values in items[:MOST_REPORTED]:
        yield warning(code, place_of(row, column), **values)
    if len(items) > MOST_REPORTED:
        row, column, *_ = items[MOST_REPORTED]
        more = len(items) - MOST_REPORTED
        yield warning("workbook.more_alike", place_of(row, column), more=more)
