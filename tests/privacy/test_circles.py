"""On cards, what guests eat, need and where they sleep is for those whose task needs it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.agenda import agenda_of
from generator.model.audience import STAFF, Circle, circle_of, circles_of
from generator.model.lodging import Stay
from generator.model.people import Guest, Person
from generator.model.record import Record
from generator.model.visit import Visit
from tests.privacy.canary import (
    declared_audiences,
    records,
    remembered,
    remembered_audiences,
    remembered_circles,
)
from tests.privacy.loosening import opened_to_staff

ROLES = ("coordination", "dining", "lodging", "transport", "medical", "security", "conference")
HALL = "明峰宾馆/一楼餐厅"
OWN, OTHER = ("林晓岚", "纯素甲", "轮椅乙"), ("马晓东", "清真丙", "拐杖丁")
"""Guests by their names, each with a diet and a need: one has a liaison, one has none."""


@pytest.fixture
def visit(visit_of: Callable[..., Visit]) -> Visit:
    """A visit with a lead and a member in each group, a liaison, and the lead of the team."""
    groups = [{"role": r, "lead": f"{r} lead", "members": [f"{r} member"]} for r in ROLES]
    names = [name for g in groups for name in (g["lead"], g["members"][0])]
    return visit_of(
        team={"lead": "总指挥", "staff": [*names, "联络员", "总指挥"], "groups": groups},
        guests=[
            {"name": OWN[0], "diet": OWN[1], "needs": OWN[2], "liaison": "联络员"},
            {"name": OTHER[0], "diet": OTHER[1], "needs": OTHER[2]},
        ],
        meals=[
            {
                "day": "5月18日",
                "time": "18:00",
                "kind": "dinner",
                "place": HALL,
                "tables": [{"no": "1", "seats": [OWN[0], OTHER[0]]}],
            }
        ],
        stays=[
            {"venue": "明峰宾馆", "room": "8301", "people": OWN[0]},
            {"venue": "明峰宾馆", "room": "8302", "people": OTHER[0]},
        ],
        vehicles=[{"number": "1号车", "seats": 10}],
        rides=[
            {
                "day": "5月18日",
                "time": "9:00",
                "from": "明峰宾馆",
                "to": "县博物馆",
                "vehicles": [{"vehicle": "1号车", "people": "all"}],
            }
        ],
    )


def marks(visit: Visit, name: str) -> set[str]:
    """The names, diets and needs in all that a staff member's agenda has, shown or not."""
    staff = next(person for person in visit.staff if person.name == name)
    text = repr(agenda_of(visit, staff))
    return {mark for mark in (*OWN, *OTHER) if mark in text}


DIETS = {OWN[1], OTHER[1]}
"""Diets without the names of those who have them."""
KNOWN: dict[str, set[str]] = {
    "dining lead": {OWN[0], OWN[1], OTHER[0], OTHER[1]},
    "dining member": DIETS,
    "lodging lead": {OWN[0], OWN[2], OTHER[0], OTHER[2]},
    "medical lead": {*OWN, *OTHER},
    "medical member": {*OWN, *OTHER},
    "联络员": {*OWN},
}
"""What each may know; nobody else has a mark."""


def test_only_those_whose_task_needs_it_know_a_guest_s_diet_needs_and_room(visit: Visit) -> None:
    known = {person.name: marks(visit, person.name) for person in visit.staff}

    assert {name: found for name, found in known.items() if found} == KNOWN


@pytest.mark.parametrize(
    ("owner", "field", "finder", "found"),
    [
        (Person, "diet", "dining member", {OWN[0], OTHER[0]}),
        (Stay, "people", "lodging member", {OWN[0], OTHER[0]}),
        (Guest, "needs", "lodging member", {OWN[2], OTHER[2]}),
    ],
)
def test_a_field_that_leaves_its_circle_is_found(
    visit: Visit, owner: type[Record], field: str, finder: str, found: set[str]
) -> None:
    before = marks(visit, finder)

    with opened_to_staff(owner, field):
        assert marks(visit, finder) - before == found


def test_circles_are_those_of_audiences_yml() -> None:
    declared = {
        (model.__name__, field): circle
        for model in records()
        for field in model.__annotations__
        if field in model.model_fields and (circle := circle_of(model, field))
    }

    assert declared == remembered_circles()
    assert {declared_audiences()[spot] for spot in declared} == {STAFF}
    assert {remembered_audiences()[spot] for spot in declared} == {STAFF}


def test_who_is_in_a_circle_stands_in_audiences_yml() -> None:
    roles = (*ROLES, "liaison", "publicity", "logistics", "own")
    members = {
        circle.value: " ".join(
            role if circle in circles_of(role, leads=False) else f"{role}*"
            for role in roles
            if circle in circles_of(role, leads=True)
        )
        for circle in Circle
    }

    assert members == remembered()["circles"]


def test_a_group_without_a_lead_is_led_by_its_first_member(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team={"staff": ["甲", "乙"], "groups": [{"role": "dining", "members": ["甲", "乙"]}]},
        guests=[{"name": OWN[0], "diet": OWN[1]}],
        meals=[{"day": "5月18日", "time": "18:00", "kind": "dinner", "for": "all", "place": HALL}],
    )

    assert marks(visit, "甲") == {OWN[0], OWN[1]}
    assert marks(visit, "乙") == {OWN[1]}
