"""The programme for posters: events for all, for whole parties, or for half of the guests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from generator.agenda.programme import programme_of
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]
PEOPLE: dict[str, Any] = {
    "team": {"staff": ["李娜", "王强"]},
    "parties": [{"name": "甲团"}, {"name": "乙团"}],
    "guests": [
        {"name": name, "party": "甲团" if name in "甲乙" else "乙团"} for name in "甲乙丙丁"
    ],
    "vehicles": [{"number": "1号车", "seats": 40}],
}


def shown(visit: Visit) -> list[tuple[str, list[str]]]:
    """What hangs there, with the parties named."""
    entries = (entry for day in programme_of(visit) for entry in day.entries)
    return [(str(entry.title), [str(name) for name in entry.people]) for entry in entries]


def talk(for_whom: str, time: str = "9:00", **more: Any) -> dict[str, Any]:
    return {"day": "5月18日", "time": time, "title": for_whom, "for": for_whom} | more


def test_the_programme_has_items_for_all_for_parties_and_for_half_of_the_guests(
    visit_of: VisitOf,
) -> None:
    visit = visit_of(
        **PEOPLE,
        schedule=[
            talk("全体", "9:00"),
            talk("甲团", "10:00"),
            talk("甲团、乙团", "11:00"),
            talk("甲、丙", "12:00"),
            talk("甲", "13:00"),
            talk("甲团、丙", "14:00"),
            talk("李娜、王强", "15:00"),
        ],
    )

    assert shown(visit) == [
        ("全体", []),
        ("甲团", ["甲团"]),
        ("甲团、乙团", ["甲团", "乙团"]),
        ("甲、丙", ["部分来宾"]),
        ("甲团、丙", ["甲团", "部分来宾"]),
    ]


@pytest.mark.parametrize(
    ("named", "guests", "hangs"),
    [
        *((1, 2, True), (2, 4, True), (3, 6, True), (4, 8, True), (5, 8, True)),
        *((1, 3, False), (2, 5, False), (3, 8, False)),
    ],
)
def test_half_of_the_guests_are_enough(
    visit_of: VisitOf, named: int, guests: int, hangs: bool
) -> None:
    names = "甲乙丙丁戊己庚辛"[:guests]
    visit = visit_of(guests=list(names), schedule=[talk("、".join(names[:named]))])

    assert bool(shown(visit)) is hangs


def test_staff_do_not_count_as_guests(visit_of: VisitOf) -> None:
    visit = visit_of(**PEOPLE, schedule=[talk("甲、李娜、王强")])

    assert shown(visit) == []


def test_a_visit_without_guests_shows_nothing_for_staff(visit_of: VisitOf) -> None:
    visit = visit_of(team={"staff": ["李娜"]}, schedule=[talk("李娜")])

    assert shown(visit) == []


def test_a_ride_is_in_the_programme_where_half_of_the_guests_are_aboard(visit_of: VisitOf) -> None:
    def ride(time: str, people: str) -> dict[str, Any]:
        vehicles = [{"vehicle": "1号车", "people": people}]
        return {"day": "5月18日", "time": time, "from": "明峰高铁站", "to": "明峰宾馆"} | {
            "vehicles": vehicles
        }

    visit = visit_of(
        **PEOPLE, rides=[ride("9:00", "全体"), ride("10:00", "甲团"), ride("11:00", "甲")]
    )

    (first, *_) = programme_of(visit)
    assert [f"{entry.start:%H:%M}" for entry in first.entries] == ["09:00", "10:00"]
    assert [entry.people for entry in first.entries] == [(), ()]
    assert [entry.passage and entry.passage.vehicle for entry in first.entries] == [None, None]


def test_the_programme_has_every_day_with_its_entries(visit_of: VisitOf) -> None:
    visit = visit_of(
        **PEOPLE,
        schedule=[
            talk("全体", "15:00", title="乙"),
            talk("全体", "9:00", title="甲"),
            talk("全体", day="5月20日", title="丙"),
            talk("全体", day="5月17日", title="先遣"),
        ],
    )

    assert [(day.day, [str(e.title) for e in day.entries]) for day in programme_of(visit)] == [
        (date(2026, 5, 17), ["先遣"]),
        (date(2026, 5, 18), ["甲", "乙"]),
        (date(2026, 5, 19), []),
        (date(2026, 5, 20), ["丙"]),
    ]
    assert [day.lodging for day in programme_of(visit)] == [None] * 4
