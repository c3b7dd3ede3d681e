"""Which id each person of a list has: one that was published stays with whoever it was given to.

An id makes the address of a card. Where a list does not give one, it is made of the name; so a
corrected name, a second person of that name or another unit would move the address of a card that
was handed out. What was published tells who somebody is: first by name and unit, then by the name
alone, then by the telephone where only the spelling of the name differs. Somebody else who comes in
a guest's place gets an id that was never published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from generator.load.names import name_key


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as last published; `current` where the last publication still had the card."""

    id: str
    name: str
    unit: str | None = None
    phone: str | None = None
    staff: bool = False
    current: bool = True


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person as a list has it; `id` where the list gives one."""

    name: str
    unit: str | None = None
    phone: str | None = None
    staff: bool = False
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The id of a listed person. `corrected` is the published name, where the id was kept although
    the name differs; `resembles` a published person whose card is not kept, though he may be the
    same."""

    id: str
    corrected: str | None = None
    resembles: KnownPerson | None = None


def identities(
    people: Sequence[ListedPerson], known: Iterable[KnownPerson] = ()
) -> tuple[Identity, ...]:
    """The identity of each person of a list, in its order. Ids that a list gives are kept."""
    return _Identification(people, tuple(known)).result()


class _Identification:
    """Gives each person a published id or a new one, the surest matches first."""

    def __init__(self, people: Sequence[ListedPerson], known: tuple[KnownPerson, ...]) -> None:
        self._people = people
        self._known = known
        written = {name_key(person.id) for person in people if person.id}
        self._free = {each.id: each for each in known if name_key(each.id) not in written}
        self._names = Counter(name_key(person.name) for person in people)
        self._found: dict[int, Identity] = {
            number: Identity(person.id) for number, person in enumerate(people) if person.id
        }

    def result(self) -> tuple[Identity, ...]:
        """The identity of each person."""
        self._match(_same_name_and_unit)
        self._match(_same_name)
        self._match(_corrected_name, corrected=True)
        return tuple(
            self._found.get(number) or self._new(person)
            for number, person in enumerate(self._people)
        )

    def _match(
        self, same: Callable[[ListedPerson, KnownPerson], bool], *, corrected: bool = False
    ) -> None:
        """Give the ids of published people to those who are the only ones to be the same."""
        open_people = [n for n in range(len(self._people)) if n not in self._found]
        candidates = {
            number: [
                each
                for each in self._free.values()
                if each.staff is self._people[number].staff and same(self._people[number], each)
            ]
            for number in open_people
        }
        wanted = Counter(each.id for matches in candidates.values() for each in matches)
        for number, matches in candidates.items():
            if len(matches) == 1 and wanted[matches[0].id] == 1:
                person = matches[0]
                self._found[number] = Identity(person.id, person.name if corrected else None)
                del self._free[person.id]

    def _new(self, person: ListedPerson) -> Identity:
        """An id made of the name, or of name and unit; never one that was another's."""
        alone = not (person.name and person.unit) or self._names[name_key(person.name)] == 1
        name, full = person.name, f"{person.name}@{person.unit}"
        published = {name_key(each.id) for each in self._known}
        choices = [name, full] if alone and person.unit else [name if alone else full]
        unused = (choice for choice in choices if name_key(choice) not in published)
        made = next(unused, None) or self._numbered(choices[-1], published)
        return Identity(made, resembles=self._resembled(person))

    def _numbered(self, made: str, published: set[str]) -> str:
        number = 2
        while name_key(f"{made}#{number}") in published:
            number += 1
        return f"{made}#{number}"

    def _resembled(self, person: ListedPerson) -> KnownPerson | None:
        """Somebody who is no longer in the list and of whom this may be the corrected name."""
        matches = [
            each
            for each in self._free.values()
            if each.current and each.staff is person.staff and _resembles(person, each)
        ]
        return matches[0] if len(matches) == 1 else None


def _same_name_and_unit(person: ListedPerson, known: KnownPerson) -> bool:
    return name_key(person.name) == name_key(known.name) and _key(person.unit) == _key(known.unit)


def _same_name(person: ListedPerson, known: KnownPerson) -> bool:
    """Whether two of one name are one: not where both unit and telephone are others'."""
    if name_key(person.name) != name_key(known.name):
        return False
    return not (_differ(person.unit, known.unit) and _differ(person.phone, known.phone))


def _corrected_name(person: ListedPerson, known: KnownPerson) -> bool:
    """Whether only the spelling of a name differs: the telephone is the same, and so is a part of
    the name."""
    if not known.current or not person.phone or _key(person.phone) != _key(known.phone):
        return False
    return bool(set(name_key(person.name)) & set(name_key(known.name)))


def _resembles(person: ListedPerson, known: KnownPerson) -> bool:
    """Whether one may be the other by his name: one character differs, in the same unit."""
    if _differ(person.phone, known.phone) or _key(person.unit) != _key(known.unit):
        return False
    one, other = name_key(person.name), name_key(known.name)
    differing = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
    return differing == 1 and len(one) > 1


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both are given, and not the same."""
    return bool(one and other) and _key(one) != _key(other)


def _key(text: str | None) -> str:
    return name_key(text or "")
