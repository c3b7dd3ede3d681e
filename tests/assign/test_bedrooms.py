"""In which hotels people may be placed, and which of their rooms are free on which nights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.assign.bedrooms import Bedroom, bedrooms_of, hotels_of
from generator.model.standing import Standing
from tests.assign.proposed import scope_of


def hotel(name: str, *rooms: dict[str, Any], **fields: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "kind": "hotel",
        "rooms": rooms or ({"numbers": "1"},),
    } | fields


@pytest.mark.parametrize(
    ("designated", "hotels"),
    [
        (["annex", "inn", "mill", "court", "lodge"], "annex mill lodge inn court"),
        (["inn", "lodge"], "annex lodge inn"),
        ([], "annex mill club lodge inn court"),
    ],
)
def test_hotels_of_the_plan_come_first_and_undesignated_ones_where_there_are_no_others(
    designated: list[str], hotels: str, standing: Standing, tmp_path: Path
) -> None:
    of_host = [hotel("court"), hotel("lodge"), hotel("spa") | {"rooms": []}]
    of_visit = [hotel("annex"), hotel("inn"), hotel("mill"), hotel("club")]
    site = {"id": "site", "name": "site", "rooms": [{"numbers": "1"}]}
    for venue in (*of_host, *of_visit):
        venue["designated"] = "yes" if venue["id"] in designated else "no"
    visit = {
        "venues": [*of_visit, site],
        "guests": ["张伟"],
        "stays": [{"venue": "annex", "room": "1", "people": "张伟"}],
        "meals": [
            {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "mill"},
            {"day": "2026-05-19", "time": "18:00", "kind": "晚餐", "place": "待定"},
        ],
        "vehicles": ["1号车"],
        "rides": [
            {"day": "2026-05-18", "time": "9:00", "from": "club", "to": "lodge",
             "vehicles": [{"vehicle": "1号车", "people": "all"}]}
        ],
    }  # fmt: skip

    host = scope_of({"venues": of_host, "guests": ["丁一"]}, standing, tmp_path).visit.venues

    scope = scope_of(visit, standing, tmp_path, venues=host)

    assert " ".join(venue.id for venue in hotels_of(scope.visit)) == hotels


def test_rooms_are_taken_by_other_visits_and_by_people_whose_rooms_have_no_number(
    standing: Standing, tmp_path: Path
) -> None:
    venues = [
        hotel("hall", {"type": "twin", "numbers": "201-204"}),
        hotel(
            "inn", {"type": "single", "numbers": "101-103"}, {"type": "twin", "numbers": "201-206"}
        ),
        hotel("lodge", {"type": "twin", "numbers": "201-204"}),
    ]
    visit = {
        "venues": venues,
        "guests": ["张伟", "李明", "刘洋", "孙磊", "何军"],
        "stays": [
            {"venue": "inn", "room": "202", "people": "张伟"},
            {"venue": "inn", "type": "single", "count": 2, "check_out": "2026-05-19",
             "people": "李明、刘洋、孙磊、何军"},
            {"venue": "inn", "type": "single", "count": 3},
            {"venue": "inn", "type": "twin", "count": 1, "check_in": "2026-05-19"},
            {"venue": "hall", "type": "twin", "count": 1},
        ],
    }  # fmt: skip
    other = {
        "venues": venues,
        "guests": ["丁一", "丁二", "丁三"],
        "stays": [
            {"venue": "inn", "room": "205", "check_out": "2026-05-19", "people": "丁一"},
            {"venue": "hall", "room": "203", "people": "丁二"},
            {"venue": "lodge", "room": "204", "people": "丁三"},
            {"venue": "inn", "type": "twin", "count": 2, "check_out": "2026-05-19"},
            {"venue": "lodge", "type": "twin", "count": 1},
        ],
    }

    scope = scope_of(visit, standing, tmp_path, [other])
    rooms = bedrooms_of(scope, scope.visit.venues[1])

    assert [room_and_nights(room) for room in rooms] == [
        "single #1 booked: 18 20",
        "single #2 booked: 18 20",
        "single #3 booked: 20",
        "twin #1 booked: 18 20",
        "202 booked: ",
        "101: 18 19",
        "102: 18 19",
        "103: 18 19",
        "201: ",
        "203: ",
        "204: 18",
        "205: 18",
        "206: 18 19",
    ]


def room_and_nights(room: Bedroom) -> str:
    """The number of a room, whether it is booked, and the days on which it is taken."""
    taken = " ".join(f"{day:%d}" for day in sorted(room.taken))
    return f"{room.number}{' booked' * room.is_booked}: {taken}"
