"""Reads the agendas of items, and the files that they and the items name.

Only what is named is published: a file in `papers/` that nothing names is reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.findings import Finding, Place, error, notice
from generator.load.files import read_bytes
from generator.load.nodes import MappingNode
from generator.load.sections import Sections
from generator.model.papers import FOLDER, KINDS, LARGEST, Paper, PaperFile, ending_of
from generator.model.points import AgendaPoint
from generator.model.schedule import ScheduleItem


def read_points(root: MappingNode, sections: Sections) -> tuple[AgendaPoint, ...]:
    """The points of the items' agendas."""
    nodes = sections.nodes(root.get("points"), "points")
    return tuple(sections.records(nodes, AgendaPoint, "points"))


def read_paper_files(
    schedule: Iterable[ScheduleItem], points: Iterable[AgendaPoint], sections: Sections
) -> dict[str, PaperFile]:
    """The files of papers by their names; each that cannot be read is an error where it is named.

    The files are opened to know their content, so that a different one is noticed.
    """
    folder = sections.folder / FOLDER
    named: dict[str, Place] = {}
    records: list[ScheduleItem | AgendaPoint] = [*schedule, *points]
    for record in records:
        for paper in record.papers:
            if paper.file:
                named.setdefault(paper.file, _place_of(paper, record))
    files = {}
    for name, place in named.items():
        file = _read(_FileState.of(folder / name), name, f"{sections.shown}/{FOLDER}/{name}")
        if isinstance(file, PaperFile):
            files[name] = file
            continue
        for problem in file:
            values = {"found": name, "folder": f"{sections.shown}/{FOLDER}"}
            missing = problem.code in {"file.missing", "file.missing_near"}
            at_name = error("paper.missing", place, (problem.place,), **values) if missing else None
            sections.report(at_name or problem, "schedule", "points")
    sections.findings += _unused(folder, f"{sections.shown}/{FOLDER}", named)
    return files


def _place_of(paper: Paper, record: ScheduleItem | AgendaPoint) -> Place:
    place = paper.written_at("file")
    return place if place.file else record.written_at("papers")


@dataclass(frozen=True, slots=True)
class _FileState:
    """A file in its present state: it is read again when its inode, time or size differs."""

    path: Path
    inode: int = 0
    modified: int = 0
    size: int = 0

    @classmethod
    def of(cls, path: Path) -> _FileState:
        """The state of the file at `path`."""
        try:
            status = path.stat()
        except (OSError, ValueError):
            return cls(path)
        return cls(path, status.st_ino, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1024)
def _read(state: _FileState, name: str, shown: str) -> PaperFile | tuple[Finding, ...]:
    """A file and its digest, computed once a command; or what is wrong with it."""
    content, findings = read_bytes(
        state.path, shown, LARGEST, within=state.path.parents[name.count("/")]
    )
    if content is None:
        return findings
    if not content:
        return (error("paper.empty", Place(shown)),)
    return PaperFile(name, len(content), hashlib.sha256(content).hexdigest(), state.path)


def _unused(folder: Path, shown: str, named: Iterable[str]) -> Iterator[Finding]:
    """A notice for each file of a kind that could be published and that nothing names."""
    known = {*named}
    try:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
    except OSError:
        return
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if name not in known and ending_of(name) in KINDS and not path.name.startswith((".", "~$")):
            yield notice("paper.unused", Place(f"{shown}/{name}"), found=name)
