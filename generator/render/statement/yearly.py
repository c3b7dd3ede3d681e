"""All visits of a year as tables: by category, and visit by visit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator import vocabulary
from generator.account.year import (
    YearLine,
    by_kind,
    cost_items,
    total_line,
    visits_in_year,
    year_line,
)
from generator.model.visit import Visit
from generator.render.statement.tables import AccountTable, Row


@dataclass(frozen=True)
class YearFigures:
    """A year, and all visits of the project, which may be of other years."""

    year: int
    all_visits: tuple[Visit, ...]

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """The visits that began in the year; not classified ones, of which nothing is known."""
        known = (visit for visit in self.all_visits if not visit.is_classified)
        return visits_in_year(self.year, known)


def year_tables(figures: YearFigures, language: str) -> tuple[AccountTable, AccountTable]:
    """Return the year's two tables."""
    return kinds_table(figures, language), visits_table(figures, language)


def kinds_table(figures: YearFigures, language: str) -> AccountTable:
    """Return a row for each category of visit, and the sum."""
    items = cost_items(figures.visits)
    kinds = by_kind(figures.visits)
    rows = tuple(
        (vocabulary.label("VisitKind", kind, language), line.visits, *_figures(line, items))
        for kind, line in kinds.items()
    )
    total = total_line(tuple(kinds.values()))
    total_row: Row = (_phrase("sum", language), total.visits, *_figures(total, items))
    return AccountTable(
        _phrase("by_kind", language),
        (vocabulary.label("Visit", "kind", language), _phrase("visits", language),
         *_headings(items, language)),
        rows,
        totals=(total_row,) if rows else (),
        empty=_phrase("no_visits", language, year=figures.year),
        remark=_remark(total, language) if rows else "",
    )  # fmt: skip


def visits_table(figures: YearFigures, language: str) -> AccountTable:
    """Return a row for each visit."""
    items = cost_items(figures.visits)
    rows = tuple(_visit(visit, items, language) for visit in figures.visits)
    total = total_line([year_line(visit) for visit in figures.visits])
    total_row: Row = (_phrase("sum", language), None, None, None, *_figures(total, items))
    return AccountTable(
        _phrase("by_visit", language),
        (*(vocabulary.label("Visit", field, language) for field in ("kind", "title", "start",
           "sender")), *_headings(items, language)),
        rows,
        totals=(total_row,) if rows else (),
        empty=_phrase("no_visits", language, year=figures.year),
        remark=_remark(total, language) if rows else "",
    )  # fmt: skip


def _visit(visit: Visit, items: Iterable[str], language: str) -> Row:
    kind = vocabulary.label("VisitKind", visit.kind, language)
    about: Row = (visit.title.in_(language), visit.start.isoformat(),
                  visit.sender.in_(language) if visit.sender else "")  # fmt: skip
    return kind, *about, *_figures(year_line(visit), items)


def _remark(total: YearLine, language: str) -> str:
    return _phrase("yuan" if total.receivable is not None else "rates_unfilled", language)


def _headings(items: Iterable[str], language: str) -> tuple[str, ...]:
    before, after = ("guests",), ("cost", "host", "others", "unpaid", "budget", "owed")
    return (
        *(_phrase(key, language) for key in before),
        *items,
        *(_phrase(key, language) for key in after),
    )


def _figures(line: YearLine, items: Iterable[str]) -> Row:
    costs = (line.by_item.get(item, Decimal(0)) for item in items)
    return (line.guests, *costs, line.cost, line.host, line.collected, line.open, line.budget,
            line.receivable)  # fmt: skip


def _phrase(key: str, language: str, **values: object) -> str:
    return vocabulary.word(f"year.{key}", language, **values)
