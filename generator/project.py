"""The project on disk: its settings, its standing pages, its visits, loaded and checked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.check import apply_waivers, check_visit, findings_on_rules, nothing_checked
from generator.check.watched import OTHERS
from generator.clock import fixed_time, now
from generator.findings import Finding, Place, has_errors, in_reading_order, warning
from generator.load import load_appearance, load_standing, read_visit
from generator.load.unread import EVERYTHING
from generator.load.visit import shown_path
from generator.model.redaction import last_day
from generator.model.standing import Standing
from generator.model.visit import Appearance, Visit
from generator.settings import Settings

RETIRED = "retired.yml"
"""Marks a visit that is over and taken down: nothing is made of it any more."""
PUBLISHED = "published"
"""The folder beside visit.yml that keeps what went out."""
RECORDS = {"told.csv", RETIRED}
"""Beside visit.yml, but no part of the plan: who was told of which change."""


@dataclass(frozen=True)
class LoadedVisit:
    """A visit's folder, what was read of it, and what is wrong with it.

    `visit` is None where nothing could be read. `changed` is when its files last changed, `inputs`
    a digest of them. `incomplete` are the visit's fields that were not read whole, `unread_waivers`
    the codes of waivers that were refused.
    """

    folder: Path
    visit: Visit | None
    findings: tuple[Finding, ...]
    changed: datetime
    inputs: str
    incomplete: frozenset[str] = frozenset()
    unread_waivers: frozenset[str] = frozenset()

    @property
    def slug(self) -> str:
        return self.folder.name

    @property
    def sound(self) -> bool:
        """Whether it was read without an error, so that pages may be made of it."""
        return self.visit is not None and not has_errors(self.findings)


@dataclass(frozen=True)
class Project:
    """Everything read from the project's folder. All visits are read, since one may clash with
    another; `selected` are the slugs of those that were asked for.
    """

    settings: Settings
    standing: Standing
    standing_findings: tuple[Finding, ...]
    visits: tuple[LoadedVisit, ...]
    selected: tuple[str, ...]

    @property
    def selected_visits(self) -> tuple[LoadedVisit, ...]:
        """The visits that were asked for."""
        return tuple(loaded for loaded in self.visits if loaded.slug in self.selected)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, of standing pages and of visits, in reading order."""
        found = (finding for visit in self.visits for finding in visit.findings)
        return in_reading_order((*self.standing_findings, *found))


def load_project(
    settings: Settings, folders: Iterable[Path], former: Project | None = None
) -> Project:
    """The standing pages, all visits, and those in `folders`, which are the ones selected. What did
    not change since `former` was loaded is taken over from it as it is, the very same objects.
    """
    standing, findings = load_standing(settings.docs_folder)
    if former and former.standing == standing:
        standing = former.standing
    house, problems = load_appearance(settings.appearance)
    selected = tuple(folders)
    every = sorted({*visit_folders(settings), *selected}, key=lambda folder: folder.name)
    same = former and former.standing is standing and former.settings == settings
    known = {loaded.folder: loaded for loaded in former.visits} if former and same else {}
    visits = tuple(
        _load(folder, standing, house, settings.root, known.get(folder)) for folder in every
    )
    return Project(
        settings, standing, (*findings, *problems), visits, tuple(f.name for f in selected)
    )


def findings_by_visit(project: Project) -> dict[str, tuple[Finding, ...]]:
    """Each visit's findings by slug: the loader's, the checks', and which checks were not done.

    A finding that somebody answers for is left out; a waiver that no longer applies is one.
    """
    return {loaded.slug: _findings_of(loaded, project) for loaded in project.visits}


def findings_on_pages(project: Project) -> tuple[Finding, ...]:
    """What is wrong with the standing pages, and what they lack that checks need."""
    return in_reading_order((*project.standing_findings, *findings_on_rules(project.standing)))


