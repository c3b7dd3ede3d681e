"""Creates the projects that are measured, and changes them as an office would.

Their standing pages are those of v0.1.0, so that figures of different days can be compared: docs/
grows, and building it is what others are measured against.
"""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from tests.bench.processes import PROJECT, SLUG, cost_of, environment_of
from tests.tools.same_bytes import export

TAG, COMMIT = "v0.1.0", "941dfc5d"
"""A clone without tags has the commit, unless it is a shallow one."""
SEED = 1
NOTICE = "早晚温差大"
WRITE_SAMPLE = """
import sys
from pathlib import Path
from generator.sample import write_sample
write_sample(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
"""
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


def make_project(root: Path, pages: Path, guests: int, sources: Path = PROJECT) -> Path:
    """Create a project with standing pages and one sample visit; with 0 guests, no visit.

    The program in `sources` writes the visit: an older one does not know all of today's keys. Its
    mkdocs.yml is today's, with the navigation of these pages.
    """
    shutil.copytree(pages, root)
    _write(root, {**_read(PROJECT), "nav": _read(pages)["nav"]})
    (root / "visits").mkdir()
    if guests:
        arguments = (str(root / "visits" / SLUG), str(guests), str(SEED))
        cost_of(root, "-c", WRITE_SAMPLE, *arguments, environment=environment_of(sources))
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


def change_room(root: Path, turn: int) -> None:
    """Change one cell: the first room of the lodging sheet becomes a free one, by `turn`."""
    visit = yaml.safe_load((root / "visits" / SLUG / "visit.yml").read_text("utf-8"))
    last = visit["venues"][0]["rooms"][-1]["numbers"].split("-")[1]
    book = openpyxl.load_workbook(path := root / "visits" / SLUG / "book.xlsx")
    sheet = book["住宿"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "房号")
    sheet.cell(2, column).value = f"{last[:-2]}{int(last[-2:]) - turn:02d}"
    book.save(path)


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
