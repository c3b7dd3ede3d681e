"""Comma-separated text to rows of cells that know their line and column, and rows to such text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.findings import Finding, Place, error
from generator.load.tables.sheet_xml import MAX_ROWS

MAX_CELLS = 300_000
DELIMITERS = (",", ";", "\t")


_SEPARATOR_LINE = re.compile(r"sep=(.)[ \t]*$", re.IGNORECASE)
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class CsvCell:
    """A cell's text, stripped, and where it begins (line and column from 1)."""

    text: str | None
    line: int
    column: int


def parse_csv(
    text: str, shown: str, delimiter: str
) -> tuple[list[list[CsvCell]], tuple[Finding, ...]]:
    """The rows of `text`, with cells divided by `delimiter`, and quotes that never close."""
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    rest = rf"([^{re.escape(delimiter)}\n]*)"
    cell = re.compile(rf'[ ]*"([^"]*(?:""[^"]*)*)"{rest}|{rest}')
    unquoted = re.compile(rf"()(){rest}")
    rows: list[list[CsvCell]] = []
    row: list[CsvCell] = []
    findings = []
    at, line, line_start, count = 0, 1, 0, 0
    while at <= len(even):
        match = cell.match(even, at)
        if match is not None and _runs_over(match, delimiter):
            match = unquoted.match(even, at)
        if match is None:
            break
        column = at - line_start + 1
        count += 1
        if count > MAX_CELLS or len(rows) == MAX_ROWS:
            most = {"cells": MAX_CELLS, "rows": MAX_ROWS}
            findings.append(error("csv.too_big", Place(shown, line, 1), **most))
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
        if even[at : at + 1] != delimiter:
            rows.append(row)
            row, line, line_start = [], line + 1, at + 1
        at += 1
    return rows, tuple(findings)


def declared_delimiter(text: str) -> tuple[str | None, str]:
    """The delimiter of a first line `sep=;`, as Excel writes it, and the text without it."""
    first, _, rest = text.partition("\n")
    match = _SEPARATOR_LINE.match(first.rstrip("\r"))
    return (match[1], f"\n{rest}") if match else (None, text)


def _runs_over(match: re.Match[str], delimiter: str) -> bool:
    """Whether two lone quotation marks, which say ditto, were taken for a cell's quotes."""
    inside = match[1] or ""
    edges = {inside[:1], inside[-1:]}
    return inside == delimiter or ("\n" in inside and edges <= {delimiter, "\n"})


def _content(match: re.Match[str]) -> str | None:
    quoted = match[3] is None
    text = (match[1].replace('""', '"') + match[2] if quoted else match[3]).strip()
    guarded = _AS_TEXT.fullmatch(text)
    return (guarded[1] if guarded else text) or None
