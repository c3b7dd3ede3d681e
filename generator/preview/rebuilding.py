"""Makes what changed, what somebody looks at first; whatever is wrong becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol

import yaml
from filelock import Timeout
from mkdocs.exceptions import MkDocsException

from generator import vocabulary
from generator.build.handbook import handbook_inputs, is_current, keep_inputs
from generator.build.lock import taking_turns
from generator.build.manifest import digest_of_bytes, digest_of_folder
from generator.build.visit import BuiltVisit, build_outputs, build_visit, cards_ahead, today
from generator.findings import Finding, Place, Severity, errors_in, in_reading_order
from generator.load.yaml.reader import read_yaml
from generator.model.enums import Privacy
from generator.plugin import SupersededError, build_handbook
from generator.preview.stage import Stage
from generator.project import (
    LoadedVisit,
    Project,
    findings_by_visit,
    load_project,
    visit_folders,
)
from generator.sealing.secret import SecretError, require_secret
from generator.settings import Settings, read_settings


class Narrator(Protocol):
    """Who tells at the terminal what is going on."""

    def waiting(self) -> None:
        """Another build is running."""

    def built(self, result: BuiltVisit) -> None:
        """A visit's pages were made."""

    def built_handbook(self, settings: Settings) -> None:
        """The handbook was made."""

    def failed(self) -> None:
        """The program itself is at fault: an exception is being handled."""

    def found(self, findings: tuple[Finding, ...], *, stopped: bool) -> None:
        """Everything found; `stopped` when it kept some pages from being made."""


@dataclass(frozen=True, eq=False)
class _State:
    """What pages were made of: visits as they were read, told by being the same objects, since to
    compare what they say takes longer; and what else there is.
    """

    visits: tuple[LoadedVisit, ...]
    rest: tuple[object, ...]

    def is_as(self, other: _State | None) -> bool:
        """Whether the same pages would come of both."""
        return (
            other is not None
            and list(map(id, self.visits)) == list(map(id, other.visits))
            and self.rest == other.rest
        )


