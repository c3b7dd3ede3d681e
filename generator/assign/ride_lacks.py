"""Words why there is no place for people on a ride, by the smallest reason, and what would help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator import vocabulary
from generator.assign.fleet import Fleet
from generator.assign.loading import Loaded
from generator.assign.open_rides import OpenRides
from generator.assign.pickups import of_unclear
from generator.assign.problem import Subject
from generator.assign.proposal import Lack
from generator.assign.ride_reasons import words
from generator.assign.ride_terms import RideTerms
from generator.assign.trips import Need, Trip
from generator.check.registry import Scope
from generator.check.wording import event_text, list_text, some_of_text
from generator.model.assigned import PlacementKind
from generator.model.people import UnnamedMembers, headcount
from generator.text import Text

_MOST_SHOWN = 3
"""The most vehicles of the fleet's page that a remedy names."""


def lacks_of_plan(rides: OpenRides) -> Iterator[Lack]:
    """Yield what keeps people from having a ride at all: what is not known, and no time."""
    for way, field, guests in of_unclear(rides.unclear):
        reason = words(f"unclear.{field}", n=headcount(guests), way=words(f"way.{way}"))
        model = "Visit" if field == "stays" else "Guest"
        remedy = words("write", field=vocabulary.field_text(model, field))
        yield Lack(PlacementKind.VEHICLE, "", tuple(guests), reason, remedy)
    late: dict[tuple[str, str, object], list[Need]] = defaultdict(list)
    for need in rides.too_late:
        late[need.origin.id, need.destination.id, need.purpose].append(need)
    for needs in late.values():
        first = needs[0]
        minutes = int((first.ready - first.due).total_seconds()) // 60
        yield Lack(
            PlacementKind.VEHICLE,
            "",
            tuple(need.person for need in needs),
            words(
                "too_late",
                n=headcount(need.person for need in needs),
                purpose=first.purpose,
                origin=first.origin.name,
                place=first.destination.name,
                minutes=minutes,
            ),
            words("leave_later" if first.to_station else "move_event", minutes=minutes),
        )
    for ride in rides.nobody:
        yield Lack(
            PlacementKind.VEHICLE, ride.id, (), words("nobody", ride=event_text(ride)),
            words("write_people"),
        )  # fmt: skip


def lack_of_places(scope: Scope, fleet: Fleet, terms: RideTerms, loaded: Loaded) -> Iterator[Lack]:
    """Yield why people of a ride have no vehicle: too large a group, exclusions, or no seats."""
    trip, left = loaded.trip, list(loaded.unplaced)
    largest = max((fleet.seats(vehicle) for vehicle in fleet.vehicles), default=0)
    for subject in [one for one in left if one.size >= largest > 0 and one.size > 1]:
        left.remove(subject)
        remedy = "divide" if isinstance(subject.person, UnnamedMembers) else "larger"
        reason = words("too_many", who=subject.person.name, n=subject.size, most=largest - 1)
        yield _lack(trip, [subject], _on_ride(trip, reason), words(remedy, n=subject.size + 1))
    if not left:
        return
    free = _free_seats(loaded)
    fitting = [one for one in left if one.size <= free]
    for subject, other in _kept_apart(terms, loaded, fitting):
        left.remove(subject)
        reason = words("apart", who=subject.person.name, other=other.person.name)
        more = _more_vehicles(fleet, trip, subject.size)
        yield _lack(trip, [subject], _on_ride(trip, reason), more)
    for subject in [one for one in left if one.size <= free]:
        left.remove(subject)
        reason = words("scattered", who=subject.person.name, n=subject.size)
        remedy = "divide_unnamed" if isinstance(subject.person, UnnamedMembers) else "divide_rows"
        more = _more_vehicles(fleet, trip, subject.size)
        yield _lack(trip, [subject], _on_ride(trip, reason), words(remedy, more=more))
    if left:
        yield _lack(trip, left, *_of_seats(scope, fleet, loaded, left))


def _lack(trip: Trip, subjects: Iterable[Subject], reason: Text, remedy: Text | None) -> Lack:
    people = tuple(subject.person for subject in subjects)
    return Lack(PlacementKind.VEHICLE, trip.ride.id, people, reason, remedy)


def _on_ride(trip: Trip, reason: Text) -> Text:
    when, place = f"{trip.start:%m-%d %H:%M}", trip.ride.destination_name
    return words("on_ride", when=when, place=place, reason=reason)


def _of_seats(
    scope: Scope, fleet: Fleet, loaded: Loaded, left: Sequence[Subject]
) -> tuple[Text, Text | None]:
    """Why there are too few seats, and what would help."""
    trip, missing = loaded.trip, sum(one.size for one in left)
    seats = sum(subject.size for subject, _ in loaded.placed) + _free_seats(loaded)
    about = {
        "when": f"{trip.start:%m-%d %H:%M}",
        "place": trip.ride.destination_name,
        "n": missing + sum(subject.size for subject, _ in loaded.placed),
        "seats": words("seats_only", n=seats) if seats else words("seats_none"),
    }
    more = _more_vehicles(fleet, trip, missing)
    if not fleet.vehicles:
        key = "no_vehicles_for_guests" if scope.visit.vehicles else "no_vehicles"
        return words(key, **about), more
    if not any(fleet.seats(vehicle) for vehicle in fleet.vehicles):
        listed = some_of_text([vehicle.number for vehicle in fleet.vehicles], "辆")
        return words("no_seats_known", vehicles=listed, **about), words("write_seats")
    others = [v for v in fleet.vehicles if v.number not in loaded.vehicles]
    busy = [v.number for v in others if not fleet.is_free(v, trip)]
    free = [v for v in others if fleet.is_free(v, trip) and fleet.seats(v) > 1]
    if without := [v for v in free if v.liaison]:
        numbers = list_text([v.number for v in without])
        reason = words("seats_liaison", vehicles=numbers, **about)
        if sum(fleet.seats(v) - 1 for v in without) >= missing:
            return reason, words("other_liaison", vehicles=numbers)
        return reason, more
    if busy:
        return words("seats_busy", vehicles=some_of_text(busy, "辆"), **about), more
    return words("seats", **about), more


def _free_seats(loaded: Loaded) -> int:
    used = {n: sum(s.size for s in people) for n, people in loaded.members.items()}
    return sum(place.capacity - used.get(place.key, 0) for place in loaded.problem.places)


def _kept_apart(
    terms: RideTerms, loaded: Loaded, left: Iterable[Subject]
) -> list[tuple[Subject, Subject]]:
    """Those without a place, each with somebody in a vehicle with whom they must not ride."""
    places, apart = loaded.solution.places, terms.apart.pairs
    aboard = [other for other in loaded.problem.subjects if places.get(other.key) is not None]
    return [
        (subject, others[0])
        for subject in left
        if (others := [o for o in aboard if frozenset((subject.person.id, o.person.id)) in apart])
    ]


def _more_vehicles(fleet: Fleet, trip: Trip, people: int) -> Text:
    """One more vehicle with so many seats, with those of the fleet's page that are free then."""
    seats = people + 1  # one is the liaison's
    free = fleet.of_host(trip, seats)
    if not free:
        return words("one_more", n=seats)
    plates = [words("of_fleet", plate=v.plate, n=v.seats) for v in free[:_MOST_SHOWN]]
    return words("one_more_of", n=seats, vehicles=list_text(plates))
