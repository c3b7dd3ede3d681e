"""The file attended.csv beside visit.yml: the marks of roll calls, one a line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from generator.csv_writer import csv_text
from generator.files import write_file
from generator.findings import Finding, Place
from generator.load.record_lines import RecordLine, read_lines, time_in, unread_line
from generator.model.enums import RollState
from generator.model.marks import AttendanceMark
from generator.model.parsing.context import Source
from generator.model.record import PersonId

FILE = "attended.csv"
HEADINGS = ("event", "title", "point", "person", "name", "state", "at", "note", "by")


class _LineSource(Source):
    __slots__ = ("_place",)

    def __init__(self, place: Place) -> None:
        self._place = place

    def place(self, field: str | None = None) -> Place:  # noqa: ARG002
        return self._place


def read_marks(folder: Path, shown: str) -> tuple[tuple[AttendanceMark, ...], tuple[Finding, ...]]:
    """The marks in attended.csv, and what is wrong with it; `shown` is the folder in findings."""
    lines, findings = read_lines(folder / FILE, f"{shown}/{FILE}", HEADINGS)
    marks, problems = [], list(findings)
    for line in lines:
        try:
            marks.append(_mark(line))
        except ValueError:
            problems.append(unread_line(line))
    return tuple(marks), tuple(problems)


def save_marks(folder: Path, marks: Iterable[AttendanceMark]) -> None:
    """Replace attended.csv by a file of these marks, by event, person and time. Raises OSError."""
    ordered = sorted(marks, key=lambda mark: (*mark.subject, *mark.rank, mark.by))
    rows = (
        (
            mark.event, mark.title, str(mark.point), mark.person, mark.name,
            mark.state, f"{mark.at:%Y-%m-%d %H:%M}", mark.note, mark.by,
        )
        for mark in ordered
    )  # fmt: skip
    write_file(folder / FILE, csv_text(HEADINGS, rows).encode("utf-8"))


def _mark(line: RecordLine) -> AttendanceMark:
    """The mark of a line. Raises ValueError."""
    cells = line.cells
    return AttendanceMark(
        source=_LineSource(line.place),
        event=cells["event"],
        title=cells["title"],
        point=int(cells["point"]),
        person=PersonId(cells["person"]),
        name=cells["name"],
        state=RollState(cells["state"]),
        at=_minute(time_in(cells["at"])),
        note=cells["note"],
        by=cells["by"],
    )


def _minute(at: datetime) -> datetime:
    return at.replace(second=0)
