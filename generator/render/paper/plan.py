"""The plan (接待方案) on paper, as a leader signs it: with the costs, for the office alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator import vocabulary
from generator.account.charges import NOT_THE_HOST, cost_of, host_expenses
from generator.account.totals import lines_by_item
from generator.model.visit import Expense, Visit
from generator.render.handbook.blocks import Block, Cell, Rows, cells, facts, short
from generator.render.handbook.visit.plan import plan_sections
from generator.render.handbook.words import phrase, phrases
from generator.render.paper.booklet import Booklet, Chapter, booklet_job
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.statement.tables import value_text
from generator.render.words.lists import listed


def plan_job(order: PrintOrder) -> Job:
    """Return the plan without a cover: what staff may see of the visit, and the costs."""
    word = vocabulary.words_under("paper", "zh")
    sections = tuple(plan_sections(order.visit.staff_view, tuple(_costs(order.visit))))
    chapters = [Chapter(phrase("page.plan"), sections)]
    caution = word["internal"]
    return booklet_job(order, Booklet("a4", phrase("page.plan"), caution, chapters, cover=False))


def _costs(visit: Visit) -> Iterator[Block]:
    """What each item is to cost and who pays, then the approved budget and what is left of it."""
    rows = [
        cells(item, listed(map(_reckoned, lines)), *_by_payer(lines))
        for item, lines in lines_by_item(visit).items()
    ]
    if rows:
        rows.append(cells(phrase("plan.sum"), "", *_by_payer(visit.expenses)))
    headings = phrases("plan.cost", "plan.reckoned", "plan.by_host", "plan.by_others")
    yield Rows(headings, tuple(rows), phrase("plan.no_costs"))
    if visit.budget is None:
        yield facts((phrase("plan.budget"), phrase("plan.no_budget")))
        return
    left = visit.budget - (_sum(host_expenses(visit)) or 0)
    yield facts(
        (phrase("plan.budget"), _yuan(visit.budget)),
        (phrase("plan.left" if left >= 0 else "plan.over"), _yuan(abs(left))),
    )


def _by_payer(lines: Iterable[Expense]) -> tuple[Cell, Cell]:
    """The sums that the host pays, and that guests or their sender pay."""
    host: list[Expense] = []
    others: list[Expense] = []
    for line in lines:
        (others if line.payer in NOT_THE_HOST else host).append(line)
    return short(value_text(_sum(host)) or "—"), short(value_text(_sum(others)) or "—")


def _sum(lines: Iterable[Expense]) -> Decimal | None:
    """The sum of what lines are planned to cost; None where no line has an amount."""
    amounts = [amount for line in lines if (amount := _planned(line)) is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _planned(line: Expense) -> Decimal | None:
    """What a line is planned to cost; what it did cost where no plan was written."""
    return cost_of(line) if line.planned is None else line.planned


def _reckoned(line: Expense) -> str:
    """`260×36`, or the amount where no unit price is given."""
    count = line.people if line.quantity is None else line.quantity
    if line.price is None or count is None:
        return value_text(_planned(line)) or phrase("plan.not_reckoned")
    return f"{line.price:f}×{count}"


def _yuan(amount: Decimal) -> str:
    return phrase("plan.yuan", amount=value_text(amount))
