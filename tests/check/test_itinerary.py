"""Itineraries: minutes by road, and the steps of events and rides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from golden_case import with_limit

from generator.check.itinerary import minutes_between, road_minutes, step_of
from generator.check.registry import Scope
from generator.model.standing import Venue
from generator.model.visit import Visit
from generator.text import Text


def venue(name: str, **minutes_to: int) -> Venue:
    return Venue(id=name, name=Text(name), page=f"{name}.md", minutes_to=minutes_to)


@pytest.mark.parametrize(
    ("written", "minutes"), [({"value": 25}, 25), ({"value": 0}, 0), ({"words": ["半小时"]}, 0)]
)
def test_minutes_between_venues_come_from_the_rule_where_no_page_has_them(
    visit_of: Callable[..., Visit], written: dict[str, Any], minutes: int
) -> None:
    visit = visit_of()
    limit = {"rule": "care", "name": "default_travel_minutes", **written}
    changed = visit.model_copy(update={"standing": with_limit(visit.standing, limit)})

    assert road_minutes(Scope(changed)) == minutes


def test_without_a_rule_the_road_takes_no_time(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of()
    bare = visit.standing.model_copy(update={"rules": ()})

    assert road_minutes(Scope(visit.model_copy(update={"standing": bare}))) == 0


def test_minutes_may_be_on_either_page() -> None:
    inn, farm, hamlet = venue("inn", farm=40), venue("farm"), venue("hamlet")

    assert minutes_between(inn, farm, 30) == 40
    assert minutes_between(farm, inn, 30) == 40
    assert minutes_between(farm, hamlet, 30) == 30
    assert minutes_between(farm, farm, 30) == 0


def test_a_ride_without_an_arrival_lasts_as_long_as_the_road(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=["1号车"],
        rides=[
            {
                "day": "5月18日",
                "time": time,
                "from": "明峰高铁站",
                "to": "明峰宾馆",
                "vehicles": [{"vehicle": "1号车", "people": "张伟"}],
            }
            for time in ("9:00", "9:00-9:10")
        ],
        schedule=[{"day": "5月18日", "time": "10:00", "title": "座谈"}],
    )

    steps = [step_of(event, 30) for event in (*visit.rides, *visit.schedule)]
    assert [f"{step.start:%H:%M}-{step.end:%H:%M}" for step in steps] == [
        "09:00-09:25",
        "09:00-09:10",
        "10:00-10:00",
    ]
    assert [step.is_ride for step in steps] == [True, True, False]
