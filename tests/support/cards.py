"""Cards as they are first built, for tests that make pages without a project."""

from __future__ import annotations

from generator.agenda import Agenda
from generator.build.microsite import CurrentCard
from generator.changes.cards import Card
from generator.changes.snapshot import snapshot_of, version_of


def first_card(agenda: Agenda, as_of: int = 0) -> CurrentCard:
    """The card of an agenda, as of a time in seconds since 1970, with nothing that changed."""
    snapshot = snapshot_of(agenda)
    return CurrentCard(Card(snapshot, version_of(snapshot.digest), as_of))
