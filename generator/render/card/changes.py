"""What recently changed on a card, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.agenda.views import Agenda
from generator.changes.recent import RecentChange
from generator.render.card.view import ChangeView
from generator.render.changes.wording import words_of


def changes_by_language(
    agenda: Agenda, changes: Sequence[RecentChange]
) -> Mapping[str, tuple[ChangeView, ...]]:
    """The changes in each language of a card."""
    languages = (agenda.language, *agenda.visit.languages)
    return {code: change_views(changes, code) for code in languages} if changes else {}


def change_views(changes: Sequence[RecentChange], language: str) -> tuple[ChangeView, ...]:
    """The changes in words, oldest first."""
    return tuple(view for recent in changes for view in _views(recent, language))


def _views(recent: RecentChange, language: str) -> Iterator[ChangeView]:
    change = recent.change
    words = words_of(change, language)
    kind = change.kind if change.kind in ("stay", "vehicle") else "entry"
    # A vehicle's change belongs to no single entry: it is listed once.
    key = "" if change.vehicle_rides else change.key
    yield ChangeView(recent.at, kind, key, words.field, words.label, words.was, words.now)
