"""Whom a staff member calls in a roll call: by name, or in groups that others call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.agenda import agenda_of
from generator.agenda.codes import code_of
from generator.agenda.roll_calls import NAMED_AT_MOST
from generator.agenda.views import RollCall
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]
TEAM = {"staff": ["周敏", "李娜", "王强"]}


def calls_of(visit: Visit, name: str) -> tuple[RollCall, ...]:
    return agenda_of(visit, next(p for p in visit.people.values() if p.name == name)).roll_calls


def names(call: RollCall) -> list[str]:
    return [person.name for person in call.people]


def guests(count: int, party: str, companions: int = 0) -> list[dict[str, Any]]:
    extra = {"companions": str(companions)} if companions else {}
    return [{"name": f"{party}{i}号", "party": party, **extra} for i in range(count)]


def ride(visit_of: VisitOf, **fields: Any) -> Visit:
    return visit_of(
        team=TEAM,
        guests=["张伟", "刘洋", "陈静"],
        vehicles=[
            {"number": "1号车", "kind": "大巴", "liaison": "王强"},
            {"number": "2号车", "kind": "中巴", "liaison": "周敏"},
        ],
        rides=[
            {
                "id": "out",
                "day": "2026-05-18",
                "time": "9:00",
                "from": "明峰宾馆",
                "to": "县博物馆",
                "vehicles": [
                    {"vehicle": "1号车", "people": "张伟、刘洋、王强"},
                    {"vehicle": "2号车", "people": "陈静"},
                ],
                **fields,
            }
        ],
    )


def test_a_liaison_calls_the_passengers_of_the_own_vehicle(visit_of: VisitOf) -> None:
    visit = ride(visit_of)

    (first,), (second,) = calls_of(visit, "王强"), calls_of(visit, "周敏")
    assert names(first) == ["张伟", "刘洋", "王强"]
    assert names(second) == ["陈静"]
    assert first.code == second.code == code_of(visit.slug, "event", "ride:out")
    assert {person.vehicle for person in first.people} == {None}


def test_who_receives_or_checks_calls_everybody_with_the_vehicles(visit_of: VisitOf) -> None:
    visit = ride(visit_of, receiver="李娜")

    (call,) = calls_of(visit, "李娜")
    assert [(person.name, person.vehicle) for person in call.people] == [
        ("张伟", "1号车"),
        ("刘洋", "1号车"),
        ("王强", "1号车"),
        ("陈静", "2号车"),
    ]


def test_who_is_only_responsible_has_no_roll_call(visit_of: VisitOf) -> None:
    assert calls_of(ride(visit_of, responsible="李娜"), "李娜") == ()


def test_guests_have_no_roll_call(visit_of: VisitOf) -> None:
    assert calls_of(ride(visit_of), "张伟") == ()


def test_whoever_has_left_before_is_left_out_and_companions_are_counted(
    visit_of: VisitOf,
) -> None:
    visit = visit_of(
        team=TEAM,
        guests=[
            {"name": "张伟", "companions": "2"},
            {"name": "刘洋", "departure": "2026-05-18 08:00"},
        ],
        schedule=[
            {"day": "2026-05-18", "time": "14:00", "title": "座谈", "for": "all", "checker": "李娜"}
        ],
    )

    (call,) = calls_of(visit, "李娜")
    assert [(person.name, person.count) for person in call.people] == [("张伟", 3)]
    assert call.count == 3


def dinner(visit_of: VisitOf, *rosters: list[dict[str, Any]], checker: str = "李娜") -> Visit:
    parties = list(dict.fromkeys(guest["party"] for roster in rosters for guest in roster))
    return visit_of(
        team=TEAM,
        parties=[{"name": party} for party in parties[:-1]]
        + [{"name": parties[-1], "liaison": "王强"}],
        guests=[guest for roster in rosters for guest in roster],
        schedule=[
            {
                "day": "2026-05-18",
                "time": "18:00",
                "title": "会餐",
                "for": "all",
                "checker": checker,
            }
        ],
    )


def test_many_people_are_called_by_their_liaisons(visit_of: VisitOf) -> None:
    visit = dinner(visit_of, guests(NAMED_AT_MOST, "甲组"), guests(5, "乙组", companions=1))

    (all_of_them,), (own,) = calls_of(visit, "李娜"), calls_of(visit, "王强")
    assert (names(all_of_them), all_of_them.others) == ([], NAMED_AT_MOST + 5)
    assert [(each.name, str(each.what)) for each in all_of_them.liaisons] == [("王强", "乙组")]
    assert (names(own), own.others) == ([f"乙组{i}号" for i in range(5)], 0)
    assert (all_of_them.on_card, own.on_card) == (True, False)


def test_a_card_names_those_in_care_first_and_no_more_than_one_can_call(
    visit_of: VisitOf,
) -> None:
    visit = dinner(visit_of, guests(NAMED_AT_MOST, "甲组"), guests(5, "乙组"), checker="王强")

    (call,) = calls_of(visit, "王强")
    assert (len(call.people), call.others) == (5, NAMED_AT_MOST)
