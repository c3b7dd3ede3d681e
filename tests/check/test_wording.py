"""Texts of people, lists and events, in each language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from generator.check import wording
from generator.model.people import Guest
from generator.model.visit import Visit
from generator.text import Text


def guests(count: int) -> list[Guest]:
    return [Guest(id=f"g{at}", name=f"来宾{at}") for at in range(1, count + 1)]


def versions(text: Text) -> dict[str, str]:
    return dict(text.others)


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        (0, "", ""),
        (1, "来宾1", "来宾1"),
        (6, "来宾1、来宾2、来宾3、来宾4、来宾5、来宾6", "来宾1, 来宾2, 来宾3, 来宾4, 来宾5, 来宾6"),
        (
            7,
            "来宾1、来宾2、来宾3、来宾4、来宾5、来宾6等 7 人",
            "来宾1, 来宾2, 来宾3, 来宾4, 来宾5, 来宾6 and 1 more",
        ),
    ],
)
def test_up_to_six_people_are_named(count: int, zh: str, en: str) -> None:
    assert versions(wording.people_text(guests(count))) == {"zh": zh, "en": en}


def test_a_list_is_separated_as_in_each_language() -> None:
    parts = ["101", Text.of({"zh": "宾馆", "en": "Inn"})]

    assert versions(wording.list_text(parts)) == {"zh": "101、宾馆", "en": "101, Inn"}


def test_days_are_written_by_month_and_day() -> None:
    days = [date(2026, 5, 9), date(2026, 12, 18)]

    assert versions(wording.days_text(days)) == {"zh": "05-09、12-18", "en": "05-09, 12-18"}


def test_a_seat_has_its_side_where_there_are_two() -> None:
    assert str(wording.seat_text("", 3)) == "3"
    assert versions(wording.seat_text("H", 3)) == {"zh": "主3", "en": "H3"}


def test_fields_are_written_as_their_headings() -> None:
    assert versions(wording.fields_text("Attended", ["receiver", "checker"])) == {
        "zh": "接待人、把关人",
        "en": "Receiver, Checker",
    }


@pytest.fixture
def visit(visit_of: Callable[..., Visit]) -> Visit:
    return visit_of(
        title="考察团",
        venues=[{"id": "inn", "name": {"zh": "宾馆", "en": "Inn"}}],
        schedule=[{"day": "5月18日", "time": "9:00", "title": "座谈"}],
        meals=[
            {"day": "5月18日", "time": "12:00", "kind": "午餐", "place": "inn"},
            {"day": "5月18日", "time": "18:00", "kind": "晚餐", "place": "inn", "title": "欢迎餐"},
        ],
        vehicles=[{"number": "1号车"}],
        rides=[{"day": "5月18日", "time": "8:00", "from": "inn", "to": "inn", "vehicles": []}],
    )


def test_an_event_is_named_by_its_title_its_kind_or_its_destination(visit: Visit) -> None:
    (talk,), (lunch, dinner), (ride,) = visit.schedule, visit.meals, visit.rides

    assert str(wording.event_text(talk)) == "座谈"
    assert wording.event_text(lunch).in_("en") == "Lunch"
    assert str(wording.event_text(dinner)) == "欢迎餐"
    assert versions(wording.event_text(ride)) == {
        "zh": "08:00 去宾馆的车",
        "en": "the 08:00 ride to Inn",
    }


def test_a_stay_is_named_by_its_hotel_and_who_sleeps_there(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        venues=[{"id": "inn", "name": {"zh": "宾馆", "en": "Inn"}}],
        guests=["张伟", "王芳"],
        stays=[{"venue": "inn", "people": "张伟、王芳"}, {"venue": "inn", "count": 2}],
    )

    named, empty = map(wording.record_text, visit.stays)
    assert versions(named) == {"zh": "宾馆（张伟、王芳）", "en": "Inn (张伟, 王芳)"}
    assert versions(empty) == {"zh": "宾馆", "en": "Inn"}
