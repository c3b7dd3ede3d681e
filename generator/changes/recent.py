"""What recently changed on a card, as the card itself shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.changes.cards import Card
from generator.changes.difference import Change, changes_between
from generator.changes.publications import Publication, RecordSeal
from generator.model.record import PersonId

SHOWN_FOR = int(timedelta(days=1).total_seconds())
"""How long a card shows a change, in seconds."""


@dataclass(frozen=True, slots=True)
class RecentChange:
    """A change, and since when the card has had it (seconds since 1970)."""

    at: int
    change: Change

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the parts that it is shown at: of a vehicle, its rides."""
        return tuple(ride.key for ride in self.change.vehicle_rides) or (self.change.key,)


def marked_until(changes: Sequence[RecentChange]) -> dict[str, int]:
    """Until when (seconds since 1970) the parts that changed are marked, by their keys."""
    return dict(_marks(changes))


def _marks(changes: Sequence[RecentChange]) -> Iterator[tuple[str, int]]:
    for recent in changes:
        for key in recent.keys:
            yield key, recent.at + SHOWN_FOR


def recent_changes(
    person: PersonId, card: Card, every: Sequence[Publication], seal: RecordSeal | None
) -> tuple[RecentChange, ...]:
    """What changed on a person's card within a day before it last did, oldest first.

    `every` are the visit's publications, oldest first: what never went out is no change to a
    reader. The result depends on the card and the records alone, not on the clock, so that an
    unchanged card keeps its bytes; the phone leaves out what is older than a day.
    """
    earliest = card.as_of - SHOWN_FOR
    return tuple(
        RecentChange(later.as_of, change)
        for former, later in reversed(tuple(_editions(person, card, every, seal, earliest)))
        for change in changes_between(former.snapshot, later.snapshot)
        if not change.is_minor
    )


def _editions(
    person: PersonId,
    card: Card,
    every: Sequence[Publication],
    seal: RecordSeal | None,
    earliest: int,
) -> Iterator[tuple[Card, Card]]:
    """The card before and after each change since `earliest`, the newest first."""
    later = card
    for publication in reversed(every):
        stored = publication.stored.cards.get(person)
        if stored is None or later.as_of <= earliest:
            return
        if stored.version != later.version:
            former = publication.edition(seal)[person]
            yield former, later
            later = former
