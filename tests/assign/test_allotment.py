"""Which blocks of people go into which vehicles, and which vehicles to which rides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from generator.assign.allotment import Block, Candidate, Packing, allotment, packed

Loads = Mapping[str, Sequence[str]]


def vehicles(**seats: int) -> list[Candidate]:
    """Vehicles by their names; those in capitals are on the ride anyway."""
    return [Candidate(name, n, is_used=name.isupper()) for name, n in seats.items()]


def blocks(*texts: str) -> list[Block]:
    """`甲 6` is a party of six; `甲 6 >a` wants vehicle a, `甲 6 =a` has a liaison in it."""
    made = []
    for text in texts:
        party, size, *more = text.split()
        marks = {word[0]: word[1:] for word in more}
        made.append(Block(party, int(size), marks.get(">"), marks.get("="), "!" in marks))
    return made


def shown(packing: Packing) -> dict[str, list[str]]:
    return {n: [f"{b.party} {b.size}" for b in packing.shares[n]] for n in packing.vehicles}


def test_nobody_needs_no_vehicle() -> None:
    assert packed([], vehicles(a=8), {}) == Packing()
    assert shown(packed([], vehicles(A=8, b=8), {})) == {"A": []}


@pytest.mark.parametrize(
    ("people", "seats", "loads"),
    [
        pytest.param(("甲 6",), {"a": 20, "b": 8}, {"b": ["甲 6"]}, id="the smallest for all"),
        pytest.param(("甲 8",), {"a": 20, "b": 8}, {"b": ["甲 8"]}, id="just enough"),
        pytest.param(
            ("甲 6", "乙 5"), {"a": 8, "b": 9, "c": 8},
            {"a": ["乙 5"], "b": ["甲 6"]}, id="the largest where none takes all",
        ),
        pytest.param(
            ("甲 6", "乙 4", "丙 3"), {"A": 9, "B": 7},
            {"A": ["乙 4", "丙 3"], "B": ["甲 6"]}, id="the one in use that it fills best",
        ),
        pytest.param(("甲 4",), {"A": 4, "b": 4}, {"A": ["甲 4"]}, id="the one in use, full"),
        pytest.param(
            ("甲 4 >b",), {"A": 9, "b": 4}, {"A": [], "b": ["甲 4"]}, id="the one that it wants"
        ),
        pytest.param(
            ("甲 4 >b",), {"A": 9, "b": 5}, {"A": [], "b": ["甲 4"]}, id="wanted with a free seat"
        ),
        pytest.param(("甲 4 >b",), {"A": 9, "b": 3}, {"A": ["甲 4"]}, id="wanted, too small"),
        pytest.param(("甲 4 >B",), {"A": 5, "B": 9},
                     {"A": [], "B": ["甲 4"]}, id="wanted, in use"),
        pytest.param(("甲 4 >x",), {"A": 5, "b": 9}, {"A": ["甲 4"]}, id="wanted, not there"),
        pytest.param(
            ("甲 9 =b", "乙 9"), {"a": 14, "b": 10}, {"a": ["乙 9"], "b": ["甲 9"]},
            id="its liaison's, well filled",
        ),
        pytest.param(
            ("甲 9 =b", "乙 9"), {"a": 14, "b": 9}, {"a": ["乙 9"], "b": ["甲 9"]},
            id="its liaison's, full",
        ),
        pytest.param(
            ("乙 9 =b", "甲 9"), {"a": 14, "b": 8}, {"a": ["乙 9", "甲 1"], "b": ["甲 8"]},
            id="its liaison's, too small",
        ),
        pytest.param(
            ("甲 15", "丙 6 =c", "丁 5", "七 5"), {"a": 19, "b": 13, "c": 12},
            {"a": ["甲 15"], "b": ["七 5"], "c": ["丙 6", "丁 5"]}, id="its liaison's, half filled",
        ),
        pytest.param(
            ("甲 15", "丙 6 =c", "丁 5", "七 5"), {"a": 19, "b": 14, "c": 13},
            {"a": ["甲 15"], "b": ["丙 6", "丁 5"], "c": ["七 5"]}, id="its liaison's, too large",
        ),
        pytest.param(
            ("甲 4 =b", "乙 9"), {"a": 12, "b": 9, "c": 12}, {"a": ["乙 9"], "b": ["甲 4"]},
            id="the smallest for the last",
        ),
        pytest.param(
            ("甲 12",), {"a": 8, "b": 6}, {"a": ["甲 8"], "b": ["甲 4"]}, id="one is divided"
        ),
        pytest.param(
            ("甲 12", "乙 5"), {"a": 9, "b": 6, "c": 5},
            {"a": ["甲 9"], "b": ["乙 5"], "c": ["甲 3"]}, id="the rest waits its turn",
        ),
        pytest.param(
            ("乙 3", "甲 3"), {"a": 3, "b": 3}, {"a": ["乙 3"], "b": ["甲 3"]}, id="of one size"
        ),
        pytest.param(("甲 2",), {"a": 0, "b": 2}, {"b": ["甲 2"]}, id="not one without seats"),
        pytest.param(
            ("甲 5 !", "乙 6"), {"a": 6, "b": 6}, {"a": ["甲 5"], "b": ["乙 6"]},
            id="leaders go first",
        ),
        pytest.param(
            ("甲 5 !", "乙 6"), {"a": 6, "b": 5}, {"a": ["乙 6"], "b": ["甲 5"]},
            id="leaders stay where the others do not fit",
        ),
        pytest.param(
            ("甲 5 !", "乙 4"), {"a": 4, "b": 6}, {"a": ["乙 4"], "b": ["甲 5"]},
            id="leaders stay where they do not fit into the first",
        ),
        pytest.param(
            ("乙 5 !", "甲 5"), {"a": 5, "b": 6}, {"a": ["乙 5"], "b": ["甲 5"]},
            id="leaders fill the first",
        ),
        pytest.param(
            ("甲 5 !", "乙 6 >a"), {"a": 6, "b": 6}, {"a": ["乙 6"], "b": ["甲 5"]},
            id="leaders move nobody who wants a vehicle",
        ),
        pytest.param(
            ("甲 5 !", "乙 6"), {"A": 6, "b": 6}, {"A": ["乙 6"], "b": ["甲 5"]},
            id="leaders move nobody from a vehicle of the plan",
        ),
    ],
)  # fmt: skip
def test_blocks_go_into(
    people: Sequence[str], seats: Mapping[str, int], loads: Mapping[str, Sequence[str]]
) -> None:
    packing = packed(blocks(*people), vehicles(**seats), {})

    assert (shown(packing), packing.missing) == (loads, 0)


def test_the_last_fill_the_seats_that_are_left() -> None:
    packing = packed(blocks("甲 7", "乙 6", "丙 5"), vehicles(a=8, b=8), {})

    assert shown(packing) == {"a": ["甲 7", "丙 1"], "b": ["乙 6", "丙 2"]}
    assert packing.missing == 2


def test_vehicles_of_one_liaison_are_not_used_together() -> None:
    conflicts = {"a": frozenset("b"), "b": frozenset("a")}

    packing = packed(blocks("甲 7", "乙 6"), vehicles(a=8, b=7, c=6), conflicts)
    beside = packed(blocks("甲 7"), vehicles(A=1, B=9, c=8), {"A": frozenset("c")})

    assert shown(packing) == {"a": ["甲 7"], "c": ["乙 6"]}
    assert shown(beside) == {"A": [], "B": ["甲 7"]}


def allotted(
    people: Mapping[str, Sequence[str]],
    seats: Mapping[str, Mapping[str, int]],
    clashing: Mapping[str, str] | None = None,
    conflicts: Mapping[str, frozenset[str]] | None = None,
) -> dict[str, tuple[dict[str, list[str]], int]]:
    found = allotment(
        {ride: blocks(*of_ride) for ride, of_ride in people.items()},
        {ride: vehicles(**of_ride) for ride, of_ride in seats.items()},
        {ride: frozenset((clashing or {}).get(ride, "").split()) for ride in people},
        conflicts or {},
    )
    return {ride: (shown(packing), packing.missing) for ride, packing in found.items()}


CLASH = {"r1": "r2", "r2": "r1"}


def test_a_vehicle_is_on_one_of_two_rides_at_a_time_and_on_both_else() -> None:
    people, seats = {"r1": ["甲 6"], "r2": ["乙 6"]}, {r: {"a": 7, "b": 8} for r in CLASH}

    assert allotted(people, seats) == {"r1": ({"a": ["甲 6"]}, 0), "r2": ({"a": ["乙 6"]}, 0)}
    assert allotted(people, seats, CLASH) == {
        "r1": ({"a": ["甲 6"]}, 0), "r2": ({"b": ["乙 6"]}, 0)
    }  # fmt: skip


def test_the_ride_with_more_people_or_fewer_vehicles_may_choose_first() -> None:
    larger = allotted(
        {"r1": ["甲 3"], "r2": ["乙 8"]}, {"r1": {"a": 8, "b": 8}, "r2": {"a": 8, "b": 4}}, CLASH
    )
    scarce = allotted(
        {"r1": ["甲 9"], "r2": ["乙 3"]}, {"r1": {"a": 9, "b": 12}, "r2": {"a": 9}}, CLASH
    )

    assert larger == {"r1": ({"b": ["甲 3"]}, 0), "r2": ({"a": ["乙 8"]}, 0)}
    assert scarce == {"r1": ({"b": ["甲 9"]}, 0), "r2": ({"a": ["乙 3"]}, 0)}


def test_parties_are_divided_where_whole_ones_leave_people_without_a_seat() -> None:
    found = allotted(
        {"r1": ["甲 5", "乙 5"], "r2": ["丙 6"]},
        {r: {"a": 6, "b": 6, "c": 9} for r in CLASH},
        CLASH,
    )

    assert sum(missing for _, missing in found.values()) == 0
    assert allotted({"r1": ["甲 9"], "r2": ["丙 9"]}, {r: {"a": 8} for r in CLASH}, CLASH) == {
        "r1": ({"a": ["甲 8"]}, 1), "r2": ({}, 9)
    }  # fmt: skip


def test_parties_are_divided_even_for_one_person_without_a_seat() -> None:
    found = allotted(
        {"r1": ["甲 3", "乙 2"], "r2": ["丙 2"]},
        {r: {"a": 4, "b": 4, "c": 1} for r in CLASH},
        CLASH,
    )

    assert found == {"r1": ({"a": [" 4"], "c": [" 1"]}, 0), "r2": ({"b": [" 2"]}, 0)}


def test_a_vehicle_of_the_plan_stays_on_its_ride() -> None:
    assert allotted(
        {"r1": ["甲 6"], "r2": []}, {"r1": {"A": 2, "b": 8}, "r2": {"A": 9, "b": 8}}, CLASH
    ) == {"r1": ({"A": [], "b": ["甲 6"]}, 0), "r2": ({"A": []}, 0)}


def test_a_party_that_fills_a_vehicle_stays_in_it() -> None:
    seats = {"a": 9, "b": 10}
    first = {"r1": ["甲 5 >b"]}

    def later(people: str) -> Loads:
        found = allotted({**first, "r2": [people]}, {"r1": seats, "r2": seats})
        return found["r2"][0]

    assert later("甲 5") == {"b": ["甲 5"]}
    assert later("甲 6") == {"b": ["甲 6"]}
    assert later("甲 4") == {"a": ["甲 4"]}
    assert later("乙 5") == {"a": ["乙 5"]}
    assert later("甲 5 >a") == {"a": ["甲 5"]}


def test_a_vehicle_is_not_on_a_ride_while_another_of_its_liaison_is_under_way() -> None:
    found = allotted(
        {"r1": ["甲 6"], "r2": ["乙 6"]},
        {"r1": {"a": 6}, "r2": {"b": 6, "c": 9}},
        CLASH,
        {"a": frozenset("b"), "b": frozenset("a")},
    )

    assert found == {"r1": ({"a": ["甲 6"]}, 0), "r2": ({"c": ["乙 6"]}, 0)}
