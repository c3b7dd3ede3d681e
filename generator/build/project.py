"""Builds a project: the guests' microsites, the files for the office, and the staff handbook."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from generator.build.events import (
    BuiltHandbook,
    BuiltProject,
    BuiltVisit,
    Events,
    FindingsByVisit,
    StartedBuild,
    ignore,
)
from generator.build.handbook import FILE as HANDBOOK_FILE
from generator.build.handbook import TREE_FILE, update_handbook
from generator.build.key import prepare_key
from generator.build.manifest import FILE as MICROSITE_FILE
from generator.build.manifest import OFFICE_FILE
from generator.build.shells import FOLDER as SHELLS
from generator.build.workers import in_background
from generator.project import LoadedVisit, Project, findings_by_visit

if TYPE_CHECKING:
    from generator.build.session import BuildSession


def build_project(
    project: Project,
    environment: Mapping[str, str],
    events: Events = ignore,
    *,
    findings: Callable[[], FindingsByVisit] | None = None,
    new_secret: bool = False,
    session: BuildSession | None = None,
) -> BuiltProject:
    """Build the selected visits that were read without errors, and the handbook of all visits.

    Two builds of a project at the same time are for the caller to prevent: see `build_lock`.

    Only files that differ are written. `findings` returns the project's findings where the caller
    needs them too: it is called once everything else is under way. `new_secret` accepts keys that
    differ from those of the last build.

    Without a `session` everything is built at the same time, and visits that never had a key get
    one. Raises what the first step that failed raised: SecretError, OSError, or
    `plugin.HandbookError` where MkDocs cannot build the handbook.

    With a `session`, one process builds again and again: one step after the other, open cards
    first, only what changed since the session's last build. No key is made, a visit with errors
    keeps its last pages, and a step that fails is an event. Raises SupersededError.
    """
    if session is not None:
        from generator.build.session import build_changes  # only the live preview has a session

        return build_changes(project, environment, events, session)
    checked = cache(findings or partial(findings_by_visit, project))
    return _build_all(project, environment, events, checked, new_secret=new_secret)


def forget_last_build(project: Project) -> None:
    """Delete what the last build kept, so that the next one renders every file again.

    The versions of cards, publications and proposals stay. Raises OSError.
    """
    output = project.settings.output_folder
    of_visits = (
        output / loaded.slug / record
        for loaded in project.selected_visits
        for record in (MICROSITE_FILE, OFFICE_FILE)
    )
    for record in (output / HANDBOOK_FILE, output / TREE_FILE, *of_visits):
        record.unlink(missing_ok=True)
    shutil.rmtree(output / SHELLS, ignore_errors=True)


def _build_all(
    project: Project,
    environment: Mapping[str, str],
    events: Events,
    findings: Callable[[], FindingsByVisit],
    *,
    new_secret: bool,
) -> BuiltProject:
    """Build everything at the same time, in several processes where that is safe."""
    visits = [loaded for loaded in project.selected_visits if loaded.is_buildable]
    for loaded in visits:
        prepare_key(loaded, project.settings, environment, events, new_secret=new_secret)
    # A copy: a fresh process is sent it, which os.environ cannot be.
    variables = dict(environment)
    office_files = partial(_build_office_files, visits, project, variables)
    microsites = partial(_build_microsites, visits, project, variables, new_secret=new_secret)
    with in_background(office_files, microsites) as results:
        events(StartedBuild())
        # Only the handbook shows findings: everything else is under way by now.
        update_handbook(project, findings, environment)
    built: tuple[BuiltVisit, ...] = results[1]
    for result in built:
        events(result)
    events(BuiltHandbook(project.settings.handbook_folder))
    return BuiltProject(built, findings())


def _build_microsites(
    visits: Iterable[LoadedVisit],
    project: Project,
    environment: Mapping[str, str],
    *,
    new_secret: bool,
) -> tuple[BuiltVisit, ...]:
    # Imported in the process that runs this, while the others do their work.
    from generator.build.visit import build_visit

    return tuple(
        build_visit(loaded, project.settings, environment, new_secret=new_secret)
        for loaded in visits
    )


def _build_office_files(
    visits: Iterable[LoadedVisit], project: Project, environment: Mapping[str, str]
) -> None:
    # Imported in the process that runs this, while the other prepares the handbook.
    from generator.build.office_files import build_office_files

    for loaded in visits:
        build_office_files(loaded, project.settings, environment)
