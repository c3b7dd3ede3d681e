"""待定 as offices write it: no value, known to be open, with the day by which it is decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from generator.findings import Finding
from generator.model.parsing.dates import VisitDates
from generator.model.parsing.undecided import UndecidedWords, read_undecided
from generator.model.visit import Visit

Load = Callable[..., tuple[Visit | None, list[Finding]]]
VISIT = VisitDates(date(2026, 5, 18), date(2026, 5, 20))
OPEN, ON_THE_TENTH = UndecidedWords(), UndecidedWords(date(2026, 5, 10))


@pytest.mark.parametrize(
    "written",
    [
        *("待定", "未定", "尚未确定", "时间另行通知", "房号待定", "地点：待定", "待通知", "待定。"),
        *("tbd", "T.B.A.", "To be decided"),
    ],
)
def test_words_that_leave_it_open(written: str) -> None:
    assert read_undecided(written, VISIT) == OPEN


@pytest.mark.parametrize(
    "written",
    [
        *("待定，5月10日前", "待定（5月10日前定）", "待定(5.10前)", "待定，最迟5月10日前通知"),
        *("5月10日前定", "TBD by 10 May", "to be decided (by May 10)"),
        "to be confirmed before 10 May 2026",
    ],
)
def test_the_day_by_which_it_is_decided(written: str) -> None:
    assert read_undecided(written, VISIT) == ON_THE_TENTH


@pytest.mark.parametrize(
    ("written", "unread"), [("待定，找王强问", "找王强问"), ("待定（下周定）", "下周定")]
)
def test_what_is_no_day_is_kept_apart(written: str, unread: str) -> None:
    assert read_undecided(written, VISIT) == UndecidedWords(unread=unread)


def test_what_follows_the_day_is_kept_apart() -> None:
    words = UndecidedWords(date(2026, 5, 10), "找王强问")
    assert read_undecided("待定，5月10日前，找王强问", VISIT) == words


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("明峰宾馆（会议室待定）", "明峰宾馆"),
        ("明峰宾馆/待定", "明峰宾馆"),
        ("5月18日，时间待定", "5月18日"),
        ("李娜、待定", "李娜"),
        ("Grand Hotel, room tbd", "Grand Hotel"),
    ],
)
def test_what_is_known_already(written: str, known: str) -> None:
    assert read_undecided(written, VISIT) == UndecidedWords(rest=known)


@pytest.mark.parametrize(
    "written",
    [
        "暂定",
        "定于5月10日",
        "未定名会议室",
        "TBD Corp",
        "饭前",
        "晚饭前定",
        "确定",
        "待" * 200 + "待定",
    ],
)
def test_other_words(written: str) -> None:
    assert read_undecided(written, VISIT) is None


def test_a_field_is_empty_and_known_to_be_open(load: Load) -> None:
    item = {"day": "2026-05-18", "time": "9:00", "title": "座谈会", "place": "待定，5月10日前"}
    visit, findings = load(schedule=[item])

    assert visit is not None
    assert not findings
    (made,) = visit.schedule
    assert made.place is None
    assert str(made.undecided_text("place")) == "待定（5月10日前定）"
    assert made.undecided_text("place").in_("en") == "to be decided (by May 10)"  # type: ignore[union-attr]
    assert made.undecided_text("moderator") is None


def test_a_day_that_is_not_understood_is_reported(load: Load) -> None:
    visit, findings = load(vehicles=[{"number": "1号车", "plate": "待定，下周五前"}])

    assert visit is not None
    assert [finding.code for finding in findings] == ["value.undecided_by"]
    assert visit.vehicles[0].plate is None
    assert str(visit.vehicles[0].undecided_text("plate")) == "待定"


def test_what_a_record_is_named_by_cannot_be_open(load: Load) -> None:
    visit, findings = load(vehicles=[{"number": "待定"}])

    assert visit is not None
    assert visit.vehicles == ()
    assert [finding.code for finding in findings] == ["value.undecided"]


def test_a_driver_to_be_decided_is_not_the_one_of_the_fleet(load: Load, standing: Any) -> None:
    plate, driver = standing.fleet[0].plate, standing.fleet[0].driver
    visit, _ = load(
        vehicles=[
            {"number": "1", "plate": plate},
            {"number": "2", "plate": plate, "driver": "待定"},
        ]
    )

    assert visit is not None
    assert [vehicle.driver for vehicle in visit.vehicles] == [driver, None]


def test_a_note_is_shown_as_it_is_written(load: Load) -> None:
    item = {"day": "2026-05-18", "time": "9:00", "title": "座谈会", "note": "另行通知"}
    visit, _ = load(schedule=[item])

    assert visit is not None
    assert str(visit.schedule[0].note) == "另行通知"
    assert visit.schedule[0].undecided == ()


def test_only_who_may_see_a_field_sees_that_it_is_open(load: Load) -> None:
    visit, _ = load(
        expenses=[{"item": "用餐", "amount": "待定"}], vehicles=[{"number": "1", "plate": "待定"}]
    )

    assert visit is not None
    assert visit.expenses[0].undecided_text("amount")
    assert visit.staff_view.vehicles[0].undecided_text("plate")
    assert not hasattr(visit.staff_view, "expenses")
