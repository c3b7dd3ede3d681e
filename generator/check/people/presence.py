"""Checks that everybody can be where the plan says: one place at a time, and time to get there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from generator.check.itinerary import (
    Stop,
    Way,
    minutes_between,
    next_stops,
    ways_and_nights_of,
    ways_of,
)
from generator.check.registry import Family, Fault, Scope, check, fault
from generator.check.wording import event_named, people_named, place_named
from generator.findings import Severity
from generator.model.enums import VenueKind
from generator.model.people import Guest, Person
from generator.model.standing import Limit, Location

Clashes = dict[tuple[str, str], tuple[Stop, Stop, list[Person]]]
"""Two stops that do not go together, and everybody whom that concerns."""


@check(
    "presence.two_places",
    family=Family.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一人同一时间在两处", "en": "One person in two places at once"},
    words={
        "zh": "{who}同一时间在两处：“{earlier}”（{earlier_time}）和“{later}”（{later_time}）。"
        "请改时间或改参加人员。",
        "en": "{who}: in two places at once, “{earlier}” ({earlier_time}) and “{later}” "
        "({later_time}). Change a time or who takes part.",
    },
    rule="plan",
    limits=("places_at_once",),
    needs_whole=True,
)
def people_in_two_places(scope: Scope, most: Limit) -> Iterator[Fault]:
    """Stops that overlap at different places. Staff are where they receive or ride along."""
    clashes: Clashes = {}
    for way in ways_of(scope):
        binding = way.binding
        for at, stop in enumerate(binding):
            held = [earlier for earlier in binding[:at] if _overlap(earlier, stop)]
            if len(held) + 1 > most.whole and held:
                _note(clashes, held[-1], stop, way.people)
    for earlier, later, people in clashes.values():
        yield fault(
            later.event,
            "time",
            related=(earlier.event,),
            who=people_named(people),
            earlier=event_named(earlier.event),
            earlier_time=earlier.event.time,
            later=event_named(later.event),
            later_time=later.event.time,
        )


@check(
    "presence.travel_time",
    family=Family.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "两处之间来不及赶到", "en": "No time to travel between two places"},
    words={
        "zh": "{who}在“{earlier}”之后只有 {gap} 分钟，从{origin}到{destination}要 {minutes} 分钟，"
        "赶不上“{later}”。请推迟开始，或安排乘车。",
        "en": "{who}: {gap} minutes after “{earlier}”, but {origin} to {destination} takes "
        "{minutes}; too late for “{later}”. Start later, or arrange a ride.",
    },
    rule="care",
    limits=("default_travel_minutes",),
    needs_whole=True,
)
def people_without_travel_time(scope: Scope, default: Limit) -> Iterator[Fault]:
    """Stops in different venues with less time between them than the road takes. A ride that the
    person is aboard is a stop of its own and covers the way.
    """
    clashes: Clashes = {}
    for way in ways_of(scope):
        for earlier, later in pairwise(way.binding):
            minutes = _road(earlier, later, default.whole)
            if earlier.end <= later.start < earlier.end + timedelta(minutes=minutes):
                _note(clashes, earlier, later, way.people)
    for earlier, later, people in clashes.values():
        yield fault(
            later.event,
            "time",
            related=(earlier.event,),
            who=people_named(people),
            earlier=event_named(earlier.event),
            later=event_named(later.event),
            gap=int((later.start - earlier.end).total_seconds()) // 60,
            origin=earlier.left_at.venue.name if earlier.left_at else "",
            destination=later.at.venue.name if later.at else "",
            minutes=_road(earlier, later, default.whole),
        )


@check(
    "presence.ride_late",
    family=Family.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "车到得比活动开始晚", "en": "A ride arrives after its item begins"},
    words={
        "zh": "{arrival:%H:%M} 才到{place}，“{title}”{start:%H:%M} 就开始（须早到 {early} 分钟）。"
        "请提前发车或推迟开始。",
        "en": "Arrives at {place} at {arrival:%H:%M}, but “{title}” begins at {start:%H:%M} "
        "(be {early} minutes early). Leave earlier or begin later.",
    },
    rule="care",
    limits=("min_early_minutes",),
    needs_whole=True,
)
def rides_that_arrive_late(scope: Scope, early: Limit) -> Iterator[Fault]:
    """Rides whose riders' next stop, at the place they go to, begins before they are there."""
    minutes = early.whole
    late: dict[str, tuple[Stop, Stop]] = {}
    for way in ways_of(scope):
        for ride, following in next_stops(way):
            in_time = following.start - timedelta(minutes=minutes)
            if not following.is_ride and _leads_to(ride, following) and ride.end > in_time:
                late.setdefault(ride.event.id, (ride, following))
    for ride, following in late.values():
        yield fault(
            ride.event,
            "time",
            related=(following.event,),
            arrival=ride.end,
            place=ride.left_at.venue.name if ride.left_at else "",
            title=event_named(following.event),
            start=following.start,
            early=minutes,
        )


