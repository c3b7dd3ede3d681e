"""Makes an office's project, complete or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from generator.build.swap import staging_path
from generator.files import move, write_file
from generator.init.answers import FOLDER, Answers, write_answers
from generator.init.office import office_files
from generator.init.source import program_pages
from generator.init.update_state import UpdateState, save_state

DISTRIBUTION = "reception-handbook"
WRITTEN = f"{FOLDER}/written"
"""The files as the program last wrote them: they show which files the office has edited, and which
a new version changes."""
_PROGRAMS = (".sh",)
_OF_THE_PROGRAM = {".venv"}
"""What an installation may have left in the folder."""


def create_project(folder: Path, answers: Answers) -> None:
    """Make a project in `folder`, which does not exist or is free. Raises OSError.

    A folder that exists is not replaced: Windows refuses to while a command runs there. A folder
    becomes a project with its mkdocs.yml, which comes last.
    """
    folder = folder.resolve()
    fresh = staging_path(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    files = office_files(program_pages(), answers)
    fresh.mkdir(parents=True)
    (fresh / "visits").mkdir()
    write_files(fresh, files)
    write_files(fresh / WRITTEN, files)
    write_answers(fresh, answers)
    save_state(fresh, UpdateState(metadata.version(DISTRIBUTION)))
    if not folder.exists():
        move(fresh, folder)
        return
    for entry in sorted(fresh.iterdir(), key=lambda entry: entry.name == "mkdocs.yml"):
        move(entry, folder / entry.name)
    fresh.rmdir()


def is_free(folder: Path) -> bool:
    """Whether a project can be made in a folder: nothing is there but the program itself."""
    return folder.is_dir() and {path.name for path in folder.iterdir()} <= _OF_THE_PROGRAM


def write_files(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their paths below `root`. Raises OSError."""
    for path, content in files.items():
        write_file(root / path, content)
        if path.endswith(_PROGRAMS):
            (root / path).chmod(0o755)
