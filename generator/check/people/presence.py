"""Checks that everybody is in one place at a time, and has time to get to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import pairwise

from generator.check.itinerary import (
    Itinerary,
    Step,
    itineraries_of,
    itineraries_with_stays,
    minutes_between,
    rides_with_next_step,
)
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, people_text, place_text
from generator.findings import Severity
from generator.model.enums import VenueKind
from generator.model.people import Guest, Person
from generator.model.standing import Limit, Location
from generator.model.transport import Ride
from generator.model.visit import Event

Clashes = dict[tuple[str, str], tuple[Step, Step, list[Person]]]
"""Two steps that clash, and the people of both."""


@check(
    "presence.two_places",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一人同一时间在两处", "en": "One person in two places at once"},
    message={
        "zh": "{who}同一时间在两处：“{earlier}”（{earlier_time}）和“{later}”（{later_time}）。"
        "请改时间或改参加人员。",
        "en": "{who}: in two places at once, “{earlier}” ({earlier_time}) and “{later}” "
        "({later_time}). Change a time or who takes part.",
    },
    rule="plan",
    clause="places_at_once",
    needs_complete_lists=True,
)
def people_in_two_places(scope: Scope) -> Iterator[Violation]:
    """People with two events at once in different places."""
    clashes: Clashes = {}
    for itinerary in itineraries_of(scope):
        binding = itinerary.binding_steps
        for at, step in enumerate(binding):
            overlapping = [earlier for earlier in binding[:at] if _overlap(earlier, step)]
            if overlapping:
                _add_clash(clashes, overlapping[-1], step, itinerary.people)
    for earlier, later, people in clashes.values():
        yield violation(
            later.event,
            "time",
            related=(earlier.event,),
            who=people_text(people),
            earlier=event_text(earlier.event),
            earlier_time=earlier.event.time,
            later=event_text(later.event),
            later_time=later.event.time,
        )


@check(
    "presence.travel_time",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "两处之间来不及赶到", "en": "No time to travel between two places"},
    message={
        "zh": "{who}在“{earlier}”之后只有 {gap} 分钟，从{origin}到{destination}需 {minutes} 分钟，"
        "赶不上“{later}”。请推迟开始，或安排乘车。",
        "en": "{who}: {gap} minutes after “{earlier}”, but {origin} to {destination} takes "
        "{minutes}; too late for “{later}”. Start later, or arrange a ride.",
    },
    rule="care",
    limits=("default_travel_minutes",),
    needs_complete_lists=True,
)
def people_without_travel_time(scope: Scope, default: Limit) -> Iterator[Violation]:
    """People with less time between two events than the road between their venues takes.

    A ride that they are aboard is an event of its own.
    """
    clashes: Clashes = {}
    for itinerary in itineraries_of(scope):
        for earlier, later in pairwise(itinerary.binding_steps):
            minutes = _minutes_by_road(earlier, later, default.integer)
            if earlier.end <= later.start < earlier.end + timedelta(minutes=minutes):
                _add_clash(clashes, earlier, later, itinerary.people)
    for earlier, later, people in clashes.values():
        yield violation(
            later.event,
            "time",
            related=(earlier.event,),
            who=people_text(people),
            earlier=event_text(earlier.event),
            later=event_text(later.event),
            gap=int((later.start - earlier.end).total_seconds()) // 60,
            origin=earlier.left_at.venue.name if earlier.left_at else "",
            destination=later.at.venue.name if later.at else "",
            minutes=_minutes_by_road(earlier, later, default.integer),
        )


@check(
    "presence.ride_late",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "车辆到达晚于活动开始", "en": "A ride arrives after its item begins"},
    message={
        "zh": "{arrival:%H:%M} 到达{place}，“{title}”{start:%H:%M} 开始"
        "（须提前 {early} 分钟到达）。请提前发车或推迟开始。",
        "en": "Arrives at {place} at {arrival:%H:%M}, but “{title}” begins at {start:%H:%M} "
        "(be {early} minutes early). Leave earlier or begin later.",
    },
    rule="care",
    limits=("min_early_minutes",),
    needs_complete_lists=True,
)
def rides_that_arrive_late(scope: Scope, early: Limit) -> Iterator[Violation]:
    """Rides that arrive too late for the riders' next event at their destination."""
    minutes = early.integer
    late: dict[str, tuple[Step, Step]] = {}
    for itinerary in itineraries_of(scope):
        for ride, following in rides_with_next_step(itinerary):
            in_time = following.start - timedelta(minutes=minutes)
            if not following.is_ride and _leads_to(ride, following) and ride.end > in_time:
                late.setdefault(ride.event.id, (ride, following))
    for ride, following in late.values():
        yield violation(
            ride.event,
            "time",
            related=(following.event,),
            arrival=ride.end,
            place=ride.left_at.venue.name if ride.left_at else "",
            title=event_text(following.event),
            start=following.start,
            early=minutes,
        )


