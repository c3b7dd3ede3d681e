"""Proposes seats: by precedence, with those beside each other who wish it.

In a vehicle that has a seating plan, people have seats by precedence without a proposal: seats are
proposed there only where a wish changes that order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from generator import vocabulary
from generator.assign.diners import seated_meals
from generator.assign.proposal import Former, Lack, Proposal, ProposedPlace
from generator.assign.weights import weight_of
from generator.assign.wishes import Wishes, wishes_of
from generator.check.registry import Scope
from generator.check.wording import event_text
from generator.model.assigned import Placement, PlacementKind
from generator.model.dining import DiningTable, Meal
from generator.model.people import Person, Staff
from generator.model.record import PersonId
from generator.model.seating import AssignedSeat, Seating
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.model.wishes import Pair, WishKind
from generator.seating.assignment import (
    arrangement_of,
    by_precedence,
    chairs_of,
    people_by_seat,
    rank_order,
    seat_of,
)
from generator.seating.precedence import alternating, outward
from generator.text import Text


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """Who sits where at a table or in a vehicle; `seats` are numbers, the place of honour first.

    `people` is who sits there by precedence. The seats in `written` somebody wrote, those in
    `accepted` the office accepted. `beside` are the seats next to each other, or to an aisle, whose
    number is empty; `before` are the seats that people had before.
    """

    event: str
    place: str
    seats: tuple[str, ...]
    people: Mapping[str, Person]
    written: frozenset[str]
    accepted: frozenset[str]
    beside: frozenset[frozenset[str]]
    before: Mapping[PersonId, str]


def propose(scope: Scope, former: Former) -> Proposal:
    """The seats of people at tables who have none, and those in vehicles that wishes change."""
    visit = scope.visit
    at_tables, aboard = (
        wishes_of(visit, kind) for kind in (WishKind.TABLE_WITH, WishKind.RIDE_WITH)
    )
    places: list[ProposedPlace] = []
    lacking: list[Lack] = []
    for meal in seated_meals(visit):
        for table in () if meal.ranked else meal.tables:
            plan = _plan_of_table(visit, meal, table, former)
            if plan is not None:
                seated = with_wishes_beside(visit, plan, at_tables)
                places += _places(plan, seated, at_tables)
    for seating in visit.seating:
        if isinstance(seating.at, Ride) and seating.vehicle:
            plan = _plan_of_vehicle(visit, seating, seating.vehicle.number, former)
            seated = with_wishes_beside(visit, plan, aboard)
            if plan.accepted or seated != plan.people:
                places += _places(plan, seated, aboard)
            lacking += _lacks(seating, plan)
    if not places and not lacking:
        return Proposal(nothing_open=frozenset({PlacementKind.SEAT}))
    return Proposal(tuple(places), tuple(lacking))


def _lacks(seating: Seating, plan: SeatPlan) -> Iterator[Lack]:
    """Yield that a vehicle has fewer seats than people aboard: the last by precedence have none."""
    seats = chairs_of(seating)
    standing = [one for number, one in plan.people.items() if seats and int(number) > seats]
    if standing:
        about = {"ride": event_text(seating.at), "vehicle": plan.place, "seats": seats}
        reason = _words("too_few", n=len(plan.people), **about)
        remedy = _words("larger", n=len(standing), vehicle=plan.place)
        yield Lack(PlacementKind.SEAT, plan.event, tuple(standing), reason, remedy)


def _plan_of_table(visit: Visit, meal: Meal, table: DiningTable, former: Former) -> SeatPlan | None:
    """The seats of a table; None where everybody has one, or its number is still to be decided."""
    written = {seat.number: seat.person for seat in table.seats if seat.number}
    without = [seat.person for seat in table.seats if not seat.number]
    if table.is_open or not without:
        return None
    every = tuple(str(position + 1) for position in outward(table.headcount))
    accepted = _accepted(former, meal.id, table.number, without, set(every) - set(written))
    taken = {**written, **accepted}
    others = by_precedence(
        (person for person in without if person not in accepted.values()),
        tuple(visit.people.values()),
    )
    hosts = [person for person in others if isinstance(person, Staff)]
    in_turn = alternating(hosts, [person for person in others if person not in hosts])
    free = [number for number in every if number not in taken]
    around = sorted(every, key=int)
    return SeatPlan(
        event=meal.id,
        place=table.number,
        seats=every,
        people={**taken, **dict(zip(free, in_turn, strict=False))},
        written=frozenset(written),
        accepted=frozenset(accepted),
        beside=_neighbours([around[-1], *around]),
        before=_before(former, meal.id, table.number, without),
    )


def _plan_of_vehicle(visit: Visit, seating: Seating, vehicle: str, former: Former) -> SeatPlan:
    written = {str(seat_of(seating, seat)[1]) for seat in seating.seats}
    by_hand = {seat.person.id for seat in seating.seats}
    first = _people_by_number(visit, seating)
    others = [person for person in first.values() if person.id not in by_hand]
    accepted = _accepted(former, seating.at.id, vehicle, others, set(first) - written)
    given = tuple(AssignedSeat.model_construct(number=n, person=p) for n, p in accepted.items())
    seating = seating.model_copy(update={"seats": (*seating.seats, *given)})
    people = _people_by_number(visit, seating)
    rows = arrangement_of(visit, seating).rows
    across = [[str(seat.number) if seat else "" for seat in row] for row in rows]
    every = [number for row in across for number in row if number]
    companions = {number for number, person in people.items() if person.id not in visit.people}
    return SeatPlan(
        event=seating.at.id,
        place=vehicle,
        # Companions have the seats that others leave: none may be left empty before theirs.
        seats=tuple(people) if companions else tuple(sorted(every, key=int)),
        people=people,
        written=frozenset(written | companions),
        accepted=frozenset(accepted),
        beside=frozenset(pair for row in across for pair in _neighbours(row)),
        before=_before(former, seating.at.id, vehicle, people.values()),
    )


def _people_by_number(visit: Visit, seating: Seating) -> dict[str, Person]:
    by_number = enumerate(people_by_seat(visit, seating)[""], start=1)
    return {str(number): person for number, person in by_number if person}


def _accepted(
    former: Former, event: str, place: str, people: Sequence[Person], free: set[str]
) -> dict[str, Person]:
    """The seats that were accepted for these people, where they are still free."""
    seats: dict[str, Person] = {}
    for person in people:
        before = former.of(PlacementKind.SEAT, event, person.id)
        if before is None or not former.is_accepted(before) or before.place != place:
            continue
        if before.seat in free - seats.keys():
            seats[before.seat] = person
    return seats


def _before(
    former: Former, event: str, place: str, people: Iterable[Person]
) -> dict[PersonId, str]:
    """The seats that people had there before, by their ids."""
    before = (former.of(PlacementKind.SEAT, event, person.id) for person in people)
    return {one.person: one.seat for one in before if one and one.place == place}


def _neighbours(row: Sequence[str]) -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, pairwise(row)))


def with_wishes_beside(visit: Visit, plan: SeatPlan, wishes: Wishes) -> dict[str, Person]:
    """Who sits on each seat when two of one side are exchanged as long as that costs less.

    These cost their weight: a wish to sit together of two who are not beside each other; two of one
    side of whom the lower in rank has the higher seat; a person who sits elsewhere than before.
    """
    weights = {name: weight_of(visit, name) for name in ("wishes", "rank", "steady")}
    people = {person.id for person in plan.people.values()}
    pairs = {pair for pair in wishes.pairs if pair.issubset(people)}

    def cost(seated: Mapping[str, Person]) -> int:
        return (
            weights["wishes"] * len(pairs - _pairs_beside(plan, seated))
            + weights["rank"] * _inversions(plan, seated)
            + weights["steady"]
            * sum(plan.before.get(person.id, seat) != seat for seat, person in seated.items())
        )

    fixed = plan.written | plan.accepted
    movable = [seat for seat in plan.seats if seat not in fixed]
    exchanges = [
        (one, other)
        for one, other in combinations(movable, 2)
        if _side(plan.people.get(one)) is _side(plan.people.get(other))
    ]
    seated = dict(plan.people)
    while exchanges and (pairs or plan.before):
        changed = [_exchanged(seated, one, other) for one, other in exchanges]
        best = min(changed, key=cost)
        if cost(best) >= cost(seated):
            break
        seated = best
    return seated


def _pairs_beside(plan: SeatPlan, seated: Mapping[str, Person]) -> set[Pair]:
    return {
        frozenset(seated[seat].id for seat in seats)
        for seats in plan.beside
        if seats.issubset(seated)
    }


def _exchanged(seated: Mapping[str, Person], one: str, other: str) -> dict[str, Person]:
    """Who sits where after two seats, of which one may be empty, are exchanged."""
    new = {one: seated.get(other), other: seated.get(one)}
    return {seat: person for seat, person in {**seated, **new}.items() if person}


def _side(person: Person | None) -> bool:
    """Whether somebody is a host; an empty seat is like a guest's."""
    return isinstance(person, Staff)


