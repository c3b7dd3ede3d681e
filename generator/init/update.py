"""Updates the standing pages of an office's project to those of the installed version.

Three versions of a file are compared: what the program wrote last, what it would write now, and
the office's own. A file that the office has not edited follows the program. One that it edited
stays, and the program's is put beside it. Nothing that the office wrote is lost or merged into.

An update that stops half way is completed by the next one: the copy that a file is compared with
is written after the file itself, and the navigation before the pages that enter it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Any

import yaml

from generator.check.rule_pages import findings_on_rules
from generator.files import write_file
from generator.findings import Finding
from generator.init.answers import Answers, has_answers, read_answers, write_answers
from generator.init.differences import (
    PageDifferences,
    has_same_data,
    has_same_text,
    page_differences,
    plain_text,
    setting_differences,
    title_of,
)
from generator.init.history import (
    PageChange,
    changes_of,
    is_newer,
    is_released,
    page_digest,
)
from generator.init.office import office_files
from generator.init.project import DISTRIBUTION, WRITTEN, write_files
from generator.init.source import program_pages
from generator.init.update_state import OpenPage, UpdateState, read_state, save_state
from generator.load import load_standing
from generator.render.handbook.navigation import AddedPage, pages_listed, save_added_pages

NEW = ".new"
"""The ending of the program's version beside a file that the office has edited."""
SETTINGS = "mkdocs.yml"
_CODES_NOT_DONE = {
    "rule.limit_missing",
    "rule.clause_missing",
    "rule.page_missing",
    "rule.page_unread",
}


class OlderProgramError(Exception):
    """A newer version of the program wrote the project's pages than the one that is installed."""

    def __init__(self, pages: str, program: str) -> None:
        super().__init__(pages, program)
        self.pages, self.program = pages, program


class Outcome(StrEnum):
    """What an update does with a file."""

    BESIDE = "beside"
    BLOCKED = "blocked"
    REFUSED = "refused"
    ADDED = "added"
    FOLLOWED = "followed"
    KEPT = "kept"
    DELETED_HERE = "deleted_here"


OPEN = (Outcome.BESIDE, Outcome.BLOCKED, Outcome.REFUSED)
"""The outcomes that the office has to do something about."""
_UNWRITTEN = (Outcome.BLOCKED, Outcome.REFUSED)
"""The outcomes with which the project has not reached the new version."""


@dataclass(frozen=True, slots=True)
class FileUpdate:
    """A file that the new version has changed.

    ADDED is new; FOLLOWED was not edited here; BESIDE was, so the new one is put beside it: in the
    file `beside`. So is one that the office has moved to `own_path`. BLOCKED is one where the
    office has edited the file beside its page: that is not overwritten. KEPT is gone from the
    program and stays here. DELETED_HERE was deleted by the office, and stays so. REFUSED could not
    be written, because another program has it open or it is protected.

    `former` is what the program last wrote, None if it never did; `new` is None where the program
    has the file no more; `own` is the office's. `since` is the version of `former`.
    """

    path: str
    outcome: Outcome
    former: bytes | None
    new: bytes | None
    own: bytes | None
    own_path: str
    since: str

    @property
    def beside(self) -> str:
        """The file with the program's version, beside the office's own."""
        return self.own_path + NEW

    @property
    def reasons(self) -> tuple[PageChange, ...]:
        """What changed since the former version, and why."""
        return changes_of(self.path, self.since)

    @property
    def is_by_law(self) -> bool:
        """Whether a regulation required a change of it."""
        return self.new is not None and any(reason.law for reason in self.reasons)

    @property
    def changes_data(self) -> bool:
        """Whether the new version differs in data that visits take from the page."""
        return _differs_in_data(self.path, self.former or b"", self.new or b"")

    @property
    def title(self) -> str:
        """The page's first heading; empty for other files."""
        content = self.new or self.own or self.former or b""
        return title_of(content) if self.path.endswith(".md") else ""

    @property
    def differences(self) -> PageDifferences:
        """What the new version changes; nothing for a new page, and for files that are no text."""
        former = self.former if self.former is not None else self.own
        own = None if self.former is None else self.own
        if former is None or self.new is None or plain_text(self.new) is None:
            return PageDifferences()
        if self.path == SETTINGS:
            return setting_differences(former, self.new, own)
        is_page = self.path.endswith(".md")
        return page_differences(former, self.new, own) if is_page else PageDifferences()


