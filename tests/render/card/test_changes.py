"""A card shows what changed: of what, what it was and what it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.agenda import agenda_of
from generator.changes.difference import changes_between
from generator.changes.recent import RecentChange
from generator.changes.snapshot import snapshot_of
from generator.model.visit import Visit
from generator.render.card.changes import change_views

PLAN: dict[str, Any] = {
    "guests": ["张伟"],
    "languages": ["zh", "en"],
    "schedule": [
        {"id": "talk", "day": "5月19日", "time": "9:10-11:00", "place": "明峰宾馆",
         "title": {"zh": "湿地交流", "en": "Wetland talk"}},
    ],
    "vehicles": [
        {"number": "1号车", "plate": "鄂E00001"},
        {"number": "2号车", "plate": "鄂E00002"},
    ],
    "rides": [{"id": "r", "day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆",
               "vehicles": [{"vehicle": "1号车", "people": "张伟"}]}],
    "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "张伟"}],
    "notices": ["带外套"],
    "contacts": [{"what": "医疗", "phone": "07175550101"}],
}  # fmt: skip


def item(**fields: Any) -> dict[str, Any]:
    return {"schedule": [{**PLAN["schedule"][0], **fields}]}


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        (item(time="9:30-11:00"), ("time", "5月19日 湿地交流", "09:10", "09:30")),
        (item(time="9:10-11:30"), ("time", "5月19日 湿地交流", "09:10–11:00", "09:10–11:30")),
        (
            item(day="5月20日"),
            ("time", "5月19日 湿地交流", "5月19日 09:10–11:00", "5月20日 09:10–11:00"),
        ),
        (item(place="县博物馆"), ("place", "5月19日 湿地交流 地点", "明峰宾馆", "县博物馆")),
        ({"schedule": []}, ("cancelled", "取消 5月19日 湿地交流", "09:10", "")),
        (
            {"vehicles": [{"number": "1号车", "plate": "鄂E00009"}]},
            ("plate", "1号车 车牌", "鄂E00001", "鄂E00009"),
        ),
        (
            {"rides": [{**PLAN["rides"][0], "vehicles": [{"vehicle": "2号车", "people": "张伟"}]}]},
            ("vehicle", "5月18日 乘车前往明峰宾馆 车辆", "1号车 鄂E00001", "2号车 鄂E00002"),
        ),
        (
            {"stays": [{**PLAN["stays"][0], "room": "8305"}]},
            ("room", "房间", "8301", "8305"),
        ),
        ({"stays": []}, ("cancelled", "取消 房间", "明峰宾馆 8301", "")),
        ({"notices": ["带外套", "带伞"]}, ("new", "新增 提示", "", "带伞")),
        (
            {"contacts": [{"what": "医疗", "phone": "07175550109"}]},
            ("changed", "联系人", "医疗 07175550101", "医疗 07175550109"),
        ),
        ({"guests": [{"name": "张伟", "unit": "县局"}]}, ("unit", "单位", "", "县局")),
    ],
)
def test_a_change_is_shown_in_few_words(
    visit_of: Callable[..., Visit], changed: dict[str, Any], shown: tuple[str, ...]
) -> None:
    (view,) = views(visit_of(**PLAN), visit_of(**{**PLAN, **changed}), "zh")

    assert (view.field, view.label, view.old, view.new) == shown


def test_it_is_shown_in_the_card_s_language(visit_of: Callable[..., Visit]) -> None:
    (view,) = views(visit_of(**PLAN), visit_of(**{**PLAN, **item(time="9:30-11:00")}), "en")

    assert (view.label, view.old, view.new) == ("May 19 Wetland talk", "09:10", "09:30")


def views(before: Visit, after: Visit, language: str) -> list[Any]:
    was, now = (snapshot_of(agenda_of(visit, visit.guests[0])) for visit in (before, after))
    changes = [
        RecentChange(5, change) for change in changes_between(was, now) if not change.is_minor
    ]
    shown = change_views(changes, language)
    assert all(view.at == 5 for view in shown)
    return list(shown)
