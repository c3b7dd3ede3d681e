"""Builds the staff handbook, unless the one on disk was built from the same inputs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from generator.build.events import FindingsByVisit
from generator.build.manifest import (
    digest,
    digest_of_bytes,
    digest_of_folder,
    manifest_text,
    program_digest,
    read_manifest,
)
from generator.build.shells import (
    are_kept,
    can_keep_shells,
    filled_files,
    make_shells,
    shell_inputs,
)
from generator.build.swap import recover, staging_path
from generator.build.tree import install_tree, write_tree
from generator.clock import today
from generator.files import write_office_file
from generator.handbook_pages import HandbookPages, handbook_pages
from generator.project import Project
from generator.sealing.secret import variable_of
from generator.settings import Settings

FILE = "handbook.json"
TREE_FILE = "handbook_files.json"
"""The manifest of the handbook's files, where they were filled from shells."""


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

    MkDocs runs only where the shells of the pages differ, or cannot be kept. Raises OSError,
    `plugin.HandbookError`, and SupersededError soon after `superseded` returns True.
    """
    settings = project.settings
    pages = handbook_pages(project, findings)
    inputs = shell_inputs(settings, pages)
    if not are_kept(settings, inputs):
        if not can_keep_shells(settings):
            _build_by_mkdocs(project, pages, superseded)
            return
        make_shells(project, pages, inputs, superseded)
    files = filled_files(settings, pages, inputs, superseded)
    record = settings.output_folder / TREE_FILE
    manifest = write_tree(settings.handbook_folder, files, read_manifest(record))
    write_office_file(record, manifest_text(manifest).encode("utf-8"))


def _build_by_mkdocs(
    project: Project, pages: HandbookPages, superseded: Callable[[], bool]
) -> None:
    from generator.plugin import Prepared, build_site  # MkDocs takes a third of a second to import

    folder = project.settings.handbook_folder
    recover(folder)
    fresh = staging_path(folder)
    build_site(Prepared(project, pages, superseded), fresh)
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
