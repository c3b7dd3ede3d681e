"""How far from the proven optimum the solver's placements are, on sixty random problems."""

from __future__ import annotations

import pytest

from generator.assign.solver import solve
from tests.support.optimum import Case, optimum_of, random_cases, solved_cases
from tests.support.proof import PROOF

MOST_ABOVE = 1.02
SMALLEST_WEIGHT = 10

PROVEN = [case for case in solved_cases() if case.is_proven]
TRIED = PROVEN if PROOF else [case for case in PROVEN if case.people <= 24][:8]


def test_the_optima_are_of_sixty_random_cases() -> None:
    cases = [(case.kind, case.people, case.number) for case in solved_cases()]

    assert cases == [(case.kind, case.people, case.number) for case in random_cases()]
    assert len(PROVEN) >= 50


def test_placements_cost_little_more_than_the_optimum_and_mostly_as_little() -> None:
    costs = [(case, solve(case.problem).cost) for case in TRIED]

    assert [
        (case, cost)
        for case, cost in costs
        if not case.optimum <= cost <= MOST_ABOVE * case.optimum + SMALLEST_WEIGHT
    ] == []
    assert sum(cost == case.optimum for case, cost in costs) >= len(costs) / 2


@pytest.mark.parametrize(
    "case",
    [
        *(case for case in PROVEN if case.seconds < 0.5 and case.number < 9),
        *(pytest.param(case, marks=pytest.mark.proof) for case in PROVEN if case.number >= 9),
    ],
    ids=str,
)
def test_the_optimum_of_a_case_is_proven_again(case: Case) -> None:
    optimum = optimum_of(case.problem)

    assert (optimum.cost, optimum.is_proven) == (case.optimum, True)
