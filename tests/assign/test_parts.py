"""The parts of a proposal that an office names in a command."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.assign.parts import PartIndex, SeveralPeopleError
from generator.model.assigned import Placement, PlacementKind
from generator.model.record import PersonId
from generator.model.visit import Visit

HALL = "明峰宾馆/一楼餐厅"


@pytest.fixture
def index(visit_of: Callable[..., Visit]) -> PartIndex:
    visit = visit_of(
        parties=["第一组", "第二组"],
        guests=[
            {"name": "张三", "party": "第一组", "unit": "林业局"},
            {"name": "李四", "party": "第二组"},
            {"name": "王伟", "unit": "甲厂"},
            {"name": "王伟", "unit": "乙厂"},
        ],
        meals=[
            {"id": "w", "day": "2026-05-18", "time": "18:00", "kind": "欢迎晚宴", "place": HALL}
        ],
    )
    people = list(visit.people.values())

    def line(kind: PlacementKind, event: str, place: str, number: int) -> Placement:
        return Placement(kind, event, place, people[number].id, people[number].name)

    return PartIndex(
        visit,
        [
            line(PlacementKind.ROOM, "mingfeng", "8301", 0),
            line(PlacementKind.ROOM, "mingfeng", "8302", 1),
            line(PlacementKind.TABLE, "w", "1", 0),
            line(PlacementKind.TABLE, "w", "2", 2),
            Placement(PlacementKind.VEHICLE, "out", "1号车", PersonId("gone"), "孙九"),
        ],
    )


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("张三", ["8301", "1"]),
        ("张三@林业局", ["8301", "1"]),
        ("第二组", ["8302"]),
        ("明峰宾馆", ["8301", "8302"]),
        ("欢迎晚宴", ["1", "2"]),
        ("w", ["1", "2"]),
        ("8302", ["8302"]),
        ("1号车", ["1号车"]),
        ("孙九", ["1号车"]),
        ("王伟@甲厂", ["2"]),
        ("1", []),
        ("张叁", []),
    ],
)
def test_a_part_is_a_person_a_party_a_hotel_a_meal_a_room_or_a_vehicle(
    index: PartIndex, name: str, meant: list[str]
) -> None:
    assert sorted(line.place for line in index.named(name)) == sorted(meant)


def test_a_name_of_several_people_is_refused_with_their_ids(index: PartIndex) -> None:
    with pytest.raises(SeveralPeopleError) as refused:
        index.named("王伟")

    assert refused.value.candidates == ["王伟@甲厂", "王伟@乙厂"]


def test_an_unknown_name_has_the_nearest_known_one(index: PartIndex) -> None:
    assert index.nearest("明峰宾官") == "明峰宾馆"
    assert index.nearest("无关") == ""
