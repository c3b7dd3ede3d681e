"""Rows and cells that a workbook shows struck through, or not at all: read, but with a reminder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.findings import Finding, Place, notice, warning
from generator.load.tables.sheet_xml import Marks
from generator.text import shortened

MOST_REPORTED = 20
"""Of one kind on one sheet, one by one; of further ones only how many there are."""

_LONGEST_SHOWN = 20

Row = Sequence[str | None]
PlaceOf = Callable[[int, int], Place]
Reminder = tuple[int, int, str, dict[str, object]]
"""The row and column of a cell, the code of what to report of it, and its values."""


def seen_otherwise(
    marks: Marks,
    rows: Sequence[Row],
    kept: Sequence[int],
    columns: Sequence[int],
    place_of: PlaceOf,
) -> Iterator[Finding]:
    """A reminder for each of the rows `kept` that is hidden or struck through, and for each cell
    in `columns` that is so.
    """
    if marks.hidden_rows:
        hidden = (number for number in kept if number in marks.hidden_rows)
        found = [_of_row(number, rows[number], columns, "workbook.row_hidden") for number in hidden]
        yield from _reported(found, place_of)
    if marks.struck:
        yield from _reported(_struck(marks, rows, kept, columns), place_of)
    if marks.partly_struck:
        yield from _reported(_partly_struck(marks, kept, columns), place_of)
    for column in columns:
        if column in marks.hidden_columns:
            row = next((number for number in kept if rows[number][column]), None)
            if row is not None:
                yield notice("workbook.column_hidden", place_of(row, column))


def _struck(
    marks: Marks, rows: Sequence[Row], kept: Sequence[int], columns: Sequence[int]
) -> list[Reminder]:
    """A row of which the first cell is struck is meant as a whole; else each struck cell is."""
    found: list[Reminder] = []
    for number in kept:
        filled = [column for column in columns if rows[number][column]]
        struck = [column for column in filled if (number, column) in marks.struck]
        if struck and (struck[0] == filled[0] or len(struck) * 2 > len(filled)):
            found.append(_of_row(number, rows[number], columns, "workbook.row_struck"))
            continue
        for column in struck:
            text = shortened(rows[number][column] or "", _LONGEST_SHOWN)
            found.append((number, column, "workbook.cell_struck", {"found": text}))
    return found


def _partly_struck(marks: Marks, kept: Sequence[int], columns: Sequence[int]) -> list[Reminder]:
    rows, wanted = set(kept), set(columns)
    return [
        (row, column, "workbook.partly_struck", {"found": text.left, "dropped": text.struck})
        for (row, column), text in sorted(marks.partly_struck.items(), key=lambda item: item[0])
        if row in rows and column in wanted
    ]


def _of_row(number: int, row: Row, columns: Sequence[int], code: str) -> Reminder:
    """A reminder of a whole row, at its first cell that is more than a running number."""
    filled = [column for column in columns if row[column]] or [columns[0]]
    at = next((column for column in filled if not (row[column] or "").isdecimal()), filled[0])
    return number, at, code, {"found": shortened(row[at] or "", _LONGEST_SHOWN)}


def _reported(found: Sequence[Reminder], place_of: PlaceOf) -> Iterator[Finding]:
    for row, column, code, values in found[:MOST_REPORTED]:
        yield warning(code, place_of(row, column), **values)
    if len(found) > MOST_REPORTED:
        row, column, *_ = found[MOST_REPORTED]
        more = len(found) - MOST_REPORTED
        yield warning("workbook.more_alike", place_of(row, column), more=more)
