"""Knows whether the staff handbook is as its inputs would make it, so that it is built only when
something it says is another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.build.manifest import digest, digest_of_bytes, digest_of_folder, program_digest
from generator.files import write_office_file
from generator.project import Project
from generator.sealing.secret import variable_of
from generator.settings import Settings

FILE = "handbook.json"


def handbook_inputs(project: Project, environment: Mapping[str, str], today: date) -> str:
    """A digest of everything that the handbook is made from."""
    settings = project.settings
    folders = (settings.docs_folder, settings.visits_folder, settings.secrets_folder)
    secrets = [digest(environment.get(variable_of(each.slug))) for each in project.visits]
    return digest(
        program_digest(),
        digest_of_bytes((settings.root / "mkdocs.yml").read_bytes()),
        *(digest_of_folder(folder) for folder in folders),
        secrets,
        today,
    )


def is_current(settings: Settings, inputs: str) -> bool:
    """Whether the handbook that is there was made from just these inputs."""
    try:
        kept = json.loads(_record(settings).read_text("utf-8"))["inputs"]
    except (OSError, ValueError, LookupError, TypeError):
        return False
    return bool(kept == inputs) and (settings.handbook_folder / "index.html").is_file()


def keep_inputs(settings: Settings, inputs: str) -> None:
    """Remember what the handbook was made from. Raises OSError."""
    write_office_file(_record(settings), json.dumps({"inputs": inputs}).encode("ascii"))


def _record(settings: Settings) -> Path:
    return settings.output_folder / FILE