@dataclass(frozen=True, slots=True)
class Update:
    """The result of an update: from which version to which, and what is done with each file."""

    former_version: str
    version: str
    files: tuple[FileUpdate, ...]


def update_project(root: Path, *, adopted: Answers | None = None, dry_run: bool = False) -> Update:
    """Bring the project at `root` up to date; return what changed, by path.

    `adopted` are the answers of an office whose project `handbook init` did not make; they are
    saved. Every page that it edited then stays, and every page with new data for visits.
    Raises AnswersError where they are needed and missing, OlderProgramError, and OSError.
    """
    version, state = metadata.version(DISTRIBUTION), read_state(root)
    former_version = state.version
    if is_newer(former_version, version):
        raise OlderProgramError(former_version, version)
    answers = adopted if adopted and not has_answers(root) else read_answers(root)
    program = office_files(program_pages(), answers)
    written = _files_in(root / WRITTEN)
    written |= _released_before(root, {p: program[p] for p in program.keys() - written.keys()})
    files = tuple(updates_of(written, program, state, root))
    if not dry_run:
        if adopted:
            write_answers(root, answers)
        state, files = _apply_all(root, files, written, program, state)
        is_complete = not any(file.outcome in _UNWRITTEN for file in files)
        save_state(root, replace(state, version=version) if is_complete else state)
    return Update(former_version, version, files)


def checks_not_done(root: Path, files: Iterable[FileUpdate]) -> tuple[Finding, ...]:
    """The checks that the office's rule pages have no limit or clause for, by page.

    Pages that follow the program have what the checks need, also where nothing is written yet.
    """
    current = {file.path for file in files if file.outcome in (Outcome.ADDED, Outcome.FOLLOWED)}
    standing, _ = load_standing(root / "docs")
    return tuple(
        finding
        for finding in findings_on_rules(standing)
        if finding.code in _CODES_NOT_DONE and finding.place.file not in current
    )


def updates_of(
    written: Mapping[str, bytes], program: Mapping[str, bytes], state: UpdateState, root: Path
) -> Iterator[FileUpdate]:
    """An update for each file that differs between the new version and the one last `written`.

    Files that the office has already brought to the new version are left out, and those of which
    it has deleted the new version beside its own.
    """
    moved = _moved_pages(written, program, root)
    for path in sorted(written.keys() | program.keys()):
        before, after = written.get(path), program.get(path)
        was_open = state.open.get(path)
        if before == after and not was_open:
            continue
        at = path if (root / path).is_file() else moved.get(path, path)
        own = _content(root / at)
        since = was_open.since if was_open else state.version
        update = FileUpdate(path, Outcome.KEPT, before, after, own, at, since)
        outcome = _outcome(update, was_open, _content(root / update.beside))
        if outcome:
            yield replace(update, outcome=outcome)


def _outcome(update: FileUpdate, was_open: OpenPage | None, beside: bytes | None) -> Outcome | None:
    """What to do with a file; None where nothing is left to do."""
    before, after, own = update.former, update.new, update.own
    if own is None and after is None:
        return None
    if own is None:
        is_new = before is None and was_open is None
        return Outcome.ADDED if is_new else Outcome.DELETED_HERE
    if after is None:
        return Outcome.KEPT
    if has_same_text(own, after):
        return None
    if has_same_text(own, before) and update.own_path == update.path:
        return Outcome.FOLLOWED
    if update.path == SETTINGS and before and _has_same_settings(before, after):
        return None  # the pages that are new to the navigation enter it through added.yml
    if was_open and was_open.digest == page_digest(after):
        return None if beside is None else Outcome.BESIDE
    known = beside is None or has_same_text(beside, after)
    if known or (was_open and was_open.digest == page_digest(beside or b"")):
        return Outcome.BESIDE
    return Outcome.BLOCKED


def _apply_all(
    root: Path,
    files: tuple[FileUpdate, ...],
    written: Mapping[str, bytes],
    program: Mapping[str, bytes],
    state: UpdateState,
) -> tuple[UpdateState, tuple[FileUpdate, ...]]:
    """Write the updates; return the state, and the updates with the REFUSED ones.

    The version of the state stays the former one, which an update that stops has not left.
    Raises OSError where the disk is full or fails.
    """
    done: list[FileUpdate] = []
    save_added_pages(root, _listed(files, written, program))
    for file in files:
        try:
            state = _apply(root, file, state)
            done.append(file)
        except PermissionError:
            done.append(replace(file, outcome=Outcome.REFUSED))
    unsettled = {file.path for file in done if file.outcome in OPEN}
    for path in written.keys() | program.keys():
        if path not in unsettled:
            _settle(root, path, program.get(path), state.open.get(path))
            state = state.without(path)
    return state, tuple(done)


