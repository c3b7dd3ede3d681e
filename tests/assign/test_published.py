"""The places on published cards are former places, from which a proposal differs little."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator.agenda import agendas_of
from generator.assign.published import published_places
from generator.changes.cards import card_now
from generator.changes.snapshot import snapshot_of
from generator.model.assigned import Placement, PlacementKind
from generator.model.visit import Visit

NIGHTS = date(2026, 5, 18), date(2026, 5, 19)


def test_rooms_tables_and_vehicles_of_cards(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        guests=["张三", "李四"],
        stays=[
            {"venue": "明峰宾馆", "room": "8301", "check_out": "5月19日", "people": "张三"},
            {"venue": "明峰宾馆", "type": "标准间", "people": "李四"},
        ],
        meals=[{"id": "w", "day": "2026-05-18", "time": "18:00", "kind": "晚餐",
                "place": "明峰宾馆/一楼餐厅", "tables": [{"no": 3, "seats": ["张三"]}]}],
        vehicles=["1号车"],
        rides=[{"id": "out", "day": "2026-05-18", "time": "13:30", "from": "明峰高铁站",
                "to": "明峰宾馆", "vehicles": [{"vehicle": "1号车", "people": "张三"}]}],
    )  # fmt: skip
    edition = {
        agenda.person: card_now(visit, snapshot_of(agenda), agenda.person)
        for agenda in agendas_of(visit)
    }
    zhang = visit.guests[0]
    who = (zhang.id, zhang.name)

    assert set(published_places(visit, edition)) == {
        Placement(PlacementKind.ROOM, "mingfeng", "8301", *who, first=NIGHTS[0], last=NIGHTS[1]),
        Placement(PlacementKind.TABLE, "w", "3", *who),
        Placement(PlacementKind.VEHICLE, "out", "1号车", *who),
    }
    assert published_places(visit_of(guests=["李四"]), edition) == ()