@dataclass
class Rebuilding:
    """What a serving process keeps from one build to the next, so that the next makes only what
    changed: what was read, the last sound state of each visit, and what pages were made of.
    """

    root: Path
    environment: Mapping[str, str]
    stage: Stage
    narrator: Narrator
    settings: Settings
    superseded: Callable[[], bool] = lambda: False
    read: Project | None = None
    good: dict[str, LoadedVisit] = field(default_factory=dict)
    built: dict[str, _State] = field(default_factory=dict)
    handbook: _State | None = None
    faults: list[Finding] = field(default_factory=list)

    def refresh(self) -> None:
        """Make what changed since the last time. Of a visit with errors the last good pages stay;
        whatever goes wrong is told, and the next save is another chance.
        """
        self.faults = []
        with self._noting():
            self.settings = _settings(self.root)
            with taking_turns(self.settings, self.narrator.waiting):
                self._refresh()
                return
        self._tell(self.faults, stopped=True)

    def _refresh(self) -> None:
        self.read = load_project(self.settings, visit_folders(self.settings), self.read)
        self.good = {
            each.slug: each if each.sound else self.good[each.slug]
            for each in self.read.visits
            if each.sound or each.slug in self.good
        }
        for loaded in self.read.visits:
            if loaded.sound:
                with self._noting():
                    self._cards(loaded)
        unread = [
            finding for each in self.read.visits if not each.sound for finding in each.findings
        ]
        known = [*self.read.standing_findings, *unread, *self.faults]
        self.stage.show(_errors(known), stopped=bool(_errors(known)))
        try:
            with self._noting():
                known += self._handbook(self.read)
            self._outputs(self.read)
        except SupersededError:  # another save: guests' pages first, and then the handbook
            return
        stopped = bool(_errors([*self.read.standing_findings, *unread, *self.faults]))
        self._tell([*known, *self.faults], stopped=stopped)

    def _tell(self, findings: list[Finding], *, stopped: bool) -> None:
        self.stage.show(_errors(findings), stopped=stopped)
        self.narrator.found(in_reading_order(findings), stopped=stopped)

    def _cards(self, loaded: LoadedVisit) -> None:
        """A visit's microsite, if it would be another: first the cards that somebody looks at."""
        state = self._state_of(loaded)
        there = self.settings.microsite_folder(loaded.slug).is_dir()
        if there and state.is_as(self.built.get(loaded.slug)):
            return
        if loaded.visit is not None and loaded.visit.privacy is not Privacy.CLASSIFIED:
            require_secret(loaded, self.settings, self.environment)  # a preview never makes one
        home = f"guests/{loaded.slug}/"
        paths = {path.removeprefix(home) for path in self.stage.watched() if path.startswith(home)}
        if there and paths:
            ahead = cards_ahead(loaded, self.settings, self.environment, paths)
            self.stage.show_ahead({f"{home}{path}": page for path, page in ahead.items()})
        self.narrator.built(build_visit(loaded, self.settings, self.environment))
        self.built[loaded.slug] = state

    def _outputs(self, read: Project) -> None:
        """The lists and the paper, last of all: nobody looks at them in a browser."""
        for loaded in read.visits:
            if self.superseded():
                raise SupersededError
            if loaded.sound:
                with self._noting():
                    build_outputs(loaded, self.settings, self.environment)

    def _state_of(self, loaded: LoadedVisit) -> _State:
        """What a visit's microsite is made of."""
        try:
            secret = (self.settings.secrets_folder / f"{loaded.slug}.key").read_bytes()
        except OSError:
            secret = b""
        return _State((loaded,), (self.settings, self._day, digest_of_bytes(secret)))

    def _handbook(self, read: Project) -> list[Finding]:
        """The handbook, if it would be another, with the last good state of each visit; what the
        checks found.
        """
        visits = tuple(self.good.get(each.slug, each) for each in read.visits)
        project = replace(read, visits=visits)
        findings = findings_by_visit(project)
        inputs = handbook_inputs(read, self.environment, self._day)
        standing = digest_of_folder(self.settings.docs_folder)
        config = (self.root / "mkdocs.yml").read_bytes()
        secrets = digest_of_folder(self.settings.secrets_folder)
        state = _State(visits, (standing, config, self._day, secrets))
        current = self.handbook is None and is_current(self.settings, inputs)
        if not current and not state.is_as(self.handbook):
            build_handbook(project, findings, self.superseded)
            if visits == read.visits:
                keep_inputs(self.settings, inputs)
            self.narrator.built_handbook(self.settings)
        self.handbook = state
        sound = {each.slug for each in read.visits if each.sound}
        return [each for slug in sorted(sound) for each in findings[slug]]

    @property
    def _day(self) -> date:
        return today(self.environment)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        """Within it, what stands in the way becomes a fault instead of an end."""
        try:
            yield
        except SupersededError:
            raise
        except SecretError as problem:
            self.faults.append(problem.finding)
        except UnreadableError as problem:
            self.faults += problem.findings
        except Timeout:
            self.faults.append(_fault("serve.busy", "output/.lock"))
        except OSError as problem:
            place = str(problem.filename or self.root)
            self.faults.append(_fault("serve.disk", place, why=problem.strerror or str(problem)))
        except MkDocsException as problem:
            self.faults.append(_fault("serve.handbook", "mkdocs.yml", why=problem.message))
        except Exception as problem:  # a fault of ours: the pages that are there stay open
            self.narrator.failed()
            self.faults.append(_fault("serve.unexpected", str(self.root), why=repr(problem)))


class UnreadableError(Exception):
    """The project's own settings cannot be read."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__()


def _settings(root: Path) -> Settings:
    """The project's settings. Raises OSError or UnreadableError."""
    try:
        settings = read_settings(root)
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, TypeError) as problem:
        _, findings = read_yaml(root / "mkdocs.yml", "mkdocs.yml")
        why = str(problem).splitlines()[0]
        raise UnreadableError(_errors(findings) or (_unset(why),)) from problem
    wanted = {"visits": str, "guest_url": str | None, "appearance": dict}
    for name, kind in wanted.items():
        if not isinstance(found := getattr(settings, name), kind):
            raise UnreadableError((_unset(f"reception: {name}: {found}"),))
    return settings


def _unset(why: str) -> Finding:
    return _fault("serve.settings", "mkdocs.yml", why=why)


def _fault(code: str, place: str, **values: object) -> Finding:
    return Finding(code, Severity.ERROR, Place(place), vocabulary.text(code, **values))


def _errors(findings: list[Finding] | tuple[Finding, ...]) -> tuple[Finding, ...]:
    return in_reading_order(errors_in(findings))
