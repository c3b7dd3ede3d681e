"""Pictures of seats on the handbook's pages: who sits there, and from which side it is seen."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.visit import Visit
from generator.render.handbook.blocks import Block, Remark
from generator.render.handbook.visit.dining import dining_sections
from generator.render.handbook.visit.schedule import schedule_sections
from generator.render.handbook.visit.transport import transport_sections
from tests.support.documents.seat_pictures import VISIT, drawn


def legends(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Remark)]


def test_an_item_s_seats_are_below_the_day(visit_of: Callable[..., Visit]) -> None:
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
    assert "以右为尊" in legends(day.blocks)[0]


def test_a_vehicle_s_seats_are_below_the_ride(visit_of: Callable[..., Visit]) -> None:
    _, ride = transport_sections(visit_of(**VISIT))

    assert drawn(ride.blocks) == [("1号车 · 小车座位", ["驾", "4", "2", "王芳", "3", "1", "张伟"])]


def test_a_ranked_table_is_drawn_from_the_host_with_the_door_below(
    visit_of: Callable[..., Visit],
) -> None:
    (meal,) = dining_sections(visit_of(**VISIT))

    ((_, words),) = drawn(meal.blocks)
    assert words == ["1", "门", "1", "李娜", "2", "王芳", "3", "张伟"]
