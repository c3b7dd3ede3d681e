"""Who of the team goes along in the vehicles of a ride."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.assign.fleet import Fleet
from generator.assign.problem import Subject
from generator.assign.trips import Trip
from generator.model.people import Guest, Staff
from generator.model.record import PersonId
from generator.model.transport import Vehicle

_ROLE = "liaison"
"""The id of the working group whose people look after guests."""


@dataclass(frozen=True, slots=True)
class Escorts:
    """The members of the team who are proposed to go along, by the number of their vehicle.

    `without_liaison` are vehicles for which there is nobody.
    """

    of_vehicle: Mapping[str, tuple[Staff, ...]]
    without_liaison: frozenset[str]


def escorts_of(
    fleet: Fleet,
    trip: Trip,
    vehicles: Mapping[str, Vehicle],
    members: Mapping[str, Sequence[Subject]],
    written: Collection[str],
    promised: Collection[PersonId],
) -> Escorts:
    """Who goes along: a liaison in each vehicle, and its guests' liaisons while seats are free.

    In the vehicles that are `written` for the ride the office has said who is aboard: somebody is
    added only where nobody of the team is there. `vehicles` and `members` are by the number of the
    vehicle; `promised` are liaisons who are needed elsewhere at the time.
    """
    aboard = {p.id for boarding in trip.ride.vehicles for p in boarding.people.people} | {*promised}
    escorts: dict[str, list[Staff]] = defaultdict(list)
    for number in members:
        own = vehicles[number].liaison
        if own and number not in written and own.id not in aboard:
            escorts[number].append(own)
            aboard.add(own.id)
    lacking = []
    for number, people in members.items():
        vehicle = vehicles[number]
        has_liaison = vehicle.liaison is not None or any(
            isinstance(subject.person, Staff) for subject in people
        )
        if has_liaison and number in written:
            continue
        seats = fleet.seats(vehicle) - len(escorts[number])
        seats -= sum(subject.size for subject in people)
        liaisons = _liaisons_of(people)
        for staff in (*liaisons, *fleet.team(_ROLE)):
            is_wanted = staff in liaisons or not has_liaison
            if not is_wanted or seats <= 0 or staff.id in aboard:
                continue
            if fleet.is_staff_free(staff, trip):
                escorts[number].append(staff)
                aboard.add(staff.id)
                seats, has_liaison = seats - 1, True
        if not has_liaison:
            lacking.append(number)
    of_vehicle = {number: tuple(staff) for number, staff in escorts.items() if staff}
    return Escorts(of_vehicle, frozenset(lacking))


def _liaisons_of(members: Iterable[Subject]) -> list[Staff]:
    """The liaisons of guests, those of most guests first."""
    guests = [subject.person for subject in members if isinstance(subject.person, Guest)]
    liaisons = [liaison for guest in guests if (liaison := guest.looked_after_by)]
    by_id = {liaison.id: liaison for liaison in liaisons}
    counts = Counter(liaison.id for liaison in liaisons)
    return [by_id[person] for person, _ in counts.most_common()]
