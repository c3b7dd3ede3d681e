"""Matches the records of two versions: by id, else by fields that identify them.

A reference to a record is compared by the identity of that record: a forum does not change when its
hall's telephone does, nor when its moderator's name is corrected.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from generator.model.people import Participants, Party, Person
from generator.model.record import OF_EVERY_RECORD, Record
from generator.model.schedule import ScheduleItem
from generator.model.standing import Checklist, Location, Role, Room, Venue
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit
from generator.names.index import name_key

IGNORED_FIELDS = OF_EVERY_RECORD | {"page"}
"""Where a record was written, which is no part of its content."""


@dataclass(frozen=True)
class NameChanges:
    """The later name of each thing by its earlier one.

    People by id, parties by name, vehicles by number.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    vehicles: Mapping[str, str] = field(default_factory=dict)


NO_CHANGES = NameChanges()

RecordT = TypeVar("RecordT", bound=Record)
Key = Callable[[RecordT, NameChanges], Hashable]
"""What identifies a record in its list; None where it has nothing that does."""
Pair = tuple[RecordT | None, RecordT | None]
"""A record before and after; None before for an added record, after for a removed one."""


# Identity


def identity(value: Any, renamed: NameChanges = NO_CHANGES) -> Hashable:
    """Return a key that is equal for the same thing, whatever else differs in it.

    A value of the earlier version is given with the names that were changed since.
    """
    if isinstance(value, Person):
        return renamed.people.get(value.id, value.id)
    if isinstance(value, Party):
        return renamed.parties.get(value.name, value.name)
    if isinstance(value, Vehicle):
        return renamed.vehicles.get(value.number, value.number)
    if isinstance(value, (Role, Checklist, Venue)):
        return value.id
    if isinstance(value, Room):
        return value.number
    if isinstance(value, Location):
        return value.key
    if isinstance(value, ScheduleItem):
        return value.title  # its seating plan is the same when the item moves
    if isinstance(value, Ride):
        return (identity(value.origin), identity(value.destination))
    if isinstance(value, Participants):
        return frozenset(identity(person, renamed) for person in value.people)
    if isinstance(value, Record):
        return content(value, renamed)
    if isinstance(value, Mapping):
        return tuple(sorted((key, identity(item, renamed)) for key, item in value.items()))
    if isinstance(value, tuple):
        return tuple(identity(item, renamed) for item in value)
    return value  # type: ignore[no-any-return]  # texts, dates and numbers are their own identity


def content(record: Record, renamed: NameChanges = NO_CHANGES) -> Hashable:
    """Return a key of all fields of a record except its id."""
    return tuple(
        identity(getattr(record, name), renamed)
        for name in type(record).model_fields
        if name not in IGNORED_FIELDS and name != "id"
    )


def is_same(before: Any, after: Any, renamed: NameChanges) -> bool:
    """Whether a value of the earlier version and one of the later mean the same."""
    if isinstance(before, Participants) and isinstance(after, Participants):
        return _are_same_people(before, after, renamed)
    return bool(identity(before, renamed) == identity(after))


def _are_same_people(before: Participants, after: Participants, renamed: NameChanges) -> bool:
    """Whether the same people are meant.

    Where the same groups are named they are: that somebody joined or left a group is a difference
    of that person alone.
    """
    if _named(before, renamed) == _named(after, NO_CHANGES):
        return True
    return bool(before) and identity(before, renamed) == identity(after)


def _named(participants: Participants, renamed: NameChanges) -> Hashable:
    """The groups and the people that are named."""
    named = {str(text) for text in participants.named}
    people = [person for person in participants.people if person.name in named]
    groups = named - {person.name for person in people}
    return (
        participants.everyone,
        frozenset(renamed.parties.get(group, group) for group in groups),
        frozenset(identity(person, renamed) for person in people),
    )


# Pairs


def by_fields(*fields: str) -> Key[Record]:
    """Return a key of some fields of a record; a record in which all are empty has none."""

    def key(record: Record, renamed: NameChanges) -> Hashable:
        values = tuple(identity(getattr(record, field), renamed) for field in fields)
        return values if any(values) else None

    return key


def by_content(record: Record, renamed: NameChanges) -> Hashable:
    """Return a key of the whole record, so that unchanged records are matched first."""
    return content(record, renamed)


VEHICLE_KEYS: tuple[Key[Vehicle], ...] = (by_fields("number"), by_fields("plate"))


def match_records(
    before: Sequence[RecordT],
    after: Sequence[RecordT],
    keys: Iterable[Key[RecordT]],
    renamed: NameChanges = NO_CHANGES,
) -> list[Pair[RecordT]]:
    """Pair the records of two versions: in the later version's order, then those removed.

    The first key matches what it can, the next key the remaining records; records with equal keys
    are matched in their order.
    """
    matched: dict[int, RecordT] = {}
    earlier, later = list(enumerate(before)), list(enumerate(after))
    for key in keys:
        unmatched: dict[Hashable, deque[RecordT]] = defaultdict(deque)
        for _, record in earlier:
            unmatched[key(record, renamed)].append(record)
        unmatched.pop(None, None)
        for position, record in later:
            if candidates := unmatched.get(key(record, NO_CHANGES)):
                matched[position] = candidates.popleft()
        later = [(n, record) for n, record in later if n not in matched]
        taken = {id(record) for record in matched.values()}
        earlier = [(n, record) for n, record in earlier if id(record) not in taken]
    pairs: list[Pair[RecordT]] = [(matched.get(n), record) for n, record in enumerate(after)]
    return pairs + [(record, None) for _, record in earlier]


def match_people(
    before: Sequence[Person], after: Sequence[Person]
) -> list[tuple[Person | None, Person | None]]:
    """Pair the people of two versions: by id, else by name, else by a telephone of their own."""
    counts = (Counter(person.phone for person in people) for people in (before, after))
    unique = [{phone for phone, n in count.items() if n == 1} for count in counts]

    def telephone(person: Person, _: NameChanges) -> Hashable:
        return person.phone if all(person.phone in phones for phones in unique) else None

    return match_records(before, after, (by_fields("id"), _name_and_unit, _name, telephone))


def name_changes_between(before: Visit, after: Visit) -> NameChanges:
    """Return the people, parties and vehicles with their names in both versions."""
    people = NameChanges(
        {
            earlier.id: later.id
            for lists in ((before.guests, after.guests), (before.staff, after.staff))
            for earlier, later in match_people(*lists)
            if earlier and later
        }
    )

    def members(party: Party, renamed: NameChanges) -> Hashable:
        visit = after if renamed is NO_CHANGES else before
        return frozenset(identity(guest, renamed) for guest in visit.party_members(party)) or None

    parties = match_records(before.parties, after.parties, (by_fields("name"), members), people)
    vehicles = match_records(before.vehicles, after.vehicles, VEHICLE_KEYS)
    return NameChanges(
        people.people,
        {earlier.name: later.name for earlier, later in parties if earlier and later},
        {earlier.number: later.number for earlier, later in vehicles if earlier and later},
    )


def _name(person: Person, _: NameChanges) -> Hashable:
    return name_key(person.name)


def _name_and_unit(person: Person, _: NameChanges) -> Hashable:
    return name_key(person.name), person.unit
