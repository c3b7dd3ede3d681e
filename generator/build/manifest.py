"""Remembers of each made file what it was made from, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

FILE = "manifest.json"
FORM = 1
"""The form of the file; one of a newer program is not read, and everything is made anew."""
LIBRARIES = ("babel", "cryptography", "icalendar", "jinja2", "mkdocs-material",
             "pylopdf-fonts-zh-cn", "qrcode", "typst", "tzdata", "xlsxwriter")  # fmt: skip
"""What is made depends on these as on the program itself."""
SOURCES = {".py", ".yml", ".j2", ".js", ".css", ".typ"}


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to be: where it lies in its tree, a digest of all it is made from, and its maker."""

    path: str
    inputs: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that is worked out and not yet set: a digest of what it will say, and its maker. What
    is dated leaves its date out of the digest: it keeps the one on which it last changed.
    """

    digest: str
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A file for the office to be, as `PlannedFile`; but whatever of its visit changes is among its
    inputs, and only its draft tells whether it will be another. `prepare` is done before, once for
    all that need the same.
    """

    path: str
    inputs: str
    draft: Callable[[], Draft]
    prepare: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A made file: what it was made from, its own digest, its size in bytes and its time (ns); and
    the digest of its draft, where it had one.
    """

    inputs: str
    digest: str
    size: int
    modified: int
    draft: str = ""


Manifest = Mapping[str, BuiltFile]


def read_manifest(path: Path) -> dict[str, BuiltFile]:
    """The manifest kept in a file; empty where there is none, or none that this program reads."""
    try:
        found = json.loads(path.read_text("utf-8"))
        if found["form"] != FORM:
            return {}
        return {name: _made(*kept) for name, kept in found["files"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def manifest_text(manifest: Manifest) -> str:
    """The text of the file that keeps a manifest: a line for each made file."""
    lines = (
        f"{json.dumps(name)}:{json.dumps(_kept(made))}" for name, made in sorted(manifest.items())
    )
    return f'{{"form":{FORM},"files":{{\n' + ",\n".join(lines) + "\n}}\n"


def digest(*inputs: object) -> str:
    """32 characters that change whenever one of `inputs` does; each is told by its repr."""
    return hashlib.sha256("\0".join(map(repr, inputs)).encode("utf-8")).hexdigest()[:32]


def digest_of_bytes(content: bytes) -> str:
    """A file's own digest, SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def digest_of_folder(folder: Path) -> str:
    """A digest of every file in a folder, by name and content; hidden and temporary ones aside."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            found.update(path.relative_to(folder).as_posix().encode("utf-8") + b"\0")
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:32]


@cache
def program_digest() -> str:
    """A digest of the program and of the libraries that have a part in what it makes."""
    root = Path(str(files("generator")))
    sources = (path for path in sorted(root.rglob("*")) if path.suffix in SOURCES)
    found = hashlib.sha256()
    for path in sources:
        found.update(path.read_bytes())
    return digest(found.hexdigest(), *map(_version, LIBRARIES))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _kept(made: BuiltFile) -> list[str | int]:
    draft = [made.draft] if made.draft else []
    return [made.inputs, made.digest, made.size, made.modified, *draft]


def _made(inputs: Any, own: Any, size: Any, modified: Any, draft: Any = "") -> BuiltFile:
    return BuiltFile(str(inputs), str(own), int(size), int(modified), str(draft))
