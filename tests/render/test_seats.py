"""The orders of seats for 1 to 15 people, as tables (facts of official reception)."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from generator.render.seats import (
    Chair,
    banquet_order,
    car_order,
    car_picture,
    coach_order,
    coach_picture,
    long_table_picture,
    photograph_order,
    platform_order,
    round_table_picture,
    row_picture,
)
from generator.render.timeline import width_of

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


@pytest.mark.parametrize(("people", "row"), PLATFORM.items())
def test_left_first_no_2_sits_at_no_1_s_left_hand(people: int, row: tuple[int, ...]) -> None:
    assert platform_order(people) == row


@pytest.mark.parametrize(("people", "row"), PLATFORM.items())
def test_a_photograph_s_front_row_is_like_a_platform(people: int, row: tuple[int, ...]) -> None:
    assert photograph_order(people) == row
    assert photograph_order(people, right_first=True) == tuple(reversed(row))


@pytest.mark.parametrize(("people", "row"), PLATFORM.items())
def test_right_first_is_the_mirror(people: int, row: tuple[int, ...]) -> None:
    assert platform_order(people, right_first=True) == tuple(reversed(row))


@pytest.mark.parametrize(("seats", "around"), BANQUET.items())
def test_at_a_banquet_the_first_guest_is_at_the_host_s_right(seats: int, around: str) -> None:
    assert banquet_order(seats) == tuple(around.split())


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


@pytest.mark.parametrize("rows", range(1, 16))
def test_in_a_coach_front_is_before_rear_and_right_before_left(rows: int) -> None:
    order = coach_order(rows)

    assert order[0] == (4, 3, 2, 1)
    assert [rank for row in order for rank in reversed(row)] == list(range(1, rows * 4 + 1))


def test_nobody_sits_nowhere() -> None:
    assert platform_order(0) == banquet_order(0) == coach_order(0) == ()


NASTY = '"><script>&'
PICTURES = {
    "row": row_picture([NASTY, "2"], NASTY),
    "long table": long_table_picture([NASTY], ["主1", "主2"], NASTY),
    "round table": round_table_picture([Chair(NASTY, NASTY, NASTY, "host")], NASTY, NASTY),
    "empty table": round_table_picture([], NASTY, NASTY),
    "car": car_picture([NASTY, "4", "2", "3", "1"], NASTY),
    "coach": coach_picture(3, NASTY, NASTY, NASTY),
}


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_picture_is_sound_whatever_it_says(picture: str) -> None:
    root = ElementTree.fromstring(picture)

    assert root.get("aria-label") == NASTY
    assert "{http://www.w3.org/2000/svg}script" not in {element.tag for element in root.iter()}


@pytest.mark.parametrize("people", [1, 2, 8, 10, 12, 20])
@pytest.mark.parametrize("name", ["张伟", "阿依古丽·买买提江·吐尔逊"])
def test_names_around_a_table_stay_within_the_picture(people: int, name: str) -> None:
    picture = round_table_picture([Chair(name, mind="清真")] * people, "")

    root = ElementTree.fromstring(picture)
    width, height = (float(x) for x in str(root.get("viewBox")).split()[2:])
    words = width_of(name) * 13 / 12
    for text in root.iterfind(".//{*}g/{*}text[@text-anchor]"):
        span = text.find("{*}tspan")
        if span is None:
            continue
        x, y = float(span.get("x", "")), float(text.get("y", ""))
        left = {"start": x, "middle": x - words / 2, "end": x - words}[text.get("text-anchor", "")]
        assert 0 <= left <= left + words <= width
        assert 12 <= y <= height - 13


def test_the_host_s_side_and_diets_can_be_told() -> None:
    chairs = [Chair("李娜", side="host"), Chair("马晓东", "5", "清真", "guest")]

    picture = round_table_picture(chairs, "1 号桌", "1")

    assert 'class="chair host"' in picture
    assert 'class="mind">清真<' in picture
    assert 'class="small">5<' in picture
