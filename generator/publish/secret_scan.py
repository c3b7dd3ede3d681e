"""Finds what may not be committed: git keeps for ever what once was in it.

Keys, addresses of cards and identity numbers nowhere, what the program makes nowhere, and telephone
numbers only among the visits.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.findings import Finding, Place, error, in_reading_order
from generator.model.redaction import TELEPHONE
from generator.settings import PROGRAM_KEYWORD, Settings

KEYS = re.compile(
    # As a visit's secret is in its file. A digest in a policy looks alike, and names its kind.
    r"(?<![\w/+=-])(?<!sha256-)[A-Za-z0-9_-]{43}=(?![\w/+=])"
    r"|RECEPTION_SECRET_\w+\W{1,6}[A-Za-z0-9_-]{43}"
    r"|[A-Z]{2,}_SECRET_ACCESS_KEY[\"']?\s*[=:]\s*[\"']?[\w/+]{16}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----",
    re.MULTILINE,
)
ADDRESSES = re.compile(r"/g/[A-Za-z0-9_-]{22}\.html|(?:#|%23)k(?:=|%3D)[A-Za-z0-9_-]{43}")
IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])([1-9]\d{5})[ -]?"
    r"((?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))[ -]?(\d{3}[\dXx])(?![0-9A-Za-z])"
)
"""A number as on a Chinese identity card, before its check digit is tried (GB 11643-1999)."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
LETTERS = re.compile(r"[0-9A-Za-z_]")
"""Beside a telephone number there is none: then it is a piece of a digest or of an identifier."""
PACKAGE = b"PK\x03\x04"
"""What workbooks, documents and other zip archives begin with."""
MOST_UNPACKED = 50_000_000
"""Bytes of a file that are looked through; one with more is refused, since nobody can know."""
DEEPEST = 3
"""An archive within an archive within an archive is unpacked; one more is refused."""


def committing_findings(
    paths: Iterable[Path], settings: Settings, allowed: Collection[str]
) -> tuple[Finding, ...]:
    """What may not be committed of the files at `paths`. `allowed` are beginnings of telephone
    numbers that may stand anywhere: of a switchboard, of made-up examples. Raises OSError.
    """
    found: list[Finding] = []
    for path in paths:
        whole = path.absolute()
        shown = _shown(whole, settings.root)
        if code := _code_of_place(whole, settings):
            found.append(error(code, Place(shown)))
            continue
        outside = not whole.is_relative_to(settings.visits_folder)
        try:
            for text, lined in _texts(_content(path)):
                found += _in_text(text, shown, allowed, lined=lined, numbers=outside)
                if _made_here(text, lined=lined, outside=outside):
                    found.append(error("commit.made", Place(shown)))
        except _TooLargeError:
            size = MOST_UNPACKED // 1_000_000
            found.append(error("commit.too_large", Place(shown), most=size))
    return in_reading_order(found)


def _content(path: Path) -> bytes:
    if path.stat().st_size > MOST_UNPACKED:
        raise _TooLargeError
    return path.read_bytes()


def _made_here(text: str, *, lined: bool, outside: bool) -> bool:
    """Whether a text is the metadata of an output of ours: a PDF's anywhere; a workbook's outside
    visits/, where a list that was filled in comes back as a source.
    """
    if lined:
        return text.startswith("%PDF") and PROGRAM_KEYWORD in text
    return outside and f"<cp:keywords>{PROGRAM_KEYWORD}</cp:keywords>" in text


def _code_of_place(path: Path, settings: Settings) -> str | None:
    """Why a file may not be committed wherever it says; None where that hangs on what it says."""
    if path.suffix == ".key" or path.is_relative_to(settings.secrets_folder):
        return "commit.key"
    if any(path.is_relative_to(made) for made in (settings.site_folder, settings.output_folder)):
        return "commit.made"
    return None


def _in_text(
    text: str, shown: str, allowed: Collection[str], *, lined: bool, numbers: bool
) -> Iterator[Finding]:
    def place(at: int) -> Place:
        return Place(shown, text.count("\n", 0, at) + 1 if lined else None)

    for code, pattern in (("commit.key", KEYS), ("commit.address", ADDRESSES)):
        for match in pattern.finditer(text):
            yield error(code, place(match.start()))
    for match in IDENTITY.finditer(text):
        if _is_identity_number("".join(match.groups())):
            yield error("commit.identity", place(match.start()), found=f"{match[1][:3]}…")
    for match in TELEPHONE.finditer(text) if numbers else ():
        number = re.sub(r"\D", "", match[0]).removeprefix("86")
        if not (_within_a_word(text, match) or number.startswith(tuple(allowed))):
            masked = f"{number[:3]}…{number[-2:]}"
            yield error("commit.telephone", place(match.start()), found=masked)


def _is_identity_number(number: str) -> bool:
    """Whether the last character is the check digit of those before it (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[-1].upper() == _CHECKS[total % 11]


def _within_a_word(text: str, match: re.Match[str]) -> bool:
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return LETTERS.search(around) is not None


class _TooLargeError(Exception):
    """A file says more than can be looked through."""


def _texts(content: bytes) -> Iterator[tuple[str, bool]]:
    """What a file says, and whether its lines are those that people see: a workbook's parts are
    unpacked, and whatever the encoding, digits and Latin letters come out.

    Raises _TooLargeError.
    """
    if not content.startswith(PACKAGE):
        yield _decoded(content), True
        return
    left = MOST_UNPACKED
    for part in _parts(content, DEEPEST):
        left -= len(part)
        if left < 0:
            raise _TooLargeError
        yield _decoded(part), False


def _parts(content: bytes, deep: int) -> Iterator[bytes]:
    """The parts of an archive, and of archives in it. Raises _TooLargeError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for entry in package.infolist():
                with package.open(entry) as packed:
                    part = packed.read(MOST_UNPACKED + 1)
                if not part.startswith(PACKAGE):
                    yield part
                elif deep:
                    yield from _parts(part, deep - 1)
                else:
                    raise _TooLargeError
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        yield content  # broken or encrypted: what can be seen of it


def _decoded(content: bytes) -> str:
    text = content.replace(b"\0", b"").decode("utf-8", "replace")
    return unicodedata.normalize("NFKC", text)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
