"""The rides that guests need at their arrival and departure, by train, flight and station.

A guest is fetched after the way out of the station, and waits no longer than the rule on care
allows; at the departure the ride is there in time for the train or flight. Where the roster lacks
something, such as the time of arrival, no ride can be proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from generator import vocabulary
from generator.agenda.connections import Way
from generator.assign.trips import Need
from generator.assign.weights import figure_of
from generator.check.itinerary import (
    Itinerary,
    itineraries_with_stays,
    minutes_between,
    road_minutes,
)
from generator.check.logistics.moves import guests_without_ride
from generator.check.registry import Scope
from generator.model.enums import VenueKind
from generator.model.parsing.values import Moment
from generator.model.people import Guest
from generator.model.standing import Limit, Venue
from generator.model.transport import Ride
from generator.text import Text

_MINUTES = {
    "minutes_after_train": 20,
    "minutes_after_flight": 30,
    "minutes_before_train": 40,
    "minutes_before_flight": 90,
}
"""The minutes between a train and the vehicle, where the rule page has none."""
_TRAIN = re.compile(r"[A-Z]?\d{1,4}次?")
"""`G1234`; flights have two letters or digits before the number: `CA1234`, `3U8633`."""
_LONGEST_AT_STATION = timedelta(hours=2)
"""Guests who leave join a ride of the plan that is so much earlier than theirs would be."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A guest for whom no ride can be proposed, since `field` of the roster is not known."""

    guest: Guest
    way: Way
    field: str

    @property
    def moment(self) -> Moment:
        """When the guest arrives or leaves."""
        moment: Moment = getattr(self.guest, self.way)
        return moment


def pickup_needs(scope: Scope, answers: Limit) -> tuple[list[Need], list[Unclear]]:
    """The rides that arriving and leaving guests lack, and the guests with gaps in the roster.

    `answers` is the limit `ride_answers` of the rule on plans.
    """
    needs: list[Need] = []
    unclear: list[Unclear] = []
    itineraries = {
        person.id: itinerary
        for itinerary in itineraries_with_stays(scope)
        for person in itinerary.people
    }
    usual = _only_station(scope)
    for way in Way:
        for guest in guests_without_ride(scope, way, answers):
            itinerary = itineraries[guest.id]
            at, moment = getattr(guest, f"{way}_at"), getattr(guest, way)
            station = at.venue if at else usual
            other = _other_end(scope, itinerary, moment, way)
            if moment.clock is None:
                unclear.append(Unclear(guest, way, way.value))
            elif station is None:
                unclear.append(Unclear(guest, way, f"{way}_at"))
            elif other is None:
                unclear.append(Unclear(guest, way, "stays"))
            elif other.id != station.id and way is Way.ARRIVAL:
                needs.append(_from_station(scope, guest, station, other))
            elif other.id != station.id:
                needs += _to_station(scope, guest, itinerary, station, other)
    return needs, unclear


def _from_station(scope: Scope, guest: Guest, station: Venue, destination: Venue) -> Need:
    assert guest.arrival is not None
    arrives = guest.arrival.earliest
    out = "minutes_after_flight" if _flies(guest, Way.ARRIVAL, station) else "minutes_after_train"
    best = arrives + timedelta(minutes=figure_of(scope.visit, out, _MINUTES))
    longest = scope.visit.limit("care", "most_minutes_to_wait")
    wait = int(longest.value) if longest and longest.value is not None else 60
    due = max(arrives + timedelta(minutes=wait), best)
    return Need(
        guest, station, destination, best, due, best, arrives, due, _purpose(guest, Way.ARRIVAL),
        is_before=False, to_any_place=True,
    )  # fmt: skip


def _to_station(
    scope: Scope, guest: Guest, itinerary: Itinerary, station: Venue, origin: Venue
) -> Iterator[Need]:
    """Yield the way to the station, by the house where a ride of the plan goes on from there."""
    assert guest.departure is not None
    leaves = guest.departure.earliest
    steps = [step for step in itinerary.binding_steps if step.start < leaves]
    is_that_day = steps and steps[-1].start.date() == leaves.date()
    free = steps[-1].end if is_that_day else datetime.combine(leaves.date(), time.min)
    home = itinerary.house_before(leaves.date())
    if home and home.id != origin.id:
        way = timedelta(minutes=minutes_between(origin, home, road_minutes(scope)))
        onward = _to_train(scope, guest, home, station, free + way)
        if ride := _ride_between(scope, onward, free + way):
            due = ride.start - way
            best = min(free + timedelta(minutes=10), due)
            yield Need(
                guest, origin, home, free, due, best, free, due, onward.purpose, is_before=False
            )
            yield onward
            return
    yield _to_train(scope, guest, origin, station, free)


