"""Checks meals and transport against the local rates, which an office fills in; none until then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from generator.check.charges import RIDES, collected, meal_of
from generator.check.registry import Family, Fault, Scope, check, fault
from generator.check.wording import event_named
from generator.findings import Severity
from generator.model.money import Expense
from generator.model.people import Guest
from generator.model.record import PersonId
from generator.model.standing import Limit
from generator.model.visit import Visit


@check(
    "rates.meal",
    family=Family.RULES,
    severity=Severity.ERROR,
    title={"zh": "餐费超过伙食标准", "en": "A meal above the local rate"},
    words={
        "zh": "“{meal}”每人 {each} 元，标准是 {most} 元。请减菜，或核对人数和金额。",
        "en": "“{meal}” costs {each} a head; the rate is {most}. Serve less, or check the figures.",
    },
    rule="standards",
    limits=("meal_rates",),
)
def meals_above_rate(scope: Scope, rates: Limit) -> Iterator[Fault]:
    """Lines for one meal that cost more a head than the rate for its kind of meal."""
    for expense in scope.visit.expenses:
        meal = meal_of(scope.visit, expense)
        most = (rates.table or {}).get(meal.kind.value) if meal else None
        cost, field = _cost(expense)
        if meal is None or most is None or cost is None or not expense.people:
            continue
        each = round(cost / expense.people, 2)
        if each > most:
            named = event_named(meal)
            yield fault(
                expense, field, related=(meal,), meal=named, each=f"{each:f}", most=f"{most:f}"
            )


@check(
    "rates.travel",
    family=Family.RULES,
    severity=Severity.WARNING,
    title={"zh": "收取的交通费低于标准", "en": "Less collected for transport than the rate"},
    words={
        "zh": "向来宾收取的用车费 {paid} 元，按标准应为 {due} 元。请核对人数和天数。",
        "en": "Guests pay {paid} for transport; by the rate {due} are due. Check people and days.",
    },
    rule="standards",
    limits=("travel_rates",),
)
def travel_below_rate(scope: Scope, rates: Limit) -> Iterator[Fault]:
    """Transport money from guests below the rate for each of their days aboard; the dearest
    vehicle of a day counts. Where no line says what they pay, settlement.receivable does."""
    lines = collected(scope.visit, RIDES)
    amounts = [cost for cost, _ in map(_cost, lines) if cost is not None]
    due = sum(_travel_due(scope.visit, rates.table or {}).values(), Decimal(0))
    paid = sum(amounts, Decimal(0))
    if amounts and paid < due:
        yield fault(lines[0], None, related=lines[1:], paid=f"{paid:f}", due=f"{due:f}")


def _cost(expense: Expense) -> tuple[Decimal | None, str]:
    """What a line cost, or is to cost, and the field that says so."""
    if expense.amount is not None:
        return expense.amount, "amount"
    return expense.planned, "planned"


def _travel_due(
    visit: Visit, rates: Mapping[str, Decimal]
) -> Mapping[tuple[PersonId, date], Decimal]:
    """What each guest owes for each day on which he rode."""
    due: dict[tuple[PersonId, date], Decimal] = {}
    for ride in visit.rides:
        for boarding in ride.vehicles:
            kind = boarding.vehicle.kind
            rate = rates.get(kind.value, Decimal(0)) if kind else Decimal(0)
            for person in boarding.people.people:
                if isinstance(person, Guest):
                    key = (person.id, ride.day)
                    due[key] = max(due.get(key, rate), rate)
    return due
