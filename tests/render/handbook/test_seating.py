"""Pictures of seats on the handbook's pages: who sits there, and from which side it is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from generator.model.visit import Visit
from generator.render.handbook.blocks import Block, Pictures, Remark
from generator.render.handbook.dining import dining_sections
from generator.render.handbook.schedule import schedule_sections
from generator.render.handbook.transport import transport_sections

VISIT: dict[str, Any] = {
    "guests": ["张伟", "王芳", "刘洋"],
    "team": {"staff": ["李娜"]},
    "schedule": [
        {"id": "forum", "day": "2026-05-18", "time": "9:00", "title": "座谈会",
         "for": "全体来宾、李娜"},
    ],
    "vehicles": [{"number": "1号车", "kind": "小车"}],
    "rides": [{"id": "out", "day": "2026-05-18", "time": "8:00", "from": "明峰高铁站",
               "to": "明峰宾馆", "vehicles": [{"vehicle": "1号车", "people": "张伟、王芳"}]}],
    "meals": [{"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "机关食堂",
               "ranked": "是", "tables": [{"no": "1", "seats": ["王芳", "张伟", "李娜"]}]}],
    "seating": [
        {"at": "forum", "form": "platform", "people": "张伟、李娜、王芳", "chairs": "4"},
        {"at": "out"},
    ],
}  # fmt: skip


def drawn(blocks: tuple[Block, ...]) -> list[tuple[str, list[str]]]:
    """Each picture of seats: its caption, and its words from left to right and top to bottom."""
    return [
        (caption, re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg))
        for block in blocks
        if isinstance(block, Pictures)
        for caption, svg in block.pictures
        if 'class="seats"' in svg
    ]


def legends(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Remark)]


def test_an_item_s_seats_stand_below_the_day(visit_of: Callable[..., Visit]) -> None:
    day, *_ = schedule_sections(visit_of(**VISIT))

    assert drawn(day.blocks) == [
        ("座谈会 · 主席台", ["3", "李娜", "1", "张伟", "2", "王芳", "4", "台下"])
    ]
    assert legends(day.blocks) == [
        "数字是座位号；以左为上。深色是主方，浅色是来宾。图从台下看：就座者的左手在图的右边。"
    ]


def test_a_foreign_visit_s_seats_are_right_first(visit_of: Callable[..., Visit]) -> None:
    day, *_ = schedule_sections(visit_of(**VISIT, kind="外事"))

    assert drawn(day.blocks)[0][1] == ["4", "2", "王芳", "1", "张伟", "3", "李娜", "台下"]
    assert "以右为上" in legends(day.blocks)[0]


def test_a_vehicle_s_seats_stand_below_the_ride(visit_of: Callable[..., Visit]) -> None:
    _, ride = transport_sections(visit_of(**VISIT))

    assert drawn(ride.blocks) == [("1号车 · 小车座位", ["驾", "4", "2", "王芳", "3", "1", "张伟"])]


def test_a_ranked_table_is_drawn_from_the_host_with_the_door_below(
    visit_of: Callable[..., Visit],
) -> None:
    (meal,) = dining_sections(visit_of(**VISIT))

    ((_, words),) = drawn(meal.blocks)
    assert words == ["1", "门", "1", "李娜", "2", "王芳", "3", "张伟"]
