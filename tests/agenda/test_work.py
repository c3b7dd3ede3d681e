"""What staff read of their work: duties, tasks in the order of their days, guests in their care."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.agenda import Agenda, agenda_of
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]


def of(visit: Visit, name: str) -> Agenda:
    return agenda_of(visit, next(p for p in visit.people.values() if p.name == name))


def with_tasks(visit_of: VisitOf, *tasks: dict[str, str]) -> Visit:
    return visit_of(team={"staff": ["周敏", "李娜"], "tasks": tasks})


def test_tasks_are_in_the_order_of_their_days_and_those_without_one_last(
    visit_of: VisitOf,
) -> None:
    visit = with_tasks(
        visit_of,
        {"what": "丁", "owner": "李娜"},
        {"what": "丙", "owner": "李娜", "due": "5月16日"},
        {"what": "乙", "owner": "李娜", "due": "5月15日"},
        {"what": "一", "owner": "李娜"},
    )

    assert [task.what for task in of(visit, "李娜").tasks] == ["乙", "丙", "一", "丁"]


def test_a_task_names_the_other_of_owner_and_checker(visit_of: VisitOf) -> None:
    visit = with_tasks(visit_of, {"what": "订车", "owner": "李娜", "checker": "周敏"})

    (owned,), (checked,) = of(visit, "李娜").tasks, of(visit, "周敏").tasks
    assert (owned.checks, owned.other) == (False, "周敏")
    assert (checked.checks, checked.other) == (True, "李娜")


def test_who_owns_and_checks_a_task_has_it_once(visit_of: VisitOf) -> None:
    visit = with_tasks(visit_of, {"what": "订车", "owner": "李娜", "checker": "李娜"})

    (task,) = of(visit, "李娜").tasks
    assert not task.checks


def test_a_task_without_owner_is_checked(visit_of: VisitOf) -> None:
    visit = with_tasks(visit_of, {"what": "订车", "checker": "周敏"})

    (task,) = of(visit, "周敏").tasks
    assert (task.checks, task.other) == (True, None)


def test_duties_name_the_lead_and_the_group_s_own_name_first(
    visit_of: VisitOf,
) -> None:
    visit = visit_of(
        team={
            "staff": ["周敏", "李娜"],
            "groups": [
                {"role": "coordination", "lead": "李娜", "members": ["周敏"]},
                {"role": "coordination", "name": "第二组", "members": ["李娜"]},
                {"role": "coordination", "name": "第三组", "lead": "周敏", "members": ["李娜"]},
            ],
        }
    )

    assert [(str(d.group), d.leads, d.lead) for d in of(visit, "李娜").duties] == [
        ("综合协调组", True, "李娜"),
        ("第二组", False, None),
        ("第三组", False, "周敏"),
    ]
    assert [d.leads for d in of(visit, "周敏").duties] == [False, True]


def test_a_guest_in_care_has_party_rooms_and_vehicles_once_each(
    visit_of: VisitOf,
) -> None:
    night: dict[str, Any] = {"venue": "明峰宾馆", "room": "8301", "people": "张伟"}
    ride = {"day": "5月18日", "from": "明峰高铁站", "to": "明峰宾馆"}
    aboard = [{"vehicle": "1号车", "people": "张伟"}]
    visit = visit_of(
        team={"staff": ["李娜"]},
        parties=[{"name": "甲团", "liaison": "李娜"}],
        guests=[{"name": "张伟", "party": "甲团"}, {"name": "王芳", "liaison": "李娜"}],
        stays=[night | {"check_out": "5月19日"}, night | {"check_in": "5月19日"}],
        vehicles=[{"number": "1号车", "seats": 40}],
        rides=[ride | {"time": time, "vehicles": aboard} for time in ("9:00", "10:00")],
    )

    first, second = of(visit, "李娜").charges
    assert (first.name, str(first.party), first.vehicles) == ("张伟", "甲团", ("1号车",))
    assert [str(room.space) for room in first.rooms] == ["8301"]
    assert (second.name, second.party, second.vehicles, second.rooms) == ("王芳", None, (), ())
