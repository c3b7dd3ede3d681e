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


def test_guests_owe_the_canteens_tariff_and_half_the_allowance_for_half_a_day(rated: Rated) -> None:
    rates = {
        "meal_tariff": {"breakfast": "8", "lunch": "15.50"},
        "allowances": {"meals": "100", "transport": "80"},
    }

    first, second = receivables(rated(rates, **PLAN))

    assert first.meals == {MealKind.LUNCH: 2, MealKind.BREAKFAST: 1}
    # Morning and afternoon of the 18th, the morning of the 19th.
    assert first.days_aboard == Decimal("1.5")
    assert (first.meal_money, first.ride_money) == (Decimal(39), Decimal(120))
    assert first.money == Decimal(159)
    # Who has left before dinner and the next day owes one lunch and one morning.
    assert (second.meals, second.days_aboard) == ({MealKind.LUNCH: 1}, Decimal("0.5"))
    assert second.money == Decimal("55.50")


def test_without_a_tariff_meals_are_shares_of_the_daily_allowance(rated: Rated) -> None:
    first, second = receivables(rated({"allowances": {"meals": "100"}}, **PLAN))

    assert first.meal_money == Decimal(2 * 40 + 20)
    assert (second.meal_money, second.ride_money, second.money) == (Decimal(40), None, None)


def test_the_standard_of_reception_meals_is_no_price_for_guests(rated: Rated) -> None:
    first, _ = receivables(rated({"meal_rates": {"breakfast": "20", "lunch": "60"}}, **PLAN))

    assert first.meal_money is None


def test_several_rides_in_half_a_day_count_once(rated: Rated) -> None:
    ride = {"from": "明峰宾馆", "to": "石塘村", "vehicles": [{"vehicle": "1号车", "people": "甲"}]}
    times = ("8:00", "11:59", "12:00", "18:00")
    rides = [{**ride, "day": "2026-05-18", "time": time} for time in times]
    visit = rated(
        {"allowances": {"transport": "80"}}, **{**PLAN, "rides": rides, "guests": [{"name": "甲"}]}
    )

    (owed,) = receivables(visit)
    assert (owed.days_aboard, owed.ride_money) == (Decimal(1), Decimal(80))


def test_an_office_may_have_rates_by_kind_of_vehicle(rated: Rated) -> None:
    rates = {
        "travel_rates": {"coach": "30", "car": "80"},
        "allowances": {"meals": "100", "transport": "1000"},
    }

    first, second = receivables(rated(rates, **PLAN))

    # The dearer vehicle of a day counts, and a day counts once.
    assert (first.days_aboard, first.ride_money) == (Decimal(2), Decimal(110))
    assert (second.days_aboard, second.ride_money) == (Decimal(1), Decimal(30))


def test_without_local_figures_only_the_numbers_are_known(rated: Rated) -> None:
    first, second = receivables(rated({"meal_tariff": {"lunch": "15"}}, **PLAN))

    assert (first.meals[MealKind.BREAKFAST], first.days_aboard) == (1, Decimal("1.5"))
    assert (first.meal_money, first.ride_money, first.money) == (None, None, None)
    assert (second.meal_money, second.money) == (Decimal(15), None)


def test_a_guest_without_meals_and_rides_owes_nothing(visit_of: Callable[..., Visit]) -> None:
    (receivable,) = receivables(visit_of(guests=["甲"]))

    assert (receivable.meals, receivable.days_aboard, receivable.money) == ({}, 0, Decimal(0))


def test_people_of_a_class_without_names_owe_their_meals_and_rides(rated: Rated) -> None:
    rates = {"meal_tariff": {"dinner": "20"}, "allowances": {"meals": "100", "transport": "80"}}
    teacher, children = receivables(
        rated(
            rates,
            parties=[{"name": "三年级2班", "people": "45"}],
            guests=[{"name": "周老师", "party": "三年级2班"}],
            meals=[
                {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "机关食堂",
                 "payer": "guest", "for": "三年级2班"}
            ],
            vehicles=[{"number": "1号车", "kind": "大巴"}],
            rides=[
                {"day": "2026-05-18", "time": "8:00", "from": "明峰高铁站", "to": "明峰宾馆",
                 "vehicles": [{"vehicle": "1号车", "people": "三年级2班"}]}
            ],
        )
    )  # fmt: skip

    assert (teacher.guest.name, teacher.money) == ("周老师", Decimal(60))
    assert (children.guest.name, children.money) == ("三年级2班（44人）", Decimal(44 * 60))
