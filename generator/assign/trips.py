"""The rides for which people need a place in a vehicle: those of the plan, and those it lacks.

A need is one person's way from one place to another, with the time in which it may be made. Needs
that a ride of the plan can meet join that ride. The others are grouped into new rides: people of
several trains share one while nobody waits too long.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain, count

from generator.assign.proposal import Former
from generator.check.itinerary import minutes_between, road_minutes
from generator.check.registry import Scope
from generator.model.assigned import PlacementKind
from generator.model.enums import VenueKind
from generator.model.parsing.spans import TimeSpan, read_span
from generator.model.people import Participants, Person
from generator.model.record import PersonId
from generator.model.standing import Location, Venue
from generator.model.transport import Boarding, Ride, Vehicle
from generator.text import Text

RIDE_IN_MINUTES = 300
"""One more ride is worth so many minutes of waiting of one person: ten people wait half an hour."""
STEP = timedelta(minutes=5)
"""New rides leave at full five minutes, where the time allows it."""
OPEN_VEHICLE = Vehicle(number="?")
"""The vehicle of people who have a ride and no vehicle yet; it is in no proposal."""


@dataclass(frozen=True, slots=True)
class Need:
    """One person's need of a ride.

    A new ride may leave from `ready` to `due`; the nearer to `best`, the less people wait. A ride
    of the plan may leave from `first` to `last`: the office knows how little time is enough.
    `is_before` is whether they ride to something that begins, such as a train. `purpose` is what
    the ride is for: a train, an event, the way to bed. `to_any_place` is whether any ride from the
    origin will do: the way from a station.
    """

    person: Person
    origin: Venue
    destination: Venue
    ready: datetime
    due: datetime
    best: datetime
    first: datetime
    last: datetime
    purpose: Text
    is_before: bool
    to_any_place: bool = False

    @property
    def to_station(self) -> bool:
        """Whether it is the way to a train or flight."""
        return self.destination.kind is VenueKind.STATION

    @property
    def is_possible(self) -> bool:
        """Whether there is time for the way at all."""
        return self.ready <= self.due


@dataclass(frozen=True, slots=True)
class Trip:
    """A ride with people who need a place in one of its vehicles.

    `waiting` are these people. `is_new` is whether the plan lacks the ride; its vehicles are then
    all proposed.
    """

    ride: Ride
    waiting: tuple[Person, ...]
    purposes: Mapping[PersonId, Text] = field(default_factory=dict)
    is_new: bool = False

    @property
    def start(self) -> datetime:
        """When it leaves."""
        return self.ride.start


class Joining:
    """Joins needs to rides: those of the plan, accepted ones, and new ones for the others."""

    def __init__(self, scope: Scope, former: Former) -> None:
        self._scope, self._former = scope, former
        self._road = road_minutes(scope)
        self._accepted = accepted_rides(scope, former)
        of_plan = [ride for ride in scope.visit.rides if ride.time and not ride.is_shuttle]
        self._rides = {ride.id: ride for ride in (*of_plan, *self._accepted)}
        self._needs: dict[str, list[Need]] = defaultdict(list)
        self._aboard = {
            (line.event, line.person)
            for line in former.accepted
            if line.kind is PlacementKind.VEHICLE
        }
        roster = (*scope.visit.people, *(members.id for members in scope.visit.unnamed))
        self._position = {person: number for number, person in enumerate(roster)}
        self.too_late: list[Need] = []

    def add(self, needs: Iterable[Need]) -> None:
        """Join needs to the nearest rides in time; group the others into new rides."""
        apart: dict[tuple[str, str], list[Need]] = defaultdict(list)
        for need in needs:
            fitting = [ride for ride in self._rides.values() if _meets(ride, need)]
            own = [ride for ride in fitting if (ride.id, need.person.id) in self._aboard]
            if fitting:
                self._needs[_nearest(own or fitting, need).id].append(need)
            elif need.is_possible:
                apart[need.origin.id, need.destination.id].append(need)
            else:
                self.too_late.append(need)
        for of_way in apart.values():
            for group in grouped(of_way):
                ride = _new_ride(group, self._former, self._road, self._rides.keys())
                self._rides[ride.id] = ride
                self._needs[ride.id] += group

    @property
    def scope(self) -> Scope:
        """The scope of the visit as it is once all these people have their rides."""
        written = self._scope.visit.rides
        others = {ride.id for ride in written}
        added = (ride for ride in self._rides.values() if ride.id not in others)
        rides = tuple(self._with_people(ride) for ride in (*written, *added))
        visit = self._scope.visit.model_copy(update={"rides": rides})
        return replace(self._scope, visit=visit)

    def trips(self) -> Iterator[Trip]:
        """Yield the rides with people who need a place, in order of time."""
        written = {ride.id: ride for ride in self._scope.visit.rides}
        for ride in sorted(self._rides.values(), key=lambda ride: (ride.start, ride.id)):
            waiting = {need.person.id: need.person for need in self._needs[ride.id]}
            aboard = {person.id for b in _decided(ride) for person in b.people.people}
            for boarding in ride.vehicles:
                if boarding.vehicle.is_open:
                    waiting |= {p.id: p for p in boarding.people.people if p.id not in aboard}
            if waiting:
                purposes = {need.person.id: need.purpose for need in self._needs[ride.id]}
                is_new = ride.id not in written
                people = sorted(waiting.values(), key=lambda one: self._position.get(one.id, 0))
                yield Trip(ride, tuple(people), purposes, is_new)

    def _with_people(self, ride: Ride) -> Ride:
        people = tuple(need.person for need in self._needs[ride.id])
        if not people:
            return ride
        boarding = Boarding.model_construct(vehicle=OPEN_VEHICLE, people=Participants((), people))
        return ride.model_copy(update={"vehicles": (*ride.vehicles, boarding)})


def _decided(ride: Ride) -> Iterator[Boarding]:
    """The boardings of a ride whose vehicle is decided."""
    return (boarding for boarding in ride.vehicles if not boarding.vehicle.is_open)


def accepted_rides(scope: Scope, former: Former) -> tuple[Ride, ...]:
    """The rides that a proposal added and the office accepted, of places that are still known."""
    venues = {venue.id: venue for venue in scope.visit.known_venues}
    written = {ride.id for ride in scope.visit.rides}
    rides: dict[str, Ride] = {}
    for line in former.accepted:
        origin, destination = venues.get(line.origin), venues.get(line.destination)
        if line.event in written or not line.time:
            continue
        if line.first and origin and destination:
            ride = Ride.model_construct(
                id=line.event,
                day=line.first,
                time=read_span(line.time).span,
                origin=Location(origin),
                destination=Location(destination),
            )
            rides.setdefault(line.event, ride)
    return tuple(rides.values())


def _meets(ride: Ride, need: Need) -> bool:
    """Whether a ride takes somebody there in time."""
    origin, destination = ride.origin, ride.destination
    return (
        need.first <= ride.start <= need.last
        and (origin is None or origin.venue.id == need.origin.id)
        and (
            need.to_any_place or destination is None or destination.venue.id == need.destination.id
        )
    )


def _nearest(rides: Iterable[Ride], need: Need) -> Ride:
    return min(rides, key=lambda ride: (abs(ride.start - need.best), ride.start, ride.id))


def grouped(needs: Sequence[Need]) -> list[list[Need]]:
    """Needs of one way in groups that ride together, with the fewest rides and minutes of waiting.

    The groups are those of the least sum, found over all ways to divide the needs in order of time.
    """
    ordered = sorted(needs, key=lambda need: (need.best, need.due, need.person.id))
    by_time: list[list[Need]] = []
    for need in ordered:
        same = by_time and by_time[-1][0]
        if same and (same.best, same.ready, same.due) == (need.best, need.ready, need.due):
            by_time[-1].append(need)
        else:
            by_time.append([need])
    # best[n] is the least cost of the first n, and where the last group of these begins.
    best: list[tuple[float, int]] = [(0, 0)]
    for end in range(1, len(by_time) + 1):
        options = []
        for first in range(end - 1, -1, -1):
            waiting = _waiting([need for same in by_time[first:end] for need in same])
            if waiting is None:
                break
            options.append((best[first][0] + RIDE_IN_MINUTES + waiting, first))
        best.append(min(options))
    groups: list[list[Need]] = []
    end = len(by_time)
    while end:
        first = best[end][1]
        groups.append([need for same in by_time[first:end] for need in same])
        end = first
    return groups


def _waiting(group: Sequence[Need]) -> float | None:
    """The minutes that all of a group wait in one ride; None where there is no time for all."""
    earliest, latest = _window(group)
    return None if earliest > latest else _waited(group, _departure(group))


def _waited(group: Iterable[Need], leaves: datetime) -> float:
    minutes = (abs((leaves - n.best).total_seconds()) / 60 * n.person.headcount for n in group)
    return sum(minutes)


def _window(group: Iterable[Need]) -> tuple[datetime, datetime]:
    return max(need.ready for need in group), min(need.due for need in group)


def _departure(group: Sequence[Need]) -> datetime:
    """When the group's ride leaves: at the best time of one of them, so that all wait least."""
    earliest, latest = _window(group)
    times = {min(max(_rounded(need), earliest), latest) for need in group}
    return min(times, key=lambda time: (_waited(group, time), time))


