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
from generator.account.receivable import Receivable, receivables
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
from generator.render.statement.papers import papers_table
from generator.render.statement.tables import AccountTable, Row, value_text
from generator.render.words import Wording


def annexes(visit: Visit, words: Wording) -> tuple[AccountTable, ...]:
    """The tables beside the statement, in their order."""
    return (
        items_table(visit, words),
        limits_table(visit, words),
        receivables_table(visit, words),
        papers_table(visit, words),
    )


def items_table(visit: Visit, words: Wording) -> AccountTable:
    """Each item's lines added up: all, the host's, those collected; below them budget and limit."""
    keys = ("item", "lines", "planned", "paid", "limit", "host_planned", "host_paid",
             "others_planned", "others_paid")  # fmt: skip
    host, others, every = host_total(visit), others_total(visit), total_of(visit.expenses)
    meeting = meeting_limit(visit)
    most = meeting.maximum if meeting else ""
    sums = (*every.amounts, most, *host.amounts, *others.amounts)
    totals: list[Row] = [(words.phrase("sum"), every.lines, *sums)]
    if visit.budget is not None:
        nothing = (None,) * 4
        totals.append((words.phrase("budget"), *nothing, visit.budget, "", "", ""))
        totals.append((words.phrase("left"), *nothing, *left_of_budget(visit), "", ""))
    return AccountTable(
        words.phrase("by_item"),
        words.phrases(*keys),
        tuple(_item(each, visit) for each in totals_by_item(visit)),
        totals=tuple(totals),
        empty=words.phrase("none"),
        remark=words.phrase("meeting_limit", each=value_text(meeting.per_unit)) if meeting else "",
    )


def _item(each: ItemTotal, visit: Visit) -> Row:
    amounts = (*each.host.amounts, *each.others.amounts)
    limit = item_limit(visit, each.item)
    return each.item, each.overall.lines, *each.overall.amounts, limit, *amounts


def limits_table(visit: Visit, words: Wording) -> AccountTable:
    """Each line, what its rule page allows for it, and whether it keeps to that."""
    fields = ("item", "day", "place", "payer", "people", "planned", "amount")
    keys = ("limit", "clause", "result")
    return AccountTable(
        words.phrase("against_limits"),
        (words.phrase("count"), *words.labels("Expense", *fields),
         *words.phrases(*keys)),
        tuple(_line(n, each, visit, words) for n, each in enumerate(visit.expenses, start=1)),
        empty=words.phrase("none"),
    )  # fmt: skip


def _line(number: int, line: Expense, visit: Visit, words: Wording) -> Row:
    ceiling = ceiling_of(visit, line)
    return (
        number,
        line.item,
        line.day.isoformat() if line.day else "",
        line.place or "",
        words.member("Payer", line.payer),
        line.people,
        line.planned,
        line.amount,
        ceiling.maximum if ceiling else None,
        _source(ceiling, visit),
        _result(line, ceiling, visit, words),
    )


def _source(ceiling: Ceiling | None, visit: Visit) -> str:
    if ceiling is None:
        return ""
    rule = visit.standing.rule(ceiling.rule)
    return f"{rule.title} {ceiling.clause}" if rule else ceiling.clause


def _result(line: Expense, ceiling: Ceiling | None, visit: Visit, words: Wording) -> str:
    cost = cost_of(line)
    if ceiling is None:
        return words.phrase("unfilled" if rates_unfilled(visit, line) else "no_limit")
    if cost is None:
        return words.phrase("no_amount")
    if ceiling.exceeded_by(cost):
        return words.phrase("over", by=value_text(cost - ceiling.maximum))
    return words.phrase("within")


def receivables_table(visit: Visit, words: Wording) -> AccountTable:
    """What each guest owes for meals and rides, and below it what the lines say is collected."""
    owed = receivables(visit)
    kinds = tuple(kind for kind in MealKind if any(each.meals.get(kind) for each in owed))
    known = all(each.money is not None for each in owed)
    return AccountTable(
        words.phrase("receivables"),
        (words.phrase("count"), *words.labels("Guest", "name", "unit"),
         *(words.member("MealKind", kind) for kind in kinds),
         *words.phrases("meal_money", "days_aboard", "ride_money", "sum",
                                         "receipt", "signature")),
        tuple(_owed(n, each, kinds) for n, each in enumerate(owed, start=1)),
        totals=tuple(_owed_totals(visit, owed, kinds, words)) if owed else (),
        empty=words.phrase("none"),
        remark="" if known else words.phrase("rates_unfilled"),
    )  # fmt: skip


def _owed(number: int, owed: Receivable, kinds: tuple[MealKind, ...]) -> Row:
    counts = (owed.meals.get(kind, 0) for kind in kinds)
    return (number, owed.guest.name, owed.guest.unit or "", *counts, owed.meal_money,
            owed.days_aboard, owed.ride_money, owed.money, "", "")  # fmt: skip


def _owed_totals(
    visit: Visit, owed: tuple[Receivable, ...], kinds: tuple[MealKind, ...], words: Wording
) -> Iterable[Row]:
    counts = (sum(each.meals.get(kind, 0) for each in owed) for kind in kinds)
    meals, rides = _known(o.meal_money for o in owed), _known(o.ride_money for o in owed)
    days = sum(each.days_aboard for each in owed)
    total = None if meals is None or rides is None else meals + rides
    yield (words.phrase("sum"), None, None, *counts, meals, days, rides, total, "", "")
    blank = (None,) * (2 + len(kinds))
    lines = [total_of(collected(visit, item)).amounts for item in (MEALS, RIDES)]
    both = total_of(line for item in (MEALS, RIDES) for line in collected(visit, item)).amounts
    for n, key in enumerate(("listed_planned", "listed_paid")):
        yield (words.phrase(key), *blank, lines[0][n], "", lines[1][n], both[n], "", "")


def _known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; nothing where an amount is not known."""
    found = tuple(amounts)
    known = [amount for amount in found if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None
