"""What differs between two snapshots of a card: one change for one fact.

A vehicle's plate or driver is a fact of the vehicle, however many rides go by it. What follows from
another fact (the picture of the seats around one's own, the number of people on another's vehicle)
is a minor change: the card shows it, but nobody has to be notified of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from itertools import product
from typing import TypeVar

from generator.agenda.views import Entry, EntryKind, GuestInCare, Lodging, RideDetails, VisitFacts
from generator.agenda.views import EntryRole as Role
from generator.changes.snapshot import (
    CardPart,
    CardSnapshot,
    PersonFacts,
    VehicleFacts,
    digest_of,
)

IN_CHARGE = frozenset({Role.RECEIVER, Role.RESPONSIBLE, Role.CHECKER})
"""Who has to know of an event's people, also of those who go by another vehicle."""
P = TypeVar("P")


class Field(StrEnum):
    """What differs."""

    WHOLE = "whole"
    """A thing that is new, or gone, or whose fields are not named one by one."""
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
    NOTE = "note"
    ROLE = "role"
    IN_CHARGE = "in_charge"
    PEOPLE = "people"
    LOADS = "loads"
    HEADCOUNT = "headcount"
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

    HOST = "host"
    DATES = "dates"

    GUEST_NAME = "guest_name"
    GUEST_ROOM = "guest_room"
    GUEST_VEHICLE = "guest_vehicle"
    GUEST_ARRIVAL = "guest_arrival"
    GUEST_DEPARTURE = "guest_departure"
    GUEST_NEEDS = "guest_needs"
    GUEST_PHONE = "guest_phone"


_OF_PEOPLE = frozenset({Field.IN_CHARGE, Field.PEOPLE, Field.LOADS, Field.HEADCOUNT})
"""Fields of an event that matter to those in charge of it."""


@dataclass(frozen=True)
class Change:
    """One difference: `before` is None for what is new, `after` for what is gone. `key` is the
    thing's: of a part, or `vehicle:` and a number. `was` and `now` are the values of the field.
    `minor` where the reader has nothing to do about it. `rides` are those of a vehicle. `continues`
    where what is gone from this card still takes place for others.
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
        """The kind of thing: `item`, `ride`, `stay`, `vehicle`, `notice` …"""
        return self.key.partition(":")[0]

    @property
    def guest_in_care(self) -> str | None:
        """The name of the guest whom it concerns, for a guest in the reader's care."""
        part = self.after or self.before
        return part.name if isinstance(part, GuestInCare) else None


def changes_between(before: CardSnapshot, after: CardSnapshot) -> tuple[Change, ...]:
    """What differs on a card, in the order of the later one, what is gone last; minor changes
    among it. What moved is one change of its time, not a thing gone and a new one.
    """
    changes = (
        _with_plates(change, before, after) if change.field is Field.VEHICLE else change
        for change in _part_changes(before, after)
    )
    return tuple(_sorted((*_vehicle_changes(before, after), *changes), after))


def _sorted(changes: Sequence[Change], after: CardSnapshot) -> list[Change]:
    order = {key: number for number, key in enumerate(after.parts)}
    return sorted(changes, key=lambda change: order.get(_first_key(change), len(order)))


def _first_key(change: Change) -> str:
    """The part in whose place a change is listed: a vehicle's at its first ride."""
    return change.vehicle_rides[0].key if change.vehicle_rides else change.key


def _part_changes(before: CardSnapshot, after: CardSnapshot) -> Iterator[Change]:
    for former_key, key in _pairs(before, after):
        was = before.parts.get(former_key) if former_key else None
        now = after.parts.get(key) if key else None
        if was is None or now is None:
            whole = was and _identity(was), now and _identity(now)
            yield Change(key or former_key or "", Field.WHOLE, was, now, *whole)
        elif digest_of(was) != digest_of(now):
            yield from _field_changes(key or "", was, now)


