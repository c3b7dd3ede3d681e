"""Rooms without numbers: one, or so many of a type, with people in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from generator.account.ceilings import agreed_lodging
from generator.check import check_visit
from generator.findings import Finding
from generator.model.enums import RoomType
from generator.model.lodging import room_nights, rooms_booked
from generator.model.visit import Visit
from generator.render.figures import night_figure
from generator.render.paper.signs import doors_without_number

Load = Callable[..., tuple[Visit | None, list[Finding]]]
VisitOf = Callable[..., Visit]
TWIN, SINGLE = RoomType.TWIN, RoomType.SINGLE
VENUES = [
    {
        "id": "inn",
        "name": "驿馆",
        "kind": "hotel",
        "rooms": [{"number": "101", "type": "twin", "beds": "2", "price": "300"}],
    },
    {"id": "river", "name": "江景酒店", "kind": "hotel"},
]
GUESTS = ["胡一", "王芳", "张伟", "李四", "赵六"]


def read(load: Load, *stays: dict[str, Any]) -> tuple[Visit, list[Finding]]:
    visit, findings = load(venues=VENUES, guests=GUESTS, stays=list(stays))
    assert visit
    return visit, findings


def stay(**fields: Any) -> dict[str, Any]:
    return {"venue": "驿馆", "people": "胡一、王芳", **fields}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"room": "待定"},
        {"room": "无"},
        {"room": "房号待定"},
        {"type": "标准间"},
        {"count": "1"},
    ],
)
def test_a_row_without_a_number_is_one_room_to_be_decided(
    load: Load, fields: dict[str, str]
) -> None:
    visit, findings = read(load, stay(**fields))

    assert findings == []
    (one,) = visit.stays
    assert (one.room, str(one.room_text), str(one.name)) == (None, "待定", "驿馆（房号待定）")
    assert (one.room_count, one.beds) == (1, 2)


@pytest.mark.parametrize(
    ("fields", "notices"),
    [
        ({"type": "标准间", "count": "3"}, 0),
        ({"type": "标准间", "count": "3间"}, 0),
        ({"type": "标准间3间"}, 1),
        ({"type": "双标×3间"}, 1),
        ({"type": "3间标准间"}, 1),
        ({"type": "标准间（共3间）"}, 1),
        ({"type": "标准间", "room": "3间"}, 1),
    ],
)
def test_so_many_rooms_of_a_type(load: Load, fields: dict[str, str], notices: int) -> None:
    visit, findings = read(load, stay(**fields, people="全体来宾"))

    assert [finding.code for finding in findings] == ["value.read_as"] * notices
    (rooms,) = visit.stays
    assert (rooms.room, rooms.type, rooms.room_count, rooms.beds) == (None, TWIN, 3, 6)


def test_the_day_by_which_a_number_is_decided_is_kept(load: Load) -> None:
    visit, _ = read(load, stay(room="待定，5月10日前", count="2", type="标准间"))

    assert str(visit.stays[0].room_text) == "待定（5月10日前定）"


def test_many_people_without_a_number_of_rooms_are_not_in_one_room(load: Load) -> None:
    visit, findings = read(load, stay(people="全体来宾"))

    assert findings == []
    assert (visit.stays[0].room_count, visit.stays[0].beds) == (None, None)
    assert rooms_booked(visit.stays) == {"inn": Counter()}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"room": "101", "count": "2"}, "stay.one_number"),
        ({"room": "101、102", "count": "3"}, "stay.rooms_counted"),
        ({"count": "0"}, "value.out_of_range"),
        ({"count": "若干"}, "value.number"),
    ],
)
def test_numbers_that_contradict_one_another_are_refused(
    load: Load, fields: dict[str, str], code: str
) -> None:
    _, findings = read(load, stay(**fields))

    assert [finding.code for finding in findings] == [code]


def test_one_room_with_a_number_may_be_counted(load: Load) -> None:
    visit, findings = read(load, stay(room="101", count="1"))

    assert findings == []
    assert visit.stays[0].room


def test_two_rooms_without_numbers_are_two(visit_of: VisitOf) -> None:
    visit = visit_of(
        venues=VENUES,
        guests=[{"name": "胡一", "sex": "男"}, {"name": "王芳", "sex": "女"}, "张伟"],
        stays=[stay(people="胡一"), stay(people="王芳"), stay(people="胡一", room="待定")],
    )

    assert rooms_booked(visit.stays) == {"inn": Counter({TWIN: 3})}
    found = [finding.code for finding in check_visit(visit).findings]
    assert "lodging.mixed_sexes" not in found
    assert found.count("nights.two_rooms") == 1  # 胡一 is in two of them


def test_people_named_in_both_types_of_a_hotel_are_in_one_room(visit_of: VisitOf) -> None:
    twins, singles = (stay(people="全体来宾", type=kind, count="3") for kind in ("标准间", "单间"))
    visit = visit_of(venues=VENUES, guests=GUESTS, stays=[twins, singles])

    found = {finding.code for finding in check_visit(visit).findings}
    assert not found & {"nights.two_rooms", "nights.no_bed", "open_rooms.beds"}


def test_rooms_are_booked_for_the_night_that_needs_most(visit_of: VisitOf) -> None:
    first = {"check_out": "2026-05-19", "count": "3", "type": "标准间"}
    then = {"check_in": "2026-05-19", "count": "2", "type": "标准间"}
    visit = visit_of(
        venues=VENUES,
        guests=GUESTS,
        stays=[
            stay(**first, people="全体来宾"),
            stay(**then, people="胡一、王芳、张伟"),
            stay(type="单间", count="1", check_in="2026-05-19", people="李四"),
            {"venue": "江景酒店", "people": "赵六", "check_in": "2026-05-19"},
        ],
    )

    assert rooms_booked(visit.stays) == {
        "inn": Counter({TWIN: 3, SINGLE: 1}), "river": Counter({TWIN: 1})
    }  # fmt: skip
    assert room_nights(visit.stays) == 3 + 2 + 1 + 1
    caption, picture = night_figure(visit, "zh")
    assert caption
    assert all(text in picture for text in ("5 / 6", "5 / 7"))


def test_rooms_cost_what_the_hotel_s_page_says_of_their_type(visit_of: VisitOf) -> None:
    def cost(**fields: str) -> Decimal | None:
        stays = [stay(people="全体来宾", **fields)]
        return agreed_lodging(visit_of(venues=VENUES, guests=GUESTS, stays=stays))

    assert cost(type="标准间", count="3") == 3 * 2 * Decimal(300)
    assert cost(type="单间", count="5") is None  # no price
    assert cost() is None  # nobody knows how many


def test_rooms_without_numbers_have_no_door_sign(visit_of: VisitOf) -> None:
    rooms = stay(people="全体来宾", count="3", type="标准间")
    visit = visit_of(venues=VENUES, guests=GUESTS, stays=[rooms, stay(room="101", people="胡一")])

    (finding,) = doors_without_number(visit)
    assert str(finding.message) == ("驿馆的 3 间房还没有房号，没有印门牌。房号确定后请再打印一次。")
    assert list(doors_without_number(visit_of(venues=VENUES))) == []


def test_the_nights_are_those_of_the_row_or_of_the_visit(load: Load) -> None:
    visit, _ = read(load, stay(count="1"), stay(count="1", check_out="2026-05-19"))

    assert [stay.nights for stay in visit.stays] == [
        (date(2026, 5, 18), date(2026, 5, 19)), (date(2026, 5, 18),)
    ]  # fmt: skip
