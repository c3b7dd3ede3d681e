"""Calendars, read back by a parser: the times the card shows, in the visit's own time zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from generator.agenda import agendas_of
from generator.model.visit import Visit
from generator.render.calendar import calendar_of
from tests.support.cards import unpublished

CHANGED = datetime(2026, 5, 1, tzinfo=UTC)


def read(visit: Visit, language: str = "zh") -> icalendar.Calendar:
    """The first guest's calendar."""
    agenda = next(agendas_of(visit))
    return icalendar.Calendar.from_ical(calendar_of(agenda, language, unpublished(CHANGED)))


def events(calendar: icalendar.Calendar) -> list[tuple[str, datetime, datetime]]:
    return [
        (str(event["summary"]), event["dtstart"].dt, event.end) for event in calendar.walk("VEVENT")
    ]


@pytest.mark.parametrize(
    ("zone", "hours"),
    [("Asia/Shanghai", 8), ("Europe/Berlin", 2), ("America/New_York", -4)],
)
def test_times_are_the_visit_s_whatever_the_zone(
    visit_of: Callable[..., Visit], zone: str, hours: int
) -> None:
    visit = visit_of(
        timezone=zone,
        guests=["欧阳·明"],
        schedule=[{"day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会"}],
    )

    ((title, start, end),) = events(read(visit))

    assert title == "座谈会"
    assert start == datetime(2026, 5, 18, 14, 30, tzinfo=ZoneInfo(zone))
    assert end == datetime(2026, 5, 18, 17, 0, tzinfo=ZoneInfo(zone))
    assert start.astimezone(UTC).hour == 14 - hours
    assert [str(part["tzid"]) for part in read(visit).walk("VTIMEZONE")] == [zone]


@pytest.mark.parametrize(
    ("language", "summary"), [("zh", "座谈会 · 时间待定"), ("en", "Talks · time to be decided")]
)
def test_a_time_to_be_decided_is_a_whole_day_without_an_alarm(
    visit_of: Callable[..., Visit], language: str, summary: str
) -> None:
    title = {"zh": "座谈会", "en": "Talks"}
    visit = visit_of(
        guests=["欧阳·明"],
        schedule=[{"day": "2026-05-18", "time": "待定", "title": title, "place": "待定"}],
    )

    (event,) = read(visit, language).walk("VEVENT")

    assert str(event["summary"]) == summary
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 5, 18), date(2026, 5, 19))
    assert str(event["location"]) == {"zh": "待定", "en": "to be decided"}[language]
    assert event.walk("VALARM") == []


def test_over_midnight_and_over_the_change_of_the_clock(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        start="2026-03-28",
        end="2026-03-29",
        timezone="Europe/Berlin",
        guests=["欧阳·明"],
        schedule=[{"day": "2026-03-28", "time": "22:30-04:30", "title": "夜车"}],
    )

    ((_, start, end),) = events(read(visit))

    assert end.astimezone(UTC) - start.astimezone(UTC) == datetime(2026, 1, 1, 5) - datetime(
        2026, 1, 1
    )


def test_names_and_marks_come_through_whole(visit_of: Callable[..., Visit]) -> None:
    title = "与邹𬭎、欧阳·朝晖座谈;第一,次\\会"
    visit = visit_of(
        guests=["欧阳·明"], schedule=[{"day": "2026-05-18", "time": "9:00", "title": title}]
    )

    assert events(read(visit))[0][0] == title
    assert "欧阳·明" not in calendar_of(next(agendas_of(visit)), "zh", unpublished(CHANGED))


def test_an_event_keeps_its_uid_when_its_time_changes(visit_of: Callable[..., Visit]) -> None:
    def uid(time: str) -> str:
        item = {"id": "forum", "day": "2026-05-18", "time": time, "title": "座谈会"}
        (event,) = read(visit_of(guests=["甲"], schedule=[item])).walk("VEVENT")
        return str(event["uid"])

    assert uid("9:00") == uid("10:00")


def test_a_phone_reminds_of_rides_half_an_hour_before_and_of_no_whole_day(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        guests=["欧阳·明"],
        vehicles=[{"number": "1号车"}],
        schedule=[
            {"day": "2026-05-18", "time": "0:00-24:00", "title": "自由活动"},
            {"day": "2026-05-18", "time": "9:00", "title": "座谈会"},
        ],
        rides=[
            {"day": "2026-05-18", "time": "8:00-8:30", "from": "明峰高铁站", "to": "明峰宾馆",
             "vehicles": [{"vehicle": "1号车", "people": "欧阳·明"}]}
        ],
    )  # fmt: skip

    calendar = read(visit)

    assert {
        str(event["summary"]): [alarm["trigger"].dt for alarm in event.walk("VALARM")]
        for event in calendar.walk("VEVENT")
    } == {
        "自由活动": [],
        "明峰高铁站 → 明峰宾馆": [timedelta(minutes=-30)],
        "座谈会": [timedelta(minutes=-15)],
    }
    (whole_day,) = (e for e in calendar.walk("VEVENT") if str(e["summary"]) == "自由活动")
    assert [str(whole_day[name].dt) for name in ("dtstart", "dtend")] == [
        "2026-05-18",
        "2026-05-19",
    ]


def test_a_shuttle_is_one_event_that_leaves_its_time_free(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        guests=["欧阳·明"],
        vehicles=["1号车"],
        rides=[{"day": "2026-05-18", "time": "7:30-9:00", "every": "20", "from": "明峰宾馆",
                "to": "县博物馆", "vehicles": [{"vehicle": "1号车"}]}],
    )  # fmt: skip

    (event,) = read(visit).walk("VEVENT")

    assert str(event["summary"]) == "班车 明峰宾馆—县博物馆"
    assert str(event["description"]) == "每 20 分钟一班 · 1号车"
    assert str(event["transp"]) == "TRANSPARENT"
    assert event.duration == timedelta(hours=1, minutes=30)
    assert event.walk("VALARM") == []
