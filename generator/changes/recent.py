"""The recent changes of a card, which the card itself shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.changes.cards import Card
from generator.changes.difference import Change, changes_between
from generator.changes.publications import Publication
from generator.changes.record import RecordSeal
from generator.model.record import PersonId

SHOWN_FOR = int(timedelta(days=1).total_seconds())
"""How long a card shows a change, in seconds."""


@dataclass(frozen=True, slots=True)
class RecentChange:
    """A change, and the time when the card got it (seconds since 1970)."""

    at: int
    change: Change

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the parts that are marked: of a vehicle, its rides."""
        return tuple(ride.key for ride in self.change.vehicle_rides) or (self.change.key,)


def marked_until(changes: Sequence[RecentChange]) -> dict[str, int]:
    """Return until when (seconds since 1970) the changed parts are marked, by their keys."""
    return dict(_marks(changes))


def _marks(changes: Sequence[RecentChange]) -> Iterator[tuple[str, int]]:
    for recent in changes:
        for key in recent.keys:
            yield key, recent.at + SHOWN_FOR


def recent_changes(
    person: PersonId, card: Card, published: Sequence[Publication], seal: RecordSeal | None
) -> tuple[RecentChange, ...]:
    """Return the changes of a person's card in the day before its last change, oldest first.

    `published` are the visit's publications, oldest first: an unpublished change is none for its
    reader. The result depends only on the card and the records, not on the clock, so that an
    unchanged card keeps its bytes; the phone hides changes that are older than a day.
    """
    earliest = card.as_of - SHOWN_FOR
    return tuple(
        RecentChange(later.as_of, change)
        for former, later in reversed(tuple(_editions(person, card, published, seal, earliest)))
        for change in changes_between(former.snapshot, later.snapshot)
        if not change.is_minor
    )


def _editions(
    person: PersonId,
    card: Card,
    published: Sequence[Publication],
    seal: RecordSeal | None,
    earliest: int,
) -> Iterator[tuple[Card, Card]]:
    """Yield the card before and after each change since `earliest`, the newest first."""
    later = card
    for publication in reversed(published):
        stored = publication.stored.cards.get(person)
        if stored is None or later.as_of <= earliest:
            return
        if stored.version != later.version:
            former = publication.card(person, seal)
            yield former, later
            later = former
