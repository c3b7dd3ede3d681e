"""How many people the roll calls of one card name, and whose names come first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.agenda import agenda_of, agendas_of
from generator.agenda.roll_calls import NAMED_AT_MOST
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]


def visit_with(visit_of: VisitOf, sizes: dict[str, int], *events: dict[str, Any]) -> Visit:
    """Parties of these sizes, of which 王强 looks after the second."""
    first, second = sizes
    return visit_of(
        team={"staff": ["李娜", "王强"]},
        parties=[{"name": first}, {"name": second, "liaison": "王强"}],
        guests=[
            {"name": f"{party}{number}", "party": party}
            for party, size in sizes.items()
            for number in range(size)
        ],
        schedule=[{"day": "5月18日", "title": event["id"], **event} for event in events],
    )


def called(visit: Visit, name: str) -> dict[str, tuple[int, int]]:
    """How many are named and how many are only counted in each roll call on a card."""
    staff = next(staff for staff in visit.staff if staff.name == name)
    calls = agenda_of(visit, staff).roll_calls
    return {call.key: (len(call.people), call.others) for call in calls}


@pytest.mark.parametrize(
    ("more", "by_checker", "by_liaison"),
    [
        (0, (60, 0), None),
        (1, (0, 61), (5, 0)),
    ],
)
def test_an_event_of_as_many_as_one_can_call_is_left_to_nobody(
    visit_of: VisitOf,
    more: int,
    by_checker: tuple[int, int],
    by_liaison: tuple[int, int] | None,
) -> None:
    sizes = {"甲组": 60 - 5 + more, "乙组": 5}
    visit = visit_with(visit_of, sizes, {"id": "all", "time": "9:00", "checker": "李娜"})

    assert called(visit, "李娜") == {"item:all": by_checker}
    assert called(visit, "王强") == ({"item:all": by_liaison} if by_liaison else {})


def test_those_in_care_are_named_before_a_smaller_group_of_others(visit_of: VisitOf) -> None:
    visit = visit_with(
        visit_of,
        {"甲组": 30, "乙组": 40},
        {"id": "others", "time": "9:00", "for": "甲组", "checker": "王强"},
        {"id": "own", "time": "10:00", "for": "乙组", "checker": "王强"},
        {"id": "few", "time": "11:00", "for": "甲组0、甲组1", "checker": "王强"},
    )

    assert called(visit, "王强") == {
        "item:others": (0, 30),
        "item:own": (40, 0),
        "item:few": (2, 0),
    }


def test_somebody_at_two_events_is_one_name(visit_of: VisitOf) -> None:
    visit = visit_with(
        visit_of,
        {"甲组": 50, "乙组": 1},
        {"id": "first", "time": "9:00", "for": "甲组", "checker": "李娜"},
        {"id": "second", "time": "10:00", "for": "甲组", "checker": "李娜"},
    )

    assert called(visit, "李娜") == {"item:first": (50, 0), "item:second": (50, 0)}


def test_each_of_two_in_charge_has_the_liaisons_of_the_others(visit_of: VisitOf) -> None:
    sizes = {"甲组": ("李娜", 5), "乙组": ("王强", 5), "丙组": (None, NAMED_AT_MOST)}
    visit = visit_of(
        team={"staff": ["李娜", "王强"]},
        parties=[{"name": name, "liaison": liaison} for name, (liaison, _) in sizes.items()],
        guests=[
            {"name": f"{party}{number}", "party": party}
            for party, (_, size) in sizes.items()
            for number in range(size)
        ],
        schedule=[{"day": "5月18日", "time": "9:00", "title": "座谈", "receiver": "王强",
                   "checker": "李娜"}],
    )  # fmt: skip

    calls = {str(agenda.name): agenda.roll_calls for agenda in agendas_of(visit, visit.staff)}
    assert {call.count for (call,) in calls.values()} == {NAMED_AT_MOST + 10}
    assert {
        name: [(str(liaison.name), str(liaison.what)) for liaison in call.liaisons]
        for name, (call,) in calls.items()
    } == {"李娜": [("王强", "乙组")], "王强": [("李娜", "甲组")]}
