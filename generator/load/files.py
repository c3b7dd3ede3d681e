"""The bytes and the text of a file; every obstacle to reading them is a finding."""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path

from generator.findings import Finding, Place, error, warning
from generator.names.nearest import nearest_word

MEGABYTE = 1_000_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_BREAK = re.compile(rb"\r\n|\r|\n")


def read_bytes(
    path: Path, shown: str, limit: int, within: Path | None = None
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The content of the file at `path`, of at most `limit` bytes.

    `shown` is the path for findings. A link must not lead out of `within`, by default the file's
    own folder. The bytes are None where the file could not be read as a whole.
    """
    place = Place(shown)
    try:
        problem = _obstacle(path, place, limit, within or path.parent)
        if problem is not None:
            return None, (problem,)
        before = path.stat()
        content = path.read_bytes()
        after = path.stat()
    except FileNotFoundError:
        return None, (_missing(path, place),)
    except PermissionError:
        return None, (error("file.no_permission", place),)
    except (OSError, ValueError, RuntimeError) as raised:
        return None, (error("file.unreadable", place, reason=_reason(raised)),)
    if _state(before) != _state(after) or len(content) != after.st_size:
        return None, (error("file.changed", place),)
    return content, ()


def decode(content: bytes, shown: str) -> tuple[str | None, tuple[Finding, ...]]:
    """The text of `content`: UTF-8, or with a warning GB18030 or marked UTF-16; without its BOM."""
    if content.startswith(_UTF16):
        return _from_utf16(content, shown)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as problem:
        place = _place_in(content, problem.start, shown)
    if not _mostly_utf8(content):
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            return None, (error("file.encoding_unknown", place),)
        return text, (warning("file.encoding_gb18030", Place(shown, 1, 1)),)
    return None, (error("file.encoding_damaged", place),)


def _obstacle(path: Path, place: Place, limit: int, within: Path) -> Finding | None:
    home, real = within.resolve(), path.resolve()
    if not real.is_relative_to(home):
        return error("file.outside", place)
    state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        return error("file.is_folder", place)
    if not stat.S_ISREG(state.st_mode):
        return error("file.not_a_file", place)
    if state.st_size > limit:
        size, most = -(-state.st_size // MEGABYTE), limit // MEGABYTE
        return error("file.too_large", place, size=size, limit=most)
    return None


def _missing(path: Path, place: Place) -> Finding:
    if path.is_symlink():
        return error("file.broken_link", place)
    try:
        names = sorted(entry.name for entry in os.scandir(path.parent) if entry.is_file())
    except OSError:
        names = []
    if nearest := nearest_word(path.name, names):
        return error("file.missing_near", place, nearest=nearest)
    return error("file.missing", place)


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _reason(problem: Exception) -> str:
    return (isinstance(problem, OSError) and problem.strerror) or type(problem).__name__


def _from_utf16(content: bytes, shown: str) -> tuple[str | None, tuple[Finding, ...]]:
    place = Place(shown, 1, 1)
    try:
        return content.decode("utf-16"), (warning("file.encoding_utf16", place),)
    except UnicodeDecodeError:
        return None, (error("file.encoding_unknown", place),)


def _mostly_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8 with a few damaged ones, not text in another encoding."""
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) - damaged >= 3 * damaged


def _place_in(content: bytes, offset: int, shown: str) -> Place:
    lines = _LINE_BREAK.split(content[:offset])
    return Place(shown, len(lines), len(lines[-1].decode("utf-8", errors="replace")) + 1)
