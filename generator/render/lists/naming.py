"""The words of lists, and names written so that the loader finds the same thing again.

The name that people use is tried first (`云来宾馆/一号会议室`, `张伟`), the unmistakable one last.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from generator.load.directory import Directory
from generator.model.parsing.exclusions import split_exclusions
from generator.model.parsing.references import participants_in
from generator.model.people import Participants, Person, Staff, UnnamedMembers
from generator.model.standing import Location, Role, Venue
from generator.model.transport import Vehicle
from generator.model.visit import Visit
from generator.names.people import person_names
from generator.render.words import Wording
from generator.render.words.phrases import language_of
from generator.text import Text

Lookup = Callable[[str], bool]
"""Whether the loader finds the thing by a name. May raise PydanticCustomError where it does not."""


class Naming:
    """Names of a visit's people, places and vehicles, in one language where there are several."""

    def __init__(self, visit: Visit, language: str) -> None:
        self._language = language
        self._directory = _directory_of(visit)
        self._known: dict[Hashable, str] = {}

    def person(self, person: Person) -> str:
        """A guest or staff member, also as one of several in a cell."""
        if isinstance(person, UnnamedMembers):
            return person.name
        _, name, with_unit, *_ = person_names(person)

        def lookup(written: str) -> bool:
            as_one_of_several = self._directory.participants(written).people
            matches = (*as_one_of_several, self._directory.person(written))
            return [match.id for match in matches] == [person.id] * 2

        return self._first(("person", person.id), (name, with_unit, person.id), lookup)

    def staff(self, staff: Staff) -> str:
        """A staff member in a cell for staff alone."""
        _, name, with_unit, *_ = person_names(staff)
        return self._first(
            ("staff", staff.id),
            (name, with_unit, staff.id),
            lambda written: self._directory.staff(written).id == staff.id,
        )

    def role(self, role: Role) -> str:
        """A working group's role."""
        return self._first(
            ("role", role.id),
            (*self._versions(role.title), role.id),
            lambda written: self._directory.role(written).id == role.id,
        )

    def venue(self, venue: Venue) -> str:
        """A hotel or another place as a whole."""
        return self._first(
            ("venue", venue.id),
            (*self._versions(venue.name), venue.id),
            lambda written: self._directory.venue(written).id == venue.id,
        )

    def location(self, location: Location) -> str:
        """A venue, or `venue/space`."""
        venue, space = location.venue, location.space_name
        spaces = self._versions(getattr(location.space, "name", None) or Text(space))
        venues = self._versions(venue.name)
        names = [f"{name}/{inner}" if space else name for name in venues for inner in spaces]
        return self._first(
            ("location", location.key),
            (*names, location.key),
            lambda written: self._directory.location(written).key == location.key,
        )

    def vehicle(self, vehicle: Vehicle) -> str:
        """A vehicle."""
        return self._first(
            ("vehicle", vehicle.number),
            (vehicle.number, vehicle.plate or ""),
            lambda written: self._directory.vehicle(written).number == vehicle.number,
        )

    def participants(self, participants: Participants) -> list[str]:
        """Those something is for, as they were named: everybody, parties, groups, people."""
        people = list(participants.people)
        names = []
        for text in participants.named:
            if name := self._group_or_person(text):
                names.append(name)
                continue
            # Several people have this name: each of them in turn.
            namesakes = (n for n, person in enumerate(people) if person.name == text.default)
            index = next(namesakes, None)
            if index is not None:
                names.append(self.person(people.pop(index)))
        return names

    def _group_or_person(self, text: Text) -> str:
        """The name of everybody, a party, a group or one person; empty where it is ambiguous."""

        def lookup(written: str) -> bool:
            parts = participants_in(written, self._directory)
            return isinstance(parts, list) and [
                named for part in parts for named in self._directory.participants(part).named
            ] == [text]

        return self._first(("whom", text), self._versions(text), lookup, otherwise="")

    def _versions(self, text: Text) -> tuple[str, ...]:
        others = (version for _, version in text.others)
        return tuple(dict.fromkeys((text.in_(self._language), text.default, *others)))

    def _first(
        self,
        key: Hashable,
        candidates: Iterable[str],
        lookup: Lookup,
        otherwise: str | None = None,
    ) -> str:
        """The first candidate by which the loader finds the thing; the last where none does."""
        if key not in self._known:
            names = [name for name in candidates if name]
            good = (name for name in names if _is_one(name) and _is_found(lookup, name))
            self._known[key] = next(good, names[-1] if otherwise is None else otherwise)
        return self._known[key]


@dataclass(frozen=True)
class ListWords(Wording):
    """The words of lists, and the names that the loader finds again."""

    naming: Naming


def list_words(visit: Visit) -> ListWords:
    """The words of a visit's lists, in its first language."""
    language = language_of(visit)
    return ListWords(language, "lists", Naming(visit, language))


def _is_one(written: str) -> bool:
    """Whether a cell with this text names one thing, though it may leave some of it out."""
    return len(split_exclusions([written])) == 1


def _is_found(lookup: Lookup, written: str) -> bool:
    try:
        return lookup(written)
    except PydanticCustomError:
        return False


def _directory_of(visit: Visit) -> Directory:
    directory = Directory(visit.standing)
    added: tuple[tuple[Callable[[Any], None], Iterable[Any]], ...] = (
        (directory.add_venue, visit.venues),
        (directory.add_staff, visit.staff),
        (directory.add_party, visit.parties),
        (directory.add_guest, visit.guests),
        (directory.add_unnamed, visit.unnamed),
        (directory.add_group, visit.team.groups),
        (directory.add_vehicle, visit.vehicles),
    )
    for add, things in added:
        for thing in things:
            add(thing)
    return directory
