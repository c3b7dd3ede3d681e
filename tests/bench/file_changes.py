"""Finds the files that a command wrote again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TREES = ("site", "output")
BuiltFiles = Mapping[Path, tuple[int, int, bytes]]
"""A file's inode, its time (ns) and the digest of its bytes."""


@dataclass(frozen=True, slots=True)
class FileChanges:
    """Numbers of files after a command: written with new content, written with the same, or not.

    `cards` and `others` have new content, `unchanged` ones were written again with the same, and
    `untouched` ones were not written.
    """

    cards: int
    others: int
    unchanged: int
    untouched: int


def built_files(root: Path) -> BuiltFiles:
    """Return every built file of a project."""
    paths = (path for tree in TREES for path in (root / tree).rglob("*") if path.is_file())
    return {path: _stamp_of(path) for path in paths}


def changes_between(before: BuiltFiles, after: BuiltFiles) -> FileChanges:
    """Count what was written between two states of a project."""
    written = [path for path in after if before.get(path) != after[path]]
    changed = [path for path in written if path not in before or before[path][2] != after[path][2]]
    cards = sum(path.parent.name == "g" for path in changed)
    return FileChanges(
        cards, len(changed) - cards, len(written) - len(changed), len(after) - len(written)
    )


def _stamp_of(path: Path) -> tuple[int, int, bytes]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns, hashlib.sha256(path.read_bytes()).digest()
