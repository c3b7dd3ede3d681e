"""Records what each built file was built from, so that only what changed is built again."""

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
OFFICE_FILE = "outputs.json"
"""The manifest of the office's files in output/<slug>/."""
FORM = 1
"""The format of the file. One of a newer program is not read, so that everything is rebuilt."""
LIBRARIES = ("babel", "cryptography", "icalendar", "jinja2", "mkdocs-material",
             "pylopdf-fonts-zh-cn", "qrcode", "typst", "tzdata", "xlsxwriter")  # fmt: skip
"""The output depends on these as on the program itself."""
SOURCES = {".py", ".yml", ".j2", ".js", ".css", ".typ"}


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file to build: its path in the tree, a digest of all its inputs, and how to render it."""

    path: str
    inputs: str
    render: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Draft:
    """A file whose content is known and not yet rendered: a digest of the content, and how.

    The digest of a dated file leaves out the date: the file keeps that of its last change. `size`
    is that of the content in bytes, if it is known: it takes memory and time to render.
    """

    digest: str
    render: Callable[[], bytes]
    size: int = 0


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """A file for the office to build.

    Any change of its visit changes its `inputs`; only its `draft` shows whether the content
    differs. `prepare` is called before the draft, in this process, for what several files share.
    """

    path: str
    inputs: str
    draft: Callable[[], Draft]
    prepare: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """A folder of files for the office, drafted together: the parts of a sheet.

    `path` ends with a slash. `drafts` returns the draft of each file by its whole path; for the
    other fields see OfficeFile. In a manifest the folder itself is a file whose size is the number
    of files in it, unless one of them could not be written.
    """

    path: str
    inputs: str
    drafts: Callable[[], Mapping[str, Draft]]
    prepare: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file on disk: digests of its inputs and its bytes, size (bytes) and time (nanoseconds).

    `draft` is the digest of its draft, if it had one.
    """

    inputs: str
    digest: str
    size: int
    modified: int
    draft: str = ""


OfficeOutput = OfficeFile | OfficeFolder
Manifest = Mapping[str, BuiltFile]


def read_manifest(path: Path) -> dict[str, BuiltFile]:
    """Read a manifest; empty where the file is missing or not one that this program reads."""
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["form"] != FORM:
            return {}
        return {name: _parsed(*fields) for name, fields in content["files"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def manifest_text(manifest: Manifest) -> str:
    """Return the text of a manifest's file: a line for each built file."""
    lines = (
        f"{json.dumps(name)}:{json.dumps(_fields(file))}" for name, file in sorted(manifest.items())
    )
    return f'{{"form":{FORM},"files":{{\n' + ",\n".join(lines) + "\n}}\n"


def digest(*inputs: object) -> str:
    """Return 32 characters that change whenever the repr of one of `inputs` does."""
    return hashlib.sha256("\0".join(map(repr, inputs)).encode("utf-8")).hexdigest()[:32]


def digest_of_bytes(content: bytes) -> str:
    """Return the SHA-256 of a file's content in hex."""
    return hashlib.sha256(content).hexdigest()


def digest_of_folder(folder: Path) -> str:
    """Return a digest of the names and contents of all files, except hidden and temporary ones."""
    state = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            state.update(path.relative_to(folder).as_posix().encode("utf-8") + b"\0")
            state.update(hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()[:32]


@cache
def program_digest() -> str:
    """Return a digest of the program and of the libraries that the output depends on."""
    root = Path(str(files("generator")))
    sources = (path for path in sorted(root.rglob("*")) if path.suffix in SOURCES)
    state = hashlib.sha256()
    for path in sources:
        state.update(path.read_bytes())
    return digest(state.hexdigest(), *map(_version, LIBRARIES))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _fields(file: BuiltFile) -> list[str | int]:
    draft = [file.draft] if file.draft else []
    return [file.inputs, file.digest, file.size, file.modified, *draft]


def _parsed(inputs: Any, content: Any, size: Any, modified: Any, draft: Any = "") -> BuiltFile:
    return BuiltFile(str(inputs), str(content), int(size), int(modified), str(draft))
