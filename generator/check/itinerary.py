"""Itineraries: each person's events and rides in order of time, with their places.

People with the same events have one itinerary, so that four hundred guests take little more time
than their parties do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import TypeGuard

from generator.agenda.index import Involvement
from generator.agenda.views import EntryRole
from generator.check.registry import Scope
from generator.model.dining import Meal
from generator.model.enums import ItemKind, MealKind
from generator.model.lodging import Stay
from generator.model.people import Guest, Person
from generator.model.schedule import ScheduleItem
from generator.model.standing import Location, Venue
from generator.model.transport import Ride
from generator.model.visit import Event

_COME_AND_GO = {ItemKind.REGISTRATION, ItemKind.FREE}
_ATTENDING = {
    EntryRole.TAKES_PART,
    EntryRole.RECEIVER,
    EntryRole.MODERATOR,
    EntryRole.SPEAKER,
    EntryRole.LIAISON,
}
"""The roles of those who are present; the responsible and the checker need not be."""


@dataclass(frozen=True, slots=True)
class Step:
    """An event of an itinerary; `at` is the place where it begins, `left_at` where it ends."""

    event: Event
    start: datetime
    end: datetime
    at: Location | None
    left_at: Location | None

    @property
    def is_ride(self) -> bool:
        """Whether the step is a ride."""
        return isinstance(self.event, Ride)

    @property
    def ends_somewhere(self) -> bool:
        """Whether it ends at a place, known or still to be decided."""
        field = "destination" if self.is_ride else "place"
        return self.left_at is not None or self.event.undecided_text(field) is not None

    @property
    def is_binding(self) -> bool:
        """Whether people must be present from its beginning to its end.

        This is False for registration, free time, optional items and breakfasts without seats.
        """
        if isinstance(self.event, ScheduleItem):
            return not self.event.optional and self.event.kind not in _COME_AND_GO
        if isinstance(self.event, Meal):
            return self.event.kind is not MealKind.BREAKFAST or bool(self.event.tables)
        return True


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The steps, in order of time, of people who have the same steps.

    With `stays`, these people also sleep in the same venues on the same nights. Events whose time
    is still to be decided are in `untimed`: they are at some time of their days.
    """

    people: tuple[Person, ...]
    steps: tuple[Step, ...]
    stays: tuple[Stay, ...]
    untimed: tuple[Event, ...] = ()
    shuttles: tuple[Ride, ...] = ()

    @property
    def is_of_guests(self) -> bool:
        """Whether the people are guests; otherwise all of them are staff."""
        return isinstance(self.people[0], Guest)

    @property
    def binding_steps(self) -> tuple[Step, ...]:
        """The binding steps, without the items that only describe a ride."""
        rides = [step for step in self.steps if step.is_ride]
        return tuple(
            step
            for step in self.steps
            if step.is_binding and not any(_describes_ride(step, ride) for ride in rides)
        )

    @property
    def steps_by_day(self) -> Iterator[tuple[date, Iterator[Step]]]:
        """The binding steps of each day."""
        return groupby(self.binding_steps, key=lambda step: step.start.date())

    def may_be_taken(
        self,
        venues: tuple[Venue, Venue],
        day: date,
        since: datetime | None,
        until: datetime | None,
    ) -> bool:
        """Whether people may be taken from one venue to another in the time they have on a day.

        A ride whose time is still to be decided may do it, and so may a shuttle of theirs.
        """
        shuttles = (ride for ride in self.shuttles if ride.day == day)
        return self._may_ride_to(venues[1], day) or any(
            _takes_in_time(ride, venues, since, until) for ride in shuttles
        )

    def _may_ride_to(self, venue: Venue, day: date) -> bool:
        rides = (ride for ride in self.untimed if isinstance(ride, Ride) and ride.day == day)
        ends = (ride.destination for ride in rides)
        return any(end is None or end.venue.id == venue.id for end in ends)

    def venue_before(self, step: Step, previous: Step | None) -> Venue | None:
        """The venue from which the people come to `step`; None where it is not known.

        This is where `previous`, an earlier step of the same day, ends, unless that is still to be
        decided; without such a step, it is the hotel of the night before.
        """
        if previous and previous.ends_somewhere:
            return previous.left_at.venue if previous.left_at else None
        return self.house_before(step.start.date())

    def house_before(self, day: date) -> Venue | None:
        """The house in which the people sleep the night before a day."""
        return next((s.venue for s in self.stays if s.check_in < day <= s.check_out), None)


def itineraries_of(scope: Scope) -> tuple[Itinerary, ...]:
    """Everybody's itineraries, without stays.

    A ride without an arrival time takes as long as the road between its venues.
    """
    return scope.once(_without_stays)


