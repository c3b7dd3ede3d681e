"""During a visit, nothing is proposed for what is over; what was accepted for it stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest

from generator.assign import proposal_for
from generator.assign.past import first_night, time_over, without_past
from generator.assign.proposal import Former, Proposal
from generator.assign.rows import Row, RowState, rows_of
from generator.check.registry import Scope
from generator.model.assigned import Placement, PlacementKind
from generator.model.standing import Standing
from tests.assign.proposed import scope_of

KINDS = frozenset(PlacementKind)
INN = {
    "id": "inn",
    "name": "山泉宾馆",
    "kind": "hotel",
    "designated": "yes",
    "minutes_to": {"farm": 20},
    "dining": [{"name": "餐厅", "tables": "1-2", "seats_each": 8}],
    "rooms": [{"numbers": "301-302", "type": "twin"}],
}
VISIT = {
    "venues": [INN, {"id": "farm", "name": "农场"}],
    "guests": [{"name": "张伟", "sex": "男"}, {"name": "李强", "sex": "男"}],
    "vehicles": [{"number": "1号车", "seats": 8}, {"number": "2号车", "seats": 8}],
    "meals": [
        {"id": day, "day": f"2026-05-{day}", "time": "18:00-19:00", "kind": "晚餐", "form": "桌餐",
         "place": "inn/餐厅"}
        for day in ("18", "19")
    ],
    "rides": [
        {"id": f"to-farm-{day}", "day": f"2026-05-{day}", "time": "9:00-9:20", "from": "inn",
         "to": "farm", "vehicles": [{"vehicle": "待定", "people": "all"}]}
        for day in ("18", "19")
    ],
}  # fmt: skip
NOON = datetime(2026, 5, 19, 12)


@pytest.fixture
def scope(tmp_path: Path, standing: Standing) -> Scope:
    return scope_of(VISIT, standing, tmp_path)


def proposed(scope: Scope, now: datetime, accepted: Iterable[Placement] = ()) -> Proposal:
    former = Former(accepted=tuple(accepted), over=time_over(scope.visit, now))
    return proposal_for(scope, KINDS, former)


def places(proposal: Proposal) -> list[str]:
    return sorted({
        f"{line.event} {line.first:%d}-{line.last:%d}" if line.first and line.last else line.event
        for line in (place.placement for place in proposal.places)
    })  # fmt: skip


def test_before_a_visit_everything_is_proposed(scope: Scope) -> None:
    added = ["2026-05-18 09:30-09:50 山泉宾馆", "2026-05-19 09:30-09:50 山泉宾馆"]
    everything = ["18", "19", *added, "inn 18-20", "to-farm-18", "to-farm-19"]

    assert places(proposed(scope, datetime(2026, 5, 17))) == everything
    assert places(proposed(scope, datetime(2026, 6, 1))) == everything  # tried out afterwards


def test_on_the_second_day_only_what_is_to_come_is_proposed(scope: Scope) -> None:
    proposal = proposed(scope, NOON)

    assert places(proposal) == ["19", "inn 19-20"]
    assert proposal.nothing_open == {PlacementKind.VEHICLE}


def test_a_night_lasts_until_the_morning(scope: Scope) -> None:
    assert "inn 18-20" in places(proposed(scope, datetime(2026, 5, 19, 1)))


def test_a_visit_is_over_up_to_now_from_its_first_day_to_its_last(scope: Scope) -> None:
    times = [datetime(2026, 5, day, hour) for day, hour in ((17, 23), (18, 0), (20, 23), (21, 0))]

    over = [time_over(scope.visit, now) for now in times]

    assert over == [datetime.min, *times[1:3], datetime.min]
    assert first_night(over[0]) == date.min


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("18 09:00", "18 19 18:09:30 19:09:30 inn to-farm-18 to-farm-19"),
        ("18 09:01", "18 19 18:09:30 19:09:30 inn to-farm-19"),
        ("18 09:30", "18 19 18:09:30 19:09:30 inn to-farm-19"),
        ("18 09:31", "18 19 19:09:30 inn to-farm-19"),
        ("18 19:00", "18 19 19:09:30 inn to-farm-19"),
        ("18 19:01", "19 19:09:30 inn to-farm-19"),
        ("20 04:59", "inn"),
        ("20 05:00", ""),
    ],
)
def test_a_meal_is_over_at_its_end_a_ride_when_it_leaves_and_a_night_in_the_morning(
    now: str, left: str, scope: Scope, everything: Proposal
) -> None:
    former = Former(over=datetime.strptime(f"2026-05-{now}", "%Y-%m-%d %H:%M"))

    lines = [one.placement for one in without_past(everything, scope.visit, former).places]

    assert {f"{one.first:%d}:{one.time[:5]}" if one.time else one.event for one in lines} == set(
        left.split()
    )


@pytest.fixture(scope="module")
def everything(standing: Standing, tmp_path_factory: pytest.TempPathFactory) -> Proposal:
    """What is proposed before the visit."""
    before = scope_of(VISIT, standing, tmp_path_factory.mktemp("everything"))
    return proposed(before, datetime(2026, 5, 17))


def accepted_before(scope: Scope) -> list[Placement]:
    return [place.placement for place in proposed(scope, datetime(2026, 5, 17)).places]


def changes(scope: Scope, now: datetime, accepted: list[Placement]) -> list[Row]:
    rows = rows_of(proposed(scope, now, accepted), KINDS, accepted)
    return [row for row in rows if row.state is not RowState.ACCEPTED]


def test_what_was_accepted_stays(scope: Scope) -> None:
    assert changes(scope, NOON, accepted_before(scope)) == []


def test_a_night_that_is_over_is_proposed_again_to_those_alone_who_had_a_room(scope: Scope) -> None:
    accepted = [
        line
        for line in accepted_before(scope)
        if (line.name, line.kind) in {("张伟", PlacementKind.ROOM), ("李强", PlacementKind.TABLE)}
    ]

    nights = [
        (line.name, line.first, line.last)
        for line in (place.placement for place in proposed(scope, NOON, accepted).places)
        if line.kind is PlacementKind.ROOM
    ]

    assert nights == [
        ("张伟", date(2026, 5, 18), date(2026, 5, 20)),
        ("李强", date(2026, 5, 19), date(2026, 5, 20)),
    ]


def test_a_vehicle_less_changes_no_ride_that_is_over(
    scope: Scope, tmp_path: Path, standing: Standing
) -> None:
    accepted = accepted_before(scope)
    used = {line.place for line in accepted if line.kind is PlacementKind.VEHICLE}
    left = [vehicle for vehicle in VISIT["vehicles"] if vehicle["number"] not in used]  # type: ignore[index]
    now = scope_of(VISIT | {"vehicles": left}, standing, tmp_path / "later")

    moved = changes(now, datetime(2026, 5, 18, 12), accepted)
    unplaced = changes(
        scope_of(VISIT | {"vehicles": []}, standing, tmp_path / "none"), NOON, accepted
    )

    assert {row.placement.event for row in moved} == {
        "to-farm-19",
        "2026-05-19 09:30-09:50 山泉宾馆",
    }
    assert unplaced == []
