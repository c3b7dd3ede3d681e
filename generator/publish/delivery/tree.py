"""The files of a microsite, and the order in which they go out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.publish.delivery.delivered import PublishError

INDEX = "index.html"
CONTENT_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
"""The kinds of file that a microsite is made of; nothing else is ever delivered."""
OURS = re.compile(r"index\.html|404\.html|sw\.js|g/[A-Za-z0-9_-]{22}\.html")
"""The paths of a microsite; a file of another name is somebody else's and stays untouched."""

Tree = Mapping[str, Path]
"""A microsite: each file by its path within the tree."""


def read_tree(folder: Path) -> Tree:
    """The built tree in `folder`. Raises PublishError when there is none, or when something lies in
    it that a microsite never holds.
    """
    if not (folder / INDEX).is_file():
        raise PublishError("no_tree", folder.name)
    found = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    foreign = sorted(path for path in found if not OURS.fullmatch(path))
    if foreign:
        raise PublishError("foreign", folder.name, found="、".join(foreign[:5]))
    return found


def content_type(path: str) -> str:
    """The type that a server is to say of a file."""
    return CONTENT_TYPES[Path(path).suffix]


def stages(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Paths in the order they go out: cards, then the worker that keeps them, then the index, so
    that nothing leads to a page that is not there yet.
    """
    every = sorted(paths)
    cards = tuple(path for path in every if path.startswith("g/"))
    index = tuple(path for path in every if path == INDEX)
    return cards, tuple(path for path in every if path not in (*cards, *index)), index