def _field_changes(key: str, was: CardPart, now: CardPart) -> Iterator[Change]:
    if isinstance(was, Entry) and isinstance(now, Entry):
        yield from _entry_changes(key, was, now)
    elif isinstance(was, Lodging) and isinstance(now, Lodging):
        yield from _differing(key, was, now, _STAY_FIELDS) or (_other(key, was, now),)
    elif isinstance(was, GuestInCare) and isinstance(now, GuestInCare):
        yield from _differing(key, was, now, _CHARGE_FIELDS) or (_other(key, was, now),)
    elif isinstance(was, PersonFacts) and isinstance(now, PersonFacts):
        yield from _differing(key, was, now, _PERSON_FIELDS)
    elif isinstance(was, VisitFacts) and isinstance(now, VisitFacts):
        # Its look, languages and greeting: seen, and nothing to do about.
        look = (replace(_other(key, was, now), is_minor=True),)
        yield from _differing(key, was, now, _VISIT_FIELDS) or look
    else:
        yield Change(key, Field.WHOLE, was, now, digest_of(was), digest_of(now))


def _identity(part: CardPart) -> str:
    """What is the same for everybody who has a part: of an event its key, not the reader's seat."""
    return part.key if isinstance(part, Entry) else digest_of(part)


def _other(key: str, was: CardPart, now: CardPart) -> Change:
    return Change(key, Field.OTHER, was, now, digest_of(was), digest_of(now))


