"""The public API: from a project's folder to findings, agendas, cards and a built site.

A project is a folder with mkdocs.yml, docs/ and visits/. Bad input is data: what is wrong in a file
is among the findings, and nothing raises for it.
"""

from __future__ import annotations

from pathlib import Path

from generator import project as projects
from generator.agenda import Agenda, agenda_of
from generator.build.events import BuiltProject, BuiltVisit, Event
from generator.build.project import build_project
from generator.check import CheckResult, check_visit
from generator.findings import Finding, Severity
from generator.model.visit import Visit
from generator.project import LoadedVisit, Project, findings_by_visit, visit_folders
from generator.render.card.content import card_content
from generator.sealing.addresses import visit_links
from generator.sealing.links import Link
from generator.settings import project_root, read_settings

__all__ = [
    "Agenda",
    "BuiltProject",
    "BuiltVisit",
    "CheckResult",
    "Event",
    "Finding",
    "Link",
    "LoadedVisit",
    "Project",
    "Severity",
    "Visit",
    "agenda_of",
    "build_project",
    "card_content",
    "check_visit",
    "findings_by_visit",
    "load_project",
    "load_visit",
    "visit_links",
]


def load_project(root: Path) -> Project:
    """Load a project: its settings, its standing pages, and every visit that is not retired.

    Raises OSError, UnicodeDecodeError or yaml.YAMLError where mkdocs.yml cannot be read.
    """
    settings = read_settings(root.resolve())
    return projects.load_project(settings, visit_folders(settings))


def load_visit(folder: Path) -> LoadedVisit:
    """Load one visit from its folder in a project.

    Raises FileNotFoundError where the folder is in no project or has no visit.yml, and OSError,
    UnicodeDecodeError or yaml.YAMLError where mkdocs.yml cannot be read.
    """
    folder = folder.resolve()
    root = project_root(folder)
    if root is None or not (folder / "visit.yml").is_file():
        raise FileNotFoundError(f"no visit of a project: {folder}")
    project = projects.load_project(read_settings(root), (folder,))
    # Another folder of the project may have the same name: a copy beside visits/, for example.
    return next(loaded for loaded in project.visits if loaded.folder == folder)
