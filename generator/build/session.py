"""Builds again and again in one process: only what changed, open cards first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from generator.build.events import (
    BuiltHandbook,
    BuiltMicrosites,
    BuiltProject,
    BuiltVisit,
    Events,
    FailedStep,
    FindingsByVisit,
    RenderedCards,
)
from generator.build.handbook import build_handbook, handbook_inputs, is_current, keep_inputs
from generator.build.manifest import digest_of_bytes, digest_of_folder
from generator.build.visit import build_visit, render_cards
from generator.clock import today
from generator.handbook_pages import SupersededError
from generator.project import LoadedVisit, Project, findings_by_visit
from generator.sealing.secret import require_secret
from generator.settings import Settings


@dataclass(frozen=True, eq=False)
class Inputs:
    """What pages were built from: visits, and everything else.

    Visits are compared by identity: `load_project` returns the same object for a visit that did not
    change, and to compare their fields takes longer.
    """

    visits: tuple[LoadedVisit, ...]
    others: tuple[object, ...]

    def same_as(self, former: Inputs | None) -> bool:
        """Whether the same pages would come of both."""
        return (
            former is not None
            and list(map(id, self.visits)) == list(map(id, former.visits))
            and self.others == former.others
        )


@dataclass
class BuildSession:
    """What one process keeps from one build to the next.

    `open_pages` returns the paths below site/ of the pages that somebody has open. `superseded`
    returns True once the sources changed again, so that the rest of a build is not worth the time.
    """

    open_pages: Callable[[], Collection[str]] = tuple
    superseded: Callable[[], bool] = lambda: False
    buildable: dict[str, LoadedVisit] = field(default_factory=dict)
    """The last version of each visit that was read without errors."""
    visits: dict[str, Inputs] = field(default_factory=dict)
    handbook: Inputs | None = None


def build_changes(
    project: Project, environment: Mapping[str, str], events: Events, session: BuildSession
) -> BuiltProject:
    """Build what changed since the session's last build: see `build_project`."""

    @contextmanager
    def step() -> Iterator[None]:
        """Report a failure as an event, so that the next step follows."""
        try:
            yield
        except SupersededError:
            raise
        except Exception as problem:
            events(FailedStep(problem))

    buildable = {loaded.slug: loaded for loaded in project.visits if loaded.is_buildable}
    # Of a visit that became classified, the last version without errors is not shown either.
    slugs = {loaded.slug for loaded in project.visits if not loaded.is_classified}
    last = session.buildable | buildable
    session.buildable = {slug: loaded for slug, loaded in last.items() if slug in slugs}
    built: list[BuiltVisit] = []
    for loaded in buildable.values():
        with step():
            if result := _build_microsite(loaded, project.settings, environment, events, session):
                built.append(result)
    events(BuiltMicrosites())
    findings: FindingsByVisit = {}
    with step():
        findings = _build_handbook(project, environment, events, session)
    from generator.build.office_files import build_office_files  # paper takes time to import

    for loaded in buildable.values():
        if session.superseded():
            raise SupersededError
        with step():
            build_office_files(loaded, project.settings, environment)
    return BuiltProject(tuple(built), findings)


def _build_microsite(
    loaded: LoadedVisit,
    settings: Settings,
    environment: Mapping[str, str],
    events: Events,
    session: BuildSession,
) -> BuiltVisit | None:
    """Build a visit's microsite if it would differ, its open cards first."""
    inputs = _inputs_of(loaded, settings, environment)
    exists = settings.microsite_folder(loaded.slug).is_dir()
    if exists and inputs.same_as(session.visits.get(loaded.slug)):
        return None
    if not loaded.is_classified:
        require_secret(loaded, settings, environment)  # a session never makes one
    home = f"guests/{loaded.slug}/"
    pages = {path.removeprefix(home) for path in session.open_pages() if path.startswith(home)}
    if exists and pages:
        cards = render_cards(loaded, settings, environment, pages)
        events(RenderedCards({f"{home}{path}": page for path, page in cards.items()}))
    result = build_visit(loaded, settings, environment)
    events(result)
    session.visits[loaded.slug] = inputs
    return result


def _inputs_of(loaded: LoadedVisit, settings: Settings, environment: Mapping[str, str]) -> Inputs:
    """Return what a visit's microsite is built from."""
    try:
        secret = (settings.secrets_folder / f"{loaded.slug}.key").read_bytes()
    except OSError:
        secret = b""
    return Inputs((loaded,), (settings, today(environment), digest_of_bytes(secret)))


def _build_handbook(
    project: Project, environment: Mapping[str, str], events: Events, session: BuildSession
) -> FindingsByVisit:
    """Build the handbook if it would differ, with the last buildable version of each visit.

    Returns the findings by visit.
    """
    settings, day = project.settings, today(environment)
    visits = tuple(session.buildable.get(loaded.slug, loaded) for loaded in project.visits)
    shown = replace(project, visits=visits)
    findings = findings_by_visit(shown)
    recorded = handbook_inputs(project, environment, day)
    docs = digest_of_folder(settings.docs_folder)
    config = (settings.root / "mkdocs.yml").read_bytes()
    secrets = digest_of_folder(settings.secrets_folder)
    inputs = Inputs(visits, (docs, config, day, secrets))
    current = session.handbook is None and is_current(settings, recorded)
    if not current and not inputs.same_as(session.handbook):
        build_handbook(shown, findings, session.superseded)
        if visits == project.visits:
            keep_inputs(settings, recorded)
        events(BuiltHandbook(settings.handbook_folder))
    session.handbook = inputs
    return findings
