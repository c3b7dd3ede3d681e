"""The cost of a placement, term by term, computed directly from the definitions of the terms.

The solver keeps its costs by differences (`generator.assign.occupancy`); tests compare the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from generator.assign.problem import (
    Breach,
    PairTerm,
    Place,
    PlaceTerm,
    Problem,
    SharingTerm,
    Solution,
    Subject,
    TogetherTerm,
)

Placed = Mapping[str, str | None]
"""The key of the place of each subject, by the key of the subject."""


def solution_of(problem: Problem, placed: Placed) -> Solution:
    """A placement with its cost, and the soft terms that it does not meet."""
    breaches = tuple(breach for breach in breaches_of(problem, placed) if not breach.term.hard)
    cost = sum(breach.term.weight * breach.amount for breach in breaches)
    places = {subject.key: placed.get(subject.key) for subject in problem.subjects}
    return Solution(places, cost, breaches)


def breaches_of(problem: Problem, placed: Placed) -> Iterator[Breach]:
    """Yield all terms that a placement does not meet, in the order of the terms."""
    places = {place.key: place for place in problem.places}
    where = {
        subject.key: places[key]
        for subject in problem.subjects
        if (key := placed.get(subject.key)) in places
    }
    members = _members(problem, where)
    for term in problem.terms:
        match term:
            case PlaceTerm():
                yield from _of_place(term, problem, where)
            case PairTerm():
                yield from _of_pairs(term, members)
            case SharingTerm():
                yield from _of_sharing(term, members)
            case TogetherTerm():
                yield from _of_sets(term, problem, where)


def _members(
    problem: Problem, where: Mapping[str, Place]
) -> tuple[tuple[Place, tuple[Subject, ...]], ...]:
    """The places that are used, in the order of the problem, with all who are there at any time."""
    by_place: dict[str, list[Subject]] = {}
    for subject in sorted(problem.subjects, key=lambda subject: subject.key):
        if subject.key in where:
            by_place.setdefault(where[subject.key].key, []).append(subject)
    return tuple(
        (place, tuple(by_place[place.key])) for place in problem.places if place.key in by_place
    )


def _of_place(term: PlaceTerm, problem: Problem, where: Mapping[str, Place]) -> Iterator[Breach]:
    for subject in problem.subjects:
        place = where.get(subject.key)
        if place and (amount := term.cost(subject, place)):
            yield Breach(term, (subject,), (place,), amount)


def _of_pairs(
    term: PairTerm, members: tuple[tuple[Place, tuple[Subject, ...]], ...]
) -> Iterator[Breach]:
    for place, people in members:
        for one, other in combinations(people, 2):
            if one.slots & other.slots and (amount := term.cost(one, other)):
                yield Breach(term, (one, other), (place,), amount)


def _of_sharing(
    term: SharingTerm, members: tuple[tuple[Place, tuple[Subject, ...]], ...]
) -> Iterator[Breach]:
    for place, people in members:
        groups = groups_at_a_time(people)
        amount, number = max((term.cost(place, group), -n) for n, group in enumerate(groups))
        if amount:
            yield Breach(term, groups[-number], (place,), amount)


def _of_sets(term: TogetherTerm, problem: Problem, where: Mapping[str, Place]) -> Iterator[Breach]:
    for keys in term.sets:
        people = tuple(one for one in problem.subjects if one.key in keys and one.key in where)
        areas = {term.area(where[person.key]) for person in people}
        if len(areas) > 1:
            places = {where[person.key].key: where[person.key] for person in people}
            yield Breach(term, people, tuple(places.values()), len(areas) - 1)


def groups_at_a_time(people: tuple[Subject, ...]) -> tuple[tuple[Subject, ...], ...]:
    """Those who are in one place in one slot, for each slot; the same people only once."""
    if len({person.slots for person in people}) == 1:
        return (people,)
    slots = dict.fromkeys(slot for person in people for slot in person.slots)
    groups = (tuple(person for person in people if slot in person.slots) for slot in slots)
    return tuple(dict.fromkeys(groups))
