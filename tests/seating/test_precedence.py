"""The orders of seats for 1 to 15 people, as tables (facts of official reception)."""

from __future__ import annotations

import pytest

from generator.seating.precedence import (
    alternating,
    as_seated,
    banquet_order,
    car_rows,
    coach_rows,
    even_rows,
    hall_rows,
    long_table_rows,
    outward,
    photograph_rows,
    platform_order,
)

SEEN = {
    "left first, from the audience": (False, False),
    "left first, from the seats": (False, True),
    "right first, from the audience": (True, False),
    "right first, from the seats": (True, True),
}
ODD = {
    "left first, from the audience": """
        1
        3 1 2
        5 3 1 2 4
        7 5 3 1 2 4 6
        9 7 5 3 1 2 4 6 8
        11 9 7 5 3 1 2 4 6 8 10
        13 11 9 7 5 3 1 2 4 6 8 10 12
        15 13 11 9 7 5 3 1 2 4 6 8 10 12 14
    """,
    "left first, from the seats": """
        1
        2 1 3
        4 2 1 3 5
        6 4 2 1 3 5 7
        8 6 4 2 1 3 5 7 9
        10 8 6 4 2 1 3 5 7 9 11
        12 10 8 6 4 2 1 3 5 7 9 11 13
        14 12 10 8 6 4 2 1 3 5 7 9 11 13 15
    """,
    "right first, from the audience": """
        1
        2 1 3
        4 2 1 3 5
        6 4 2 1 3 5 7
        8 6 4 2 1 3 5 7 9
        10 8 6 4 2 1 3 5 7 9 11
        12 10 8 6 4 2 1 3 5 7 9 11 13
        14 12 10 8 6 4 2 1 3 5 7 9 11 13 15
    """,
    "right first, from the seats": """
        1
        3 1 2
        5 3 1 2 4
        7 5 3 1 2 4 6
        9 7 5 3 1 2 4 6 8
        11 9 7 5 3 1 2 4 6 8 10
        13 11 9 7 5 3 1 2 4 6 8 10 12
        15 13 11 9 7 5 3 1 2 4 6 8 10 12 14
    """,
}
EVEN = {
    "left first, from the audience": """
        1 2
        3 1 2 4
        5 3 1 2 4 6
        7 5 3 1 2 4 6 8
        9 7 5 3 1 2 4 6 8 10
        11 9 7 5 3 1 2 4 6 8 10 12
        13 11 9 7 5 3 1 2 4 6 8 10 12 14
    """,
    "left first, from the seats": """
        2 1
        4 2 1 3
        6 4 2 1 3 5
        8 6 4 2 1 3 5 7
        10 8 6 4 2 1 3 5 7 9
        12 10 8 6 4 2 1 3 5 7 9 11
        14 12 10 8 6 4 2 1 3 5 7 9 11 13
    """,
    "right first, from the audience": """
        2 1
        4 2 1 3
        6 4 2 1 3 5
        8 6 4 2 1 3 5 7
        10 8 6 4 2 1 3 5 7 9
        12 10 8 6 4 2 1 3 5 7 9 11
        14 12 10 8 6 4 2 1 3 5 7 9 11 13
    """,
    "right first, from the seats": """
        1 2
        3 1 2 4
        5 3 1 2 4 6
        7 5 3 1 2 4 6 8
        9 7 5 3 1 2 4 6 8 10
        11 9 7 5 3 1 2 4 6 8 10 12
        13 11 9 7 5 3 1 2 4 6 8 10 12 14
    """,
}
BANQUET = {
    1: "H1",
    2: "H1 G1",
    3: "H1 G2 G1",
    4: "H1 G2 H2 G1",
    5: "H1 G2 H3 H2 G1",
    6: "H1 G2 H3 G3 H2 G1",
    7: "H1 G2 H3 G4 G3 H2 G1",
    8: "H1 G2 H3 G4 H4 G3 H2 G1",
    9: "H1 G2 H3 G4 H5 H4 G3 H2 G1",
    10: "H1 G2 H3 G4 H5 G5 H4 G3 H2 G1",
    11: "H1 G2 H3 G4 H5 G6 G5 H4 G3 H2 G1",
    12: "H1 G2 H3 G4 H5 G6 H6 G5 H4 G3 H2 G1",
    13: "H1 G2 H3 G4 H5 G6 H7 H6 G5 H4 G3 H2 G1",
    14: "H1 G2 H3 G4 H5 G6 H7 G7 H6 G5 H4 G3 H2 G1",
    15: "H1 G2 H3 G4 H5 G6 H7 G8 G7 H6 G5 H4 G3 H2 G1",
}
"""Clockwise from the host, who faces the door."""
LONG_TABLE = {
    (1, 1): ("1", "1"),
    (2, 2): (". 1 2", "2 1 ."),
    (3, 3): ("3 1 2", "2 1 3"),
    (4, 4): (". 3 1 2 4", "4 2 1 3 ."),
    (5, 5): ("5 3 1 2 4", "4 2 1 3 5"),
    (6, 6): (". 5 3 1 2 4 6", "6 4 2 1 3 5 ."),
    (7, 7): ("7 5 3 1 2 4 6", "6 4 2 1 3 5 7"),
    (6, 3): ("5 3 1 2 4 6", ". 2 1 3 . ."),
    (2, 5): (". . 1 2 .", "4 2 1 3 5"),
    (3, 0): ("3 1 2", ". . ."),
    (0, 0): ("", ""),
}
"""Guests facing the onlooker, and the hosts, whose backs he sees: No. 1 faces No. 1."""
LONG_TABLE_RIGHT_FIRST = {
    (1, 1): ("1", "1"),
    (2, 2): ("2 1 .", ". 1 2"),
    (3, 3): ("2 1 3", "3 1 2"),
    (4, 4): ("4 2 1 3 .", ". 3 1 2 4"),
    (5, 5): ("4 2 1 3 5", "5 3 1 2 4"),
    (6, 3): ("6 4 2 1 3 5", ". . 3 1 2 ."),
}
PHOTOGRAPH = {
    1: "1",
    3: "3 1 2",
    4: "3 1 2 4",
    5: "5 | 3 1 2 4",
    6: "5 6 | 3 1 2 4",
    7: "7 5 6 | 3 1 2 4",
    8: "7 5 6 8 | 3 1 2 4",
    9: "9 | 7 5 6 8 | 3 1 2 4",
    15: "15 13 14 | 11 9 10 12 | 7 5 6 8 | 3 1 2 4",
}
"""Four in a row; the rear row first, as it is at the top of the picture."""
HALL = {
    1: "1",
    3: "2 1 3",
    4: "4 2 1 3",
    5: "4 2 1 3 | 5",
    6: "4 2 1 3 | 6 5",
    7: "4 2 1 3 | 6 5 7",
    8: "4 2 1 3 | 8 6 5 7",
    15: "4 2 1 3 | 8 6 5 7 | 12 10 9 11 | 14 13 15",
}
"""Four in a row; the front row first, seen from behind."""
COACH = {
    1: ". . . . 1",
    2: ". . . 2 1",
    3: ". 3 . 2 1",
    4: "4 3 . 2 1",
    5: "4 3 . 2 1 | . . . . 5",
    6: "4 3 . 2 1 | . . . 6 5",
    7: "4 3 . 2 1 | . 7 . 6 5",
    8: "4 3 . 2 1 | 8 7 . 6 5",
    9: "4 3 . 2 1 | 8 7 . 6 5 | . . . . 9",
    10: "4 3 . 2 1 | 8 7 . 6 5 | . . . 10 9",
    11: "4 3 . 2 1 | 8 7 . 6 5 | . 11 . 10 9",
    12: "4 3 . 2 1 | 8 7 . 6 5 | 12 11 . 10 9",
    13: "4 3 . 2 1 | 8 7 . 6 5 | 12 11 . 10 9 | . . . . 13",
    14: "4 3 . 2 1 | 8 7 . 6 5 | 12 11 . 10 9 | . . . 14 13",
    15: "4 3 . 2 1 | 8 7 . 6 5 | 12 11 . 10 9 | . 15 . 14 13",
}
"""The front first, from the passengers' left to their right."""


