"""Duty sheets: complete, one for each staff member, with page numbers of their own."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest

from generator.render.paper import PrintOrder
from tests.support.documents.paper import HOSTILE, plain, printed, texts

TEAM = {
    "lead": "周敏",
    "staff": [{"name": "周敏", "phone": "13900002001"}, {"name": "李娜", "unit": "机关事务中心"}],
    "groups": [{"role": "coordination", "lead": "李娜", "cautions": ["山路窄"]}],
    "tasks": [
        {"what": "核对名单", "owner": "李娜", "checker": "周敏", "due": "2026-05-15",
         "standard": "与公函一致", "caution": "饮食"},
    ],
}  # fmt: skip


def test_a_sheet_has_duties_tasks_times_and_guests(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(
        team=TEAM,
        guests=[{"name": "梁正远", "liaison": "李娜", "phone": "13900001111", "diet": "清真"}],
        schedule=[
            {"day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会", "receiver": "李娜",
             "staff_note": "话筒两支"},
        ],
    )  # fmt: skip

    lead, own = texts(printed(order, "duties"))

    for words in ("山路窄", "核对名单", "标准：与公函一致", "座谈会接待人", "话筒两支"):
        assert words in own
    assert "梁正远" in own
    assert "13900001111" in own
    assert "清真" in own
    assert "把关：核对名单" in lead
    assert "梁正远" not in lead


def test_pages_of_each_person_are_numbered(order_of: Callable[..., PrintOrder]) -> None:
    tasks = [{**TEAM["tasks"][0], "what": f"事项{n}"} for n in range(60)]
    pages = texts(printed(order_of(team={**TEAM, "tasks": tasks}), "duties"))

    half = len(pages) // 2
    assert half > 1
    expected = [f"{n}/{half}" for _ in range(2) for n in range(1, half + 1)]
    assert [page[-len(number) :] for page, number in zip(pages, expected, strict=True)] == expected


def test_no_task_is_cut_by_a_page_break(order_of: Callable[..., PrintOrder]) -> None:
    tasks = [{**TEAM["tasks"][0], "what": f"甲{n}始", "caution": f"甲{n}终"} for n in range(60)]
    pages = texts(printed(order_of(team={**TEAM, "tasks": tasks}), "duties"))

    assert [
        n for n in range(60) for page in pages if (f"甲{n}始" in page) != (f"甲{n}终" in page)
    ] == []


@pytest.mark.parametrize("name", [*HOSTILE, "阿" * 60, "W" * 60])
def test_a_name_and_a_task_are_printed_in_full_and_not_as_markup(
    order_of: Callable[..., PrintOrder], name: str
) -> None:
    team = {"staff": [{"name": name, "id": "x"}], "tasks": [{"what": name, "owner": "x"}]}

    pages = "".join(texts(printed(order_of(team=team), "duties")))

    assert pages.count(plain(name)) >= 2


def test_metadata_name_nobody(order_of: Callable[..., PrintOrder]) -> None:
    facts = pypdfium2.PdfDocument(printed(order_of(team=TEAM), "duties")).get_metadata_dict()

    assert facts["Title"] == "市生态旅游考察团"
    assert facts["Author"] == ""
    assert facts["CreationDate"].startswith("D:20260518")
