"""Findings: what is wrong with an input, where, and what to do. They are values, not exceptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.text import Text
from generator.vocabulary import message


class Severity(StrEnum):
    """How serious a finding is: an error stops a strict build, a notice only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value was written: a file with line and column, or a cell of a workbook.

    `file` is a path relative to the project, with forward slashes. `line` and `column` count from
    1. `where` is a workbook's sheet and cell, such as `来宾!D7`. As text: what editors open,
    `visits/a/visit.yml:12:3` or `visits/a/book.xlsx 来宾!D7`.
    """

    file: str
    line: int | None = None
    column: int | None = None
    where: str | None = None

    def __str__(self) -> str:
        if self.where is not None:
            return f"{self.file} {self.where}"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    @property
    def in_file(self) -> str:
        """The line and column, or the sheet and cell, as text; empty for a whole file."""
        return str(self)[len(self.file) :].lstrip(": ")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of an input.

    `code` is stable, for waivers and for programs. `related` are the other places concerned, such
    as the other end of a clash. `rule` is the id of the rule page that a check enforces, `clause`
    the article and `anchor` the heading on that page. `office` is true where the message may
    contain what only the office may see: an amount, a note.
    """

    code: str
    severity: Severity
    place: Place
    message: Text
    related: tuple[Place, ...] = ()
    rule: str | None = None
    clause: str | None = None
    anchor: str | None = None
    office: bool = False


def in_reading_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by file, then by line and column or cell, then by code; without duplicates."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=_reading_position))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return bool(errors_in(findings))


def errors_in(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that are errors."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _reading_position(finding: Finding) -> tuple[str, str, int, int, str, str]:
    place = finding.place
    sheet, _, cell = (place.where or "").partition("!")
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :] or 0)
    column = place.column or 0
    for letter in letters:
        column = column * 26 + ord(letter.upper()) - 64
    return (place.file, sheet, place.line or row, column, finding.code, str(finding.message))


def error(code: str, place: Place, related: tuple[Place, ...] = (), /, **values: object) -> Finding:
    """A finding that must be corrected before the visit can be built; `values` fill its message."""
    return Finding(code, Severity.ERROR, place, message(code, **values), related)


def warning(
    code: str, place: Place, related: tuple[Place, ...] = (), /, **values: object
) -> Finding:
    """A finding about something that was read, but perhaps not as it was meant."""
    return Finding(code, Severity.WARNING, place, message(code, **values), related)


def notice(
    code: str, place: Place, related: tuple[Place, ...] = (), /, **values: object
) -> Finding:
    """A finding that only informs."""
    return Finding(code, Severity.NOTICE, place, message(code, **values), related)
