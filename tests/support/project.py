"""This project's folder, copies of it to build, and `handbook` commands run in them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build.visit import build_visit
from generator.cli import main
from generator.project import load_project, visit_folders
from generator.sealing.addresses import visit_links
from generator.sealing.links import links_csv
from generator.settings import read_settings

PROJECT = Path(__file__).parents[2]
RULE = """\
---
id: plan
title: 接待筹备
limits:
  guest_needs: {words: [bed], clause: 第八条}
---
# 接待筹备

## 第8条 {#guest-needs}
"""
"""docs/rules/plan.md of a small project, with one limit."""
HEADER = {
    "title": "市生态旅游考察团",
    "host": "县机关事务服务中心",
    "start": "2026-05-18",
    "end": "2026-05-20",
}


@contextmanager
def without_paper() -> Iterator[None]:
    """Build without paper, which takes most of the time and which few tests need."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.build.office_files.can_print", lambda: False)
        yield


def copy_project(root: Path) -> Path:
    """Copy the project's sources, without built or installed files, to a new folder."""
    root.mkdir(parents=True, exist_ok=True)
    for name in ("docs", "visits"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "mkdocs.yml", root)
    return root


def run(root: Path, *arguments: str) -> str:
    """Run a `handbook` command in the project at `root`, and return what it prints."""
    result = CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def build_cards(root: Path) -> None:
    """Build a project's cards and links, without the handbook and paper, which take longest."""
    settings = read_settings(root)
    for loaded in load_project(settings, visit_folders(settings)).visits:
        built = build_visit(loaded, settings, os.environ)
        links = visit_links(loaded, settings, os.environ)
        (root / "output" / built.slug / "links.csv").write_text(links_csv(links), "utf-8")
