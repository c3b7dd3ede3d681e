"""What a placement costs where people are in one place at different times."""

from __future__ import annotations

import pytest

from generator.assign.costs import breaches_of
from generator.assign.problem import Place, Problem, SharingTerm, Subject
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
