"""A small visit in; who sits where out, row by row as it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.model.visit import Visit
from generator.seating.assignment import arrangement_of

FORUM = {"id": "forum", "day": "2026-05-18", "time": "9:00-10:00", "title": "座谈会"}
VISIT: dict[str, Any] = {
    "guests": [
        {"name": "丙", "rank": "乡科级"},
        {"name": "戊"},
        {"name": "甲", "rank": "厅局级"},
        {"name": "丁", "rank": "乡科级"},
        {"name": "乙", "rank": "县处级"},
    ],
    "team": {"staff": ["主一", "主二", "主三"]},
    "schedule": [{**FORUM, "for": "全体来宾、主一、主二", "checker": "主三"}],
}
RIDE = {
    "vehicles": [{"number": "1号车", "kind": "小车", "liaison": "主二"}],
    "rides": [{"id": "out", "day": "2026-05-18", "time": "8:00", "from": "明峰高铁站",
               "to": "明峰宾馆", "vehicles": [{"vehicle": "1号车", "people": "丙、甲、主二"}]}],
}  # fmt: skip


@pytest.fixture
def drawn(visit_of: Callable[..., Visit]) -> Callable[..., list[str]]:
    """The rows of a seating: names, `-` for an empty chair, `.` where there is none."""

    def made(seating: dict[str, Any], at: int = 0, **sections: Any) -> list[str]:
        seatings = [*sections.pop("also", ()), {"at": "forum", **seating}]
        visit = visit_of(**{**VISIT, **sections, "seating": seatings})
        rows = arrangement_of(visit, visit.seating[-1]).rows
        return [
            " ".join(
                "." if place is None else place.person.name if place.person else "-"
                for place in row
            )
            for row in rows
        ]

    return made


Drawn = Callable[..., list[str]]


def test_people_sit_by_rank_and_within_a_rank_by_the_roster(drawn: Drawn) -> None:
    assert drawn({"form": "主席台", "people": "全体来宾"}) == ["戊 丙 甲 乙 丁"]


@pytest.mark.parametrize(
    ("visit", "seating", "row"),
    [
        ({}, {}, "丙 甲 乙 丁"),
        ({"right_first": "是"}, {}, "丁 乙 甲 丙"),
        ({"kind": "外事"}, {}, "丁 乙 甲 丙"),
        ({"kind": "外事", "right_first": "否"}, {}, "丙 甲 乙 丁"),
        ({"kind": "外事"}, {"right_first": "否"}, "丙 甲 乙 丁"),
        ({}, {"right_first": "是"}, "丁 乙 甲 丙"),
    ],
)
def test_the_right_is_first_for_foreign_guests_by_default(
    drawn: Drawn, visit: dict[str, Any], seating: dict[str, Any], row: str
) -> None:
    assert drawn({"form": "platform", "people": "甲、乙、丙、丁", **seating}, **visit) == [row]


def test_others_fill_the_seats_that_are_not_given_by_hand(drawn: Drawn) -> None:
    seating = {"form": "platform", "people": "甲、乙、丙", "seats": {"2": "主一", "3": "丙"}}

    assert drawn(seating) == ["丙 甲 主一 乙"]


def test_chairs_beyond_the_people_stay_empty(drawn: Drawn) -> None:
    seating = {"form": "platform", "people": "甲、乙", "chairs": "5"}

    assert drawn(seating) == ["- - 甲 乙 -"]


def test_a_number_by_hand_may_leave_chairs_empty(drawn: Drawn) -> None:
    assert drawn({"form": "platform", "people": "甲", "seats": {"4": "乙"}}) == ["- 甲 - 乙"]


def test_an_absent_person_has_no_seat(drawn: Drawn) -> None:
    late = [{"name": "甲"}, {"name": "乙", "arrival": "2026-05-18 12:00"}]

    assert drawn({"form": "platform", "people": "全体来宾"}, guests=late) == ["甲"]


def test_staff_in_charge_of_an_item_sit_only_by_name(drawn: Drawn) -> None:
    assert drawn({"form": "hall", "people": "主三、甲"}) == ["主三 甲"]
    assert drawn({"form": "hall", "across": "9"}) == ["主一 丁 乙 甲 丙 戊 主二"]


def test_a_hall_seats_those_who_are_not_on_the_platform(drawn: Drawn) -> None:
    platform = {"at": "forum", "form": "platform", "people": "甲、乙", "seats": {"3": "主一"}}
    photograph = {"at": "forum", "form": "photograph"}

    rows = drawn({"form": "hall", "across": "2"}, also=[platform, photograph])

    assert rows == ["丁 丙", "主二 戊"]


def test_in_a_photograph_hosts_and_guests_alternate_around_the_host(drawn: Drawn) -> None:
    assert drawn({"form": "photograph"}) == ["戊 丙 乙 主一 甲 主二 丁"]


def test_at_a_long_table_the_sides_face_each_other(drawn: Drawn) -> None:
    seating = {"form": "会谈长桌", "people": "全体来宾、主一、主二"}

    assert drawn(seating) == ["戊 丙 甲 乙 丁", ". 主二 主一 . ."]


def test_at_a_long_table_a_seat_by_hand_may_be_on_either_side(drawn: Drawn) -> None:
    seating = {"form": "会谈长桌", "people": "甲、乙、主一", "seats": {"主2": "丙", "宾1": "乙"}}

    assert drawn(seating) == [". 乙 甲", "丙 主一 ."]


def test_in_a_car_the_liaison_sits_beside_the_driver(drawn: Drawn) -> None:
    assert drawn({"at": "out"}, **RIDE) == [". . 主二", "丙 - 甲"]


def test_in_a_car_the_front_seat_may_be_given_to_somebody_else(drawn: Drawn) -> None:
    assert drawn({"at": "out", "seats": {"4": "丙"}}, **RIDE) == [". . 丙", "主二 - 甲"]


def test_a_coach_has_all_its_seats(drawn: Drawn) -> None:
    coach = {**RIDE, "vehicles": [{"number": "1号车", "kind": "中巴", "seats": "6"}]}

    assert drawn({"at": "out"}, **coach) == ["- 主二 . 丙 甲", ". . . - -"]


def dinner(*seats: object, **meal: object) -> dict[str, Any]:
    return {
        "meals": [
            {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "机关食堂", **meal,
             "tables": [{"no": "1", "seats": list(seats)}]}
        ]
    }  # fmt: skip


def numbers(visit: Visit) -> dict[str, str | None]:
    return {seat.person.name: seat.number for seat in visit.meals[0].tables[0].seats}


def test_a_ranked_meal_has_numbers_clockwise_from_the_host(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(**VISIT, **dinner("主二", "丙", "甲", "乙", "主一", "丁", ranked="是"))

    assert numbers(visit) == {
        "主一": "1", "甲": "6", "乙": "2", "主二": "5", "丙": "3", "丁": "4"
    }  # fmt: skip


def test_at_a_ranked_meal_a_written_number_stays(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        **VISIT, **dinner("主一", "甲", {"no": "3", "person": "乙"}, "丙", ranked="是")
    )

    assert numbers(visit) == {"主一": "1", "甲": "4", "乙": "3", "丙": "2"}


def test_other_meals_have_no_seat_numbers(visit_of: Callable[..., Visit]) -> None:
    assert numbers(visit_of(**VISIT, **dinner("甲", "主一"))) == {"甲": None, "主一": None}
