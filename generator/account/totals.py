"""Sums of a visit's costs: by item, by who pays, and what is left of the budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.account.charges import NOT_THE_HOST, cost_of, host_expenses, item_named
from generator.model.visit import Expense, Visit

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of some lines, in yuan.

    `cost` adds what was paid where it is known, else what was planned. `plans` and `payments` are
    the numbers of lines with a planned and with a paid amount.
    """

    lines: int = 0
    planned: Decimal = NOTHING
    paid: Decimal = NOTHING
    cost: Decimal = NOTHING
    plans: int = 0
    payments: int = 0

    @property
    def amounts(self) -> tuple[Decimal | None, Decimal | None]:
        """The sums planned and paid; None where no line has such an amount."""
        return self.planned if self.plans else None, self.paid if self.payments else None


@dataclass(frozen=True, slots=True)
class ItemTotal:
    """The totals of one item of the costs: of all lines, of the host's, and of those collected."""

    item: str
    overall: Total
    host: Total
    others: Total


def total_of(expenses: Iterable[Expense]) -> Total:
    """The sums of some lines."""
    lines = tuple(expenses)
    planned = [line.planned for line in lines if line.planned is not None]
    paid = [line.amount for line in lines if line.amount is not None]
    costs = [cost for line in lines if (cost := cost_of(line)) is not None]
    return Total(
        lines=len(lines),
        planned=sum(planned, NOTHING),
        paid=sum(paid, NOTHING),
        cost=sum(costs, NOTHING),
        plans=len(planned),
        payments=len(paid),
    )


def host_total(visit: Visit) -> Total:
    """The total of what the host pays, which the budget is for."""
    return total_of(host_expenses(visit))


def others_total(visit: Visit) -> Total:
    """The total of what the guests or their sender pay."""
    return total_of(line for line in visit.expenses if line.payer in NOT_THE_HOST)


def budget_items(visit: Visit) -> tuple[str, ...]:
    """The items of costs, as listed on the rule page of the budget."""
    limit = visit.limit("budget", "line_items")
    return limit.words if limit else ()


def totals_by_item(visit: Visit) -> tuple[ItemTotal, ...]:
    """The totals of each item with lines, in the order of the rule page."""
    return tuple(_item(item, lines) for item, lines in lines_by_item(visit).items())


def lines_by_item(visit: Visit) -> dict[str, list[Expense]]:
    """The lines of each item that has some, in the order of the rule page."""
    known = budget_items(visit)
    lines: dict[str, list[Expense]] = {item: [] for item in known}
    for expense in visit.expenses:
        lines.setdefault(item_named(expense, known), []).append(expense)
    return {item: of_item for item, of_item in lines.items() if of_item}


def _item(item: str, lines: list[Expense]) -> ItemTotal:
    collected = [line for line in lines if line.payer in NOT_THE_HOST]
    host = [line for line in lines if line.payer not in NOT_THE_HOST]
    return ItemTotal(item, total_of(lines), total_of(host), total_of(collected))


def left_of_budget(visit: Visit) -> tuple[Decimal | None, Decimal | None]:
    """What the planned and the paid amounts leave of the budget; None where there are none."""
    if visit.budget is None:
        return None, None
    planned, paid = host_total(visit).amounts
    return (
        None if planned is None else visit.budget - planned,
        None if paid is None else visit.budget - paid,
    )
