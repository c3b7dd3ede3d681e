"""What a form sends: texts, and files, which are kept in a folder while a command reads them."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import parse_qsl

from anyio import fail_after
from starlette.exceptions import HTTPException
from starlette.requests import Request

from generator.preview.server import CLOSED

MOST_BYTES = 1_000_000
"""The most bytes of a form: roll calls of 400 people, copied as text, are a tenth of it."""
MOST_BYTES_WITH_FILES = 30_000_000
"""The most bytes of a form with files: the reply of a unit of 400 people has some 100 KB."""
MOST_FILES = 200
LONGEST_FORM = 60.0
"""Seconds in which a form has arrived, with all its files."""
_MOST_CHARACTERS = 60
"""Of a file's name: in UTF-8 a Chinese one of 60 is below the 255 bytes of a file system."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)
"""Names of devices on Windows."""
_NAME = re.compile(r'[;\s]name="([^"]*)"', re.I)
_FILENAME = re.compile(r'[;\s]filename="([^"]*)"', re.I)


class TooLargeError(Exception):
    """A form is larger than the desk reads, or has too many files."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent, with a name that is safe to use in a folder."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class SentForm:
    """The texts of a form by field, and its files."""

    values: dict[str, list[str]]
    files: tuple[SentFile, ...] = ()


async def sent_form(request: Request) -> SentForm:
    """What a form sends. Raises TooLargeError, and HTTPException for one that does not end."""
    header = Message()
    header["Content-Type"] = request.headers.get("Content-Type", "")
    boundary = header.get_boundary()
    body = await _body(request, MOST_BYTES_WITH_FILES if boundary else MOST_BYTES)
    if not boundary:
        return _form(parse_qsl(body.decode("utf-8", "replace")))
    parts = list(_parts(body, boundary.encode("latin-1", "replace")))
    files = [(name, content) for _, name, content in parts if name]
    if len(files) > MOST_FILES:
        raise TooLargeError
    texts = ((key, content.decode("utf-8", "replace")) for key, name, content in parts if not name)
    return _form(texts, files)


def keep_files(files: Iterable[SentFile]) -> Path:
    """Write files into a new folder that nobody else can read, and return it. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix="handbook-"))
    try:
        for file in files:
            (folder / file.name).write_bytes(file.content)
    except BaseException:  # what is there may be a list of people
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def safe_name(name: str) -> str:
    """A name without folders and characters that a system or a command takes for something else."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*')
    kept = kept.lstrip("-. ").rstrip(". ")
    stem, dot, suffix = kept.rpartition(".")
    short = f"{stem[:_MOST_CHARACTERS]}.{suffix[:10]}" if dot else kept[:_MOST_CHARACTERS]
    return f"_{short}" if _RESERVED.match(short) else short or "file"


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    try:
        with fail_after(LONGEST_FORM):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise TooLargeError
    except TimeoutError:
        raise HTTPException(408, headers=CLOSED) from None
    return bytes(body)


def _form(texts: Iterable[tuple[str, str]], files: Iterable[tuple[str, bytes]] = ()) -> SentForm:
    values: dict[str, list[str]] = {}
    for key, text in texts:
        values.setdefault(key, []).append(text)
    named: dict[str, SentFile] = {}
    for name, content in files:
        unique = _unique(safe_name(name), named)
        named[unique.casefold()] = SentFile(unique, content)
    return SentForm(values, tuple(named.values()))


def _unique(name: str, taken: Iterable[str]) -> str:
    """A name that differs from those taken, in a file system without upper and lower case too."""
    stem, dot, suffix = name.rpartition(".")
    number, unique = 1, name
    while unique.casefold() in taken:
        number += 1
        unique = f"{stem} ({number}).{suffix}" if dot else f"{name} ({number})"
    return unique


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[str, str, bytes]]:
    """The parts of a body of multipart/form-data: (field, name of the file or empty, content).

    Browsers send the names in UTF-8, with %22 for a quotation mark (HTML Living Standard,
    multipart form data).
    """
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]:
        head, separator, content = part.partition(b"\r\n\r\n")
        text = head.decode("utf-8", "replace")
        if separator and (field_name := _NAME.search(text)):
            file_name = _FILENAME.search(text)
            yield field_name[1], file_name[1] if file_name else "", content
