"""What each step of the search costs, and what a placement costs after any number of steps."""

from __future__ import annotations

from random import Random

import pytest

from generator.assign.costs import solution_of
from generator.assign.occupancy import UNPLACED, Occupancy
from generator.assign.problem import Problem
from tests.support.placing import coaches, rooms, tables


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