def _to_train(scope: Scope, guest: Guest, origin: Venue, station: Venue, free: datetime) -> Need:
    """The way to the station of a guest who is free at the origin from a time."""
    assert guest.departure is not None
    leaves = guest.departure.earliest
    flies = _flies(guest, Way.DEPARTURE, station)
    name = "minutes_before_flight" if flies else "minutes_before_train"
    drive = timedelta(minutes=minutes_between(origin, station, road_minutes(scope)))
    due = leaves - drive - timedelta(minutes=figure_of(scope.visit, name, _MINUTES))
    ready = max(free, due - _LONGEST_AT_STATION)
    return Need(
        guest, origin, station, ready, due, due, ready, leaves - drive,
        _purpose(guest, Way.DEPARTURE), is_before=True,
    )  # fmt: skip


def _ride_between(scope: Scope, need: Need, earliest: datetime) -> Ride | None:
    """The first ride of the plan on this way, from a time on, that is not too late for the need."""
    rides = (ride for ride in scope.visit.rides if _leads(ride, need.origin, need.destination))
    return next((ride for ride in rides if earliest <= ride.start <= need.last), None)


def _leads(ride: Ride, origin: Venue, station: Venue) -> bool:
    """Whether a ride of the plan leads from a house to a station."""
    if ride.time is None or ride.is_shuttle or ride.origin is None or ride.destination is None:
        return False
    return (ride.origin.venue.id, ride.destination.venue.id) == (origin.id, station.id)


def _only_station(scope: Scope) -> Venue | None:
    """The station of guests for whom the roster has none; None where several are possible."""
    ends = [
        end.venue for ride in scope.visit.rides for end in (ride.origin, ride.destination) if end
    ]
    stops = [
        at.venue
        for other in scope.visit.guests
        for at in (other.arrival_at, other.departure_at)
        if at is not None
    ]
    own = [venue for venue in scope.visit.venues if venue.kind is VenueKind.STATION]
    for venues in ((*ends, *stops), own, scope.visit.known_venues):
        stations = {venue.id: venue for venue in venues if venue.kind is VenueKind.STATION}
        if stations:
            return next(iter(stations.values())) if len(stations) == 1 else None
    return None


def _other_end(scope: Scope, itinerary: Itinerary, moment: Moment, way: Way) -> Venue | None:
    """Where a guest goes after the arrival, or is before the departure.

    After the arrival it is the house of that night, or the next event where it begins sooner than
    the guest could have been there; before the departure, where the last event ends.
    """
    day = moment.day
    if way is Way.ARRIVAL:
        after = (s for s in itinerary.binding_steps if s.at and s.start >= moment.earliest)
        step = next((s for s in after if s.start.date() == day), None)
        stay = next((s.venue for s in itinerary.stays if s.check_in <= day < s.check_out), None)
        return stay or (step.at.venue if step and step.at else _only_hotel(scope))
    before = [s for s in itinerary.binding_steps if s.ends_somewhere and s.start < moment.latest]
    last = before[-1] if before and before[-1].start.date() == day else None
    if last and last.left_at:
        return last.left_at.venue
    return itinerary.house_before(day) or _only_hotel(scope)


def _only_hotel(scope: Scope) -> Venue | None:
    """The house in which all the guests of the visit sleep, if it is one."""
    hotels = {stay.venue.id: stay.venue for stay in scope.visit.stays}
    return next(iter(hotels.values())) if len(hotels) == 1 else None


def _flies(guest: Guest, way: Way, station: Venue) -> bool:
    """Whether a guest comes or leaves by plane."""
    by = str(getattr(guest, f"{way}_by") or "").upper()
    names = [*station.name.versions, station.id]
    is_airport = any("机场" in name or "airport" in name.casefold() for name in names)
    return is_airport or (bool(re.search(r"\d", by)) and not _TRAIN.fullmatch(by.strip()))


def _purpose(guest: Guest, way: Way) -> Text:
    """`G1234 10:20 抵达`."""
    moment = getattr(guest, way)
    by = str(getattr(guest, f"{way}_by") or "")
    return vocabulary.word_text(
        f"assign_ride.{way}", by=f"{by} " if by else "", at=f"{moment.clock:%H:%M}"
    )


def of_unclear(unclear: Iterable[Unclear]) -> Iterator[tuple[Way, str, list[Guest]]]:
    """The guests with gaps in the roster, by the way and the field that is missing."""
    groups: dict[tuple[Way, str], list[Guest]] = {}
    for one in unclear:
        groups.setdefault((one.way, one.field), []).append(one.guest)
    for (way, field), guests in groups.items():
        yield way, field, guests
