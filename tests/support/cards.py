"""Cards as in a first build, for tests that build pages without a project."""

from __future__ import annotations

from generator.agenda import Agenda
from generator.build.microsite import CurrentCard
from generator.changes.cards import Card
from generator.changes.snapshot import snapshot_of, version_of


def first_card(agenda: Agenda, as_of: int = 0) -> CurrentCard:
    """Return the card of an agenda without changes; `as_of` in seconds since 1970."""
    snapshot = snapshot_of(agenda)
    return CurrentCard(Card(snapshot, version_of(snapshot.digest), as_of))
