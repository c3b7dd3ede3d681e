"""Finds who needs a ride and has no place in a vehicle, and on which ride each of them goes.

Arrivals and departures come first: where people are fetched to, and taken from, decides which ways
between events are left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from generator import vocabulary
from generator.assign.pickups import Unclear, pickup_needs
from generator.assign.proposal import Former
from generator.assign.trips import Joining, Need, Trip
from generator.check.itinerary import (
    Itinerary,
    Step,
    itineraries_with_stays,
    minutes_between,
    road_minutes,
)
from generator.check.logistics.moves import moves_of_guests
from generator.check.logistics.transport import steps_without_place
from generator.check.registry import Scope
from generator.check.wording import event_text
from generator.model.assigned import PlacementKind
from generator.model.record import PersonId
from generator.model.standing import Limit, Venue
from generator.model.transport import Ride

_EARLIEST = time(5)
"""Before this time of day nobody is fetched for an event."""
_WAIT = timedelta(hours=1)
"""The longest that people wait at a place for an event to begin, or for the way to bed."""
_TO_THE_DOOR = timedelta(minutes=10)
"""From the end of an event to the vehicle."""


@dataclass(frozen=True, slots=True)
class OpenRides:
    """The rides with people who need a place in them, in order of time.

    For those in `unclear` and `too_late` there is no ride; `nobody` are rides of the plan without
    a vehicle and without anybody who is known to need them.
    """

    trips: tuple[Trip, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    too_late: tuple[Need, ...] = ()
    nobody: tuple[Ride, ...] = ()


def open_rides(scope: Scope, former: Former) -> OpenRides:
    """All rides for which people need a place in a vehicle."""
    limit = scope.visit.limit
    none = Limit.model_construct(clause="", value=Decimal(0), words=(), exceptions=())
    answers = limit("plan", "ride_answers") or none
    walking = limit("plan", "walking_minutes") or none
    needed = limit("plan", "guest_needs")
    joining = Joining(scope, former)
    unclear: list[Unclear] = []
    if needed is None or "ride" in needed.words:
        pickups, unclear = pickup_needs(scope, answers)
        joining.add(pickups)
        joining.add(_move_needs(joining.scope, answers, walking))
    over = former.over
    accepted = {line.event for line in former.accepted if line.kind is PlacementKind.VEHICLE}
    trips = tuple(
        trip for trip in joining.trips() if trip.start >= over or trip.ride.id in accepted
    )
    known = {trip.ride.id for trip in trips}
    nobody = (
        r
        for r in scope.visit.rides
        if r.time and not r.vehicles and r.id not in known and r.start >= over
    )
    return OpenRides(
        trips,
        tuple(one for one in unclear if one.moment.latest > over),
        tuple(need for need in joining.too_late if need.last > over),
        tuple(nobody),
    )


def _move_needs(scope: Scope, answers: Limit, walking: Limit) -> Iterator[Need]:
    """The ways between venues for which people have no ride, or for which only others have one.

    The first are those too far to walk, and without a note at the event on how people come.
    """
    road = road_minutes(scope)
    early = scope.visit.limit("care", "min_early_minutes")
    change = scope.visit.limit("care", "min_change_minutes")
    in_time = timedelta(minutes=int(early.value or 0) if early else 0)
    spare = timedelta(minutes=int(change.value or 0) if change else 0)
    seen: set[tuple[PersonId, str, bool]] = set()

    def needs(
        itinerary: Itinerary, origin: Venue, place: Venue, step: Step,
        free_from: datetime | None, *, to_bed: bool = False,
    ) -> Iterator[Need]:  # fmt: skip
        drive = timedelta(minutes=minutes_between(origin, place, road))
        goes_home = to_bed or (free_from is not None and _sleeps_at(itinerary, step, place))
        if to_bed:
            ready, last = step.end, step.end + _WAIT
            due = last
        else:
            last = step.start - drive
            due = last - in_time
            ready = free_from or max(min(_morning(step), due), due - _WAIT)
        if goes_home:
            best = min(ready + _TO_THE_DOOR, max(due, ready))
        else:
            best = max(last - max(spare, in_time), min(ready, due))
        kind = "bed" if to_bed else "event"
        at = step.end if to_bed else step.start
        purpose = vocabulary.word_text(
            f"assign_ride.{kind}", title=event_text(step.event), at=f"{at:%H:%M}"
        )
        for person in itinerary.people:
            key = (person.id, step.event.id, to_bed)
            if key not in seen:
                seen.add(key)
                yield Need(
                    person, origin, place, ready, due, best, ready, max(last, ready), purpose,
                    is_before=not goes_home,
                )  # fmt: skip

    for move, itinerary in moves_of_guests(scope, answers, walking):
        yield from needs(
            itinerary, move.origin, move.place, move.step, move.free_from, to_bed=move.to_bed
        )
    for itinerary in itineraries_with_stays(scope):
        if itinerary.is_of_guests:
            for origin, step, free_from in steps_without_place(itinerary, scope.visit.rides):
                if step.at:
                    yield from needs(itinerary, origin, step.at.venue, step, free_from)


def _morning(step: Step) -> datetime:
    return datetime.combine(step.start.date(), _EARLIEST)


def _sleeps_at(itinerary: Itinerary, step: Step, venue: Venue) -> bool:
    """Whether people sleep at a venue in the night before or after a step: they go there early."""
    day = step.start.date()
    return any(
        stay.venue.id == venue.id and stay.check_in <= day <= stay.check_out
        for stay in itinerary.stays
    )
