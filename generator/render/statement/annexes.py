"""The tables after the statement: costs by item, costs against limits, receivables, papers."""

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
from generator.account.receivable import Receivable, receivables, sum_of
from generator.account.totals import (
    ItemTotal,
    host_total,
    left_of_budget,
    others_total,
    total_of,
    totals_by_item,
)
from generator.model.enums import MealKind
from generator.model.people import name_with_companions
from generator.model.visit import Expense, Visit
from generator.render.statement.papers import papers_table
from generator.render.statement.tables import AccountTable, Row, value_text
from generator.render.words import Wording


def annexes(visit: Visit, words: Wording) -> tuple[AccountTable, ...]:
    """Return the tables after the statement, in their order."""
    return (
        items_table(visit, words),
        limits_table(visit, words),
        receivables_table(visit, words),
        papers_table(visit, words),
    )


def items_table(visit: Visit, words: Wording) -> AccountTable:
    """Return the sums of each item: all, the host's, others'; then the budget and what is left."""
    keys = ("item", "lines", "planned", "paid", "limit", "host_planned", "host_paid",
             "others_planned", "others_paid")  # fmt: skip
    host, others, total = host_total(visit), others_total(visit), total_of(visit.expenses)
    meeting = meeting_limit(visit)
    limit = meeting.maximum if meeting else ""
    sums = (*total.amounts, limit, *host.amounts, *others.amounts)
    totals: list[Row] = [(words.phrase("sum"), total.lines, *sums)]
    if visit.budget is not None:
        blank = (None,) * 4
        totals.append((words.phrase("budget"), *blank, visit.budget, "", "", ""))
        totals.append((words.phrase("left"), *blank, *left_of_budget(visit), "", ""))
    return AccountTable(
        words.phrase("by_item"),
        words.phrases(*keys),
        tuple(_item(item, visit) for item in totals_by_item(visit)),
        totals=tuple(totals),
        empty=words.phrase("none"),
        remark=words.phrase("meeting_limit", each=value_text(meeting.per_unit)) if meeting else "",
    )


def _item(total: ItemTotal, visit: Visit) -> Row:
    amounts = (*total.host.amounts, *total.others.amounts)
    limit = item_limit(visit, total.item)
    return total.item, total.overall.lines, *total.overall.amounts, limit, *amounts


def limits_table(visit: Visit, words: Wording) -> AccountTable:
    """Return each expense, the limit of its rule page, and whether it is within the limit."""
    fields = ("item", "day", "place", "payer", "people", "planned", "amount")
    keys = ("limit", "clause", "result")
    return AccountTable(
        words.phrase("against_limits"),
        (words.phrase("count"), *words.labels("Expense", *fields),
         *words.phrases(*keys)),
        tuple(_line(n, line, visit, words) for n, line in enumerate(visit.expenses, start=1)),
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
    """Return what each guest owes for meals and rides, then what the expenses list as collected."""
    owed = receivables(visit)
    kinds = tuple(kind for kind in MealKind if any(item.meals.get(kind) for item in owed))
    known = all(item.money is not None for item in owed)
    return AccountTable(
        words.phrase("receivables"),
        (words.phrase("count"), *words.labels("Guest", "name", "unit"),
         *(words.member("MealKind", kind) for kind in kinds),
         *words.phrases("meal_money", "days_aboard", "ride_money", "sum",
                                         "receipt", "signature")),
        tuple(_owed(n, item, kinds, words) for n, item in enumerate(owed, start=1)),
        totals=tuple(_owed_totals(visit, owed, kinds, words)) if owed else (),
        empty=words.phrase("none"),
        remark="" if known else words.phrase("rates_unfilled"),
    )  # fmt: skip


def _owed(number: int, owed: Receivable, kinds: tuple[MealKind, ...], words: Wording) -> Row:
    counts = (owed.meals.get(kind, 0) for kind in kinds)
    name = name_with_companions(owed.guest, words.language)
    return (number, name, owed.guest.unit or "", *counts, owed.meal_money,
            _days(owed.days_aboard), owed.ride_money, owed.money, "", "")  # fmt: skip


def _owed_totals(
    visit: Visit, owed: tuple[Receivable, ...], kinds: tuple[MealKind, ...], words: Wording
) -> Iterable[Row]:
    counts = (sum(item.meals.get(kind, 0) for item in owed) for kind in kinds)
    meals, rides = (
        sum_of(item.meal_money for item in owed),
        sum_of(item.ride_money for item in owed),
    )
    days = _days(sum((item.days_aboard for item in owed), Decimal(0)))
    total = None if meals is None or rides is None else meals + rides
    yield (words.phrase("sum"), None, None, *counts, meals, days, rides, total, "", "")
    blank = (None,) * (2 + len(kinds))
    lines = [total_of(collected(visit, item)).amounts for item in (MEALS, RIDES)]
    both = total_of(line for item in (MEALS, RIDES) for line in collected(visit, item)).amounts
    for n, key in enumerate(("listed_planned", "listed_paid")):
        yield (words.phrase(key), *blank, lines[0][n], "", lines[1][n], both[n], "", "")


def _days(days: Decimal) -> int | str:
    """Whole days as a number; `1.5` is no amount, which would have two decimals."""
    return int(days) if days == int(days) else f"{days.normalize():f}"
