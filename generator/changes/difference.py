"""The differences between two snapshots of a card: one change for one fact.

A vehicle's plate or driver is a fact of the vehicle, however many rides use it. A change that only
follows from another person's (the seats around one's own, the number of people in another vehicle)
is minor: the card shows it, but nobody has to be notified of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import product
from typing import TypeVar

from generator.agenda.panels.views import (
    ComingGroup,
    FloorCount,
    GapRow,
    LeadRow,
    OpenTask,
    PanelKind,
    RideRow,
)
from generator.agenda.views import (
    Entry,
    EntryKind,
    EntryPoint,
    GuestInCare,
    Lodging,
    RideDetails,
    VisitFacts,
)
from generator.agenda.views import EntryRole as Role
from generator.changes.snapshot import (
    PANEL_OF,
    CardPart,
    CardSnapshot,
    PersonFacts,
    VehicleFacts,
    digest_of,
)
from generator.text import Text

IN_CHARGE = frozenset({Role.RECEIVER, Role.RESPONSIBLE, Role.CHECKER})
"""The roles that have to know all people of an event, also those in other vehicles."""
P = TypeVar("P")


class Field(StrEnum):
    """The field that differs."""

    WHOLE = "whole"
    """A part that is new or gone, or whose fields are not compared one by one."""
    OTHER = "other"

    TIME = "time"
    PLACE = "place"
    TITLE = "title"
    BOARDING = "boarding"
    DESTINATION = "destination"
    VEHICLE = "vehicle"
    TABLE = "table"
    SEAT = "seat"
    MODERATOR = "moderator"
    DRESS = "dress"
    POINT = "point"
    """A point of an item's agenda; its values are `PointValue`, None where it is new or gone."""
    PAPER = "paper"
    """A paper of an item; its values are (title, size, digest or link)."""
    NOTE = "note"
    ROLE = "role"
    IN_CHARGE = "in_charge"
    PEOPLE = "people"
    LOADS = "loads"
    HEADCOUNT = "headcount"
    CONNECTIONS = "connections"
    EVERY = "every"
    AROUND = "around"

    PLATE = "plate"
    DRIVER = "driver"
    LIAISON = "liaison"
    VEHICLE_KIND = "vehicle_kind"

    ROOM = "room"
    NIGHTS = "nights"

    NAME = "name"
    UNIT = "unit"
    POST = "post"
    PARTY = "party"
    PART = "part"
    LANGUAGE = "language"
    COMPANIONS = "companions"

    HOST = "host"
    DATES = "dates"

    GUEST_NAME = "guest_name"
    GUEST_ROOM = "guest_room"
    GUEST_VEHICLE = "guest_vehicle"
    GUEST_ARRIVAL = "guest_arrival"
    GUEST_DEPARTURE = "guest_departure"
    GUEST_NEEDS = "guest_needs"
    GUEST_PHONE = "guest_phone"
    GUEST_COMPANIONS = "guest_companions"


_OF_PEOPLE = frozenset({Field.IN_CHARGE, Field.PEOPLE, Field.LOADS, Field.HEADCOUNT})
"""Fields of an event that matter only to those in charge of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two cards.

    `before` is None for a part that is new, `after` for one that is gone; `key` is the part's, or
    `vehicle:` and a number. `old_value` and `new_value` are those of the field. `is_minor` where
    the reader need not do anything. `vehicle_rides` are the rides of a vehicle.
    `still_takes_place` where an entry that is gone from this card is on another.
    """

    key: str
    field: Field
    before: CardPart | None
    after: CardPart | None
    old_value: Hashable = None
    new_value: Hashable = None
    is_minor: bool = dataclasses.field(default=False, compare=False)
    vehicle_rides: tuple[Entry, ...] = dataclasses.field(default=(), compare=False)
    still_takes_place: bool = dataclasses.field(default=False, compare=False)

    @property
    def kind(self) -> str:
        """The kind of part, such as `item`, `ride`, `stay` or `vehicle`."""
        return self.key.partition(":")[0]

    @property
    def guest_in_care(self) -> str | None:
        """The name of the guest in the reader's care whom it concerns."""
        part = self.after or self.before
        return part.name if isinstance(part, GuestInCare) else None


