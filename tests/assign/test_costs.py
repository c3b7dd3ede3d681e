"""What a placement costs where people are in one place at different times."""

from __future__ import annotations

import pytest

from generator.assign.costs import breaches_of, solution_of
from generator.assign.problem import (
    PairTerm,
    Place,
    PlaceTerm,
    Problem,
    SharingTerm,
    Subject,
    TogetherTerm,
)
from tests.support.placing import guest

CROWDED = SharingTerm("crowded", lambda _, members: len(members) - 1)


def staying(**nights: set[int]) -> tuple[Subject, ...]:
    return tuple(Subject(name, guest(name), slots=frozenset(of)) for name, of in nights.items())


@pytest.mark.parametrize(
    ("people", "together"),
    [
        pytest.param(staying(a={18, 19}, b={18, 19}), "ab", id="on the same nights"),
        pytest.param(staying(a={18}, b={19}), None, id="one after the other"),
        pytest.param(staying(a={18}, b={19}, c={18, 19}), "ac", id="on the first such night"),
        pytest.param(staying(a={17, 19}, b={18}, c={19}, d={19}), "acd", id="on one of three"),
    ],
)
def test_of_the_nights_of_a_room_the_costliest_counts(
    people: tuple[Subject, ...], together: str | None
) -> None:
    problem = Problem(people, (Place("8301", 9),), (CROWDED,))

    breaches = breaches_of(problem, {one.key: "8301" for one in people})

    assert [("".join(one.key for one in b.subjects), b.amount) for b in breaches] == (
        [(together, len(together) - 1)] if together else []
    )


def test_what_a_placement_does_not_meet_is_listed_by_term_with_its_amount() -> None:
    people = staying(d={18}, a={18, 19}, c={19}, b={18}, e={18}, f={18})
    places = tuple(Place(key, 9, group=key[0]) for key in ("302", "301", "401"))
    together = (frozenset("abx"), frozenset("cdf"), frozenset("ef"), frozenset("bd"))
    terms = (
        PlaceTerm("low", lambda _, place: int(place.key[0]) - 3, 5),
        PairTerm("pair", lambda *_: 2, 7),
        SharingTerm("full", lambda _, members: max(0, len(members) - 2), 11),
        SharingTerm("hard", lambda _, members: len(members), hard=True),
        TogetherTerm("room", together, lambda place: place.key, 100),
        TogetherTerm("floor", together, lambda place: place.group, 1000),
    )
    placed = {"a": "301", "b": "301", "c": "301", "d": "301", "e": "401", "f": "302", "x": "309"}

    solution = solution_of(Problem(people, places, terms), placed)

    assert [
        (
            breach.term.code,
            "".join(one.key for one in breach.subjects),
            " ".join(place.key for place in breach.places),
            breach.amount,
        )
        for breach in solution.breaches
    ] == [
        ("low", "e", "401", 1),
        ("pair", "ab", "301", 2),
        ("pair", "ac", "301", 2),
        ("pair", "ad", "301", 2),
        ("pair", "bd", "301", 2),
        ("full", "abd", "301", 1),
        ("room", "dcf", "301 302", 1),
        ("room", "ef", "401 302", 1),
        ("floor", "ef", "401 302", 1),
    ]
    assert solution.cost == 5 * 1 + 7 * 8 + 11 * 1 + 100 * 2 + 1000 * 1


def test_a_term_has_the_weight_1_and_is_soft_unless_it_differs() -> None:
    people = staying(a={18}, b={18})
    terms = (
        PlaceTerm("place", lambda *_: 1),
        PairTerm("pair", lambda *_: 1),
        SharingTerm("sharing", lambda *_: 1),
        TogetherTerm("together", (frozenset("abc"),), lambda place: place.key),
    )
    people += tuple(Subject(key, guest(key)) for key in "cd")
    problem = Problem(people, (Place("301", 9), Place("302", 9)), terms)

    solution = solution_of(problem, {"a": "301", "b": "301", "c": "302"})

    assert solution.cost == 3 + 1 + 2 + 1
    assert solution.unplaced(people) == people[3:]
