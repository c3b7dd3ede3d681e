"""A grid of cell texts to a table: merged cells filled, rows that are not data left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from generator.findings import Finding, Place, error, notice, warning
from generator.load.clean_text import (
    CONTROL_CHARS,
    LONGEST_TEXT,
    code_points,
    is_visible,
    too_long,
)
from generator.load.nodes import ScalarNode, SheetTable
from generator.load.tables.cells import NO_FORMATS, At, CellFormats, Merge, Row
from generator.load.tables.headings import HEADING_ROWS, Headings, heading_key, heading_row
from generator.load.tables.hidden_or_struck import reminders
from generator.load.tables.row_kinds import is_example, is_marked_example
from generator.load.tables.skipped_rows import SkippedRow, skipped_rows
from generator.load.tables.two_rows import headings_in_two_rows
from generator.text import shortened

_LOWEST_HEADING_END = 2
_MOST_EXAMPLES = 5
_LONGEST_SHOWN = 20
_ERROR = re.compile(r"#(?:[A-Z0-9/_]+[!?]|N/A|\?)")


@dataclass(frozen=True, slots=True)
class Grid:
    """Texts by row and column, all rows of one length. `place_of` returns the place of a cell."""

    rows: list[Row]
    place_of: Callable[[int, int], Place]
    merges: tuple[Merge, ...] = ()
    formats: CellFormats = NO_FORMATS


def table_of(
    grid: Grid, place: Place, wanted: Headings
) -> tuple[SheetTable | None, tuple[Finding, ...]]:
    """The table in `grid` with headings among those `wanted`, and what is wrong with it.

    `place` is that of the sheet. A cell merged downwards counts for every row it covers, with the
    place of its text.
    """
    if not any(any(row) for row in grid.rows):
        return None, (error("workbook.empty_sheet", place),)
    texts, origins = _filled_down(grid)
    score, top = heading_row(texts, wanted.known)
    if not score:
        return None, (_no_headings(place, wanted.known),)
    first = top
    if in_two_rows := headings_in_two_rows(grid.rows, top, wanted.known):
        first, texts[first + 1] = in_two_rows
        top = first + 1
    columns, repeated = _columns(texts[top], grid, top)
    numbers, examples = _rows_below(grid, texts, top, columns)
    skipped = skipped_rows(grid.rows, texts, grid.merges, numbers, texts[top], wanted)
    kept = [number for number in numbers if number not in skipped]
    findings = (
        *repeated,
        *_cut(texts[top], grid, top),
        *(_skipped_finding(grid, row, origins) for row in skipped.values()),
        *_without_heading(grid, texts[top], top, kept),
        *_cleaned(grid, texts, kept, columns),
        *_uncalculated(grid, texts, kept, columns),
        *reminders(grid.formats, texts, kept, columns, grid.place_of),
    )
    headings = _scalars(grid, texts, origins, top, columns)
    rows = tuple(_scalars(grid, texts, origins, number, columns) for number in kept)
    shown_examples = tuple(_scalars(grid, texts, origins, number, columns) for number in examples)
    above = tuple(_filled_cells(grid, number) for number in range(first))
    return SheetTable(headings, rows, headings[0].place, shown_examples, above), findings


def _no_headings(place: Place, known: frozenset[str]) -> Finding:
    words = sorted(known, key=lambda word: (word.isascii(), len(word), word))
    shown = "、".join(words[:_MOST_EXAMPLES])
    return error("workbook.no_headings", place, rows=HEADING_ROWS, examples=shown)


def _filled_down(grid: Grid) -> tuple[list[Row], dict[At, At]]:
    """The texts with merged cells filled down their first column, and the origin of each."""
    texts = [list(row) for row in grid.rows]
    origins: dict[At, At] = {}
    for (top, left), (bottom, _) in grid.merges:
        if top >= len(texts) or left >= len(texts[top]) or texts[top][left] is None:
            continue
        for number in range(top + 1, min(bottom + 1, len(texts))):
            texts[number][left] = texts[top][left]
            origins[number, left] = (top, left)
    return texts, origins


def _columns(headings: Row, grid: Grid, top: int) -> tuple[list[int], list[Finding]]:
    """The columns that have a heading of their own, and a finding for each that repeats one."""
    first: dict[str, int] = {}
    repeated = []
    for column, text in enumerate(headings):
        if text is None:
            continue
        key = heading_key(text)
        if key not in first:
            first[key] = column
            continue
        place, other = grid.place_of(top, column), grid.place_of(top, first[key])
        values = {"found": text, "other": _cell_name(other)}
        repeated.append(error("workbook.duplicate_heading", place, (other,), **values))
    return list(first.values()), repeated


def _cut(headings: Row, grid: Grid, top: int) -> list[Finding]:
    """Cut the headings that are longer than a cell can be; a finding for each."""
    findings = []
    for column, text in enumerate(headings):
        if text is not None and len(text) > LONGEST_TEXT:
            headings[column] = text[:LONGEST_TEXT]
            findings.append(too_long(text, grid.place_of(top, column)))
    return findings


def _cell_name(place: Place) -> str:
    return (place.where or str(place)).rpartition("!")[2]


def _rows_below(
    grid: Grid, texts: list[Row], top: int, columns: list[int]
) -> tuple[list[int], list[int]]:
    """The rows below the headings: those that may be data, and those marked as examples.

    Blank rows, and rows that repeat the headings, are neither.
    """
    bottoms = (bottom for (first, _), (bottom, _) in grid.merges if first <= top <= bottom)
    start = max((b for b in bottoms if b - top <= _LOWEST_HEADING_END), default=top) + 1
    headings = [texts[top][column] for column in columns]
    numbers, examples = [], []
    for number in range(start, len(grid.rows)):
        first = next(filter(None, grid.rows[number]), None)
        if first is None:
            continue
        if is_example(first) or is_marked_example(_second(grid.rows[number])):
            examples.append(number)
        elif [texts[number][column] for column in columns] != headings:
            numbers.append(number)
    return numbers, examples


def _second(row: Row) -> str:
    """The second filled cell of a row: the first may be a running number."""
    return next(islice(filter(None, row), 1, None), "")


def _skipped_finding(grid: Grid, skipped: SkippedRow, origins: dict[At, At]) -> Finding:
    row, column = origins.get(skipped.at, skipped.at)
    shown = shortened(grid.rows[row][column] or "", _LONGEST_SHOWN)
    return notice(skipped.code, grid.place_of(row, column), found=shown)


def _without_heading(grid: Grid, headings: Row, top: int, kept: list[int]) -> list[Finding]:
    """A finding for each filled column without a heading: its content cannot be understood."""
    findings = []
    for column in (number for number, text in enumerate(headings) if text is None):
        row = next((number for number in kept if grid.rows[number][column] is not None), None)
        if row is not None:
            values = {
                "found": grid.rows[row][column],
                "cell": _cell_name(grid.place_of(row, column)),
            }
            place = grid.place_of(top, column)
            findings.append(warning("workbook.heading_missing", place, **values))
    return findings


def _cleaned(grid: Grid, texts: list[Row], kept: list[int], columns: list[int]) -> list[Finding]:
    """Remove errors and control characters from `texts`; a finding for each cell concerned."""
    findings = []
    for number in kept:
        row = texts[number]
        for column in columns:
            text = row[column]
            if text is None:
                continue
            if len(text) > LONGEST_TEXT:
                row[column] = text[:LONGEST_TEXT]
                findings.append(too_long(text, grid.place_of(number, column)))
            elif text[0] == "#" and _ERROR.fullmatch(text):
                row[column] = None
                place = grid.place_of(number, column)
                findings.append(error("workbook.formula_error", place, found=text))
            elif not text.isprintable():
                plain = CONTROL_CHARS.sub("", text).strip()
                row[column] = plain if is_visible(plain) else None
                if removed := CONTROL_CHARS.findall(text):
                    place = grid.place_of(number, column)
                    values = {"codes": code_points(removed)}
                    findings.append(warning("workbook.control_character", place, **values))
    return findings


def _uncalculated(
    grid: Grid, texts: list[Row], kept: list[int], columns: list[int]
) -> list[Finding]:
    rows, wanted = set(kept), set(columns)
    return [
        warning("workbook.formula_empty", grid.place_of(row, column))
        for row, column in sorted(grid.formats.uncalculated)
        if row in rows and column in wanted and texts[row][column] is None
    ]


def _filled_cells(grid: Grid, number: int) -> tuple[ScalarNode, ...]:
    """The cells of a row that have a text."""
    row = enumerate(grid.rows[number])
    return tuple(ScalarNode(text, grid.place_of(number, column)) for column, text in row if text)


def _scalars(
    grid: Grid, texts: list[Row], origins: dict[At, At], number: int, columns: list[int]
) -> tuple[ScalarNode, ...]:
    row, place_of = texts[number], grid.place_of
    if not origins:
        return tuple([ScalarNode(row[column], place_of(number, column)) for column in columns])
    return tuple(
        ScalarNode(row[column], place_of(*origins.get((number, column), (number, column))))
        for column in columns
    )
