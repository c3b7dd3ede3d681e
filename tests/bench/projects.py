"""Creates the projects that are measured, and changes them as an office would.

Their standing pages are those of v0.1.0, so that figures of different days can be compared: docs/
grows, and building it is what others are measured against.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import yaml

from generator.sample import write_sample
from generator.sample.lists import write_book
from generator.sample.people import invent_people
from generator.sample.plan import plan_visit
from tests.bench.processes import PROJECT, SLUG
from tests.tools.same_bytes import export

TAG, COMMIT = "v0.1.0", "941dfc5d"
"""A clone without tags has the commit, unless it is a shallow one."""
SEED = 1
NOTICE = "早晚温差大"
ROOM = 1
"""The column of a stay's room in the workbook's sheet."""
BOTH, ONE = "languages:\n- zh\n- en\n", "languages: [zh]\n"


def standing_pages(folder: Path) -> str:
    """Write docs/ and mkdocs.yml as of v0.1.0 into the new `folder`; return what they are.

    In a clone that has no such version they are those of today.
    """
    for revision in (TAG, COMMIT):
        with suppress(subprocess.CalledProcessError):
            export(PROJECT, revision, folder, "docs", "mkdocs.yml")
            return f"docs/ of {TAG}"
    shutil.copytree(PROJECT / "docs", folder / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    return f"docs/ of today, because this clone has no {TAG}"


def make_docs_alone(root: Path, pages: Path) -> Path:
    """Create a project of standing pages that MkDocs builds without the plugin."""
    shutil.copytree(pages, root)
    config = _read(root)
    config["plugins"] = [plugin for plugin in config["plugins"] if "reception" not in plugin]
    _write(root, config)
    return root


def make_project(root: Path, pages: Path, guests: int) -> Path:
    """Create a project with standing pages and one sample visit; with 0 guests, no visit.

    Its mkdocs.yml is today's, with the navigation of these pages.
    """
    shutil.copytree(pages, root)
    _write(root, {**_read(PROJECT), "nav": _read(pages)["nav"]})
    (root / "visits").mkdir()
    if guests:
        write_sample(root / "visits" / SLUG, guests, SEED)
    return root


def use_one_language(root: Path) -> None:
    """Make the visit one in Chinese only."""
    path = root / "visits" / SLUG / "visit.yml"
    text = path.read_text("utf-8")
    assert BOTH in text
    path.write_text(text.replace(BOTH, ONE), "utf-8")


def forget_builds(root: Path) -> None:
    """Remove what was built."""
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


def _read(root: Path) -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    return config


def _write(root: Path, config: dict[str, Any]) -> None:
    text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=1000)
    (root / "mkdocs.yml").write_text(text, "utf-8")