def _rounded(need: Need) -> datetime:
    """The best time at full five minutes, where the time allows it."""
    if need.is_before:
        rounded = need.best - (need.best - datetime.min) % STEP
        return rounded if rounded >= need.ready else need.best
    rounded = need.best + (datetime.min - need.best) % STEP
    return rounded if rounded <= need.due else need.best


def _new_ride(group: Sequence[Need], former: Former, road: int, used: Collection[str]) -> Ride:
    """A ride for a group, at the time of a former proposal where that is still in time."""
    need = group[0]
    origin, destination = Location(need.origin), Location(need.destination)
    leaves = _former_departure(group, former) or _departure(group)
    minutes = minutes_between(origin.venue, destination.venue, road)
    span = TimeSpan(leaves.time(), (leaves + timedelta(minutes=max(minutes, 1))).time())
    id_ = f"{leaves:%Y-%m-%d} {time_text(span)} {destination.venue.name}"
    names = chain([id_], (f"{id_} #{number}" for number in count(2)))
    name = next(name for name in names if name not in used)
    return Ride.model_construct(
        id=name, day=leaves.date(), time=span, origin=origin, destination=destination
    )


def _former_departure(group: Sequence[Need], former: Former) -> datetime | None:
    """The time at which most of a group were to leave before, if it is in time for all."""
    earliest, latest = _window(group)
    people, need = {one.person.id for one in group}, group[0]
    ends = (need.origin.id, need.destination.id)
    times = Counter(
        datetime.combine(line.first, read_span(line.time).span.start)
        for line in former.placements
        if line.kind is PlacementKind.VEHICLE
        and line.person in people
        and line.first
        and (line.origin, line.destination) == ends
    )
    in_time = [(-count, time) for time, count in times.items() if earliest <= time <= latest]
    return min(in_time)[1] if in_time else None


def time_text(span: TimeSpan) -> str:
    """`10:50-11:15`, as in the list of rides."""
    return str(span).replace("–", "-")
