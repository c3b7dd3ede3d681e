"""What changes on cards when a train, an exit or a shuttle changes, from the visit to the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.agenda import agenda_of
from generator.changes.difference import changes_between
from generator.changes.snapshot import snapshot_of
from generator.model.visit import Visit
from generator.render.changes.sentences import change_sentences

VisitOf = Callable[..., Visit]
VISIT: dict[str, Any] = {
    "team": {"staff": ["王强"]},
    "venues": [
        {"id": "inn", "name": "驿馆", "kind": "宾馆", "parking": "东门", "rooms": "101 标准间"}
    ],
    "vehicles": [{"number": "1号车", "liaison": "王强"}],
}


def guest(**journey: str) -> dict[str, Any]:
    return {"name": "张伟", "arrival": "2026-05-18 10:05", "arrival_by": "G1012",
            "arrival_at": "明峰高铁站/东出口", **journey}  # fmt: skip


def ride(**fields: Any) -> dict[str, Any]:
    return {"id": "out", "day": "2026-05-18", "time": "10:50", "from": "明峰高铁站", "to": "驿馆",
            "vehicles": [{"vehicle": "1号车", "people": "张伟"}], **fields}  # fmt: skip


def sentences(before: Visit, after: Visit, name: str) -> list[str]:
    """What the person called `name` is told."""
    snapshots = [
        snapshot_of(agenda_of(visit, person))
        for visit in (before, after)
        for person in visit.people.values()
        if person.name == name
    ]
    return list(change_sentences(changes_between(*snapshots), "zh"))


def test_an_earlier_train_at_another_exit(visit_of: VisitOf) -> None:
    before = visit_of(**VISIT, guests=[guest()], rides=[ride()])
    changed = guest(arrival="2026-05-18 9:55", arrival_at="明峰高铁站/西出口")
    after = visit_of(**VISIT, guests=[changed], rides=[ride()])

    assert sentences(before, after, "张伟") == [
        "5月18日 10:05 抵达 G1012：时间改为 5月18日 09:55（原 5月18日 10:05）",
        "5月18日 10:05 抵达 G1012：地点改为 明峰高铁站 西出口（原 明峰高铁站 东出口）",
    ]
    assert sentences(before, after, "王强") == [
        "5月18日 10:50 乘车前往驿馆：车次、航班改为 09:55 G1012 西出口 1 人（张伟），等 55 分钟"
        "（原 10:05 G1012 东出口 1 人（张伟），等 45 分钟）"
    ]


def test_without_stations_a_train_is_on_the_guest_s_card_alone(visit_of: VisitOf) -> None:
    plain = {"name": "张伟", "arrival": "2026-05-18 10:05", "arrival_by": "G1012"}
    before = visit_of(**VISIT, guests=[plain], rides=[ride()])
    after = visit_of(**VISIT, guests=[plain | {"arrival": "2026-05-18 9:55"}], rides=[ride()])

    assert len(sentences(before, after, "张伟")) == 1
    assert sentences(before, after, "王强") == []


def test_a_shuttle_that_goes_less_often(visit_of: VisitOf) -> None:
    shuttle = ride(time="7:30-9:00", every="20")
    before = visit_of(**VISIT, guests=["张伟"], rides=[shuttle])
    after = visit_of(**VISIT, guests=["张伟"], rides=[shuttle | {"every": "30"}])

    assert sentences(before, after, "张伟") == [
        "5月18日 07:30 班车 明峰高铁站—驿馆：班次改为 每 30 分钟一班（原 每 20 分钟一班）"
    ]


def test_where_to_park(visit_of: VisitOf) -> None:
    driver = {"name": "张伟", "arrival_at": "自驾"}
    stays = [{"venue": "驿馆", "room": "101", "people": "张伟"}]
    before = visit_of(**VISIT, guests=[driver], stays=stays)
    moved = VISIT | {"venues": [VISIT["venues"][0] | {"parking": "西门"}]}
    after = visit_of(**moved, guests=[driver], stays=stays)

    assert before.guests[0].arrival_by == "自驾"
    assert sentences(before, after, "张伟") == ["自驾到达处改为：驿馆 西门"]
