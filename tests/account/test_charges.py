"""What a line of the costs is for, and which item it counts under."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.account.charges import activity_of, item_named
from generator.model.visit import Expense, Visit

DAY = "2026-05-18"
MEALS = [
    {"id": "lunch", "day": DAY, "time": "12:00", "kind": "午餐", "place": "机关食堂",
     "payer": "guest"},
    {"id": "dinner", "day": DAY, "time": "18:00", "kind": "晚餐", "place": "机关食堂",
     "payer": "guest"},
    {"id": "hosted", "day": DAY, "time": "18:00", "kind": "晚餐", "place": "明峰宾馆",
     "payer": "host"},
]  # fmt: skip
SCHEDULE = [
    {"id": "talks", "day": DAY, "time": "9:00", "title": "座谈会", "place": "mingfeng/一号会议室"},
    {"id": "walk", "day": DAY, "time": "15:00", "title": "走访", "place": "石塘村"},
]


@pytest.mark.parametrize(
    ("line", "activity"),
    [
        ({"item": "用餐", "place": "明峰宾馆", "payer": "host"}, "hosted"),
        ({"item": "用餐（晚餐）", "place": "机关食堂", "payer": "guest"}, "dinner"),
        ({"item": "用餐", "place": "机关食堂", "payer": "guest", "note": "午餐"}, "lunch"),
        ({"item": "用餐", "place": "机关食堂", "payer": "guest"}, None),
        ({"item": "用餐", "place": "机关食堂", "payer": "host"}, None),
        ({"item": "用餐", "place": "机关食堂"}, None),
        ({"item": "场地", "place": "一号会议室", "payer": "host"}, "talks"),
        ({"item": "材料", "place": "石塘村", "payer": "host"}, "walk"),
        ({"item": "住宿", "place": "石塘村", "payer": "sender"}, None),
        ({"item": "场地", "payer": "host"}, None),
    ],
)
def test_a_line_is_for_the_one_activity_of_its_day_and_place(
    visit_of: Callable[..., Visit], line: dict[str, str], activity: str | None
) -> None:
    visit = visit_of(meals=MEALS, schedule=SCHEDULE, expenses=[{**line, "day": DAY}])

    event = activity_of(visit, visit.expenses[0])

    assert (event.id if event else None) == activity


@pytest.mark.parametrize(
    "written",
    ["mingfeng/一号会议室", "明峰宾馆/一号会议室", "明峰宾馆 一号会议室", "明峰宾馆一号会议室",
     "明峰宾馆/1号会议室", "1号会议室", "壹号会议室", "明峰宾馆"],
)  # fmt: skip
def test_a_line_may_name_a_place_as_the_visit_or_its_page_does(
    visit_of: Callable[..., Visit], written: str
) -> None:
    line = {"item": "场地", "day": DAY, "place": written, "payer": "host"}
    visit = visit_of(schedule=SCHEDULE, expenses=[line])

    assert activity_of(visit, visit.expenses[0]) is visit.schedule[0]


@pytest.mark.parametrize("written", ["二号会议室", "石塘村/一号会议室", "/"])
def test_a_line_of_another_place_is_not_for_it(
    visit_of: Callable[..., Visit], written: str
) -> None:
    line = {"item": "场地", "day": DAY, "place": written, "payer": "host"}
    visit = visit_of(schedule=SCHEDULE, expenses=[line])

    assert activity_of(visit, visit.expenses[0]) is None


@pytest.mark.parametrize(
    ("written", "item"),
    [("用餐", "用餐"), ("会议用餐", "用餐"), ("用餐场地", "场地"), ("鲜花", "其他")],
)
def test_a_line_belongs_to_the_last_item_in_its_name(written: str, item: str) -> None:
    assert item_named(Expense(item=written), ("用餐", "会议", "场地", "其他")) == item


def test_without_other_items_a_line_of_no_known_item_keeps_its_name() -> None:
    assert item_named(Expense(item="鲜花"), ("用餐",)) == "鲜花"
