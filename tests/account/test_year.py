"""A year's visits added up, by category."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from generator.account.year import YearLine, by_kind, cost_items, visits_in_year
from generator.model.enums import VisitKind
from generator.model.visit import Visit


def test_visits_count_in_the_year_they_begin_in(visit_of: Callable[..., Visit]) -> None:
    across = visit_of(slug="across", start="2026-12-30", end="2027-01-02")
    summer = visit_of(slug="summer", start="2026-07-01", end="2026-07-02")

    assert visits_in_year(2026, [across, summer]) == (summer, across)
    assert visits_in_year(2027, [across, summer]) == ()


def test_categories_add_up(visit_of: Callable[..., Visit]) -> None:
    first = visit_of(
        slug="one",
        kind="考察",
        guests=["甲", "乙"],
        budget="1000",
        expenses=[
            {"item": "用餐", "planned": "140", "amount": "150", "payer": "host"},
            {"item": "住宿", "planned": "480", "payer": "sender"},
        ],
    )
    second = visit_of(slug="two", kind="考察", guests=["丙"], expenses=[
        {"item": "用餐", "amount": "50.50", "payer": "guest"}, {"item": "鲜花", "payer": "host"},
    ])  # fmt: skip
    third = visit_of(slug="three", kind="会议")

    figures = by_kind([third, second, first])

    assert list(figures) == [VisitKind.STUDY, VisitKind.MEETING]
    assert figures[VisitKind.STUDY] == YearLine(
        visits=2,
        guests=3,
        by_item={"用餐": Decimal("200.50"), "其他": Decimal(0), "住宿": Decimal(480)},
        host=Decimal(150),
        collected=Decimal("530.50"),
        open=Decimal(480),
        budget=Decimal(1000),
        receivable=Decimal(0),
    )
    assert figures[VisitKind.STUDY].cost == Decimal("680.50")
    assert cost_items([first, second, third]) == ("住宿", "用餐", "其他")
