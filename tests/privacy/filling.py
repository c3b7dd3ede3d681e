"""Fills every field of every record with a unique value, by the field's type.

The values are what a clerk writes: mappings for YAML, names where the model has objects. A field
that is added to the model is filled without a change here.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BeforeValidator

from generator.model.companions import Companions
from generator.model.lodging import Stay
from generator.model.papers import Paper
from generator.model.parsing.values import Moment, Phone, TimeSpan
from generator.model.people import Guest, Participants, Party, Person, Staff
from generator.model.points import AgendaPoint
from generator.model.record import Record
from generator.model.seating import AssignedSeat, Seating
from generator.model.standing import Checklist, ChecklistTask, Location, Role, Room, Venue
from generator.model.team import Team
from generator.model.transport import Vehicle
from generator.model.visit import Visit
from generator.text import Text

LANGUAGES = ("zh", "en")
FIRST_DAY = "2026-05-18"
LEAVE = object()
"""A field that stays unwritten."""


class Ref(NamedTuple):
    """A record that another one names: its list, and its number there."""

    pool: str
    number: int

    @property
    def path(self) -> str:
        return f"{self.pool}[{self.number}]"


@dataclass(frozen=True)
class On:
    """A time on a given day; the filler chooses the time."""

    day: str


@dataclass(frozen=True)
class Either:
    """A value that reveals little by itself, and another for the twin of the visit."""

    one: str
    other: str


@dataclass(frozen=True)
class Mark:
    """A value in one field of one record and nowhere else.

    `key` is what `searching.keys_in()` finds of it in any form.
    """

    key: str
    model: str
    field: str
    path: str

    def __str__(self) -> str:
        return f"{self.model}.{self.field} of {self.path or 'the visit'}"


@dataclass(frozen=True)
class Naming:
    """A field that names other records: their paths."""

    model: str
    field: str
    path: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """A field that cannot contain a mark: yes or no, one of a closed set, a day of the visit.

    A twin of the visit has the other value there.
    """

    model: str
    field: str
    path: str


POOLS: dict[type, tuple[str, str]] = {
    Staff: ("team.staff", "name"),
    Person: ("team.staff", "name"),
    Participants: ("team.staff", "name"),
    Guest: ("guests", "name"),
    Party: ("parties", "name"),
    Vehicle: ("vehicles", "number"),
    Venue: ("venues", "id"),
    Role: ("standing.roles", "id"),
    Checklist: ("standing.checklists", "id"),
}
"""The list of the records of a type that fields name, and the field with their name."""
MADE: dict[str, Any] = {
    pool: kind for kind, (pool, _) in POOLS.items() if kind not in (Person, Participants)
}
SHARED: dict[type, dict[str, Any]] = {
    Staff: {"roles": LEAVE},
    Role: {"page": LEAVE},
    Checklist: {"page": LEAVE},
    Party: {"lead": LEAVE, "people": Either("17", "18"), "children": Either("3", "4")},
    ChecklistTask: {"days_before": Either("3", "4"), "kinds": LEAVE},
    Person: {"revision": Either("0", "1")},
    Companions: {"count": Either("4", "5"), "men": Either("1", "2"), "women": Either("1", "2")},
    Stay: {"count": LEAVE},  # its rooms have numbers
    Seating: {"across": Either("4", "5"), "chairs": Either("40", "41")},
    AssignedSeat: {"number": Either("1", "2")},
    AgendaPoint: {"number": Either("1", "2"), "minutes": Either("10", "20")},
    Paper: {"file": LEAVE},
}
"""Fields of a type of record that the loader fills, or that cannot have any value."""


@dataclass
class Filler:
    """Fills records, and keeps their marks.

    `flipped` is whether a choice has its other value: two fillers differ in nothing else.
    """

    flipped: Callable[[Choice], bool] = lambda _: False
    count: int = 0
    marks: list[Mark] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    pools: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _clock: int = 0
    _day: date = date(2031, 6, 1)

    def __post_init__(self) -> None:
        # The times and dates of visits that count from other numbers are other ones.
        self._clock = 6 * 60 + self.count // 10 % 400
        self._day += timedelta(days=self.count // 20)

    def record(self, model: type[Record], path: str, given: dict[str, Any]) -> dict[str, Any]:
        """A written record: `given` by field, everything else by its type."""
        shared = {k: v for kind, said in SHARED.items() if issubclass(model, kind)
                  for k, v in said.items()}  # fmt: skip
        given = {**shared, **given}
        written: dict[str, Any] = {}
        for name, info in model.model_fields.items():
            if info.exclude or name == "slug" or given.get(name) is LEAVE:
                continue
            spot = Spot(model, name, path, written)
            value = self._value(spot, info.annotation, info.metadata, given.get(name))
            written[info.alias or name] = value
        return written

    def new(self, pool: str, given: dict[str, Any] | None = None) -> Ref:
        """One more record of a list that others name."""
        records = self.pools.setdefault(pool, [])
        ref = Ref(pool, len(records))
        records.append({})
        records[ref.number] = self.record(MADE[pool], ref.path, given or {})
        return ref

    def named(self, ref: Ref) -> str:
        """The name of a record in other records."""
        naming = next(name for pool, name in POOLS.values() if pool == ref.pool)
        return str(self.pools[ref.pool][ref.number][naming])

    def _value(self, spot: Spot, annotation: Any, metadata: list[Any], given: Any) -> Any:
        kind, marks = _unwrapped(annotation, metadata)
        if isinstance(given, str) and _names(marks):
            return given
        if get_origin(kind) is tuple:
            return self._several(spot, get_args(kind)[0], given)
        if isinstance(kind, type) and (kind in POOLS or kind in (Location, Room)) and _names(marks):
            return self._reference(spot, kind, given)
        if isinstance(kind, type) and issubclass(kind, Record):
            return self.record(kind, spot.inner, given or {})
        if isinstance(given, Either):
            return self._choice(spot, given)
        if isinstance(given, On) or given is None:
            return self._scalar(spot, kind, marks, given.day if given else FIRST_DAY)
        return given

    def _several(self, spot: Spot, inner: Any, given: Any) -> list[Any]:
        kind, marks = _unwrapped(inner, [])
        pool = next((p for p, model in MADE.items() if model is kind), None)
        if pool and not _names(marks) and spot.model in (Visit, Team):
            for each in [{}] if given is None else given:
                self.new(pool, each)
            return self.pools[pool]
        if given is None or not isinstance(given, list):
            given = [given]
        return [
            self._value(spot.numbered(number), inner, [], each) for number, each in enumerate(given)
        ]

    def _reference(self, spot: Spot, kind: type, given: Any) -> Any:
        refs = given if isinstance(given, list) else [given] if given else []
        if kind is Location:
            venue = self.new("venues")
            space = self.pools["venues"][venue.number]["halls"][0]["name"]["zh"]
            self._name(spot, (venue.path, f"{venue.path}.halls[0]"))
            return f"{self.named(venue)}/{space}"
        if kind is Room:
            venue = Ref("venues", len(self.pools["venues"]) - 1)
            self._name(spot, (f"{venue.path}.rooms[0]",))
            return self.pools["venues"][venue.number]["rooms"][0]["number"]
        refs = refs or [self.new(POOLS[kind][0])]
        self._name(spot, tuple(ref.path for ref in refs))
        names = [self.named(ref) for ref in refs]
        return names if kind is Participants else names[0]

    def _name(self, spot: Spot, targets: tuple[str, ...]) -> None:
        self.namings.append(Naming(spot.model.__name__, spot.field, spot.path, targets))

    def _scalar(self, spot: Spot, kind: Any, marks: tuple[Any, ...], day: str) -> Any:
        if (spot.model, spot.field) == (Venue, "coordinates"):
            return f"30.{self._mark(spot, f'7319{self._next():04d}')},110.5"
        if (spot.model, spot.field) == (Paper, "link"):
            return f"https://example.org/{self._mark(spot, f'zq{self._next():04d}x')}"
        if kind is Text:
            return {code: self._word(spot) for code in LANGUAGES}
        if kind is TimeSpan:
            return f"{self._time(spot)}-{self._time(spot)}"
        if kind is time:
            return self._time(spot)
        if kind is Moment:
            return f"{day} {self._time(spot)}"
        if kind is date:
            self._day += timedelta(days=1)
            self._mark(spot, f"{self._day:%m-%d}")
            return str(self._day)
        if kind in (int, Decimal):
            return self._mark(spot, f"7319{self._next():04d}")
        if get_origin(kind) is dict:
            return {self._word(spot): "17"}  # the key bears the mark
        if kind is bool or issubclass(kind, StrEnum):
            return self._choice(spot, Either(*(("否", "是") if kind is bool else list(kind)[:2])))
        if Phone.__metadata__[0] in marks:  # type: ignore[attr-defined]
            return self._mark(spot, f"1397{self._next():07d}")
        return self._word(spot)

    def _choice(self, spot: Spot, given: Either) -> str:
        choice = Choice(spot.model.__name__, spot.field, spot.path)
        self.choices.append(choice)
        return str(given.other if self.flipped(choice) else given.one)

    def _word(self, spot: Spot) -> str:
        """A text with an accent, a character beyond the BMP and an ampersand.

        Escapes and normal forms change these.
        """
        return f"㛃é𬭎&{self._mark(spot, f'zq{self._next():04d}x')}"

    def _time(self, spot: Spot) -> str:
        self._clock += 1
        if self._clock % 60 == 0:
            self._clock += 60  # an event without an end lasts an hour: no other time is its end
        return self._mark(spot, f"{self._clock // 60:02d}:{self._clock % 60:02d}")

    def _mark(self, spot: Spot, key: str) -> str:
        self.marks.append(Mark(key, spot.model.__name__, spot.field, spot.path))
        return key

    def _next(self) -> int:
        self.count += 1
        return self.count


class Spot(NamedTuple):
    """A field of a record that is being filled."""

    model: type[Record]
    field: str
    path: str
    written: dict[str, Any]
    number: int | None = None

    @property
    def inner(self) -> str:
        """The path of the record in this field."""
        own = f"{self.path}.{self.field}" if self.path else self.field
        return own if self.number is None else f"{own}[{self.number}]"

    def numbered(self, number: int) -> Spot:
        return self._replace(number=number)


def _unwrapped(annotation: Any, metadata: list[Any]) -> tuple[Any, tuple[Any, ...]]:
    """A field's type without None and annotations, and the annotations.

    A field for a person or a name is a name, which can contain a mark.
    """
    marks = list(metadata)
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            marks += more
        elif get_origin(annotation) in (Union, types.UnionType):
            kinds = [each for each in get_args(annotation) if each is not type(None)]
            annotation = str if str in kinds else kinds[0]
        elif hasattr(annotation, "__supertype__"):
            annotation = annotation.__supertype__
        else:
            return annotation, tuple(marks)


def _names(marks: tuple[Any, ...]) -> bool:
    """Whether a field has the name of a record, and not the record."""
    return any(isinstance(mark, BeforeValidator) for mark in marks)
