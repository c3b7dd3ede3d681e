"""Finds what may not be committed, since git keeps it for ever.

Keys, addresses of cards, identity numbers and the program's own output may not be committed at all,
telephone numbers only in the folder of visits.
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
    # A visit's key as in its file. A digest in a policy has the same form, and names its kind.
    # Chinese may follow directly: only letters of keys continue one.
    r"(?<![A-Za-z0-9_/+=-])(?<!sha256-)[A-Za-z0-9_-]{43}=(?![A-Za-z0-9_/+=])"
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
"""A number of a Chinese identity card, before its check digit is tested (GB 11643-1999)."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
LETTERS = re.compile(r"[0-9A-Za-z_]")
"""Next to such a character a number is no telephone: it is part of a digest or an identifier."""
PACKAGE = b"PK\x03\x04"
"""The first bytes of workbooks, documents and other zip archives."""
MOST_BYTES = 50_000_000
"""Bytes of a file that are searched; a larger file is refused, since it cannot be known."""
DEEPEST = 3
"""Archives within archives that are unpacked; deeper ones are refused."""


def committing_findings(
    paths: Iterable[Path], settings: Settings, allowed: Collection[str]
) -> tuple[Finding, ...]:
    """Return what may not be committed of the files at `paths`.

    `allowed` are the first digits of telephone numbers that may be in any file: of a switchboard,
    of invented examples. Raises OSError.
    """
    findings: list[Finding] = []
    for path in paths:
        absolute = path.absolute()
        shown = _shown(absolute, settings.root)
        if code := _code_of_path(absolute, settings):
            findings.append(error(code, Place(shown)))
            continue
        outside = not absolute.is_relative_to(settings.visits_folder)
        try:
            for text, lined in _texts(_content(path)):
                findings += _in_text(text, shown, allowed, lined=lined, numbers=outside)
                if _is_output(text, lined=lined, outside=outside):
                    findings.append(error("commit.made", Place(shown)))
        except _TooLargeError:
            size = MOST_BYTES // 1_000_000
            findings.append(error("commit.too_large", Place(shown), most=size))
    return in_reading_order(findings)


def _content(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise _TooLargeError
    return path.read_bytes()


def _is_output(text: str, *, lined: bool, outside: bool) -> bool:
    """Whether a text is the metadata of the program's output: a PDF, or a workbook outside visits/.

    In visits/, a list that was filled in is a source.
    """
    if lined:
        return text.startswith("%PDF") and PROGRAM_KEYWORD in text
    return outside and f"<cp:keywords>{PROGRAM_KEYWORD}</cp:keywords>" in text


def _code_of_path(path: Path, settings: Settings) -> str | None:
    """The code of a path that may not be committed; None where it depends on the content."""
    if path.suffix == ".key" or path.is_relative_to(settings.secrets_folder):
        return "commit.key"
    if any(path.is_relative_to(made) for made in (settings.site_folder, settings.output_folder)):
        return "commit.made"
    return None


def _in_text(
    text: str, shown: str, allowed: Collection[str], *, lined: bool, numbers: bool
) -> Iterator[Finding]:
    def place(start: int) -> Place:
        return Place(shown, text.count("\n", 0, start) + 1 if lined else None)

    for code, pattern in (("commit.key", KEYS), ("commit.address", ADDRESSES)):
        for match in pattern.finditer(text):
            yield error(code, place(match.start()))
    for match in IDENTITY.finditer(text):
        if _is_identity_number("".join(match.groups())):
            yield error("commit.identity", place(match.start()), found=f"{match[1][:3]}…")
    for match in TELEPHONE.finditer(text) if numbers else ():
        number = re.sub(r"\D", "", match[0]).removeprefix("86")
        if not (_is_within_word(text, match) or number.startswith(tuple(allowed))):
            masked = f"{number[:3]}…{number[-2:]}"
            yield error("commit.telephone", place(match.start()), found=masked)


def _is_identity_number(number: str) -> bool:
    """Whether the last character is the check digit of those before it (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[-1].upper() == _CHECKS[total % 11]


def _is_within_word(text: str, match: re.Match[str]) -> bool:
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return LETTERS.search(around) is not None


class _TooLargeError(Exception):
    """A file has more content than is searched."""


def _texts(content: bytes) -> Iterator[tuple[str, bool]]:
    """Yield the texts in a file, and whether their lines are those that people see.

    Archives are unpacked. Digits and Latin letters are decoded whatever the encoding. Raises
    _TooLargeError.
    """
    if not content.startswith(PACKAGE):
        yield _decoded(content), True
        return
    remaining = MOST_BYTES
    for part in _parts(content, DEEPEST):
        remaining -= len(part)
        if remaining < 0:
            raise _TooLargeError
        yield _decoded(part), False


def _parts(content: bytes, depth: int) -> Iterator[bytes]:
    """The files in an archive, and in archives in it. Raises _TooLargeError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for member in package.infolist():
                with package.open(member) as file:
                    part = file.read(MOST_BYTES + 1)
                if not part.startswith(PACKAGE):
                    yield part
                elif depth:
                    yield from _parts(part, depth - 1)
                else:
                    raise _TooLargeError
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        yield content  # broken or encrypted: searched as it is


def _decoded(content: bytes) -> str:
    text = content.replace(b"\0", b"").decode("utf-8", "replace")
    return unicodedata.normalize("NFKC", text)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
