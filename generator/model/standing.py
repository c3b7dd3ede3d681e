"""The standing data of the host: rules with limits, roles, training, venues, fleet.

Each record is the front matter of one page under docs/, so that people read what the checks use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.audience import OFFICE, SELF, STAFF
from generator.model.enums import (
    HallLayout,
    RoomType,
    TrainingPhase,
    VehicleKind,
    VenueKind,
    VisitKind,
)
from generator.model.parsing.context import EntrySource, WrittenMapping, source_of
from generator.model.parsing.labels import as_member, as_vehicle_kind, read_member
from generator.model.parsing.references import one_name, reference_to
from generator.model.parsing.values import (
    MOST_NUMBERS,
    Amount,
    Clock,
    DailySpan,
    Day,
    Number,
    NumberList,
    Phone,
    StringList,
    YesNo,
    between,
    expand_numbers,
    split_list,
)
from generator.model.parsing.venue_fields import (
    DINING,
    HALLS,
    MINUTES_TO,
    ROOMS,
    SPOTS,
    as_coordinates,
    as_minutes,
)
from generator.model.record import Record, TextList, Words
from generator.model.word_search import has_any_word


def _as_limits(value: object) -> object:
    return [value] if isinstance(value, Mapping) else value


def _texts_as(key: str) -> BeforeValidator:
    """A validator of a mapping of records: a plain text is read as a record with it as `key`."""

    def read(value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        source = source_of(value)
        return {
            name: entry
            if isinstance(entry, Mapping)
            else WrittenMapping({key: entry}, source and EntrySource(source, str(name)))
            for name, entry in value.items()
        }

    return BeforeValidator(read)


Kinds = Annotated[
    tuple[Annotated[VisitKind, as_member(VisitKind)], ...], BeforeValidator(split_list)
]


class Applicability(Record):
    """The kinds of visit that a rule page, or an entry of it, applies to, with the reason.

    A visit without a kind is of the kind `other`.
    """

    kinds: Annotated[Kinds, STAFF]
    why: Annotated[str, STAFF]
    clause: Annotated[str, STAFF]


class Clause(Record):
    """The clause that a check cites of a rule that leaves no figure to choose.

    `applies` is given where it differs from that of the page.
    """

    clause: Annotated[str, STAFF]
    note: Annotated[str | None, STAFF] = None
    applies: Annotated[Applicability | None, STAFF] = None


class Limit(Record):
    """A number, a list of words or a table of a rule, with its clause and the dates it applies.

    Exactly one of `value` (a number), `words` or `table` (name to number) is given. `applies` is
    given where it differs from that of the page. `exceptions` are longer words that contain one of
    `words` and mean something else: 迎宾馆 beside 迎宾. `zero` words the rule where the number is
    nought: “不得晚于来访第一天”, where no office would write “晚 0 天”.
    """

    value: Annotated[Amount | None, STAFF] = None
    zero: Annotated[str | None, STAFF] = None
    words: Annotated[StringList, STAFF] = ()
    exceptions: Annotated[StringList, STAFF] = Field(default=(), alias="except")
    table: Annotated[dict[str, Amount] | None, STAFF] = None
    clause: Annotated[str, STAFF]
    begins: Annotated[Day | None, STAFF] = Field(default=None, alias="from")
    until: Annotated[Day | None, STAFF] = None
    note: Annotated[str | None, STAFF] = None
    applies: Annotated[Applicability | None, STAFF] = None

    @property
    def amount(self) -> Decimal:
        """The number. Raises ValueError where the page gives none."""
        if self.value is None:
            raise ValueError("value is not given")
        return self.value

    @property
    def integer(self) -> int:
        """The number without its fraction. Raises ValueError where the page gives none."""
        return int(self.amount)

    def is_in(self, text: str, names: Iterable[str] = ()) -> bool:
        """Whether a text has one of the words by itself: not in an exception, nor in a name.

        Capitals do not count.
        """
        words, longer = (
            [word.casefold() for word in listed]
            for listed in (self.words, (*self.exceptions, *names))
        )
        return has_any_word(text.casefold(), words, longer)

    def in_force(self, day: date) -> bool:
        """Whether the limit applies on `day`."""
        return (self.begins is None or self.begins <= day) and (
            self.until is None or day <= self.until
        )


LimitVersions = Annotated[tuple[Limit, ...], BeforeValidator(_as_limits)]


_KINDS_OF_OLDER_PAGES = {"meetings": frozenset({VisitKind.MEETING})}
"""The kinds of pages that 0.1.0 wrote without `applies`, where its checks asked for the kind."""


class Rule(Record):
    """A standing rule page: its source regulation, its dated limits and its clauses by name.

    Without `applies` the page is for visits of every kind; that of meetings for meetings.
    """

    id: Annotated[str, STAFF]
    title: Annotated[str, STAFF]
    page: Annotated[str, STAFF]
    regulation: Annotated[str | None, STAFF] = None
    applies: Annotated[Applicability | None, STAFF] = None
    limits: Annotated[dict[str, LimitVersions], STAFF] = Field(default_factory=dict)
    clauses: Annotated[dict[str, Clause], _texts_as("clause"), STAFF] = Field(default_factory=dict)

    def applies_to(self, kind: VisitKind, on: date, names: Iterable[str] = ()) -> bool:
        """Whether the page, or each limit or clause of `names`, is for `kind` on a day."""
        if self.applies is None and kind not in _KINDS_OF_OLDER_PAGES.get(self.id, {kind}):
            return False
        restrictions = [self.applicability_of(name, on) for name in names] or [self.applies]
        return all(each is None or kind in each.kinds for each in restrictions)

    def applicability_of(self, name: str, on: date) -> Applicability | None:
        """The kinds that a limit or clause applies to on a day: its own, or those of the page."""
        entry = self.clause(name, on)
        return (entry and entry.applies) or self.applies

    def limit(self, name: str, on: date) -> Limit | None:
        """The limit `name` in force on `on`; the latest where several are."""
        versions = [limit for limit in self.limits.get(name, ()) if limit.in_force(on)]
        return max(versions, key=lambda limit: limit.begins or date.min, default=None)

    def clause(self, name: str, on: date) -> Clause | Limit | None:
        """The clause `name`; where there is none, the limit of that name, which may have expired.

        Pages for version 0.1.0 have limits for what is a clause now.
        """
        versions = self.limits.get(name, ())
        return self.clauses.get(name) or self.limit(name, on) or next(iter(versions), None)


class NotApplied(Record):
    """Why the office leaves out a rule page, or a limit or clause of one, on purpose."""

    why: Annotated[str, STAFF]


class RulesIndex(Record):
    """The overview of the rule pages, with what the office leaves out of them on purpose.

    `not_applied` has ids of pages (`letter`), and names of limits and clauses with their page
    (`settlement.receivable_items`).
    """

    page: Annotated[str, STAFF]
    not_applied: Annotated[dict[str, NotApplied], _texts_as("why"), STAFF]


class Course(Record):
    """A training that a role needs, before the post is taken up or on the job."""

    id: Annotated[str, STAFF]
    title: Annotated[str, STAFF]
    page: Annotated[str, STAFF]
    phase: Annotated[TrainingPhase, as_member(TrainingPhase), STAFF] = TrainingPhase.BEFORE
    valid_days: Annotated[Number | None, STAFF] = None


class Role(Record):
    """A standing working group, with its duties, requirements and cautions."""

    id: Annotated[str, STAFF]
    title: Annotated[Words, SELF]
    page: Annotated[str, STAFF]
    duties: Annotated[TextList, STAFF] = ()
    requirements: Annotated[TextList, STAFF] = ()
    cautions: Annotated[TextList, STAFF] = ()
    training: Annotated[StringList, STAFF] = ()


LONGEST_LEAD = 3_650
"""The most days between a task and its visit."""


class ChecklistTask(Record):
    """A task that a visit inherits, due some days before the visit starts (negative: after).

    Without `kinds` it is for visits of every kind.
    """

    what: Annotated[str, STAFF]
    role: Annotated[str, STAFF]
    checker: Annotated[str | None, STAFF] = None
    days_before: Annotated[Number, between(-LONGEST_LEAD, LONGEST_LEAD), STAFF]
    kinds: Annotated[Kinds, STAFF] = ()
    standard: Annotated[str | None, STAFF] = None
    caution: Annotated[str | None, STAFF] = None


class Checklist(Record):
    """A procedure page's tasks, which a visit may inherit by the checklist's id."""

    id: Annotated[str, STAFF]
    title: Annotated[str, STAFF]
    page: Annotated[str, STAFF]
    tasks: Annotated[tuple[ChecklistTask, ...], STAFF] = ()


class Room(Record):
    """A bedroom of a venue. `price` is per night, in yuan."""

    number: Annotated[str, SELF]
    floor: Annotated[str | None, SELF] = None
    type: Annotated[RoomType, as_member(RoomType), SELF] = RoomType.TWIN
    beds: Annotated[Number, STAFF] = 2
    price: Annotated[Amount | None, STAFF] = None
    accessible: Annotated[YesNo, STAFF] = False

    @model_validator(mode="before")
    @classmethod
    def _beds_of_type(cls, value: Any) -> Any:
        if isinstance(value, dict) and "beds" not in value and "type" in value:
            beds = read_member(RoomType, value["type"]).beds
            return WrittenMapping({**value, "beds": beds}, source_of(value))
        return value


class Hall(Record):
    """A room for meetings, with its seats and their layout."""

    name: Annotated[Words, SELF]
    seats: Annotated[Number | None, STAFF] = None
    floor: Annotated[str | None, SELF] = None
    layout: Annotated[HallLayout | None, as_member(HallLayout), STAFF] = None


class DiningRoom(Record):
    """A room for meals; `tables` are the numbers of its tables, each with `seats_each` chairs."""

    name: Annotated[Words, SELF]
    seats: Annotated[Number | None, STAFF] = None
    floor: Annotated[str | None, SELF] = None
    tables: Annotated[NumberList, STAFF] = ()
    seats_each: Annotated[Number, STAFF] = 10


class Spot(Record):
    """A named point of a venue, such as a gate where coaches stop."""

    name: Annotated[Words, SELF]


Space = Hall | DiningRoom | Spot


def _expand_rooms(value: object) -> object:
    """One room for each number in `{floor: 3, type: twin, numbers: 8301-8312}`."""
    if not isinstance(value, list):
        return value
    rooms: list[object] = []
    for entry in value:
        if isinstance(entry, dict) and "numbers" in entry:
            numbers: Any = expand_numbers(entry["numbers"])
            shared = {key: item for key, item in entry.items() if key != "numbers"}
            rooms += [WrittenMapping({**shared, "number": n}, source_of(entry)) for n in numbers]
        else:
            rooms.append(entry)
        if len(rooms) > MOST_NUMBERS:
            raise PydanticCustomError("value.too_many", "rooms", {"most": MOST_NUMBERS})
    return rooms


Minutes = Annotated[Number, between(0, 10_000), as_minutes]


class Venue(Record):
    """A place where guests sleep, eat, meet, board or visit, with its rooms and halls.

    `coordinates` is "latitude,longitude" in WGS-84. `minutes_to` gives travel times by road, in
    minutes, to other venues by id; written in a visit as a number alone, to where its guests stay.
    `wifi` is the network's name; `check_out` is the time by which guests leave their rooms,
    `luggage` where they may leave their luggage after that, `parking` is for those who come by car.
    A venue is `restricted` if foreigners need a permit to enter its area (出境入境管理法 art. 44).
    """

    id: Annotated[str, SELF]
    name: Annotated[Words, SELF]
    page: Annotated[str | None, STAFF] = None
    kind: Annotated[VenueKind, as_member(VenueKind), STAFF] = VenueKind.SITE
    address: Annotated[Words | None, SELF] = None
    phone: Annotated[Phone | None, SELF] = None
    coordinates: Annotated[str | None, as_coordinates, SELF] = None
    wifi: Annotated[str | None, SELF] = None
    wifi_password: Annotated[str | None, SELF] = None
    breakfast: Annotated[DailySpan | None, SELF] = None
    check_out: Annotated[Clock | None, SELF] = None
    luggage: Annotated[Words | None, SELF] = None
    entrance: Annotated[Words | None, SELF] = None
    parking: Annotated[Words | None, SELF] = None
    designated: Annotated[YesNo, STAFF] = False
    restricted: Annotated[YesNo, STAFF] = False
    lift: Annotated[YesNo, STAFF] = True
    rooms: Annotated[tuple[Room, ...], BeforeValidator(_expand_rooms), *ROOMS, STAFF] = ()
    halls: Annotated[tuple[Hall, ...], *HALLS, STAFF] = ()
    dining: Annotated[tuple[DiningRoom, ...], *DINING, STAFF] = ()
    spots: Annotated[tuple[Spot, ...], *SPOTS, STAFF] = ()
    minutes_to: Annotated[dict[str, Minutes], *MINUTES_TO, STAFF] = Field(default_factory=dict)

    @property
    def spaces(self) -> tuple[Space, ...]:
        """Halls, dining rooms and spots."""
        return (*self.halls, *self.dining, *self.spots)


class FleetVehicle(Record):
    """A vehicle the host may send; a visit names it by its plate."""

    plate: Annotated[str, SELF]
    kind: Annotated[VehicleKind, BeforeValidator(as_vehicle_kind), SELF] = VehicleKind.COACH
    seats: Annotated[Number, STAFF]
    driver: Annotated[str | None, SELF] = None
    phone: Annotated[Phone | None, SELF] = None


class Fleet(Record):
    """The fleet page: the vehicles the host may send."""

    page: Annotated[str, STAFF]
    title: Annotated[str | None, STAFF] = None
    vehicles: Annotated[tuple[FleetVehicle, ...], STAFF] = ()


class Standing(Record):
    """The standing data of the host.

    `rules` are those that the office applies; what it leaves out of them on purpose is in
    `not_applied`, by the names of RulesIndex. `unread` are the fields that lack the data of a page
    that could not be read.
    """

    rules: Annotated[tuple[Rule, ...], STAFF] = ()
    not_applied: Annotated[dict[str, NotApplied], STAFF] = Field(default_factory=dict)
    roles: Annotated[tuple[Role, ...], STAFF] = ()
    courses: Annotated[tuple[Course, ...], STAFF] = ()
    checklists: Annotated[tuple[Checklist, ...], STAFF] = ()
    venues: Annotated[tuple[Venue, ...], STAFF] = ()
    fleet: Annotated[tuple[FleetVehicle, ...], STAFF] = ()
    unread: Annotated[frozenset[str], OFFICE] = frozenset()

    def rule(self, name: str) -> Rule | None:
        """The rule with id `name`."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def limit(self, rule: str, name: str, on: date) -> Limit | None:
        """The limit `name` of `rule` in force on `on`, or None."""
        page = self.rule(rule)
        return page.limit(name, on) if page else None


@dataclass(frozen=True, slots=True)
class Location:
    """A venue, and a hall, dining room, spot or bedroom in it where one is named."""

    venue: Venue
    space: Space | Room | None = None

    @property
    def key(self) -> str:
        """Its name in a visit: `mingfeng/一号会议室`."""
        return f"{self.venue.id}/{self.space_name}" if self.space else self.venue.id

    @property
    def space_name(self) -> str:
        """The name of the room or hall; empty where the venue itself is meant."""
        if self.space is None:
            return ""
        return self.space.number if isinstance(self.space, Room) else str(self.space.name)

    def name_in(self, language: str) -> str:
        """The names of venue and space in `language`."""
        venue = self.venue.name.in_(language)
        if self.space is None:
            return venue
        if isinstance(self.space, Room):
            return f"{venue} {self.space.number}"
        return f"{venue} {self.space.name.in_(language)}"


VenueRef = Annotated[Venue, reference_to("venue"), one_name("云来宾馆")]
LocationRef = Annotated[Location, reference_to("location"), one_name("云来宾馆/一号会议室")]
