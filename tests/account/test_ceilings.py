"""The most that a line may come to, as the rules' pages have it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from generator.account.ceilings import (
    Ceiling,
    agreed_lodging,
    ceiling_of,
    item_limit,
    meeting_limit,
    rates_unfilled,
)
from generator.model.visit import Visit
from tests.support.rates import Rated

INN = {"id": "inn", "name": "小旅馆", "kind": "hotel",
       "rooms": [{"number": "101", "price": "260"}, {"number": "102", "price": "240"},
                 {"number": "103"}]}  # fmt: skip


def test_a_meal_may_cost_its_rate_a_head(rated: Rated) -> None:
    meal = {"day": "2026-05-18", "time": "12:00", "kind": "午餐", "place": "机关食堂"}
    line = {"item": "用餐", "day": "2026-05-18", "place": "机关食堂", "payer": "host",
            "people": "3", "amount": "130"}  # fmt: skip
    visit = rated(
        {"meal_rates": {"lunch": "40"}}, meals=[{**meal, "payer": "host"}], expenses=[line]
    )

    ceiling = ceiling_of(visit, visit.expenses[0])

    assert ceiling == Ceiling(Decimal(40), 3, "standards", "meal_rates 条")
    assert ceiling.maximum == Decimal(120)
    assert ceiling.exceeded_by(Decimal(130))
    assert not ceiling.exceeded_by(Decimal(120))


def test_a_rounded_cent_is_no_excess() -> None:
    assert not Ceiling(Decimal("33.33"), 3, "standards", "").exceeded_by(Decimal(100))


def lodging(*expenses: dict[str, str], room: str = "102") -> dict[str, Any]:
    return {
        "venues": [INN],
        "guests": [{"name": "甲", "rank": "厅局级"}, {"name": "乙", "rank": "县处级"}],
        "stays": [
            {"venue": "inn", "room": "101", "people": "乙"},
            {"venue": "inn", "room": "101", "check_out": "2026-05-19", "people": "甲"},
            {"venue": "inn", "room": room, "check_in": "2026-05-19", "people": "甲"},
        ],
        "expenses": list(expenses),
    }


def test_rooms_may_cost_the_least_rate_of_those_in_them(rated: Rated) -> None:
    rates = {"lodging_rates": {"bureau": "500", "county": "300"}}
    line = {"item": "住宿", "planned": "1000"}

    visit = rated(rates, **lodging(line))
    ceiling = ceiling_of(visit, visit.expenses[0])
    several = rated(rates, **lodging(line, {"item": "住宿（加床）"}))

    # Also where several lines share the rooms, all of them together have the limit.
    assert item_limit(several, "住宿") == item_limit(visit, "住宿") == Decimal(2 * 300 + 500)
    # Two nights of two people at the lower rate of both, one night of one person.
    assert ceiling is not None
    assert ceiling.maximum == Decimal(2 * 300 + 500)
    assert ceiling_of(several, several.expenses[0]) is None


def test_without_a_rate_there_is_no_limit(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(**lodging({"item": "住宿", "planned": "1000"}))

    assert ceiling_of(visit, visit.expenses[0]) is None
    assert item_limit(visit, "住宿") is None
    assert rates_unfilled(visit, visit.expenses[0])


def test_rooms_cost_their_agreed_price_for_each_night(
    visit_of: Callable[..., Visit],
) -> None:
    assert agreed_lodging(visit_of(**lodging())) == Decimal(2 * 260 + 240)
    assert agreed_lodging(visit_of(**lodging(room="103"))) is None
    assert agreed_lodging(visit_of()) is None


@pytest.mark.parametrize(
    ("kind", "number", "most"), [("会议", "4", Decimal(550 * 2 * 3)), ("会议", None, None),
                                 ("考察", "4", None)]
)  # fmt: skip
def test_a_meeting_may_cost_its_class_s_rate_a_head_and_day(
    visit_of: Callable[..., Visit], kind: str, number: str | None, most: Decimal | None
) -> None:
    sections = {"meeting_class": number} if number else {}
    limit = meeting_limit(visit_of(kind=kind, guests=["甲", "乙"], **sections))

    assert (limit.maximum if limit else None) == most
