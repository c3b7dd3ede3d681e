"""Whatever the roster: proposed rooms break no rule that the checks know, and move nobody."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.assign import rooms
from generator.assign.proposal import Former, Proposal
from generator.check import check_visit
from generator.check.registry import Scope
from generator.load.assigned import with_placements
from generator.model.standing import Standing
from tests.assign.proposed import scope_of
from tests.support.proof import counts

NAMES = ("张伟", "王芳", "刘洋", "李明", "赵敏", "孙磊", "周洁", "吴霞", "郑玲")
ROOMS = (
    {"floor": "1", "type": "twin", "numbers": "101", "accessible": "yes"},
    {"floor": "1", "type": "twin", "numbers": "102"},
    {"floor": "3", "type": "twin", "numbers": "301-302"},
    {"floor": "3", "type": "single", "numbers": "303"},
    {"floor": "3", "type": "double", "numbers": "304"},
    {"floor": "3", "type": "family", "numbers": "305"},
    {"floor": "3", "type": "suite", "numbers": "306"},
)
HARD = {
    "lodging.bed_shared",
    "lodging.mixed_sexes",
    "lodging.room_over_beds",
    "nights.bed_while_away",
    "nights.bed_unwanted",
    "nights.two_rooms",
    "care.accessible",
    "care.step_free",
    "standards.suite",
    "wishes.apart_in_one_room",
}
"""The checks whose findings a proposal must never cause."""


@st.composite
def visits(draw: st.DrawFn) -> dict[str, Any]:
    names = NAMES[: draw(st.integers(1, len(NAMES)))]
    other = st.sampled_from(names)

    def guest(name: str) -> dict[str, Any]:
        fields = {
            "sex": draw(st.sampled_from(["男", "女"])),
            "party": draw(st.sampled_from(["", "一组", "二组"])),
            "rank": draw(st.sampled_from(["", "省部级", "乡科级"])),
            "needs": draw(st.sampled_from(["", "", "", "轮椅", "行动不便"])),
            "shares_bed": draw(st.sampled_from(["", "是"])),
            "single_room": draw(st.sampled_from(["", "", "是"])),
            "share_with": draw(st.one_of(st.just(""), other)),
            "not_with": draw(st.one_of(st.just(""), st.just(""), other)),
            "companions": draw(st.sampled_from(["", "", "1男", "1女", "2"])),
            "arrival": draw(st.sampled_from(["", "2026-05-19 10:00"])),
        }
        return {"name": name} | {key: text for key, text in fields.items() if text}

    numbers = draw(st.sets(st.integers(0, len(ROOMS) - 1), min_size=2))
    inn = {
        "id": "inn",
        "name": "宾馆",
        "kind": "hotel",
        "designated": "yes",
        "lift": draw(st.sampled_from(["yes", "no"])),
        "rooms": [ROOMS[number] for number in sorted(numbers)],
    }
    stays = draw(st.sampled_from([[], [{"venue": "inn", "room": "102", "people": names[0]}]]))
    return {
        "venues": [inn],
        "parties": ["一组", "二组"],
        "guests": [guest(name) for name in names],
        "stays": stays,
    }


def _proposed(visit: dict[str, Any], standing: Standing) -> tuple[Scope, Proposal]:
    with tempfile.TemporaryDirectory() as folder:
        scope = scope_of(visit, standing, Path(folder))
    return scope, rooms.propose(scope, Former())


def _hard(scope: Scope) -> set[str]:
    return {str(f.message) for f in check_visit(scope.visit).findings if f.code in HARD}


def test_proposed_rooms_break_no_rule(standing: Standing) -> None:
    @given(visits())
    @settings(max_examples=counts(4, 100), deadline=None)
    def try_one(visit: dict[str, Any]) -> None:
        scope, proposal = _proposed(visit, standing)

        placements = [place.placement for place in proposal.places]
        accepted = Scope(with_placements(scope.visit, placements))

        assert _hard(accepted) <= _hard(scope)
        again = rooms.propose(scope, Former(accepted=tuple(placements)))
        assert [place.placement for place in again.places] == placements
        assert all(place.former is None for place in again.places)

    try_one()


def test_the_order_of_the_roster_does_not_decide_whether_everybody_fits(standing: Standing) -> None:
    @given(visits(), st.randoms(use_true_random=False))
    @settings(max_examples=counts(4, 40), deadline=None)
    def try_one(visit: dict[str, Any], random: Random) -> None:
        guests = list(visit["guests"])
        random.shuffle(guests)

        _, first = _proposed(visit, standing)
        _, second = _proposed(visit | {"guests": guests}, standing)

        # How many are left is compared with all that is possible in test_solver.py.
        assert bool(_people_without(first)) == bool(_people_without(second))

    try_one()


def _people_without(proposal: Proposal) -> int:
    return sum(person.headcount for lack in proposal.lacking for person in lack.people)
