"""Formats the measurements: a table with a row for each budget of the design, and tables below."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.bench.bounds import Parts, busy, processors
from tests.bench.engines import HUGO_TEMPLATE
from tests.bench.handbook import START, STEPS
from tests.bench.measures import Built, Measured, Sizes
from tests.bench.processes import Cost
from tests.bench.steps import Step

HEADINGS = ("what", "measured", "processors", "against docs/ alone", "budget", "", "none idle",
            "at least")  # fmt: skip
UNKNOWN = "–"
ALONE = (START, STEPS["generator.project"]["load_project"])
"""The steps during which nothing else runs."""
COLD, UNCHANGED, CELL, DELIVERED, CELL_OF_MANY = 4.0, 0.2, 2.5, 1.0, 12.0
GUEST_PART, MEMORY, HUGO = 11.0, 600.0, 1.5
PLACING = (3, 30)
ONE_LANGUAGE, TWO_LANGUAGES, STAFF = 14_336, 17 * 1024, 24 * 1024
"""The design's budgets: multiples of `mkdocs build` of docs/ alone; a multiple of the guest part,
megabytes, a multiple of a Hugo page; seconds for proposals to the usual and the crowded visit;
bytes of a card."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the first table. `met` is None if nothing was measured against the `budget`.

    `busy` is what the same work takes where no processor is idle after the loading, `least` what
    the libraries alone take: see bounds.py.
    """

    what: str
    measured: str
    processors: str = ""
    ratio: str = ""
    budget: str = ""
    met: bool | None = None
    busy: str = ""
    least: str = ""

    @property
    def mark(self) -> str:
        """Whether the budget is met, as text."""
        if not self.budget:
            return ""
        return {True: "meets", False: "**does not meet**", None: "not measured"}[self.met]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of the row."""
        return (
            self.what,
            self.measured,
            self.processors,
            self.ratio,
            self.budget,
            self.mark,
            self.busy,
            self.least,
        )


def tables(measured: Measured, sizes: Sizes) -> str:
    """Return all tables as Markdown."""
    usual, many = measured.built[sizes.usual], measured.built[sizes.many]
    return "\n\n".join(
        (
            _table(HEADINGS, (row.cells for row in rows(measured, sizes))),
            "## Costs by the number of guests",
            _table(
                ("guests", "cold", "nothing changed", "one cell", "a text on every card", "memory"),
                (_curve(guests, built) for guests, built in sorted(measured.built.items())),
            ),
            "Seconds on the clock / of the processors; megabytes of the largest process, cold.",
            f"## Steps, {sizes.usual:,} guests",
            _steps(usual),
            f"## Steps, {sizes.many:,} guests",
            _steps(many),
            "## Python and the libraries alone",
            _table(
                ("work", f"{sizes.usual:,} guests", f"{sizes.many:,} guests"),
                _parts(measured.parts),
            ),
            "## A card beside pages of other generators",
            _table(
                ("generator", "pages", "all", "processors", "processors, one more page", "a card"),
                _engines(measured),
            ),
            "## Places proposed",
            _table(
                ("rooms filled by", "wishes not met", "further floors", "rooms"),
                (
                    (filling.name, str(filling.wishes), str(filling.floors), str(filling.rooms))
                    for filling in measured.fillings
                ),
            ),
        )
    )


