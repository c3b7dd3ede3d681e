"""Which record of the earlier version is which of the later: by id, else by what it is known by."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from generator.compare.identity import UNCHANGED, NameChanges, content, identity
from generator.model.people import Party, Person
from generator.model.record import Record
from generator.model.transport import Vehicle
from generator.model.visit import Visit
from generator.names.index import name_key

Made = TypeVar("Made", bound=Record)
Key = Callable[[Made, NameChanges], Hashable]
Pair = tuple[Made | None, Made | None]


def known_by(*fields: str) -> Key[Record]:
    """A key of some fields of a record; None, which pairs with nothing, where all are empty."""

    def key(record: Record, renamed: NameChanges) -> Hashable:
        said = tuple(identity(getattr(record, field), renamed) for field in fields)
        return said if any(said) else None

    return key


def paired(
    was: Sequence[Made],
    now: Sequence[Made],
    keys: Iterable[Key[Made]],
    renamed: NameChanges = UNCHANGED,
) -> list[Pair[Made]]:
    """Each record with what it was, in the later version's order, then what is gone. The first
    key pairs what it can, the next what is left; what shares a key is paired in order.
    """
    former: dict[int, Made] = {}
    before, after = list(enumerate(was)), list(enumerate(now))
    for key in keys:
        waiting: dict[Hashable, deque[tuple[int, Made]]] = defaultdict(deque)
        for entry in before:
            waiting[key(entry[1], renamed)].append(entry)
        waiting.pop(None, None)
        for position, record in after:
            if found := waiting.get(key(record, UNCHANGED)):
                former[position] = found.popleft()[1]
        after = [entry for entry in after if entry[0] not in former]
        taken = {id(record) for record in former.values()}
        before = [entry for entry in before if id(entry[1]) not in taken]
    kept: list[Pair[Made]] = [(former.get(n), record) for n, record in enumerate(now)]
    return kept + [(record, None) for _, record in before]


def renamed_between(was: Visit, now: Visit) -> NameChanges:
    """Which people, parties and vehicles bear another name in the later version."""
    people = NameChanges(
        {
            before.id: after.id
            for group in ((was.guests, now.guests), (was.staff, now.staff))
            for before, after in people_paired(*group)
            if before and after
        }
    )

    def members(party: Party, renamed: NameChanges) -> Hashable:
        visit = now if renamed is UNCHANGED else was
        return frozenset(identity(guest, renamed) for guest in visit.party_members(party)) or None

    parties = paired(was.parties, now.parties, (known_by("name"), members), people)
    vehicles = paired(was.vehicles, now.vehicles, VEHICLE_KEYS)
    return NameChanges(
        people.people,
        {before.name: after.name for before, after in parties if before and after},
        {before.number: after.number for before, after in vehicles if before and after},
    )


def people_paired(
    was: Sequence[Person], now: Sequence[Person]
) -> list[tuple[Person | None, Person | None]]:
    """Each person with who that was: by id, else by name, else by a telephone of one's own."""
    counts = (Counter(person.phone for person in side) for side in (was, now))
    own = [{phone for phone, count in each.items() if count == 1} for each in counts]

    def telephone(person: Person, _: NameChanges) -> Hashable:
        return person.phone if all(person.phone in phones for phones in own) else None

    return paired(was, now, (known_by("id"), _name_and_unit, _name, telephone))


def _name(person: Person, _: NameChanges) -> Hashable:
    return name_key(person.name)


def _name_and_unit(person: Person, _: NameChanges) -> Hashable:
    return name_key(person.name), person.unit


def exactly(record: Record, renamed: NameChanges) -> Hashable:
    """A key of everything a record says: what did not change is not taken for another."""
    return content(record, renamed)


VEHICLE_KEYS: tuple[Key[Vehicle], ...] = (known_by("number"), known_by("plate"))
