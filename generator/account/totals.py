"""Sums of a visit's costs: by item, by who pays, and what is left of the budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from generator.account.charges import NOT_THE_HOST, cost_of, host_expenses, item_named, limit_of
from generator.model.expenses import Expense
from generator.model.visit import Visit

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Total:
    """Lines added up, in yuan: what was planned, what was paid, and what they cost: paid where it
    is known, else planned. `plans` and `payments` are how many lines say so.
    """

    lines: int = 0
    planned: Decimal = NOTHING
    paid: Decimal = NOTHING
    cost: Decimal = NOTHING
    plans: int = 0
    payments: int = 0

    @property
    def amounts(self) -> tuple[Decimal | None, Decimal | None]:
        """Planned and paid; None where no line says so."""
        return self.planned if self.plans else None, self.paid if self.payments else None


@dataclass(frozen=True, slots=True)
class ItemTotal:
    """One item of the costs: all its lines, the host's, and those only collected."""

    item: str
    overall: Total
    host: Total
    others: Total


def total_of(expenses: Iterable[Expense]) -> Total:
    """The sums of some lines."""
    lines = tuple(expenses)
    planned = [each.planned for each in lines if each.planned is not None]
    paid = [each.amount for each in lines if each.amount is not None]
    costs = [cost for each in lines if (cost := cost_of(each)) is not None]
    return Total(
        lines=len(lines),
        planned=sum(planned, NOTHING),
        paid=sum(paid, NOTHING),
        cost=sum(costs, NOTHING),
        plans=len(planned),
        payments=len(paid),
    )


def host_total(visit: Visit) -> Total:
    """What the host pays: this is what the budget is for."""
    return total_of(host_expenses(visit))


def others_total(visit: Visit) -> Total:
    """What the guests or their sender pay."""
    return total_of(each for each in visit.expenses if each.payer in NOT_THE_HOST)


def budget_items(visit: Visit) -> tuple[str, ...]:
    """The items that the budget's rule page divides costs into."""
    limit = limit_of(visit, "budget", "line_items")
    return limit.words if limit else ()


def totals_by_item(visit: Visit) -> tuple[ItemTotal, ...]:
    """Each item that has a line, in the rule page's order."""
    known = budget_items(visit)
    lines: dict[str, list[Expense]] = {item: [] for item in known}
    for expense in visit.expenses:
        lines.setdefault(item_named(expense, known), []).append(expense)
    return tuple(_item(item, found) for item, found in lines.items() if found)


def _item(item: str, lines: list[Expense]) -> ItemTotal:
    collected = [each for each in lines if each.payer in NOT_THE_HOST]
    host = [each for each in lines if each.payer not in NOT_THE_HOST]
    return ItemTotal(item, total_of(lines), total_of(host), total_of(collected))


def left_of_budget(visit: Visit) -> tuple[Decimal | None, Decimal | None]:
    """What the host's plan and payments leave of the budget; None where there are none of them."""
    if visit.budget is None:
        return None, None
    planned, paid = host_total(visit).amounts
    return (
        None if planned is None else visit.budget - planned,
        None if paid is None else visit.budget - paid,
    )
