"""Writes single files safely: replaced at once, private where they must be, dated apart."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SECOND = 1_000_000_000  # ns


def write_file(path: Path, content: bytes, *, synced: bool = False, private: bool = False) -> bool:
    """Replace one file at once, unless it is so already; whether it was written. `synced` waits
    until the disk has it; `private` files only their owner may read. Raises OSError, which names
    the file.
    """
    if has_content(path, content):
        if private:
            with suppress(OSError):
                path.chmod(0o600)
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    with naming(path):
        if private:
            fresh.unlink(missing_ok=True)
            os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        fresh.write_bytes(content)
        date_later(fresh, path)
        if synced:
            sync(fresh)
        fresh.replace(path)
        if synced:
            sync(path.parent)
    return True


def write_office_file(path: Path, content: bytes, *, synced: bool = False) -> bool:
    """Replace a file that only the office may read, in a folder that only it may open."""
    office_folder(path.parent)
    return write_file(path, content, synced=synced, private=True)


def office_folder(folder: Path) -> None:
    """Make a folder that only its owner may open. A share may not know of owners."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        folder.chmod(0o700)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Within it, an OSError that names no file names this one: a full disk says only that it is
    full, and a project's folders may be on several.
    """
    try:
        yield
    except OSError as problem:
        if problem.filename is None:
            problem.filename = str(path)
        raise


def sync(path: Path) -> None:
    """Wait until the disk has what was written to a file, or which names a folder has. Windows
    cannot open a folder, and some network shares refuse to sync one.
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


def date_later(fresh: Path, former: Path) -> None:
    """Give `fresh` a time at least one second after that of `former`, the file that it replaces.

    Sealed cards are padded to a few sizes, and web servers and browsers tell the versions of a file
    apart by its size and the second of its time: of two in one second a phone keeps the first.
    Where the time has to be moved it becomes a whole even second: FAT keeps no other.
    """
    if not former.is_file():
        return
    written, earliest = fresh.stat(), former.stat().st_mtime_ns + _SECOND
    if written.st_mtime_ns < earliest:
        even = -(-earliest // (2 * _SECOND)) * 2 * _SECOND
        os.utime(fresh, ns=(written.st_atime_ns, even))


def has_content(path: Path, content: bytes) -> bool:
    """Whether a file is there and says just that."""
    there = path.is_file() and path.stat().st_size == len(content)
    return there and path.read_bytes() == content
