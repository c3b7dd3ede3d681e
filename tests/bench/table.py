"""Formats the measurements as one table, with a row for each budget of the design."""

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
PLACING = (3, 30)
"""The design's budgets: a multiple of `mkdocs build`; milliseconds per guest, twice; a multiple of
the guest part; bytes; megabytes; seconds for proposals to the usual and the crowded visit."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table. `met` is None if nothing was measured against the `budget`."""

    what: str
    measured: str
    processors: str = ""
    ratio: str = ""
    budget: str = ""
    met: bool | None = None

    @property
    def mark(self) -> str:
        """Whether the budget is met, as text."""
        if not self.budget:
            return ""
        return {True: "meets", False: "**does not meet**", None: "not measured"}[self.met]

    def __str__(self) -> str:
        cells = (self.what, self.measured, self.processors, self.ratio, self.budget, self.mark)
        return f"| {' | '.join(cells)} |"


def table(measured: Measured, sizes: Sizes) -> str:
    """Return the table as Markdown."""
    head = (f"| {' | '.join(HEADINGS)} |", "|" + "---|" * len(HEADINGS))
    return "\n".join((*head, *map(str, rows(measured, sizes))))


def rows(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    """Yield every row. Names depend on `sizes` only, values on what was `measured`."""
    yield from _whole(measured, sizes)
    yield from _per_guest(measured, sizes)
    yield from _incremental(measured, sizes)
    yield from _transfers(measured, sizes)
    yield from _memory(measured, sizes)
    yield from _placing(measured, sizes)
    yield from _baselines(measured, sizes)
    yield from _steps(measured, sizes)


def _timed(measured: Measured) -> Callable[..., Row]:
    """Return a function that formats a cost, with its ratio to the unit and a budget for it."""
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
        per_guest = cost / more
        # Fewer seconds for more guests is noise, and meets no budget.
        met = per_guest.wall * 1000 <= most if most and per_guest.wall > 0 else None
        return Row(what, _thousandths(per_guest.wall), _thousandths(per_guest.cpu), "", budget, met)

    yield row("one more guest: load, check, page, seal, QR, write", many.steps - base.steps, COLD)
    yield row("one more guest, handbook and paper too, cold", many.cold - base.cold)
    yield row("one more guest, handbook and paper too, only text changed", many.text - base.text)
    yield row(
        "the same beyond a build without a change",
        (many.text - many.unchanged) - (base.text - base.unchanged),
        TEXT,
    )
    large, small = many.cold - measured.empty, base.cold - measured.empty
    ratio = large.wall / small.wall
    yield Row(
        f"{sizes.many:,} against {sizes.base} guests, guest part",
        f"{ratio:.1f} ×",
        f"{large.cpu / small.cpu:.1f} ×",
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
    files = built.rewritten
    counts = (
        f"{files.cards} cards, {files.others} others; {files.unchanged} needlessly; "
        f"{files.untouched:,} kept"
    )
    return Row(
        f"one cell changed, {guests:,} guests: files rewritten",
        counts,
        budget="only changed files",
        met=files.unchanged == 0,
    )


def _transfers(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    cards = measured.usual.cards
    for what, size in (("median", statistics.median(cards)), ("largest", max(cards))):
        yield Row(
            f"a card, compressed: {what} of {sizes.usual} guests'",
            f"{size / 1024:.1f} KB",
            budget=f"≤ {CARD // 1024} KB",
            met=size <= CARD,
        )
    requests = measured.requests
    yield Row(
        "a card, first opened: requests",
        UNKNOWN if requests is None else str(requests),
        budget="1",
        met=None if requests is None else requests == 1,
    )


def _memory(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    peak, budget = measured.peak, f"≤ {MEMORY:.0f} MB"
    what = f"memory, {sizes.many:,} guests: all processes together"
    largest = f"memory, {sizes.many:,} guests: the largest process"
    if peak is None:
        yield from (Row(name, UNKNOWN, budget=budget) for name in (what, largest))
        return
    yield Row(what, f"{peak.together:.0f} MB", budget=budget, met=peak.together <= MEMORY)
    value = f"{peak.alone:.0f} MB, {peak.largest}"
    yield Row(largest, value, budget=budget, met=peak.alone <= MEMORY)


def _placing(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    for guests, placing, most in zip(
        (sizes.usual, sizes.crowd), measured.placing, PLACING, strict=True
    ):
        yield Row(
            f"places proposed for {guests:,} guests: rooms, tables, vehicles",
            f"{_seconds(placing.seconds)}, {placing.megabytes:.0f} MB",
            _seconds(placing.seconds),
            budget=f"≤ {most} s",
            met=placing.seconds <= most,
        )
    for filling in measured.fillings:
        yield Row(
            f"rooms of {sizes.usual} guests, filled by {filling.name}",
            f"{filling.wishes} wishes not met, {filling.floors} further floors, "
            f"{filling.rooms} rooms",
        )


def _baselines(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    row = _timed(measured)
    yield row(
        f"for comparison: {sizes.usual} guests as MkDocs pages, the handbook", measured.pages.cost
    )
    yield Row(
        f"for comparison: {sizes.usual} guests as MkDocs pages, their bytes",
        _megabytes(measured.pages_added),
    )
    yield Row(f"{sizes.usual} guests' microsite, its bytes", _megabytes(measured.usual.size))
    for guests, built in ((sizes.usual, measured.usual), (sizes.many, measured.many)):
        yield row(f"for comparison: mere writing of {guests:,} guests' microsite", built.writing)


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
