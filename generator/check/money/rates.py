"""Checks meals and transport against the local figures, where the office has entered any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.account.ceilings import meal_ceiling
from generator.account.charges import (
    MEALS,
    RIDES,
    collected,
    cost_field_name,
    cost_of,
    meal_of,
)
from generator.account.receivable import (
    MealPrices,
    TransportPrices,
    allowance_of,
    guest_meals,
    money_by_meal,
    time_aboard,
)
from generator.account.totals import total_of
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.standing import Limit
from generator.model.visit import Expense, Visit


@check(
    "rates.meal",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "餐费超过接待用餐标准", "en": "A meal above the standard of reception meals"},
    message={
        "zh": "“{meal}”每人 {cost} 元，接待用餐标准是 {most} 元。请减菜，或核对人数和金额。",
        "en": "“{meal}” costs {cost} a head; reception meals may cost {most}. Serve less, or check "
        "the figures.",
    },
    rule="standards",
    limits=("meal_rates",),
    needs_complete_lists=True,
)
def meals_above_rate(scope: Scope, rates: Limit) -> Iterator[Violation]:
    """Expenses for one meal that cost more a head than the rate for its kind of meal."""
    for expense in scope.visit.expenses:
        meal, cost = meal_of(scope.visit, expense), cost_of(expense)
        ceiling = meal_ceiling(scope.visit, expense, rates)
        if meal and ceiling and cost is not None and ceiling.exceeded_by(cost):
            yield violation(
                expense,
                cost_field_name(expense),
                related=(meal,),
                meal=event_text(meal),
                cost=f"{ceiling.per_unit_at(cost):f}",
                most=f"{ceiling.per_unit:f}",
            )


@check(
    "rates.meal_money",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "收取的餐费低于收费标准", "en": "Less collected for meals than is due"},
    message={
        "zh": "向来宾收取的餐费 {paid} 元，按收费标准应为 {due} 元。请核对餐次、人数和金额。",
        "en": "Guests pay {paid} for meals; {due} are due. Check meals, people and amounts.",
    },
    rule="standards",
    limits=("meal_tariff", "meal_shares", "allowances"),
    needs_complete_lists=True,
)
def meal_money_below_price(
    scope: Scope, tariff: Limit, shares: Limit, allowances: Limit
) -> Iterator[Violation]:
    """Money for meals from guests below the canteen's tariff or the shares of the allowance.

    `settlement.receivable` reports that nothing is paid.
    """
    lines = collected(scope.visit, MEALS)
    if not _collects(scope.visit, MEALS):
        return
    prices = MealPrices(tariff.table or {}, shares.table or {}, allowance_of(allowances, "meals"))
    meals_by_guest = guest_meals(scope.visit).values()
    due = [money for meals in meals_by_guest for money in money_by_meal(meals, prices)]
    cited = "meal_tariff" if prices.tariff else "meal_shares"
    yield from _less_than_due(lines, due, cited)


@check(
    "rates.travel",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "收取的交通费低于收费标准", "en": "Less collected for transport than is due"},
    message={
        "zh": "向来宾收取的用车费 {paid} 元，按收费标准应为 {due} 元。请核对人数和乘车天数。",
        "en": "Guests pay {paid} for transport; {due} are due. Check people and days.",
    },
    rule="standards",
    limits=("travel_rates", "half_day_percent", "allowances"),
    needs_complete_lists=True,
)
def travel_below_rate(
    scope: Scope, rates: Limit, percent: Limit, allowances: Limit
) -> Iterator[Violation]:
    """Transport money from guests below what is due for each guest's half days in vehicles.

    Where the office has rates by kind of vehicle, a day's dearest vehicle counts.
    `settlement.receivable` reports that nothing is paid.
    """
    lines = collected(scope.visit, RIDES)
    if not _collects(scope.visit, RIDES):
        return
    prices = TransportPrices(
        rates.table or {}, allowance_of(allowances, "transport"), percent.amount
    )
    due = [each for aboard in time_aboard(scope.visit, prices).values() for each in aboard.prices]
    cited = "travel_rates" if prices.by_vehicle else "half_day_percent"
    yield from _less_than_due(lines, due, cited)


def _collects(visit: Visit, item: str) -> bool:
    """Whether the host collects money for `item` from its guests at all."""
    collects = visit.limit("settlement", "receivable_items")
    return collects is not None and item in collects.words


def _less_than_due(
    lines: tuple[Expense, ...], due: Iterable[Decimal | None], limit: str
) -> Iterator[Violation]:
    """The lines, where they have a cost, together below what the guests owe as far as known."""
    known = sum((money for money in due if money is not None), Decimal(0))
    paid = total_of(lines).cost
    if any(cost_of(line) is not None for line in lines) and paid < known:
        yield violation(
            lines[0], None, related=lines[1:], limit=limit, paid=f"{paid:f}", due=f"{known:f}"
        )