def in_text(*rows: tuple[int | None, ...]) -> str:
    """Rows as the tables above write them."""
    return " | ".join(" ".join(str(n) if n else "." for n in row) for row in rows)


@pytest.mark.parametrize("table", [ODD, EVEN], ids=["odd", "even"])
@pytest.mark.parametrize("seen", SEEN)
def test_a_platform(table: dict[str, str], seen: str) -> None:
    right_first, from_the_seats = SEEN[seen]
    rows = [line.split() for line in table[seen].strip().splitlines()]

    for row in rows:
        order = platform_order(len(row), right_first=right_first)
        assert in_text(as_seated(order) if from_the_seats else order) == " ".join(row)


def test_the_tables_are_for_one_to_fifteen_people() -> None:
    for seen in SEEN:
        rows = (ODD[seen] + EVEN[seen]).strip().splitlines()
        assert sorted(len(row.split()) for row in rows if row.strip()) == list(range(1, 16))


@pytest.mark.parametrize("people", range(1, 16))
@pytest.mark.parametrize("right_first", [False, True])
def test_the_front_row_of_a_photograph_is_like_a_platform(people: int, right_first: bool) -> None:
    row = platform_order(people, right_first=right_first)

    assert photograph_rows(people, people, right_first=right_first) == (row,)


