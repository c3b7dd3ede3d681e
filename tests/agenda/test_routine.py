"""The daily timetable beside a plan: where they do not agree, the days are named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.agenda import agenda_of
from generator.agenda.programme import days_that_differ
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]
LUNCH = {"what": "午餐", "time": "12:00-13:00", "place": "mingfeng/一楼餐厅"}


def differing(visit_of: VisitOf, line: dict[str, Any], *meals: dict[str, Any]) -> list[str]:
    """The days on which a line and a guest's meals do not agree."""
    usual = {"day": "5月19日", "kind": "lunch", "place": "mingfeng/一楼餐厅"}
    visit = visit_of(
        guests=["张伟"],
        routine=[line],
        meals=[{"id": str(n), **usual, **m} for n, m in enumerate(meals)],
    )
    agenda = agenda_of(visit, visit.guests[0])
    return [day.isoformat() for day in days_that_differ(agenda.routine[0], agenda.entries)]


@pytest.mark.parametrize(
    ("meal", "days"),
    [
        ({"time": "12:00-13:00", "place": "mingfeng/一楼餐厅"}, []),
        ({"time": "12:00"}, []),
        ({"time": "11:20-12:30", "place": "mingfeng/一楼餐厅"}, ["2026-05-19"]),
        ({"time": "12:00-13:30", "place": "mingfeng/一楼餐厅"}, ["2026-05-19"]),
        ({"time": "12:00-12:30", "place": "mingfeng/一楼餐厅"}, ["2026-05-19"]),
        ({"time": "12:30-13:00", "place": "mingfeng/一楼餐厅"}, ["2026-05-19"]),
        ({"time": "12:00-13:00", "place": "mingfeng/二楼包间"}, ["2026-05-19"]),
        ({"time": "12:00-13:00", "place": "eco-park/农家食堂"}, ["2026-05-19"]),
        ({"time": "18:00", "kind": "dinner"}, []),
        ({"time": "待定"}, []),
    ],
    ids=[
        "as planned",
        "no end",
        "earlier",
        "longer",
        "shorter",
        "later",
        "next room",
        "elsewhere",
        "another meal",
        "open",
    ],
)
def test_a_meal_at_another_time_or_place_differs(
    visit_of: VisitOf, meal: dict[str, Any], days: list[str]
) -> None:
    assert differing(visit_of, LUNCH, meal) == days


def test_each_day_that_differs_is_named_once_and_in_order(visit_of: VisitOf) -> None:
    meals = [{"day": f"5月{day}日", "time": time} for day, time in
             ((20, "11:00"), (18, "11:00"), (18, "11:30"), (19, "12:00"))]  # fmt: skip

    assert differing(visit_of, LUNCH, *meals) == ["2026-05-18", "2026-05-20"]


@pytest.mark.parametrize("what", ["午饭", {"zh": "中餐", "en": "Lunch"}, "自助午餐"])
def test_a_line_names_a_meal_in_any_of_its_words(visit_of: VisitOf, what: Any) -> None:
    assert differing(visit_of, {**LUNCH, "what": what}, {"time": "11:20"}) == ["2026-05-19"]


def test_a_line_that_is_no_meal_never_differs(visit_of: VisitOf) -> None:
    assert differing(visit_of, {**LUNCH, "what": "热水供应"}, {"time": "11:20"}) == []


def test_a_line_with_a_day_is_an_item_of_that_day(visit_of: VisitOf) -> None:
    call = {"what": "叫早", "time": "6:30", "days": "5月19日"}
    visit = visit_of(guests=["张伟"], routine=[call])

    entries = agenda_of(visit, visit.guests[0]).entries
    assert [(str(entry.title), f"{entry.start:%m-%d %H:%M}") for entry in entries] == [
        ("叫早", "05-19 06:30")
    ]
