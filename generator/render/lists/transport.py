"""Vehicles and rides as the office enters them, passengers by vehicle, arrivals and departures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from generator.agenda.connections import Connection, Way, connection_facts, connections_of
from generator.agenda.reader import Reader
from generator.model.audience import STAFF
from generator.model.parsing.values import Moment
from generator.model.people import Guest, Person, headcount, name_with_companions
from generator.model.record import PersonId
from generator.model.transport import Boarding, Ride
from generator.model.visit import Visit
from generator.render.lists.columns import columns, loadable_list, optional_columns, row_of
from generator.render.lists.naming import ListWords
from generator.render.words.days import day_with_weekday
from generator.render.words.events import connections_text, every_text
from generator.render.words.lists import dotted, joined, listed
from generator.render.words.people import name_list, party_of
from generator.render.workbook.listing import (
    BOX,
    MOST_BOXES,
    Cells,
    Group,
    Listing,
    grouped,
    listing,
)
from generator.seating.assignment import people_by_seat

VEHICLE = (
    *columns("Vehicle", "number", "kind", "plate", "seats", "driver", "phone", "liaison"),
    *optional_columns("Vehicle", "note"),
)
RIDE = (
    *columns("Ride", "day", "time", "origin", "destination", "boarding"),
    *optional_columns("Ride", "every"),
    *columns("Boarding", "vehicle", "people"),
    *columns("Ride", "receiver", "responsible", "checker"),
    *optional_columns("Ride", "note"),
)
RIDE_ID = columns("Ride", "id")


def vehicles(visit: Visit, words: ListWords) -> Listing:
    """Return the visit's vehicles."""
    return loadable_list(words, VEHICLE, [row_of(vehicle, VEHICLE) for vehicle in visit.vehicles])


