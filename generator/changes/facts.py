"""The changes by fact, each with everybody whom it concerns.

A report by person repeats one plate for everybody in that vehicle. A fact is what happened once: a
vehicle's plate, the time of an item, a guest who left. Its consequences on the cards of staff
(fewer people at twelve events, a different room of a guest in care) are no facts of their own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from generator.agenda.panels.views import FleetRow, MealOrder, RideRow, RoomRow
from generator.agenda.views import Lodging
from generator.changes.cards import CardChange, CardEvent
from generator.changes.difference import Change, Field
from generator.changes.snapshot import PANEL_OF, CardSnapshot
from generator.changes.urgency import Urgency, first_time, urgency_of
from generator.model.record import PersonId

_BY_GUEST_FIELD: Mapping[Field, Set[str]] = {
    Field.WHOLE: {Field.NAME, Field.PARTY},
    Field.OTHER: {Field.UNIT, Field.POST, Field.PARTY},
    Field.GUEST_NAME: {Field.NAME},
    Field.GUEST_ROOM: {"stay"},
    Field.GUEST_VEHICLE: {"ride", "vehicle"},
    Field.GUEST_ARRIVAL: {"arrival"},
    Field.GUEST_DEPARTURE: {"departure"},
}
"""The changes on a guest's own card, by field or kind of part, that explain a change of the guest
in the care of staff."""
_COUNTS = (Field.HEADCOUNT, Field.LOADS)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that changed, and the `people` whom it concerns.

    `changes` are the same difference of one or several entries. Where a person's card is new or
    gone, `card` is that one, and `counterpart` the card of the guest in the same place.
    """

    urgency: Urgency
    people: tuple[CardChange, ...]
    changes: tuple[Change, ...] = ()
    card: CardChange | None = None
    counterpart: CardChange | None = None


@dataclass(slots=True)
class _Group:
    """A fact while its people are collected."""

    change: Change | None = None
    card: CardChange | None = None
    counterpart: CardChange | None = None
    people: dict[PersonId, CardChange] = field(default_factory=dict)


def facts_of(changes: Sequence[CardChange], now: datetime) -> tuple[Fact, ...]:
    """Return the facts, the most urgent first, without minor changes.

    `now` is a time on the visit's clock.
    """
    groups = [*_FactCollector(changes).groups()]
    facts = [_fact(group, now) for group in groups]
    return tuple(sorted(_joined(facts), key=lambda fact: _when(fact, now)))


def _when(fact: Fact, now: datetime) -> tuple[int, datetime]:
    times = (first_time(change, now) for change in fact.changes)
    return fact.urgency.order, min(times, default=datetime.min)


def _fact(group: _Group, now: datetime) -> Fact:
    people = tuple(group.people.values())
    if group.change is None:
        urgencies = [person.urgency for person in people]
        first = min(urgencies, key=lambda urgency: urgency.order, default=Urgency.LATER)
        return Fact(first, people, card=group.card, counterpart=group.counterpart)
    return Fact(urgency_of(group.change, now), people, (group.change,))


def _joined(facts: Iterable[Fact]) -> list[Fact]:
    """The facts, where the same difference of several entries is one."""
    joined: dict[object, Fact] = {}
    for number, fact in enumerate(facts):
        identity: object = number
        if fact.changes and fact.changes[0].field is not Field.WHOLE:
            change, ids = fact.changes[0], tuple(sorted(card.person for card in fact.people))
            identity = (
                change.kind,
                change.field,
                change.old_value,
                change.new_value,
                fact.urgency,
                ids,
            )
        former = joined.get(identity)
        merged = (*former.changes, *fact.changes) if former else fact.changes
        joined[identity] = Fact(fact.urgency, fact.people, merged, fact.card, fact.counterpart)
    return list(joined.values())


