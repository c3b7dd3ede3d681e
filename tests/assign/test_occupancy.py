"""What each step of the search costs, and what a placement costs after any number of steps."""

from __future__ import annotations

from random import Random

import pytest

from generator.assign.costs import solution_of
from generator.assign.occupancy import IDLE, UNPLACED, Occupancy
from generator.assign.problem import Place, Problem, Subject
from tests.support.placing import coaches, guest, rooms, tables


@pytest.mark.parametrize("problem", [rooms(4, 16, nights=3), tables(4, 16), coaches(4, 24)])
def test_the_cost_after_each_step_is_that_of_the_definitions(problem: Problem) -> None:
    random, now = Random(1), Occupancy(problem)

    for _ in range(60):
        subject, place = random.randrange(len(now.subjects)), random.randrange(len(now.places))
        if now.place_of[subject] is not None:
            now.remove(subject)
        before, change = now.cost, now.cost_of_adding(subject, place)
        if change is not None:
            now.add(subject, place)

        solution = solution_of(problem, now.placed())
        unplaced = sum(one.size for one in solution.unplaced(problem.subjects))
        assert now.cost == before + (change or 0) == unplaced * UNPLACED + solution.cost


def test_those_of_an_incomplete_unit_cost_nearly_as_much_as_without_a_place() -> None:
    sizes = {"a": 2, "b": 1, "c": 3, "d": 1}
    people = [
        Subject(k, guest(k), size=n, unit="ab" if k != "d" else None) for k, n in sizes.items()
    ]
    now = Occupancy(Problem(tuple(people), (Place("301", 9),), ()))

    costs = [now.cost]
    for subject in (0, 3, 1, 2):
        change = now.cost_of_adding(subject, 0)
        now.add(subject, 0)
        costs.append(now.cost)
        assert costs[-2] + (change or 0) == now.cost
    for subject in (2, 3, 1, 0):
        now.remove(subject)
        costs.append(now.cost)

    assert costs == [
        7 * UNPLACED,
        5 * UNPLACED + 2 * IDLE,
        4 * UNPLACED + 2 * IDLE,
        3 * UNPLACED + 3 * IDLE,
        0,
        3 * UNPLACED + 3 * IDLE,
        4 * UNPLACED + 3 * IDLE,
        5 * UNPLACED + 2 * IDLE,
        7 * UNPLACED,
    ]