def _findings_of(loaded: LoadedVisit, project: Project) -> tuple[Finding, ...]:
    visit = loaded.visit
    if visit is None:
        place = Place(f"{shown_path(loaded.folder, project.settings.root)}/visit.yml")
        return in_reading_order((*loaded.findings, nothing_checked(place)))
    others = (other for other in project.visits if other is not loaded)
    at_once = [other for other in others if _may_clash(other, visit)]
    known = [other.visit for other in at_once if other.visit and _may_be_named(other)]
    incomplete = loaded.incomplete | ({OTHERS} if any(o.incomplete for o in at_once) else set())
    checked = check_visit(visit, known, incomplete, loaded.unread_waivers)
    waived = apply_waivers(visit, checked.findings, checked.unfinished)
    overdue = _overdue(loaded, visit)
    return in_reading_order((*loaded.findings, *waived.open, *waived.stale, *overdue))


def _overdue(loaded: LoadedVisit, visit: Visit) -> Iterator[Finding]:
    """A warning once a visit that went out may no longer be kept: nobody else remembers it."""
    last, today = last_day(visit), now(os.environ).date()
    if today > last and any((loaded.folder / PUBLISHED).glob("*.json")):
        days = (today - last).days
        place = Place(f"{loaded.folder.parent.name}/{loaded.slug}/visit.yml")
        yield warning("visit.overdue", place, slug=loaded.slug, last=last, days=days)


def _may_clash(other: LoadedVisit, visit: Visit) -> bool:
    """Whether another visit takes place on some of the same days, as far as is known."""
    if other.visit is None or not {"end", EVERYTHING}.isdisjoint(other.incomplete):
        return True
    return other.visit.start <= visit.end and visit.start <= other.visit.end


def _may_be_named(other: LoadedVisit) -> bool:
    """Whether it is known that another visit is not classified, or that it is."""
    return EVERYTHING not in other.incomplete


def visit_folders(settings: Settings) -> tuple[Path, ...]:
    """The folder of every visit that is not retired, by name."""
    return tuple(f for f in every_visit_folder(settings) if not (f / RETIRED).exists())


def every_visit_folder(settings: Settings) -> tuple[Path, ...]:
    """Every visit's folder, by name; a folder is a visit's when it holds visit.yml."""
    if not settings.visits_folder.is_dir():
        return ()
    found = (path.parent for path in settings.visits_folder.glob("*/visit.yml"))
    return tuple(sorted(folder for folder in found if not folder.name.startswith(".")))


def _load(
    folder: Path, standing: Standing, house: Appearance, root: Path, former: LoadedVisit | None
) -> LoadedVisit:
    """A visit; `former` where it was sound and its files say what they said. One with errors is
    read again: a file that was being written, or could not be read, may be whole by now.
    """
    inputs = digest_of(folder)
    if former and former.sound and former.inputs == inputs:
        return former
    read = read_visit(folder, standing, root)
    visit = read.visit
    if visit is not None:
        visit = visit.model_copy(update={"appearance": visit.appearance.over(house)})
    return LoadedVisit(
        folder,
        visit,
        read.findings,
        changed_at(folder),
        inputs,
        read.incomplete,
        read.unread_waivers,
    )


def changed_at(folder: Path) -> datetime:
    """When any file in `folder` last changed; SOURCE_DATE_EPOCH, when set, speaks instead."""
    if fixed := fixed_time(os.environ):
        return fixed
    times = [_modified(path) for path in input_files(folder)]
    return datetime.fromtimestamp(int(max(times, default=0)), UTC)


def _modified(path: Path) -> float:
    """When a file was changed; 0 for one that was removed just now."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


def input_files(folder: Path) -> tuple[Path, ...]:
    """The files of a visit that people write: not what the program keeps beside them, nor what an
    editor leaves there. None where the folder was removed just now.
    """
    try:
        there = sorted(folder.iterdir())
    except OSError:
        return ()
    return tuple(path for path in there if path.is_file() and is_input(path.name))


def is_input(name: str) -> bool:
    """Whether a file of this name in a visit's folder is one that people write."""
    return not name.startswith((".", "~$")) and name not in RECORDS


def digest_of(folder: Path) -> str:
    """A digest of a visit's files, by name and content; of one that cannot be read, which is the
    loader's to report, by name alone.
    """
    found = hashlib.sha256()
    for path in input_files(folder):
        found.update(path.name.encode("utf-8") + b"\0")
        found.update(hashlib.sha256(_content(path)).digest())
    return found.hexdigest()[:32]


def _content(path: Path) -> bytes:
    """A file's bytes; none where it cannot be read, which the loader says if it needs the file."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