def rows(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    """Yield the rows of the first table. Names depend on `sizes` only."""
    yield from _builds(measured, sizes)
    yield from _growth(measured, sizes)
    yield _hugo(measured)
    yield from _placing(measured, sizes)
    yield from _transfers(measured, sizes)


def _builds(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    usual, many = measured.built[sizes.usual], measured.built[sizes.many]
    parts, of_many = measured.parts
    cold = parts.least_cold(measured.alone.cpu, processors())
    cell, cell_of_many = (each.least_for_a_cell(processors()) for each in (parts, of_many))

    def row(
        what: str,
        cost: Cost,
        most: float | None = None,
        least: float = 0.0,
        steps: Sequence[Step] = (),
    ) -> Row:
        ratio = cost.wall / measured.alone.wall
        return Row(
            what,
            _seconds(cost.wall),
            _seconds(cost.cpu),
            f"{ratio:.2f} ×",
            f"≤ {most:g} ×" if most else "",
            ratio <= most if most else None,
            _times(_busy(cost, steps), measured),
            _times(least, measured),
        )

    yield row("`mkdocs build` of docs/ alone", measured.alone)
    yield row("`handbook build` without a visit", measured.empty)
    what = f"{sizes.usual} guests, cold, with all paper"
    yield row(what, usual.cold, COLD, cold, usual.cold_steps)
    yield row(f"nothing changed, {sizes.usual} guests", usual.unchanged, UNCHANGED)
    yield row(f"nothing changed, {sizes.many:,} guests", many.unchanged, UNCHANGED)
    what = f"one cell changed, {sizes.usual} guests: everything"
    yield row(what, usual.cell, CELL, cell, usual.cell_steps)
    yield _rewritten(sizes.usual, usual)
    yield _delivered(measured, sizes)
    yield row(f"the same `publish` until its end, {sizes.usual} guests", measured.publication.whole)
    what = f"one cell changed, {sizes.many:,} guests: everything"
    yield row(what, many.cell, CELL_OF_MANY, cell_of_many, many.cell_steps)
    yield _rewritten(sizes.many, many)


def _delivered(measured: Measured, sizes: Sizes) -> Row:
    publication, unit = measured.publication, measured.alone.wall
    ratio = publication.delivered / unit
    cards = f" ({publication.cards} cards)"
    return Row(
        f"one cell changed, {sizes.usual} guests: the changed cards at the web root",
        _seconds(publication.delivered) + cards,
        "",
        f"{ratio:.2f} ×",
        f"≤ {DELIVERED:g} ×",
        ratio <= DELIVERED if publication.cards else None,
        least=_times(measured.parts[0].before, measured),
    )


def _busy(cost: Cost, steps: Iterable[Step]) -> float:
    alone = sum(step.cost.cpu for step in steps if step.name in ALONE)
    return busy(cost.cpu, alone, processors()) if alone else 0.0


def _times(seconds: float, measured: Measured) -> str:
    return f"{seconds / measured.alone.wall:.1f} ×" if seconds else ""


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


def _growth(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    base, many = measured.built[sizes.base].cold, measured.built[sizes.many].cold
    large, small = many - measured.empty, base - measured.empty
    ratio = large.wall / small.wall
    yield Row(
        f"{sizes.many:,} against {sizes.base} guests, guest part",
        f"{ratio:.1f} ×",
        f"{large.cpu / small.cpu:.1f} ×",
        "",
        f"≤ {GUEST_PART:g} ×",
        ratio <= GUEST_PART,
    )
    yield Row(
        f"memory, {sizes.many:,} guests, cold: the largest process",
        f"{many.megabytes:.0f} MB",
        budget=f"≤ {MEMORY:.0f} MB",
        met=many.megabytes <= MEMORY,
    )


def _hugo(measured: Measured) -> Row:
    page = next((e.page.cpu for e in measured.engines if e.engine == HUGO_TEMPLATE), None)
    what, budget = "a card against a Hugo page of the same content", f"≤ {HUGO:g} ×"
    if not page or not measured.card:
        return Row(what, UNKNOWN, budget=budget)
    ratio = measured.card / page
    return Row(what, f"{ratio:.1f} ×", _thousandths(measured.card), "", budget, ratio <= HUGO)


def _placing(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    for guests, placing, most in zip(
        (sizes.usual, sizes.crowd), measured.placing, PLACING, strict=True
    ):
        yield Row(
            f"`assign`, {guests:,} guests: rooms, tables, vehicles",
            f"{_seconds(placing.seconds)}, {placing.megabytes:.0f} MB",
            _seconds(placing.seconds),
            budget=f"≤ {most} s",
            met=placing.seconds <= most,
        )


def _transfers(measured: Measured, sizes: Sizes) -> Iterator[Row]:
    one, two = measured.one_language, measured.two_languages
    for what, cards, most in (
        ("a guest's, one language", one.guests, ONE_LANGUAGE),
        ("a guest's, two languages", two.guests, TWO_LANGUAGES),
        ("of staff, two languages", two.staff, STAFF),
    ):
        yield Row(
            f"a card over the wire, {what}: largest (median)",
            f"{max(cards):,} ({statistics.median(cards):,.0f}) bytes",
            budget=f"≤ {most:,} bytes",
            met=max(cards) <= most,
        )
    requests = measured.requests
    yield Row(
        "a card, first opened: requests",
        UNKNOWN if requests is None else str(requests),
        budget="1",
        met=None if requests is None else requests == 1,
    )


def _curve(guests: int, built: Built) -> tuple[str, ...]:
    costs = (built.cold, built.unchanged, built.cell, built.text)
    return (
        f"{guests:,}",
        *(f"{cost.wall:.2f} / {cost.cpu:.2f}" for cost in costs),
        f"{built.cold.megabytes:.0f}",
    )


def _steps(built: Built) -> str:
    cold = {step.name: step for step in built.cold_steps}
    cell = {step.name: step for step in built.cell_steps}
    return _table(
        ("step", "process", "begun", "cold", "processors", "one cell", "processors"),
        (
            (name, *_place(cold.get(name)), *_step(cold.get(name)), *_step(cell.get(name)))
            for name in dict.fromkeys((*cold, *cell))
        ),
    )


def _parts(of_both: tuple[Parts, Parts]) -> Iterator[tuple[str, str, str]]:
    usual, many = (parts.all for parts in of_both)
    for name, seconds in usual.items():
        yield name, _seconds(seconds), _seconds(many[name]) if name in many else ""


def _place(step: Step | None) -> tuple[str, str]:
    return ("", "") if step is None else (str(step.process), _seconds(step.begun))


def _step(step: Step | None) -> tuple[str, str]:
    if step is None:
        return "", ""
    times = f" ({step.times} times)" if step.times > 1 else ""
    return f"{_seconds(step.cost.wall)}{times}", _seconds(step.cost.cpu)


def _engines(measured: Measured) -> Iterator[tuple[str, ...]]:
    for engine in measured.engines:
        ratio = f"{measured.card / engine.page.cpu:.1f} ×" if engine.page.cpu > 0 else UNKNOWN
        yield (
            engine.engine,
            str(engine.pages),
            _seconds(engine.whole.wall),
            _seconds(engine.whole.cpu),
            _thousandths(engine.page.cpu),
            ratio,
        )


def _table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    head = (f"| {' | '.join(headings)} |", "|" + "---|" * len(headings))
    return "\n".join((*head, *(f"| {' | '.join(cells)} |" for cells in lines)))


def _seconds(value: float) -> str:
    return f"{value:.3f} s" if value < 1 else f"{value:.2f} s"


def _thousandths(value: float) -> str:
    return f"{value * 1000:.2f} ms"
