"""What stands beside the statement: costs by item against the budget, each line against the limit
of its rule page, what guests owe, and the settlement set.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from generator.account.ceilings import (
    Ceiling,
    ceiling_of,
    item_limit,
    meeting_limit,
    rates_unfilled,
)
from generator.account.charges import MEALS, RIDES, collected, cost_of
from generator.account.receivable import Owed, owed_by_guests
from generator.account.totals import (
    ItemTotal,
    host_total,
    left_of_budget,
    others_total,
    total_of,
    totals_by_item,
)
from generator.model.enums import MealKind
from generator.model.expenses import Expense
from generator.model.visit import Visit
from generator.render.lists.tongue import Tongue
from generator.render.statement.papers import papers_table
from generator.render.statement.tables import AccountTable, Row, value_text


def annexes(visit: Visit, tongue: Tongue) -> tuple[AccountTable, ...]:
    """The tables beside the statement, in their order."""
    return (
        items_table(visit, tongue),
        limits_table(visit, tongue),
        receivables_table(visit, tongue),
        papers_table(visit, tongue),
    )


def items_table(visit: Visit, tongue: Tongue) -> AccountTable:
    """Each item's lines added up: all, the host's, those collected; below them budget and limit."""
    words = ("item", "lines", "planned", "paid", "limit", "host_planned", "host_paid",
             "others_planned", "others_paid")  # fmt: skip
    host, others, every = host_total(visit), others_total(visit), total_of(visit.expenses)
    meeting = meeting_limit(visit)
    most = meeting.most if meeting else ""
    sums = (*every.amounts, most, *host.amounts, *others.amounts)
    totals: list[Row] = [(tongue.say("sum"), every.lines, *sums)]
    if visit.budget is not None:
        nothing = (None,) * 4
        totals.append((tongue.say("budget"), *nothing, visit.budget, "", "", ""))
        totals.append((tongue.say("left"), *nothing, *left_of_budget(visit), "", ""))
    return AccountTable(
        tongue.say("by_item"),
        tuple(tongue.say(word) for word in words),
        tuple(_item(each, visit) for each in totals_by_item(visit)),
        totals=tuple(totals),
        empty=tongue.say("none"),
        remark=tongue.say("meeting_limit", each=value_text(meeting.each)) if meeting else "",
    )


def _item(each: ItemTotal, visit: Visit) -> Row:
    amounts = (*each.host.amounts, *each.others.amounts)
    limit = item_limit(visit, each.item)
    return each.item, each.every.lines, *each.every.amounts, limit, *amounts


def limits_table(visit: Visit, tongue: Tongue) -> AccountTable:
    """Each line, what its rule page allows for it, and whether it keeps to that."""
    fields = ("item", "day", "place", "payer", "people", "planned", "amount")
    words = ("limit", "clause", "result")
    return AccountTable(
        tongue.say("against_limits"),
        (tongue.say("count"), *tongue.labels("Expense", *fields),
         *(tongue.say(word) for word in words)),
        tuple(_line(n, each, visit, tongue) for n, each in enumerate(visit.expenses, start=1)),
        empty=tongue.say("none"),
    )  # fmt: skip


def _line(number: int, line: Expense, visit: Visit, tongue: Tongue) -> Row:
    ceiling = ceiling_of(visit, line)
    return (
        number,
        line.item,
        line.day.isoformat() if line.day else "",
        line.place or "",
        tongue.member("Payer", line.payer),
        line.people,
        line.planned,
        line.amount,
        ceiling.most if ceiling else None,
        _source(ceiling, visit),
        _result(line, ceiling, visit, tongue),
    )


def _source(ceiling: Ceiling | None, visit: Visit) -> str:
    if ceiling is None:
        return ""
    rule = visit.standing.rule(ceiling.rule)
    return f"{rule.title} {ceiling.clause}" if rule else ceiling.clause


def _result(line: Expense, ceiling: Ceiling | None, visit: Visit, tongue: Tongue) -> str:
    cost = cost_of(line)
    if ceiling is None:
        return tongue.say("unfilled" if rates_unfilled(visit, line) else "no_limit")
    if cost is None:
        return tongue.say("no_amount")
    if ceiling.exceeded_by(cost):
        return tongue.say("over", by=value_text(cost - ceiling.most))
    return tongue.say("within")


def receivables_table(visit: Visit, tongue: Tongue) -> AccountTable:
    """What each guest owes for meals and rides, and below it what the lines say is collected."""
    owed = owed_by_guests(visit)
    kinds = tuple(kind for kind in MealKind if any(each.meals.get(kind) for each in owed))
    known = all(each.money is not None for each in owed)
    return AccountTable(
        tongue.say("receivables"),
        (tongue.say("count"), *tongue.labels("Guest", "name", "unit"),
         *(tongue.member("MealKind", kind) for kind in kinds),
         *(tongue.say(word) for word in ("meal_money", "days_aboard", "ride_money", "sum",
                                         "receipt", "signature"))),
        tuple(_owed(n, each, kinds) for n, each in enumerate(owed, start=1)),
        totals=tuple(_owed_totals(visit, owed, kinds, tongue)) if owed else (),
        empty=tongue.say("none"),
        remark="" if known else tongue.say("rates_unfilled"),
    )  # fmt: skip


def _owed(number: int, owed: Owed, kinds: tuple[MealKind, ...]) -> Row:
    counts = (owed.meals.get(kind, 0) for kind in kinds)
    return (number, owed.guest.name, owed.guest.unit or "", *counts, owed.meal_money,
            owed.days_aboard, owed.ride_money, owed.money, "", "")  # fmt: skip


def _owed_totals(
    visit: Visit, owed: tuple[Owed, ...], kinds: tuple[MealKind, ...], tongue: Tongue
) -> Iterable[Row]:
    counts = (sum(each.meals.get(kind, 0) for each in owed) for kind in kinds)
    meals, rides = _known(o.meal_money for o in owed), _known(o.ride_money for o in owed)
    days = sum(each.days_aboard for each in owed)
    total = None if meals is None or rides is None else meals + rides
    yield (tongue.say("sum"), None, None, *counts, meals, days, rides, total, "", "")
    blank = (None,) * (2 + len(kinds))
    lines = [total_of(collected(visit, item)).amounts for item in (MEALS, RIDES)]
    both = total_of(line for item in (MEALS, RIDES) for line in collected(visit, item)).amounts
    for n, word in enumerate(("listed_planned", "listed_paid")):
        yield (tongue.say(word), *blank, lines[0][n], "", lines[1][n], both[n], "", "")


def _known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; nothing where an amount is not known."""
    found = tuple(amounts)
    known = [amount for amount in found if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None
