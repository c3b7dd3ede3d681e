"""A project as it was at an earlier commit: read by git into a folder, without the network."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_NOT_OURS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What git tells its hooks: where a hook runs `handbook`, the project is found anew."""
_QUIETLY = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}


class HistoryError(Exception):
    """An earlier version cannot be had: the key of the words that say why, and their values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class Repository:
    """The repository that a project is kept in; `prefix` is the project's folder in it, as git
    writes it: empty, or with a slash at its end.
    """

    top: Path
    prefix: str

    def commit(self, revision: str) -> str:
        """The commit that a revision names (`HEAD~1`, a tag, a branch)."""
        if not revision or revision.startswith("-"):
            raise HistoryError("no_revision", found=revision)
        asked = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        answer = _git(self.top, *asked)
        if answer.returncode:
            raise HistoryError("no_revision", found=revision)
        return _text(answer.stdout).strip()

    def holds(self, commit: str, path: str) -> bool:
        """Whether there is a file or folder at a path, from the repository's top, in a commit."""
        return not _git(self.top, "cat-file", "-e", f"{commit}:{path}").returncode

    def changed(self, was: str, now: str | None, folder: str) -> tuple[str, ...]:
        """The files under a folder of the project that differ between two commits, or a commit
        and what stands on disk; relative to the project.
        """
        names = ("diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z")
        found = self._lines(*names, was, *((now,) if now else ()), "--", folder)
        if now is None:
            found += self._lines("ls-files", "-o", "--exclude-standard", "-z", "--", folder)
        return tuple(dict.fromkeys(found))

    def extract(self, commit: str, paths: Iterable[str], target: Path) -> None:
        """Write files and folders of a commit, by their paths from the repository's top, under
        `target`. Nothing is written outside of it, nor a link that leads there.
        """
        answer = _git(self.top, "archive", "--format=tar", commit, "--", *paths)
        if answer.returncode:
            raise HistoryError("git_failed", why=_why(answer))
        unpack(answer.stdout, target, commit)

    def _lines(self, *arguments: str) -> list[str]:
        answer = _git(self.top / self.prefix, *arguments)
        if answer.returncode:
            raise HistoryError("git_failed", why=_why(answer))
        return [name for name in answer.stdout.decode("utf-8", "replace").split("\0") if name]


def repository_of(root: Path) -> Repository:
    """The repository that holds a project's folder."""
    top, prefix = (
        _git(root, "rev-parse", option) for option in ("--show-toplevel", "--show-prefix")
    )
    if top.returncode or not top.stdout.strip():
        raise HistoryError("no_repository", folder=root)
    return Repository(Path(_text(top.stdout).rstrip("\n")), _text(prefix.stdout).rstrip("\n"))


def unpack(archive: bytes, target: Path, name: str) -> None:
    """Unpack a tar archive under `target`, refusing what leads out of it."""
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), encoding="utf-8") as tar:
            tar.extractall(target, filter="data")
    except tarfile.FilterError as problem:
        raise HistoryError("refused_archive", found=name, name=problem.tarinfo.name) from None
    except (tarfile.TarError, OSError) as problem:
        raise HistoryError("git_failed", why=problem) from None


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    try:
        return subprocess.run(
            ("git", *arguments), cwd=folder, env=kept | _QUIETLY, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise HistoryError("no_git") from None
    except (OSError, ValueError) as problem:  # a NUL character in a name is a ValueError
        raise HistoryError("git_failed", why=problem) from None


def _text(said: bytes) -> str:
    return said.decode("utf-8", "surrogateescape")


def _why(answer: subprocess.CompletedProcess[bytes]) -> str:
    """The last thing git said."""
    said = answer.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else str(answer.returncode)
