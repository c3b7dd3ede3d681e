"""Adds replies of sending units to a visit: plans the new roster, then writes the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.files import write_file, write_office_file
from generator.findings import Finding, Severity, has_errors
from generator.load import read_visit
from generator.load.replies import (
    REPLIES_FOLDER,
    ReplyFile,
    is_reply,
    read_reply,
    reply_files,
    units_in,
)
from generator.load.visit import shown_path
from generator.model.visit import Visit
from generator.project import LoadedVisit, Project
from generator.render.starter import reply_form
from generator.replies.plan import (
    KnownVisits,
    Outcome,
    ReceivedReply,
    received_replies,
    removed_reply,
    replies_after,
    unit_key,
    with_doubts,
)

FORM = "reply-form.xlsx"


@dataclass(frozen=True)
class RosterPlan:
    """The outcome for each received file, and the new findings on other files (`elsewhere`).

    `visit` is the visit as it would be read with them; None if it could not be read.
    """

    files: tuple[ReceivedReply, ...]
    elsewhere: tuple[Finding, ...]
    visit: Visit | None

    @property
    def has_errors(self) -> bool:
        """Whether a file was refused, or something has to be corrected before a build."""
        doubts = (finding for file in self.files for finding in file.doubts)
        return any(file.is_error for file in self.files) or has_errors((*doubts, *self.elsewhere))


@dataclass(frozen=True)
class KeptReply:
    """A reply that was added: its people, and when it was written (seconds since 1970)."""

    file: ReplyFile
    people: int
    taken: float


@dataclass(frozen=True)
class RepliesOverview:
    """The kept replies, and the units on the office's own list without one (`missing`)."""

    kept: tuple[KeptReply, ...]
    missing: tuple[str, ...]


def write_reply_form(visit: Visit, output: Path) -> Path:
    """Write the workbook that a sending unit fills in; return its path. Raises OSError."""
    path = output / visit.slug / FORM
    write_office_file(path, reply_form(visit))
    return path


def plan_replies(
    project: Project, loaded: LoadedVisit, sources: Sequence[Path], unit: str | None
) -> RosterPlan:
    """The roster with the files at `sources`; of a folder, the files in it."""
    files = [file for source in sources for file in _files_at(source)]
    names = [path.name for path in files]
    shown = [path.name if names.count(path.name) == 1 else str(path) for path in files]
    kept = kept_replies(project, loaded)
    named = list(dict.fromkeys(zip(files, shown, strict=True)))
    received = received_replies(named, kept, _visits(project, loaded), unit)
    return _planned(project, loaded, kept, received)


def plan_removal(project: Project, loaded: LoadedVisit, files: Sequence[ReplyFile]) -> RosterPlan:
    """The roster without the kept `files`."""
    visits = _visits(project, loaded)
    removed = tuple(removed_reply(file, visits) for file in files)
    return _planned(project, loaded, kept_replies(project, loaded), removed)


def kept_replies(project: Project, loaded: LoadedVisit) -> tuple[ReplyFile, ...]:
    """The files under the visit's replies/."""
    return reply_files(loaded.folder, shown_path(loaded.folder, project.settings.root))


def replies_of_unit(kept: Sequence[ReplyFile], unit: str) -> tuple[ReplyFile, ...]:
    """The kept replies of a unit."""
    return tuple(file for file in kept if unit_key(file.unit) == unit_key(unit))


def overview(project: Project, loaded: LoadedVisit, visit: Visit) -> RepliesOverview:
    """Who has replied, and who has not."""
    kept, units = [], set()
    for file in kept_replies(project, loaded):
        reply = read_reply(file.path, file.shown, visit.languages[0])
        units |= {unit_key(unit) for unit in (file.unit, *units_in(reply))}
        kept.append(KeptReply(file, len(reply.rows), file.path.stat().st_mtime))
    listed = dict.fromkeys(guest.unit for guest in visit.guests if guest.unit)
    missing = tuple(unit for unit in listed if unit_key(unit) not in units)
    return RepliesOverview(tuple(kept), missing)


def carry_out(loaded: LoadedVisit, plan: RosterPlan) -> None:
    """Write the files that are kept as they were received, and remove those they replace.

    Raises OSError.
    """
    folder = loaded.folder / REPLIES_FOLDER
    for file in plan.files:
        target = folder / file.kept_as
        if file.is_kept:
            write_file(target, file.content, synced=True)
        if file.is_kept or file.outcome is Outcome.REMOVED:
            for former in file.former:
                if not file.is_kept or former != target:
                    former.unlink(missing_ok=True)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _planned(
    project: Project,
    loaded: LoadedVisit,
    kept: Sequence[ReplyFile],
    received: tuple[ReceivedReply, ...],
) -> RosterPlan:
    after = read_visit(
        loaded.folder, project.standing, project.settings.root, replies_after(kept, received)
    )
    of_files = {file.shown for file in received}
    known = set(loaded.findings)
    elsewhere = tuple(
        finding
        for finding in after.findings
        if finding.place.file not in of_files
        and finding not in known
        and finding.severity is not Severity.NOTICE
    )
    return RosterPlan(with_doubts(received, after.findings), elsewhere, after.visit)


def _visits(project: Project, loaded: LoadedVisit) -> KnownVisits:
    titles = {other.slug: other.visit.title.versions for other in project.visits if other.visit}
    visit = loaded.visit
    if visit is None:
        return KnownVisits(loaded.slug, titles)
    return KnownVisits(loaded.slug, titles, visit.start, visit.languages[0])


def _files_at(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    return sorted(path for path in source.iterdir() if path.is_file() and is_reply(path.name))
