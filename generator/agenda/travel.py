"""Who arrives and leaves when, by what and where, and which ride takes whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.agenda.connections import Connection, Way, connections_of
from generator.model.parsing.values import Moment, normal
from generator.model.people import Guest, headcount, is_by_car
from generator.model.record import PersonId
from generator.model.standing import Location
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Pickup:
    """Guests of one train or flight in one vehicle of a ride.

    `minutes` is how long they wait for it, or have before they leave; None where a time is not
    known, below zero where they miss it.
    """

    ride: Ride
    vehicle: Vehicle
    guests: tuple[Guest, ...]
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Travel:
    """Guests who arrive, or leave, at one time by one train or flight, at one place.

    `at` is the station and exit; that of the ride where the roster has none. `unmet` are those
    whom no ride takes; none of guests with cars of their own. `count` is how many people the guests
    are, companions included.
    """

    way: Way
    moment: Moment
    by: str | None
    at: Location | None
    guests: tuple[Guest, ...]
    pickups: tuple[Pickup, ...]
    unmet: tuple[Guest, ...]
    count: int


def travels_of(visit: Visit) -> tuple[Travel, ...]:
    """All arrivals and departures whose day is known, by time; on a day, those without one last."""
    return visit.once(_travels)


def _travels(visit: Visit) -> tuple[Travel, ...]:
    own: dict[tuple[Way, PersonId], Connection] = {
        (connection.way, guest.id): connection
        for of_ride in connections_of(visit).values()
        for connection in of_ride
        for guest in connection.guests
    }
    groups: dict[tuple[object, ...], list[Guest]] = defaultdict(list)
    for way in Way:
        for guest in visit.guests:
            if moment := getattr(guest, way):
                at: Location | None = getattr(guest, f"{way}_at")
                by = normal(getattr(guest, f"{way}_by") or "").upper()
                groups[way, str(moment), by, at and at.key].append(guest)
    travels = [_travel(Way(str(key[0])), guests, own) for key, guests in groups.items()]
    return tuple(sorted(travels, key=_time))


def without_day(visit: Visit, way: Way) -> tuple[Guest, ...]:
    """Guests whose day of arrival, or departure, is not known; those without names too."""
    return tuple(guest for guest in (*visit.guests, *visit.unnamed) if not getattr(guest, way))


def _travel(
    way: Way, guests: Sequence[Guest], own: Mapping[tuple[Way, PersonId], Connection]
) -> Travel:
    first = guests[0]
    by: str | None = getattr(first, f"{way}_by")
    by_vehicle: dict[tuple[str, str], tuple[Connection, list[Guest]]] = {}
    unmet = []
    for guest in guests:
        if connection := own.get((way, guest.id)):
            key = connection.ride.id, connection.vehicle
            by_vehicle.setdefault(key, (connection, []))[1].append(guest)
        elif not is_by_car(by):
            unmet.append(guest)
    pickups = sorted(
        (_pickup(connection, aboard) for connection, aboard in by_vehicle.values()),
        key=lambda pickup: (pickup.ride.start, pickup.vehicle.number),
    )
    at: Location | None = getattr(first, f"{way}_at")
    if at is None and pickups:
        ride = pickups[0].ride
        at = ride.origin if way is Way.ARRIVAL else ride.destination
    return Travel(
        way,
        getattr(first, way),
        by,
        at,
        tuple(guests),
        tuple(pickups),
        tuple(unmet),
        headcount(guests),
    )


def _pickup(connection: Connection, guests: Sequence[Guest]) -> Pickup:
    boardings = connection.ride.vehicles
    vehicle = next(b.vehicle for b in boardings if b.vehicle.number == connection.vehicle)
    return Pickup(connection.ride, vehicle, tuple(guests), connection.minutes)


def _time(travel: Travel) -> tuple[object, ...]:
    moment = travel.moment
    return moment.day, moment.clock is None, moment.earliest, travel.by or "", travel.way
