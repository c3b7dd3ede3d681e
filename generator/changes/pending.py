"""Compares the card of which each person was last notified with the card now.

A publication notifies nobody by itself. If a plate changed twice and nobody was notified, the
reader has one change: from the plate on the printed card to the plate now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from generator.changes.cards import Card, CardChange, Edition, card_changes, edition_now
from generator.changes.notifications import Notification
from generator.changes.publications import Publication
from generator.changes.record import RecordSeal, masked
from generator.model.record import PersonId
from generator.model.visit import Visit

GONE = ""
"""The version in a notification that the card is gone. Its reader knows of no card."""
Known = tuple[tuple[CardChange, ...], tuple[Notification, ...]]


def changes_to_notify(
    visit: Visit,
    published: Sequence[Publication],
    notifications: Sequence[Notification],
    newest: Sequence[CardChange],
    now: datetime,
    seal: RecordSeal | None,
) -> Known:
    """Return the changes since each person was last notified, and who was notified of them.

    For somebody who was notified of the card as it is now, these are the changes in that last
    notification: so the people who were notified of a fact are counted with those who were not.
    `newest` is the newest change to notify of each card; it is returned for a reader who was never
    notified and whose card is again as that reader knows it. `now` is a time on the visit's clock.
    """
    history = _History(visit, published, notifications, seal)
    open_changes = history.changes_from(lambda versions: versions[-1:], now)
    unnotified = {change.person: change for change in open_changes if change.to_notify}
    last_notes = {
        note.person: note
        for note in sorted(notifications, key=lambda note: note.at)
        if note.person not in unnotified
    }
    for change in newest:
        if change.person not in unnotified and change.person not in last_notes:
            unnotified[change.person] = change
    before = history.changes_from(_before_the_last, now)
    known = [change for change in before if change.person in last_notes and change.to_notify]
    # A later version that differs in minor ways only has nothing to notify of.
    notes = tuple(replace(last_notes[change.person], version=change.version) for change in known)
    position = {person: number for number, person in enumerate(visit.people)}
    changes = sorted(
        (*unnotified.values(), *known),
        key=lambda change: (change.staff, position.get(change.person, len(position))),
    )
    return tuple(changes), notes


def _before_the_last(versions: Sequence[str]) -> Sequence[str]:
    """The versions before the last of which the person was notified."""
    return [version for version in versions if version != versions[-1]][-1:]


class _History:
    """The editions of a visit's cards, and the versions of which each person was notified."""

    def __init__(
        self,
        visit: Visit,
        published: Sequence[Publication],
        notifications: Sequence[Notification],
        seal: RecordSeal | None,
    ) -> None:
        self._visit = visit
        self._editions: list[Edition] = [publication.edition(seal) for publication in published]
        self._now: Edition = edition_now(visit)
        if any(publication.is_masked(seal) for publication in published):
            self._editions = [masked(edition) for edition in self._editions]
            self._now = masked(self._now)
        self._versions: dict[str, list[str]] = defaultdict(list)
        for note in sorted(notifications, key=lambda note: note.at):
            self._versions[note.person].append(note.version)

    def changes_from(
        self, known: Callable[[Sequence[str]], Sequence[str]], now: datetime
    ) -> tuple[CardChange, ...]:
        """Return the changes since the card of which `known` chooses the version.

        For somebody who was never notified, that is the card of the first publication.
        """
        # The people of now in their order, then those who left.
        editions = (self._now, *reversed(self._editions))
        people = dict.fromkeys(person for edition in editions for person in edition)
        cards = {
            person: self._known_card(person, known(self._versions.get(person, ())))
            for person in people
        }
        before = {person: card for person, card in cards.items() if card}
        return card_changes(self._visit, before, self._now, now)

    def _known_card(self, person: PersonId, versions: Sequence[str]) -> Card | None:
        if GONE in versions:
            return None
        # A change may be notified before it is published: the version is then that of now.
        editions = (self._now, *reversed(self._editions))
        cards = [edition[person] for edition in editions if person in edition]
        known = (card for card in cards if card.version in versions)
        first = self._editions[0].get(person)
        # Somebody who joined after the first publication and left again had a card in between.
        last = None if person in self._now else cards[0]
        return next(known, first or last)
