"""The id of each person of a list; a published id stays with the person who had it.

The address of a card is derived from the id. Where a list has no ids, an id is made from the name:
a corrected name, a second person of that name or another unit would change the address of a card
that was handed out. So people are matched with those published: first by name and unit, then by
the name alone, then by the telephone where only the spelling of the name differs. A person who
replaces a guest gets an id that was never published.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.names.index import name_key


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as last published.

    `phone` has any form that is equal for equal numbers; `staff` is None where it is unknown;
    `current` is whether the last publication contained the card.
    """

    id: str
    name: str
    unit: str | None = None
    phone: str | None = None
    staff: bool | None = False
    current: bool = True


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person in a list; `id` where the list has one."""

    name: str
    unit: str | None = None
    phone: str | None = None
    staff: bool = False
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """The id of a listed person.

    `corrected` is the published name where the id was kept although the name differs. `resembles`
    is a published person who may be the same, but whose card is not kept.
    """

    id: str
    corrected: str | None = None
    resembles: KnownPerson | None = None


def identities(
    people: Sequence[ListedPerson], known: Iterable[KnownPerson] = ()
) -> tuple[Identity, ...]:
    """The identity of each person of a list, in its order; ids in the list are kept."""
    return _Identification(people, tuple(known)).result()


class _Identification:
    """Gives each person a published id or a new one, the most certain matches first."""

    def __init__(self, people: Sequence[ListedPerson], known: tuple[KnownPerson, ...]) -> None:
        self._people = people
        self._known = known
        written = {name_key(person.id) for person in people if person.id}
        self._free = {person.id: person for person in known if name_key(person.id) not in written}
        self._names = Counter(name_key(person.name) for person in people)
        self._by_name = _grouped(known, lambda person: person.name)
        self._by_phone = _grouped(known, lambda person: person.phone)
        self._by_unit = _grouped(known, lambda person: person.unit)
        self._published = {name_key(person.id) for person in known}
        self._identities: dict[int, Identity] = {
            number: Identity(person.id) for number, person in enumerate(people) if person.id
        }

    @cached_property
    def _phones(self) -> Counter[str]:
        """How many people have each number, among those published or in the list."""
        of_known = Counter(_key(person.phone) for person in self._known)
        return of_known | Counter(_key(person.phone) for person in self._people)

    def result(self) -> tuple[Identity, ...]:
        """The identity of each person."""
        renumbered: dict[str, KnownPerson] = {}
        if self._free:
            renumbered = self._renumbered()
            self._match_exactly()
            self._match(self._namesakes, _same_name_and_phone)
            self._match(self._namesakes, _same_name)
            self._match(self._of_one_phone, self._corrected_name, corrected=True)
        return tuple(
            self._written(person, renumbered) or self._identities.get(number) or self._new(person)
            for number, person in enumerate(self._people)
        )

    def _namesakes(self, person: ListedPerson) -> list[KnownPerson]:
        return self._by_name.get(_key(person.name), [])

    def _of_one_phone(self, person: ListedPerson) -> list[KnownPerson]:
        return self._by_phone.get(_key(person.phone), [])

    def _renumbered(self) -> dict[str, KnownPerson]:
        """Published people to whom the list gives a new id: nobody else can have their cards."""
        with_id = [person for person in self._people if person.id]
        return {
            known.id: self._free.pop(known.id)
            for person in with_id
            for known in self._namesakes(person)
            if known.id in self._free
            and _may_be_staff(person, known)
            and (_same_name_and_unit(person, known) or _same_name_and_phone(person, known))
        }

    def _written(
        self, person: ListedPerson, renumbered: Mapping[str, KnownPerson]
    ) -> Identity | None:
        """The id in the list; a new id means that somebody who had a card loses it."""
        if not person.id:
            return None
        is_new = name_key(person.id) not in self._published
        return Identity(
            person.id, resembles=self._resembled(person, renumbered) if is_new else None
        )

    def _corrected_name(self, person: ListedPerson, known: KnownPerson) -> bool:
        """Whether only the spelling of a name differs.

        A number that several people have is an office's, and identifies nobody.
        """
        is_personal = self._phones[_key(person.phone)] == 1
        return is_personal and _corrected_name(person, known)

    def _match_exactly(self) -> None:
        """Give published ids to people of the same name and unit, in the list's order.

        Of two equal rows, the first keeps the card.
        """
        for number, person in enumerate(self._people):
            if number not in self._identities:
                same = [
                    known
                    for known in self._namesakes(person)
                    if known.id in self._free
                    and _same_name_and_unit(person, known)
                    and _may_be_staff(person, known)
                ]
                if same:
                    self._identities[number] = Identity(same[0].id)
                    del self._free[same[0].id]

    def _match(
        self,
        among: Callable[[ListedPerson], Iterable[KnownPerson]],
        same: Callable[[ListedPerson, KnownPerson], bool],
        *,
        corrected: bool = False,
    ) -> None:
        """Give published ids to those people who have exactly one match."""
        open_people = [n for n in range(len(self._people)) if n not in self._identities]
        candidates = {
            number: [
                known
                for known in among(self._people[number])
                if known.id in self._free
                and _may_be_staff(self._people[number], known)
                and same(self._people[number], known)
            ]
            for number in open_people
        }
        wanted = Counter(known.id for matches in candidates.values() for known in matches)
        for number, matches in candidates.items():
            if len(matches) == 1 and wanted[matches[0].id] == 1:
                person = matches[0]
                self._identities[number] = Identity(person.id, person.name if corrected else None)
                del self._free[person.id]

    def _new(self, person: ListedPerson) -> Identity:
        """An id made from the name, or from name and unit; never one that somebody else had."""
        if not person.name:
            return Identity("")
        alone = not (person.name and person.unit) or self._names[name_key(person.name)] == 1
        name, full = person.name, f"{person.name}@{person.unit}"
        choices = [name, full] if alone and person.unit else [name if alone else full]
        unused = (choice for choice in choices if name_key(choice) not in self._published)
        new_id = next(unused, None) or self._numbered(choices[-1])
        return Identity(new_id, resembles=self._resembled(person, self._free))

    def _numbered(self, base: str) -> str:
        """`base` with the first number that makes it an id that was never published."""
        number = 2
        while name_key(f"{base}#{number}") in self._published:
            number += 1
        return f"{base}#{number}"

    def _resembled(
        self, person: ListedPerson, among: Mapping[str, KnownPerson]
    ) -> KnownPerson | None:
        """The one person no longer in the list who may be the same; None where several may."""
        if not among:
            return None
        of_unit = self._by_unit.get(_key(person.unit), [])
        matches = {
            known.id: known
            for known in (*self._namesakes(person), *of_unit)
            if known.id in among
            and known.current
            and _may_be_staff(person, known)
            and _resembles(person, known)
        }
        return next(iter(matches.values())) if len(matches) == 1 else None


def _grouped(
    known: Iterable[KnownPerson], by: Callable[[KnownPerson], str | None]
) -> dict[str, list[KnownPerson]]:
    grouped: dict[str, list[KnownPerson]] = defaultdict(list)
    for person in known:
        grouped[_key(by(person))].append(person)
    return grouped


def _may_be_staff(person: ListedPerson, known: KnownPerson) -> bool:
    return known.staff is None or known.staff is person.staff


def _same_name_and_unit(person: ListedPerson, known: KnownPerson) -> bool:
    return name_key(person.name) == name_key(known.name) and _key(person.unit) == _key(known.unit)


def _same_name_and_phone(person: ListedPerson, known: KnownPerson) -> bool:
    same = name_key(person.name) == name_key(known.name)
    return same and bool(person.phone) and _key(person.phone) == _key(known.phone)


def _same_name(person: ListedPerson, known: KnownPerson) -> bool:
    """Whether two people of one name are the same.

    They are not where both unit and telephone differ, nor where the published one had left before
    and the unit differs.
    """
    if name_key(person.name) != name_key(known.name):
        return False
    if not known.current and _differ(person.unit, known.unit):
        return False
    return not (_differ(person.unit, known.unit) and _differ(person.phone, known.phone))


def _corrected_name(person: ListedPerson, known: KnownPerson) -> bool:
    """Whether only the spelling differs: the telephone and half of the name are the same."""
    if not known.current or not person.phone or _key(person.phone) != _key(known.phone):
        return False
    one, other = Counter(name_key(person.name)), Counter(name_key(known.name))
    return 2 * (one & other).total() >= max(one.total(), other.total())


def _resembles(person: ListedPerson, known: KnownPerson) -> bool:
    """Whether the names are the same, or differ in one character within one unit."""
    if name_key(person.name) == name_key(known.name):
        return True
    if _differ(person.phone, known.phone) or _key(person.unit) != _key(known.unit):
        return False
    one, other = name_key(person.name), name_key(known.name)
    differing = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
    return differing == 1 and len(one) > 1


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both are given, and differ."""
    return bool(one and other) and _key(one) != _key(other)


def _key(text: str | None) -> str:
    return name_key(text or "")
