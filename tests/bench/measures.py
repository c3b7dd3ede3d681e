"""Measures everything in the tables, in one run."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.bench.bounds import Parts, parts_of
from tests.bench.cards import seconds_for_cards
from tests.bench.engines import PageCost, engine_costs, open_cards
from tests.bench.file_changes import FileChanges, built_files, changes_between
from tests.bench.handbook import SHEETS
from tests.bench.placing import Filling, Placing, cost_of_placing, fillings
from tests.bench.processes import BUILD, MKDOCS, Cost, cost_of, median, repeated
from tests.bench.projects import (
    change_notice,
    change_room,
    forget_builds,
    make_docs_alone,
    make_project,
    standing_pages,
    use_one_language,
)
from tests.bench.publishing import Publication, publish, publish_changed_room
from tests.bench.steps import Step, steps_of_build
from tests.bench.transfers import CardSizes, card_sizes, requests_of

LONG = 1000
"""From this number of guests on, a run is long enough to be measured once."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of guests of the sample visits.

    Budgets are for the `usual` number and for `many`, which are compared with `base` too; `few` and
    a `crowd` show how costs grow.
    """

    few: int = 40
    usual: int = 400
    base: int = 500
    crowd: int = 2000
    many: int = 5000


@dataclass(frozen=True, slots=True)
class Built:
    """The cost of building one sample visit.

    `cold`: everything; `unchanged`: again without a change; `cell`: after a change of one cell,
    which wrote the files counted in `rewritten`; `text`: after a change on every card. `cold_steps`
    and `cell_steps` are those of one more run.
    """

    cold: Cost
    unchanged: Cost
    cell: Cost
    rewritten: FileChanges
    text: Cost
    cold_steps: tuple[Step, ...] = ()
    cell_steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything in the tables; see the attributes' names in `measure`.

    `pages` describes the standing pages. `alone` is MkDocs on docs/ alone, `empty` a build without
    a visit. `card` is the cost of one more card, its program's start taken off, and `engines` what
    the same page costs elsewhere. `placing` is the cost of proposals for the usual and the crowded
    visit, `fillings` are rooms filled in several ways. `parts` are
    those of the libraries alone, for the usual visit and for the largest.
    """

    pages: str
    alone: Cost
    empty: Cost
    built: Mapping[int, Built]
    publication: Publication
    card: float
    engines: tuple[PageCost, ...]
    one_language: CardSizes
    two_languages: CardSizes
    requests: int | None
    placing: tuple[Placing, ...]
    fillings: tuple[Filling, ...]
    parts: tuple[Parts, Parts]


@dataclass
class Bench:
    """A folder to measure in, how often, and what is called with the name of each step."""

    folder: Path
    runs: int
    report: Callable[[str], None]
    alone: list[Cost] = field(default_factory=list)

    @property
    def pages(self) -> Path:
        """The standing pages."""
        return self.folder / "pages"

    def repeated(self, measured: Callable[[int], Cost]) -> Cost:
        """Return the median of the runs."""
        return repeated(self.runs, measured)


def measure(
    folder: Path,
    sizes: Sizes,
    *,
    runs: int,
    browser: bool = True,
    report: Callable[[str], None] = lambda _: None,
) -> Measured:
    """Measure in the empty `folder`: medians of `runs`, but large visits once.

    Requests are counted with a `browser` only. `report` is called with the name of each step.
    """
    bench = Bench(folder, runs, report)
    pages = standing_pages(bench.pages)
    docs_alone = make_docs_alone(folder / "docs-alone", bench.pages)
    by_size: dict[int, Built] = {}
    for guests in sorted({sizes.few, sizes.usual, sizes.base, sizes.crowd, sizes.many}):
        # The unit is measured repeatedly: when the machine becomes busy, it changes too.
        report("mkdocs build of docs/ alone")
        bench.alone += [_cold(docs_alone, MKDOCS) for _ in range(runs)]
        report(f"{guests} guests")
        by_size[guests] = _built(bench, guests, steps=guests in (sizes.usual, sizes.many))
    usual = _root(bench, sizes.usual)
    report("publication")
    publication = _publication(bench, usual)
    report("cards beside pages of other generators")
    few = seconds_for_cards(_root(bench, sizes.few))
    cards = [seconds_for_cards(usual) for _ in range(runs)]
    seconds = sorted(taken for taken, _ in cards)[runs // 2]
    number = cards[0][1]
    forget_builds(usual)
    cost_of(usual, *BUILD)
    engines = tuple(engine_costs(folder / "engines", open_cards(usual), runs))
    report("the libraries alone")
    parts = parts_of(usual, SHEETS), parts_of(_root(bench, sizes.many))
    report("transfers")
    one_language = make_project(folder / "one-language", bench.pages, sizes.few)
    use_one_language(one_language)
    cost_of(one_language, *BUILD)
    report("proposals")
    return Measured(
        pages=pages,
        alone=median(bench.alone),
        empty=_empty(bench),
        built=by_size,
        publication=publication,
        card=(seconds - few[0]) / (number - few[1]) if number > few[1] else 0.0,
        engines=engines,
        one_language=card_sizes(one_language, sizes.few),
        two_languages=card_sizes(usual, sizes.usual),
        requests=requests_of(usual) if browser else None,
        placing=tuple(
            cost_of_placing(folder / f"open-{number}", guests)
            for number, guests in enumerate((sizes.usual, sizes.crowd))
        ),
        fillings=tuple(fillings(sizes.usual)),
        parts=parts,
    )


def _built(bench: Bench, guests: int, *, steps: bool) -> Built:
    """Measure building one sample visit: each way once if it is large."""
    root = make_project(_root(bench, guests), bench.pages, guests)
    bench = replace(bench, runs=1) if guests >= LONG else bench
    changes = []

    def cell(turn: int) -> Cost:
        change_room(root, turn)
        before = built_files(root)
        cost = cost_of(root, *BUILD)
        changes.append(changes_between(before, built_files(root)))
        return cost

    def text(turn: int) -> Cost:
        change_notice(root, turn)
        return cost_of(root, *BUILD)

    built = Built(
        cold=bench.repeated(lambda _: _cold(root, BUILD)),
        unchanged=bench.repeated(lambda _: cost_of(root, *BUILD)),
        cell=bench.repeated(cell),
        rewritten=changes[-1],
        text=bench.repeated(text),
    )
    if not steps:
        return built
    change_room(root, bench.runs + 1)
    _, cell_steps = steps_of_build(root)
    forget_builds(root)
    _, cold_steps = steps_of_build(root)
    return replace(built, cold_steps=cold_steps, cell_steps=cell_steps)


def _publication(bench: Bench, root: Path) -> Publication:
    """Publish a visit, and after each of several changes again; return the median of these."""
    publish(root)
    turns = range(bench.runs + 2, 2 * bench.runs + 2)
    done = [publish_changed_room(root, turn) for turn in turns]
    return Publication(
        statistics.median(one.delivered for one in done),
        median(one.whole for one in done),
        done[-1].cards,
    )


def _empty(bench: Bench) -> Cost:
    root = make_project(bench.folder / "no-visit", bench.pages, 0)
    return bench.repeated(lambda _: _cold(root, BUILD))


def _root(bench: Bench, guests: int) -> Path:
    return bench.folder / f"made-{guests}"


def _cold(root: Path, command: tuple[str, ...]) -> Cost:
    forget_builds(root)
    return cost_of(root, *command)
