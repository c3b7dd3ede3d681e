"""The statement on paper: everything of it, sums and signatures on one page, no cut, no markup."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest

from generator.render.paper import PrintOrder
from tests.support.documents.paper import HOSTILE, plain, printed, texts

LINE = {"item": "用餐", "day": "2026-05-18", "place": "机关食堂", "price": "40", "amount": "1400",
        "planned": "1480", "people": "35", "payer": "host", "voucher": "02215"}  # fmt: skip


def test_it_has_guests_staff_activities_costs_and_sums(
    order_of: Callable[..., PrintOrder],
) -> None:
    order = order_of(
        guests=[{"name": "梁正远", "unit": "市文旅局", "post": "副局长", "phone": "13900001111"}],
        team={"staff": [{"name": "李娜", "unit": "接待办", "post": "科长"}]},
        schedule=[{"day": "2026-05-18", "time": "9:00", "title": "座谈会", "receiver": "李娜"}],
        expenses=[LINE, {**LINE, "amount": "100.50", "payer": "guest"}],
        budget="22000",
    )

    pages = texts(printed(order, "statement"))
    document = "".join(pages)

    for words in ("1梁正远市文旅局副局长", "1李娜接待办科长座谈会", "40.00", "02215",
                 "接待方承担合计1,480.001,400.00", "来宾及派出单位承担合计1,480.00100.50",
                 "合计2,960.001,500.50", "批准预算22,000.00", "预算结余20,520.0020,600.00",
                 "向来宾收费", "结算材料", "费用与预算"):  # fmt: skip
        assert words in document
    assert "13900001111" not in document
    assert [page.count(f"{n}/{len(pages)}") for n, page in enumerate(pages, 1)] == [1] * len(pages)


@pytest.mark.parametrize("lines", [1, 9, 14, 22, 60])
def test_the_sums_are_on_the_page_of_the_signatures(
    order_of: Callable[..., PrintOrder], lines: int
) -> None:
    order = order_of(expenses=[{**LINE, "note": f"第{n}笔完"} for n in range(lines)])

    pages = texts(printed(order, "statement"))

    (signed,) = (page for page in pages if "批准人" in page)
    assert "接待方承担合计" in signed
    assert all(sum(f"第{n}笔完" in page for page in pages) == 1 for n in range(lines))
    if lines <= 14:
        assert all(f"第{n}笔完" in signed for n in range(lines))


@pytest.mark.parametrize("name", [*HOSTILE, "@SUM(1+1)", "𬭎", "阿" * 60, "W" * 60])
def test_a_name_is_printed_in_full_and_not_as_markup(
    order_of: Callable[..., PrintOrder], name: str
) -> None:
    order = order_of(
        guests=[{"name": name, "unit": name, "post": name}],
        expenses=[{**LINE, "item": name, "note": name}],
    )

    document = "".join(texts(printed(order, "statement")))

    assert document.count(plain(name)) >= 6


def test_metadata_name_nobody(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(guests=["梁正远"])
    facts = pypdfium2.PdfDocument(printed(order, "statement")).get_metadata_dict()

    assert facts["Title"] == "市生态旅游考察团"
    assert "梁正远" not in str(facts)
    assert facts["Author"] == ""
