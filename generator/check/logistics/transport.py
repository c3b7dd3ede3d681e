"""Checks rides: seats, places for all who must go, vehicles, origin and destination."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time

from generator.check.itinerary import Itinerary, Step, itineraries_with_stays
from generator.check.logistics.fleet import fleet_by_plate
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, people_text, place_text, when_text
from generator.findings import Severity
from generator.model.people import Person, headcount
from generator.model.standing import Limit, Venue
from generator.model.transport import Boarding, Ride
from generator.names.index import plate_key


@check(
    "transport.over_seats",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "车上的人数超过座位", "en": "More people aboard than seats"},
    message={
        "zh": "{vehicle} 有 {seats} 个乘客座位（不含驾驶员），{time} 这趟坐 {count} 人"
        "（含随车联络员）。请调出多出的人员或换大车。",
        "en": "{vehicle} seats {seats} passengers (driver not counted); {count} ride at "
        "{time}, its liaison included. Move someone, or send a larger one.",
    },
    rule="plan",
    clause="full_percent",
)
def vehicles_over_seats(scope: Scope) -> Iterator[Violation]:
    """Vehicles with more people aboard, the liaison included, than passenger seats.

    Where the visit and the fleet's page give different numbers of seats, the lower counts.
    """
    pages = fleet_by_plate(scope)
    for ride in _rides_with_seats(scope):
        for boarding, people in _by_vehicle(ride):
            aboard = {person.id: person for person in people}
            if liaison := boarding.vehicle.liaison:
                aboard[liaison.id] = liaison
            count = headcount(aboard.values())
            listed = pages.get(plate_key(boarding.vehicle.plate or ""))
            known = [v.seats for v in (boarding.vehicle, listed) if v and v.seats is not None]
            seats = min(known, default=None)
            if seats is not None and count > seats:
                yield violation(
                    boarding,
                    "people",
                    related=(boarding.vehicle,),
                    vehicle=boarding.vehicle.number,
                    seats=seats,
                    time=when_text(ride),
                    count=count,
                )


@check(
    "transport.two_vehicles",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一人在同一趟的两辆车上", "en": "One person in two vehicles of a ride"},
    message={
        "zh": "{who} {time} 同时在{earlier}和{later}上。请只留一处。",
        "en": "{who}: aboard {earlier} and {later} at {time}. Keep one.",
    },
    rule="plan",
    clause="places_at_once",
)
def people_in_two_vehicles(scope: Scope) -> Iterator[Violation]:
    """People aboard two vehicles of one ride; by pair of vehicles."""
    for ride in _rides_with_seats(scope):
        aboard: dict[str, tuple[Person, list[Boarding]]] = {}
        for boarding, riders in _by_vehicle(ride):
            for person in riders:
                aboard.setdefault(person.id, (person, []))[1].append(boarding)
        pairs: dict[tuple[str, str], tuple[Boarding, Boarding, list[Person]]] = {}
        for person, boardings in aboard.values():
            first, *others = boardings
            if others:
                last = others[-1]
                key = (first.vehicle.number, last.vehicle.number)
                pairs.setdefault(key, (first, last, []))[2].append(person)
        for first, last, people in pairs.values():
            yield violation(
                last,
                "people",
                related=(first,),
                who=people_text(people),
                time=when_text(ride),
                earlier=first.vehicle.number,
                later=last.vehicle.number,
            )


@check(
    "transport.no_place",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "来宾去别处没有乘车座位", "en": "A guest without a place on a ride"},
    message={
        "zh": "{who}须从{origin}前往{place}参加“{title}”（{time}），其他人已安排车辆，"
        "上述来宾没有乘车座位。"
        "请排上车。",
        "en": "{who}: must go from {origin} to {place} for “{title}” ({time}); others have a ride, "
        "they have no place. Put them aboard.",
    },
    rule="plan",
    limits=("guest_needs",),
    needs_complete_lists=True,
)
def guests_without_place(scope: Scope, needs: Limit) -> Iterator[Violation]:
    """Guests whose next event is at another venue, to which a ride goes without them."""
    if "ride" not in needs.words:
        return
    without_place: dict[tuple[str, str], tuple[Step, Venue, list[Person]]] = {}
    for itinerary in itineraries_with_stays(scope):
        if itinerary.is_of_guests:
            for origin, step, _ in steps_without_place(itinerary, scope.visit.rides):
                key = (step.event.id, origin.id)
                without_place.setdefault(key, (step, origin, []))[2].extend(itinerary.people)
    for step, origin, people in without_place.values():
        yield violation(
            step.event,
            related=people,
            who=people_text(people),
            origin=origin.name,
            place=place_text(step.at) if step.at else "",
            title=event_text(step.event),
            time=step.event.time,
        )


@check(
    "transport.no_vehicle",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "一趟车没有写明车辆", "en": "A ride without a vehicle"},
    message={
        "zh": "{ride}没有写明用哪辆车。请补上车辆，或删去这一趟。",
        "en": "No vehicle is named for {ride}. Name one, or delete the ride.",
    },
    rule="plan",
    limits=("guest_needs",),
)
def rides_without_vehicle(scope: Scope, needs: Limit) -> Iterator[Violation]:
    """Rides without a vehicle."""
    if "ride" not in needs.words:
        return
    for ride in scope.visit.rides:
        if not ride.vehicles:
            yield violation(ride, "vehicles", ride=event_text(ride))
        for boarding in ride.vehicles:
            if boarding.vehicle.is_open:
                what = event_text(ride)
                yield violation(boarding, "vehicle", missing_fields=["vehicle"], ride=what)


@check(
    "transport.empty_vehicle",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "车辆没有写明乘车人员", "en": "A vehicle with nobody aboard"},
    message={
        "zh": "{time} {vehicle}没有写明乘车人。请补上名单，或不派这辆车。",
        "en": "Nobody is named aboard {vehicle} at {time}. Name the passengers, or do not send it.",
    },
    rule="plan",
    clause="least_people",
    needs_complete_lists=True,
)
def vehicles_without_people(scope: Scope) -> Iterator[Violation]:
    """Vehicles of a ride with nobody aboard."""
    for ride, boarding in _boardings(scope):
        if not boarding.people.people:
            number = boarding.vehicle.number
            yield violation(boarding, "people", time=when_text(ride), vehicle=number)


@check(
    "transport.same_place",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "出发地就是目的地", "en": "A ride that ends where it begins"},
    message={
        "zh": "{time} 这趟车从{place}到{place}。请改出发地或目的地。",
        "en": "The ride at {time} goes from {place} to {place}. Change one of them.",
    },
    rule="plan",
    clause="ends_apart",
)
def rides_to_their_origin(scope: Scope) -> Iterator[Violation]:
    """Rides whose origin and destination are the same place."""
    for ride in scope.visit.rides:
        if ride.origin and ride.destination and ride.origin.key == ride.destination.key:
            place = place_text(ride.origin)
            yield violation(ride, "destination", time=when_text(ride), place=place)


def _rides_with_seats(scope: Scope) -> Iterator[Ride]:
    """The rides without shuttles, in which nobody has a seat."""
    return (ride for ride in scope.visit.rides if not ride.is_shuttle)


def _by_vehicle(ride: Ride) -> Iterator[tuple[Boarding, list[Person]]]:
    """Each vehicle of a ride: its last line, and everybody aboard by any of its lines, once."""
    lines: dict[str, list[Boarding]] = {}
    for boarding in ride.vehicles:
        lines.setdefault(boarding.vehicle.number, []).append(boarding)
    for boardings in lines.values():
        people = {p.id: p for boarding in boardings for p in boarding.people.people}
        yield boardings[-1], list(people.values())


def _boardings(scope: Scope) -> Iterator[tuple[Ride, Boarding]]:
    for ride in scope.visit.rides:
        for boarding in ride.vehicles:
            yield ride, boarding


def steps_without_place(
    itinerary: Itinerary, rides: Iterable[Ride]
) -> Iterator[tuple[Venue, Step, datetime | None]]:
    """Each step at another venue to which a ride goes in time without these people.

    With the step are the venue that they come from, that of the step before on the same day, or
    else of the house they slept in, and when that step ends.
    """
    for day, steps in itinerary.steps_by_day:
        before: Step | None = None
        for step in steps:
            here = itinerary.venue_before(step, before)
            if step.at and here and not step.is_ride and step.at.venue.id != here.id:
                since = before.start if before else datetime.combine(day, time.min)
                ends = before.end if before else None
                may_ride = itinerary.may_be_taken((here, step.at.venue), day, ends, step.start)
                if not may_ride and any(_would_take(ride, step, since) for ride in rides):
                    yield here, step, ends
            before = step if step.ends_somewhere else before


def _would_take(ride: Ride, step: Step, since: datetime) -> bool:
    """Whether a ride with people aboard goes to a step's venue in time, not before `since`."""
    if step.at is None or ride.destination is None or not ride.aboard or ride.is_shuttle:
        return False
    if ride.destination.venue.id != step.at.venue.id:
        return False
    return since <= ride.start <= step.start
