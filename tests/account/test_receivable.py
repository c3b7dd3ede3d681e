"""What each guest owes by the local rates; only the numbers of meals and days without rates."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from generator.account.receivable import receivables
from generator.model.enums import MealKind
from generator.model.visit import Visit
from tests.support.rates import Rated

PLAN = {
    "guests": [{"name": "甲"}, {"name": "乙", "departure": "2026-05-18 15:00"}],
    "team": {"staff": ["李娜"]},
    "meals": [
        {"day": f"2026-05-{day}", "time": time, "kind": kind, "place": "机关食堂", "payer": payer}
        for day, time, kind, payer in (
            (18, "12:00", "午餐", "guest"), (18, "18:00", "晚餐", "host"),
            (19, "12:00", "午餐", "sender"), (19, "7:00", "早餐", "guest"),
        )
    ],
    "vehicles": [{"number": "1号车", "kind": "大巴"}, {"number": "2号车", "kind": "小车"}],
    "rides": [
        {"day": "2026-05-18", "time": "8:00", "from": "明峰高铁站", "to": "明峰宾馆",
         "vehicles": [{"vehicle": "1号车", "people": "甲、乙、李娜"}]},
        {"day": "2026-05-18", "time": "14:00", "from": "明峰宾馆", "to": "石塘村",
         "vehicles": [{"vehicle": "2号车", "people": "甲"}]},
        {"day": "2026-05-19", "time": "8:00", "from": "明峰宾馆", "to": "石塘村",
         "vehicles": [{"vehicle": "1号车", "people": "甲"}]},
    ],
}  # fmt: skip


def test_guests_owe_their_own_meals_and_a_rate_for_each_day_aboard(rated: Rated) -> None:
    rates = {
        "meal_rates": {"breakfast": "20", "lunch": "40.50"},
        "travel_rates": {"coach": "30", "car": "80"},
    }

    first, second = receivables(rated(rates, **PLAN))

    assert first.meals == {MealKind.LUNCH: 2, MealKind.BREAKFAST: 1}
    # The dearer vehicle of a day counts, and a day counts once.
    assert first.days_aboard == 2
    assert (first.meal_money, first.ride_money) == (Decimal(101), Decimal(110))
    assert first.money == Decimal(211)
    # Who has left before dinner and the next day owes one lunch and one day in the coach.
    assert (second.meals, second.money) == ({MealKind.LUNCH: 1}, Decimal("70.50"))


def test_without_a_rate_only_the_numbers_are_known(rated: Rated) -> None:
    first, second = receivables(rated({"meal_rates": {"lunch": "40"}}, **PLAN))

    assert (first.meals[MealKind.BREAKFAST], first.days_aboard) == (1, 2)
    assert (first.meal_money, first.ride_money, first.money) == (None, None, None)
    assert (second.meal_money, second.money) == (Decimal(40), None)


def test_a_guest_without_meals_and_rides_owes_nothing(visit_of: Callable[..., Visit]) -> None:
    (receivable,) = receivables(visit_of(guests=["甲"]))

    assert (receivable.meals, receivable.days_aboard, receivable.money) == ({}, 0, Decimal(0))
