"""Says what may not be committed: git keeps for ever what once was in it.

Keys and addresses of cards nowhere, what the program makes nowhere, and telephone numbers only
among the visits.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.findings import Finding, Place, in_reading_order
from generator.load.report import error
from generator.model.redaction import TELEPHONE
from generator.settings import Settings

KEYS = re.compile(
    r"^[A-Za-z0-9_-]{43}=\s*$"  # as a visit's secret stands in its file
    r"|RECEPTION_SECRET_\w+\W{1,6}[A-Za-z0-9_-]{43}"
    r"|[A-Z]{2,}_SECRET_ACCESS_KEY[\"']?\s*[=:]\s*[\"']?[\w/+]{16}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----",
    re.MULTILINE,
)
ADDRESSES = re.compile(r"/g/[A-Za-z0-9_-]{22}\.html|#k=[A-Za-z0-9_-]{43}")
LETTERS = re.compile(r"[0-9A-Za-z_]")
"""Beside a telephone number there is none: then it is a piece of a digest or of an identifier."""
WORKBOOK = b"PK\x03\x04"


def committing_findings(
    paths: Iterable[Path], settings: Settings, allowed: Collection[str]
) -> tuple[Finding, ...]:
    """What may not be committed of the files at `paths`. `allowed` are beginnings of telephone
    numbers that may stand anywhere: of a switchboard, of made-up examples. Raises OSError."""
    found: list[Finding] = []
    for path in paths:
        whole = path.absolute()
        shown = _shown(whole, settings.root)
        if code := _code_of_place(whole, settings):
            found.append(error(code, Place(shown)))
            continue
        numbers = not whole.is_relative_to(settings.visits_folder)
        for text, lined in _texts(path.read_bytes()):
            found += _in_text(text, shown, allowed, lined=lined, numbers=numbers)
    return in_reading_order(found)


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
    for match in TELEPHONE.finditer(text) if numbers else ():
        number = re.sub(r"\D", "", match[0]).removeprefix("86")
        if not (_within_a_word(text, match) or number.startswith(tuple(allowed))):
            masked = f"{number[:3]}…{number[-2:]}"
            yield error("commit.telephone", place(match.start()), found=masked)


def _within_a_word(text: str, match: re.Match[str]) -> bool:
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return LETTERS.search(around) is not None


def _texts(content: bytes) -> Iterator[tuple[str, bool]]:
    """What a file says, and whether its lines are those that people see: a workbook's parts are
    unpacked, and whatever the encoding, digits and Latin letters come out."""
    if content.startswith(WORKBOOK):
        yield from ((_decoded(part), False) for part in _parts(content))
    else:
        yield _decoded(content), True


def _parts(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield package.read(name)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        yield content  # broken or encrypted: what can be seen of it


def _decoded(content: bytes) -> str:
    text = content.replace(b"\0", b"").decode("utf-8", "replace")
    return unicodedata.normalize("NFKC", text)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
