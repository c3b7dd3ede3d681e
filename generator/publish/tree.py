"""Puts a whole tree of files in place at once: built beside the old one, then exchanged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.publish.aside import side_by_side
from generator.publish.manifest import Made, Manifest, Output, Planned, digest_of_bytes
from generator.publish.swap import beside, put_in_place, recover

_SECOND = 1_000_000_000  # ns


def write_tree(folder: Path, files: Iterable[Planned], former: Manifest) -> dict[str, Made]:
    """Replace `folder` by a tree of the planned files; what was made.

    A file whose inputs are those of the `former` manifest is taken over as it is, and so is one
    that comes out the same: its bytes and its time stay. Where nothing differs, nothing is touched.
    Raises OSError; whatever fails, and wherever the machine stops, the old tree stays as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover(folder)
    fresh = beside(folder)
    fresh.mkdir()
    made = {each.path: _place(each, folder, fresh, former.get(each.path)) for each in files}
    if _differs(folder, fresh, made):
        put_in_place(fresh, folder)
    else:
        shutil.rmtree(fresh)
    return made


def write_outputs(folder: Path, files: Iterable[Output], former: Manifest) -> dict[str, Made]:
    """Write single files for the office into `folder`, several at a time; what was made. Where a
    file's inputs are those of the `former` manifest nothing is asked for; where its draft is,
    nothing is written. Files that are there besides stay. Raises OSError."""
    office_folder(folder)
    made = {}
    stale = []
    for each in files:
        kept = former.get(each.path)
        if kept and not _is_as_made(folder / each.path, kept):
            kept = None
        if kept and kept.inputs == each.inputs:
            made[each.path] = kept
        else:
            stale.append((each, kept))
    written = side_by_side(_writing(folder, stale))
    return made | {each.path: after for (each, _), after in zip(stale, written, strict=True)}


def _writing(
    folder: Path, stale: Iterable[tuple[Output, Made | None]]
) -> Iterator[Callable[[], Made]]:
    """The works that bring files up to date; what several need is made ready before the first."""
    for each, kept in stale:
        if each.prepare:
            each.prepare()
        yield partial(_brought_up_to_date, each, folder / each.path, kept)


def _brought_up_to_date(output: Output, path: Path, kept: Made | None) -> Made:
    draft = output.draft()
    if kept and kept.draft == draft.digest:
        return replace(kept, inputs=output.inputs)
    content = draft.make()
    write_office_file(path, content)
    said = path.stat()
    own = digest_of_bytes(content)
    return Made(output.inputs, own, said.st_size, said.st_mtime_ns, draft.digest)


def adopt(fresh: Path, folder: Path) -> None:
    """Put a tree that was built at `fresh` in the place of `folder`; files that came out the same
    keep their time. Where nothing differs, nothing is touched. Raises OSError."""
    names = [path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()]
    same = [name for name in names if _same(folder / name, fresh / name)]
    if len(same) == len(names) == sum(path.is_file() for path in folder.rglob("*")):
        shutil.rmtree(fresh)
        return
    for name in same:
        (fresh / name).unlink()
        _take_over(folder / name, fresh / name)
    for name in set(names) - set(same):
        date_later(fresh / name, folder / name)
    put_in_place(fresh, folder)


def write_file(path: Path, content: bytes, *, synced: bool = False, private: bool = False) -> bool:
    """Replace one file at once, unless it is so already; whether it was written. `synced` waits
    until the disk has it; `private` files only their owner may read. Raises OSError, which names
    the file."""
    if _says(path, content):
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
    full, and a project's folders may be on several."""
    try:
        yield
    except OSError as problem:
        if problem.filename is None:
            problem.filename = str(path)
        raise


def sync(path: Path) -> None:
    """Wait until the disk has what was written to a file, or which names a folder has. Windows
    cannot open a folder, and some network shares refuse to sync one."""
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


def _place(planned: Planned, live: Path, fresh: Path, former: Made | None) -> Made:
    """Put one file into the fresh tree: the live one where it is still good, else made anew."""
    source, target = live / planned.path, fresh / planned.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if former and former.inputs == planned.inputs and _is_as_made(source, former):
        _take_over(source, target)
        return former
    content = planned.make()
    if _says(source, content):
        _take_over(source, target)
    else:
        with naming(target):
            target.write_bytes(content)
        date_later(target, source)
    return _made(planned, target, content)


def _made(planned: Planned, path: Path, content: bytes) -> Made:
    said = path.stat()
    return Made(planned.inputs, digest_of_bytes(content), said.st_size, said.st_mtime_ns)


def _says(path: Path, content: bytes) -> bool:
    """Whether a file is there and says just that."""
    there = path.is_file() and path.stat().st_size == len(content)
    return there and path.read_bytes() == content


def _is_as_made(path: Path, made: Made) -> bool:
    try:
        said = path.stat()
    except OSError:
        return False
    return (said.st_size, said.st_mtime_ns) == (made.size, made.modified)


def _take_over(source: Path, target: Path) -> None:
    """The same file at another place: a second name for it, or a copy where that cannot be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _differs(live: Path, fresh: Path, made: Manifest) -> bool:
    """Whether the two trees differ in any file."""
    there = {path.relative_to(live).as_posix() for path in live.rglob("*") if path.is_file()}
    return there != set(made) or not all(_same(live / name, fresh / name) for name in made)


def _same(one: Path, other: Path) -> bool:
    """Whether two files are one, or say the same."""
    if not one.is_file():
        return False
    first, second = one.stat(), other.stat()
    if (first.st_ino, first.st_dev) == (second.st_ino, second.st_dev):
        return True
    return first.st_size == second.st_size and one.read_bytes() == other.read_bytes()