def _inversions(plan: SeatPlan, seated: Mapping[str, Person]) -> int:
    """The number of pairs of one side in which the person lower in rank has the higher seat."""
    found = 0
    ahead = Counter[tuple[bool, int]]()
    for person in (seated[seat] for seat in plan.seats if seat in seated):
        side, order = _side(person), rank_order(person)
        found += sum(n for (s, o), n in ahead.items() if s is side and o > order)
        ahead[side, order] += 1
    return found


def _places(
    plan: SeatPlan, seated: Mapping[str, Person], wishes: Wishes
) -> Iterator[ProposedPlace]:
    """The proposed seats of all who have none that somebody wrote."""
    beside = _pairs_beside(plan, seated)
    for seat in plan.seats:
        person = seated.get(seat)
        if person is None or seat in plan.written:
            continue
        pairs = {o.name: frozenset({person.id, o.id}) for o in plan.people.values()}
        wished = {name: pair for name, pair in pairs.items() if pair in wishes.pairs}
        before = plan.before.get(person.id)
        yield ProposedPlace(
            _placement(plan, person, seat),
            (
                *(_words("beside", who=name) for name, pair in wished.items() if pair in beside),
                _reason(person),
            ),
            tuple(
                _words("not_beside", who=name)
                for name, pair in wished.items()
                if pair not in beside
            ),
            former=_placement(plan, person, before) if before and before != seat else None,
        )


def _placement(plan: SeatPlan, person: Person, seat: str) -> Placement:
    return Placement(PlacementKind.SEAT, plan.event, plan.place, person.id, person.name, seat)


def _reason(person: Person) -> Text:
    if isinstance(person, Staff):
        return _words("host")
    return _words("rank" if person.rank else "roster")


def _words(key: str, **values: object) -> Text:
    return vocabulary.word_text(f"assign_seat.{key}", **values)
