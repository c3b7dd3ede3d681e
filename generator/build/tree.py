"""Writes trees of files: built in a staging folder, which then replaces the live one."""

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
    FileInUseError,
    has_content,
    make_office_folder,
    path_in_errors,
    set_later_time,
    write_office_file,
)


def write_tree(
    folder: Path, files: Iterable[PlannedFile], former: Manifest
) -> dict[str, BuiltFile]:
    """Replace `folder` by a tree of the planned files; return its manifest.

    A file with the inputs of the `former` manifest is reused, and so is one whose content is
    unchanged: its bytes and its time stay. If no file differs, nothing is touched. Raises OSError;
    on an error, or if the machine stops, the former tree stays complete.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover(folder)
    fresh = staging_path(folder)
    fresh.mkdir()
    manifest = {file.path: _place(file, folder, fresh, former.get(file.path)) for file in files}
    if _differs(folder, fresh, manifest):
        replace_folder(fresh, folder)
    else:
        shutil.rmtree(fresh)
    return manifest


def write_office_files(
    folder: Path, files: Iterable[OfficeFile], former: Manifest
) -> dict[str, BuiltFile]:
    """Write single files for the office into `folder`, several in parallel; return the manifest.

    A file with the inputs of the `former` manifest is not drafted; one with its draft is not
    written. Other files in the folder stay. A file that another program has open is left as it is,
    and out of the manifest. Raises OSError.
    """
    make_office_folder(folder)
    current = {}
    stale = []
    for file in files:
        built = former.get(file.path)
        if built and not _is_unchanged(folder / file.path, built):
            built = None
        if built and built.inputs == file.inputs:
            current[file.path] = built
        else:
            stale.append((file, built))
    written = in_parallel(_updates(folder, stale))
    return current | {
        file.path: built for (file, _), built in zip(stale, written, strict=True) if built
    }


def install_tree(fresh: Path, folder: Path) -> None:
    """Replace `folder` by the tree at `fresh`; files with unchanged content keep their time.

    If no file differs, nothing is touched. Raises OSError.
    """
    names = [path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()]
    same = [name for name in names if _same(folder / name, fresh / name)]
    if len(same) == len(names) == sum(path.is_file() for path in folder.rglob("*")):
        shutil.rmtree(fresh)
        return
    for name in same:
        (fresh / name).unlink()
        _link(folder / name, fresh / name)
    for name in set(names) - set(same):
        set_later_time(fresh / name, folder / name)
    replace_folder(fresh, folder)


def _updates(
    folder: Path, stale: Iterable[tuple[OfficeFile, BuiltFile | None]]
) -> Iterator[Callable[[], BuiltFile | None]]:
    """Yield the works that update files, each once what it shares with others is prepared."""
    for file, built in stale:
        if file.prepare:
            file.prepare()
        yield partial(_update, file, folder / file.path, built)


def _update(file: OfficeFile, path: Path, built: BuiltFile | None) -> BuiltFile | None:
    """Write an office file, unless its draft is that of the file on disk; None if it is in use."""
    draft = file.draft()
    if built and built.draft == draft.digest:
        return replace(built, inputs=file.inputs)
    content = draft.render()
    try:
        write_office_file(path, content)
    except FileInUseError:
        return None
    return _built(file.inputs, path, content, draft.digest)


def _place(file: PlannedFile, live: Path, fresh: Path, former: BuiltFile | None) -> BuiltFile:
    """Put a file into the fresh tree: the live one if it is still good, else a new one."""
    source, target = live / file.path, fresh / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if former and former.inputs == file.inputs and _is_unchanged(source, former):
        _link(source, target)
        return former
    content = file.render()
    if has_content(source, content):
        _link(source, target)
    else:
        with path_in_errors(target):
            target.write_bytes(content)
        set_later_time(target, source)
    return _built(file.inputs, target, content)


def _built(inputs: str, path: Path, content: bytes, draft: str = "") -> BuiltFile:
    status = path.stat()
    digest = digest_of_bytes(content)
    return BuiltFile(inputs, digest, status.st_size, status.st_mtime_ns, draft)


def _is_unchanged(path: Path, built: BuiltFile) -> bool:
    """Whether a file on disk is the one that was built, by size and time."""
    try:
        status = path.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (built.size, built.modified)


def _link(source: Path, target: Path) -> None:
    """Give a file a second name; copy it where the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _differs(live: Path, fresh: Path, manifest: Manifest) -> bool:
    """Whether the two trees differ in any file."""
    names = {path.relative_to(live).as_posix() for path in live.rglob("*") if path.is_file()}
    return names != set(manifest) or not all(_same(live / name, fresh / name) for name in manifest)


def _same(live: Path, fresh: Path) -> bool:
    """Whether two files are the same file or have the same content."""
    if not live.is_file():
        return False
    first, second = live.stat(), fresh.stat()
    # Some network drives give every file the number 0.
    if first.st_ino and (first.st_ino, first.st_dev) == (second.st_ino, second.st_dev):
        return True
    return first.st_size == second.st_size and live.read_bytes() == fresh.read_bytes()
