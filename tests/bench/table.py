"""Lays what was measured out as one table, each budget of the design in its row."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench.measures import Built, Measured, Sizes
from tests.bench.processes import Cost

HEADINGS = ("what", "measured", "processors", "against docs/ alone", "budget", "")
UNKNOWN = "–"
WHOLE, COLD, TEXT, GUEST_PART = 1.6, 2.0, 0.5, 11.0
CARD, MEMORY = 14 * 1024, 300.0
"""The design's budgets: times `mkdocs build`; milliseconds a guest, twice; times the guest part;
bytes; megabytes."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `met` is None where nothing was measured against the `budget`."""

    what: str
    measured: str
    processors: str = ""
    ratio: str = ""
    budget: str = ""
    met: bool | None = None

    @property
    def mark(self) -> str:
        """Whether the budget is met, in words."""
        if not self.budget:
            return ""
        return {True: "meets", False: "**does not meet**", None: "not measured"}[self.met]

    def __str__(self) -> str:
        cells = (self.what, self.measured, self.processors, self.ratio, self.budget, self.mark)
        return f"| {' | '.join(cells)} |"


def table(measured: Measured, sizes: Sizes) -> str:
    """The whole table as Markdown."""
    head = (f"| {' | '.join(HEADINGS)} |", "|" + "---|" * len(HEADINGS))
    return "\n".join((*head, *map(str, rows(measured, sizes))))


def rows(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    """Every row. Their names depend on `sizes` alone, what they say on what was `measured`."""
    yield from _whole(measured, sizes)
    yield from _per_guest(measured, sizes)
    yield from _incremental(measured, sizes)
    yield from _wire(measured, sizes)
    yield from _memory(measured, sizes)
    yield from _beside(measured, sizes)
    yield from _steps(measured, sizes)


def _timed(measured: Measured) -> Callable[..., Row]:
    """Makes rows of a cost, with its ratio to the run's unit and a budget for that ratio."""
    unit = measured.alone.wall

    def row(what: str, cost: Cost, most: float | None = None) -> Row:
        ratio = cost.wall / unit
        budget = f"≤ {most:g} ×" if most else ""
        met = ratio <= most if most else None
        return Row(what, _seconds(cost.wall), _seconds(cost.cpu), f"{ratio:.2f} ×", budget, met)

    return row


def _whole(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    row = _timed(measured)
    yield row("`mkdocs build` of docs/ alone", measured.alone)
    yield row("whole `handbook build`, no visit", measured.empty)
    yield row(f"whole `handbook build`, {sizes.few} guests", measured.few.cold)
    yield row(f"whole `handbook build`, {sizes.usual} guests", measured.usual.cold, WHOLE)
    yield row(f"whole `handbook build`, {sizes.base} guests", measured.base.cold)
    yield row(f"whole `handbook build`, {sizes.many:,} guests", measured.many.cold)


def _per_guest(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    base, many, more = measured.base, measured.many, sizes.many - sizes.base

    def row(what: str, cost: Cost, most: float | None = None) -> Row:
        budget = f"≤ {most:g} ms" if most else ""
        if not more:
            return Row(what, UNKNOWN, budget=budget)
        each = cost / more
        # Fewer seconds for more guests is others' noise: it meets nothing.
        met = each.wall * 1000 <= most if most and each.wall > 0 else None
        return Row(what, _thousandths(each.wall), _thousandths(each.cpu), "", budget, met)

    yield row("one more guest: load, check, page, seal, QR, write", many.steps - base.steps, COLD)
    yield row("one more guest, handbook and paper too, cold", many.cold - base.cold)
    yield row("one more guest, handbook and paper too, only text changed", many.text - base.text)
    yield row(
        "the same beyond a build without a change",
        (many.text - many.unchanged) - (base.text - base.unchanged),
        TEXT,
    )
    whole, part = many.cold - measured.empty, base.cold - measured.empty
    ratio = whole.wall / part.wall
    yield Row(
        f"{sizes.many:,} against {sizes.base} guests, guest part",
        f"{ratio:.1f} ×",
        f"{whole.cpu / part.cpu:.1f} ×",
        "",
        f"≤ {GUEST_PART:g} ×",
        ratio <= GUEST_PART,
    )


def _incremental(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    row = _timed(measured)
    both = ((sizes.usual, measured.usual), (sizes.many, measured.many))
    for guests, built in both:
        yield row(f"nothing changed, {guests:,} guests", built.unchanged)
    for guests, built in both:
        yield row(f"one cell changed, {guests:,} guests", built.cell)
        yield _rewritten(guests, built)
    for guests, built in both:
        yield row(f"a text on every card changed, {guests:,} guests", built.text)


def _rewritten(guests: int, built: Built) -> Row:
    found = built.rewritten
    said = (
        f"{found.cards} cards, {found.others} others; {found.needless} needlessly; "
        f"{found.kept:,} kept"
    )
    return Row(
        f"one cell changed, {guests:,} guests: files rewritten",
        said,
        budget="only changed files",
        met=found.needless == 0,
    )


def _wire(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    cards = measured.usual.cards
    for what, size in (("median", statistics.median(cards)), ("largest", max(cards))):
        yield Row(
            f"a card, compressed: {what} of {sizes.usual} guests'",
            f"{size / 1024:.1f} KB",
            budget=f"≤ {CARD // 1024} KB",
            met=size <= CARD,
        )
    asked = measured.requests
    yield Row(
        "a card, first opened: requests",
        UNKNOWN if asked is None else str(asked),
        budget="1",
        met=None if asked is None else asked == 1,
    )


def _memory(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    peak, budget = measured.peak, f"≤ {MEMORY:.0f} MB"
    what = f"memory, {sizes.many:,} guests: all processes together"
    largest = f"memory, {sizes.many:,} guests: the largest process"
    if peak is None:
        yield from (Row(name, UNKNOWN, budget=budget) for name in (what, largest))
        return
    yield Row(what, f"{peak.together:.0f} MB", budget=budget, met=peak.together <= MEMORY)
    said = f"{peak.alone:.0f} MB, {peak.largest}"
    yield Row(largest, said, budget=budget, met=peak.alone <= MEMORY)


def _beside(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    row = _timed(measured)
    yield row(f"beside: {sizes.usual} guests as MkDocs pages, the handbook", measured.pages.cost)
    yield Row(
        f"beside: {sizes.usual} guests as MkDocs pages, their bytes",
        _megabytes(measured.pages_added),
    )
    yield Row(f"{sizes.usual} guests' microsite, its bytes", _megabytes(measured.usual.size))
    for guests, built in ((sizes.usual, measured.usual), (sizes.many, measured.many)):
        yield row(f"beside: mere writing of {guests:,} guests' microsite", built.writing)


def _steps(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    row = _timed(measured)
    for step in measured.steps:
        cost = Cost(step.wall, step.cpu)
        yield row(f"step, {sizes.usual} guests, {step.process}: {step.name}", cost)


def _seconds(value: float) -> str:
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def _thousandths(value: float) -> str:
    return f"{value * 1000:.2f} ms"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
