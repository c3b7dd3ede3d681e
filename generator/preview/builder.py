"""Rebuilds what changed after a save, and shows open pages and the terminal what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import yaml
from filelock import Timeout

from generator import vocabulary
from generator.build.events import (
    BuiltHandbook,
    BuiltMicrosites,
    BuiltVisit,
    Event,
    FailedStep,
    FindingsByVisit,
    RenderedCards,
)
from generator.build.lock import build_lock
from generator.build.project import build_project
from generator.build.session import BuildSession
from generator.files import FileInUseError
from generator.findings import Finding, Place, Severity, errors_in, in_reading_order
from generator.handbook_pages import SupersededError
from generator.load.yaml.reader import read_yaml
from generator.plugin import HandbookError
from generator.preview.state import PreviewState
from generator.project import Project, load_project, visit_folders
from generator.sealing.secret import SecretError
from generator.settings import Settings, read_settings


class Reporter(Protocol):
    """Who reports at the terminal what the preview does."""

    def waiting(self) -> None:
        """Report that another build is running."""

    def built(self, result: BuiltVisit) -> None:
        """Report that a visit's microsite was rebuilt."""

    def built_handbook(self, folder: Path) -> None:
        """Report that the handbook was rebuilt."""

    def failed(self) -> None:
        """Report an error of the program itself: an exception is being handled."""

    def found(self, findings: tuple[Finding, ...], *, stopped: bool) -> None:
        """Report all findings; `stopped` when one of them kept some pages from being built."""


@dataclass
class PreviewBuilder:
    """Rebuilds a project after each save, with what is known from the builds before."""

    root: Path
    environment: Mapping[str, str]
    preview: PreviewState
    reporter: Reporter
    settings: Settings
    project: Project | None = None
    session: BuildSession = field(default_factory=BuildSession)
    findings: FindingsByVisit = field(default_factory=dict)
    """The findings of the last build; of a visit that could not be read, why."""
    problems: list[Finding] = field(default_factory=list)
    """What kept something from being built in the current run."""

    def __post_init__(self) -> None:
        self.session.open_pages = self.preview.open_pages

    def known(self) -> tuple[Project, FindingsByVisit]:
        """Return the project as it was last read, and the findings of the last build.

        Before the first build the project is loaded for whoever asks.
        """
        project = self.project or load_project(self.settings, visit_folders(self.settings))
        return project, self.findings

    def refresh(self, superseded: Callable[[], bool] = lambda: False) -> None:
        """Rebuild what changed since the last time.

        A visit with errors keeps its last pages without errors. An exception is reported; the next
        save starts a new run. `superseded` returns True once there is a later save.
        """
        self.session.superseded = superseded
        self.problems = []
        with self._noting_problems():
            self.settings = _settings(self.root)
            with build_lock(self.settings, self.reporter.waiting):
                self._rebuild()
                return
        self._report(self.problems, stopped=True)

    def _rebuild(self) -> None:
        self.project = load_project(self.settings, visit_folders(self.settings), self.project)
        try:
            built = build_project(
                self.project, self.environment, self._on_event, session=self.session
            )
        except SupersededError:  # another save: guests' pages first, and then the handbook
            return
        unreadable = {v.slug: v.findings for v in self.project.visits if not v.is_buildable}
        self.findings = {**built.findings, **unreadable}
        slugs = sorted(loaded.slug for loaded in self.project.visits if loaded.is_buildable)
        checked = [finding for slug in slugs for finding in built.findings.get(slug, ())]
        unread = self._unread()
        stopped = bool(_errors([*unread, *self.problems]))
        self._report([*unread, *checked, *self.problems], stopped=stopped)

    def _unread(self) -> list[Finding]:
        """What is wrong with the standing pages, and with visits that cannot be built."""
        assert self.project is not None, "a project is loaded before it is built"
        unread = (loaded for loaded in self.project.visits if not loaded.is_buildable)
        findings = (finding for loaded in unread for finding in loaded.findings)
        return [*self.project.standing_findings, *findings]

    def _on_event(self, event: Event) -> None:
        match event:
            case RenderedCards(pages):
                self.preview.show_early(pages)
            case BuiltVisit():
                self.reporter.built(event)
            case BuiltMicrosites():
                known = _errors([*self._unread(), *self.problems])
                self.preview.show(known, stopped=bool(known))
            case BuiltHandbook(folder):
                self.reporter.built_handbook(folder)
            case FailedStep(problem):
                self._note(problem)

    def _report(self, findings: list[Finding], *, stopped: bool) -> None:
        self.preview.show(_errors(findings), stopped=stopped)
        self.reporter.found(in_reading_order(findings), stopped=stopped)

    @contextmanager
    def _noting_problems(self) -> Iterator[None]:
        """Within it, an exception becomes a finding."""
        try:
            yield
        except Exception as problem:
            self._note(problem)

    def _note(self, problem: Exception) -> None:
        """Turn the exception that is being handled into findings."""
        match problem:
            case SecretError():
                self.problems.append(problem.finding)
            case UnreadableError():
                self.problems += problem.findings
            case Timeout():
                self.problems.append(_error("serve.busy", "output/.lock"))
            case FileInUseError():
                self.problems.append(_error("serve.in_use", str(problem.filename)))
            case OSError():
                place = str(problem.filename or self.root)
                why = problem.strerror or str(problem)
                self.problems.append(_error("serve.disk", place, why=why))
            case HandbookError():
                self.problems.append(_error("serve.handbook", "mkdocs.yml", why=problem.message))
            case _:  # an error of the program: the pages that are there stay open
                self.reporter.failed()
                self.problems.append(_error("serve.unexpected", str(self.root), why=repr(problem)))


class UnreadableError(Exception):
    """The project's own settings cannot be read."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__()


def _settings(root: Path) -> Settings:
    """Return the project's settings. Raises OSError or UnreadableError."""
    try:
        settings = read_settings(root)
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, TypeError) as problem:
        _, findings = read_yaml(root / "mkdocs.yml", "mkdocs.yml")
        why = str(problem).splitlines()[0]
        raise UnreadableError(_errors(findings) or (_wrong_settings(why),)) from problem
    kinds = {"visits": str, "guest_url": str | None, "appearance": dict}
    for name, kind in kinds.items():
        if not isinstance(value := getattr(settings, name), kind):
            raise UnreadableError((_wrong_settings(f"reception: {name}: {value}"),))
    return settings


def _wrong_settings(why: str) -> Finding:
    return _error("serve.settings", "mkdocs.yml", why=why)


def _error(code: str, place: str, **values: object) -> Finding:
    return Finding(code, Severity.ERROR, Place(place), vocabulary.message(code, **values))


def _errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return in_reading_order(errors_in(findings))
