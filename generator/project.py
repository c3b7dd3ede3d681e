"""The project on disk: loads its standing pages and visits, and checks them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.check import apply_waivers, check_visit, findings_on_rules, nothing_checked
from generator.check.registry import Scope
from generator.check.visit.undecided import overdue
from generator.check.watched import OTHERS
from generator.clock import fixed_time, now
from generator.findings import Finding, Place, has_errors, in_reading_order, warning
from generator.load import load_appearance, load_standing, read_visit
from generator.load.attended import FILE as ROLL_CALLS
from generator.load.incomplete import EVERYTHING
from generator.load.replies import REPLIES_FOLDER, is_reply
from generator.load.state_secrets import state_secret
from generator.load.visit import shown_path
from generator.model.papers import FOLDER as PAPERS
from generator.model.redaction import last_day
from generator.model.standing import Standing
from generator.model.visit import Appearance, Visit
from generator.settings import Settings

RETIRED = "retired.yml"
"""The file that marks a visit as retired: its pages are removed, and nothing is built of it."""
PUBLISHED = "published"
"""The folder next to visit.yml with one record for each publication."""
RECORDS = {"told.csv", RETIRED}
"""Files next to visit.yml that the program writes, and that are no part of the plan."""


@dataclass(frozen=True)
class LoadedVisit:
    """A visit that was loaded from its folder, with the findings of the loader.

    `visit` is None where nothing could be read. `last_changed` is the time of the last change of
    its files (aware), `inputs` their digest. `incomplete` are the visit's fields that were not read
    in full, `unread_waivers` the codes of the waivers that were refused. Both are for check_visit.
    `written` is the visit as people wrote it, without the places of assigned.csv.
    """

    folder: Path
    visit: Visit | None
    findings: tuple[Finding, ...]
    last_changed: datetime
    inputs: str
    incomplete: frozenset[str] = frozenset()
    unread_waivers: frozenset[str] = frozenset()
    is_classified: bool = False
    written: Visit | None = None

    @property
    def slug(self) -> str:
        """The name of the folder."""
        return self.folder.name

    @property
    def is_buildable(self) -> bool:
        """Whether it was read without an error, so that its pages may be built."""
        return self.visit is not None and not has_errors(self.findings)


@dataclass(frozen=True)
class Project:
    """The standing pages and the visits of a project.

    All visits are loaded, because one may clash with another. `selected` are the slugs of those
    that the caller of load_project asked for.
    """

    settings: Settings
    standing: Standing
    standing_findings: tuple[Finding, ...]
    visits: tuple[LoadedVisit, ...]
    selected: tuple[str, ...]

    @property
    def selected_visits(self) -> tuple[LoadedVisit, ...]:
        """The selected visits."""
        return tuple(loaded for loaded in self.visits if loaded.slug in self.selected)


def load_project(
    settings: Settings, folders: Iterable[Path], former: Project | None = None
) -> Project:
    """Load the standing pages and all visits; those in `folders` are selected.

    What is unchanged since `former` was loaded is reused: the new project has the same objects.
    """
    standing, findings = load_standing(settings.docs_folder)
    if former and former.standing == standing:
        standing = former.standing
    appearance, problems = load_appearance(settings.appearance)
    selected = tuple(folders)
    all_folders = sorted({*visit_folders(settings), *selected}, key=lambda folder: folder.name)
    reusable = former and former.standing is standing and former.settings == settings
    known = {loaded.folder: loaded for loaded in former.visits} if former and reusable else {}
    visits = tuple(
        _load(folder, standing, appearance, settings.root, known.get(folder))
        for folder in all_folders
    )
    return Project(
        settings, standing, (*findings, *problems), visits, tuple(f.name for f in selected)
    )


def findings_by_visit(project: Project) -> dict[str, tuple[Finding, ...]]:
    """Check all visits, and return the findings on each, of loader and checks, by slug.

    Findings that a waiver covers are left out; stale waivers and unfinished checks are reported.
    """
    return {loaded.slug: _findings_of(loaded, project) for loaded in project.visits}


def scope_of(loaded: LoadedVisit, visit: Visit, project: Project) -> Scope:
    """The scope of `visit`, a form of the loaded one, among the other visits of the project."""
    clashing, not_clashing = _others(loaded, visit, project)
    return Scope(visit, tuple(_named(clashing)), tuple(_named(not_clashing)))


def findings_on_pages(project: Project) -> tuple[Finding, ...]:
    """The findings on the standing pages, with the limits that checks need and they lack."""
    return in_reading_order((*project.standing_findings, *findings_on_rules(project.standing)))


def _findings_of(loaded: LoadedVisit, project: Project) -> tuple[Finding, ...]:
    visit = loaded.visit
    if loaded.is_classified:
        return in_reading_order((*loaded.findings, *_built_copies(loaded, project.settings)))
    if visit is None:
        place = Place(f"{shown_path(loaded.folder, project.settings.root)}/visit.yml")
        return in_reading_order((*loaded.findings, nothing_checked(place)))
    clashing, not_clashing = _others(loaded, visit, project)
    incomplete = loaded.incomplete | ({OTHERS} if any(o.incomplete for o in clashing) else set())
    checked = check_visit(
        visit, _named(clashing), incomplete, loaded.unread_waivers, _named(not_clashing)
    )
    waived = apply_waivers(visit, checked.findings, checked.unfinished)
    late = (
        *_overdue(loaded, visit),
        *overdue(visit, now(os.environ).astimezone(visit.zone).date()),
    )
    return in_reading_order((*loaded.findings, *waived.open, *waived.stale, *late))


def _built_copies(loaded: LoadedVisit, settings: Settings) -> tuple[Finding, ...]:
    """An error if files of a classified visit are left that were built before it was one."""
    slug = loaded.slug
    built = (settings.output_folder / slug, settings.microsite_folder(slug))
    left = [path for path in (*built, settings.secrets_folder / f"{slug}.key") if path.exists()]
    if not left:
        return ()
    places = [Place(shown_path(path, settings.root)) for path in left]
    return (state_secret("visit.state_secret_built", places),)


def _overdue(loaded: LoadedVisit, visit: Visit) -> Iterator[Finding]:
    """Yield a warning if a published visit is past the last day on which it may be kept."""
    last, today = last_day(visit), now(os.environ).date()
    if today > last and any((loaded.folder / PUBLISHED).glob("*.json")):
        days = (today - last).days
        place = Place(f"{loaded.folder.parent.name}/{loaded.slug}/visit.yml")
        yield warning("visit.overdue", place, slug=loaded.slug, last=last, days=days)


def _others(
    loaded: LoadedVisit, visit: Visit, project: Project
) -> tuple[list[LoadedVisit], list[LoadedVisit]]:
    """The other visits: those that may clash with `visit` in days, and those at other times."""
    others = [other for other in project.visits if other is not loaded]
    clashing = [other for other in others if _may_clash(other, visit)]
    return clashing, [other for other in others if not _may_clash(other, visit)]


def _may_clash(other: LoadedVisit, visit: Visit) -> bool:
    """Whether another visit takes place on some of the same days, as far as is known."""
    if other.visit is None or not {"end", EVERYTHING}.isdisjoint(other.incomplete):
        return True
    return other.visit.start <= visit.end and visit.start <= other.visit.end


def _named(others: Iterable[LoadedVisit]) -> list[Visit]:
    """The visits that findings may name: it is known whether they are classified."""
    return [other.visit for other in others if other.visit and EVERYTHING not in other.incomplete]


def visit_folders(settings: Settings) -> tuple[Path, ...]:
    """The folder of every visit that is not retired, by name."""
    return tuple(f for f in all_visit_folders(settings) if not (f / RETIRED).exists())


def all_visit_folders(settings: Settings) -> tuple[Path, ...]:
    """Every folder under visits/ with a visit.yml, by name; retired visits too."""
    if not settings.visits_folder.is_dir():
        return ()
    folders = (path.parent for path in settings.visits_folder.glob("*/visit.yml"))
    return tuple(sorted(folder for folder in folders if not folder.name.startswith(".")))


def _load(
    folder: Path,
    standing: Standing,
    appearance: Appearance,
    root: Path,
    former: LoadedVisit | None,
) -> LoadedVisit:
    """Load a visit, or reuse `former` if it has no errors and its files are unchanged.

    A visit with errors is always read again: a file that was just being written, or could not be
    read, may be complete by now.
    """
    inputs = digest_of(folder)
    if former and former.is_buildable and former.inputs == inputs:
        return former
    read = read_visit(folder, standing, root)
    visit = read.visit
    if visit is not None:
        visit = visit.model_copy(update={"appearance": visit.appearance.over(appearance)})
    return LoadedVisit(
        folder,
        visit,
        read.findings,
        _last_changed(folder),
        inputs,
        read.incomplete,
        read.unread_waivers,
        read.is_classified,
        read.written,
    )


def _last_changed(folder: Path) -> datetime:
    """The time of the last change of any file in `folder`; SOURCE_DATE_EPOCH where it is set.

    Roll calls change no plan: the cards and the papers stay those of an earlier time.
    """
    if fixed := fixed_time(os.environ):
        return fixed
    times = [_modified(path) for path in input_files(folder) if path.name != ROLL_CALLS]
    return datetime.fromtimestamp(int(max(times, default=0)), UTC)


def _modified(path: Path) -> float:
    """A file's time of change in seconds; 0 for a file that was just removed."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