def _differing(
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
    changes = _differing(key, was, now, fields)
    if any(change.field is Field.LOADS for change in changes):  # it gives the number of people too
        changes = [change for change in changes if change.field is not Field.HEADCOUNT]
    only_renamed = digest_of(replace(was, key=now.key)) == digest_of(now)
    for change in changes or [_other(key, was, now)]:
        yield replace(change, is_minor=only_renamed or _is_minor(change, was, now))


def _is_minor(change: Change, was: Entry, now: Entry) -> bool:
    if change.field is Field.AROUND:
        return True
    if change.field not in _OF_PEOPLE or IN_CHARGE & {*was.parts, *now.parts}:
        return False
    return change.field is not Field.LOADS or _own_loads(was) == _own_loads(now)


def _own_loads(entry: Entry) -> Hashable:
    """How many go by the vehicle of a staff member who rides along to look after them."""
    vehicle = entry.passage.vehicle if entry.passage and Role.LIAISON in entry.parts else None
    return tuple(
        (load.vehicle, load.count, load.named) for load in entry.loads if load.vehicle == vehicle
    )


def _of_passage(value: Callable[[RideDetails], Hashable]) -> Callable[[Entry], Hashable]:
    return lambda entry: value(entry.passage) if entry.passage else None


def _table(entry: Entry) -> Hashable:
    table = entry.table
    return (table.table, table.table_name, table.seat) if table else None


def _around(entry: Entry) -> Hashable:
    """The seats around one's own, as a picture shows them."""
    plans = tuple((seat.plan, seat.row, seat.column) for seat in entry.seats)
    return plans, entry.table.seats if entry.table else None


_EVENT_FIELDS: Mapping[Field, Callable[[Entry], Hashable]] = {
    Field.TIME: lambda entry: (entry.start, entry.end),
    Field.PLACE: lambda entry: entry.where,
    Field.TABLE: _table,
    Field.SEAT: lambda entry: tuple((seat.form, seat.side, seat.number) for seat in entry.seats),
    Field.TITLE: lambda entry: (entry.title, entry.form),
    Field.MODERATOR: lambda entry: entry.moderator,
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
    Field.PARTY: lambda person: person.party,
    Field.PART: lambda person: person.part,
    Field.LANGUAGE: lambda person: person.language,
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
    Field.GUEST_ARRIVAL: lambda guest: (guest.arrival, guest.arrival_by),
    Field.GUEST_DEPARTURE: lambda guest: (guest.departure, guest.departure_by),
    Field.GUEST_NEEDS: lambda guest: (guest.diet, guest.needs),
    Field.GUEST_PHONE: lambda guest: guest.phone,
}


# Vehicles


def _vehicle_changes(before: CardSnapshot, after: CardSnapshot) -> Iterator[Change]:
    """The changes of vehicles that the reader knows before and after."""
    former = {facts.number: (key, facts) for key, facts in before.vehicles.items()}
    for key, now in after.vehicles.items():
        former_key, was = former.get(now.number, ("", now))
        fields = _VEHICLE_FIELDS if key == former_key and _is_whole(key) else _PLATE_ALONE
        rides = tuple(_rides_of(now.number, after))
        for change in _differing(f"vehicle:{now.number}", was, now, fields):
            yield replace(change, vehicle_rides=rides)


def _with_plates(change: Change, before: CardSnapshot, after: CardSnapshot) -> Change:
    """The change of the vehicle of a ride, with number and plate of both."""
    was, now = (
        next(((v.number, v.plate) for v in card.vehicles.values() if v.number == number), number)
        for card, number in ((before, change.old_value), (after, change.new_value))
    )
    return replace(change, old_value=was, new_value=now)


def _is_whole(key: str) -> bool:
    return key.startswith("vehicle:")


def _rides_of(vehicle: str, snapshot: CardSnapshot) -> Iterator[Entry]:
    for entry in snapshot.entries.values():
        aboard = entry.passage.vehicle if entry.passage else None
        if vehicle == aboard or any(load.vehicle == vehicle for load in entry.loads):
            yield entry


_PLATE_ALONE: Mapping[Field, Callable[[VehicleFacts], Hashable]] = {
    Field.PLATE: lambda vehicle: vehicle.plate,
}
_VEHICLE_FIELDS: Mapping[Field, Callable[[VehicleFacts], Hashable]] = {
    **_PLATE_ALONE,
    Field.DRIVER: lambda vehicle: vehicle.driver,
    Field.LIAISON: lambda vehicle: vehicle.liaison,
    Field.VEHICLE_KIND: lambda vehicle: vehicle.kind,
}


# Which thing of before is which of after


def _pairs(before: CardSnapshot, after: CardSnapshot) -> Iterator[tuple[str | None, str | None]]:
    """The keys of the same thing before and after; None for what is new or gone. Vehicles are not
    among them.
    """
    pairs = (_entry_pairs(before, after), _stay_pairs(before, after), _charge_pairs(before, after))
    former = {key: other for found in pairs for key, other in found.items()}
    things = (Entry, Lodging, GuestInCare)
    for key, part in after.parts.items():
        if isinstance(part, VehicleFacts):
            continue
        if isinstance(part, things):
            yield former.get(key), key
        else:
            yield key if key in before.parts else None, key
    gone = before.parts.keys() - former.values()
    for key, part in before.parts.items():
        if isinstance(part, VehicleFacts):
            continue
        if key in gone if isinstance(part, things) else key not in after.parts:
            yield key, None


def _entry_pairs(before: CardSnapshot, after: CardSnapshot) -> dict[str, str]:
    """The former key of each entry that was there, by its key now."""
    pairs = {
        key: key
        for key, entry in after.entries.items()
        if key in before.entries and _same_by_key(key, before.entries[key], entry)
    }
    candidates = sorted(
        (_distance(former, before.entries[former], key, after.entries[key]), former, key)
        for former, key in product(
            before.entries.keys() - pairs.values(), after.entries.keys() - pairs.keys()
        )
        if _may_have_moved(before.entries[former], after.entries[key])
    )
    return _nearest(candidates, pairs)


def _same_by_key(key: str, was: Entry, now: Entry) -> bool:
    """Whether the key alone makes two entries the same: the office wrote it, or nothing differs.
    A key that the loader made of day, time and title has spaces: what has it now may be another.
    """
    return " " not in key or digest_of(was) == digest_of(now)


def _may_have_moved(was: Entry, now: Entry) -> bool:
    return was.kind is now.kind and was.title.default == now.title.default


def _distance(former: str, was: Entry, key: str, now: Entry) -> tuple[int, bool, timedelta, bool]:
    """How unlike two entries are: one that only moved is nearer than one that was exchanged."""
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
    """The former key of each guest in care: of the same name, or, where a name was corrected, of
    the same telephone.
    """
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
    """Pairs, and further ones of candidates in their order, each key at most once."""
    pairs = dict(pairs)
    taken = set(pairs.values())
    for _, former, key in candidates:
        if former not in taken and key not in pairs:
            pairs[key] = former
            taken.add(former)
    return pairs