def _apply(root: Path, file: FileUpdate, state: UpdateState) -> UpdateState:
    """Write one file; return the state, in which a page that is now open is saved at once."""
    if file.outcome in (Outcome.ADDED, Outcome.FOLLOWED):
        write_files(root, {file.path: file.new or b""})
        write_files(root / WRITTEN, {file.path: file.new or b""})
    if file.outcome is not Outcome.BESIDE:
        return state
    digest = page_digest(file.new or b"")
    former = state.open.get(file.path)
    if former and (former.digest, former.beside) == (digest, file.beside):
        return state
    write_file(root / file.beside, file.new or b"")
    if former and former.beside != file.beside:
        _remove_beside(root, former)
    state = state.with_open(OpenPage(file.path, file.beside, file.since, digest))
    save_state(root, state)
    return state


def _settle(root: Path, path: str, new: bytes | None, was_open: OpenPage | None) -> None:
    """Record `new` as the version to compare the file with, and remove the one beside it."""
    if new is None:
        (root / WRITTEN / path).unlink(missing_ok=True)
    else:
        write_files(root / WRITTEN, {path: new})
    if was_open:
        _remove_beside(root, was_open)


def _remove_beside(root: Path, page: OpenPage) -> None:
    """Remove the program's version beside a page, unless the office has edited it."""
    content = _content(root / page.beside)
    if content is not None and page_digest(content) == page.digest:
        (root / page.beside).unlink()


def _released_before(root: Path, program: Mapping[str, bytes]) -> dict[str, bytes]:
    """The office's pages that a former release had: the office has not edited them.

    `written/` lacks them where the project is older than `handbook init`. Pages with new data for
    visits are left out: with them, cards that are published would change.
    """
    pages = {path: _content(root / path) for path in program if path.endswith(".md")}
    return {
        path: own
        for path, own in pages.items()
        if own is not None
        and is_released(path, own)
        and not _differs_in_data(path, own, program[path])
    }


def _differs_in_data(path: str, one: bytes, other: bytes) -> bool:
    return not path.startswith("docs/rules/") and not has_same_data(one, other)


def _moved_pages(
    written: Mapping[str, bytes], program: Mapping[str, bytes], root: Path
) -> dict[str, str]:
    """Where the office has moved pages to: pages of its own with their text, or their heading."""
    docs = root / "docs"
    gone = [
        path
        for path in written
        if path.startswith("docs/") and path.endswith(".md") and not (root / path).is_file()
    ]
    if not gone:
        return {}
    own = {f"docs/{path}": text for path, text in _files_in(docs).items() if path.endswith(".md")}
    own = {path: text for path, text in own.items() if path not in written and path not in program}
    moved: dict[str, str] = {}
    for path in gone:
        text, title = written[path], title_of(written[path])
        same = [new for new in own if has_same_text(own[new], text)]
        alike = same or [new for new in own if title and title_of(own[new]) == title]
        if len(alike) == 1:
            moved[path] = alike[0]
    return moved


def _listed(
    files: Iterable[FileUpdate], written: Mapping[str, bytes], program: Mapping[str, bytes]
) -> Iterator[AddedPage]:
    """The pages that are new, and those that the program has no more, with their places."""
    added = {file.path for file in files if file.outcome is Outcome.ADDED}
    kept = {file.path for file in files if file.outcome is Outcome.KEPT}
    for settings, paths in ((program, added), (written, kept)):
        for page in pages_listed(_settings(settings.get(SETTINGS)).get("nav") or []):
            if f"docs/{page.path}" in paths:
                yield page


def _has_same_settings(before: bytes, after: bytes) -> bool:
    return _settings(before) | {"nav": None} == _settings(after) | {"nav": None}


def _settings(content: bytes | None) -> dict[str, Any]:
    loaded = yaml.safe_load(content or b"")
    return loaded if isinstance(loaded, dict) else {}


def _files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        return None
