"""The kinds of difference between two versions of a visit."""

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
from generator.text import Text


class Topic(StrEnum):
    """The headings of the comparison, in their order."""

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
    """How a record differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """A field whose value differs; `model` and `field` are its key in the vocabulary."""

    model: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """A record that was added, removed, or changed in `fields`.

    `before` is None for an added record, `after` for a removed one. `owner` and `field` name its
    list (`Visit.schedule`, `Team.tasks`). `within` are the records that contain it, outermost
    first: a table's meal, a limit's rule and name.
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
        """Whether the record was added, removed or changed.

        A record of which a visit has one, such as its letter, counts as changed when its first
        field is filled in.
        """
        if self.fields:
            return Kind.CHANGED
        return Kind.ADDED if self.before is None else Kind.REMOVED

    @property
    def record(self) -> Record | None:
        """The record, in its earlier version where there is one."""
        return self.before if self.before is not None else self.after


@dataclass(frozen=True)
class RoomStay:
    """A room and its nights; `whole_visit` where these are all nights of the visit."""

    venue: Venue
    room: Text
    check_in: date
    check_out: date
    whole_visit: bool


@dataclass(frozen=True)
class TableSeat:
    """A table, and the number of the seat at it where the seats are numbered."""

    table: str
    seat: str | None


Placement = RoomStay | TableSeat | Vehicle
"""Where a person sleeps, sits or rides."""


@dataclass(frozen=True)
class PeopleGroup:
    """Several people, summarized: all guests, complete parties with their sizes, and the others."""

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
    """The same guests in a different order."""

    topic: Topic = Topic.GUESTS


AnyDifference = Difference | Reassignment | GuestOrderChange