def input_files(folder: Path) -> tuple[Path, ...]:
    """The files of a visit that people write, by name, then the replies of units and the papers.

    There are none if the folder was just removed. Files that the program writes, and temporary
    files of editors, are left out.
    """
    replies = folder / REPLIES_FOLDER
    papers = sorted((folder / PAPERS).rglob("*")) if (folder / PAPERS).is_dir() else ()
    paths = (*_paths_in(folder), *_paths_in(replies), *papers)
    inner = (path for path in paths if path.is_file())
    return tuple(path for path in inner if is_input(path.relative_to(folder).as_posix()))


def _paths_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def is_input(path: str) -> bool:
    """Whether people write the file at this path in a visit's folder, and not the program."""
    parent, _, name = path.rpartition("/")
    if parent == PAPERS or parent.startswith(f"{PAPERS}/"):
        return not name.startswith((".", "~$"))
    if parent:
        return parent == REPLIES_FOLDER and is_reply(name)
    return not name.startswith((".", "~$")) and name not in RECORDS


def digest_of(folder: Path) -> str:
    """A digest of the names and contents of a visit's files.

    A file that cannot be read, which the loader reports, counts with its name alone. A paper may
    be large, and counts with its size and time of change.
    """
    digest = hashlib.sha256()
    for path in input_files(folder):
        name = path.relative_to(folder).as_posix()
        is_paper = name.startswith(f"{PAPERS}/")
        content = _state(path).encode("ascii") if is_paper else _content(path)
        digest.update(name.encode("utf-8") + b"\0")
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:32]


def _state(path: Path) -> str:
    """A file's size and time of change; empty where it was just removed."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def _content(path: Path) -> bytes:
    """A file's bytes; none where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