@check(
    "presence.ride_to_nowhere",
    family=Family.CONSISTENT,
    severity=Severity.NOTICE,
    title={"zh": "车开往无人有事的地方", "en": "A ride to where nobody is expected"},
    words={
        "zh": "车上的人到{place}之后，没有一人的下一项在那里，当晚也不住那里。"
        "请核对目的地或补上日程。",
        "en": "Of those aboard, nobody's next event is at {place}, nor do they sleep there. "
        "Check the destination, or add the item.",
    },
    rule="plan",
    limits=("guest_needs",),
    needs_whole=True,
)
def rides_to_nowhere(scope: Scope, needs: Limit) -> Iterator[Fault]:
    """Rides to a place where none of their guests has anything next: no event, no ride on, no bed
    that night. Stations, and guests who leave that day, are journeys of their own.
    """
    if "ride" not in needs.words:
        return
    expected: set[str] = set()
    for way in ways_and_nights_of(scope):
        expected |= {stop.event.id for at, stop in enumerate(way.stops) if _expected(way, at)}
    for ride in scope.visit.rides:
        carries_guests = any(isinstance(person, Guest) for person in ride.aboard)
        if carries_guests and ride.id not in expected:
            yield fault(ride, "destination", place=place_named(ride.destination))


def _note(clashes: Clashes, earlier: Stop, later: Stop, people: Iterable[Person]) -> None:
    key = (earlier.event.id, later.event.id)
    clashes.setdefault(key, (earlier, later, []))[2].extend(people)


def _overlap(earlier: Stop, later: Stop) -> bool:
    """Whether two stops hold a person in different places at once; what has no end takes the
    minute it begins. A ride to where the later one is comes too late, which is another check's
    to say.
    """
    over = earlier.end <= later.start and earlier.start != later.start
    if over or _leads_to(earlier, later):
        return False
    if earlier.is_ride or later.is_ride:
        return True
    return earlier.at is not None and later.at is not None and earlier.at.key != later.at.key


def _leads_to(ride: Stop, following: Stop) -> bool:
    return ride.is_ride and not following.is_ride and _same_venue(ride.left_at, following.at)


def _same_venue(one: Location | None, other: Location | None) -> bool:
    return one is not None and other is not None and one.venue.id == other.venue.id


def _road(earlier: Stop, later: Stop, default: int) -> int:
    if earlier.left_at is None or later.at is None:
        return 0
    return minutes_between(earlier.left_at.venue, later.at.venue, default)


def _expected(way: Way, at: int) -> bool:
    """Whether these people have something to do where the ride at `at` leaves them."""
    ride = way.stops[at]
    place = ride.left_at
    if not ride.is_ride or place is None or not isinstance(way.people[0], Guest):
        return False
    following = way.stops[at + 1] if at + 1 < len(way.stops) else None
    if following and _same_venue(place, following.at):
        return True
    night = ride.end.date()
    sleeps = any(
        stay.venue.id == place.venue.id and stay.check_in <= night <= stay.check_out
        for stay in way.stays
    )
    return sleeps or place.venue.kind is VenueKind.STATION or _leave(way.people, ride)


def _leave(people: Iterable[Person], ride: Stop) -> bool:
    guests = [person for person in people if isinstance(person, Guest)]
    return any(g.departure and g.departure.day == ride.start.date() for g in guests)
