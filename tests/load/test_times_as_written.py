"""Dates and times as offices write them: understood, understood with a notice, or reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from generator.findings import Finding, Severity
from generator.model.visit import Visit

Load = Callable[..., tuple[Visit | None, list[Finding]]]
NOON = "12:00-12:30"


def item(load: Load, **written: str) -> tuple[datetime, datetime | None, list[str]]:
    """When an item starts and ends, and the codes of what is found."""
    entry = {"day": "2026-05-18", "time": NOON, "title": "座谈会"} | written
    visit, findings = load(schedule=[entry])
    assert visit is not None
    (made,) = visit.schedule
    return made.start, made.end, [finding.code for finding in findings]


def refused(load: Load, **written: str) -> list[str]:
    entry = {"day": "2026-05-18", "time": NOON, "title": "座谈会"} | written
    visit, findings = load(schedule=[entry])
    assert visit is None or visit.schedule == ()
    return [finding.code for finding in findings]


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute)


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("下午2点半到5点", at(18, 14, 30), at(18, 17)),
        ("上午8：30——11：30", at(18, 8, 30), at(18, 11, 30)),
        ("上午9点至12点", at(18, 9), at(18, 12)),
        ("2:30-4:30 PM", at(18, 14, 30), at(18, 16, 30)),
        ("晚上7:00-9:00", at(18, 19), at(18, 21)),
        ("22:30-次日0:30", at(18, 22, 30), at(19, 0, 30)),
        ("22:30-0:30", at(18, 22, 30), at(19, 0, 30)),
        ("晚上11点到1点", at(18, 23), at(19, 1)),
        ("20:00-24:00", at(18, 20), at(19)),
        ("14:30:00", at(18, 14, 30), None),
    ],
)
def test_plain_times_get_no_notice(
    load: Load, written: str, start: datetime, end: datetime | None
) -> None:
    assert item(load, time=written) == (start, end, [])


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("晚上12点", at(19), None),
        ("晚上10点至12点", at(18, 22), at(19)),
        ("晚8点-12点", at(18, 20), at(19)),
        ("晚上1点", at(19, 1), None),
        ("次日0:30-2:00", at(19, 0, 30), at(19, 2)),
        ("第二天9:00-10:00", at(19, 9), at(19, 10)),
        ("8:00左右", at(18, 8), None),
        ("约8:00", at(18, 8), None),
        ("8:00（大堂集合）", at(18, 8), None),
        ("上午14:30", at(18, 14, 30), None),
        ("14:30:45", at(18, 14, 30), None),
    ],
)
def test_times_that_were_understood_get_a_notice(
    load: Load, written: str, start: datetime, end: datetime | None
) -> None:
    assert item(load, time=written) == (start, end, ["value.read_as"])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2:30-4:30", "time.night"),
        ("12:00-1:30", "time.end_before_start"),
        ("11:30-1:30", "time.end_before_start"),
        ("上午9点-1点", "time.end_before_start"),
        ("8:00-21:00", "time.long"),
    ],
)
def test_doubtful_times_are_reported(load: Load, written: str, code: str) -> None:
    assert item(load, time=written)[2] == [code]


@pytest.mark.parametrize("written", ["凌晨2:30", "2:30 AM", "0:30", "6:00-7:00"])
def test_a_time_marked_as_night_needs_no_notice(load: Load, written: str) -> None:
    assert item(load, time=written)[2] == []


@pytest.mark.parametrize("written", ["9:00-次日17:00", "8:30至次日9:00"])
def test_more_than_a_day_is_refused(load: Load, written: str) -> None:
    assert refused(load, time=written) == ["value.over_a_day"]


def test_a_ride_at_half_past_five_is_plain(load: Load) -> None:
    ride = {"day": "2026-05-18", "time": "5:30", "from": "mingfeng", "to": "museum"}
    assert load(rides=[ride])[1] == []


def test_hot_water_all_day_is_plain(load: Load) -> None:
    assert load(routine=[{"what": "热水", "time": "06:00-23:00"}])[1] == []


@pytest.mark.parametrize("written", ["18日", "5.18", "5月18号", "20260518", "5月18日（周一）"])
def test_plain_dates_get_no_notice(load: Load, written: str) -> None:
    assert item(load, day=written) == (at(18, 12), at(18, 12, 30), [])


def test_a_part_of_the_day_beside_a_date_belongs_to_the_time(load: Load) -> None:
    found = item(load, day="5月18日下午", time="2:30-4:30")

    assert found == (at(18, 14, 30), at(18, 16, 30), ["value.read_as"])


@pytest.mark.parametrize("written", ["5月18日上午", "5月18日（暂定）"])
def test_what_is_left_out_of_a_date_gets_a_notice(load: Load, written: str) -> None:
    assert item(load, day=written, time="9:30-10:00")[2] == ["value.read_as"]


def test_a_date_that_contradicts_its_day_of_the_week_is_reported(load: Load) -> None:
    visit, findings = load(schedule=[{"day": "5月18日（周二）", "time": NOON, "title": "座谈"}])

    (finding,) = findings
    assert (finding.code, finding.severity) == ("value.weekday", Severity.WARNING)
    assert "2026-05-18 是周一" in str(finding.message)
    assert visit is not None


def test_a_date_that_lost_its_last_nought_is_not_guessed(load: Load) -> None:
    entry = {"day": "5.1", "time": NOON, "title": "座谈"}
    _, findings = load(start="2026-05-09", end="2026-05-11", schedule=[entry])

    assert [finding.code for finding in findings] == ["value.lost_zero"]


@pytest.mark.parametrize(
    ("written", "arrival", "codes"),
    [
        ("5月18日 次日0:30", "2026-05-19 00:30", ["value.read_as"]),
        ("5月18日晚上12点", "2026-05-19 00:00", ["value.read_as"]),
        ("5月18日上午", "2026-05-18", ["value.read_as"]),
        ("18日10:20", "2026-05-18 10:20", []),
        ("5月18日（周二）10:20", "2026-05-18 10:20", ["value.weekday"]),
        ("5月18日 2:30", "2026-05-18 02:30", ["time.night"]),
        ("5月18日 10:20-11:00", "2026-05-18 10:20", ["value.read_as"]),
        ("次日0:30", "2026-05-19 00:30", ["value.read_as"]),
    ],
)
def test_arrivals(load: Load, written: str, arrival: str, codes: list[str]) -> None:
    visit, findings = load(guests=[{"name": "张三", "arrival": written}])

    assert visit is not None
    assert str(visit.guests[0].arrival) == arrival
    assert [finding.code for finding in findings] == codes


@pytest.mark.parametrize("written", ["15:40", "下午3点40", "约下午3点40分左右"])
def test_a_departure_without_a_date_is_on_the_last_day(load: Load, written: str) -> None:
    visit, _ = load(guests=[{"name": "张三", "departure": written}])

    assert visit is not None
    assert str(visit.guests[0].departure) == "2026-05-20 15:40"


def test_a_task_due_at_a_time_alone_is_due_on_the_first_day(load: Load) -> None:
    visit, findings = load(team={"tasks": [{"what": "核对名单", "due": "9:00"}]})

    assert [finding.code for finding in findings] == ["value.read_as"]
    assert visit is not None
    due: Any = visit.team.tasks[0].due
    assert due.day == date(2026, 5, 18)
