"""Names and writes single files safely: replaced in one step, private, with distinct times."""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SECOND = 1_000_000_000  # ns
_IN_USE = {5, 32, 33}
"""Windows' codes while a file is open elsewhere: access denied, sharing and lock violation."""
_WAITS = (0.05, 0.1, 0.25, 0.5, 1)
"""Seconds. A virus scanner or an indexer opens each new file, for less time than this."""

_LONGEST_NAME = 60
_FORBIDDEN = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
"""Characters that no file's name may have on Windows, and what is written in their place."""


class FileInUseError(PermissionError):
    """Another program, such as Excel, has a file open, so that Windows lets nobody replace it."""


def file_name_of(text: str) -> str:
    """A text, such as the name of a unit or a party, as a file's name that every system accepts.

    It has no ending; it is empty where nothing of the text can be in a name.
    """
    name = unicodedata.normalize("NFC", " ".join(text.translate(_FORBIDDEN).split()))
    name = "".join(c for c in name if c.isprintable())[:_LONGEST_NAME]
    return name.lstrip(".~$ ").rstrip(". ")


def move(source: Path, target: Path, waits: Iterable[float] = _WAITS) -> None:
    """Move a file to `target`, replacing a file there; or a folder, where there is none yet.

    While another program has it open on Windows, try again after each of `waits` (seconds). Raises
    FileInUseError with the name of `target`, or OSError; both files are then unchanged.
    """
    for seconds in (*waits, None):
        try:
            source.replace(target)
            return
        except PermissionError as problem:
            if getattr(problem, "winerror", None) not in _IN_USE:
                raise
            if seconds is None:
                raise FileInUseError(problem.errno, problem.strerror, str(target)) from problem
        time.sleep(seconds)


def write_file(path: Path, content: bytes, *, synced: bool = False, private: bool = False) -> bool:
    """Replace a file in one step, unless it has this content; return whether it was written.

    With `synced` it waits until the disk has the file. Only the owner may read a `private` file.
    Raises FileInUseError where another program has the file open, and OSError, with its name.
    """
    if has_content(path, content):
        if private:
            with suppress(OSError):
                path.chmod(0o600)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    with path_in_errors(path):
        if private:
            fresh.unlink(missing_ok=True)
            os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        fresh.write_bytes(content)
        set_later_time(fresh, path)
        if synced:
            sync(fresh)
        try:
            move(fresh, path)
        except FileInUseError:
            fresh.unlink(missing_ok=True)
            raise
        if synced:
            sync(path.parent)
    return True


def write_office_file(path: Path, content: bytes, *, synced: bool = False) -> bool:
    """Write a private file in a private folder; for the rest see write_file."""
    make_office_folder(path.parent)
    return write_file(path, content, synced=synced, private=True)


def make_office_folder(folder: Path) -> None:
    """Make a folder that only its owner may open, where the file system has owners."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        folder.chmod(0o700)


@contextmanager
def path_in_errors(path: Path) -> Iterator[None]:
    """Give an OSError raised in the block the name of this file, if it has none.

    The error of a full disk has none, and a project's folders may be on several disks.
    """
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise


def sync(path: Path) -> None:
    """Wait until the disk has a file's content, or a folder's entries.

    A folder that cannot be synced is ignored: Windows cannot open one, some network shares refuse.
    """
    is_folder = path.is_dir()
    try:
        descriptor = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        if not is_folder:
            raise


def set_later_time(fresh: Path, former: Path) -> None:
    """Give `fresh` a time at least one second after that of `former`, the file that it replaces.

    Sealed cards are padded to a few sizes, and web servers and browsers distinguish the versions of
    a file by its size and the second of its time: of two in one second a phone would keep the
    first. A time that has to be moved becomes an even second: FAT stores no other.
    """
    if not former.is_file():
        return
    written, earliest = fresh.stat(), former.stat().st_mtime_ns + _SECOND
    if written.st_mtime_ns < earliest:
        even = -(-earliest // (2 * _SECOND)) * 2 * _SECOND
        os.utime(fresh, ns=(written.st_atime_ns, even))


def has_content(path: Path, content: bytes) -> bool:
    """Whether a file exists and has exactly this content."""
    has_size = path.is_file() and path.stat().st_size == len(content)
    return has_size and path.read_bytes() == content
