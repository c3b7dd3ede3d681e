"""For whom a ride is open, and when people leave for the house where they sleep."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from generator.assign.open_rides import OpenRides, open_rides
from generator.assign.proposal import Former
from generator.model.standing import Limit, Standing
from tests.assign.proposed import scope_of

ROADS = {"rail": 25, "farm": 40}
HOUSES = [
    {"id": name, "name": title, "kind": "hotel", "minutes_to": ROADS}
    for name, title in (("inn", "宾馆"), ("barn", "民宿"), ("lodge", "山庄"))
]
VENUES = [
    *HOUSES,
    {"id": "rail", "name": "高铁站", "kind": "车站"},
    {"id": "air", "name": "机场", "kind": "车站"},
    {"id": "farm", "name": "农场"},
]


def lines_of(rides: OpenRides) -> list[str]:
    """The rides with those who wait for them, then those without a ride, one a line."""
    return [
        *(
            f"{trip.start:%d %H:%M} {trip.ride.origin_name} → {trip.ride.destination_name} "
            + "、".join(person.name for person in trip.waiting)
            for trip in rides.trips
        ),
        *(f"{one.guest.name}: {one.field}" for one in rides.unclear),
        *(f"{need.person.name}: too late" for need in rides.too_late),
        *(f"{ride.id}: nobody" for ride in rides.nobody),
    ]


def test_people_go_early_to_the_house_where_they_sleep_and_just_in_time_to_any_other(
    standing: Standing, tmp_path: Path
) -> None:
    """On the day on which they come to the inn, and on that on which they leave it."""
    days = range(18, 22)
    events = [
        event
        for day in days
        for event in (
            {"day": f"2026-05-{day}", "time": "10:00-11:00", "title": f"{day}", "place": "farm"},
            {"day": f"2026-05-{day}", "time": "18:00-19:00", "title": f"{day}晚", "place": "inn"},
        )
    ]
    visit = {
        "end": "2026-05-21",
        "venues": VENUES,
        "guests": ["张伟", "王芳", "刘洋"],
        "schedule": events,
        "stays": [
            {"venue": house, "room": "101", "people": name, "check_in": "2026-05-19",
             "check_out": "2026-05-20"}
            for house, name in (("inn", "张伟"), ("barn", "王芳"), ("lodge", "刘洋"))
        ],
    }  # fmt: skip

    rides = open_rides(scope_of(visit, standing, tmp_path), Former())

    to_inn = [line for line in lines_of(rides) if "农场 → 宾馆" in line]
    assert to_inn == [
        "18 17:10 农场 → 宾馆 张伟、王芳、刘洋",
        "19 11:10 农场 → 宾馆 张伟",
        "19 17:10 农场 → 宾馆 王芳、刘洋",
        "20 11:10 农场 → 宾馆 张伟",
        "20 17:10 农场 → 宾馆 王芳、刘洋",
        "21 17:10 农场 → 宾馆 张伟、王芳、刘洋",
    ]


def test_nothing_is_open_for_which_it_is_too_late_now(standing: Standing, tmp_path: Path) -> None:
    """Rides that leave now are open; trains of which the station is not known are not."""
    day = {"day": "2026-05-20"}
    visit = {
        "venues": VENUES,
        "guests": [
            {"name": "张伟", "departure": "2026-05-20", "departure_by": "G2"},
            {"name": "王芳", "departure": "2026-05-20 10:05", "departure_at": "rail"},
            {"name": "孙磊", "departure": "2026-05-20 9:40"},
            {"name": "刘洋", "arrival_at": "air"},
        ],
        "schedule": [
            {**day, "time": "8:00-9:30", "title": "总结会", "place": "inn", "for": "王芳"},
        ],
        "rides": [
            {**day, "id": "none", "time": "9:40", "from": "inn", "to": "lodge"},
            {**day, "id": "open", "time": "9:40", "from": "inn", "to": "farm",
             "vehicles": [{"vehicle": "待定", "people": "刘洋"}]},
        ],
        "stays": [{"venue": "inn", "room": "101", "people": "all"}],
    }  # fmt: skip
    scope = scope_of(visit, standing, tmp_path)

    def lines(now: str) -> list[str]:
        over = datetime.fromisoformat(f"2026-05-20 {now}")
        return lines_of(open_rides(scope, Former(over=over)))

    leaving = "20 09:40 宾馆 → 农场 刘洋"
    assert lines("09:39") == [
        leaving, "张伟: departure", "孙磊: departure_at", "王芳: too late", "none: nobody"
    ]  # fmt: skip
    assert lines("09:40") == [leaving, "张伟: departure", "none: nobody"]
    assert lines("09:41") == ["张伟: departure"]


@pytest.mark.parametrize(
    ("early", "change", "leaves"),
    [
        (None, None, ["19 09:50 宾馆 → 农场 张伟"]),
        (0, 0, ["19 09:50 宾馆 → 农场 张伟"]),
        (5, None, ["19 09:45 宾馆 → 农场 张伟"]),
        (5, 10, ["19 09:40 宾馆 → 农场 张伟"]),
        (20, 10, ["19 09:30 宾馆 → 农场 张伟"]),
        (50, 10, ["19 09:00 宾馆 → 农场 张伟"]),
        (55, 10, ["张伟: too late"]),
    ],
)
def test_people_are_at_an_event_as_early_as_the_rules_ask(
    standing: Standing, tmp_path: Path, early: int | None, change: int | None, leaves: list[str]
) -> None:
    """Where they have the time for it, with the minutes to spare for a change of places too."""
    minutes = {"min_early_minutes": early, "min_change_minutes": change}
    limits = {
        name: () if value is None else (Limit.model_validate({"clause": "第1条", "value": value}),)
        for name, value in minutes.items()
    }
    rules = tuple(
        rule.model_copy(update={"limits": {**rule.limits, **limits}}) if rule.id == "care" else rule
        for rule in standing.rules
    )
    day = {"day": "2026-05-19"}
    visit = {
        "venues": VENUES,
        "guests": ["张伟"],
        "schedule": [
            {**day, "time": "8:00-9:00", "title": "见面会", "place": "inn"},
            {**day, "time": "10:30-11:30", "title": "看农场", "place": "farm"},
        ],
        "stays": [{"venue": "inn", "room": "101", "people": "all"}],
    }

    pages = standing.model_copy(update={"rules": rules})
    lines = lines_of(open_rides(scope_of(visit, pages, tmp_path), Former()))
    assert [line for line in lines if "农场 →" not in line] == leaves


def test_nobody_needs_a_ride_where_people_walk(standing: Standing, tmp_path: Path) -> None:
    near = {"id": "pond", "name": "荷塘", "minutes_to": {"inn": 3}}
    visit = {
        "venues": [*VENUES, near],
        "guests": ["张伟"],
        "schedule": [
            {"day": "2026-05-19", "time": "10:00-11:00", "title": "看荷花", "place": "pond"},
        ],
        "stays": [{"venue": "inn", "room": "101", "people": "all"}],
    }

    assert lines_of(open_rides(scope_of(visit, standing, tmp_path), Former())) == []


def test_rides_leave_at_full_five_minutes_before_an_event_and_after_it(
    standing: Standing, tmp_path: Path
) -> None:
    """Before it there are ten minutes to spare or more, and after it too."""
    visit = {
        "venues": VENUES,
        "guests": ["张伟"],
        "schedule": [
            {"day": "2026-05-19", "time": "10:03-11:02", "title": "看农场", "place": "farm"},
        ],
        "stays": [{"venue": "inn", "room": "101", "people": "all"}],
    }

    assert lines_of(open_rides(scope_of(visit, standing, tmp_path), Former())) == [
        "19 09:10 宾馆 → 农场 张伟",
        "19 11:15 农场 → 宾馆 张伟",
    ]
