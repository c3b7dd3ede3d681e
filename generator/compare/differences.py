"""What may differ between two versions of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from generator.model.dining import Meal
from generator.model.people import Party, Person
from generator.model.record import Record
from generator.model.standing import Venue
from generator.model.transport import Ride, Vehicle


class Topic(StrEnum):
    """The headings under which differences are told, in their order."""

    VISIT = "visit"
    PREPARATION = "preparation"
    GUESTS = "guests"
    TEAM = "team"
    LODGING = "lodging"
    SCHEDULE = "schedule"
    MEALS = "meals"
    TRANSPORT = "transport"
    MONEY = "money"
    CARE = "care"
    STANDING = "standing"


class Kind(StrEnum):
    """What became of a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """A field that says something else; `model` and `field` name it in the vocabulary."""

    model: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """A record that is new (`before` is None), gone (`after` is None), or changed in `fields`.

    `owner` and `field` say what it is (`Visit.schedule`, `Team.tasks`); `within` are the records
    it is part of, outermost first: a table's meal, a limit's rule and name.
    """

    topic: Topic
    owner: str
    field: str
    before: Record | None
    after: Record | None
    fields: tuple[FieldChange, ...] = ()
    within: tuple[Any, ...] = ()

    @property
    def kind(self) -> Kind:
        """New, gone, or changed. What there is once in a visit, such as its letter, is changed
        when its first field is filled in.
        """
        if self.fields:
            return Kind.CHANGED
        return Kind.ADDED if self.before is None else Kind.REMOVED

    @property
    def record(self) -> Record | None:
        """The record, as it was where it was there."""
        return self.before if self.before is not None else self.after


@dataclass(frozen=True)
class RoomStay:
    """A room and its nights; `whole_visit` when they are all nights of the visit."""

    venue: Venue
    room: str
    check_in: date
    check_out: date
    whole_visit: bool


@dataclass(frozen=True)
class TableSeat:
    """A table, and the seat at it where seats are numbered and the table is another."""

    table: str
    seat: str | None


Placement = RoomStay | TableSeat | Vehicle


@dataclass(frozen=True)
class PeopleGroup:
    """Several people, shortly: all guests, whole parties with their sizes, and the others."""

    people: tuple[Person, ...]
    everyone: bool
    parties: tuple[tuple[Party, int], ...]
    others: tuple[Person, ...]


@dataclass(frozen=True)
class Reassignment:
    """People whose room, seat or vehicle differs.

    `before` is empty for people who had none, `after` for people who no longer have one. `events`
    are the meals or rides concerned.
    """

    topic: Topic
    group: PeopleGroup
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    events: tuple[Meal | Ride, ...] = ()


@dataclass(frozen=True)
class GuestOrderChange:
    """The same guests in another order."""

    topic: Topic = Topic.GUESTS


AnyDifference = Difference | Reassignment | GuestOrderChange
