"""Baselines to compare the program with: guests as pages of MkDocs, and writing files alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

import yaml

from generator.agenda import Agenda, agendas_of
from generator.load import load_standing, load_visit
from generator.render.card.content import card_content
from tests.bench.processes import MKDOCS, Cost, cost_of
from tests.bench.projects import SLUG, forget_builds, make_project


@dataclass(frozen=True, slots=True)
class Pages:
    """A handbook with a page per guest: the cost of building it, and its bytes."""

    cost: Cost
    size: int


def guests_as_pages(root: Path, made: Path) -> Pages:
    """Build a handbook with a page per person of the sample visit in `made`.

    Each page is in the navigation and has the content of the person's card.
    """
    make_project(root, 0)
    standing, _ = load_standing(made / "docs")
    visit, _ = load_visit(made / "visits" / SLUG, standing, made)
    assert visit is not None
    (root / "docs/guests").mkdir()
    entries = [
        {str(agenda.name): _write_page(root / "docs", number, agenda)}
        for number, agenda in enumerate(agendas_of(visit))
    ]
    path = root / "mkdocs.yml"
    settings = yaml.safe_load(path.read_text("utf-8"))
    settings["nav"].append({"来宾": entries})
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    cost = cost_of(root, *MKDOCS)
    pages = Pages(cost, size_of(root / "site"))
    forget_builds(root)
    return pages


def write_again(source: Path, target: Path) -> Cost:
    """Measure writing the files of `source`, read before, into the new folder `target`."""
    files = {
        path.relative_to(source): path.read_bytes() for path in source.rglob("*") if path.is_file()
    }
    start, used = perf_counter(), process_time()
    for folder in {target / name.parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (target / name).write_bytes(content)
    return Cost(perf_counter() - start, process_time() - used)


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _write_page(docs: Path, number: int, agenda: Agenda) -> str:
    html = card_content(agenda, as_of=datetime.fromtimestamp(0, UTC), version="0").html
    # Markdown takes what follows an empty line in HTML for text.
    body = re.sub(r"\n\s*", " ", html)
    name = f"guests/{number}.md"
    (docs / name).write_text(f"# {agenda.name}\n\n<div>{body}</div>\n", "utf-8")
    return name