@check(
    "presence.ride_to_nowhere",
    category=Category.CONSISTENT,
    severity=Severity.NOTICE,
    title={"zh": "车辆开往与乘车人安排无关的地点", "en": "A ride to where nobody is expected"},
    message={
        "zh": "乘车人到达{place}之后，均没有下一项安排在该处，当晚也不在该处住宿。"
        "请核对目的地或补上日程。",
        "en": "Of those aboard, nobody's next event is at {place}, nor do they sleep there. "
        "Check the destination, or add the item.",
    },
    rule="plan",
    limits=("guest_needs",),
    needs_complete_lists=True,
)
def rides_to_nowhere(scope: Scope, needs: Limit) -> Iterator[Violation]:
    """Rides to a place where none of their guests has an event, a further ride or a bed next.

    Rides to stations, of guests who leave that day, and home, are not reported.
    """
    if "ride" not in needs.words:
        return
    expected: set[str] = set()
    for itinerary in itineraries_with_stays(scope):
        expected |= {
            step.event.id for at, step in enumerate(itinerary.steps) if _is_expected(itinerary, at)
        }
    for ride in scope.visit.rides:
        carries_guests = any(isinstance(person, Guest) for person in ride.aboard)
        if ride.is_shuttle or not (carries_guests and ride.time and ride.destination):
            continue
        if ride.id not in expected:
            yield violation(ride, "destination", place=place_text(ride.destination))


def _add_clash(clashes: Clashes, earlier: Step, later: Step, people: Iterable[Person]) -> None:
    key = (earlier.event.id, later.event.id)
    clashes.setdefault(key, (earlier, later, []))[2].extend(people)


def _overlap(earlier: Step, later: Step) -> bool:
    """Whether two steps need a person in different places at once.

    A step without an end takes one minute. A ride to the place of the later step is late, which is
    reported by another check.
    """
    is_over = earlier.end <= later.start and earlier.start != later.start
    if is_over or _leads_to(earlier, later):
        return False
    if earlier.is_ride or later.is_ride:
        return True
    return earlier.at is not None and later.at is not None and earlier.at.key != later.at.key


def _leads_to(ride: Step, following: Step) -> bool:
    return ride.is_ride and not following.is_ride and _same_venue(ride.left_at, following.at)


def _same_venue(first: Location | None, second: Location | None) -> bool:
    return first is not None and second is not None and first.venue.id == second.venue.id


def _minutes_by_road(earlier: Step, later: Step, default: int) -> int:
    if earlier.left_at is None or later.at is None:
        return 0
    return minutes_between(earlier.left_at.venue, later.at.venue, default)


def _is_expected(itinerary: Itinerary, at: int) -> bool:
    """Whether these people have something to do at the destination of step `at`, a ride."""
    ride = itinerary.steps[at]
    place = ride.left_at
    if not ride.is_ride or place is None or not itinerary.is_of_guests:
        return False
    following = [step.event for step in itinerary.steps[at + 1 : at + 2]]
    untimed = [event for event in itinerary.untimed if event.day == ride.start.date()]
    if any(_may_be_at(event, place) for event in (*following, *untimed)):
        return True
    night = ride.end.date()
    sleeps = any(
        stay.venue.id == place.venue.id and stay.check_in <= night <= stay.check_out
        for stay in itinerary.stays
    )
    return (
        sleeps
        or place.venue.kind is VenueKind.STATION
        or _somebody_leaves(itinerary.people, ride)
        or _goes_home(itinerary, ride)
    )


def _may_be_at(event: Event, place: Location) -> bool:
    """Whether an event is at a venue, or its place is still to be decided."""
    if isinstance(event, Ride):
        return _same_venue(event.origin, place)
    return _same_venue(event.place, place) or event.undecided_text("place") is not None


def _goes_home(itinerary: Itinerary, ride: Step) -> bool:
    """Whether a ride is the last step, back to where the first one, a ride too, fetched people."""
    first, last = itinerary.steps[0], itinerary.steps[-1]
    if ride is not last or ride is first or not first.is_ride:
        return False
    return _same_venue(first.at, ride.left_at)


def _somebody_leaves(people: Iterable[Person], ride: Step) -> bool:
    guests = [person for person in people if isinstance(person, Guest)]
    return any(g.departure and g.departure.day == ride.start.date() for g in guests)
