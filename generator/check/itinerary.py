"""Where people are through a visit: each person's events in order of time, with their places.

People with the same events go together, so that four hundred guests cost little more than their
parties do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from generator.agenda.index import Event, Involvement
from generator.agenda.views import EntryRole
from generator.check.registry import Scope
from generator.model.dining import Meal
from generator.model.enums import ItemKind, MealKind
from generator.model.lodging import Stay
from generator.model.people import Guest, Person
from generator.model.schedule import ScheduleItem
from generator.model.standing import Location, Venue
from generator.model.transport import Ride

_COME_AND_GO = {ItemKind.REGISTRATION, ItemKind.FREE}
_THERE = {EntryRole.TAKES_PART, EntryRole.RECEIVER, EntryRole.MODERATOR, EntryRole.LIAISON}
"""Who receives is on the spot; who is responsible, or checks, need not be."""


@dataclass(frozen=True, slots=True)
class Step:
    """An event as one person meets it: where it finds him, and where it leaves him."""

    event: Event
    start: datetime
    end: datetime
    at: Location | None
    left_at: Location | None

    @property
    def is_ride(self) -> bool:
        """Whether the person is under way."""
        return isinstance(self.event, Ride)

    @property
    def is_binding(self) -> bool:
        """Whether people must be there all the time it lasts: not at a registration desk, a
        breakfast without seats, free time, or what they need not join.
        """
        if isinstance(self.event, ScheduleItem):
            return not self.event.optional and self.event.kind not in _COME_AND_GO
        if isinstance(self.event, Meal):
            return self.event.kind is not MealKind.BREAKFAST or bool(self.event.tables)
        return True


@dataclass(frozen=True, slots=True)
class Itinerary:
    """People who have the same steps, and with `stays` sleep in the same houses on the same
    nights.
    """

    people: tuple[Person, ...]
    steps: tuple[Step, ...]
    stays: tuple[Stay, ...]

    @property
    def binding_steps(self) -> tuple[Step, ...]:
        """The steps that bind, without the items that only say a ride again."""
        rides = [step for step in self.steps if step.is_ride]
        return tuple(
            step
            for step in self.steps
            if step.is_binding and not any(_says_again(step, ride) for ride in rides)
        )


def itineraries_of(scope: Scope) -> tuple[Itinerary, ...]:
    """Everybody's steps by time. A ride whose arrival is not said takes as long as the road."""
    return _ways(scope, lambda _: ())


def itineraries_with_stays(scope: Scope) -> tuple[Itinerary, ...]:
    """Everybody's steps by time, with the stays."""
    return _ways(scope, lambda involvement: tuple(involvement.stays))


def _ways(
    scope: Scope, stays_of: Callable[[Involvement], tuple[Stay, ...]]
) -> tuple[Itinerary, ...]:
    default_minutes = road_minutes(scope)
    together: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    for person in scope.visit.people.values():
        involvement = scope.index.of(person)
        together[_alike(person, involvement, stays_of(involvement))].append(person)
    steps: dict[str, Step] = {}
    ways = []
    for people in together.values():
        involvement = scope.index.of(people[0])
        met = [
            steps.setdefault(key, step_of(event, default_minutes))
            for key, (event, parts) in involvement.events.items()
            if _is_there(event, parts)
        ]
        ordered = sorted(met, key=lambda step: (step.start, step.end))
        ways.append(Itinerary(tuple(people), tuple(ordered), stays_of(involvement)))
    return tuple(ways)


def step_of(event: Event, default_minutes: int) -> Step:
    """The step that an event is for whoever takes part in it."""
    if isinstance(event, Ride):
        road = minutes_between(event.origin.venue, event.destination.venue, default_minutes)
        end = event.end or event.start + timedelta(minutes=road)
        return Step(event, event.start, end, event.origin, event.destination)
    return Step(event, event.start, event.end or event.start, event.place, event.place)


def road_minutes(scope: Scope) -> int:
    """Minutes between venues whose pages do not say; 0 where no rule says either."""
    limit = scope.standing.limit("care", "default_travel_minutes", scope.visit.start)
    return int(limit.value or 0) if limit else 0


def minutes_between(one: Venue, other: Venue, default: int) -> int:
    """Minutes by road, as either venue's page says; `default` where neither does."""
    if one.id == other.id:
        return 0
    return one.minutes_to.get(other.id, other.minutes_to.get(one.id, default))


def rides_with_next_step(itinerary: Itinerary) -> Iterator[tuple[Step, Step]]:
    """Each ride of an itinerary with the binding step that follows it."""
    for step, following in pairwise(itinerary.binding_steps):
        if step.is_ride:
            yield step, following


def _says_again(step: Step, ride: Step) -> bool:
    """Whether an item is a ride's departure or arrival (`08:20-09:00 乘车前往生态园`)."""
    if not isinstance(step.event, ScheduleItem) or step.at is None:
        return False
    leaves = ride.at is not None and step.at.venue.id == ride.at.venue.id
    arrives = ride.left_at is not None and step.at.venue.id == ride.left_at.venue.id
    return (leaves and step.start == ride.start) or (arrives and step.end == ride.end)


def _is_there(event: Event, parts: list[EntryRole]) -> bool:
    if isinstance(event, Ride):
        return EntryRole.TAKES_PART in parts or EntryRole.LIAISON in parts
    return not _THERE.isdisjoint(parts)


def _alike(person: Person, involvement: Involvement, stays: Iterable[Stay]) -> tuple[object, ...]:
    events = tuple((key, tuple(parts)) for key, (_, parts) in involvement.events.items())
    nights = tuple((stay.venue.id, stay.check_in, stay.check_out) for stay in stays)
    return (isinstance(person, Guest), events, nights)
