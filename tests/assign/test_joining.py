"""Which ride of the plan somebody joins, and when a new ride leaves for those who join none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest

from generator.assign.proposal import Former
from generator.assign.trips import Joining, Need
from generator.check.registry import Scope
from generator.model.assigned import Placement, PlacementKind
from generator.model.people import Guest
from generator.model.record import PersonId
from generator.model.standing import Standing, Venue
from generator.text import Text
from tests.assign.proposed import scope_of

INN, FARM = (Venue.model_construct(id=name, name=Text(name)) for name in ("inn", "farm"))
EVERYBODY = ("张伟", "王芳", "刘洋")
VISIT = {
    "venues": [{"id": name, "name": name} for name in ("barn", "farm", "inn", "mill")],
    "guests": [*EVERYBODY],
}


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-05-19 {clock}")


def need(
    name: str = "张伟",
    ready: str = "08:00",
    due: str = "09:20",
    best: str = "09:10",
    *,
    is_before: bool = True,
    to_any_place: bool = False,
) -> Need:
    """The need of a ride from the inn to the farm, be it new or one of the plan."""
    guest = Guest.model_construct(id=PersonId(name), name=name)
    times = at(ready), at(due)
    return Need(
        guest, INN, FARM, *times, at(best), *times, Text("event"),
        is_before=is_before, to_any_place=to_any_place,
    )  # fmt: skip


@pytest.fixture
def scope(standing: Standing, tmp_path: Path) -> Scope:
    return scope_of(VISIT, standing, tmp_path)


def starts(scope: Scope, needs: Iterable[Need], former: Iterable[Placement] = ()) -> list[str]:
    """When the new rides leave for needs, and with whom."""
    joining = Joining(scope, Former(placements=tuple(former)))
    joining.add(needs)
    return [
        f"{trip.start:%d %H:%M} {'、'.join(person.name for person in trip.waiting)}"
        for trip in joining.trips()
        if trip.is_new
    ]


@pytest.mark.parametrize(
    ("when", "origin", "destination", "joined"),
    [
        ("19 8:00", "inn", "farm", "yes"),
        ("19 7:59", "inn", "farm", ""),
        ("19 9:20", "inn", "farm", "yes"),
        ("19 9:21", "inn", "farm", ""),
        ("18 9:00", "inn", "farm", ""),
        ("19 待定", "inn", "farm", ""),
        # Places that are still to be decided may be theirs.
        ("19 9:00", "待定", "farm", "yes"),
        ("19 9:00", "inn", "待定", "yes"),
        ("19 9:00", "待定", "待定", "yes"),
        # From a station, any ride will do.
        ("19 9:00", "inn", "barn", "to any place"),
        ("19 9:00", "inn", "mill", "to any place"),
        # Those from other places do not, nor the way back.
        ("19 9:00", "barn", "farm", ""),
        ("19 9:00", "mill", "farm", ""),
        ("19 9:00", "farm", "inn", ""),
    ],
)
def test_they_join_a_ride_between_their_places_in_time(
    standing: Standing, tmp_path: Path, when: str, origin: str, destination: str, joined: str
) -> None:
    day, time = when.split()
    ride = {
        "id": "plan", "day": f"2026-05-{day}", "time": time, "from": origin, "to": destination,
    }  # fmt: skip
    scope = scope_of({**VISIT, "rides": [ride]}, standing, tmp_path)

    new = "19 09:10 张伟"
    assert starts(scope, [need()]) == ([] if joined == "yes" else [new])
    assert starts(scope, [need(to_any_place=True)]) == ([] if joined else [new])


@pytest.mark.parametrize(
    ("one", "leaves"),
    [
        (need(best="09:12", ready="09:10"), "09:10"),
        (need(best="09:12", ready="09:11"), "09:12"),
        (need(best="09:12", ready="09:09"), "09:10"),
        (need(best="09:10", ready="09:10"), "09:10"),
        (need(best="09:12", due="09:15", is_before=False), "09:15"),
        (need(best="09:12", due="09:14", is_before=False), "09:12"),
        (need(best="09:12", due="09:16", is_before=False), "09:15"),
        (need(best="09:15", due="09:15", is_before=False), "09:15"),
    ],
)
def test_it_leaves_at_full_five_minutes_where_the_time_allows_it(
    scope: Scope, one: Need, leaves: str
) -> None:
    """Before an event five minutes are rounded down, after one they are rounded up."""
    assert starts(scope, [one]) == [f"19 {leaves} 张伟"]


def before(name: str, clock: str, origin: str = "inn", destination: str = "farm") -> Placement:
    """A place in a ride that was proposed, or published, before."""
    return Placement(
        PlacementKind.VEHICLE, f"former {clock}", "1号车", PersonId(name), name,
        first=date(2026, 5, 19), time=f"{clock}-10:00", origin=origin, destination=destination,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("former", "leaves"),
    [
        ([before("张伟", "08:30")], "08:30"),
        # From the earliest time of all to the latest.
        ([before("张伟", "08:00")], "08:00"),
        ([before("张伟", "07:59")], "09:10"),
        ([before("张伟", "09:20")], "09:20"),
        ([before("张伟", "09:21")], "09:10"),
        # At the time of most; at the first, where two are of as many.
        ([before("张伟", "08:30"), before("王芳", "08:40"), before("刘洋", "08:40")], "08:40"),
        ([before("张伟", "08:40"), before("王芳", "08:40"), before("刘洋", "08:30")], "08:40"),
        ([before("张伟", "08:40"), before("王芳", "08:30")], "08:30"),
        # Not at a time of other people, or on another way.
        ([before("孙磊", "08:30")], "09:10"),
        ([before("张伟", "08:30", origin="barn")], "09:10"),
        ([before("张伟", "08:30", origin="mill")], "09:10"),
        ([before("张伟", "08:30", destination="barn")], "09:10"),
        ([before("张伟", "08:30", destination="mill")], "09:10"),
        ([before("张伟", "08:30", origin="farm", destination="inn")], "09:10"),
    ],
)
def test_a_group_leaves_when_most_of_them_were_to_leave_before(
    scope: Scope, former: list[Placement], leaves: str
) -> None:
    group = [need(name) for name in EVERYBODY]

    assert starts(scope, group, former) == [f"19 {leaves} {'、'.join(EVERYBODY)}"]
