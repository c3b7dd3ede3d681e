"""Parts of a proposal by the names that offices use: a person, a party, a hotel, a meal, a bus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from generator.model.assigned import Placement, PlacementKind
from generator.model.people import Guest
from generator.model.visit import Visit
from generator.names.index import name_key
from generator.names.nearest import nearest_word
from generator.names.people import people_named, person_names


class SeveralPeopleError(Exception):
    """A name means several people: their ids are `candidates`."""

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        self.name = name
        self.candidates = candidates
        super().__init__(name)


class PartIndex:
    """Finds which of some placements a name means.

    A placement is named by its person, the person's parties and companions, by its hotel, meal or
    ride, and by its room or vehicle. A table has no name of its own: each meal has a table 1.
    """

    def __init__(self, visit: Visit, placements: Iterable[Placement]) -> None:
        self._visit = visit
        self._placements = tuple(placements)

    def named(self, name: str) -> frozenset[Placement]:
        """The placements that a name means; none where it is unknown.

        Raises SeveralPeopleError.
        """
        people = people_named(self._visit, name)
        if len(people) > 1:
            raise SeveralPeopleError(name, [person.id for person in people])
        key = name_key(name)
        return frozenset(line for line, names in self._names.items() if key in names)

    def nearest(self, name: str) -> str:
        """The known name that is most like an unknown one; empty where none is."""
        known = {key: text for names in self._names.values() for key, text in names.items()}
        return known.get(nearest_word(name_key(name), known), "")

    @cached_property
    def _names(self) -> dict[Placement, dict[str, str]]:
        return {
            line: {name_key(name): name for name in self._names_of(line) if name}
            for line in self._placements
        }

    @cached_property
    def _events(self) -> dict[str, tuple[str, ...]]:
        hotels = {venue.id: venue.name.versions for venue in self._visit.known_venues}
        titles = {event.id: getattr(event, "title", None) for event in self._visit.events}
        return hotels | {key: title.versions for key, title in titles.items() if title}

    def _names_of(self, line: Placement) -> Iterator[str]:
        yield from (line.person, line.name, line.event)
        yield from self._events.get(line.event, ())
        if line.kind in (PlacementKind.ROOM, PlacementKind.VEHICLE):
            yield line.place
        person = self._people.get(line.person)
        if person is not None:
            yield from person_names(person)
            yield from (party.name for party in person.parties)

    @cached_property
    def _people(self) -> dict[str, Guest]:
        return {guest.id: guest for guest in (*self._visit.guests, *self._visit.unnamed)}
