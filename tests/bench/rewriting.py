"""Sees which files a command wrote again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TREES = ("site", "output")
Seen = Mapping[Path, tuple[int, int, bytes]]
"""A file's inode, its time (ns) and the digest of its bytes."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """How many files a command wrote: `cards` and `others` that say something else than before, and
    `needless` ones that say the same; `kept` are those that it left alone.
    """

    cards: int
    others: int
    needless: int
    kept: int


def seen(root: Path) -> Seen:
    """Every file that was built in a project."""
    paths = (path for tree in TREES for path in (root / tree).rglob("*") if path.is_file())
    return {path: _seen(path) for path in paths}


def rewritten(before: Seen, after: Seen) -> Rewritten:
    """What was written between two looks at the same project."""
    written = [path for path in after if before.get(path) != after[path]]
    other = [path for path in written if path not in before or before[path][2] != after[path][2]]
    cards = sum(path.parent.name == "g" for path in other)
    return Rewritten(
        cards, len(other) - cards, len(written) - len(other), len(after) - len(written)
    )


def _seen(path: Path) -> tuple[int, int, bytes]:
    said = path.stat()
    return said.st_ino, said.st_mtime_ns, hashlib.sha256(path.read_bytes()).digest()
