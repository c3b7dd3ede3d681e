"""Checks meals and transport against the local rates, where the office has entered any."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.account.ceilings import meal_ceiling
from generator.account.charges import RIDES, collected, cost_field_name, cost_of, meal_of
from generator.account.receivable import days_aboard
from generator.account.totals import total_of
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.standing import Limit


@check(
    "rates.meal",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "餐费超过伙食标准", "en": "A meal above the local rate"},
    message={
        "zh": "“{meal}”每人 {cost} 元，标准是 {most} 元。请减菜，或核对人数和金额。",
        "en": "“{meal}” costs {cost} a head; the rate is {most}. Serve less, or check the figures.",
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
    "rates.travel",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "收取的交通费低于标准", "en": "Less collected for transport than the rate"},
    message={
        "zh": "向来宾收取的用车费 {paid} 元，按标准应为 {due} 元。请核对人数和天数。",
        "en": "Guests pay {paid} for transport; by the rate {due} are due. Check people and days.",
    },
    rule="standards",
    limits=("travel_rates",),
    needs_complete_lists=True,
)
def travel_below_rate(scope: Scope, rates: Limit) -> Iterator[Violation]:
    """Transport money from guests below the rate for each guest's days aboard a vehicle.

    Of a day's vehicles the dearest counts. `settlement.receivable` reports that nothing is paid.
    """
    lines = collected(scope.visit, RIDES)
    days = days_aboard(scope.visit, rates.table or {}).values()
    due = sum((rate for rate in days if rate is not None), Decimal(0))
    paid = total_of(lines).cost
    if any(cost_of(line) is not None for line in lines) and paid < due:
        yield violation(lines[0], None, related=lines[1:], paid=f"{paid:f}", due=f"{due:f}")