def itineraries_with_stays(scope: Scope) -> tuple[Itinerary, ...]:
    """Everybody's itineraries, with stays."""
    return scope.once(_with_stays)


def _without_stays(scope: Scope) -> tuple[Itinerary, ...]:
    return _itineraries(scope, lambda _: ())


def _with_stays(scope: Scope) -> tuple[Itinerary, ...]:
    return _itineraries(scope, lambda involvement: tuple(involvement.stays))


def _itineraries(
    scope: Scope, stays_of: Callable[[Involvement], tuple[Stay, ...]]
) -> tuple[Itinerary, ...]:
    default_minutes = road_minutes(scope)
    groups: dict[tuple[object, ...], tuple[Involvement, list[Person]]] = {}
    for person in (*scope.visit.people.values(), *scope.visit.unnamed):
        involvement = scope.index.of(person)
        key = _itinerary_key(person, involvement, stays_of(involvement))
        groups.setdefault(key, (involvement, []))[1].append(person)
    steps: dict[str, Step] = {}
    itineraries = []
    for involvement, people in groups.values():
        attended = {
            key: event
            for key, (event, roles) in involvement.events.items()
            if _attends(event, roles) and not _is_shuttle(event)
        }
        shuttles = tuple(event for event, _ in involvement.events.values() if _is_shuttle(event))
        timed = [
            steps.setdefault(key, step_of(event, default_minutes))
            for key, event in attended.items()
            if event.time
        ]
        ordered = sorted(timed, key=lambda step: (step.start, step.end))
        untimed = tuple(event for event in attended.values() if not event.time)
        stays = stays_of(involvement)
        itineraries.append(Itinerary(tuple(people), tuple(ordered), stays, untimed, shuttles))
    return tuple(itineraries)


def step_of(event: Event, default_minutes: int) -> Step:
    """An event as a step of its people's itineraries."""
    if isinstance(event, Ride):
        road = default_minutes
        if event.origin and event.destination:
            road = minutes_between(event.origin.venue, event.destination.venue, default_minutes)
        end = event.end or event.start + timedelta(minutes=road)
        return Step(event, event.start, end, event.origin, event.destination)
    return Step(event, event.start, event.end or event.start, event.place, event.place)


def road_minutes(scope: Scope) -> int:
    """Minutes between venues whose pages give none: the rule's figure, or 0."""
    limit = scope.visit.limit("care", "default_travel_minutes")
    return int(limit.value or 0) if limit else 0


def minutes_between(first: Venue, second: Venue, default: int) -> int:
    """Minutes by road, from either venue's page; `default` where neither gives them."""
    if first.id == second.id:
        return 0
    return first.minutes_to.get(second.id, second.minutes_to.get(first.id, default))


def rides_with_next_step(itinerary: Itinerary) -> Iterator[tuple[Step, Step]]:
    """Each ride of an itinerary, and the binding step that follows it."""
    for step, following in pairwise(itinerary.binding_steps):
        if step.is_ride:
            yield step, following


def _describes_ride(step: Step, ride: Step) -> bool:
    """Whether an item is a ride's departure or arrival (`08:20-09:00 乘车前往生态园`)."""
    if not isinstance(step.event, ScheduleItem) or step.at is None:
        return False
    leaves = ride.at is not None and step.at.venue.id == ride.at.venue.id
    arrives = ride.left_at is not None and step.at.venue.id == ride.left_at.venue.id
    return (leaves and step.start == ride.start) or (arrives and step.end == ride.end)


def _is_shuttle(event: Event) -> TypeGuard[Ride]:
    """Whether people take an event when they like: it is no step of theirs."""
    return isinstance(event, Ride) and event.is_shuttle


def _takes_in_time(
    shuttle: Ride, venues: tuple[Venue, Venue], since: datetime | None, until: datetime | None
) -> bool:
    """Whether one of a shuttle's departures, in either direction, is in time."""
    ends = {end.venue.id for end in (shuttle.origin, shuttle.destination) if end}
    if ends != {venue.id for venue in venues}:
        return False
    leaves = max(shuttle.earliest, since or shuttle.earliest)
    arrives = leaves + timedelta(minutes=minutes_between(*venues, 0))
    return leaves <= shuttle.latest and (until is None or arrives <= until)


def _attends(event: Event, roles: list[EntryRole]) -> bool:
    if isinstance(event, Ride):
        return EntryRole.TAKES_PART in roles or EntryRole.LIAISON in roles
    return not _ATTENDING.isdisjoint(roles)


def _itinerary_key(
    person: Person, involvement: Involvement, stays: Iterable[Stay]
) -> tuple[object, ...]:
    events = tuple((key, tuple(roles)) for key, (_, roles) in involvement.events.items())
    nights = tuple((stay.venue.id, stay.check_in, stay.check_out) for stay in stays)
    return (isinstance(person, Guest), events, nights)
