"""The change log of a visit: what each publication changed, and who was notified of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from generator.changes.cards import CardChange, card_changes, edition_now
from generator.changes.notifications import (
    Notification,
    latest_by_person,
    notified_since,
    read_notifications,
)
from generator.changes.pending import changes_to_notify
from generator.changes.publications import (
    Publication,
    comparable_editions,
    publications,
)
from generator.changes.record import RecordSeal
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.changes.lines import fact_lines, report_lines
from generator.render.changes.report import ChangeLog, LogEntry


def change_log(
    visit: Visit,
    folder: Path,
    language: str,
    seal: RecordSeal | None,
    now: datetime | None = None,
) -> ChangeLog:
    """The changes of a visit, the newest first, and those of which somebody is to be notified.

    First those that are not published, then those of each publication. Empty for a visit that was
    never published. Times are on the visit's clock; `seal` opens the records. How urgent it is to
    notify somebody is as of `now`; without it as of the last publication, so that pages of a
    build do not change with the clock.
    """
    published = publications(folder)
    if not published:
        return ChangeLog()
    notifications = read_notifications(folder)
    pairs = tuple(_changes(visit, published, seal))
    entries = _entries(visit, notifications, published, pairs, language)
    now = now or _on_clock(visit, published[-1])
    newest = _newest(changes for _, changes in pairs)
    changes, known = changes_to_notify(visit, published, notifications, newest, now, seal)
    facts = fact_lines(changes, report_lines(changes, known, language), now, language)
    return ChangeLog(tuple(reversed(tuple(entries))), tuple(fact for fact in facts if fact.pending))


def newest_changes(visit: Visit, folder: Path, seal: RecordSeal | None) -> tuple[CardChange, ...]:
    """The newest change of each card of which its reader has to be notified, published or not."""
    return _newest(changes for _, changes in _changes(visit, publications(folder), seal))


def _newest(changes_of_each: Iterable[Iterable[CardChange]]) -> tuple[CardChange, ...]:
    newest: dict[PersonId, CardChange] = {}
    for changes in changes_of_each:
        newest |= {change.person: change for change in changes if change.to_notify}
    return tuple(newest.values())


def changes_since(
    visit: Visit, before: Publication, now: datetime, seal: RecordSeal | None
) -> tuple[CardChange, ...]:
    """The cards that now differ from a publication; `now` is a time on the visit's clock."""
    former, later = comparable_editions(before, edition_now(visit), seal)
    return card_changes(visit, former, later, now)


def changes_of(
    visit: Visit, before: Publication, after: Publication, seal: RecordSeal | None
) -> tuple[CardChange, ...]:
    """The cards that differ between two publications."""
    former, later = comparable_editions(before, after, seal)
    return card_changes(visit, former, later, _on_clock(visit, after))


def _entries(
    visit: Visit,
    notifications: Sequence[Notification],
    published: tuple[Publication, ...],
    pairs: Iterable[tuple[Publication | None, tuple[CardChange, ...]]],
    language: str,
) -> Iterator[LogEntry]:
    first, last = published[0], published[-1]
    yield LogEntry(_on_clock(visit, first), first.target, ())
    starts = (_on_clock(visit, publication) for publication in published)
    for start, (publication, changes) in zip(starts, pairs, strict=False):
        if publication:
            at, target = _on_clock(visit, publication), publication.target
            known = notified_since(notifications, start)
        else:
            at, target = None, ""
            known = latest_by_person(notifications)
        lines = report_lines(changes, known, language)
        facts = fact_lines(changes, lines, at or _on_clock(visit, last), language)
        yield LogEntry(at, target, lines, facts)


def _changes(
    visit: Visit, published: tuple[Publication, ...], seal: RecordSeal | None
) -> Iterator[tuple[Publication | None, tuple[CardChange, ...]]]:
    """The changes of each publication after the first, oldest first.

    Last, with None, come those that are not published, if there are any.
    """
    for before, after in pairwise(published):
        yield after, changes_of(visit, before, after, seal)
    if not published:
        return
    last = published[-1]
    if pending := changes_since(visit, last, _on_clock(visit, last), seal):
        yield None, pending


def _on_clock(visit: Visit, publication: Publication) -> datetime:
    return publication.at.astimezone(visit.zone).replace(tzinfo=None)
