"""The visits of a year: numbers of guests, costs by item, and who paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.account.receivable import receivables
from generator.account.totals import NOTHING, budget_items, host_total, others_total, totals_by_item
from generator.model.enums import VisitKind
from generator.model.visit import Visit


@dataclass(frozen=True, slots=True)
class YearLine:
    """The figures of one visit, or of several added up.

    Costs are in yuan by item: the amount paid, or the amount planned where nothing is paid yet;
    `open` is the part that is only planned. `receivable` is what guests owe by the local rates;
    None where a rate is missing.
    """

    visits: int
    guests: int
    by_item: dict[str, Decimal]
    host: Decimal
    collected: Decimal
    open: Decimal
    budget: Decimal
    receivable: Decimal | None

    @property
    def cost(self) -> Decimal:
        """The sum of all items."""
        return sum(self.by_item.values(), NOTHING)


def visits_in_year(year: int, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """The visits that began in a year, in order of time."""
    of_year = (visit for visit in visits if visit.start.year == year)
    return tuple(sorted(of_year, key=lambda visit: (visit.start, visit.slug)))


def year_line(visit: Visit) -> YearLine:
    """The figures of a visit."""
    host, others = host_total(visit), others_total(visit)
    unpaid = (
        line.planned for line in visit.expenses if line.amount is None and line.planned is not None
    )
    return YearLine(
        visits=1,
        guests=visit.guest_count,
        by_item={total.item: total.overall.cost for total in totals_by_item(visit)},
        host=host.cost,
        collected=others.cost,
        open=sum(unpaid, NOTHING),
        budget=visit.budget or NOTHING,
        receivable=_sum_known([receivable.money for receivable in receivables(visit)]),
    )


def total_line(lines: Sequence[YearLine]) -> YearLine:
    """The figures of several visits added up."""
    items = dict.fromkeys(item for line in lines for item in line.by_item)
    return YearLine(
        visits=sum(line.visits for line in lines),
        guests=sum(line.guests for line in lines),
        by_item={i: sum((line.by_item.get(i, NOTHING) for line in lines), NOTHING) for i in items},
        host=sum((line.host for line in lines), NOTHING),
        collected=sum((line.collected for line in lines), NOTHING),
        open=sum((line.open for line in lines), NOTHING),
        budget=sum((line.budget for line in lines), NOTHING),
        receivable=_sum_known([line.receivable for line in lines]),
    )


def by_kind(visits: Iterable[Visit]) -> dict[VisitKind, YearLine]:
    """The figures of each kind of visit that took place, in the order of `VisitKind`."""
    lines: dict[VisitKind, list[YearLine]] = {kind: [] for kind in VisitKind}
    for visit in visits:
        lines[visit.kind].append(year_line(visit))
    return {kind: total_line(of_kind) for kind, of_kind in lines.items() if of_kind}


def cost_items(visits: Iterable[Visit]) -> tuple[str, ...]:
    """The items with a cost in any visit, in the order of the rule pages."""
    all_visits = tuple(visits)
    listed = dict.fromkeys(item for visit in all_visits for item in budget_items(visit))
    used = {total.item for visit in all_visits for total in totals_by_item(visit)}
    others = sorted(used - listed.keys())
    return tuple(item for item in (*listed, *others) if item in used)


def _sum_known(amounts: Sequence[Decimal | None]) -> Decimal | None:
    if any(amount is None for amount in amounts):
        return None
    return sum((amount for amount in amounts if amount is not None), NOTHING)