def changes_between(before: CardSnapshot, after: CardSnapshot) -> tuple[Change, ...]:
    """Return the changes of a card in the order of its parts, those that are gone last.

    Minor changes are included. A part that moved is one change of its time.
    """
    before, after = before.comparable_to(after), after.comparable_to(before)
    changes = (
        _with_plates(change, before, after) if change.field is Field.VEHICLE else change
        for change in _part_changes(before, after)
    )
    return tuple(_sorted((*_vehicle_changes(before, after), *changes), after))


def _sorted(changes: Sequence[Change], after: CardSnapshot) -> list[Change]:
    order = {key: number for number, key in enumerate(after.parts)}
    return sorted(changes, key=lambda change: order.get(_first_key(change), len(order)))


def _first_key(change: Change) -> str:
    """The part at which a change is listed: a vehicle's at its first ride."""
    return change.vehicle_rides[0].key if change.vehicle_rides else change.key


def _part_changes(before: CardSnapshot, after: CardSnapshot) -> Iterator[Change]:
    for former_key, key in _pairs(before, after):
        was = before.parts.get(former_key) if former_key else None
        now = after.parts.get(key) if key else None
        if was is None or now is None:
            whole = was and _identity(was), now and _identity(now)
            change = Change(key or former_key or "", Field.WHOLE, was, now, *whole)
            yield replace(change, is_minor=_only_informs(key or former_key or "", was, now))
        elif digest_of(was) != digest_of(now):
            yield from _field_changes(key or "", was, now)


def _field_changes(key: str, was: CardPart, now: CardPart) -> Iterator[Change]:
    if isinstance(was, Entry) and isinstance(now, Entry):
        yield from _entry_changes(key, was, now)
    elif isinstance(was, Lodging) and isinstance(now, Lodging):
        yield from _value_changes(key, was, now, _STAY_FIELDS) or (_other(key, was, now),)
    elif isinstance(was, GuestInCare) and isinstance(now, GuestInCare):
        yield from _value_changes(key, was, now, _CHARGE_FIELDS) or (_other(key, was, now),)
    elif isinstance(was, PersonFacts) and isinstance(now, PersonFacts):
        yield from _value_changes(key, was, now, _PERSON_FIELDS)
    elif isinstance(was, VisitFacts) and isinstance(now, VisitFacts):
        # Its appearance, languages and greeting: visible, but nothing to do about.
        appearance = (replace(_other(key, was, now), is_minor=True),)
        yield from _value_changes(key, was, now, _VISIT_FIELDS) or appearance
    else:
        change = Change(key, Field.WHOLE, was, now, digest_of(was), digest_of(now))
        yield replace(change, is_minor=_only_informs(key, was, now))


def _only_informs(key: str, was: CardPart | None, now: CardPart | None) -> bool:
    """Whether a row of a panel is for information: somebody else acts on it, or has done so."""
    if PANEL_OF.get(key.partition(":")[0]) is PanelKind.DIRECTORY:
        return True
    if isinstance(was, RideRow) and isinstance(now, RideRow):
        return replace(was, vehicles=()) == replace(now, vehicles=()) and _names(was) == _names(now)
    return isinstance(now or was, ComingGroup | LeadRow | OpenTask | GapRow | FloorCount)


def _names(ride: RideRow) -> list[str | Text]:
    return [aboard.vehicle for aboard in ride.vehicles]


def _identity(part: CardPart) -> str:
    """What is equal on each card with a part: an event's key, without the reader's own seat."""
    return part.key if isinstance(part, Entry) else digest_of(part)


