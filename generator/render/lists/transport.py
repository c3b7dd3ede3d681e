"""Vehicles and rides as the office enters them, passengers by vehicle, arrivals and departures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from generator.model.enums import VenueKind
from generator.model.parsing.values import Moment
from generator.model.people import Guest, headcount, name_with_companions
from generator.model.record import PersonId
from generator.model.transport import Boarding, Ride
from generator.model.visit import Visit
from generator.render.lists.columns import columns, loadable_list, optional_columns, row_of
from generator.render.lists.naming import ListWords
from generator.render.words.people import name_list, party_of
from generator.render.workbook.listing import Cells, Listing, listing

VEHICLE = (
    *columns("Vehicle", "number", "kind", "plate", "seats", "driver", "phone", "liaison"),
    *optional_columns("Vehicle", "note"),
)
RIDE = (
    *columns("Ride", "day", "time", "origin", "destination", "boarding"),
    *columns("Boarding", "vehicle", "people"),
    *columns("Ride", "receiver", "responsible", "checker"),
    *optional_columns("Ride", "note"),
)
RIDE_ID = columns("Ride", "id")
WAYS = ("arrival", "departure")
StationRide = tuple[date, datetime, str]
"""A person's ride from or to a station: its day, its start, and the vehicle's number."""


def vehicles(visit: Visit, words: ListWords) -> Listing:
    """Return the visit's vehicles."""
    return loadable_list(words, VEHICLE, [row_of(vehicle, VEHICLE) for vehicle in visit.vehicles])


def rides(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each vehicle of a ride, and one for a ride without vehicles."""
    of_ride = tuple(column for column in (*RIDE, *RIDE_ID) if column.model == "Ride")
    of_boarding = tuple(column for column in RIDE if column.model == "Boarding")
    rows = [
        {**row_of(ride, of_ride), **(row_of(boarding, of_boarding) if boarding else {})}
        for ride in visit.rides
        for boarding in ride.vehicles or (None,)
    ]
    return loadable_list(words, RIDE, rows, unprinted=RIDE_ID)


def passengers(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each vehicle of each ride, in order of time, for its driver."""
    headings = (
        *words.labels("Ride", "day", "time", "origin", "boarding", "destination"),
        *words.labels("Vehicle", "number", "plate", "driver", "phone", "seats"),
        *words.phrases("people", "aboard"),
    )
    ordered = sorted(visit.rides, key=lambda ride: (ride.start, ride.id))
    rows = (_boarding(ride, boarding, words) for ride in ordered for boarding in ride.vehicles)
    return listing(headings, tuple(rows))


def _boarding(ride: Ride, boarding: Boarding, words: ListWords) -> Cells:
    vehicle, people = boarding.vehicle, boarding.people.people
    return (
        ride.day.isoformat(),
        words.text(ride.time_text),
        words.beside(words.place(ride.origin), ride, "origin"),
        words.beside(words.text(ride.boarding), ride, "boarding"),
        words.beside(words.place(ride.destination), ride, "destination"),
        vehicle.number,
        words.beside(vehicle.plate, vehicle, "plate"),
        words.beside(vehicle.driver, vehicle, "driver"),
        vehicle.phone or "",
        str(vehicle.seats or ""),
        str(headcount(people)),
        name_list(people, words.language),
    )


def journeys(visit: Visit, words: ListWords) -> Listing:
    """Return each guest's arrival and departure, by time and train, with the ride that fits."""
    headings = (
        *words.phrases("way", "when", "by", "together"),
        *words.labels("Guest", "name", "unit", "phone", "parties", "liaison"),
        words.phrase("vehicle"),
    )
    rows = tuple(row for way in WAYS for row in _journeys(visit, way, words))
    return listing(headings, rows)


def _journeys(visit: Visit, way: str, words: ListWords) -> Iterator[Cells]:
    travellers = [
        (moment, getattr(guest, f"{way}_by") or "", guest)
        for guest in visit.guests
        if (moment := getattr(guest, way)) is not None
    ]
    together: Counter[tuple[Moment, str]] = Counter()
    rides_of = _station_rides(visit, way)
    for moment, by, guest in travellers:
        together[moment, by] += guest.headcount
    for moment, by, guest in sorted(travellers, key=lambda item: (item[0].earliest, item[1])):
        count = str(together[moment, by])
        yield (words.phrase(f"ways.{way}"), str(moment), by, count, *_traveller(guest, words),
               _fitting_ride(rides_of[guest.id], moment, way, words))  # fmt: skip


def _traveller(guest: Guest, words: ListWords) -> Cells:
    name = name_with_companions(guest, words.language)
    about = (name, guest.unit or "", guest.phone or "", party_of(guest))
    return (*about, name_list((liaison for liaison, _ in guest.liaisons), words.language))


def _station_rides(visit: Visit, way: str) -> dict[PersonId, list[StationRide]]:
    """Each person's rides from a station, for arrivals, or to one, for departures, in order."""
    rides_of: dict[PersonId, list[StationRide]] = defaultdict(list)
    for ride in visit.rides:
        place = ride.origin if way == "arrival" else ride.destination
        if place and ride.time and place.venue.kind is VenueKind.STATION:
            for boarding in ride.vehicles:
                for person in boarding.people.people:
                    rides_of[person.id].append((ride.day, ride.start, boarding.vehicle.number))
    for station_rides in rides_of.values():
        station_rides.sort()
    return rides_of


def _fitting_ride(
    station_rides: Sequence[StationRide], moment: Moment, way: str, words: ListWords
) -> str:
    """The first ride after an arrival, or the last before a departure, on that day; else empty."""
    that_day = [(start, number) for day, start, number in station_rides if day == moment.day]
    if way == "arrival":
        fitting = [ride for ride in that_day if ride[0] >= moment.earliest][:1]
    else:
        fitting = [ride for ride in that_day if ride[0] <= moment.latest][-1:]
    return "".join(
        words.phrase("ride", vehicle=number, time=f"{start:%H:%M}") for start, number in fitting
    )
