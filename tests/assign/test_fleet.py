"""When a vehicle, and a member of the team, can be on a ride from the inn at 9:00 to the farm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.assign.fleet import Fleet
from generator.assign.trips import Trip
from generator.check.registry import Scope
from generator.model.standing import Standing
from tests.assign.proposed import scope_of

VISIT = {
    "venues": [
        {"id": "inn", "name": "宾馆", "minutes_to": {"farm": 40, "mill": 20}},
        {"id": "farm", "name": "农场"},
        {"id": "mill", "name": "水碾"},
    ],
    "team": {"staff": ["李娜", "王强"]},
    "vehicles": [{"number": "1号车", "seats": 9}],
    "guests": ["张伟"],
}


def ride(when: str, origin: str, destination: str, **more: Any) -> dict[str, Any]:
    day, time = when.split()
    return {"day": f"2026-05-{day}", "time": time, "from": origin, "to": destination, **more}


@pytest.fixture
def scope_with(standing: Standing, tmp_path: Path) -> Any:
    """The scope of a visit with the ride to the farm, and with more."""
    way = ride("19 9:00-9:40", "inn", "farm", id="out")

    def scope(*rides: dict[str, Any], **sections: Any) -> Scope:
        return scope_of({**VISIT, "rides": [way, *rides], **sections}, standing, tmp_path)

    return scope


@pytest.mark.parametrize(
    ("other", "is_free"),
    [
        # At once, or a minute later than it begins.
        (ride("19 9:00", "inn", "farm"), False),
        (ride("19 9:01", "inn", "farm"), False),
        # Back from the farm, once it is there.
        (ride("19 9:39", "farm", "inn"), False),
        (ride("19 9:40", "farm", "inn"), True),
        (ride("19 9:39", "待定", "inn"), False),
        (ride("19 9:40", "待定", "inn"), True),
        # From the inn again, once it is back.
        (ride("19 10:19", "inn", "mill"), False),
        (ride("19 10:20", "inn", "mill"), True),
        # Before, if it is back from the mill by nine, or else from a place to be decided.
        (ride("19 8:20-8:41", "inn", "mill"), False),
        (ride("19 8:20-8:40", "inn", "mill"), True),
        (ride("19 8:20-9:01", "inn", "待定"), False),
        (ride("19 8:20-9:00", "inn", "待定"), True),
        # On another day, or without a time.
        (ride("18 9:00", "inn", "farm"), True),
        (ride("20 9:00", "inn", "farm"), True),
        (ride("19 待定", "inn", "farm"), True),
    ],
)
def test_a_vehicle_is_free_if_its_other_ride_leaves_time_for_the_way(
    scope_with: Any, other: dict[str, Any], is_free: bool
) -> None:
    boarding = {"vehicle": "1号车", "people": "张伟"}
    scope = scope_with({**other, "vehicles": [boarding]})
    out, second = scope.visit.rides
    fleet = Fleet(scope)

    assert fleet.is_free(scope.visit.vehicles[0], Trip(out, ())) is is_free
    if second.time:
        assert fleet.clash(Trip(out, ()), Trip(second, ())) is not is_free
        assert fleet.clash(Trip(second, ()), Trip(out, ())) is not is_free


@pytest.mark.parametrize(
    ("event", "is_free"),
    [
        # Where it is not known how long an event lasts, it is over at once.
        ({"time": "9:00", "place": "inn"}, False),
        ({"time": "8:59", "place": "inn"}, True),
        ({"time": "8:00-9:01", "place": "inn"}, False),
        ({"time": "8:00-9:00", "place": "inn"}, True),
        ({"time": "8:00-8:21", "place": "farm"}, False),
        ({"time": "8:00-8:20", "place": "farm"}, True),
        ({"time": "9:39", "place": "farm"}, False),
        ({"time": "9:40", "place": "farm"}, True),
        ({"time": "待定", "place": "inn"}, True),
    ],
)
def test_a_member_of_the_team_is_free_if_an_event_leaves_time_for_the_way(
    scope_with: Any, event: dict[str, Any], is_free: bool
) -> None:
    """Events for which somebody answers, or which somebody checks, need not be attended."""
    item = {"day": "2026-05-19", "title": "碰头会", **event}

    def is_free_with(**people: str) -> bool:
        scope = scope_with(schedule=[{**item, **people}])
        return Fleet(scope).is_staff_free(scope.visit.staff[0], Trip(scope.visit.rides[0], ()))

    assert is_free_with(**{"for": "李娜"}) is is_free
    assert is_free_with(receiver="李娜", checker="李娜") is is_free
    assert is_free_with(responsible="李娜", checker="李娜")
    assert is_free_with(receiver="王强")


ABOARD = {"vehicles": [{"vehicle": "1号车", "people": "李娜"}]}
OTHERS = {"vehicles": [{"vehicle": "1号车", "people": "张伟"}]}
LIAISON = {"vehicles": [{"number": "1号车", "liaison": "李娜"}]}


@pytest.mark.parametrize(
    ("other", "sections", "is_free"),
    [
        (ride("19 9:10", "inn", "mill", **ABOARD), {}, False),
        (ride("19 9:10", "inn", "mill", **OTHERS), LIAISON, False),
        (ride("19 9:10", "inn", "mill", **OTHERS), {}, True),
        (ride("19 9:10", "inn", "mill", **OTHERS, responsible="李娜"), {}, True),
        (ride("19 待定", "inn", "mill", **ABOARD), {}, True),
        (ride("19 8:00-10:00", "inn", "mill", **ABOARD, every="30分钟"), {}, True),
    ],
)
def test_a_member_of_the_team_is_on_one_ride_at_a_time(
    scope_with: Any, other: dict[str, Any], sections: dict[str, Any], is_free: bool
) -> None:
    """A shuttle is no ride that somebody must take."""
    scope = scope_with(other, **sections)

    out = Trip(scope.visit.rides[0], ())
    assert Fleet(scope).is_staff_free(scope.visit.staff[0], out) is is_free


def test_who_is_given_to_a_ride_is_free_for_no_other_at_the_time(scope_with: Any) -> None:
    scope = scope_with(ride("19 9:10", "inn", "mill"))
    visit, fleet = scope.visit, Fleet(scope)
    out, second = (Trip(one, ()) for one in visit.rides)

    fleet.use(out, visit.vehicles[0], visit.staff[:1])

    assert [fleet.is_free(visit.vehicles[0], trip) for trip in (out, second)] == [True, False]
    assert [fleet.is_staff_free(one, second) for one in visit.staff] == [False, True]
    assert fleet.is_staff_free(visit.staff[0], out)
