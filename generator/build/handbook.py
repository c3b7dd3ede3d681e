"""Builds the staff handbook, unless the one on disk was built from the same inputs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from generator.build.events import FindingsByVisit
from generator.build.manifest import digest, digest_of_bytes, digest_of_folder, program_digest
from generator.build.swap import recover, staging_path
from generator.build.tree import install_tree
from generator.clock import today
from generator.files import write_office_file
from generator.project import Project
from generator.sealing.secret import variable_of
from generator.settings import Settings

FILE = "handbook.json"


def update_handbook(
    project: Project, findings: Callable[[], FindingsByVisit], environment: Mapping[str, str]
) -> None:
    """Build the handbook unless it is current. Raises OSError."""
    inputs = handbook_inputs(project, environment, today(environment))
    if is_current(project.settings, inputs):
        return
    build_handbook(project, findings())
    keep_inputs(project.settings, inputs)


def build_handbook(
    project: Project,
    findings: FindingsByVisit,
    superseded: Callable[[], bool] = lambda: False,
) -> None:
    """Build site/handbook in a staging folder, then replace the live one.

    Raises OSError, and `plugin.SupersededError` soon after `superseded` returns True.
    """
    from generator.plugin import build_site  # MkDocs takes a third of a second to import

    folder = project.settings.handbook_folder
    recover(folder)
    fresh = staging_path(folder)
    build_site(project, findings, fresh, superseded)
    install_tree(fresh, folder)


def handbook_inputs(project: Project, environment: Mapping[str, str], day: date) -> str:
    """Return a digest of everything that the handbook is built from."""
    settings = project.settings
    folders = (settings.docs_folder, settings.visits_folder, settings.secrets_folder)
    secrets = [digest(environment.get(variable_of(visit.slug))) for visit in project.visits]
    return digest(
        program_digest(),
        digest_of_bytes((settings.root / "mkdocs.yml").read_bytes()),
        *(digest_of_folder(folder) for folder in folders),
        secrets,
        day,
    )


def is_current(settings: Settings, inputs: str) -> bool:
    """Whether the handbook on disk was built from these inputs."""
    try:
        recorded = json.loads(_record(settings).read_text("utf-8"))["inputs"]
    except (OSError, ValueError, LookupError, TypeError):
        return False
    return bool(recorded == inputs) and (settings.handbook_folder / "index.html").is_file()


def keep_inputs(settings: Settings, inputs: str) -> None:
    """Record what the handbook was built from. Raises OSError."""
    write_office_file(_record(settings), json.dumps({"inputs": inputs}).encode("ascii"))


def _record(settings: Settings) -> Path:
    return settings.output_folder / FILE
