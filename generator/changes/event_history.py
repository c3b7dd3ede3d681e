"""How often each entry of a card changed since it was first published, and which are gone.

A calendar that is added again replaces its former entries by these numbers. They follow from the
records of publications and the card alone, so that two builds of one state have the same bytes.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.agenda.views import Entry, EntryKind
from generator.changes.cards import Card
from generator.changes.publications import Publication
from generator.changes.record import RecordSeal, StoredCard, StoredCards, StoredPart
from generator.changes.snapshot import Json, digest_of
from generator.model.record import PersonId

_KINDS = tuple(f"{kind}:" for kind in EntryKind)


@dataclass(frozen=True, slots=True)
class Revision:
    """How often an entry changed, and when it last did (seconds since 1970)."""

    number: int
    at: int


@dataclass(frozen=True, slots=True)
class DroppedEntry:
    """A future entry that the card had and no longer has."""

    entry: Entry
    revision: Revision


@dataclass(frozen=True, slots=True)
class EventHistory:
    """The revisions of a card's entries by their keys, and the entries that it had before.

    An entry without a revision is as it was first published, or not published yet.
    """

    first: Revision
    changed: tuple[tuple[str, Revision], ...] = ()
    dropped: tuple[DroppedEntry, ...] = ()

    @classmethod
    def new(cls, at: int) -> EventHistory:
        """The history of a card that was not published before."""
        return cls(Revision(0, at))


@dataclass(slots=True)
class _Course:
    """An entry from publication to publication: its state, its last revision, and where it was."""

    state: Hashable | Json
    revision: Revision
    part: StoredPart


def event_history(
    person: PersonId,
    card: Card,
    published: Sequence[Publication],
    seal: RecordSeal | None,
    zone: str,
) -> EventHistory:
    """Return the history of the entries on a person's present card.

    `published` are the visit's publications, oldest first.
    """
    courses: dict[str, _Course] = {}
    last: Publication | None = None
    former: StoredCard | None = None
    for publication in published:
        stored = publication.stored.cards.get(person)
        if stored is None or stored is former:
            continue
        _follow(courses, publication.stored, stored)
        last, former = publication, stored
    if last is None or former is None:
        return EventHistory.new(card.as_of)
    revisions = {key: course.revision for key, course in courses.items()}
    if former.version != card.version:
        revisions |= _present(card, last.card(person, seal), courses)
    entries = card.snapshot.entries
    first = Revision(0, card.as_of)
    return EventHistory(
        first,
        tuple((key, revisions[key]) for key in entries if revisions.get(key, first) != first),
        tuple(_dropped(card, courses, seal, ZoneInfo(zone))),
    )


def _follow(courses: dict[str, _Course], stored: StoredCards, card: StoredCard) -> None:
    """Note the state of each entry on a published card."""
    numbers = {
        key: number for number in card.parts if isinstance(key := stored.parts[number].key, str)
    }
    plates = {
        key.partition(":")[2]: stored.parts[number].value.get("plate")
        for key, number in numbers.items()
        if key.startswith("vehicle:")
    }
    for key, number in numbers.items():
        if not key.startswith(_KINDS):
            continue
        part = stored.parts[number]
        value = part.value
        state = value, plates.get((value.get("passage") or {}).get("vehicle", ""))
        course = courses.get(key)
        if course is None:
            courses[key] = _Course(state, Revision(0, card.as_of), part)
        elif course.state != state:
            revision = Revision(course.revision.number + 1, card.as_of)
            courses[key] = _Course(state, revision, part)
    for key, course in courses.items():
        if key not in numbers and course.state is not None:
            course.state = None
            course.revision = Revision(course.revision.number + 1, card.as_of)


def _present(
    card: Card, last: Card, courses: Mapping[str, _Course]
) -> Iterator[tuple[str, Revision]]:
    """The revisions of entries that differ from the last publication."""
    for key, entry in card.snapshot.entries.items():
        course = courses.get(key)
        was = last.snapshot.entries.get(key)
        if course and (was is None or _state(card, entry) != _state(last, was)):
            yield key, Revision(course.revision.number + 1, card.as_of)


def _state(card: Card, entry: Entry) -> tuple[str, object]:
    """What a calendar shows of an entry: its content, and the plate of its vehicle."""
    vehicle = entry.passage.vehicle if entry.passage else None
    facts = card.snapshot.vehicles.get(f"vehicle:{vehicle}")
    return digest_of(entry), facts.plate if facts else None


def _dropped(
    card: Card, courses: Mapping[str, _Course], seal: RecordSeal | None, zone: ZoneInfo
) -> Iterator[DroppedEntry]:
    """The entries that are gone, but for those that were over when the card last changed."""
    now = datetime.fromtimestamp(card.as_of, zone).replace(tzinfo=None)
    for key, course in courses.items():
        if key in card.snapshot.entries:
            continue
        _, entry = course.part.opened(seal)
        if not isinstance(entry, Entry) or (entry.end or entry.start) <= now:
            continue
        revision = course.revision
        if course.state is not None:  # it was on the last published card
            revision = Revision(revision.number + 1, card.as_of)
        yield DroppedEntry(entry, revision)
