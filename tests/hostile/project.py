"""A small project, built as often as a test asks."""

from __future__ import annotations

import base64
import hashlib
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from generator.build.office_files import build_office_files
from generator.build.visit import build_visit
from generator.cli import main
from generator.project import load_project, visit_folders
from generator.settings import Settings
from tests.support.project import PROJECT
from tests.support.visit_files import HEADER, write

NOON = 1_779_076_800  # 18 May 2026, 04:00 UTC
ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": str(NOON),
    "RECEPTION_SECRET_CASE": base64.urlsafe_b64encode(bytes(range(32))).decode("ascii"),
}
PLAN = f"""\
{HEADER}privacy: link
guests: [𬭎㛃, İrem Işık, 李四]
schedule: [{{day: 2026-05-18, time: 9:00-10:00, title: 座谈会}}]
stays: [{{venue: mingfeng, room: 8301, people: 李四}}]
"""
Tree = dict[str, bytes]


def project_at(root: Path) -> Settings:
    """A project with the standing pages that visits need and one small visit."""
    write(root, {"mkdocs.yml": "site_name: 接待手册\n"})
    few = shutil.ignore_patterns("manual", "training", "procedures", "forms", "img")
    shutil.copytree(PROJECT / "docs", root / "docs", ignore=few)
    write(root / "visits" / "case", {"visit.yml": PLAN})
    return Settings(root)


def build(settings: Settings, epoch: int = NOON) -> Tree:
    """The microsite that a build makes."""
    (loaded,) = load_project(settings, visit_folders(settings)).selected_visits
    assert loaded.is_buildable, loaded.findings
    build_visit(loaded, settings, {**ENVIRONMENT, "SOURCE_DATE_EPOCH": str(epoch)})
    folder = settings.microsite_folder("case")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.*"))}


def outputs(settings: Settings) -> None:
    """Make the lists and the paper, which a build makes in a second process."""
    (loaded,) = load_project(settings, visit_folders(settings)).selected_visits
    build_office_files(loaded, settings, ENVIRONMENT)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *arguments], catch_exceptions=False)


def digest(tree: Tree) -> str:
    return hashlib.sha256(repr(sorted(tree.items())).encode()).hexdigest()
