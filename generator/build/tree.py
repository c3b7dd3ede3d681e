"""Puts a whole tree of files in place at once: built beside the old one, then exchanged."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.build.manifest import Made, Manifest, Output, Planned, digest_of_bytes
from generator.build.swap import beside, put_in_place, recover
from generator.build.workers import side_by_side
from generator.files import date_later, has_content, naming, office_folder, write_office_file


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
    nothing is written. Files that are there besides stay. Raises OSError.
    """
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
        date_later(fresh / name, folder / name)
    put_in_place(fresh, folder)


def _place(planned: Planned, live: Path, fresh: Path, former: Made | None) -> Made:
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
        with naming(target):
            target.write_bytes(content)
        date_later(target, source)
    return _made(planned, target, content)


def _made(planned: Planned, path: Path, content: bytes) -> Made:
    said = path.stat()
    return Made(planned.inputs, digest_of_bytes(content), said.st_size, said.st_mtime_ns)


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
