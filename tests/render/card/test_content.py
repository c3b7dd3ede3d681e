"""A card's content, without a browser: its order, its rooms with what their house says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from generator.agenda import agenda_of
from generator.model.visit import Visit
from generator.render.card.content import card_content

VisitOf = Callable[..., Visit]
AS_OF = datetime(2026, 5, 1, tzinfo=UTC)
HOUSE = {
    "id": "inn", "name": "驿馆", "kind": "hotel",
    "rooms": [{"number": "101"}, {"number": "102"}],
    "wifi": "yiguan", "wifi_password": "a<b&c", "breakfast": "7:00-9:30", "check_out": "14:00",
    "luggage": {"zh": "总台后间", "en": "behind the desk"}, "entrance": "南门",
}  # fmt: skip
STAYS = [
    {"venue": "驿馆", "room": "101", "check_out": "2026-05-19", "people": "张伟"},
    {"venue": "驿馆", "room": "102", "check_in": "2026-05-19", "people": "张伟"},
]


def card(visit_of: VisitOf, **sections: Any) -> str:
    """The first guest's card as HTML."""
    visit = visit_of(guests=["张伟"], **sections)
    return card_content(agenda_of(visit, visit.guests[0]), as_of=AS_OF, version="0").html


def test_a_room_shows_the_facts_of_its_hotel(visit_of: VisitOf) -> None:
    html = card(visit_of, venues=[HOUSE], stays=STAYS, languages=["zh", "en"])

    pairs = re.findall(r'<div class="(\w+)"><dt>([^<]+)(?:</dt>)?<dd>([^<]+)', html)
    assert pairs[:6] == [
        ("wifi", "无线网", "yiguan"),
        ("wifi_password", "无线网密码", "a&lt;b&amp;c"),
        ("breakfast", "早餐时间", "07:00–09:30"),
        ("check_out", "退房时间", "14:00"),
        ("luggage", "行李寄存", "总台后间"),
        ("entrance", "入口", "南门"),
    ]
    assert ("luggage", "Luggage", "behind the desk") in pairs


def test_check_out_is_at_the_hotel_s_time(visit_of: VisitOf) -> None:
    plain = {key: HOUSE[key] for key in ("id", "name", "kind", "rooms")}

    with_time, without_time = (
        card(visit_of, venues=[house], stays=STAYS) for house in (HOUSE, plain)
    )

    assert re.findall(r'data-out="(\d+)"', with_time) == ["840", "840"]
    assert re.findall(r'data-out="(\d+)"', without_time) == ["720", "720"]
    assert 'class="pairs facts"' not in without_time


def test_a_later_room_is_announced_in_a_line(visit_of: VisitOf) -> None:
    html = card(visit_of, venues=[HOUSE], stays=STAYS)

    assert re.findall(r'<p class="later" hidden>([^<]+)</p>', html) == ["5月19日起 驿馆 102"]


def test_what_a_card_shows_comes_in_the_order_in_which_it_is_asked_for(visit_of: VisitOf) -> None:
    html = card(
        visit_of,
        venues=[HOUSE],
        stays=STAYS,
        schedule=[{"day": "5月18日", "time": "9:00", "title": "座谈"}],
        routine=[{"what": "热水", "time": "6:00-23:00"}],
        notices=["带伞"],
        contacts=[{"what": "总台", "phone": "0717-555-0177"}],
    )

    assert re.findall(r'<section class="(\w+)"', html) == [
        "now", "rooms", "days", "contacts", "notices", "routine", "tools"
    ]  # fmt: skip


def test_the_timetable_names_the_days_whose_plan_differs(visit_of: VisitOf) -> None:
    html = card(
        visit_of,
        routine=[{"what": "午餐", "time": "12:00-13:00"}],
        meals=[
            {"id": "m", "day": "5月19日", "time": "11:20", "kind": "lunch", "place": "明峰宾馆"}
        ],
    )

    assert "5月19日以当日安排为准" in html
