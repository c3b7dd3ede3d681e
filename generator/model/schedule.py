"""The schedule and the daily routine: what happens when, where, for whom, and who is in charge."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationInfo, model_validator

from generator.model.audience import OFFICE, SELF, STAFF
from generator.model.enums import ItemKind
from generator.model.papers import Papers
from generator.model.parsing.context import Remark, WrittenMapping, context_of
from generator.model.parsing.dates import day_part
from generator.model.parsing.labels import as_member
from generator.model.parsing.moments import resolve_day_and_time
from generator.model.parsing.spans import as_small_hours
from generator.model.parsing.undecided import undecided_text
from generator.model.parsing.values import DailySpan, Day, DayList, Phone, Span, YesNo
from generator.model.people import NOBODY, PeopleRef, Person, PersonOrName, Staff, StaffRef
from generator.model.record import Record, TextList, Words
from generator.model.standing import LocationRef
from generator.text import Text


class Attended(Record):
    """Something with staff in charge: a receiver, somebody responsible, and a checker.

    有人接待、有人负责、有人把关.
    """

    role_fields: ClassVar[tuple[str, ...]] = ("receiver", "responsible", "checker")
    """The fields that name people in charge; others may take part."""

    receiver: Annotated[StaffRef | None, SELF] = None
    responsible: Annotated[StaffRef | None, STAFF] = None
    checker: Annotated[StaffRef | None, STAFF] = None

    @property
    def in_charge(self) -> dict[str, Person]:
        """The people of the visit who are in charge, by the field that names them."""
        named = {field: getattr(self, field) for field in self.role_fields}
        return {field: person for field, person in named.items() if isinstance(person, Person)}

    @property
    def attendants(self) -> dict[str, Staff]:
        """The staff among those in charge, by the field that names them."""
        people = self.in_charge.items()
        return {field: person for field, person in people if isinstance(person, Staff)}


_LAST_MINUTE = time(23, 59)
_AT_NIGHT = re.compile(r"夜|凌晨|\bnight\b", re.IGNORECASE)


def _by_night(value: WrittenMapping, clock: str) -> WrittenMapping:
    """Read the early time of an item that is called one of the night, such as 夜间接站."""
    words = " ".join(str(value.get(key, "")) for key in ("title", "note", "kind"))
    time = as_small_hours(clock) if _AT_NIGHT.search(words) else None
    return WrittenMapping({**value, "time": time}, value.source) if time else value


class Timed(Attended):
    """An event that takes place on a day at a time, on the visit's clock."""

    placeholders = {"day": lambda visit: visit.last and str(visit.last)}  # noqa: RUF012

    id: Annotated[str, OFFICE]
    day: Annotated[Day, SELF]
    time: Annotated[Span | None, SELF]

    @model_validator(mode="before")
    @classmethod
    def _read_day_and_time(cls, value: Any, info: ValidationInfo) -> Any:
        """Read 次日0:30 as on the next day, and 2:30 beside 12月10日下午 as in the afternoon."""
        if not isinstance(value, WrittenMapping):
            return value
        day, clock, context = value.get("day"), value.get("time"), context_of(info)
        if not isinstance(day, str) or not isinstance(clock, str):
            return value
        resolved = resolve_day_and_time(day, clock, context.dates)
        if resolved is None:
            return _by_night(value, clock)
        remark = Remark.read_as(f"{day} {clock}", " ".join(resolved))
        context.note(value.source, "day" if day_part(day) else "time", (remark,))
        return WrittenMapping({**value, "day": resolved[0], "time": resolved[1]}, value.source)

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def is_dated(self) -> bool:
        """Whether its day is decided. Events whose day is not are in `Visit.undated` alone."""
        return self.undecided_text("day") is None

    @property
    def start(self) -> datetime:
        """When it starts, on the visit's clock.

        This is the order in which events are listed: one whose time is still to be decided comes
        last on its day. What needs the time itself looks at `time` first.
        """
        return self.time.on(self.day)[0] if self.time else self.latest

    @property
    def end(self) -> datetime | None:
        """When it ends, on the visit's clock; None where the end is not given."""
        return self.time.on(self.day)[1] if self.time else None

    @property
    def earliest(self) -> datetime:
        """The start; of an event whose time is still to be decided, the start of its day."""
        return self.start if self.time else datetime.combine(self.day, time.min)

    @property
    def latest(self) -> datetime:
        """The end, or else the start; that of its day where the time is still to be decided."""
        return (self.end or self.start) if self.time else datetime.combine(self.day, _LAST_MINUTE)

    @property
    def time_text(self) -> Text:
        """`14:30–17:00`, `待定（5月10日前定）`."""
        if self.time is not None:
            return Text(str(self.time))
        return self.undecided_text("time") or undecided_text()


class ScheduleItem(Timed):
    """One item of the schedule.

    `participants` are written under the key `for`, by default all guests. `moderator` is a guest,
    a member of the team, or somebody from elsewhere.
    """

    role_fields: ClassVar[tuple[str, ...]] = (*Timed.role_fields, "moderator")

    title: Annotated[Words, SELF]
    place: Annotated[LocationRef | None, SELF] = None
    participants: Annotated[PeopleRef, STAFF] = Field(default=NOBODY, alias="for")
    moderator: Annotated[PersonOrName | None, SELF] = None
    kind: Annotated[ItemKind, as_member(ItemKind), SELF] = ItemKind.OTHER
    optional: Annotated[YesNo, SELF] = False
    dress: Annotated[Words | None, SELF] = None
    papers: Annotated[Papers, SELF] = ()
    note: Annotated[Words | None, SELF] = None
    staff_note: Annotated[str | None, STAFF] = None


class DailyMatter(ScheduleItem):
    """A matter of the timetable on one of its days: on cards an item, but no event of the plan."""


class Routine(Record):
    """A daily matter: of every day, or only of its `days` (叫早, 行李出房, 退房).

    `participants` are written under the key `for`, by default all guests.
    """

    what: Annotated[Words, SELF]
    time: Annotated[DailySpan | None, SELF]
    place: Annotated[LocationRef | None, SELF] = None
    days: Annotated[DayList, SELF] = Field(default=(), alias="day")
    participants: Annotated[PeopleRef, STAFF] = Field(default=NOBODY, alias="for")
    responsible: Annotated[StaffRef | None, STAFF] = None

    @property
    def is_of_every_day(self) -> bool:
        """Whether it is in the timetable, and not on days that are given or still open."""
        return not self.days and self.undecided_text("days") is None

    @property
    def on_days(self) -> tuple[DailyMatter, ...]:
        """The matter on each of its days: in a view for staff without the source, as all there."""
        return tuple(
            DailyMatter.model_construct(
                source=getattr(self, "source", None),
                undecided=self.undecided,
                id=f"daily {day} {self.what}",
                day=day,
                time=self.time,
                title=self.what,
                place=self.place,
                participants=self.participants,
                responsible=self.responsible,
            )
            for day in self.days
        )

    @property
    def time_text(self) -> Text:
        """`07:00–08:30`, `待定`."""
        if self.time is not None:
            return Text(str(self.time))
        return self.undecided_text("time") or undecided_text()


class Contact(Record):
    """Whom to call: a staff member, or somebody else by name and telephone."""

    what: Annotated[Words, SELF]
    who: Annotated[StaffRef | None, SELF] = None
    name: Annotated[str | None, SELF] = None
    phone: Annotated[Phone | None, SELF] = None


Notices = Annotated[TextList, SELF]
