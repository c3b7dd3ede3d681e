"""The schedule and the daily routine: what happens when, where, for whom, and who sees to it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationInfo, model_validator

from generator.model.audience import OFFICE, SELF, STAFF
from generator.model.enums import ItemKind
from generator.model.parsing.dates import VisitDates, day_part
from generator.model.parsing.labels import as_member
from generator.model.parsing.moments import resolve_day_and_time
from generator.model.parsing.spans import as_small_hours
from generator.model.parsing.values import DailySpan, Day, Phone, Span, YesNo
from generator.model.people import NOBODY, PeopleRef, Person, PersonOrName, Staff, StaffRef
from generator.model.reading import Remark, WrittenMapping, context_of
from generator.model.record import Record, TextList, Words
from generator.model.standing import LocationRef


class Attended(Record):
    """Something that staff see to: somebody receives, somebody is responsible, somebody checks
    (有人接待、有人负责、有人把关).
    """

    part_fields: ClassVar[tuple[str, ...]] = ("receiver", "responsible", "checker")
    """The fields that name somebody who has a part in it besides taking part."""

    receiver: Annotated[StaffRef | None, SELF] = None
    responsible: Annotated[StaffRef | None, STAFF] = None
    checker: Annotated[StaffRef | None, STAFF] = None

    @property
    def in_charge(self) -> dict[str, Person]:
        """The people of the visit who have a part in it, by the field that names them."""
        named = {field: getattr(self, field) for field in self.part_fields}
        return {field: who for field, who in named.items() if isinstance(who, Person)}

    @property
    def attendants(self) -> dict[str, Staff]:
        """The staff among those in charge, by the field that names them."""
        return {field: who for field, who in self.in_charge.items() if isinstance(who, Staff)}


_OF_THE_NIGHT = re.compile(r"夜|凌晨|\bnight\b", re.IGNORECASE)


def _by_night(value: WrittenMapping, clock: str) -> WrittenMapping:
    """An item that is called one of the night, such as 夜间接站, is meant to be at night."""
    called = " ".join(str(value.get(key, "")) for key in ("title", "note", "kind"))
    told = as_small_hours(clock) if _OF_THE_NIGHT.search(called) else None
    return WrittenMapping({**value, "time": told}, value.source) if told else value


class Timed(Attended):
    """Something attended that takes place on a day at a time, on the visit's clock."""

    id: Annotated[str, OFFICE]
    day: Annotated[Day, SELF]
    time: Annotated[Span, SELF]

    @model_validator(mode="before")
    @classmethod
    def _on_its_day(cls, value: Any, info: ValidationInfo) -> Any:
        """次日0:30 is on the day after; 2:30 beside 12月10日下午 is in the afternoon."""
        if not isinstance(value, WrittenMapping):
            return value
        day, clock, reading = value.get("day"), value.get("time"), context_of(info)
        if not isinstance(day, str) or not isinstance(clock, str):
            return value
        settled = resolve_day_and_time(day, clock, VisitDates(reading.around, reading.last))
        if settled is None:
            return _by_night(value, clock)
        remark = Remark.read_as(f"{day} {clock}", " ".join(settled))
        reading.note(value.source, "day" if day_part(day) else "time", (remark,))
        return WrittenMapping({**value, "day": settled[0], "time": settled[1]}, value.source)

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def start(self) -> datetime:
        """When it starts, on the visit's clock."""
        return self.time.on(self.day)[0]

    @property
    def end(self) -> datetime | None:
        """When it ends, on the visit's clock; None when not said."""
        return self.time.on(self.day)[1]


class ScheduleItem(Timed):
    """One item of the schedule. `participants` are named by the key `for`; all guests if unsaid.
    `moderator` is a guest, a member of the team, or somebody from elsewhere.
    """

    part_fields: ClassVar[tuple[str, ...]] = (*Timed.part_fields, "moderator")

    title: Annotated[Words, SELF]
    place: Annotated[LocationRef | None, SELF] = None
    participants: Annotated[PeopleRef, STAFF] = Field(default=NOBODY, alias="for")
    moderator: Annotated[PersonOrName | None, SELF] = None
    kind: Annotated[ItemKind, as_member(ItemKind), SELF] = ItemKind.OTHER
    optional: Annotated[YesNo, SELF] = False
    note: Annotated[Words | None, SELF] = None
    staff_note: Annotated[str | None, STAFF] = None


class Routine(Record):
    """A line of the daily timetable."""

    what: Annotated[Words, SELF]
    time: Annotated[DailySpan, SELF]
    place: Annotated[LocationRef | None, SELF] = None


class Contact(Record):
    """Whom to call: a staff member, or a name and telephone of somebody else."""

    what: Annotated[Words, SELF]
    who: Annotated[StaffRef | None, SELF] = None
    name: Annotated[str | None, SELF] = None
    phone: Annotated[Phone | None, SELF] = None


Notices = Annotated[TextList, SELF]
