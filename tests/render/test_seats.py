"""The orders of seats for 1 to 15 people, as tables (facts of official reception)."""

from __future__ import annotations

import pytest

from generator.render.seats import banquet_order, car_order, coach_order, platform_order

PLATFORM = {
    1: (1,),
    2: (1, 2),
    3: (3, 1, 2),
    4: (3, 1, 2, 4),
    5: (5, 3, 1, 2, 4),
    6: (5, 3, 1, 2, 4, 6),
    7: (7, 5, 3, 1, 2, 4, 6),
    8: (7, 5, 3, 1, 2, 4, 6, 8),
    9: (9, 7, 5, 3, 1, 2, 4, 6, 8),
    10: (9, 7, 5, 3, 1, 2, 4, 6, 8, 10),
    11: (11, 9, 7, 5, 3, 1, 2, 4, 6, 8, 10),
    12: (11, 9, 7, 5, 3, 1, 2, 4, 6, 8, 10, 12),
    13: (13, 11, 9, 7, 5, 3, 1, 2, 4, 6, 8, 10, 12),
    14: (13, 11, 9, 7, 5, 3, 1, 2, 4, 6, 8, 10, 12, 14),
    15: (15, 13, 11, 9, 7, 5, 3, 1, 2, 4, 6, 8, 10, 12, 14),
}
BANQUET = {
    2: ("H1", "G1"),
    4: ("H1", "G2", "H2", "G1"),
    8: ("H1", "G2", "H3", "G4", "H4", "G3", "H2", "G1"),
}


@pytest.mark.parametrize(("people", "row"), PLATFORM.items())
def test_left_first_no_2_sits_at_no_1_s_left_hand(people: int, row: tuple[int, ...]) -> None:
    assert platform_order(people) == row


@pytest.mark.parametrize(("people", "row"), PLATFORM.items())
def test_right_first_is_the_mirror(people: int, row: tuple[int, ...]) -> None:
    assert platform_order(people, right_first=True) == tuple(reversed(row))


@pytest.mark.parametrize(("seats", "around"), BANQUET.items())
def test_at_a_banquet_the_first_guest_is_at_the_host_s_right(
    seats: int, around: tuple[str, ...]
) -> None:
    assert banquet_order(seats) == around


@pytest.mark.parametrize("seats", range(1, 16))
def test_a_banquet_seats_each_person_once(seats: int) -> None:
    around = banquet_order(seats)

    assert len(set(around)) == len(around) == seats
    assert around[0] == "H1"


def test_in_a_car_the_rear_right_is_first_and_the_front_last() -> None:
    assert sorted(car_order(), key=car_order().__getitem__) == [
        "rear_right",
        "rear_left",
        "rear_middle",
        "front",
    ]


def test_in_a_coach_front_is_before_rear_and_right_before_left() -> None:
    assert coach_order(2) == ((4, 3, 2, 1), (8, 7, 6, 5))
