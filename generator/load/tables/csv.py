"""CSV text to a table, each cell with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.findings import Finding, Place, error, warning
from generator.load.nodes import SheetTable
from generator.load.tables.cells import Row
from generator.load.tables.grid import Grid, table_of
from generator.load.tables.headings import Headings, heading_row, is_list
from generator.load.tables.sheet_xml import MAX_ROWS
from generator.load.tables.skipped_rows import is_sum_or_remark

MAX_CELLS = 300_000
_DELIMITERS = (",", ";", "\t")
_SAMPLE = 20_000
"""Characters from which the delimiter is recognised."""
_SAMPLE_ROWS = 20


_SEPARATOR_LINE = re.compile(r"sep=(.)[ \t]*$", re.IGNORECASE)
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class CsvCell:
    """A cell's text, stripped, and where it begins (line and column from 1)."""

    text: str | None
    line: int
    column: int


def csv_table(
    text: str, shown: str, sheet: str | None, wanted: Headings
) -> tuple[SheetTable | None, tuple[Finding, ...]]:
    """The table in `text`, and what is wrong with it; the name of a `sheet` is reported."""
    name = (sheet or "").strip()
    unused = (warning("workbook.sheet_in_text", Place(shown), found=name),) if name else ()
    delimiter, text = declared_delimiter(text)
    cells, findings = parse_csv(text, shown, delimiter or _likeliest_delimiter(text, wanted.known))
    cells, crowded = _cut_to_headings(cells, shown, wanted)
    width = max(map(len, cells), default=0)
    rows: list[Row] = [
        [*(cell.text for cell in row), *(None for _ in range(width - len(row)))] for row in cells
    ]

    def place_of(row: int, column: int) -> Place:
        if column < len(cells[row]):
            cell = cells[row][column]
            return Place(shown, cell.line, cell.column)
        return Place(shown, cells[row][0].line)

    table, problems = table_of(Grid(rows, place_of), Place(shown, 1, 1), wanted)
    return table, (*unused, *findings, *crowded, *problems)


def is_csv_list(text: str, shown: str, delimiter: str, kinds: Iterable[Headings]) -> bool:
    """Whether a CSV text looks like a list of one of `kinds`.

    `delimiter` is used where the text declares none.
    """
    declared, text = declared_delimiter(text)
    rows, _ = parse_csv(text[:_SAMPLE], shown, declared or delimiter)
    return is_list(_texts(rows), kinds)


def parse_csv(
    text: str, shown: str, delimiter: str
) -> tuple[list[list[CsvCell]], tuple[Finding, ...]]:
    """The rows of `text`, with cells divided by `delimiter`, and quotes that nothing closes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    unquoted_text = rf"([^{re.escape(delimiter)}\n]*)"
    cell = re.compile(rf'[ ]*"([^"]*(?:""[^"]*)*)"{unquoted_text}|{unquoted_text}')
    unquoted = re.compile(rf"()(){unquoted_text}")
    rows: list[list[CsvCell]] = []
    row: list[CsvCell] = []
    findings = []
    at, line, line_start, count = 0, 1, 0, 0
    while at <= len(text):
        match = cell.match(text, at)
        if match is not None and _runs_over(match, delimiter):
            match = unquoted.match(text, at)
        if match is None:
            break
        column = at - line_start + 1
        count += 1
        if count > MAX_CELLS or len(rows) == MAX_ROWS:
            limits = {"cells": MAX_CELLS, "rows": MAX_ROWS}
            findings.append(error("csv.too_big", Place(shown, line, 1), **limits))
            break
        row.append(CsvCell(_content(match), line, column))
        if (
            match[3] is not None
            and match[3].lstrip(" ").startswith('"')
            and match[3].strip() != '"'
        ):
            findings.append(error("csv.unclosed_quote", Place(shown, line, column)))
        breaks = match.group().count("\n")
        if breaks:
            line += breaks
            line_start = at + match.group().rindex("\n") + 1
        at = match.end()
        if text[at : at + 1] != delimiter:
            rows.append(row)
            row, line, line_start = [], line + 1, at + 1
        at += 1
    return rows, tuple(findings)


def declared_delimiter(text: str) -> tuple[str | None, str]:
    """The delimiter of a first line `sep=;`, as Excel writes it, and the text without it."""
    first, _, others = text.partition("\n")
    match = _SEPARATOR_LINE.match(first.rstrip("\r"))
    return (match[1], f"\n{others}") if match else (None, text)


def _likeliest_delimiter(text: str, known: frozenset[str]) -> str:
    """The delimiter that gives the most known headings in the first rows, then the most cells."""

    def fitness(delimiter: str) -> tuple[int, int]:
        rows, _ = parse_csv(beginning, "", delimiter)
        return heading_row(_texts(rows), known)[0], sum(map(len, rows))

    beginning = text[:_SAMPLE]
    return max(_DELIMITERS, key=fitness)


def _cut_to_headings(
    cells: list[list[CsvCell]], shown: str, wanted: Headings
) -> tuple[list[list[CsvCell]], list[Finding]]:
    """The rows without cells beyond the headings; a filled one comes from an unquoted comma."""
    score, top = heading_row(_texts(cells[:_SAMPLE_ROWS]), wanted.known)
    if not score:
        return cells, []
    width = len(cells[top])
    crowded = []
    headings, *below = _texts(cells[top:])
    for row, texts in zip(cells[top + 1 :], below, strict=True):
        beyond = [cell for cell in row[width:] if cell.text is not None]
        first = next(filter(None, texts), "")
        if beyond and not is_sum_or_remark(first, texts, headings, wanted.needed):
            place = Place(shown, beyond[0].line, beyond[0].column)
            values = {"found": width + len(beyond), "expected": width}
            crowded.append(error("csv.too_many_cells", place, **values))
    return [row[:width] for row in cells], crowded


def _texts(cells: list[list[CsvCell]]) -> list[Row]:
    return [[cell.text for cell in row] for row in cells]


def _runs_over(match: re.Match[str], delimiter: str) -> bool:
    """Whether two lone quotation marks, which are ditto marks, were read as a cell's quotes."""
    inside = match[1] or ""
    edges = {inside[:1], inside[-1:]}
    return inside == delimiter or ("\n" in inside and edges <= {delimiter, "\n"})


def _content(match: re.Match[str]) -> str | None:
    quoted = match[3] is None
    text = (match[1].replace('""', '"') + match[2] if quoted else match[3]).strip()
    guarded = _AS_TEXT.fullmatch(text)
    return (guarded[1] if guarded else text) or None
