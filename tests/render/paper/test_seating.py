"""Pictures of seats in the guests' guide."""

from __future__ import annotations

from collections.abc import Callable

from generator.render.handbook.blocks import Pictures, Remark
from generator.render.paper import PrintOrder
from generator.render.paper.seating import seat_sections
from generator.render.words import Wording
from tests.support.documents.paper import printed, texts
from tests.support.documents.seat_pictures import VISIT, drawn


def test_the_guide_shows_the_same_seats_as_the_handbook(
    order_of: Callable[..., PrintOrder],
) -> None:
    order = order_of(**VISIT)

    ride, forum = seat_sections(order, Wording("zh", "card"))

    assert drawn(ride.blocks) == [("1号车 小车座位", ["驾", "2", "王芳", "1", "张伟"])]
    assert drawn(forum.blocks) == [("主席台", ["3", "李娜", "1", "张伟", "2", "王芳", "台下"])]
    assert [type(block) for block in forum.blocks] == [Pictures, Remark]


def test_seats_are_printed(order_of: Callable[..., PrintOrder]) -> None:
    guide = "".join(texts(printed(order_of(**VISIT), "handbook")))

    assert "图从台下看" in guide
    assert "台下" in guide
