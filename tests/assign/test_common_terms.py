"""What rooms, tables and rides have in common: weights, wishes, values that people share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.assign.common_terms import foreign_language_of, sets_of, steady_terms
from generator.assign.problem import Place, Subject
from generator.assign.weights import DEFAULTS, weights_of
from generator.assign.wishes import Wishes
from generator.model.people import Guest
from generator.model.record import PersonId
from generator.model.visit import Visit
from tests.support.placing import guest


@pytest.fixture
def visit(visit_of: Callable[..., Visit]) -> Visit:
    return visit_of(guests=["张伟"])


def test_the_weights_of_older_pages_are_those_of_the_page(visit: Visit) -> None:
    assert weights_of(visit) == DEFAULTS


def test_people_belong_together_who_have_a_value_in_common(visit: Visit) -> None:
    people = {"a": "zh", "b": "en", "c": "en", "d": None, "e": None, "f": "ru"}

    values = {
        key: foreign_language_of(visit, Guest.model_construct(language=language))
        for key, language in people.items()
    }

    assert values == people | {"a": None}
    assert sets_of(values.items()) == (frozenset("bc"),)


def test_the_pairs_of_wishes_among_those_who_are_there() -> None:
    named = {"a": "bc", "b": "a", "c": "d", "d": "e"}
    wishes = Wishes(
        {PersonId(key): frozenset(map(PersonId, others)) for key, others in named.items()}
    )

    assert ["".join(sorted(pair)) for pair in wishes.sets_among("abcd")] == ["ab", "ac", "ab", "cd"]
    assert wishes.by_person["a"] == frozenset("bc")
    assert [
        wishes.between(PersonId(one), PersonId(other)) for one, other in ("ab", "ac", "ca", "bc")
    ] == [
        "mutual",
        "names",
        "named",
        None,
    ]


def test_to_leave_a_former_place_costs_more_for_those_who_have_been_informed(visit: Visit) -> None:
    places = {key: Place(key, 2) for key in ("301", "302")}
    people = [
        Subject("a", guest("a"), former="301"),
        Subject("b", guest("b"), former="302", informed=True),
        Subject("c", guest("c"), informed=True),
        Subject("d", guest("d"), former="309", informed=True),
    ]

    moved = {
        term.code: [
            f"{one.key} {place.key}"
            for one in people
            for place in places.values()
            if term.cost(one, place)
        ]
        for term in steady_terms(visit, people, places)
    }

    assert moved == {"steady": ["a 302"], "informed": ["b 301"]}
    assert list(steady_terms(visit, people[2:], places)) == []
