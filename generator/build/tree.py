"""Writes trees of files: built in a staging folder, which then replaces the live one."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from generator.build.manifest import (
    BuiltFile,
    Draft,
    Manifest,
    OfficeFile,
    OfficeFolder,
    OfficeOutput,
    PlannedFile,
    digest_of_bytes,
)
from generator.build.swap import recover, replace_folder, staging_path
from generator.files import (
    FileInUseError,
    has_content,
    make_office_folder,
    path_in_errors,
    set_later_time,
    write_office_file,
)

_PART = re.compile(r"\.?\d{3}-.*\.pdf(\.new)?")
"""The name of a part of a sheet, and of one that was being written when the machine stopped."""
_BATCH = 400_000
"""Bytes. The most that one process renders, unless a single file has more."""
_Waiting = tuple[str, str, Draft]
"""The path of a file, its inputs and its draft."""


@dataclass(frozen=True)
class WrittenFiles:
    """The manifest of the files that were written, and the paths of those that are in use."""

    manifest: Manifest
    in_use: tuple[str, ...]


@dataclass(frozen=True)
class _Update:
    """What became of an output: its files (None for one in use), and those yet to be rendered."""

    files: Mapping[str, BuiltFile | None]
    stale: tuple[_Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placement:
    """A file of a fresh tree, and whether it is the live one, or has its content."""

    built: BuiltFile
    is_reused: bool


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
    placed = {file.path: _place(file, folder, fresh, former.get(file.path)) for file in files}
    is_same = all(placement.is_reused for placement in placed.values())
    if is_same and _names_below(folder) == placed.keys():
        shutil.rmtree(fresh)
    else:
        replace_folder(fresh, folder)
    return {path: placement.built for path, placement in placed.items()}


def write_office_files(
    folder: Path, outputs: Iterable[OfficeOutput], former: Manifest
) -> WrittenFiles:
    """Write files for the office into `folder`, several in parallel.

    What has the inputs of the `former` manifest is not drafted; a file with its draft is not
    written. A sheet that is in parts now, or is not any more, leaves nothing of its former form.
    Other files in the folder stay. A file that another program has open is left as it is. Raises
    OSError.
    """
    from generator.build.workers import in_parallel  # it takes time to import, and cards need none

    make_office_folder(folder)
    outputs = tuple(outputs)
    manifest: dict[str, BuiltFile] = {}
    stale = []
    for output in outputs:
        built = _unchanged_files(folder, output.path, former)
        if _is_current(output, built):
            manifest |= built
        else:
            stale.append((output, built))
    updates = _update_all(folder, stale)
    waiting = [(path, inputs, draft) for update in updates for path, inputs, draft in update.stale]
    rendered = in_parallel(partial(_render_all, folder, batch) for batch in _batches(waiting))
    files = {path: file for update in updates for path, file in update.files.items()}
    files |= {path: file for batch in rendered for path, file in batch.items()}
    manifest |= {path: file for path, file in files.items() if file}
    in_use = {path for path, file in files.items() if file is None}
    for output, _ in stale:
        if isinstance(output, OfficeFolder):
            _record_folder(output, manifest, in_use)
    for output in outputs:
        in_use |= remove_former_form(folder, output.path, manifest.keys() | in_use)
    return WrittenFiles(manifest, tuple(sorted(in_use)))


def remove_former_form(folder: Path, path: str, kept: Collection[str]) -> set[str]:
    """Remove the one file of a sheet that is in parts now, or the parts of one that is one file.

    `path` is that of the sheet as it is now; of its own parts those in `kept` stay. Return those
    that another program has open.
    """
    in_use = set()
    parts = folder / path.removesuffix("/").removesuffix(".pdf")
    leftovers = [file for file in parts.glob("*") if _PART.fullmatch(file.name)]
    if path.endswith("/"):
        leftovers.append(parts.with_name(f"{parts.name}.pdf"))
    for file in leftovers:
        name = file.relative_to(folder).as_posix()
        if name not in kept:
            try:
                file.unlink(missing_ok=True)
            except PermissionError:
                in_use.add(name)
    if leftovers:
        with suppress(OSError):  # the parts of now, or a file of somebody's
            parts.rmdir()
    return in_use


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


def _unchanged_files(folder: Path, path: str, former: Manifest) -> dict[str, BuiltFile]:
    """The files of a manifest at a path, or below it, that are unchanged on disk."""
    if not path.endswith("/"):
        built = former.get(path)
        return {path: built} if built and _is_unchanged(folder / path, built) else {}
    return {
        name: built
        for name, built in former.items()
        if name.startswith(path) and (name == path or _is_unchanged(folder / name, built))
    }


def _is_current(output: OfficeOutput, built: Manifest) -> bool:
    """Whether an output is on disk, from the same inputs, with all of its files."""
    record = built.get(output.path)
    if record is None or record.inputs != output.inputs:
        return False
    return isinstance(output, OfficeFile) or len(built) == record.size + 1


def _record_folder(
    folder: OfficeFolder, manifest: dict[str, BuiltFile], in_use: Collection[str]
) -> None:
    """Add the number of files of a folder to the manifest, if all were written."""
    if not any(path.startswith(folder.path) for path in in_use):
        size = sum(path.startswith(folder.path) for path in manifest)
        manifest[folder.path] = BuiltFile(folder.inputs, "", size, 0)


def _update_all(folder: Path, stale: Sequence[tuple[OfficeOutput, Manifest]]) -> list[_Update]:
    """Draft outputs, and write the single files."""
    from generator.build.workers import in_parallel

    def update() -> list[_Update]:
        return in_parallel(_updates(folder, stale))

    if not any(isinstance(output, OfficeFolder) for output, _ in stale):
        return update()
    # In a process of its own: what is prepared for the drafts of a large visit would be in the
    # memory of each process that renders them.
    return in_parallel([update])[0]


def _updates(
    folder: Path, stale: Iterable[tuple[OfficeOutput, Manifest]]
) -> Iterator[Callable[[], _Update]]:
    """Yield the works that update outputs, each once what it shares with others is prepared."""
    for output, built in stale:
        if output.prepare:
            output.prepare()
        if isinstance(output, OfficeFolder):
            yield partial(_update_folder, output, folder, built)
        else:
            yield partial(_update_file, output, folder, built.get(output.path))


def _update_file(output: OfficeFile, folder: Path, built: BuiltFile | None) -> _Update:
    """Write an office file, unless its draft is that of the file on disk."""
    draft = output.draft()
    if built and built.draft == draft.digest:
        return _Update({output.path: replace(built, inputs=output.inputs)})
    return _Update({output.path: _render(folder / output.path, output.inputs, draft)})


def _update_folder(output: OfficeFolder, folder: Path, built: Manifest) -> _Update:
    """Draft the files of a folder; those with a draft that no file on disk has are `stale`.

    One part more or less gives all that follow another number: a file with the draft of one on disk
    gets that one's content.
    """
    drafts = output.drafts()
    same = {
        path: replace(built[path], inputs=output.inputs)
        for path, draft in drafts.items()
        if path in built and built[path].draft == draft.digest
    }
    others = {path: draft for path, draft in drafts.items() if path not in same}
    sources = {file.draft: path for path, file in built.items() if file.draft}
    # Read every content before writing any: the new path of a part may be the old path of another.
    contents = {
        path: _content_of(folder / source, built[source])
        for path, draft in others.items()
        if (source := sources.get(draft.digest))
    }
    renamed = {
        path: _write(folder / path, output.inputs, content, others[path].digest)
        for path, content in contents.items()
        if content is not None
    }
    stale = tuple(
        (path, output.inputs, draft) for path, draft in others.items() if path not in renamed
    )
    return _Update({**same, **renamed}, stale)


def _content_of(path: Path, built: BuiltFile) -> bytes | None:
    """The content of a built file; None where it cannot be read, or is not that content any more.

    Another program may have it open, and one that restores files restores size and time too.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if digest_of_bytes(content) == built.digest else None


