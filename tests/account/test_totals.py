"""Sums by item and payer, and what they leave of the budget."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from generator.account.totals import Total, left_of_budget, total_of, totals_by_item
from generator.model.visit import Visit

LINES = [
    {"item": "用餐", "planned": "140", "amount": "150", "payer": "host"},
    {"item": "会议用餐", "planned": "60", "payer": "guest"},
    {"item": "住宿", "amount": "480.50", "payer": "sender"},
    {"item": "用餐", "planned": "10"},
    {"item": "用车", "payer": "guest"},
]


def test_items_add_up_by_who_pays(visit_of: Callable[..., Visit]) -> None:
    lodging, meals, rides = totals_by_item(visit_of(expenses=LINES))

    assert (lodging.item, meals.item, rides.item) == ("住宿", "用餐", "用车")
    assert meals.overall == Total(3, Decimal(210), Decimal(150), Decimal(220), plans=3, payments=1)
    assert meals.host == Total(2, Decimal(150), Decimal(150), Decimal(160), plans=2, payments=1)
    assert meals.others == Total(1, Decimal(60), Decimal(0), Decimal(60), plans=1)
    assert lodging.others.amounts == (None, Decimal("480.50"))
    assert rides.overall.amounts == (None, None)


def test_the_items_together_are_all_lines(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(expenses=LINES)
    items, overall = totals_by_item(visit), total_of(visit.expenses)

    assert sum(item.overall.cost for item in items) == overall.cost == Decimal("700.50")
    assert sum(item.overall.lines for item in items) == overall.lines


def test_only_the_host_s_costs_reduce_the_budget(visit_of: Callable[..., Visit]) -> None:
    assert left_of_budget(visit_of(budget="100", expenses=LINES)) == (Decimal(-50), Decimal(-50))
    assert left_of_budget(visit_of(budget="100", expenses=LINES[1:4])) == (Decimal(90), None)
    assert left_of_budget(visit_of(expenses=LINES)) == (None, None)
