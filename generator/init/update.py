"""Updates the standing pages of an office's project to those of the installed version.

Three versions of a file are compared: what the program wrote last, what it would write now, and
the office's own. A file that the office has not edited follows the program. One that it edited
stays, and the program's is put beside it. Nothing that the office wrote is lost or merged into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml

from generator.files import write_file
from generator.init.answers import read_answers
from generator.init.office import office_files
from generator.init.project import WRITTEN, write_files
from generator.init.source import program_pages
from generator.render.handbook.navigation import AddedPage, pages_listed, save_added_pages

NEW = ".new"
"""The ending of the program's version beside a file that the office has edited."""


class Outcome(StrEnum):
    """What an update does with a file."""

    ADDED = "added"
    FOLLOWED = "followed"
    BESIDE = "beside"
    KEPT = "kept"
    DELETED_HERE = "deleted_here"


@dataclass(frozen=True, slots=True)
class FileUpdate:
    """A file that the new version has changed; `content` is the program's, None where it has none.

    ADDED is new; FOLLOWED was not edited here; BESIDE was, so the new one is put beside it. KEPT
    is gone from the program and stays here. DELETED_HERE was deleted by the office, and stays so.
    """

    path: str
    outcome: Outcome
    content: bytes | None


def update_project(root: Path, *, dry_run: bool = False) -> tuple[FileUpdate, ...]:
    """Bring the project at `root` up to date; return what changed, by path.

    Raises AnswersError where `handbook init` did not make the project, and OSError.
    """
    program = office_files(program_pages(), read_answers(root))
    written = _files_in(root / WRITTEN)
    updates = tuple(updates_of(written, program, root))
    if not dry_run:
        for update in updates:
            _apply(root, update)
        save_added_pages(root, _listed(program, updates))
        for path in written.keys() - program.keys():
            (root / WRITTEN / path).unlink()
        write_files(root / WRITTEN, program)
    return updates


def updates_of(
    written: Mapping[str, bytes], program: Mapping[str, bytes], root: Path
) -> Iterator[FileUpdate]:
    """The update of each file that differs between those last `written` and the new ones."""
    for path in sorted(written.keys() | program.keys()):
        before, after = written.get(path), program.get(path)
        if before != after:
            own = _content(root / path)
            if own != after:
                yield FileUpdate(path, _outcome(before, after, own), after)


def _outcome(before: bytes | None, after: bytes | None, own: bytes | None) -> Outcome:
    if own is None:
        return Outcome.ADDED if before is None else Outcome.DELETED_HERE
    if after is None:
        return Outcome.KEPT
    return Outcome.FOLLOWED if own == before else Outcome.BESIDE


def _apply(root: Path, update: FileUpdate) -> None:
    path = root / update.path
    match update.outcome:
        case Outcome.ADDED | Outcome.FOLLOWED:
            write_files(root, {update.path: update.content or b""})
        case Outcome.BESIDE:
            write_file(path.with_name(path.name + NEW), update.content or b"")
        case Outcome.KEPT | Outcome.DELETED_HERE:
            pass


def _listed(program: Mapping[str, bytes], updates: Iterable[FileUpdate]) -> Iterator[AddedPage]:
    """The pages that are new, with their places in the program's navigation."""
    added = {update.path for update in updates if update.outcome is Outcome.ADDED}
    settings = yaml.safe_load(program["mkdocs.yml"])
    return (page for page in pages_listed(settings["nav"]) if f"docs/{page.path}" in added)


def _files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