def _other(key: str, was: CardPart, now: CardPart) -> Change:
    return Change(key, Field.OTHER, was, now, digest_of(was), digest_of(now))


def _value_changes(
    key: str, was: P, now: P, fields: Mapping[Field, Callable[[P], Hashable]]
) -> list[Change]:
    values = ((field, value(was), value(now)) for field, value in fields.items())
    return [
        Change(key, field, was, now, before, after)  # type: ignore[arg-type]
        for field, before, after in values
        if before != after
    ]


# Entries


def _entry_changes(key: str, was: Entry, now: Entry) -> Iterator[Change]:
    fields = _RIDE_FIELDS if now.kind is EntryKind.RIDE else _EVENT_FIELDS
    changes = _value_changes(key, was, now, fields)
    if any(change.field is Field.LOADS for change in changes):  # it includes the number of people
        changes = [change for change in changes if change.field is not Field.HEADCOUNT]
    of_agenda = [*_point_changes(key, was, now), *_paper_changes(key, was, now)]
    only_key_changed = digest_of(replace(was, key=now.key)) == digest_of(now)
    for change in changes or ([] if of_agenda else [_other(key, was, now)]):
        yield replace(change, is_minor=only_key_changed or _is_minor(change, was, now))
    yield from of_agenda


def _is_minor(change: Change, was: Entry, now: Entry) -> bool:
    if change.field is Field.AROUND:
        return True
    if change.field not in _OF_PEOPLE or IN_CHARGE & {*was.parts, *now.parts}:
        return False
    return change.field is not Field.LOADS or _own_loads(was) == _own_loads(now)


def _own_loads(entry: Entry) -> Hashable:
    """The number of people in the vehicle of a staff member who accompanies them."""
    vehicle = entry.passage.vehicle if entry.passage and Role.LIAISON in entry.parts else None
    return tuple(
        (load.vehicle, load.count, load.named) for load in entry.loads if load.vehicle == vehicle
    )


@dataclass(frozen=True, slots=True)
class PointValue:
    """A point of an agenda as a change has it."""

    number: int
    title: Text
    start: datetime | None
    minutes: int | None
    speaker: str | Text | None

    @classmethod
    def of(cls, point: EntryPoint | None) -> PointValue | None:
        """The value of a point; None where there is none."""
        if point is None:
            return None
        return cls(point.number, point.title, point.start, point.minutes, point.speaker)

    @property
    def content(self) -> Hashable:
        """The point's own fields; its number and time follow from the points before it."""
        return self.title, self.minutes, self.speaker


def _point_changes(key: str, was: Entry, now: Entry) -> Iterator[Change]:
    """A change for each point that differs.

    It is minor but for the point's speakers, and those who run the item: they need not be notified
    where it only begins at another time, since the point that caused it has a change of its own.
    """
    runs = bool((IN_CHARGE | {Role.MODERATOR}) & {*was.parts, *now.parts})
    for former, point in _matched_points(was.points, now.points):
        old, new = PointValue.of(former), PointValue.of(point)
        if old == new or (old and new and _moved_with_item(old, new, was, now)):
            continue
        is_own = any(each and each.own for each in (former, point))
        differs = old is None or new is None or old.content != new.content
        minor = not (is_own or (runs and differs))
        yield Change(key, Field.POINT, was, now, old, new, is_minor=minor)


def _moved_with_item(old: PointValue, new: PointValue, was: Entry, now: Entry) -> bool:
    """Whether a point differs only in that the whole item begins at another time."""
    if old.start is None or new.start is None:
        return False
    return old == replace(new, start=old.start) and new.start - old.start == now.start - was.start


