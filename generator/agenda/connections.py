"""The trains and flights that the rides of a visit meet, or take guests to.

One ride may meet several: who comes by which, where, and how long they wait, follows from the
guests' times and from who is aboard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from generator.agenda.reader import Reader
from generator.agenda.views import NAMED_AT_MOST, ConnectionFacts
from generator.model.enums import VenueKind
from generator.model.parsing.values import Moment, normal
from generator.model.people import Guest, headcount, is_by_car
from generator.model.record import PersonId
from generator.model.standing import Location
from generator.model.transport import Boarding, Ride
from generator.model.visit import Visit

NEAR = timedelta(hours=12)
"""The longest time from an arrival to its ride, or from a ride to its departure."""


class Way(StrEnum):
    """Whether guests arrive or leave; also the field that has the time."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


@dataclass(frozen=True, slots=True)
class Connection:
    """Guests of one train or flight who are aboard one vehicle of a ride.

    `at` is the terminal or exit, if the roster has one. `minutes` is how long
    they wait for the ride, or have before they leave; None where a time is not known.
    """

    ride: Ride
    vehicle: str
    way: Way
    moment: Moment
    by: str | None
    at: Location | None
    guests: tuple[Guest, ...]

    @property
    def has_stops(self) -> bool:
        """Whether the roster has the stations of these guests."""
        return any(getattr(guest, f"{self.way}_at") for guest in self.guests)

    @property
    def minutes(self) -> int | None:
        """Minutes from the arrival to the ride, or from the ride's end to the departure."""
        if self.moment.clock is None:
            return None
        if self.way is Way.ARRIVAL:
            return _minutes(self.ride.start - self.moment.earliest)
        return _minutes(self.moment.earliest - self.ride.end) if self.ride.end else None


def _minutes(time: timedelta) -> int:
    return int(time.total_seconds()) // 60


def connections_of(visit: Visit) -> Mapping[str, tuple[Connection, ...]]:
    """The connections of each ride, by its id, in order of time."""
    return visit.once(_connections_by_ride)


def _connections_by_ride(visit: Visit) -> Mapping[str, tuple[Connection, ...]]:
    connections: dict[str, list[Connection]] = defaultdict(list)
    for way in Way:
        for connection in _connections(visit, way):
            connections[connection.ride.id].append(connection)
    return {
        ride: tuple(sorted(found, key=lambda c: (c.moment.earliest, c.by or "", c.vehicle)))
        for ride, found in connections.items()
    }


def _connections(visit: Visit, way: Way) -> Iterator[Connection]:
    groups: dict[tuple[object, ...], list[tuple[Guest, Ride, Boarding]]] = defaultdict(list)
    for guest, ride, boarding in _station_rides(visit, way):
        at = _stop(guest, way)
        by = normal(getattr(guest, f"{way}_by") or "").upper()
        key = (ride.id, boarding.vehicle.number, str(getattr(guest, way)), by, at and at.key)
        groups[key].append((guest, ride, boarding))
    for travellers in groups.values():
        guest, ride, boarding = travellers[0]
        yield Connection(
            ride=ride,
            vehicle=boarding.vehicle.number,
            way=way,
            moment=getattr(guest, way),
            by=getattr(guest, f"{way}_by"),
            at=_stop(guest, way),
            guests=tuple(guest for guest, _, _ in travellers),
        )


def _stop(guest: Guest, way: Way) -> Location | None:
    """The exit or terminal of a guest; None where the roster has the station alone."""
    at: Location | None = getattr(guest, f"{way}_at")
    return at if at and at.space else None


def _station_rides(visit: Visit, way: Way) -> Iterator[tuple[Guest, Ride, Boarding]]:
    """Each guest's own ride from the station, or to it, in the order of the roster.

    Of several it is the first after the arrival, or the last before the departure; where none is
    in time, the one that misses by the least.
    """
    rides: dict[PersonId, list[tuple[Ride, Boarding]]] = defaultdict(list)
    for ride in sorted(visit.rides, key=lambda ride: (ride.start, ride.id)):
        for boarding in ride.vehicles:
            for person in boarding.people.people:
                if isinstance(person, Guest) and serves(ride, person, way):
                    rides[person.id].append((ride, boarding))
    for guest in visit.guests:
        if own := rides.get(guest.id):
            moment: Moment = getattr(guest, way)
            if way is Way.ARRIVAL:
                after = (pair for pair in own if pair[0].start >= moment.earliest)
                yield guest, *next(after, own[-1])
            else:
                before = (pair for pair in reversed(own) if pair[0].start <= moment.latest)
                yield guest, *next(before, own[0])


def serves(ride: Ride, guest: Guest, way: Way) -> bool:
    """Whether a ride is one from where a guest arrives, or to where the guest leaves, near then."""
    moment, at = getattr(guest, way), getattr(guest, f"{way}_at")
    if moment is None or is_by_car(getattr(guest, f"{way}_by")):
        return False
    end = ride.origin if way is Way.ARRIVAL else ride.destination
    if end is None or ride.time is None or ride.is_shuttle:
        return False
    is_there = at.venue.id == end.venue.id if at else end.venue.kind is VenueKind.STATION
    if moment.clock is None:
        return is_there and ride.day == moment.day
    return is_there and abs(ride.start - moment.earliest) <= NEAR


def connection_facts(reader: Reader, connection: Connection) -> ConnectionFacts:
    """A train or flight as `reader` may see it; its guests by name where they are few."""
    guests = connection.guests
    return ConnectionFacts(
        leaves=connection.way is Way.DEPARTURE,
        time=connection.moment.earliest if connection.moment.clock else None,
        by=connection.by,
        at=reader.location(connection.at),
        vehicle=connection.vehicle,
        count=headcount(guests),
        guests=tuple(reader.see(guest, "name") for guest in guests)
        if len(guests) <= NAMED_AT_MOST
        else (),
        minutes=connection.minutes,
    )
