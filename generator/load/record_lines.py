"""Reads the CSV files beside visit.yml to which the program adds lines: attended.csv, done.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.csv_writer import without_escape
from generator.findings import Finding, Place, warning
from generator.text import decoded, shortened

_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A line of such a file: where it is, and its cells by heading."""

    place: Place
    cells: Mapping[str, str]


def read_lines(
    path: Path, shown: str, headings: tuple[str, ...]
) -> tuple[tuple[RecordLine, ...], tuple[Finding, ...]]:
    """The lines of a file, and a warning for each that cannot be read; none where there is no file.

    `shown` is its path in findings. The file is in UTF-8 or, as Excel may save it, in GB18030; its
    columns may be in any order. Git may have merged two versions of it: lines and the headings may
    be repeated.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return (), ()
    except OSError as problem:
        return (), (warning("record.file", Place(shown), why=problem.strerror or problem),)
    reader = csv.reader(io.StringIO(decoded(content).replace("\0", "")))
    lines: dict[tuple[str, ...], RecordLine] = {}
    findings: list[Finding] = []
    order = headings
    for row in reader:
        cells = [without_escape(cell.strip()) for cell in row]
        if sorted(cells[: len(headings)]) == sorted(headings):
            order = tuple(cells[: len(headings)])
        elif any(cells):
            place = Place(shown, reader.line_num)
            if len(cells) < len(order):
                found = shortened("，".join(filter(None, cells)), _LONGEST_SHOWN)
                findings.append(warning("record.line", place, found=found))
                continue
            by_heading = dict(zip(order, cells, strict=False))
            lines.setdefault(tuple(cells), RecordLine(place, by_heading))
    return tuple(lines.values()), tuple(findings)


def time_in(text: str) -> datetime:
    """The time in a cell, as the program or as Excel writes it. Raises ValueError."""
    clock = "%H:%M:%S" if text.count(":") == 2 else "%H:%M"
    return datetime.strptime(text.replace("/", "-"), f"%Y-%m-%d {clock}")


def unread_line(line: RecordLine) -> Finding:
    """A warning for a line with a value that cannot be read."""
    found = shortened("，".join(filter(None, line.cells.values())), _LONGEST_SHOWN)
    return warning("record.line", line.place, found=found)
