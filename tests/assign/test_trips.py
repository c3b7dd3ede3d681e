"""New rides are those with the least waiting; vehicles are divided so that nobody lacks a seat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.assign.allotment import Block, Candidate, packed
from generator.assign.trips import RIDE_IN_MINUTES, Need, _waiting, grouped
from generator.model.people import Guest
from generator.model.record import PersonId
from generator.model.standing import Venue
from generator.text import Text

RAIL, INN = (Venue.model_construct(id=name, name=Text(name)) for name in ("rail", "inn"))
WAIT = timedelta(minutes=40)


def arrival(number: int, minutes: int) -> Need:
    """The need of a guest who arrives so many minutes after eight, and waits for 40 at most."""
    at = datetime(2026, 5, 18, 8) + timedelta(minutes=minutes)
    guest = Guest.model_construct(id=PersonId(str(number)), name=str(number))
    return Need(guest, RAIL, INN, at, at + WAIT, at, at, at + WAIT, Text("train"), is_before=False)


def divisions(minutes: list[int]) -> Iterator[list[list[int]]]:
    """All ways to divide times in order into groups."""
    for count in range(len(minutes)):
        for cuts in combinations(range(1, len(minutes)), count):
            bounds = [0, *cuts, len(minutes)]
            yield [minutes[a:b] for a, b in pairwise(bounds)]


def cost(groups: list[list[Need]]) -> float | None:
    waiting = [_waiting(group) for group in groups]
    if None in waiting:
        return None
    return RIDE_IN_MINUTES * len(groups) + sum(filter(None, waiting))


@given(st.lists(st.integers(0, 150), min_size=1, max_size=8))
def test_rides_and_waiting_together_are_the_least_possible(minutes: list[int]) -> None:
    needs = [arrival(number, minute) for number, minute in enumerate(minutes)]

    groups = grouped(needs)

    ordered = sorted(needs, key=lambda need: need.best)
    costs = [cost(division) for division in divisions(ordered)]  # type: ignore[arg-type, type-var]
    assert cost(groups) == min(one for one in costs if one is not None)
    assert sorted(n.person.id for group in groups for n in group) == sorted(
        need.person.id for need in needs
    )


@given(
    st.lists(st.integers(1, 30), max_size=6),
    st.lists(st.integers(1, 50), max_size=5),
    st.sets(st.integers(0, 4), max_size=2),
)
def test_everybody_has_a_seat_where_there_are_enough(
    parties: list[int], seats: list[int], shared: set[int]
) -> None:
    blocks = [Block(f"{number}组", size) for number, size in enumerate(parties)]
    vehicles = [Candidate(f"{number}号车", count) for number, count in enumerate(seats)]
    pair = {f"{number}号车" for number in shared} if len(shared) > 1 else set[str]()
    conflicts = {number: frozenset(pair - {number}) for number in pair}

    packing = packed(blocks, vehicles, conflicts)

    loads = {number: sum(b.size for b in packing.shares[number]) for number in packing.vehicles}
    assert all(loads[c.number] <= c.seats for c in vehicles if c.number in loads)
    assert len(pair & {number for number, load in loads.items() if load}) <= 1
    assert sum(loads.values()) + packing.missing == sum(parties)
    if not pair:
        assert packing.missing == max(0, sum(parties) - sum(seats))


def test_the_first_by_rank_ride_in_the_first_vehicle_though_others_are_left_over() -> None:
    blocks = [Block("甲组", 6), Block("乙组", 5, leads=True)]
    vehicles = [Candidate(number, 8) for number in ("1号车", "2号车", "3号车")]

    packing = packed(blocks, vehicles, {})

    parties = {number: [b.party for b in packing.shares[number]] for number in packing.vehicles}
    assert parties == {"1号车": ["乙组"], "2号车": ["甲组"]}
