"""The terms of a delivery: the files of a microsite, the state of its target, and the result."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from generator import vocabulary
from generator.build.manifest import digest_of_bytes
from generator.findings import Finding, Place, Severity

INDEX = "index.html"
CONTENT_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
"""The kinds of file in a microsite; no other is ever delivered."""
MICROSITE_PATHS = re.compile(r"index\.html|404\.html|sw\.js|g/[A-Za-z0-9_-]{22}\.html")
"""The paths of a microsite; a file of any other name belongs to somebody else and is left alone."""
MOST_NAMED = 5
"""How many files a message names."""

Tree = Mapping[str, Path]
"""A microsite: each file by its path within the tree."""
OnProgress = Callable[[int, int], None]
"""Called with the number of files done and of all files."""


class PublishError(Exception):
    """Nothing could be delivered; `finding` explains why and how to correct it."""

    def __init__(self, code: str, place: object, **values: object) -> None:
        message = vocabulary.message(f"publish.{code}", place=place, **values)
        self.finding = Finding(f"publish.{code}", Severity.ERROR, Place(str(place)), message)
        super().__init__(code)


@dataclass(frozen=True)
class ReleaseInfo:
    """Who published a release, stored beside it for the next publisher.

    `publication` is the name of its record, `id` a value that no other release has.
    """

    publication: str
    by: str = ""
    at: str = ""
    id: str = ""

    def as_bytes(self) -> bytes:
        """Return the content of its file."""
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8")


def release_info_from(content: bytes) -> ReleaseInfo | None:
    """Parse the content of a release's file; None where it is not one."""
    try:
        fields = json.loads(content)
        return ReleaseInfo(*(str(fields[name]) for name in ("publication", "by", "at", "id")))
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


@dataclass(frozen=True)
class TargetState:
    """A digest of each file of the microsite at a target, by path, and its release.

    Two states are equal only where nobody published in between.
    """

    files: Mapping[str, str]
    release: ReleaseInfo | None = None

    def has(self, path: str, content: bytes) -> bool:
        """Whether a file has the given content, by its digest."""
        return self.files.get(path) in (digest_of_bytes(content), md5_of(content))


def md5_of(content: bytes) -> str:
    """Return the digest that object stores report, marked as such."""
    return f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"


@dataclass(frozen=True)
class Delivery:
    """The result of a delivery, by path.

    `missing` are the files that the target does not have as built, `left` those that should have
    been removed from it; `why` is an object store's last error message.
    """

    target: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    missing: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    why: str = ""

    @property
    def complete(self) -> bool:
        """Whether the target has exactly what was built."""
        return not (self.missing or self.left)


def read_tree(folder: Path) -> Tree:
    """Return the built tree in `folder`.

    Raises PublishError where there is none, or where it has a file that no microsite has.
    """
    if not (folder / INDEX).is_file():
        raise PublishError("no_tree", folder.name)
    files = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    if foreign := sorted(path for path in files if not MICROSITE_PATHS.fullmatch(path)):
        raise PublishError("foreign", folder.name, found="、".join(foreign[:MOST_NAMED]))
    return files


def files_below(folder: Path) -> list[Path]:
    """Return every file in a folder and its subfolders; none where there is no such folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def content_type(path: str) -> str:
    """Return the content type that a server is to send with a file."""
    return CONTENT_TYPES[Path(path).suffix]


def stages(paths: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return paths in the order of delivery: cards, then the service worker, then the index.

    So no page links to one that is not there yet.
    """
    ordered = sorted(paths)
    cards = tuple(path for path in ordered if path.startswith("g/"))
    index = tuple(path for path in ordered if path == INDEX)
    return cards, tuple(path for path in ordered if path not in (*cards, *index)), index
