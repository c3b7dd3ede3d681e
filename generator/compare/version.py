"""One version of a visit with the standing pages it stands on: from a folder, or from a commit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import yaml

from generator.compare.git import HistoryError, Repository
from generator.findings import Finding, has_errors, in_reading_order
from generator.load.standing import load_standing
from generator.load.visit import load_visit
from generator.model.visit import Visit
from generator.settings import Settings, project_root, read_settings

_OF_FOLDER = "visit.slug"
"""A finding about a folder's name, which a copy kept for comparing may have as it likes."""


@dataclass(frozen=True)
class Version:
    """A version by the name it was asked for, what was read of it, and what is wrong with it."""

    name: str
    visit: Visit | None
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether it was read without an error, so that it can be compared."""
        return self.visit is not None and not has_errors(self.findings)


def version_in(folder: Path, settings: Settings, name: str) -> Version:
    """The version in a folder, with the standing pages of the project that the folder lies in,
    else with those of the project that `settings` are of.
    """
    root = project_root(folder) or settings.root
    return _loaded(folder, root, name)


def version_at(
    repository: Repository, commit: str, name: str, visit: str, path: str = ""
) -> Version:
    """The version of a commit: of the visit called `visit`, or of the folder at `path` from the
    repository's top.
    """
    with TemporaryDirectory(prefix="handbook-") as made:
        top = Path(made).resolve()
        prefix = _project_above(repository, commit, path) if path else repository.prefix
        pages = [f"{prefix}{page}" for page in ("mkdocs.yml", "docs")]
        pages = [page for page in pages if repository.holds(commit, page)]
        if pages:
            repository.extract(commit, pages, top)
        root = top / prefix
        folder = path or f"{prefix}{_visits_folder(root)}/{visit}"
        if not repository.holds(commit, f"{folder}/visit.yml"):
            raise HistoryError("not_in_revision", found=name, path=f"{folder}/visit.yml")
        repository.extract(commit, [folder], top)
        return _loaded(top / folder, root, name)


def _loaded(folder: Path, root: Path, name: str) -> Version:
    standing, of_pages = load_standing(Settings(root).docs_folder)
    visit, of_visit = load_visit(folder, standing, root)
    findings = (f for f in (*of_pages, *of_visit) if f.code != _OF_FOLDER)
    return Version(name, visit, in_reading_order(findings))


def _project_above(repository: Repository, commit: str, path: str) -> str:
    """The folder of the project that a path lies in, in a commit."""
    for parent in PurePosixPath(path).parents:
        prefix = "" if parent == PurePosixPath(".") else f"{parent}/"
        if repository.holds(commit, f"{prefix}mkdocs.yml"):
            return prefix
    return repository.prefix


def _visits_folder(root: Path) -> str:
    """What the folder of visits was called: the commit's own mkdocs.yml says, where it can."""
    try:
        return str(read_settings(root).visits).strip("/")
    except (OSError, ValueError, yaml.YAMLError):
        return Settings(root).visits
