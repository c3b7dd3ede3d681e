"""What a search finds of a visit: an entry for each person, party, unit, room and vehicle.

An entry leads to its row. The rows themselves, which repeat each name on five pages, are not in the
search index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from generator.model.lodging import Stay
from generator.model.people import Guest, Person, Staff
from generator.model.record import PersonId
from generator.model.transport import Vehicle
from generator.model.visit import StaffView
from generator.names.latin import name_reading
from generator.render.handbook.blocks import SearchEntry
from generator.render.handbook.visit.anchors import (
    guest_anchors,
    room_anchor,
    staff_anchors,
    vehicle_anchor,
)
from generator.render.handbook.visit.links import page_address
from generator.render.handbook.visit.people import by_party
from generator.render.handbook.words import (
    LANGUAGE,
    label,
    member,
    name,
    names,
    phrase,
    text,
    text_in,
)
from generator.render.words.lists import joined, listed
from generator.render.words.people import party_of
from generator.render.words.places import table_text

SHOWN = 2
"""The most rooms, seats or vehicles of one person in an entry."""
_Facts = Mapping[PersonId, list[str]]


def search_entries(visit: StaffView) -> tuple[SearchEntry, ...]:
    """The entries of a visit, people first."""
    return (*_people(visit), *_parties(visit), *_units(visit), *_rooms(visit), *_vehicles(visit))


def _people(visit: StaffView) -> Iterator[SearchEntry]:
    rooms, seats, vehicles = _rooms_of(visit), _seats_of(visit), _vehicles_of(visit)
    for page, people, anchors in (
        ("roster", visit.guests, guest_anchors(visit)),
        ("team", visit.staff, staff_anchors(visit)),
    ):
        for person in people:
            where = (_first(facts.get(person.id, ())) for facts in (rooms, seats, vehicles))
            yield SearchEntry(
                page_address(visit.slug, page, anchors[person.id]),
                (person.name, *filter(None, (_group_of(person), *where))),
                joined(person.unit, person.post),
                _pinyin(person),
            )


def _group_of(person: Person) -> str:
    if isinstance(person, Staff):
        return listed(text(role.title) for role in person.roles)
    return party_of(person)


def _pinyin(person: Person) -> str:
    """The syllables of a name: as the office wrote them, or as the characters are read."""
    read = name_reading(person.name)
    written = (person.pinyin or "").lower().replace("'", "").replace("ü", "v")
    return written if written and written.replace(" ", "") != read.replace(" ", "") else read


def _first(facts: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(facts))
    shown = listed(distinct[:SHOWN])
    return shown if len(distinct) <= SHOWN else phrase("entry.and_more", some=shown)


def _rooms_of(visit: StaffView) -> _Facts:
    facts: dict[PersonId, list[str]] = {}
    for stay in visit.stays:
        if stay.room:
            for person in stay.people.people:
                owner = person.guest_id if isinstance(person, Guest) else person.id
                facts.setdefault(owner, []).append(stay.room.number)
    return facts


def _seats_of(visit: StaffView) -> _Facts:
    facts: dict[PersonId, list[str]] = {}
    for meal in sorted(visit.meals, key=lambda meal: (meal.start, meal.id)):
        for table in meal.tables:
            if not table.is_open:
                for seat in table.seats:
                    shown = _seat(table.number, seat.number)
                    facts.setdefault(seat.person.id, []).append(shown)
    return facts


def _seat(table: str, seat: str | None) -> str:
    """`1号桌3座`: short, since an entry is one line."""
    if not table.isascii():
        return table_text(table, LANGUAGE, seat)
    key = "seat" if seat else "table"
    return phrase(f"entry.{key}", table=table, seat=seat)


def _vehicles_of(visit: StaffView) -> _Facts:
    facts: dict[PersonId, list[str]] = {}
    for ride in sorted(visit.rides, key=lambda ride: (ride.start, ride.id)):
        for boarding in () if ride.is_shuttle else ride.vehicles:
            if not boarding.vehicle.is_open:
                for person in boarding.people.people:
                    facts.setdefault(person.id, []).append(boarding.vehicle.number)
    return facts


def _parties(visit: StaffView) -> Iterator[SearchEntry]:
    for anchor, party, _ in by_party(visit):
        if party is not None:
            size = phrase("people", n=visit.party_size(party))
            yield SearchEntry(
                page_address(visit.slug, "roster", anchor),
                (party.name, size),
                joined(label("Party", "liaison"), name(party.liaison)) if party.liaison else "",
            )


def _units(visit: StaffView) -> Iterator[SearchEntry]:
    """The units that several guests come from, each at the row of the first."""
    anchors = guest_anchors(visit)
    units: dict[str, list[Guest]] = {}
    for guest in visit.guests:
        if guest.unit:
            units.setdefault(guest.unit, []).append(guest)
    for unit, guests in units.items():
        if len(guests) > 1:
            yield SearchEntry(
                page_address(visit.slug, "roster", anchors[guests[0].id]),
                (unit, phrase("people", n=sum(guest.headcount for guest in guests))),
            )


def _rooms(visit: StaffView) -> Iterator[SearchEntry]:
    def key(stay: Stay) -> tuple[str, str]:
        return stay.venue.id, stay.room.number if stay.room else ""

    stays = sorted((stay for stay in visit.stays if stay.room), key=key)
    for (_, number), of_room in groupby(stays, key=key):
        stays_there = tuple(of_room)
        venue = stays_there[0].venue
        people = {person.id: person for stay in stays_there for person in stay.people.people}
        yield SearchEntry(
            page_address(visit.slug, "rooming", room_anchor(venue, number)),
            tuple(filter(None, (number, text(venue.name), names(people.values())))),
        )


def _vehicles(visit: StaffView) -> Iterator[SearchEntry]:
    for vehicle in visit.vehicles:
        if not vehicle.is_open:
            yield _vehicle(visit, vehicle)


def _vehicle(visit: StaffView, vehicle: Vehicle) -> SearchEntry:
    driver = text_in(vehicle, "driver")
    facts = (text_in(vehicle, "plate"), member("VehicleKind", vehicle.kind), driver)
    return SearchEntry(
        page_address(visit.slug, "transport", vehicle_anchor(vehicle)),
        (vehicle.number, *filter(None, facts)),
        joined(label("Vehicle", "liaison"), name(vehicle.liaison)) if vehicle.liaison else "",
        name_reading(driver),
    )
