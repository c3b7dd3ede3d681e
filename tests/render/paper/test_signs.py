"""Signs: each name and number where it belongs, and nothing that only staff may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.render.paper import PrintOrder
from tests.support.documents.paper import HOSTILE, LODGED, plain, printed, texts


def test_doors_tables_seats_and_vehicles(order_of: Callable[..., PrintOrder]) -> None:
    door, table, seat, vehicle = texts(printed(order_of(**LODGED), "signs"))

    assert "8301" in door
    assert "梁正远" not in door
    assert "4号桌" in table
    assert Counter(table)["桌"] == 2  # one stands on its head
    assert seat.count("梁正远") == 2
    assert "7号车" in vehicle
    assert "13:00明峰宾馆→" in vehicle
    assert "县博物馆" in vehicle


def test_a_telephone_is_on_no_sign(order_of: Callable[..., PrintOrder]) -> None:
    assert "13900001111" not in "".join(texts(printed(order_of(**LODGED), "signs")))


def test_a_door_has_names_if_they_are_asked_for(order_of: Callable[..., PrintOrder]) -> None:
    order = replace(order_of(**LODGED), door_names=True)

    door = texts(printed(order, "signs"))[0]
    assert "8301" in door
    assert "梁正远" in door


@pytest.mark.parametrize(("names", "signs"), [(False, 1), (True, 2)])
def test_a_room_used_twice_has_a_sign_with_names_for_each_range_of_nights(
    order_of: Callable[..., PrintOrder], names: bool, signs: int
) -> None:
    nights = {"venue": "明峰宾馆", "room": "8301"}
    order = order_of(
        guests=["甲某", "乙某"],
        stays=[
            {**nights, "check_in": "2026-05-18", "check_out": "2026-05-19", "people": "甲某"},
            {**nights, "check_in": "2026-05-19", "check_out": "2026-05-20", "people": "乙某"},
        ],
    )

    doors = texts(printed(replace(order, door_names=names), "signs"))[0]

    assert doors.count("8301") == signs
    assert ("5月18日–5月19日" in doors) is names


@pytest.mark.parametrize("name", [*HOSTILE, "阿" * 60, "W" * 60])
def test_a_name_card_is_printed_in_full_and_not_as_markup(
    order_of: Callable[..., PrintOrder], name: str
) -> None:
    seats = texts(printed(order_of(guests=[name]), "signs"))[0]

    # The copy that stands on its head is read back with its lines in another order.
    assert plain(name) in seats
    assert Counter(seats.replace(plain(name), "", 1)) >= Counter(plain(name))


def test_tables_are_sorted_by_number(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(
        guests=["甲某", "乙某"],
        meals=[
            {
                "id": "d",
                "day": "2026-05-18",
                "time": "18:00",
                "kind": "dinner",
                "place": "mingfeng/一楼餐厅",
                "tables": [{"no": "10", "seats": ["甲某"]}, {"no": "2", "seats": ["乙某"]}],
            }
        ],
    )

    signs = texts(printed(order, "signs"))[0]
    assert signs.index("2号桌") < signs.index("10号桌")


def test_people_on_a_platform_have_name_cards(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(
        guests=["张伟", "王芳"],
        schedule=[{"id": "forum", "day": "2026-05-18", "time": "9:00", "title": "座谈会"}],
        seating=[
            {"at": "forum", "form": "platform", "people": "王芳"},
            {"at": "forum", "form": "photograph"},
        ],
    )

    signs = "".join(texts(printed(order, "signs")))
    assert "王芳" in signs
    assert "张伟" not in signs