def _matched_points(
    was: Sequence[EntryPoint], now: Sequence[EntryPoint]
) -> list[tuple[EntryPoint | None, EntryPoint | None]]:
    """The points of two agendas in pairs: by title, else by number; those that are gone last."""
    left = list(was)
    pairs: dict[int, EntryPoint] = {}
    by: tuple[Callable[[EntryPoint], Hashable], ...] = (
        lambda point: point.title,
        lambda point: point.number,
    )
    for same in by:
        for place, point in enumerate(now):
            former = next((each for each in left if same(each) == same(point)), None)
            if former is not None and place not in pairs:
                pairs[place] = former
                left.remove(former)
    matched: list[tuple[EntryPoint | None, EntryPoint | None]] = [
        (pairs.get(place), point) for place, point in enumerate(now)
    ]
    return matched + [(former, None) for former in left]


def _paper_changes(key: str, was: Entry, now: Entry) -> Iterator[Change]:
    """A change for each paper that is new, gone, or has another content."""
    former, current = _papers(was), _papers(now)
    for name in {**former, **current}:
        if former.get(name) != current.get(name):
            yield Change(key, Field.PAPER, was, now, former.get(name), current.get(name))


def _papers(entry: Entry) -> dict[str, tuple[Text, int, str]]:
    """What the papers of an item and its points say, by file or link."""
    papers = (*entry.papers, *(paper for point in entry.points for paper in point.papers))
    return {
        (paper.file or paper.link or ""): (paper.title, paper.size, paper.digest or "")
        for paper in papers
    }


def _of_passage(value: Callable[[RideDetails], Hashable]) -> Callable[[Entry], Hashable]:
    return lambda entry: value(entry.passage) if entry.passage else None


def _table(entry: Entry) -> Hashable:
    table = entry.table
    return (table.table, table.table_name, table.seat) if table else None


def _around(entry: Entry) -> Hashable:
    """The plan of the seats around the reader's own."""
    plans = tuple((seat.plan, seat.row, seat.column) for seat in entry.seats)
    return plans, entry.table.seats if entry.table else None


_EVENT_FIELDS: Mapping[Field, Callable[[Entry], Hashable]] = {
    Field.TIME: lambda entry: (entry.start, entry.end, entry.open_time),
    Field.PLACE: lambda entry: entry.where,
    Field.TABLE: _table,
    Field.SEAT: lambda entry: tuple((seat.form, seat.side, seat.number) for seat in entry.seats),
    Field.TITLE: lambda entry: (entry.title, entry.form),
    Field.MODERATOR: lambda entry: entry.moderator,
    Field.DRESS: lambda entry: entry.dress,
    Field.NOTE: lambda entry: (entry.note, entry.staff_note),
    Field.ROLE: lambda entry: entry.parts,
    Field.IN_CHARGE: lambda entry: (entry.receiver, entry.responsible, entry.checker),
    Field.PEOPLE: lambda entry: entry.people,
    Field.HEADCOUNT: lambda entry: entry.headcount,
    Field.AROUND: _around,
}
_RIDE_FIELDS: Mapping[Field, Callable[[Entry], Hashable]] = {
    Field.TIME: _EVENT_FIELDS[Field.TIME],
    Field.VEHICLE: _of_passage(lambda passage: passage.vehicle),
    Field.BOARDING: _of_passage(lambda passage: (passage.origin, passage.boarding)),
    Field.DESTINATION: _of_passage(lambda passage: passage.destination),
    Field.SEAT: _EVENT_FIELDS[Field.SEAT],
    Field.NOTE: _EVENT_FIELDS[Field.NOTE],
    Field.ROLE: _EVENT_FIELDS[Field.ROLE],
    Field.IN_CHARGE: _EVENT_FIELDS[Field.IN_CHARGE],
    Field.LOADS: lambda entry: tuple(
        (load.vehicle, load.count, load.named) for load in entry.loads
    ),
    Field.HEADCOUNT: _EVENT_FIELDS[Field.HEADCOUNT],
    Field.CONNECTIONS: lambda entry: entry.connections,
    Field.EVERY: lambda entry: entry.every,
    Field.AROUND: _around,
}
_STAY_FIELDS: Mapping[Field, Callable[[Lodging], Hashable]] = {
    Field.ROOM: lambda stay: (stay.where, stay.room),
    Field.NIGHTS: lambda stay: (stay.check_in, stay.check_out),
}
_PERSON_FIELDS: Mapping[Field, Callable[[PersonFacts], Hashable]] = {
    Field.NAME: lambda person: person.name,
    Field.UNIT: lambda person: person.unit,
    Field.POST: lambda person: person.post,
    Field.PARTY: lambda person: (
        (person.party, *person.other_parties) if person.other_parties else person.party
    ),
    Field.PART: lambda person: person.part,
    Field.LANGUAGE: lambda person: person.language,
    Field.COMPANIONS: lambda person: person.companions,
}
_VISIT_FIELDS: Mapping[Field, Callable[[VisitFacts], Hashable]] = {
    Field.TITLE: lambda visit: visit.title,
    Field.HOST: lambda visit: visit.host,
    Field.DATES: lambda visit: (visit.start, visit.end, visit.timezone),
}
_CHARGE_FIELDS: Mapping[Field, Callable[[GuestInCare], Hashable]] = {
    Field.GUEST_NAME: lambda guest: guest.name,
    Field.GUEST_ROOM: lambda guest: guest.rooms,
    Field.GUEST_VEHICLE: lambda guest: guest.vehicles,
    Field.GUEST_ARRIVAL: lambda guest: (guest.arrival, guest.arrival_by, guest.arrival_at),
    Field.GUEST_DEPARTURE: lambda guest: (
        guest.departure,
        guest.departure_by,
        guest.departure_at,
    ),
    Field.GUEST_NEEDS: lambda guest: (guest.diet, guest.needs),
    Field.GUEST_PHONE: lambda guest: guest.phone,
    Field.GUEST_COMPANIONS: lambda guest: guest.companions,
}


