"""How to write a name so that the loader finds the same thing again.

What people say is tried first (`明峰宾馆/一号会议室`, `张伟`), what is unmistakable last.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from pydantic_core import PydanticCustomError

from generator.load.directory import Directory, person_names
from generator.model.parsing.exceptions import with_exceptions
from generator.model.parsing.references import participants_in
from generator.model.people import Participants, Person, Staff
from generator.model.standing import Location, Role, Venue
from generator.model.transport import Vehicle
from generator.model.visit import Visit
from generator.text import Text


class Naming:
    """Names of one visit's people, places and vehicles, in one language where there are several."""

    def __init__(self, visit: Visit, language: str) -> None:
        self._language = language
        self._directory = _directory_of(visit)
        self._known: dict[Hashable, str] = {}

    def person(self, person: Person) -> str:
        """A guest or staff member, also as one of several in a cell."""
        _, name, with_unit, *_ = person_names(person)
        candidates = (name, with_unit, person.id)

        def finds(said: str) -> bool:
            among = self._directory.participants(said).people
            return [each.id for each in (*among, self._directory.person(said))] == [person.id] * 2

        return self._first(("person", person.id), candidates, finds)

    def staff(self, staff: Staff) -> str:
        """A staff member where only staff may stand."""
        _, name, with_unit, *_ = person_names(staff)

        def finds(said: str) -> bool:
            return self._directory.staff(said).id == staff.id

        return self._first(("staff", staff.id), (name, with_unit, staff.id), finds)

    def role(self, role: Role) -> str:
        """A working group's role."""
        return self._first(
            ("role", role.id),
            (*self._versions(role.title), role.id),
            lambda said: self._directory.role(said).id == role.id,
        )

    def venue(self, venue: Venue) -> str:
        """A hotel or another place as a whole."""
        return self._first(
            ("venue", venue.id),
            (*self._versions(venue.name), venue.id),
            lambda said: self._directory.venue(said).id == venue.id,
        )

    def location(self, location: Location) -> str:
        """A venue, or `venue/space`."""
        venue, space = location.venue, location.space_name
        spaces = self._versions(getattr(location.space, "name", None) or Text(space))
        names = self._versions(venue.name)
        said = [f"{name}/{inner}" if space else name for name in names for inner in spaces]
        return self._first(
            ("location", location.key),
            (*said, location.key),
            lambda said: self._directory.location(said).key == location.key,
        )

    def vehicle(self, vehicle: Vehicle) -> str:
        """A vehicle."""
        return self._first(
            ("vehicle", vehicle.number),
            (vehicle.number, vehicle.plate or ""),
            lambda said: self._directory.vehicle(said).number == vehicle.number,
        )

    def whom(self, participants: Participants) -> list[str]:
        """Those something is for, as they were named: everybody, parties, groups, people."""
        people = list(participants.people)
        said = []
        for text in participants.named:
            if found := self._group_or_name(text):
                said.append(found)
                continue
            # A name that several bear: each of them in turn.
            index = next((n for n, each in enumerate(people) if each.name == text.default), None)
            if index is not None:
                said.append(self.person(people.pop(index)))
        return said

    def _group_or_name(self, text: Text) -> str:
        def finds(said: str) -> bool:
            found = participants_in(said, self._directory)
            return isinstance(found, list) and [
                each for one in found for each in self._directory.participants(one).named
            ] == [text]

        return self._first(("whom", text), self._versions(text), finds, otherwise="")

    def _versions(self, text: Text) -> tuple[str, ...]:
        others = (version for _, version in text.others)
        return tuple(dict.fromkeys((text.in_(self._language), text.default, *others)))

    def _first(
        self,
        key: Hashable,
        candidates: Iterable[str],
        finds: Callable[[str], bool],
        otherwise: str | None = None,
    ) -> str:
        """The first candidate by which the loader finds the thing; the last where none does."""
        if key not in self._known:
            said = [each for each in candidates if each]
            found = (each for each in said if _is_one(each) and _is(finds, each))
            self._known[key] = next(found, said[-1] if otherwise is None else otherwise)
        return self._known[key]


def _is_one(said: str) -> bool:
    """Whether a cell with `said` names one thing, though it may leave some of it out."""
    return len(with_exceptions([said])) == 1


def _is(finds: Callable[[str], bool], said: str) -> bool:
    try:
        return finds(said)
    except PydanticCustomError:
        return False


def _directory_of(visit: Visit) -> Directory:
    directory = Directory(visit.standing)
    added: tuple[tuple[Callable[[Any], None], Iterable[Any]], ...] = (
        (directory.add_venue, visit.venues),
        (directory.add_staff, visit.staff),
        (directory.add_party, visit.parties),
        (directory.add_guest, visit.guests),
        (directory.add_vehicle, visit.vehicles),
    )
    for add, things in added:
        for thing in things:
            add(thing)
    return directory
