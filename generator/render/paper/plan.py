"""The plan (接待方案) on paper, as a leader signs it: with the costs, for the office alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator import vocabulary
from generator.account.totals import (
    Total,
    host_total,
    lines_by_item,
    others_total,
    totals_by_item,
)
from generator.model.visit import Expense, Visit
from generator.render.handbook.blocks import Block, Cell, Rows, cells, facts, short
from generator.render.handbook.visit.plan import plan_sections
from generator.render.handbook.words import phrase, phrases
from generator.render.paper.booklet import Booklet, Chapter, booklet_job
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words.lists import listed
from generator.render.words.money import amount_text


def plan_job(order: PrintOrder) -> Job:
    """Return the plan without a cover: what staff may see of the visit, and the costs."""
    word = vocabulary.words_under("paper", "zh")
    sections = tuple(plan_sections(order.visit.staff_view, tuple(_costs(order.visit))))
    chapters = [Chapter(phrase("page.plan"), sections)]
    caution = word["internal"]
    return booklet_job(order, Booklet("a4", phrase("page.plan"), caution, chapters, cover=False))


def _costs(visit: Visit) -> Iterator[Block]:
    """What each item is to cost and who pays, then the approved budget and what is left of it."""
    lines = lines_by_item(visit)
    rows = [
        cells(
            total.item,
            listed(map(_reckoned, lines[total.item])),
            *_shares(total.host, total.others),
        )
        for total in totals_by_item(visit)
    ]
    if rows:
        rows.append(cells(phrase("plan.sum"), "", *_shares(host_total(visit), others_total(visit))))
    headings = phrases("plan.cost", "plan.reckoned", "plan.by_host", "plan.by_others")
    yield Rows(headings, tuple(rows), phrase("plan.no_costs"))
    if visit.budget is None:
        yield facts((phrase("plan.budget"), phrase("plan.no_budget")))
        return
    left = visit.budget - host_total(visit).planned
    yield facts(
        (phrase("plan.budget"), _yuan(visit.budget)),
        (phrase("plan.left" if left >= 0 else "plan.over"), _yuan(abs(left))),
    )


def _shares(*totals: Total) -> Iterator[Cell]:
    """The sums that are planned; a dash where no line has a planned amount."""
    for total in totals:
        planned, _ = total.amounts
        yield short(amount_text(planned) or "—")


def _reckoned(line: Expense) -> str:
    """`260×36`, or the planned amount where no unit price is given."""
    count = line.people if line.quantity is None else line.quantity
    if line.price is None or count is None:
        return amount_text(line.planned) or phrase("plan.not_reckoned")
    return f"{line.price:f}×{count}"


def _yuan(amount: Decimal) -> str:
    return phrase("plan.yuan", amount=amount_text(amount))