class _FactCollector:
    """Collects the facts of card changes.

    First from cards that are new or gone, then from the guests' own parts, last from what staff see
    of both.
    """

    def __init__(self, changes: Sequence[CardChange]) -> None:
        self._changes = changes
        self._cards: dict[PersonId, _Group] = {}
        # The facts of single changes; an identity begins with key and field of the change.
        self._groups: dict[tuple[Hashable, ...], _Group] = {}
        self._by_name = dict(_guests_by_name(changes))

    def groups(self) -> Iterator[_Group]:
        """Yield each fact with its people."""
        by_id = {change.person: change for change in self._changes}
        for change in self._changes:
            if change.event is not CardEvent.CHANGED:
                self._add_card(change, by_id)
        for _, card, difference in sorted(self._differences(), key=lambda entry: entry[0]):
            self._add(card, difference)
        yield from {id(group): group for group in self._cards.values()}.values()
        yield from self._groups.values()

    def _differences(self) -> Iterator[tuple[tuple[bool, bool], CardChange, Change]]:
        """The changes of each card with their order: guests, staff, then those who check others."""
        for card in self._changes:
            for difference in card.changes:
                if not difference.is_minor:
                    yield (card.staff, difference.kind == "check"), card, difference

    def _add_card(self, change: CardChange, by_id: dict[PersonId, CardChange]) -> None:
        counterpart = by_id.get(change.counterpart) if change.counterpart else None
        if counterpart and counterpart.person in self._cards:
            group = self._cards[counterpart.person]
        else:
            group = _Group(card=change, counterpart=counterpart)
        group.people[change.person] = change
        self._cards[change.person] = group

    def _add(self, card: CardChange, change: Change) -> None:
        explaining = [*self._explaining(change)] if card.staff else []
        for group in explaining or [self._group_of(change)]:
            group.people[card.person] = card

    def _group_of(self, change: Change) -> _Group:
        # The row of a panel has names for some of its readers.
        values = () if change.kind in PANEL_OF else (change.old_value, change.new_value)
        return self._groups.setdefault((change.key, change.field, *values), _Group(change))

    def _explaining(self, change: Change) -> Iterator[_Group]:
        """The facts that explain a change on the card of staff."""
        if change.guest_in_care:
            yield from self._of_guest(change, change.guest_in_care)
        elif change.kind == "check":
            task = f"task:{change.key.partition(':')[2]}"
            yield from (group for (key, *_), group in self._groups.items() if key == task)
        elif change.field in _COUNTS:
            yield from self._of_count(change)
        elif change.kind in PANEL_OF:
            yield from self._of_row(change)

    def _of_row(self, change: Change) -> Iterator[_Group]:
        """The facts that explain a row of a panel: who has another room, table or vehicle."""
        for group in self._groups.values():
            if group.change and _concerns_row(group.change, change):
                yield group
        if change.before and change.after:  # somebody came or left
            for card in self._changes:
                if card.event is not CardEvent.CHANGED and _is_in_row(card, change):
                    yield self._cards[card.person]

    def _of_guest(self, change: Change, name: str) -> Iterator[_Group]:
        guest = self._by_name.get(name)
        if guest is None:
            return
        if guest.person in self._cards:
            yield self._cards[guest.person]
            return
        explaining = _BY_GUEST_FIELD.get(change.field, set())
        for cause in guest.changes:
            if explaining & {cause.kind, cause.field} and not cause.is_minor:
                yield self._group_of(cause)

    def _of_count(self, change: Change) -> Iterator[_Group]:
        """The facts that explain a number of people: who came or left, or changed vehicles."""
        came = [c for c in self._changes if c.event is CardEvent.NEW and _has(c.after, change)]
        left = [c for c in self._changes if c.event is CardEvent.GONE and _has(c.before, change)]
        if (came or left) and _count(change.new_value) - _count(change.old_value) == len(
            came
        ) - len(left):
            yield from (self._cards[card.person] for card in (*came, *left))
        elif change.field is Field.LOADS:
            yield from [
                group
                for (key, differing, *_), group in self._groups.items()
                if (key, differing) == (change.key, Field.VEHICLE)
            ]


def _guests_by_name(changes: Iterable[CardChange]) -> Iterator[tuple[str, CardChange]]:
    """The guests by their names, former names first."""
    guests = [change for change in changes if not change.staff]
    for guest in guests:
        if guest.before and guest.before.person:
            yield guest.before.person.name, guest
    yield from ((guest.name, guest) for guest in guests)


def _concerns_row(cause: Change, row: Change) -> bool:
    """Whether a change of a guest's own part is the one that a row of a panel repeats."""
    parts = (cause.before, cause.after)
    match row.after or row.before:
        case RoomRow() as room:
            return any(isinstance(p, Lodging) and p.room == room.number for p in parts)
        case MealOrder():
            return row.key == f"kitchen:{cause.key}"
        case FleetRow() as fleet:
            return cause.key == f"vehicle:{fleet.vehicle}"
        case RideRow():
            return row.key == f"transport:{cause.key}"
    return False


def _is_in_row(card: CardChange, row: Change) -> bool:
    """Whether a person who came or left is one of those whom a row of a panel counts."""
    snapshot = card.after or card.before
    if snapshot is None:
        return False
    match row.after or row.before:
        case RoomRow() as room:
            return any(stay.room == room.number for stay in snapshot.stays.values())
        case MealOrder():
            return row.key.removeprefix("kitchen:") in snapshot.entries
        case RideRow():
            return row.key.removeprefix("transport:") in snapshot.entries
    return False


def _has(snapshot: CardSnapshot | None, change: Change) -> bool:
    return snapshot is not None and change.key in snapshot.entries


def _count(value: object) -> int:
    """The number of people in a headcount or in the vehicles of a ride."""
    if isinstance(value, tuple):
        return sum(count for _, count, _ in value)
    return value if isinstance(value, int) else 0
