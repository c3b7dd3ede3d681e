"""Where the time of a cold build goes: each step by itself, one after the other in one process.

That is a process of its own, `python -m tests.bench.steps ROOT`, in which nothing is known before;
with `--card` it goes no further than what one guest's card takes.
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

from tests.bench.processes import Cost, said_by
from tests.bench.projects import SLUG

if TYPE_CHECKING:  # importing the program is itself a step
    from generator.agenda import Agenda
    from generator.findings import Finding
    from generator.model.visit import Visit
    from generator.project import Project
    from generator.sealing.links import Link

FIRST, CARDS, HANDBOOK, PAPER = "first", "cards", "handbook", "paper"
"""What is done before a build parts, and then in each of its three processes, side by side."""
IMPORTING, STANDING = "importing the program", "standing pages"
STARTING = (IMPORTING, STANDING)
"""Steps that are the same for any number of guests."""
CARD_ONLY = "--card"
NOBODYS = b"k" * 32
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: in which process of a build it is done, its name, and its seconds."""

    process: str
    name: str
    wall: float
    cpu: float


class Watch:
    """Times one step after the other."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(self, process: str, name: str, step: Callable[[], T]) -> T:
        """What `step` returns; how long it took is kept."""
        start, used = perf_counter(), process_time()
        result = step()
        self.steps.append(Step(process, name, perf_counter() - start, process_time() - used))
        return result


def steps_of(root: Path, *options: str) -> tuple[Step, ...]:
    """The steps of building the made visit at `root`, which is as it was built last after it."""
    said = said_by(root, "-m", "tests.bench.steps", str(root), *options)
    return tuple(Step(**step) for step in json.loads(said))


def card_cost(root: Path) -> Cost:
    """What all cards of the made visit at `root` take, by the design's words: load, check, page,
    seal, QR, write; not the program's start, the handbook or paper.
    """
    steps = [step for step in steps_of(root, CARD_ONLY) if step.name not in STARTING]
    return Cost(sum(step.wall for step in steps), sum(step.cpu for step in steps))


def measured(root: Path, *, card_only: bool) -> list[Step]:
    """The steps, in this process: it must have imported nothing of the program."""
    watch = Watch()
    watch(FIRST, IMPORTING, partial(import_module, "generator.cli"))
    project, visit, findings = first_steps(watch, root)
    links = card_steps(watch, project, visit)
    code_steps(watch, links)
    if not card_only:
        handbook_steps(watch, project, visit, findings, links)
        paper_steps(watch, visit, links)
    return watch.steps


def first_steps(watch: Watch, root: Path) -> tuple[Project, Visit, Mapping[str, Sequence[Finding]]]:
    """Loading and checking."""
    from generator.load import load_standing, load_visit
    from generator.project import findings_by_visit, load_project, visit_folders
    from generator.settings import read_settings

    settings = read_settings(root)
    standing, _ = watch(FIRST, STANDING, partial(load_standing, root / "docs"))
    folder = root / "visits" / SLUG
    watch(FIRST, "loading the visit", partial(load_visit, folder, standing, root))
    project = load_project(settings, visit_folders(settings))
    findings = watch(FIRST, "checks", partial(findings_by_visit, project))
    visit = project.visits[0].visit
    assert visit is not None
    return project, visit, findings


def card_steps(watch: Watch, project: Project, visit: Visit) -> Sequence[Link]:
    """The cards, from agendas to files; their links."""
    from generator.agenda import agendas_of
    from generator.build.microsite import shell_of
    from generator.changes.snapshot import snapshot_of, version_of
    from generator.render.calendar import calendar_of
    from generator.render.card.content import card_content
    from generator.render.card.envelope import sealed_page
    from generator.sealing.addresses import visit_links
    from generator.sealing.seal import seal
    from generator.sealing.secret import require_secret

    def content(agenda: Agenda, version: str, calendar: str) -> bytes:
        made = card_content(agenda, as_of=now, version=version, calendar=calendar)
        return made.html.encode("utf-8")

    now, shell = datetime.now(UTC), shell_of(visit)
    require_secret(project.visits[0], project.settings, os.environ, make=True)
    links = watch(
        CARDS,
        "addresses and keys",
        lambda: visit_links(project.visits[0], project.settings, os.environ),
    )
    people = watch(CARDS, "agendas", lambda: list(agendas_of(visit)))
    versions = watch(
        CARDS, "versions", lambda: [version_of(snapshot_of(agenda).digest) for agenda in people]
    )
    calendars = watch(
        CARDS, "calendars", lambda: [calendar_of(each, each.language, now) for each in people]
    )
    parts = zip(people, versions, calendars, strict=True)
    contents = watch(
        CARDS,
        "words and templates",
        lambda: [content(agenda, version, days) for agenda, version, days in parts],
    )
    sealed = watch(CARDS, "sealing", lambda: [seal(each, NOBODYS, b"") for each in contents])
    pages = watch(
        CARDS, "pages around them", lambda: [sealed_page(shell, each, "|0") for each in sealed]
    )
    files = [page.encode("utf-8") for page in pages]
    watch(CARDS, "writing", partial(write_pages, project.settings.root / "steps", files))
    return links


def write_pages(folder: Path, pages: Sequence[bytes]) -> None:
    """Write the cards as a build writes a tree that is not there yet."""
    from generator.build.manifest import PlannedFile
    from generator.build.tree import write_tree

    planned = (
        PlannedFile(f"g/{number}.html", "", lambda page=page: page)  # type: ignore[misc]
        for number, page in enumerate(pages)
    )
    write_tree(folder, planned, {})


def code_steps(watch: Watch, links: Sequence[Link]) -> None:
    """The QR codes, which are drawn in the handbook and on paper."""
    from generator.render.svg.qr import qr_svg

    watch(HANDBOOK, "QR codes", lambda: [qr_svg(link.url) for link in links])


def handbook_steps(
    watch: Watch,
    project: Project,
    visit: Visit,
    findings: Mapping[str, Sequence[Finding]],
    links: Sequence[Link],
) -> None:
    """The handbook: the visit's pages, then all pages through MkDocs."""
    from generator.render.handbook.visit.pages import pages_of

    addresses = {link.person: link.url for link in links}
    pages = partial(pages_of, visit, findings[visit.slug], addresses)
    watch(
        HANDBOOK,
        "the visit's pages",
        lambda: [section.html for page in pages() for section in page.sections],
    )
    watch(HANDBOOK, "importing MkDocs", lambda: import_module("generator.plugin"))
    from generator.build.handbook import build_handbook

    watch(
        HANDBOOK,
        "MkDocs, the visit's pages within",
        lambda: build_handbook(project, findings),
    )


def paper_steps(watch: Watch, visit: Visit, links: Sequence[Link]) -> None:
    """The lists, the statement and every sheet, with the agendas that sheets share."""
    from generator.render.lists import lists_workbook
    from generator.render.paper import SHEETS, PrintOrder, can_print, paper_file
    from generator.render.statement import statement_workbook

    now = datetime.now(UTC)
    watch(PAPER, "lists.xlsx", partial(lists_workbook, visit, now))
    watch(PAPER, "statement.xlsx", partial(statement_workbook, visit, now))
    order = PrintOrder(visit, {link.person: link.url for link in links}, now)
    watch(PAPER, "agendas again", lambda: order.agendas)
    watch(PAPER, "importing typst", can_print)
    for name in SHEETS:
        watch(PAPER, f"{name}.pdf", partial(paper_file, name, order))


if __name__ == "__main__":
    found = measured(Path(sys.argv[1]), card_only=CARD_ONLY in sys.argv)
    json.dump([asdict(step) for step in found], sys.stdout)
