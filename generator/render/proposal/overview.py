"""The rooms by floor, the tables and the vehicles as they would be, with everybody in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.assign.rows import Row, RowState
from generator.model.lodging import Stay
from generator.model.people import Person, headcount, name_with_companions
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.proposal.words import ProposalWords
from generator.render.words.lists import listed
from generator.render.words.places import rooms_text, table_text
from generator.render.workbook.listing import Cells, Group, Listing, listing

Block = tuple[str, tuple[Cells, ...]]
"""A title and the rows below it: a floor, a meal, a ride."""
MARK = "＋"


def overview(planned: Visit, rows: Sequence[Row], words: ProposalWords) -> Listing:
    """A row for each room, table and vehicle in the hotels, meals and rides of a proposal.

    `planned` is the visit with all that is proposed. The names of people who are new or moved have
    a mark, unless all are.
    """
    changed = {
        (row.placement.event, row.placement.person)
        for row in rows
        if row.state in (RowState.NEW, RowState.MOVED)
    }
    events = {row.placement.event for row in rows}
    writer = _Writer(words, changed)
    blocks = [
        *writer.floors(planned, events),
        *writer.tables(planned, events),
        *writer.vehicles(planned, events),
    ]
    cells: list[Cells] = []
    groups = []
    for title, lines in blocks:
        groups.append(Group(len(cells), title))
        cells += lines
    if not writer.has_unmarked:
        cells = [(where, count, names.replace(MARK, "")) for where, count, names in cells]
    people = "marked_people" if writer.has_unmarked else "people"
    headings = words.phrases("position", "count", people)
    return listing(headings, tuple(cells), groups=tuple(groups))


class _Writer:
    """Writes the blocks of an overview; `changed` are (event, person) that are new or moved."""

    def __init__(self, words: ProposalWords, changed: set[tuple[str, PersonId]]) -> None:
        self._words = words
        self._changed = changed
        self.has_unmarked = False

    def floors(self, visit: Visit, events: Iterable[str]) -> Iterator[Block]:
        """The rooms of each floor; those without a number last."""
        by_floor: dict[tuple[str, str], dict[tuple[int, str], list[Stay]]] = defaultdict(dict)
        for stay in visit.stays:
            if stay.venue.id in events and stay.people:
                floor = (stay.room.floor if stay.room else None) or ""
                number = stay.room.number if stay.room else rooms_text(stay, self._words.language)
                rooms = by_floor[stay.venue.id, floor]
                rooms.setdefault((len(number) if stay.room else 99, number), []).append(stay)
        for (hotel, floor), rooms in sorted(by_floor.items(), key=_by_floor):
            first = next(iter(rooms.values()))[0]
            title = self._words.phrase("floor", hotel=first.venue.name, floor=floor or "—")
            yield title, tuple(self._room(hotel, *room) for room in sorted(rooms.items()))

    def _room(self, hotel: str, key: tuple[int, str], stays: Sequence[Stay]) -> Cells:
        people = {person.id: person for stay in stays for person in stay.people.people}
        beds = next((stay.beds for stay in stays), None)
        count = self._words.count_of(headcount(people.values()), beds)
        return key[1], count, self._names(hotel, people.values())

    def tables(self, visit: Visit, events: Iterable[str]) -> Iterator[Block]:
        """The tables of each meal."""
        for meal in visit.meals:
            if meal.id in events and meal.tables:
                yield (
                    self._words.named(meal),
                    tuple(
                        (
                            table_text(table.number, self._words.language),
                            str(table.headcount),
                            self._names(meal.id, [seat.person for seat in table.seats]),
                        )
                        for table in meal.tables
                    ),
                )

    def vehicles(self, visit: Visit, events: Iterable[str]) -> Iterator[Block]:
        """The vehicles of each ride."""
        for ride in visit.rides:
            if ride.id in events and ride.vehicles:
                yield (
                    self._words.named(ride),
                    tuple(
                        (
                            boarding.vehicle.number,
                            self._words.count_of(boarding.people.headcount, boarding.vehicle.seats),
                            self._names(ride.id, boarding.people.people),
                        )
                        for boarding in ride.vehicles
                    ),
                )

    def _names(self, event: str, people: Iterable[Person]) -> str:
        return listed(self._name(event, person) for person in people)

    def _name(self, event: str, person: Person) -> str:
        name = name_with_companions(person, self._words.language)
        if (event, person.id) in self._changed:
            return MARK + name
        self.has_unmarked = True
        return name


def _by_floor(item: tuple[tuple[str, str], object]) -> tuple[str, bool, int, str]:
    """The order of floors in a hotel: 9 before 10, and rooms without a floor last."""
    hotel, floor = item[0]
    return hotel, not floor, len(floor), floor
