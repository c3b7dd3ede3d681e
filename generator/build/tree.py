"""Puts a whole tree of files in place at once: built beside the old one, then exchanged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.build.manifest import BuiltFile, Manifest, OfficeFile, PlannedFile, digest_of_bytes
from generator.build.swap import recover, replace_folder, staging_path
from generator.build.workers import in_parallel
from generator.files import (
    has_content,
    make_office_folder,
    path_in_errors,
    set_later_time,
    write_office_file,
)


def write_tree(
    folder: Path, files: Iterable[PlannedFile], former: Manifest
) -> dict[str, BuiltFile]:
    """Replace `folder` by a tree of the planned files; what was made.

    A file whose inputs are those of the `former` manifest is taken over as it is, and so is one
    that comes out the same: its bytes and its time stay. Where nothing differs, nothing is touched.
    Raises OSError; whatever fails, and wherever the machine stops, the old tree stays as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover(folder)
    fresh = staging_path(folder)
    fresh.mkdir()
    made = {each.path: _place(each, folder, fresh, former.get(each.path)) for each in files}
    if _differs(folder, fresh, made):
        replace_folder(fresh, folder)
    else:
        shutil.rmtree(fresh)
    return made


def write_office_files(
    folder: Path, files: Iterable[OfficeFile], former: Manifest
) -> dict[str, BuiltFile]:
    """Write single files for the office into `folder`, several at a time; what was made. Where a
    file's inputs are those of the `former` manifest nothing is asked for; where its draft is,
    nothing is written. Files that are there besides stay. Raises OSError.
    """
    make_office_folder(folder)
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
    written = in_parallel(_writing(folder, stale))
    return made | {each.path: after for (each, _), after in zip(stale, written, strict=True)}


def _writing(
    folder: Path, stale: Iterable[tuple[OfficeFile, BuiltFile | None]]
) -> Iterator[Callable[[], BuiltFile]]:
    """The works that bring files up to date; what several need is made ready before the first."""
    for each, kept in stale:
        if each.prepare:
            each.prepare()
        yield partial(_brought_up_to_date, each, folder / each.path, kept)


def _brought_up_to_date(output: OfficeFile, path: Path, kept: BuiltFile | None) -> BuiltFile:
    draft = output.draft()
    if kept and kept.draft == draft.digest:
        return replace(kept, inputs=output.inputs)
    content = draft.make()
    write_office_file(path, content)
    said = path.stat()
    own = digest_of_bytes(content)
    return BuiltFile(output.inputs, own, said.st_size, said.st_mtime_ns, draft.digest)


def install_tree(fresh: Path, folder: Path) -> None:
    """Put a tree that was built at `fresh` in the place of `folder`; files that came out the same
    keep their time. Where nothing differs, nothing is touched. Raises OSError.
    """
    names = [path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()]
    same = [name for name in names if _same(folder / name, fresh / name)]
    if len(same) == len(names) == sum(path.is_file() for path in folder.rglob("*")):
        shutil.rmtree(fresh)
        return
    for name in same:
        (fresh / name).unlink()
        _take_over(folder / name, fresh / name)
    for name in set(names) - set(same):
        set_later_time(fresh / name, folder / name)
    replace_folder(fresh, folder)


def _place(planned: PlannedFile, live: Path, fresh: Path, former: BuiltFile | None) -> BuiltFile:
    """Put one file into the fresh tree: the live one where it is still good, else made anew."""
    source, target = live / planned.path, fresh / planned.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if former and former.inputs == planned.inputs and _is_as_made(source, former):
        _take_over(source, target)
        return former
    content = planned.make()
    if has_content(source, content):
        _take_over(source, target)
    else:
        with path_in_errors(target):
            target.write_bytes(content)
        set_later_time(target, source)
    return _made(planned, target, content)


def _made(planned: PlannedFile, path: Path, content: bytes) -> BuiltFile:
    said = path.stat()
    return BuiltFile(planned.inputs, digest_of_bytes(content), said.st_size, said.st_mtime_ns)


def _is_as_made(path: Path, made: BuiltFile) -> bool:
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
