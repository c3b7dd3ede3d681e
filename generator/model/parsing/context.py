"""What validation needs besides a value: where it was written, what names mean, what to remark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from pydantic import ValidationInfo

from generator import vocabulary
from generator.findings import Finding, Place, Severity
from generator.text import Text

BROKEN_REFERENCE = "reference.broken"
"""The error of a value that is refused without a finding of its own: its cause was reported."""


class Source:
    """Where a record was written, field by field.

    Two sources always compare equal: where a record was written is no part of its content, so a
    visit that is saved and loaded again equals itself.
    """

    def place(self, field: str | None = None) -> Place:
        """The place of `field`, or of the whole record."""
        raise NotImplementedError

    def label(self, field: str) -> Text:
        """The label of `field` for people."""
        return Text(field)

    def is_for_the_office(self, field: str) -> bool:  # noqa: ARG002 (unknown of what record)
        """Whether `field` is for the office alone."""
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source)

    def __hash__(self) -> int:
        return 0


class EntrySource(Source):
    """The source of a record that is written as one entry of a mapping, or in its cell."""

    __slots__ = ("name", "written")

    def __init__(self, written: Source, name: str) -> None:
        self.written = written
        self.name = name

    def place(self, field: str | None = None) -> Place:  # noqa: ARG002 (every field is there)
        """The place of the entry."""
        return self.written.place(self.name)


class References(Protocol):
    """Finds the objects that the names in a visit refer to.

    Each lookup raises PydanticCustomError where there is no such object, or more than one.
    """

    def staff(self, name: str) -> Any:
        """A member of the team."""

    def guest(self, name: str) -> Any:
        """A guest."""

    def person(self, name: str) -> Any:
        """A guest or a member of the team."""

    def somebody(self, name: str) -> Any:
        """A person of the visit, or the name itself of somebody from elsewhere."""

    def party(self, name: str) -> Any:
        """A party of guests."""

    def role(self, name: str) -> Any:
        """A standing role."""

    def venue(self, name: str) -> Any:
        """A venue."""

    def location(self, name: str) -> Any:
        """A venue, or a room in it."""

    def stop(self, name: str) -> tuple[Any, bool]:
        """A place of arrival or departure, and whether nothing lists it and it is new."""

    def vehicle(self, name: str) -> Any:
        """A vehicle of the visit."""

    def event(self, name: str) -> Any:
        """An item of the schedule, or a ride."""

    def item(self, name: str) -> Any:
        """An item of the schedule."""

    def checklist(self, name: str) -> Any:
        """A standing checklist."""

    def participants(self, name: str) -> Any:
        """The people that a name means: one person, the members of a party, or everybody."""

    def room(self, venue: Any, number: str, default: Any) -> Any:
        """The bedroom of a venue; `default` where the venue's page lists no bedrooms."""

    def is_known(self, kind: str, name: str) -> bool:
        """Whether the lookup `kind` finds `name`."""

    def is_listed(self, kind: str, name: str) -> bool:
        """Whether something of `kind` that was read has just this name."""

    def each_numbered(self, text: str, *, joint: bool) -> str:
        """A text in which 第一至二组 is 第一组、第二组, or one name where `joint`."""

    def split_names(self, kind: str, text: str) -> list[str]:
        """The names in a text without separators; the text itself where it is one name."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a value that was understood, but not written in a permitted way.

    `code` is that of the finding it becomes, `values` fill the finding's message.
    """

    code: str
    severity: Severity
    values: Mapping[str, object]

    @classmethod
    def notice(cls, code: str, **values: object) -> Remark:
        """A remark that only informs."""
        return cls(code, Severity.NOTICE, values)

    @classmethod
    def warning(cls, code: str, **values: object) -> Remark:
        """A remark on a value that may not be the one that was meant."""
        return cls(code, Severity.WARNING, values)

    @classmethod
    def error(cls, code: str, **values: object) -> Remark:
        """A remark on a value that is not used, and without which there is no record."""
        return cls(code, Severity.ERROR, values)

    @classmethod
    def read_as(cls, found: str, read: object) -> Remark:
        """读作…: how a text was understood."""
        return cls.notice("value.read_as", found=found, read=read)


@dataclass(frozen=True, slots=True)
class VisitDates:
    """The first and the last day of a visit, by which dates without year or month are read."""

    first: date | None = None
    last: date | None = None

    def includes(self, day: date) -> bool:
        """Whether `day` is one of the visit's."""
        return self.first is not None and self.first <= day <= (self.last or self.first)


class ReadingContext:
    """The context of validation: references, the visit's dates, and the findings so far."""

    __slots__ = ("dates", "findings", "references")

    def __init__(
        self,
        references: References | None = None,
        first_day: date | None = None,
        last_day: date | None = None,
    ) -> None:
        self.references = references
        self.dates = VisitDates(first_day, last_day)
        self.findings: list[Finding] = []

    def note(self, source: Source | None, field: str, remarks: Iterable[Remark]) -> None:
        """Keep remarks on the text in `field` of a record written at `source` as findings."""
        if source is None:
            return
        for remark in remarks:
            self.findings.append(
                Finding(
                    remark.code,
                    remark.severity,
                    source.place(field),
                    vocabulary.message(
                        remark.code, **{"field": source.label(field), **remark.values}
                    ),
                    office=source.is_for_the_office(field),
                )
            )


def context_of(info: ValidationInfo) -> ReadingContext:
    """The context in `info`; an empty one when a record is made without a loader."""
    return info.context if isinstance(info.context, ReadingContext) else ReadingContext()


def note(info: ValidationInfo, remarks: Iterable[Remark]) -> None:
    """Keep remarks on the field that is being validated."""
    context_of(info).note(info.data.get("source"), info.field_name or "", remarks)


class WrittenMapping(dict[str, Any]):
    """A mapping as it was written, with its source."""

    __slots__ = ("source",)

    def __init__(self, values: Mapping[str, Any], source: Source | None = None) -> None:
        super().__init__(values)
        self.source = source


def source_of(value: object) -> Source | None:
    """The source of a written mapping or of a record; None for other values."""
    return getattr(value, "source", None)