def rides(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each vehicle of a ride, and one for a ride without vehicles."""
    undated = (event for event in visit.undated if isinstance(event, Ride))
    of_ride = tuple(column for column in (*RIDE, *RIDE_ID) if column.model == "Ride")
    of_boarding = tuple(column for column in RIDE if column.model == "Boarding")
    rows = [
        {**row_of(ride, of_ride), **(row_of(boarding, of_boarding) if boarding else {})}
        for ride in (*visit.rides, *undated)
        for boarding in ride.vehicles or (None,)
    ]
    return loadable_list(words, RIDE, rows, unprinted=RIDE_ID)


def dispatch(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each vehicle of each ride, in order of time, for the dispatcher."""
    headings = (
        *words.labels("Ride", "day", "time", "origin", "boarding", "destination"),
        *words.labels("Vehicle", "number", "plate", "driver", "phone", "liaison", "seats"),
        *words.phrases("people", "connections"),
    )
    connections = connections_of(visit)
    rows = [
        (*_boarding(ride, boarding, words), _trains(connections.get(ride.id, ()), boarding, words))
        for ride in _in_order(visit)
        for boarding in ride.vehicles
    ]
    return _without_empty(headings, rows, -1)


def passengers(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each passenger, with a box to tick: a page for each vehicle of a ride.

    They are in the order of their trains and flights, then of their seats. Nobody has a place in a
    shuttle.
    """
    headings = (
        *words.phrases("boarded", "count"),
        *words.labels("Guest", "name", "parties"),
        *words.phrases("seat", "pick_up", "by"),
        words.label("Guest", "phone"),
        words.label("Guest", "note"),
        *words.labels("Ride", "day", "time"),
        words.label("Vehicle", "number"),
    )
    connections = connections_of(visit)
    rows: list[Cells] = []
    groups: list[Group] = []
    for ride in _in_order(visit):
        for boarding in () if ride.is_shuttle else ride.vehicles:
            aboard = _passengers(visit, ride, boarding, connections.get(ride.id, ()), words)
            if aboard:
                title = _ride_title(ride, boarding, words)
                groups.append(Group(len(rows), title, new_page=True))
                rows += aboard
    found = _without_empty(headings, rows, _SEAT, _CONNECTION)
    return replace(found, printed=len(found.headings) - 3, upright=True, groups=tuple(groups))


def _in_order(visit: Visit) -> list[Ride]:
    return sorted(visit.rides, key=lambda ride: (ride.start, ride.id))


_SEAT, _CONNECTION = 4, 6
"""The columns of passengers that are left out where nobody has anything in them."""


def _passengers(
    visit: Visit,
    ride: Ride,
    boarding: Boarding,
    connections: Iterable[Connection],
    words: ListWords,
) -> list[Cells]:
    """The rows of the people in one vehicle; each companion has a box as well."""
    seats = _seats(visit, ride, boarding)
    trains = {
        guest.id: train
        for connection in connections
        if connection.vehicle == boarding.vehicle.number
        for train in (_train(connection, words),)
        for guest in connection.guests
    }
    people = {person.id: person for person in boarding.people.people}

    def order(person: Person) -> tuple[datetime, str, int]:
        time, by, _ = trains.get(person.id, _NO_TRAIN)
        return time, by, seats.get(person.id, len(seats) + 1)

    when = (ride.day.isoformat(), words.text(ride.time_text), boarding.vehicle.number)
    pick_up = words.beside(words.text(ride.boarding), ride, "boarding") or words.beside(
        words.place(ride.origin), ride, "origin"
    )
    return [
        (
            _boxes(person),
            str(number),
            name_with_companions(person, words.language),
            party_of(person) if isinstance(person, Guest) else words.phrase("staff"),
            str(seats.get(person.id, "")),
            pick_up,
            trains.get(person.id, _NO_TRAIN).text,
            person.phone or "",
            "",
            *when,
        )
        for number, person in enumerate(sorted(people.values(), key=order), start=1)
    ]


def _boxes(person: Person) -> str:
    """A box for each person of a row; one where there are many, such as a class."""
    count = headcount((person,))
    return BOX * count if count <= MOST_BOXES else BOX


def _seats(visit: Visit, ride: Ride, boarding: Boarding) -> dict[PersonId, int]:
    """The numbers of the seats that people have in a vehicle."""
    return {
        person.id: number
        for seating in visit.seating
        if seating.at.id == ride.id
        and seating.vehicle
        and seating.vehicle.number == boarding.vehicle.number
        for number, person in enumerate(people_by_seat(visit, seating).get("", ()), start=1)
        if person
    }


class _Train(NamedTuple):
    """The train or flight of passengers: what they are sorted by, and `10:20 G1234 高铁东站`."""

    time: datetime
    by: str
    text: str


_NO_TRAIN = _Train(datetime.max, "", "")


def _train(connection: Connection, words: ListWords) -> _Train:
    moment, by = connection.moment, connection.by or ""
    clock = f"{moment.clock:%H:%M}" if moment.clock else ""
    return _Train(moment.earliest, by, joined(clock, by, words.place(connection.at)))


def _ride_title(ride: Ride, boarding: Boarding, words: ListWords) -> str:
    """`5月18日周一 10:50 · 1号车 省A·00001 · 高铁东站 → 云来宾馆 · 41 人`."""
    vehicle, language = boarding.vehicle, words.language
    day = day_with_weekday(ride.day, language)
    route = words.phrase(
        "route",
        origin=words.beside(words.place(ride.origin), ride, "origin"),
        destination=words.beside(words.place(ride.destination), ride, "destination"),
    )
    driver = joined(vehicle.driver, vehicle.phone)
    liaison = joined(vehicle.liaison.name, vehicle.liaison.phone) if vehicle.liaison else ""
    return dotted(
        joined(day, words.text(ride.time_text)),
        joined(vehicle.number, vehicle.plate),
        route,
        joined(words.label("Vehicle", "driver"), driver) if driver else "",
        joined(words.label("Vehicle", "liaison"), liaison) if liaison else "",
        words.phrase("headcount", n=boarding.people.headcount),
    )


def _trains(connections: Iterable[Connection], boarding: Boarding, words: ListWords) -> str:
    """The trains and flights of the people in one vehicle, and how long they wait."""
    of_vehicle = (c for c in connections if c.vehicle == boarding.vehicle.number)
    facts = (replace(connection_facts(Reader(STAFF), c), vehicle="") for c in of_vehicle)
    return connections_text(facts, words.language)


def _without_empty(headings: Cells, rows: Sequence[Cells], *columns: int) -> Listing:
    """A list without those of `columns` in which no row has anything."""
    count = len(headings)
    empty = {at % count for at in columns if not any(row[at] for row in rows)}
    kept = [at for at in range(count) if at not in empty]
    cells = tuple(tuple(row[at] for at in kept) for row in rows)
    return listing(tuple(headings[at] for at in kept), cells)


def _boarding(ride: Ride, boarding: Boarding, words: ListWords) -> Cells:
    vehicle = boarding.vehicle
    return (
        ride.day.isoformat(),
        joined(words.text(ride.time_text), every_text(ride.every, words.language)),
        words.beside(words.place(ride.origin), ride, "origin"),
        words.beside(words.text(ride.boarding), ride, "boarding"),
        words.beside(words.place(ride.destination), ride, "destination"),
        vehicle.number,
        words.beside(vehicle.plate, vehicle, "plate"),
        words.beside(vehicle.driver, vehicle, "driver"),
        vehicle.phone or "",
        vehicle.liaison.name if vehicle.liaison else "",
        str(vehicle.seats or ""),
        listed(map(words.text, boarding.people.named))
        if ride.is_shuttle
        else str(boarding.people.headcount),
    )


def journeys(visit: Visit, words: ListWords) -> Listing:
    """Return each guest's arrival and departure, by time and train, with the ride that fits."""
    headings = (
        *words.phrases("way", "when", "by", "at", "together"),
        *words.labels("Guest", "name", "unit", "phone", "parties", "liaison"),
        *words.phrases("vehicle", "waits"),
    )
    rows = [row for way in Way for row in _journeys(visit, way, words)]
    # The sheet of departures is needed days later.
    groups = grouped(rows, lambda row: row[0])
    return replace(_without_empty(headings, rows, 3, -1), groups=groups)


def _journeys(visit: Visit, way: Way, words: ListWords) -> Iterator[Cells]:
    by_field = f"{way}_by"
    travellers: list[tuple[Moment | None, str, Guest]] = [
        (getattr(guest, way), getattr(guest, by_field) or "", guest)
        for guest in visit.guests
        if getattr(guest, way) is not None or guest.undecided_in(way)
    ]
    together: Counter[tuple[Moment | None, str]] = Counter()
    for moment, by, guest in travellers:
        together[moment, by] += guest.headcount
    rides = _rides_of_guests(visit, way, words)
    heading = words.phrase(f"ways.{way}")
    for moment, by, guest in sorted(travellers, key=_by_moment):
        count = together[moment, by] if moment or by else guest.headcount
        yield (heading, words.beside(moment, guest, way),
               words.beside(by, guest, by_field), words.place(getattr(guest, f"{way}_at")),
               str(count), *_traveller(guest, words), *rides.get(guest.id, ("", "")))  # fmt: skip


def _by_moment(traveller: tuple[Moment | None, str, Guest]) -> tuple[datetime, str]:
    """By time and train; those whose time is still to be decided last."""
    moment, by, _ = traveller
    return moment.earliest if moment else datetime.max, by


def _traveller(guest: Guest, words: ListWords) -> Cells:
    name = name_with_companions(guest, words.language)
    about = (name, guest.unit or "", guest.phone or "", party_of(guest))
    return (*about, name_list((liaison for liaison, _ in guest.liaisons), words.language))


def _rides_of_guests(
    visit: Visit, way: Way, words: ListWords
) -> Mapping[PersonId, tuple[str, str]]:
    """The ride that meets each guest, or takes the guest to the train: see `_ride`."""
    return {
        guest.id: ride
        for connections in connections_of(visit).values()
        for connection in connections
        if connection.way is way
        for ride in (_ride(connection, words),)
        for guest in connection.guests
    }


def _ride(connection: Connection, words: ListWords) -> tuple[str, str]:
    """The vehicle and its time, and the minutes until it leaves, or before the train does."""
    time = f"{connection.ride.start:%H:%M}"
    vehicle = words.phrase("ride", vehicle=connection.vehicle, time=time)
    minutes = connection.minutes
    return vehicle, "" if minutes is None else str(minutes)
