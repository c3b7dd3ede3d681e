"""Golden cases: where the solver puts everybody after a short search, step by step the same.

An office that asks again, on another computer, gets the proposal of before: a change of the search
changes proposals that people know, and is seen here. `looks` is how long is searched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from generator.assign.problem import Problem
from generator.assign.solver import solve
from tests.support.placing import coaches, rooms, tables


def crowded(number: int, people: int) -> Problem:
    """Too few rooms; every third guest needs one only with the next, or had one before."""
    problem = rooms(number, people, nights=2)
    places = problem.places[: people // 3]
    subjects = tuple(
        replace(
            one,
            unit=f"unit {n // 3}" if n % 3 < 2 else None,
            size=2 if n % 7 == 6 else 1,
            former=places[n % len(places)].key if n % 3 == 2 else None,
            informed=n % 2 == 0,
        )
        for n, one in enumerate(problem.subjects)
    )
    return replace(problem, subjects=subjects, places=places)


PROBLEMS: Mapping[str, Callable[[int, int], Problem]] = {
    "rooms": partial(rooms, nights=3),
    "tables": tables,
    "coaches": coaches,
    "minibuses": partial(coaches, seats=(6, 9, 7)),
    "crowded": crowded,
}


@pytest.mark.golden_test("searches/*.yml")
def test_a_search_has_the_same_result_on_every_computer(golden: Any) -> None:
    problem = PROBLEMS[golden["problem"]](golden["number"], golden["people"])

    solution = solve(problem, looks=golden["looks"])

    people: dict[str, list[str]] = {}
    for key, place in solution.places.items():
        people.setdefault(place or "nowhere", []).append(key)
    assert golden.out["cost"] == solution.cost
    assert golden.out["places"] == [f"{place}: {' '.join(people[place])}" for place in people]
