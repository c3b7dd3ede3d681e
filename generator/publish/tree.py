"""Puts a whole tree of files in place at once: built beside the old one, then exchanged."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path


def write_tree(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Replace `folder` by a tree of (relative path, content); how many files it has.

    If anything fails before the exchange, the old tree stays as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.parent / f".{folder.name}.new"
    former = folder.parent / f".{folder.name}.old"
    for leftover in (fresh, former):
        shutil.rmtree(leftover, ignore_errors=True)
    count = 0
    made: set[Path] = set()
    for path, content in files:
        target = fresh / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(content)
        count += 1
    if folder.exists():
        folder.rename(former)
    fresh.rename(folder)
    shutil.rmtree(former, ignore_errors=True)
    return count


def write_file(path: Path, content: bytes) -> None:
    """Replace one file at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
