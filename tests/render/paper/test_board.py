"""The duty board on paper: a grid for each day, read back from the PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.render.paper import PrintOrder
from generator.render.paper.board import duty_board_job
from tests.support.documents.paper import HOSTILE, plain, printed, texts

TEAM = {
    "staff": [{"name": "李娜", "phone": "13900000002"}, {"name": "王强", "phone": "13900000003"}],
    "groups": [{"role": "liaison", "lead": "李娜"}],
    "tasks": [{"what": "布置会场", "owner": "李娜", "due": "2026-05-18 13:00"}],
}
IN_CHARGE = {"receiver": "李娜", "responsible": "王强", "checker": "李娜"}
VISIT: dict[str, Any] = {
    "end": "2026-05-19",
    "team": TEAM,
    "parties": [{"name": "第一组", "liaison": "李娜"}, {"name": "第二组", "liaison": "王强"}],
    "guests": [{"name": "张伟", "party": "第一组"}, {"name": "刘洋", "party": "第二组"}],
    "schedule": [
        {"day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会", "for": "all", **IN_CHARGE},
        {"day": "2026-05-18", "time": "15:30", "title": "采访", "for": "第二组",
         "receiver": "李娜"},
    ],
    "vehicles": [{"number": "1号车", "driver": "陈师傅", "phone": "13900000009"}],
    "rides": [
        {"day": "2026-05-18", "time": "13:30-14:00", "from": "明峰高铁站", "to": "明峰宾馆",
         "vehicles": [{"vehicle": "1号车", "people": "第一组"}], **IN_CHARGE},
    ],
}  # fmt: skip


def grid_of(order: PrintOrder, day: int = 0) -> list[list[str]]:
    """The rows of a day's grid: the time, then (columns) title, place and whom to call."""
    (part,) = duty_board_job(order).data["days"][day]["parts"]
    return [[row["time"], *map(cell_text, row["cells"])] for row in part["rows"]]


def cell_text(cell: dict[str, Any]) -> str:
    events = (
        " ".join(filter(None, (e["time"], e["title"], e["where"], e["call"])))
        for e in cell["events"]
    )
    return f"{cell['span']}: {'; '.join(events) or ('↓' if cell['going_on'] else '')}"


def test_what_is_the_same_for_neighbours_is_one_cell(order_of: Callable[..., PrintOrder]) -> None:
    ride = "13:30–14:00 乘车前往明峰宾馆 明峰高铁站 出发 · "

    assert grid_of(order_of(**VISIT)) == [
        ["13:30", f"1: {ride}1号车 王强 13900000003", "1: ", f"1: {ride}1人 王强 13900000003"],
        ["14:30", "2: 14:30–17:00 座谈会 王强 13900000003", "1: "],
        ["15:30", "1: ↓", "1: 15:30 采访 李娜 13900000002", "1: "],
    ]


def test_two_vehicles_with_as_many_people_are_two_cells(
    order_of: Callable[..., PrintOrder],
) -> None:
    (ride,) = VISIT["rides"]
    both = [{"vehicle": "1号车", "people": "第一组"}, {"vehicle": "2号车", "people": "第二组"}]
    order = order_of(
        **VISIT
        | {
            "vehicles": [*VISIT["vehicles"], {"number": "2号车"}],
            "rides": [{**ride, "vehicles": both}],
        }
    )

    assert [cell[:2] for cell in grid_of(order)[0][1:]] == ["1:"] * 4


def test_each_day_has_whom_to_call_and_what_is_open(order_of: Callable[..., PrintOrder]) -> None:
    first, second = texts(printed(order_of(**VISIT), "duty-board"))

    columns = "时间第一组1人李娜13900000002第二组1人王强139000000031号车陈师傅13900000009"
    assert plain("市生态旅游考察团 5月18日周一 值班看板（断网备用）") in first
    assert columns in first
    assert "各工作组负责人接待联络组李娜13900000002" in first
    assert "采访未定：负责人、把关人" in first
    assert "布置会场5月18日13:00李娜13900000002" in first
    assert "这一天没有安排。" in second


def test_many_parties_are_on_several_pages(order_of: Callable[..., PrintOrder]) -> None:
    names = [f"第{n}组" for n in range(1, 16)]
    order = order_of(
        end="2026-05-18",
        parties=[{"name": name} for name in names],
        guests=[{"name": f"来宾{n}", "party": name} for n, name in enumerate(names)],
        schedule=[{"day": "2026-05-18", "time": "9:00", "title": "报到", "for": "all"}],
    )

    parts = duty_board_job(order).data["days"][0]["parts"]

    assert [[column["name"] for column in part["columns"]] for part in parts] == [
        names[:8],
        names[8:],
    ]
    assert len(texts(printed(order, "duty-board"))) == 2


def test_hostile_texts_are_printed_as_they_are(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(
        parties=[{"name": text} for text in HOSTILE[:6]],
        guests=[{"name": f"来宾{n}", "party": text} for n, text in enumerate(HOSTILE[:6])],
        schedule=[
            {"day": "2026-05-18", "time": f"{9 + n}:00", "title": text, "for": "all"}
            for n, text in enumerate(HOSTILE)
        ],
    )

    shown = "".join(texts(printed(order, "duty-board")))

    assert [text for text in HOSTILE if plain(text) not in shown] == []
