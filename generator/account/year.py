"""All visits of a year: how many came, what it cost by item, and who paid."""

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
    """One visit's figures, or several added up. Costs are in yuan by item: what was paid, or is to
    be where nothing is paid yet; `open` is how much of them is only planned. `owed` is what guests
    owe by the local rates; None where a rate is missing.
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
        """All items together."""
        return sum(self.by_item.values(), NOTHING)


def visits_in_year(year: int, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """The visits that began in a year, in order of time."""
    found = (visit for visit in visits if visit.start.year == year)
    return tuple(sorted(found, key=lambda visit: (visit.start, visit.slug)))


def year_line(visit: Visit) -> YearLine:
    """A visit's figures."""
    host, others = host_total(visit), others_total(visit)
    unpaid = (e.planned for e in visit.expenses if e.amount is None and e.planned is not None)
    return YearLine(
        visits=1,
        guests=len(visit.guests),
        by_item={each.item: each.overall.cost for each in totals_by_item(visit)},
        host=host.cost,
        collected=others.cost,
        open=sum(unpaid, NOTHING),
        budget=visit.budget or NOTHING,
        receivable=_sum_known([receivable.money for receivable in receivables(visit)]),
    )


def total_line(lines: Sequence[YearLine]) -> YearLine:
    """Several visits' figures added up."""
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
    """The figures of each kind of visit that there was, in the vocabulary's order."""
    lines: dict[VisitKind, list[YearLine]] = {kind: [] for kind in VisitKind}
    for visit in visits:
        lines[visit.kind].append(year_line(visit))
    return {kind: total_line(found) for kind, found in lines.items() if found}


def cost_items(visits: Iterable[Visit]) -> tuple[str, ...]:
    """The items that any visit has a cost of, in the rule pages' order."""
    several = tuple(visits)
    known = dict.fromkeys(item for visit in several for item in budget_items(visit))
    found = {each.item for visit in several for each in totals_by_item(visit)}
    others = sorted(found - known.keys())
    return tuple(item for item in (*known, *others) if item in found)


def _sum_known(amounts: Sequence[Decimal | None]) -> Decimal | None:
    if any(amount is None for amount in amounts):
        return None
    return sum((amount for amount in amounts if amount is not None), NOTHING)
