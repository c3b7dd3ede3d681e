"""Whose card differs from the published one, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from generator.agenda import agendas_of
from generator.agenda.views import Entry, EntryKind, Lodging
from generator.changes.difference import Change, changes_between
from generator.changes.snapshot import CardSnapshot, snapshot_of, version_of
from generator.changes.urgency import Urgency, urgency_of
from generator.model.people import Guest, Staff
from generator.model.record import PersonId
from generator.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Card:
    """A person's card: its content, its version, and the person's telephone.

    `as_of` is the time of its last change (seconds since 1970).
    """

    snapshot: CardSnapshot
    version: str
    as_of: int = 0
    phone: str | None = None
    staff: bool = False

    @property
    def name(self) -> str:
        """The person's name; empty where the card has none."""
        return self.snapshot.person.name if self.snapshot.person else ""

    @property
    def party(self) -> str | None:
        """The name of the person's party."""
        return self.snapshot.person.party if self.snapshot.person else None

    @property
    def language(self) -> str:
        """The language of the card."""
        return self.snapshot.person.language if self.snapshot.person else ""

    def same_as(self, other: Card | None) -> bool:
        """Whether another card has the same content and the same other fields.

        By the digests of the contents, which takes less time than to compare their parts.
        """
        return other is not None and self._identity == other._identity

    @property
    def _identity(self) -> tuple[object, ...]:
        return self.snapshot.digest, self.version, self.as_of, self.phone, self.staff


Edition = Mapping[PersonId, Card]
"""All cards of a visit at one time."""


class CardEvent(StrEnum):
    """How a card differs."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CardChange:
    """The difference of one person's card, with whom to notify and how urgently.

    `changes` is empty for a new card and for one that is gone; `version` is the new version, empty
    for a card that is gone. `counterpart` is the guest whom a new one replaces, or who replaces one
    that is gone.
    """

    person: PersonId
    name: str
    party: str | None
    phone: str | None
    language: str
    staff: bool
    event: CardEvent
    urgency: Urgency
    version: str
    changes: tuple[Change, ...]
    before: CardSnapshot | None = field(default=None, repr=False, compare=False)
    after: CardSnapshot | None = field(default=None, repr=False, compare=False)
    counterpart: PersonId | None = None

    @property
    def to_notify(self) -> bool:
        """Whether the person has to be notified; not of minor changes only."""
        return self.event is not CardEvent.CHANGED or any(
            not change.is_minor for change in self.changes
        )


def edition_now(visit: Visit) -> dict[PersonId, Card]:
    """Return the cards of a visit by its present plan."""
    return {agenda.person: card_now(visit, snapshot_of(agenda), agenda.person)
            for agenda in agendas_of(visit)}  # fmt: skip


def card_now(visit: Visit, snapshot: CardSnapshot, person: PersonId) -> Card:
    """Return a person's card with the given content; its time is not known yet."""
    known = visit.people[person]
    return Card(
        snapshot, version_of(snapshot.digest), phone=known.phone, staff=isinstance(known, Staff)
    )


def card_changes(
    visit: Visit, before: Edition, after: Edition, now: datetime
) -> tuple[CardChange, ...]:
    """Return the cards whose content differs between two editions, the most urgent first.

    Telephone and party of a person are those in `visit`, or on the card in `before` for a person
    who is no longer in it. `now` is a time on the visit's clock.
    """
    kept_keys = {key for card in after.values() for key in card.snapshot.entries}
    changes = [
        _with_continuation(change, kept_keys)
        for person in {**after, **before}
        for change in _change_of(visit, person, before.get(person), after.get(person), now)
    ]
    guests = {change.name: change.urgency for change in changes if not change.staff}
    changes = [_as_urgent_as_its_guests(change, guests) for change in changes]
    changes = _with_counterparts(changes)
    return tuple(sorted(changes, key=lambda change: (change.urgency.order, change.staff)))


