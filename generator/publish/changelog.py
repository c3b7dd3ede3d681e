"""A visit's change log: what each publication changed, what has not gone out, and who knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from generator.load.told import read_told
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.publish.changes import CardChange, card_changes
from generator.publish.edition import edition_now
from generator.publish.publications import Publication, publications
from generator.publish.report import report_lines
from generator.render.changes.report import LogEntry

PENDING = None
"""The time of what changed since the last publication."""


def change_log(visit: Visit, folder: Path, language: str) -> tuple[LogEntry, ...]:
    """The newest entry first: what has not gone out, then each publication's changes. Empty for a
    visit that never went out. Times are on the visit's clock."""
    every = publications(folder)
    if not every:
        return ()
    return tuple(reversed(tuple(_entries(visit, folder, every, language))))


def newest_changes(visit: Visit, folder: Path) -> tuple[CardChange, ...]:
    """The newest change of each card that its reader has to be told of, whether it went out or
    not."""
    newest: dict[PersonId, CardChange] = {}
    for _, changes in _changes(visit, publications(folder)):
        newest |= {change.person: change for change in changes if change.to_tell}
    return tuple(newest.values())


def _entries(
    visit: Visit, folder: Path, every: tuple[Publication, ...], language: str
) -> Iterator[LogEntry]:
    told = read_told(folder)
    yield LogEntry(_on_clock(visit, every[0]), every[0].target, ())
    for publication, changes in _changes(visit, every):
        at = _on_clock(visit, publication) if publication else PENDING
        target = publication.target if publication else ""
        yield LogEntry(at, target, report_lines(changes, told, language))


def _changes(
    visit: Visit, every: tuple[Publication, ...]
) -> Iterator[tuple[Publication | None, tuple[CardChange, ...]]]:
    """What each publication after the first changed, oldest first; last, with None, what has not
    gone out, where anything has not."""
    for before, after in pairwise(every):
        yield after, card_changes(visit, before.kept, after.kept, _on_clock(visit, after))
    if every:
        last = every[-1]
        at = _on_clock(visit, last)
        if pending := card_changes(visit, last.kept, edition_now(visit), at):
            yield None, pending


def _on_clock(visit: Visit, publication: Publication) -> datetime:
    return publication.at.astimezone(visit.zone).replace(tzinfo=None)
