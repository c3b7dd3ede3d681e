"""Where a guest who comes by car drives to: the hotel, or else the first place of the plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.agenda import agenda_of
from generator.agenda.views import AgendaLocation, Driving
from generator.model.visit import Visit
from generator.text import Text

VENUES = [
    {"id": "inn", "name": "山居", "kind": "hotel", "address": "山路1号", "parking": "东门"},
    {"id": "camp", "name": "营地", "kind": "hotel", "address": "山路9号"},
    {"id": "hut", "name": "木屋", "kind": "hotel"},
    {"id": "hall", "name": "礼堂", "kind": "site", "parking": "地下"},
]
INN = Driving(AgendaLocation(Text("山居")), Text("山路1号"), Text("东门"))
CAMP = Driving(AgendaLocation(Text("营地")), Text("山路9号"), None)
HALL = Driving(AgendaLocation(Text("礼堂")), None, Text("地下"))


def stay(venue: str, **dates: str) -> dict[str, Any]:
    return {"venue": venue, "room": "1", "people": "甲", **dates}


def item(time: str, **more: Any) -> dict[str, Any]:
    return {"day": "5月18日", "time": time, "title": "座谈", **more}


RIDE = {"day": "5月18日", "time": "8:00", "from": "营地", "to": "礼堂",
        "vehicles": [{"vehicle": "1号车", "people": "甲"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "driving"),
    [
        ({"stays": [stay("营地", check_in="5月19日"), stay("山居", check_out="5月19日")],
          "schedule": [item("9:00", place="礼堂")]}, INN),
        ({"stays": [stay("营地")]}, CAMP),
        ({"stays": [stay("木屋")]}, None),
        ({"schedule": [item("10:00", place="营地"), item("9:00", place="礼堂")],
          "rides": [RIDE]}, HALL),
        ({"schedule": [item("9:00"), item("10:00", place="礼堂")]}, None),
        ({}, None),
    ],
    ids=["the first hotel", "an address alone", "nothing known", "the first place", "no place",
         "no plan"],
)  # fmt: skip
def test_who_comes_by_car_reads_where_to(
    visit_of: Callable[..., Visit], plan: dict[str, Any], driving: Driving | None
) -> None:
    guests = [{"name": "甲", "arrival_by": "自驾"}, {"name": "乙", "arrival_by": "G1"}]
    visit = visit_of(
        venues=VENUES, vehicles=[{"number": "1号车", "driver": "陈师傅"}], guests=guests, **plan
    )

    assert [agenda_of(visit, guest).driving for guest in visit.guests] == [driving, None]