def _change_of(
    visit: Visit, person: PersonId, before: Card | None, after: Card | None, now: datetime
) -> Iterator[CardChange]:
    """The person's change; none where the content is unchanged."""
    card = after or before
    if card is None or (before and after and after.snapshot.has_digest(before.snapshot.digest)):
        return
    changes = changes_between(before.snapshot, after.snapshot) if before and after else ()
    urgencies = [urgency_of(change, now) for change in changes if not change.is_minor]
    known = visit.people.get(person)
    yield CardChange(
        person=person,
        name=card.name or person,
        party=known.party.name if isinstance(known, Guest) and known.party else card.party,
        phone=known.phone if known else card.phone,
        language=_language(visit, card.language),
        staff=card.staff,
        event=_event(before, after),
        urgency=min(urgencies, key=lambda urgency: urgency.order, default=Urgency.LATER),
        version=after.version if after else "",
        changes=changes,
        before=before.snapshot if before else None,
        after=after.snapshot if after else None,
    )


def _event(before: Card | None, after: Card | None) -> CardEvent:
    if after is None:
        return CardEvent.GONE
    return CardEvent.CHANGED if before else CardEvent.NEW


def _with_continuation(card: CardChange, kept_keys: Set[str]) -> CardChange:
    """A card's change, with removed entries marked that are still on another card."""
    changes = tuple(
        replace(change, still_takes_place=change.after is None and change.key in kept_keys)
        for change in card.changes
    )
    return replace(card, changes=changes)


def _as_urgent_as_its_guests(change: CardChange, guests: Mapping[str, Urgency]) -> CardChange:
    """A change of a guest in one's care has no time of its own: the guest's urgency applies."""
    names = {item.guest_in_care or "" for item in change.changes if not item.is_minor}
    of_guests = [guests[name] for name in names if name in guests]
    if not of_guests:
        return change
    own = [] if names <= guests.keys() else [change.urgency]
    return replace(change, urgency=min([*own, *of_guests], key=lambda urgency: urgency.order))


def _language(visit: Visit, own: str) -> str:
    first = visit.languages[0] if visit.languages else "zh"
    return own if own in visit.languages else first


# Replacements


def _with_counterparts(changes: Sequence[CardChange]) -> list[CardChange]:
    """The changes, in which a guest who is gone and the one who replaces him name each other."""
    gone = [change for change in changes if _is_guest(change, CardEvent.GONE)]
    new = [change for change in changes if _is_guest(change, CardEvent.NEW)]
    counterparts: dict[PersonId, PersonId] = {}
    for change in gone:
        successors = [other for other in new if other.person not in counterparts]
        if successor := next((other for other in successors if _replaces(other, change)), None):
            counterparts |= {change.person: successor.person, successor.person: change.person}
    return [replace(change, counterpart=counterparts.get(change.person)) for change in changes]


def _is_guest(change: CardChange, event: CardEvent) -> bool:
    return change.event is event and not change.staff


def _replaces(new: CardChange, gone: CardChange) -> bool:
    """Whether a new guest has the same party, rooms, days and seats as one that is gone."""
    if new.after is None or gone.before is None or new.party != gone.party:
        return False
    place = _place_of(new.after)
    is_distinct = bool(new.party or place.rooms or any(e[1] or e[2] for e in place.events))
    return is_distinct and place == _place_of(gone.before)


@dataclass(frozen=True, slots=True)
class _GuestPlace:
    """A guest's rooms and events in the plan; an event is (key, vehicle, table)."""

    rooms: frozenset[Lodging]
    events: frozenset[tuple[object, ...]]


def _place_of(snapshot: CardSnapshot) -> _GuestPlace:
    personal = (EntryKind.ARRIVAL, EntryKind.DEPARTURE)
    entries = (entry for entry in snapshot.entries.values() if entry.kind not in personal)
    return _GuestPlace(frozenset(snapshot.stays.values()), frozenset(map(_planned_event, entries)))


def _planned_event(entry: Entry) -> tuple[object, ...]:
    vehicle = entry.passage.vehicle if entry.passage else None
    return entry.key, vehicle, entry.table.table if entry.table else None
