"""The lines below an entry of a card."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.agenda import agenda_of
from generator.model.visit import Visit
from generator.render.card.entries import entry_lines
from generator.render.words import Wording

VisitOf = Callable[..., Visit]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "1号车 鄂E·0C021 3 人：一组、王强；2号车 鄂E·0B011 1 人：丙；共 4 人"),
        ("en", "Vehicle 1 (鄂E·0C021), 3 people: Group 1 一组, Wang Qiang 王强; "
             "Vehicle 2 (鄂E·0B011), 1 person: Bing 丙; 4 people in all"),
    ],
)  # fmt: skip
def test_each_vehicle_of_a_ride_is_listed_with_its_own_count(
    visit_of: VisitOf, language: str, line: str
) -> None:
    visit = visit_of(
        parties=["一组"],
        guests=[{"name": "甲", "party": "一组"}, {"name": "乙", "party": "一组"}, "丙"],
        team={"staff": ["王强"]},
        vehicles=[{"number": "1号车", "plate": "鄂E·0C021", "seats": 40},
                  {"number": "2号车", "plate": "鄂E·0B011", "seats": 18}],
        rides=[{"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆",
                "vehicles": [{"vehicle": "1号车", "people": "一组、王强"},
                             {"vehicle": "2号车", "people": "丙"}]}],
    )  # fmt: skip
    agenda = agenda_of(visit, visit.team.staff[0])
    (ride,) = agenda.entries

    assert line in [*entry_lines(Wording(language, "card"), ride, staff=True)]
