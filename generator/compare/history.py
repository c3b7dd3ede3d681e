"""Loads a version of a visit with its standing pages: from a folder, or from a git commit.

Commits are read by git into a temporary folder, without the network.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import yaml

from generator.findings import Finding, has_errors, in_reading_order
from generator.load.standing import load_standing
from generator.load.visit import load_visit
from generator.model.visit import Visit
from generator.settings import Settings, project_root, read_settings

_FOLDER_NAME_CODE = "visit.slug"
"""A finding about a folder's name, which does not matter for a copy kept for comparison."""
_HOOK_VARIABLES = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""Set by git for its hooks; a hook that runs `handbook` may be of another repository."""
_GIT_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


class HistoryError(Exception):
    """An earlier version cannot be read; `key` and `values` are those of its message."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


# Versions


@dataclass(frozen=True)
class Version:
    """A version of a visit: its name as given on the command line, the visit, and its findings."""

    name: str
    visit: Visit | None
    findings: tuple[Finding, ...]

    @property
    def is_comparable(self) -> bool:
        """Whether it was read without an error."""
        return self.visit is not None and not has_errors(self.findings)


def version_in(folder: Path, settings: Settings, name: str) -> Version:
    """Load the version in a folder.

    The standing pages are those of the project that contains the folder; without one, those of the
    project of `settings`.
    """
    return _load(folder, project_root(folder) or settings.root, name)


def version_at(
    repository: Repository, commit: str, name: str, visit: str, path: str = ""
) -> Version:
    """Load the version of a commit: of the visit `visit`, or of the folder at `path`.

    `path` is relative to the top of the repository. Raises HistoryError.
    """
    with TemporaryDirectory(prefix="handbook-") as temporary:
        top = Path(temporary).resolve()
        prefix = _project_of(repository, commit, path) if path else repository.prefix
        pages = [f"{prefix}{page}" for page in ("mkdocs.yml", "docs")]
        pages = [page for page in pages if repository.has(commit, page)]
        if pages:
            repository.extract(commit, pages, top)
        root = top / prefix
        folder = path or f"{prefix}{_visits_folder(root)}/{visit}"
        if not repository.has(commit, f"{folder}/visit.yml"):
            raise HistoryError("not_in_revision", found=name, path=f"{folder}/visit.yml")
        repository.extract(commit, [folder], top)
        return _load(top / folder, root, name)


def _load(folder: Path, root: Path, name: str) -> Version:
    standing, page_findings = load_standing(Settings(root).docs_folder)
    visit, visit_findings = load_visit(folder, standing, root)
    findings = (f for f in (*page_findings, *visit_findings) if f.code != _FOLDER_NAME_CODE)
    return Version(name, visit, in_reading_order(findings))


def _project_of(repository: Repository, commit: str, path: str) -> str:
    """The folder of the project that contains a path in a commit."""
    for parent in PurePosixPath(path).parents:
        prefix = "" if parent == PurePosixPath(".") else f"{parent}/"
        if repository.has(commit, f"{prefix}mkdocs.yml"):
            return prefix
    return repository.prefix


def _visits_folder(root: Path) -> str:
    """The name of the folder of visits by the commit's own mkdocs.yml, where it can be read."""
    try:
        return str(read_settings(root).visits).strip("/")
    except (OSError, ValueError, yaml.YAMLError):
        return Settings(root).visits


# Git


@dataclass(frozen=True)
class Repository:
    """The git repository of a project.

    `prefix` is the project's folder in it, as git writes it: empty, or ending with a slash.
    """

    top: Path
    prefix: str

    def commit(self, revision: str) -> str:
        """Return the commit of a revision (`HEAD~1`, a tag, a branch). Raises HistoryError."""
        if not revision or revision.startswith("-"):
            raise HistoryError("no_revision", found=revision)
        arguments = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        result = _git(self.top, *arguments)
        if result.returncode:
            raise HistoryError("no_revision", found=revision)
        return _text(result.stdout).strip()

    def has(self, commit: str, path: str) -> bool:
        """Whether a commit has a file or folder at a path from the repository's top."""
        return not _git(self.top, "cat-file", "-e", f"{commit}:{path}").returncode

    def changed(self, before: str, after: str | None, folder: str) -> tuple[str, ...]:
        """Return the files under a folder of the project that differ between two commits.

        Without `after`, the commit is compared with the files on disk. Paths are relative to the
        project. Raises HistoryError.
        """
        diff = ("diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z")
        names = self._names(*diff, before, *((after,) if after else ()), "--", folder)
        if after is None:
            names += self._names("ls-files", "-o", "--exclude-standard", "-z", "--", folder)
        return tuple(dict.fromkeys(names))

    def extract(self, commit: str, paths: Iterable[str], target: Path) -> None:
        """Write files and folders of a commit, by paths from the repository's top, under `target`.

        Nothing is written outside of `target`, nor a link that leads out of it. Raises
        HistoryError.
        """
        result = _git(self.top, "archive", "--format=tar", commit, "--", *paths)
        if result.returncode:
            raise HistoryError("git_failed", why=_last_line(result))
        unpack(result.stdout, target, commit)

    def _names(self, *arguments: str) -> list[str]:
        result = _git(self.top / self.prefix, *arguments)
        if result.returncode:
            raise HistoryError("git_failed", why=_last_line(result))
        return [name for name in result.stdout.decode("utf-8", "replace").split("\0") if name]


def repository_of(root: Path) -> Repository:
    """Return the repository that contains a project's folder. Raises HistoryError."""
    top, prefix = (
        _git(root, "rev-parse", option) for option in ("--show-toplevel", "--show-prefix")
    )
    if top.returncode or not top.stdout.strip():
        raise HistoryError("no_repository", folder=root)
    return Repository(Path(_text(top.stdout).rstrip("\n")), _text(prefix.stdout).rstrip("\n"))


def unpack(archive: bytes, target: Path, name: str) -> None:
    """Unpack a tar archive under `target`; raise HistoryError for a member that leads out of it."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), encoding="utf-8") as tar:
            tar.extractall(target, filter="data")
    except tarfile.FilterError as problem:
        raise HistoryError("refused_archive", found=name, name=problem.tarinfo.name) from None
    except (tarfile.TarError, OSError) as problem:
        raise HistoryError("git_failed", why=problem) from None


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    inherited = {name: value for name, value in os.environ.items() if name not in _HOOK_VARIABLES}
    environment = inherited | _GIT_ENVIRONMENT
    try:
        return subprocess.run(
            ("git", *arguments), cwd=folder, env=environment, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise HistoryError("no_git") from None
    except (OSError, ValueError) as problem:  # a NUL character in a name is a ValueError
        raise HistoryError("git_failed", why=problem) from None


def _text(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape")


def _last_line(result: subprocess.CompletedProcess[bytes]) -> str:
    """The last line of git's error output."""
    lines = result.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else str(result.returncode)
