"""What most commands start from: the project, and the keys of its visits."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from filelock import Timeout
from rich.console import Console
from yaml import YAMLError

from generator import clock
from generator.build.events import Event, NewKey, ReadableKey
from generator.build.lock import build_lock
from generator.changes.publications import source_of_copy, unreadable_records
from generator.check.visit.ended import ended
from generator.cli.terminal import (
    LANGUAGE,
    UNUSABLE,
    err,
    exit_unusable,
    message,
    print_findings,
)
from generator.files import FileInUseError
from generator.findings import Finding, Severity, has_errors, in_reading_order
from generator.model.visit import Visit
from generator.project import (
    RETIRED,
    LoadedVisit,
    Project,
    findings_by_visit,
    findings_on_pages,
    load_project,
    visit_folders,
)
from generator.render.report import as_screen, counts
from generator.sealing.addresses import visit_links
from generator.sealing.links import Link
from generator.sealing.secret import SecretError, key_findings
from generator.settings import Settings, read_settings

if TYPE_CHECKING:
    from generator.publish.notifying import PersonNameError


def current_settings() -> Settings:
    """Return the settings of the project that the command works on, or exit."""
    root = click.get_current_context().obj
    if root is None:
        exit_unusable("no_project")
    try:
        return read_settings(root)
    except (OSError, UnicodeDecodeError, YAMLError) as problem:
        exit_unusable("bad_settings", why=str(problem))


def folders_of(settings: Settings, slugs: Iterable[str]) -> tuple[Path, ...]:
    """Return the folders of visits, named by slug or path; of all visits where none is named."""
    names = tuple(slugs)
    return tuple(_folder(settings, name) for name in names) or visit_folders(settings)


def _folder(settings: Settings, name: str) -> Path:
    candidates = [settings.visits_folder / name, Path(name)]
    folder = next((path.resolve() for path in candidates if (path / "visit.yml").exists()), None)
    if folder is None:
        known = "、".join(folder.name for folder in visit_folders(settings)) or "—"
        exit_unusable("no_visit", found=name, known=known)
    if (folder / RETIRED).exists():
        exit_unusable("is_retired", slug=folder.name, file=RETIRED)
    return folder


def load(slugs: Iterable[str]) -> Project:
    """Load the project with the named visits selected; with all where none is named."""
    settings = current_settings()
    return load_project(settings, folders_of(settings, slugs))


def load_one(slug: str) -> tuple[Project, LoadedVisit]:
    """Load the project and return it with one visit; exit where that is classified."""
    project = load((slug,))
    loaded = project.selected_visits[0]
    if loaded.is_classified:
        print_findings(*findings_by_visit(project)[loaded.slug])
        err.print(message("classified", slug=loaded.slug), style="bold red")
        raise SystemExit(1)
    return project, loaded


def load_readable(slug: str) -> tuple[Project, LoadedVisit, Visit]:
    """Load the project and one visit, which may have errors; exit where nothing could be read."""
    project, loaded = load_one(slug)
    if loaded.visit is None:
        print_findings(*loaded.findings)
        raise SystemExit(UNUSABLE)
    return project, loaded, loaded.visit


def load_buildable(slug: str) -> tuple[Project, LoadedVisit, Visit]:
    """Load the project and one visit; exit with the findings where its files have errors."""
    project, loaded, visit = load_readable(slug)
    if not loaded.is_buildable:
        print_findings(*loaded.findings)
        raise SystemExit(UNUSABLE)
    return project, loaded, visit


def exit_unknown_person(problem: PersonNameError) -> NoReturn:
    """Exit because a name is nobody's or several people's."""
    key = "several_people" if problem.candidates else "no_person"
    exit_unusable(key, found=problem.name, known="、".join(problem.candidates))


def selected_findings(
    project: Project, by_visit: Mapping[str, Sequence[Finding]]
) -> tuple[Finding, ...]:
    """Return the findings on the standing pages and the selected visits, in reading order."""
    findings = (finding for slug in project.selected for finding in by_visit[slug])
    return in_reading_order((*findings_on_pages(project), *findings))


def summary(findings: Iterable[Finding]) -> str:
    """Return a line with the number of errors, warnings and notices."""
    number = counts(findings)
    return message(
        "summary",
        errors=number[Severity.ERROR],
        warnings=number[Severity.WARNING],
        notices=number[Severity.NOTICE],
    )


def exit_code(findings: Iterable[Finding], project: Project) -> int:
    """Return the code for the findings: 2 where a visit could not be read, 1 for errors, else 0."""
    if any(loaded.visit is None for loaded in project.selected_visits):
        return UNUSABLE
    return 1 if has_errors(findings) else 0


def now() -> datetime:
    """Return the time to the second; that of SOURCE_DATE_EPOCH where it is set."""
    return clock.now(os.environ).replace(microsecond=0)


def local_now(visit: Visit) -> datetime:
    """Return the time (naive) in the visit's time zone."""
    return now().astimezone(visit.zone).replace(tzinfo=None)


