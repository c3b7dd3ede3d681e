"""Which new guest replaces one that is gone: who has the same place in the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from generator.changes.cards import card_changes, edition_now
from generator.model.visit import Visit

NOW = datetime(2026, 5, 17, 9)
Plan = Callable[[str], dict[str, Any]]


def guest(name: str, **fields: str) -> dict[str, Any]:
    return {"guests": [{"name": name, **fields}, "丙"]}


def in_party(name: str, party: str = "第一组") -> dict[str, Any]:
    return guest(name, party=party) | {"parties": [{"name": "第一组"}, {"name": "第二组"}]}


def in_room(name: str, room: str = "8301") -> dict[str, Any]:
    return {"stays": [{"venue": "明峰宾馆", "room": room, "people": name}]}


def in_car(name: str) -> dict[str, Any]:
    ride = {"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆"}
    car = {"vehicle": "1号车", "people": name}
    return {"vehicles": [{"number": "1号车"}], "rides": [{**ride, "vehicles": [car]}]}


def at_table(name: str, table: str = "1") -> dict[str, Any]:
    meal = {"day": "5月18日", "time": "18:00", "kind": "晚餐", "place": "明峰宾馆/一楼餐厅"}
    return {"meals": [{**meal, "tables": [{"no": table, "seats": [name]}]}]}


def at_talk(name: str) -> dict[str, Any]:
    return {"schedule": [{"day": "5月18日", "time": "15:00", "title": "座谈", "for": name}]}


def counterparts(visit_of: Callable[..., Visit], former: Any, new: Any) -> dict[str, str | None]:
    before, after = visit_of(**former), visit_of(**new)
    changes = card_changes(after, edition_now(before), edition_now(after), NOW)
    return {change.name: change.counterpart for change in changes if change.name in "甲乙"}


BOTH, NOBODY = {"甲": "乙", "乙": "甲"}, {"甲": None, "乙": None}


@pytest.mark.parametrize(
    ("former", "new", "expected"),
    [
        pytest.param(in_party("甲"), in_party("乙"), BOTH, id="party"),
        pytest.param(in_party("甲"), in_party("乙", "第二组"), NOBODY, id="other-party"),
        pytest.param(guest("甲") | in_room("甲"), guest("乙") | in_room("乙"), BOTH, id="room"),
        pytest.param(
            in_party("甲") | in_room("甲"),
            in_party("乙") | in_room("乙", "8302"),
            NOBODY,
            id="other-room",
        ),
        pytest.param(guest("甲") | in_car("甲"), guest("乙") | in_car("乙"), BOTH, id="vehicle"),
        pytest.param(guest("甲") | at_table("甲"), guest("乙") | at_table("乙"), BOTH, id="table"),
        pytest.param(
            in_party("甲") | at_table("甲"),
            in_party("乙") | at_table("乙", "2"),
            NOBODY,
            id="other-table",
        ),
        pytest.param(guest("甲") | at_talk("甲"), guest("乙") | at_talk("乙"), NOBODY, id="item"),
        pytest.param(
            in_room("甲") | guest("甲", arrival="5月18日 8:30", departure="5月20日 9:00"),
            in_room("乙") | guest("乙"),
            BOTH,
            id="own-journeys",
        ),
    ],
)
def test_a_guest_in_the_same_place_replaces_the_one_who_is_gone(
    visit_of: Callable[..., Visit],
    former: dict[str, Any],
    new: dict[str, Any],
    expected: dict[str, str | None],
) -> None:
    assert counterparts(visit_of, former, new) == expected


def test_staff_replace_nobody(visit_of: Callable[..., Visit]) -> None:
    former, new = ({"team": {"staff": [name]}} | in_room(name) for name in "甲乙")

    assert counterparts(visit_of, former, new) == NOBODY


def test_each_guest_replaces_one(visit_of: Callable[..., Visit]) -> None:
    def plan(*names: str) -> Visit:
        guests = [{"name": name, "party": "第一组"} for name in names]
        return visit_of(parties=[{"name": "第一组"}], guests=guests)

    before, after = plan("甲", "乙", "丙", "丁"), plan("丁", "戊", "己")

    changes = card_changes(after, edition_now(before), edition_now(after), NOW)

    assert {change.name: change.counterpart for change in changes} == {
        "戊": "甲", "己": "乙", "甲": "戊", "乙": "己", "丙": None
    }  # fmt: skip