def _batches(waiting: Iterable[_Waiting]) -> Iterator[tuple[_Waiting, ...]]:
    """Yield files that one process renders one after the other.

    To start typst takes as long as a small part, and what it remembers of all parts takes memory.
    """
    batch: list[_Waiting] = []
    for file in waiting:
        if batch and sum(draft.size for _, _, draft in (*batch, file)) > _BATCH:
            yield tuple(batch)
            batch = []
        batch.append(file)
    if batch:
        yield tuple(batch)


def _render_all(folder: Path, batch: Iterable[_Waiting]) -> dict[str, BuiltFile | None]:
    return {path: _render(folder / path, inputs, draft) for path, inputs, draft in batch}


def _render(path: Path, inputs: str, draft: Draft) -> BuiltFile | None:
    """Render and write an office file; None if it is in use."""
    return _write(path, inputs, draft.render(), draft.digest)


def _write(path: Path, inputs: str, content: bytes, draft: str) -> BuiltFile | None:
    """Write the content of a draft; None if the file is in use."""
    try:
        write_office_file(path, content)
    except FileInUseError:
        return None
    return _built(inputs, path, content, draft)


def _place(file: PlannedFile, live: Path, fresh: Path, former: BuiltFile | None) -> _Placement:
    """Put a file into the fresh tree: the live one if it is still good, else a new one."""
    source, target = live / file.path, fresh / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    if former and former.inputs == file.inputs and _is_unchanged(source, former):
        _link(source, target)
        return _Placement(former, is_reused=True)
    content = file.render()
    is_reused = has_content(source, content)
    if is_reused:
        _link(source, target)
    else:
        with path_in_errors(target):
            target.write_bytes(content)
        set_later_time(target, source)
    return _Placement(_built(file.inputs, target, content), is_reused=is_reused)


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


def _names_below(folder: Path) -> set[str]:
    """The paths of all files in a folder, relative to it."""
    return {
        (Path(root) / name).relative_to(folder).as_posix()
        for root, _, names in os.walk(folder)
        for name in names
    }


def _same(live: Path, fresh: Path) -> bool:
    """Whether two files are the same file or have the same content."""
    if not live.is_file():
        return False
    first, second = live.stat(), fresh.stat()
    # Some network drives give every file the number 0.
    if first.st_ino and (first.st_ino, first.st_dev) == (second.st_ino, second.st_dev):
        return True
    return first.st_size == second.st_size and live.read_bytes() == fresh.read_bytes()