# Vehicles


def _vehicle_changes(before: CardSnapshot, after: CardSnapshot) -> Iterator[Change]:
    """The changes of vehicles that are on both cards."""
    former = {facts.number: (key, facts) for key, facts in before.vehicles.items()}
    for key, now in after.vehicles.items():
        former_key, was = former.get(now.number, ("", now))
        fields = _VEHICLE_FIELDS if key == former_key and _has_all_fields(key) else _PLATE_FIELD
        rides = tuple(_rides_of(now.number, after))
        for change in _value_changes(f"vehicle:{now.number}", was, now, fields):
            yield replace(change, vehicle_rides=rides)


def _with_plates(change: Change, before: CardSnapshot, after: CardSnapshot) -> Change:
    """The change of a ride's vehicle, with number and plate of both."""
    was, now = (
        next(((v.number, v.plate) for v in card.vehicles.values() if v.number == number), number)
        for card, number in ((before, change.old_value), (after, change.new_value))
    )
    return replace(change, old_value=was, new_value=now)


def _has_all_fields(key: str) -> bool:
    return key.startswith("vehicle:")


def _rides_of(vehicle: str, snapshot: CardSnapshot) -> Iterator[Entry]:
    for entry in snapshot.entries.values():
        aboard = entry.passage.vehicle if entry.passage else None
        if vehicle == aboard or any(load.vehicle == vehicle for load in entry.loads):
            yield entry


_PLATE_FIELD: Mapping[Field, Callable[[VehicleFacts], Hashable]] = {
    Field.PLATE: lambda vehicle: vehicle.plate,
}
_VEHICLE_FIELDS: Mapping[Field, Callable[[VehicleFacts], Hashable]] = {
    **_PLATE_FIELD,
    Field.DRIVER: lambda vehicle: vehicle.driver,
    Field.LIAISON: lambda vehicle: vehicle.liaison,
    Field.VEHICLE_KIND: lambda vehicle: vehicle.kind,
}


# Matching the parts of both cards


