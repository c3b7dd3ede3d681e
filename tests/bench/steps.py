"""Measures each step of a cold build, one after the other in one process.

It runs as `python -m tests.bench.steps ROOT`, in a new process without caches; with `--card`
only the steps of cards.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, TypeVar

from tests.bench.processes import Cost, output_of
from tests.bench.projects import SLUG

if TYPE_CHECKING:  # importing the program is itself a step
    from generator.agenda import Agenda
    from generator.findings import Finding
    from generator.model.visit import Visit
    from generator.project import Project
    from generator.sealing.links import Link

FIRST, CARDS, HANDBOOK, PAPER = "first", "cards", "handbook", "paper"
"""The steps before a build splits, and those of its three parallel processes."""
IMPORTING, STANDING = "importing the program", "standing pages"
STARTING = (IMPORTING, STANDING)
"""Steps that are the same for any number of guests."""
CARD_ONLY = "--card"
ANY_KEY = b"k" * 32
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the process of a build that runs it, its name, and its seconds."""

    process: str
    name: str
    wall: float
    cpu: float


class Stopwatch:
    """Times one step after the other."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(self, process: str, name: str, step: Callable[[], T]) -> T:
        """Return what `step` returns, and record how long it took."""
        start, used = perf_counter(), process_time()
        result = step()
        self.steps.append(Step(process, name, perf_counter() - start, process_time() - used))
        return result


def steps_of(root: Path, *options: str) -> tuple[Step, ...]:
    """Return the steps of building the sample visit in `root`."""
    output = output_of(root, "-m", "tests.bench.steps", str(root), *options)
    return tuple(Step(**step) for step in json.loads(output))


def card_cost(root: Path) -> Cost:
    """Return the cost of all cards of the visit in `root`: load, check, page, seal, QR, write.

    The start of the program, the handbook and the paper are not included.
    """
    steps = [step for step in steps_of(root, CARD_ONLY) if step.name not in STARTING]
    return Cost(sum(step.wall for step in steps), sum(step.cpu for step in steps))


def measured(root: Path, *, card_only: bool) -> list[Step]:
    """Measure the steps in this process, which must not have imported the program before."""
    stopwatch = Stopwatch()
    stopwatch(FIRST, IMPORTING, partial(import_module, "generator.cli"))
    project, visit, findings = first_steps(stopwatch, root)
    links = card_steps(stopwatch, project, visit)
    code_steps(stopwatch, links)
    if not card_only:
        handbook_steps(stopwatch, project, visit, findings, links)
        paper_steps(stopwatch, visit, links)
    return stopwatch.steps


def first_steps(
    stopwatch: Stopwatch, root: Path
) -> tuple[Project, Visit, Mapping[str, Sequence[Finding]]]:
    """Loading and checking."""
    from generator.load import load_standing, load_visit
    from generator.project import findings_by_visit, load_project, visit_folders
    from generator.settings import read_settings

    settings = read_settings(root)
    standing, _ = stopwatch(FIRST, STANDING, partial(load_standing, root / "docs"))
    folder = root / "visits" / SLUG
    stopwatch(FIRST, "loading the visit", partial(load_visit, folder, standing, root))
    project = load_project(settings, visit_folders(settings))
    findings = stopwatch(FIRST, "checks", partial(findings_by_visit, project))
    visit = project.visits[0].visit
    assert visit is not None
    return project, visit, findings


def card_steps(stopwatch: Stopwatch, project: Project, visit: Visit) -> Sequence[Link]:
    """Build the cards, from agendas to files; return their links."""
    from generator.agenda import agendas_of
    from generator.build.microsite import shell_of
    from generator.changes.event_history import EventHistory
    from generator.changes.snapshot import snapshot_of, version_of
    from generator.render.calendar import calendar_of
    from generator.render.card.content import card_content
    from generator.render.card.envelope import sealed_page
    from generator.sealing.addresses import visit_links
    from generator.sealing.seal import seal
    from generator.sealing.secret import require_secret

    def page_of(agenda: Agenda, version: str, calendar: str) -> bytes:
        card = card_content(agenda, as_of=now, version=version, calendar=calendar)
        return card.html.encode("utf-8")

    now, shell = datetime.now(UTC), shell_of(visit)
    require_secret(project.visits[0], project.settings, os.environ, make=True)
    links = stopwatch(
        CARDS,
        "addresses and keys",
        lambda: visit_links(project.visits[0], project.settings, os.environ),
    )
    history = EventHistory.new(int(now.timestamp()))
    people = stopwatch(CARDS, "agendas", lambda: list(agendas_of(visit)))
    versions = stopwatch(
        CARDS, "versions", lambda: [version_of(snapshot_of(agenda).digest) for agenda in people]
    )
    calendars = stopwatch(
        CARDS, "calendars", lambda: [calendar_of(a, a.language, history) for a in people]
    )
    parts = zip(people, versions, calendars, strict=True)
    contents = stopwatch(
        CARDS,
        "words and templates",
        lambda: [page_of(agenda, version, days) for agenda, version, days in parts],
    )
    sealed = stopwatch(CARDS, "sealing", lambda: [seal(card, ANY_KEY, b"") for card in contents])
    pages = stopwatch(
        CARDS,
        "pages around them",
        lambda: [sealed_page(shell, card, "|0") for card in sealed],
    )
    files = [page.encode("utf-8") for page in pages]
    stopwatch(CARDS, "writing", partial(write_pages, project.settings.root / "steps", files))
    return links


def write_pages(folder: Path, pages: Sequence[bytes]) -> None:
    """Write the cards as a build writes a new tree."""
    from generator.build.manifest import PlannedFile
    from generator.build.tree import write_tree

    planned = (
        PlannedFile(f"g/{number}.html", "", lambda page=page: page)  # type: ignore[misc]
        for number, page in enumerate(pages)
    )
    write_tree(folder, planned, {})


def code_steps(stopwatch: Stopwatch, links: Sequence[Link]) -> None:
    """The QR codes, which are drawn in the handbook and on paper."""
    from generator.render.svg.qr import qr_svg

    stopwatch(HANDBOOK, "QR codes", lambda: [qr_svg(link.url) for link in links])


def handbook_steps(
    stopwatch: Stopwatch,
    project: Project,
    visit: Visit,
    findings: Mapping[str, Sequence[Finding]],
    links: Sequence[Link],
) -> None:
    """The handbook: the visit's pages, then all pages through MkDocs."""
    from generator.render.handbook.visit.pages import pages_of

    addresses = {link.person: link.url for link in links}
    pages = partial(pages_of, visit, findings[visit.slug], addresses)
    stopwatch(
        HANDBOOK,
        "the visit's pages",
        lambda: [section.html for page in pages() for section in page.sections],
    )
    stopwatch(HANDBOOK, "importing MkDocs", lambda: import_module("generator.plugin"))
    from generator.build.handbook import build_handbook

    stopwatch(
        HANDBOOK,
        "MkDocs, the visit's pages within",
        lambda: build_handbook(project, findings),
    )


def paper_steps(stopwatch: Stopwatch, visit: Visit, links: Sequence[Link]) -> None:
    """The lists, the statement and every sheet, with the agendas that sheets share."""
    from generator.render.lists import lists_workbook
    from generator.render.paper import SHEETS, PrintOrder, can_print, paper_file
    from generator.render.statement import statement_workbook

    now = datetime.now(UTC)
    stopwatch(PAPER, "lists.xlsx", partial(lists_workbook, visit, now))
    stopwatch(PAPER, "statement.xlsx", partial(statement_workbook, visit, now))
    order = PrintOrder(visit, {link.person: link.url for link in links}, now)
    stopwatch(PAPER, "agendas again", lambda: order.agendas)
    stopwatch(PAPER, "importing typst", can_print)
    for name in SHEETS:
        stopwatch(PAPER, f"{name}.pdf", partial(paper_file, name, order))


if __name__ == "__main__":
    steps = measured(Path(sys.argv[1]), card_only=CARD_ONLY in sys.argv)
    json.dump([asdict(step) for step in steps], sys.stdout)
