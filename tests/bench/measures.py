"""Measures everything that the table shows, in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.beside import Pages, guests_as_pages, size_of, write_again
from tests.bench.memory import Peak, peak_of
from tests.bench.processes import BUILD, MKDOCS, Cost, cost_of, median, repeated
from tests.bench.projects import SLUG, change_notice, change_room, forget_builds, make_project
from tests.bench.rewriting import Rewritten, rewritten, seen
from tests.bench.steps import Step, card_cost, steps_of
from tests.bench.wire import card_sizes, requests_of

LONG = 1000
"""From so many guests on, one run is long enough to be measured once."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many guests the made visits have: `usual` is what budgets speak of, `base` what `many`
    are held against.
    """

    few: int = 40
    usual: int = 400
    base: int = 500
    many: int = 5000


@dataclass(frozen=True, slots=True)
class Built:
    """What building one made visit costs: from nothing, again without a change, after a change of
    one cell (and what that rewrote), after a change on every card; the steps that its cards take,
    and mere writing of its microsite.
    `cards` are the compressed bytes of each card, `size` is that of all files as they lie there.
    """

    cold: Cost
    unchanged: Cost
    cell: Cost
    rewritten: Rewritten
    text: Cost
    steps: Cost
    writing: Cost
    cards: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Measured:
    """All that the table shows. `alone` is MkDocs on docs/ alone, `empty` a build without a visit;
    `steps`, `pages` and `requests` are of the usual visit, `peak` of the largest.
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


def measure(
    folder: Path,
    sizes: Sizes,
    *,
    runs: int,
    browser: bool = True,
    memory: bool = True,
    say: Callable[[str], None] = lambda _: None,
) -> Measured:
    """Measure in the empty `folder`: medians of `runs`, but large visits once. Without a `browser`
    nobody counts requests, without `memory` nobody watches it. `say` is told what comes next.
    """
    empty = make_project(folder / "docs-alone", 0)
    alone: list[Cost] = []
    by_size: dict[int, Built] = {}
    for guests in sorted({sizes.few, sizes.usual, sizes.base, sizes.many}):
        # The unit is measured all along, so that a machine that grows busy does so for both.
        say("mkdocs build of docs/ alone")
        alone += [_cold(empty, MKDOCS) for _ in range(runs)]
        say(f"{guests} guests")
        root = make_project(folder / f"made-{guests}", guests)
        by_size[guests] = _built(root, guests, 1 if guests >= LONG else runs)
    usual, many = folder / f"made-{sizes.usual}", folder / f"made-{sizes.many}"
    say("steps, requests, guests as pages, memory")
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
    )


def _built(root: Path, guests: int, runs: int) -> Built:
    """What building one made visit costs, `runs` times each way."""
    looks = []

    def cell(turn: int) -> Cost:
        change_room(root, guests, turn)
        before = seen(root)
        cost = cost_of(root, *BUILD)
        looks.append(rewritten(before, seen(root)))
        return cost

    def text(turn: int) -> Cost:
        change_notice(root, turn)
        return cost_of(root, *BUILD)

    microsite = root / "site/guests" / SLUG
    return Built(
        cold=repeated(runs, lambda _: _cold(root, BUILD)),
        unchanged=repeated(runs, lambda _: cost_of(root, *BUILD)),
        cell=repeated(runs, cell),
        rewritten=looks[-1],
        text=repeated(runs, text),
        steps=repeated(runs, lambda _: card_cost(root)),
        writing=write_again(microsite, root / "again"),
        cards=tuple(card_sizes(root)),
        size=size_of(microsite),
    )


def _cold(root: Path, command: tuple[str, ...]) -> Cost:
    forget_builds(root)
    return cost_of(root, *command)
