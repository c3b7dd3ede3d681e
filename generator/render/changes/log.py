"""A visit's change log: what each publication changed, what has not gone out, and who knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from generator.changes.cards import CardChange, card_changes, edition_now
from generator.changes.notifications import latest_by_person, notified_since, read_notifications
from generator.changes.publications import (
    Publication,
    RecordSeal,
    comparable_editions,
    publications,
)
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.changes.entries import fact_lines, report_lines
from generator.render.changes.report import LogEntry

PENDING = None
"""The time of what changed since the last publication."""


def change_log(
    visit: Visit, folder: Path, language: str, seal: RecordSeal | None
) -> tuple[LogEntry, ...]:
    """The newest entry first: what has not gone out, then each publication's changes. Empty for a
    visit that never went out. Times are on the visit's clock; `seal` opens the records.
    """
    every = publications(folder)
    if not every:
        return ()
    return tuple(reversed(tuple(_entries(visit, folder, every, language, seal))))


def newest_changes(visit: Visit, folder: Path, seal: RecordSeal | None) -> tuple[CardChange, ...]:
    """The newest change of each card that its reader has to be notified of, whether it went out or
    not.
    """
    newest: dict[PersonId, CardChange] = {}
    for _, changes in _changes(visit, publications(folder), seal):
        newest |= {change.person: change for change in changes if change.to_notify}
    return tuple(newest.values())


def changes_since(
    visit: Visit, before: Publication, now: datetime, seal: RecordSeal | None
) -> tuple[CardChange, ...]:
    """Whose card differs from a publication. `now` is a time on the visit's clock."""
    former, later = comparable_editions(before, edition_now(visit), seal)
    return card_changes(visit, former, later, now)


def changes_of(
    visit: Visit, before: Publication, after: Publication, seal: RecordSeal | None
) -> tuple[CardChange, ...]:
    """Whose card a publication changed."""
    former, later = comparable_editions(before, after, seal)
    return card_changes(visit, former, later, _on_clock(visit, after))


def _entries(
    visit: Visit,
    folder: Path,
    every: tuple[Publication, ...],
    language: str,
    seal: RecordSeal | None,
) -> Iterator[LogEntry]:
    told = read_notifications(folder)
    yield LogEntry(_on_clock(visit, every[0]), every[0].target, ())
    befores = (_on_clock(visit, each) for each in every)
    for before, (publication, changes) in zip(befores, _changes(visit, every, seal), strict=False):
        at = _on_clock(visit, publication) if publication else PENDING
        target = publication.target if publication else ""
        known = notified_since(told, before) if publication else latest_by_person(told)
        lines = report_lines(changes, known, language)
        facts = fact_lines(changes, at or _on_clock(visit, every[-1]), language)
        yield LogEntry(at, target, lines, facts)


def _changes(
    visit: Visit, every: tuple[Publication, ...], seal: RecordSeal | None
) -> Iterator[tuple[Publication | None, tuple[CardChange, ...]]]:
    """What each publication after the first changed, oldest first; last, with None, what has not
    gone out, where anything has not.
    """
    for before, after in pairwise(every):
        yield after, changes_of(visit, before, after, seal)
    if every and (pending := changes_since(visit, every[-1], _on_clock(visit, every[-1]), seal)):
        yield None, pending


def _on_clock(visit: Visit, publication: Publication) -> datetime:
    return publication.at.astimezone(visit.zone).replace(tzinfo=None)
