"""Makes an office's project, complete or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.build.swap import staging_path
from generator.files import write_file
from generator.init.answers import FOLDER, Answers, write_answers
from generator.init.office import office_files
from generator.init.source import program_pages

WRITTEN = f"{FOLDER}/written"
"""The files as the program last wrote them: they show which files the office has edited, and which
a new version changes."""
_PROGRAMS = (".sh",)


def create_project(folder: Path, answers: Answers) -> None:
    """Make a project in `folder`, which does not exist or is empty. Raises OSError."""
    fresh = staging_path(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    files = office_files(program_pages(), answers)
    fresh.mkdir(parents=True)
    (fresh / "visits").mkdir()
    write_files(fresh, files)
    write_files(fresh / WRITTEN, files)
    write_answers(fresh, answers)
    if folder.exists():
        folder.rmdir()
    fresh.rename(folder)


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below `root`. Raises OSError."""
    for path, content in files.items():
        write_file(root / path, content)
        if path.endswith(_PROGRAMS):
            (root / path).chmod(0o755)