@pytest.mark.parametrize("people", PHOTOGRAPH)
def test_further_rows_of_a_photograph_stand_behind(people: int) -> None:
    rows = photograph_rows(people, 4)

    assert in_text(*rows) == PHOTOGRAPH[people]
    assert photograph_rows(people, 4, right_first=True) == tuple(as_seated(row) for row in rows)


@pytest.mark.parametrize("people", HALL)
def test_a_hall_is_seen_from_behind(people: int) -> None:
    rows = hall_rows(people, 4)

    assert in_text(*rows) == HALL[people]
    assert hall_rows(people, 4, right_first=True) == tuple(as_seated(row) for row in rows)


@pytest.mark.parametrize(("people", "most", "across"), [(33, 10, 9), (10, 10, 10), (0, 10, 0)])
def test_no_row_is_much_shorter_than_the_others(people: int, most: int, across: int) -> None:
    assert even_rows(people, most) == across


@pytest.mark.parametrize("sides", LONG_TABLE)
def test_a_long_table(sides: tuple[int, int]) -> None:
    far, near = long_table_rows(*sides)

    assert (in_text(far), in_text(near)) == LONG_TABLE[sides]


@pytest.mark.parametrize("sides", LONG_TABLE_RIGHT_FIRST)
def test_a_long_table_right_first(sides: tuple[int, int]) -> None:
    far, near = long_table_rows(*sides, right_first=True)

    assert (in_text(far), in_text(near)) == LONG_TABLE_RIGHT_FIRST[sides]


@pytest.mark.parametrize(("seats", "around"), BANQUET.items())
def test_at_a_banquet_the_first_guest_is_at_the_host_s_right(seats: int, around: str) -> None:
    assert banquet_order(seats) == tuple(around.split())


@pytest.mark.parametrize(
    ("hosts", "guests", "order"),
    [("甲", "", "甲"), ("甲", "一二三四", "甲一二三四"), ("", "一二", "一二"),
     ("甲乙丙丁", "一", "甲一乙丙丁"), ("甲乙丙", "一二三", "甲一二乙丙三")],
)  # fmt: skip
def test_the_longer_side_continues_alone(hosts: str, guests: str, order: str) -> None:
    assert "".join(alternating(hosts, guests)) == order


def test_seats_at_a_round_table_are_filled_from_the_host_outward() -> None:
    assert outward(6) == (0, 5, 1, 4, 2, 3)
    assert outward(5) == (0, 4, 1, 3, 2)


def test_in_a_car_the_rear_right_is_first_and_the_front_last() -> None:
    assert in_text(*car_rows()) == ". . 4 | 2 3 1"


@pytest.mark.parametrize("seats", COACH)
def test_in_a_coach_front_is_before_rear_and_right_before_left(seats: int) -> None:
    assert in_text(*coach_rows(seats)) == COACH[seats]


def test_without_people_there_are_no_seats() -> None:
    assert platform_order(0) == banquet_order(0) == coach_rows(0) == outward(0) == ()
    assert photograph_rows(0, 4) == hall_rows(0, 4) == ()
