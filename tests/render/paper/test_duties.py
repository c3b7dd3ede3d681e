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


GUESTS = [
    {"name": "梁正远", "liaison": "李娜", "phone": "13900001111", "diet": "清真"},
    {"name": "黄立新", "liaison": "李娜", "needs": "行动不便"},
]
FORUM = {"day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会", "receiver": "李娜",
         "responsible": "周敏", "staff_note": "话筒两支"}  # fmt: skip


def test_the_first_page_has_the_work_as_a_whole(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(team=TEAM, guests=GUESTS, schedule=[FORUM])

    lead, _, own, _ = texts(printed(order, "duties"))

    for words in ("山路窄", "核对名单", "标准：与公函一致", "把关人周敏13900002001"):
        assert words in own
    for words in ("梁正远", "13900001111", "⚠清真", "⚠行动不便"):
        assert words in own
        assert words not in lead
    assert "把关：核对名单" in lead
    assert "专班通讯录总负责人周敏13900002001" in lead


def test_a_day_is_a_call_sheet_of_one_page(order_of: Callable[..., PrintOrder]) -> None:
    tasks = [{"what": "备话筒", "owner": "李娜", "due": "2026-05-18"}, *TEAM["tasks"]]
    dinner = {**FORUM, "day": "2026-05-19", "title": "回访"}
    order = order_of(team={**TEAM, "tasks": tasks}, guests=GUESTS, schedule=[FORUM, dinner])

    own = [page for page in texts(printed(order, "duties")) if page.startswith("李娜")]
    _, first, second = own

    assert "5月18日周一" in first
    assert "⚠2人需留意黄立新行动不便；梁正远清真" in first
    assert "⚠综合协调组山路窄" in first
    assert "座谈会接待人" in first
    assert "话筒两支" in first
    assert "负责周敏13900002001" in first
    assert "今天到期的任务备话筒" in first
    assert "备话筒" not in own[0]
    assert "核对名单" not in first
    assert "回访" not in first
    assert "回访" in second
    assert "备话筒" not in second


def test_a_full_day_stays_on_one_page(order_of: Callable[..., PrintOrder]) -> None:
    items = [
        {**FORUM, "time": f"{9 + n // 2}:{n % 2 * 30:02}", "title": f"第{n}场"} for n in range(13)
    ]
    order = order_of(team=TEAM, guests=GUESTS, schedule=items)

    pages = [page for page in texts(printed(order, "duties")) if page.startswith("李娜")]

    assert len(pages) == 2
    assert "第12场" in pages[1]


def test_pages_of_each_person_are_numbered(order_of: Callable[..., PrintOrder]) -> None:
    tasks = [{**TEAM["tasks"][0], "what": f"事项{n}"} for n in range(60)]
    pages = texts(printed(order_of(team={**TEAM, "tasks": tasks}), "duties"))

    own = [sum(f"{name}内部资料" in page for page in pages) for name in ("周敏", "李娜")]
    assert min(own) > 1
    expected = [f"{n}/{total}" for total in own for n in range(1, total + 1)]
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
