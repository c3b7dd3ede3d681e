"""Creates the projects that are measured, and changes them as an office would."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from generator.sample import write_sample
from generator.sample.lists import write_book
from generator.sample.people import invent_people
from generator.sample.plan import plan_visit
from tests.bench.processes import PROJECT

DOCS = PROJECT / "docs"
SEED = 1
SLUG = "made"
NOTICE = "早晚温差大"
ROOM = 1
"""The column of a stay's room in the workbook's sheet."""


def make_project(root: Path, guests: int) -> Path:
    """Create a project with the standing pages and one sample visit; with 0 guests, no visit."""
    root.mkdir(parents=True)
    shutil.copytree(DOCS, root / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    (root / "visits").mkdir()
    if guests:
        write_sample(root / "visits" / SLUG, guests, SEED)
    return root


def forget_builds(root: Path) -> None:
    """Remove what was built. The visit's secret stays, as it does in an office."""
    for name in ("site", "output"):
        shutil.rmtree(root / name, ignore_errors=True)


def change_room(root: Path, guests: int, turn: int) -> None:
    """Change one cell: the first room of the lodging sheet becomes a free one, by `turn`."""
    visit, sheets = plan_visit(invent_people(Random(SEED), guests))
    last = visit["venues"][0]["rooms"][-1]["numbers"].split("-")[1]
    _, rows = sheets["住宿"]
    rows[0][ROOM] = f"{last[:-2]}{int(last[-2:]) - turn:02d}"
    write_book(root / "visits" / SLUG / "book.xlsx", sheets)


def change_notice(root: Path, turn: int) -> None:
    """Change a notice that is on every card, by `turn`."""
    path = root / "visits" / SLUG / "visit.yml"
    text = path.read_text("utf-8")
    before, notice, after = text.partition(NOTICE)
    assert notice, "a sample visit has a notice"
    path.write_text(f"{before}{NOTICE}{turn}{after}", "utf-8")
