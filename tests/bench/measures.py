"""Measures everything in the table, in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.baselines import Pages, guests_as_pages, size_of, write_again
from tests.bench.file_changes import FileChanges, built_files, changes_between
from tests.bench.memory import Peak, peak_of
from tests.bench.placing import Filling, Placing, cost_of_placing, fillings
from tests.bench.processes import BUILD, MKDOCS, Cost, cost_of, median, repeated
from tests.bench.projects import SLUG, change_notice, change_room, forget_builds, make_project
from tests.bench.steps import Step, card_cost, steps_of
from tests.bench.transfers import card_sizes, requests_of

LONG = 1000
"""From this number of guests on, a run is long enough to be measured once."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of guests of the sample visits.

    Budgets are for the `usual` number; `many` are compared with `base`, and places are proposed
    for a `crowd` too.
    """

    few: int = 40
    usual: int = 400
    base: int = 500
    many: int = 5000
    crowd: int = 2000


@dataclass(frozen=True, slots=True)
class Built:
    """The cost of building one sample visit.

    `cold`: everything; `unchanged`: again without a change; `cell`: after a change of one cell,
    which wrote the files counted in `rewritten`; `text`: after a change on every card; `steps`:
    those of its cards; `writing`: writing the files of the microsite alone. `cards` are the
    compressed bytes of each card, `size` the bytes of all files.
    """

    cold: Cost
    unchanged: Cost
    cell: Cost
    rewritten: FileChanges
    text: Cost
    steps: Cost
    writing: Cost
    cards: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything in the table.

    `alone` is MkDocs on docs/ alone, `empty` a build without a visit; `steps`, `pages` and
    `requests` are those of the usual visit, `peak` that of the largest. `placing` is the cost of
    proposals for the usual and the crowded visit, `fillings` are rooms filled in several ways.
    """

    alone: Cost
    empty: Cost
    few: Built
    usual: Built
    base: Built
    many: Built
    steps: tuple[Step, ...]
    pages: Pages
    pages_added: int
    peak: Peak | None
    requests: int | None
    placing: tuple[Placing, ...]
    fillings: tuple[Filling, ...]


def measure(
    folder: Path,
    sizes: Sizes,
    *,
    runs: int,
    browser: bool = True,
    memory: bool = True,
    report: Callable[[str], None] = lambda _: None,
) -> Measured:
    """Measure in the empty `folder`: medians of `runs`, but large visits once.

    Requests are counted with a `browser` only. `report` is called with the name of each step.
    """
    empty = make_project(folder / "docs-alone", 0)
    alone: list[Cost] = []
    by_size: dict[int, Built] = {}
    for guests in sorted({sizes.few, sizes.usual, sizes.base, sizes.many}):
        # The unit is measured repeatedly: when the machine becomes busy, it changes too.
        report("mkdocs build of docs/ alone")
        alone += [_cold(empty, MKDOCS) for _ in range(runs)]
        report(f"{guests} guests")
        root = make_project(folder / f"made-{guests}", guests)
        by_size[guests] = _built(root, guests, 1 if guests >= LONG else runs)
    usual, many = folder / f"made-{sizes.usual}", folder / f"made-{sizes.many}"
    report("steps, requests, guests as pages, memory")
    forget_builds(many)
    bare = size_of(empty / "site")
    pages = guests_as_pages(folder / "pages", usual)
    return Measured(
        alone=median(alone),
        empty=repeated(runs, lambda _: _cold(empty, BUILD)),
        few=by_size[sizes.few],
        usual=by_size[sizes.usual],
        base=by_size[sizes.base],
        many=by_size[sizes.many],
        requests=requests_of(usual) if browser else None,
        steps=steps_of(usual),
        pages=pages,
        pages_added=pages.size - bare,
        peak=peak_of(many, *BUILD) if memory else None,
        placing=tuple(
            cost_of_placing(folder / f"open-{number}", guests)
            for number, guests in enumerate((sizes.usual, sizes.crowd))
        ),
        fillings=tuple(fillings(sizes.usual)),
    )


def _built(root: Path, guests: int, runs: int) -> Built:
    """Measure building one sample visit, `runs` times each way."""
    changes = []

    def cell(turn: int) -> Cost:
        change_room(root, guests, turn)
        before = built_files(root)
        cost = cost_of(root, *BUILD)
        changes.append(changes_between(before, built_files(root)))
        return cost

    def text(turn: int) -> Cost:
        change_notice(root, turn)
        return cost_of(root, *BUILD)

    microsite = root / "site/guests" / SLUG
    return Built(
        cold=repeated(runs, lambda _: _cold(root, BUILD)),
        unchanged=repeated(runs, lambda _: cost_of(root, *BUILD)),
        cell=repeated(runs, cell),
        rewritten=changes[-1],
        text=repeated(runs, text),
        steps=repeated(runs, lambda _: card_cost(root)),
        writing=write_again(microsite, root / "again"),
        cards=tuple(card_sizes(root)),
        size=size_of(microsite),
    )


def _cold(root: Path, command: tuple[str, ...]) -> Cost:
    forget_builds(root)
    return cost_of(root, *command)