def _pairs(before: CardSnapshot, after: CardSnapshot) -> Iterator[tuple[str | None, str | None]]:
    """The keys of each part before and after; None for one that is new or gone.

    Vehicles are left out.
    """
    pairs = (_entry_pairs(before, after), _stay_pairs(before, after), _charge_pairs(before, after))
    former = {key: former_key for found in pairs for key, former_key in found.items()}
    matched = (Entry, Lodging, GuestInCare)
    for key, part in after.parts.items():
        if isinstance(part, VehicleFacts):
            continue
        if isinstance(part, matched):
            yield former.get(key), key
        else:
            yield key if key in before.parts else None, key
    gone = before.parts.keys() - former.values()
    for key, part in before.parts.items():
        if isinstance(part, VehicleFacts):
            continue
        if key in gone if isinstance(part, matched) else key not in after.parts:
            yield key, None


def _entry_pairs(before: CardSnapshot, after: CardSnapshot) -> dict[str, str]:
    """The former key of each entry that was on the card, by its present key."""
    pairs = {
        key: key
        for key, entry in after.entries.items()
        if key in before.entries and _is_same_by_key(key, before.entries[key], entry)
    }
    candidates = sorted(
        (_distance(former, before.entries[former], key, after.entries[key]), former, key)
        for former, key in product(
            before.entries.keys() - pairs.values(), after.entries.keys() - pairs.keys()
        )
        if _may_have_moved(before.entries[former], after.entries[key])
    )
    return _nearest(candidates, pairs)


def _is_same_by_key(key: str, was: Entry, now: Entry) -> bool:
    """Whether two entries with the same key are the same: the office wrote it, or nothing differs.

    The loader made a key with spaces from day, time and title. In older records another event of
    the same title may have it: those are paired by what they are.
    """
    is_made = " " in key
    return not is_made or not _may_have_moved(was, now) or digest_of(was) == digest_of(now)


def _may_have_moved(was: Entry, now: Entry) -> bool:
    return was.kind is now.kind and was.title.default == now.title.default


def _distance(former: str, was: Entry, key: str, now: Entry) -> tuple[int, bool, timedelta, bool]:
    """How much two entries differ: least where only the time does."""
    fields = _RIDE_FIELDS if now.kind is EntryKind.RIDE else _EVENT_FIELDS
    differing = sum(
        value(was) != value(now) for field, value in fields.items() if field is not Field.TIME
    )
    apart = abs(was.start - now.start)
    return differing, was.start.date() != now.start.date(), apart, former != key


def _stay_pairs(before: CardSnapshot, after: CardSnapshot) -> dict[str, str]:
    pairs = {key: key for key in after.stays if key in before.stays}
    candidates = sorted(
        (abs(before.stays[former].check_in - after.stays[key].check_in), former, key)
        for former, key in product(
            before.stays.keys() - pairs.values(), after.stays.keys() - pairs.keys()
        )
    )
    return _nearest(candidates, pairs)


def _charge_pairs(before: CardSnapshot, after: CardSnapshot) -> dict[str, str]:
    """The former key of each guest in care: by name, or by telephone where a name was corrected."""
    was, now = _charges(before), _charges(after)
    pairs = {key: key for key in now if key in was}
    phones = {was[key].phone: key for key in was.keys() - now.keys()}
    corrected = ((key, now[key].phone) for key in now.keys() - was.keys())
    return pairs | {key: phones[phone] for key, phone in corrected if phone and phone in phones}


def _charges(card: CardSnapshot) -> dict[str, GuestInCare]:
    return {key: part for key, part in card.parts.items() if isinstance(part, GuestInCare)}


def _nearest(
    candidates: Sequence[tuple[object, str, str]], pairs: dict[str, str]
) -> dict[str, str]:
    """The pairs and further ones from the candidates in their order, each key at most once."""
    pairs = dict(pairs)
    taken = set(pairs.values())
    for _, former, key in candidates:
        if former not in taken and key not in pairs:
            pairs[key] = former
            taken.add(former)
    return pairs