def ended_findings(project: Project) -> tuple[Finding, ...]:
    """Return a notice for each selected visit that is over: see `check.visit.ended`."""
    visits = (loaded.visit for loaded in project.selected_visits if loaded.visit)
    with_cards = (visit for visit in visits if not visit.is_classified)
    notices = (ended(visit, local_now(visit).date()) for visit in with_cards)
    return tuple(filter(None, notices))


def relative_path(path: Path) -> str:
    """Return a path as messages show it: relative to the project's folder where it is inside."""
    root = click.get_current_context().obj
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


@contextmanager
def exclusive_build(settings: Settings) -> Iterator[None]:
    """Within it, no other command builds or publishes; exit where waiting or the disk fails."""
    try:
        with build_lock(settings, lambda: err.print(message("waiting"), style="yellow")):
            yield
    except Timeout:
        exit_unusable("waited_in_vain")
    except OSError as problem:
        key = "in_use" if isinstance(problem, FileInUseError) else "not_written"
        place = problem.filename or settings.site_folder
        exit_unusable(key, place=place, why=problem.strerror or problem)


@contextmanager
def exit_without_key(console: Console = err) -> Iterator[None]:
    """Within it, a key that cannot be used ends the command with the reason."""
    try:
        yield
    except SecretError as problem:
        console.print(as_screen([problem.finding], LANGUAGE))
        raise SystemExit(UNUSABLE) from None


def print_key_event(event: Event) -> None:
    """Print that a visit's key is new and has to be backed up, or that others can read it."""
    match event:
        case NewKey(slug, file):
            err.print(message("key_made", slug=slug, file=file), style="bold yellow")
        case ReadableKey(findings):
            print_findings(*findings)


def usable_links(loaded: LoadedVisit, settings: Settings) -> tuple[Link, ...]:
    """Return the links of a visit's cards; exit where its key cannot be used.

    Prints a warning where others on this machine can read the key.
    """
    with exit_without_key():
        links = visit_links(loaded, settings, os.environ)
    if links and (findings := key_findings(loaded.slug, settings, os.environ)):
        print_findings(*findings)
    return links


def require_records(loaded: LoadedVisit) -> None:
    """Report records of publications that are not used; exit where a newer program wrote one.

    Then it is not known what was published last.
    """
    report_records(loaded)
    if any(record.newer for record in unreadable_records(loaded.folder)):
        raise SystemExit(UNUSABLE)


def report_records(loaded: LoadedVisit) -> None:
    """Report records of publications that are not used.

    They came with a copy of another visit's folder, or they cannot be read.
    """
    if original := source_of_copy(loaded.folder):
        err.print(message("copied_records", slug=loaded.slug, other=original), style="yellow")
    unread = unreadable_records(loaded.folder)
    for newer, key in ((False, "broken_records"), (True, "newer_records")):
        if names := [record.path.name for record in unread if record.newer is newer]:
            text = message(key, slug=loaded.slug, files="、".join(names))
            err.print(text, style="bold red" if newer else "yellow")
