"""Which recent changes a card shows, by the records of its visit's publications."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.changes.cards import Card
from generator.changes.difference import changes_between
from generator.changes.recent import SHOWN_FOR, RecentChange
from generator.model.record import PersonId
from generator.publish.publications import Publication, RecordSeal


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
        if not change.minor
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
