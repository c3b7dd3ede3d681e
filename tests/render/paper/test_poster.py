"""The poster: what is for all or for whole parties, on one page, and nothing for single people."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest

from generator.render.paper import PrintOrder
from tests.support.documents.paper import HOSTILE, plain, printed, texts

DAY = {"day": "2026-05-18", "time": "14:30-17:00"}


def test_entries_for_all_or_for_a_party_are_on_it(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(
        parties=[{"name": "第一组"}, {"name": "第二组"}],
        guests=[
            {"name": "甲某", "party": "第一组"},
            *({"name": f"乙{n}", "party": "第二组"} for n in range(4)),
        ],
        schedule=[
            {**DAY, "title": "座谈会", "place": "mingfeng/一号会议室"},
            {**DAY, "title": "小组讨论", "for": "第一组"},
            {**DAY, "title": "个别谈话", "for": "甲某"},
            {**DAY, "title": "内部", "staff_note": "不外传"},
        ],
    )

    (page,) = texts(printed(order, "poster"))

    assert "14:30–17:00座谈会明峰宾馆一号会议室" in page
    assert "小组讨论第一组" in page
    assert [words for words in ("个别谈话", "甲某", "不外传") if words in page] == []


@pytest.mark.parametrize(("size", "width"), [("a3", 842), ("a4", 595)])
def test_three_full_days_fit_on_one_page(
    order_of: Callable[..., PrintOrder], size: str, width: int
) -> None:
    items = [
        {"day": f"2026-05-{day}", "time": f"{hour:02}:00-{hour:02}:50", "title": f"活动{hour}"}
        for day in (18, 19, 20)
        for hour in range(7, 19)
    ]
    pdf = printed(order_of(guests=["甲某"], schedule=items, poster_size=size), "poster")

    (page,) = pypdfium2.PdfDocument(pdf)
    assert round(page.get_width()) == width


@pytest.mark.parametrize("title", [*HOSTILE, "长" * 200])
def test_a_title_is_printed_in_full_and_not_as_markup(
    order_of: Callable[..., PrintOrder], title: str
) -> None:
    order = order_of(guests=["甲某"], schedule=[{**DAY, "title": title}], notices=[title])

    assert texts(printed(order, "poster"))[0].count(plain(title)) == 2
