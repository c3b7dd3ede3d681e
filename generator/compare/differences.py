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


class Section(StrEnum):
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
    was: Any
    now: Any


@dataclass(frozen=True)
class Difference:
    """A record that is new (`was` is None), gone (`now` is None), or changed in `fields`.

    `owner` and `field` say what it is (`Visit.schedule`, `Team.tasks`); `within` are the records
    it is part of, outermost first: a table's meal, a limit's rule and name.
    """

    section: Section
    owner: str
    field: str
    was: Record | None
    now: Record | None
    fields: tuple[FieldChange, ...] = ()
    within: tuple[Any, ...] = ()

    @property
    def kind(self) -> Kind:
        """New, gone, or changed. What there is once in a visit, such as its letter, is changed
        when its first field is filled in.
        """
        if self.fields:
            return Kind.CHANGED
        return Kind.ADDED if self.was is None else Kind.REMOVED

    @property
    def record(self) -> Record | None:
        """The record, as it was where it was there."""
        return self.was if self.was is not None else self.now


@dataclass(frozen=True)
class Lodged:
    """A room and its nights; `whole` when they are all nights of the visit."""

    venue: Venue
    room: str
    check_in: date
    check_out: date
    whole: bool


@dataclass(frozen=True)
class Seated:
    """A table, and the seat at it where seats are numbered and the table is another."""

    table: str
    seat: str | None


Position = Lodged | Seated | Vehicle


@dataclass(frozen=True)
class Crowd:
    """Several people, shortly: all guests, whole parties with their sizes, and the others."""

    people: tuple[Person, ...]
    everyone: bool
    parties: tuple[tuple[Party, int], ...]
    others: tuple[Person, ...]


@dataclass(frozen=True)
class Placing:
    """People who sleep, sit or ride elsewhere than they did: `was` is empty for who had no place,
    `now` for who has none any more. `events` are the meals or rides concerned.
    """

    section: Section
    crowd: Crowd
    was: tuple[Position, ...]
    now: tuple[Position, ...]
    events: tuple[Meal | Ride, ...] = ()


@dataclass(frozen=True)
class Reordered:
    """The same guests in another order."""

    section: Section = Section.GUESTS


AnyDifference = Difference | Placing | Reordered
