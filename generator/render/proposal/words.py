"""The words for rows of a proposal: rooms, tables, vehicles, seats, and their events."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator import vocabulary
from generator.assign.rows import Row
from generator.model.assigned import Placement, PlacementKind, type_and_count
from generator.model.dining import Meal
from generator.model.people import Person, name_with_companions
from generator.model.record import PersonId
from generator.model.schedule import ScheduleItem
from generator.model.standing import Venue
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.render.words import Wording
from generator.render.words.days import short_day, short_range
from generator.render.words.events import activity_title, route_text
from generator.render.words.lists import enumerated, joined
from generator.render.words.places import table_text
from generator.text import Text

MOST_NAMES, SOME_NAMES = 14, 6
"""So many names are listed on the screen; of more, so many, and the number of all."""


def by_place(rows: Iterable[Row]) -> list[Row]:
    """Rows with the people of each room, table and vehicle together: 902 before 1001."""
    by_event: dict[str, list[Row]] = {}
    for row in rows:
        by_event.setdefault(row.placement.event, []).append(row)
    return [
        row
        for of_event in by_event.values()
        for row in sorted(of_event, key=lambda row: _natural_key(row.placement))
    ]


def _natural_key(line: Placement) -> tuple[tuple[int, str], ...]:
    """The order of rooms, tables, vehicles and seats: 902 before 1001, table 2 before table 10."""
    parts = re.split(r"(\d+)", f"{line.place} {line.seat}")
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


@dataclass(frozen=True)
class ProposalWords(Wording):
    """The words of a visit's proposal in one language."""

    visit: Visit
    part: str = field(default="proposal", init=False)

    def event(self, line: Placement) -> str:
        """`云来宾馆`, `5月18日 18:00 欢迎晚宴`, `5月18日 10:50 高铁东站 → 云来宾馆`."""
        if venue := self.hotel(line):
            return self.text(venue.name)
        event = self.event_of(line)
        if event is None:
            return self._new_ride(line) if line.first else line.event
        return self.named(event)

    def event_name(self, kind: PlacementKind, event: str) -> str:
        """The hotel, the meal or the ride with an id."""
        return self.event(Placement(kind, event, "", PersonId(""), ""))

    def named(self, event: ScheduleItem | Meal | Ride) -> str:
        """`5月18日 18:00 欢迎晚宴`, `5月18日 10:50 高铁东站 → 云来宾馆`."""
        day = short_day(event.day, self.language)
        return joined(day, self.text(event.time_text), self.title(event))

    def title(self, event: ScheduleItem | Meal | Ride) -> str:
        """The title of an item or a meal; of a ride, where it goes."""
        if isinstance(event, Ride):
            return route_text(event.origin_name, event.destination_name, self.language)
        return activity_title(event, self.language)

    def position(self, line: Placement) -> str:
        """`8301`, `双床房（第 3 间，房号待定）`, `4 号桌`, `1号车 3 号座`."""
        match line.kind:
            case PlacementKind.ROOM:
                return self._room(line.place)
            case PlacementKind.TABLE:
                return table_text(line.place, self.language)
            case PlacementKind.VEHICLE:
                return line.place
        return joined(self.holder(line), self.phrase("seat", seat=line.seat))

    def holder(self, line: Placement) -> str:
        """The table or the vehicle that a seat is in."""
        is_table = isinstance(self.event_of(line), Meal)
        return table_text(line.place, self.language) if is_table else line.place

    def room_type(self, line: Placement) -> str:
        """`双床房`: the type of a room, by its hotel's page or its name; empty where not known."""
        venue, without_number = self.hotel(line), type_and_count(line.place)
        rooms = venue.rooms if venue else ()
        known = next((room.type for room in rooms if room.number == line.place), None)
        return self.member("RoomType", known or (without_number and without_number[0]))

    def place_of(self, event: ScheduleItem | Meal) -> str:
        """The place of a meal or an item, as its list has it."""
        return self.beside(self.place(event.place), event, "place")

    def person(self, line: Placement) -> Person | None:
        """The guest or staff member of a row; None for companions and people who are gone."""
        return self._people.get(line.person)

    def person_name(self, line: Placement) -> str:
        """`张伟（随行2人）`: as the lists name the person of a row."""
        person = self.person(line)
        return name_with_companions(person, self.language) if person else line.name

    def former(self, row: Row) -> str:
        """The place before; with its hotel, meal or ride, and its nights, where these differ."""
        line = row.former
        if line is None:
            return ""
        place = self.position(line)
        if line.event != row.placement.event:
            place = joined(self.event(line), place)
        nights = line.first, line.last
        if line.kind is PlacementKind.ROOM and nights != (row.placement.first, row.placement.last):
            place = joined(place, self.nights(line))
        return place

    def nights(self, line: Placement) -> str:
        """`5月18日–5月20日`; empty where no dates are given."""
        return short_range(line.first, line.last, self.language) if line.first and line.last else ""

    def count_of(self, people: int, places: int | None) -> str:
        """`2 / 2`: how many people are where how many have room."""
        return f"{people} / {places}" if places else str(people)

    def shortened_list(self, names: Sequence[str]) -> str:
        """`张三、李四等 38 人`: all names of a room or a table, some of those in a coach."""
        if len(names) <= MOST_NAMES:
            return enumerated(names, self.language)
        shown = enumerated(names[:SOME_NAMES], self.language)
        return self.phrase("some_of", names=shown, n=len(names))

    def people(self, people: tuple[Person, ...]) -> str:
        """The names of people without a place."""
        return enumerated((person.name for person in people), self.language)

    def sentences(self, texts: tuple[Text, ...]) -> str:
        """Reasons, wishes or remedies in one cell."""
        then = vocabulary.word("diff.then", self.language)
        return then.join(text.in_(self.language) for text in dict.fromkeys(texts))

    def hotel(self, line: Placement) -> Venue | None:
        """The hotel of a room."""
        return self._venues.get(line.event) if line.kind is PlacementKind.ROOM else None

    def event_of(self, line: Placement) -> ScheduleItem | Meal | Ride | None:
        """The meal, the ride or the item; None for a ride that the proposal adds."""
        return self._events.get(line.event)

    def end(self, place: str) -> str:
        """The name of the place where a ride that the proposal adds begins or ends."""
        venue = self._venues.get(place)
        return self.text(venue.name) if venue else place

    def _new_ride(self, line: Placement) -> str:
        day = short_day(line.first, self.language) if line.first else ""
        return joined(day, line.time, f"{self.end(line.origin)} → {self.end(line.destination)}")

    def _room(self, number: str) -> str:
        if without_number := type_and_count(number):
            kind, count = without_number
            return self.phrase("room_of_type", type=self.label("RoomType", kind), n=count)
        return number

    @cached_property
    def _people(self) -> dict[PersonId, Person]:
        return {**self.visit.people, **{guest.id: guest for guest in self.visit.unnamed}}

    @cached_property
    def _venues(self) -> dict[str, Venue]:
        return {venue.id: venue for venue in self.visit.known_venues}

    @cached_property
    def _events(self) -> dict[str, ScheduleItem | Meal | Ride]:
        return {event.id: event for event in self.visit.events}
