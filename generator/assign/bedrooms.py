"""The bedrooms in which people may be placed: of which hotels, and which are taken when.

Rooms of which only the type and the number are booked (标准间 20 间) are places too: `twin #3` is
the third of the twin rooms of a hotel whose numbers are still to be decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.check.registry import Scope
from generator.model.assigned import room_without_number
from generator.model.enums import RoomType, VenueKind
from generator.model.lodging import Stay, numbered
from generator.model.standing import Location, Room, Venue
from generator.model.transport import Ride
from generator.model.visit import Visit


@dataclass(frozen=True, slots=True)
class Bedroom:
    """A bedroom. `number` is that of the room, or `twin #3` where it is still to be decided.

    `is_booked` is whether the visit's list of stays has it. On the nights in `taken` another
    visit uses it, or it is kept for people whose rooms have no numbers yet.
    """

    venue: Venue
    room: Room
    number: str
    is_booked: bool = False
    taken: frozenset[date] = field(default=frozenset())

    @property
    def key(self) -> str:
        """The hotel's id and the room's number."""
        return key_of(self.venue.id, self.number)

    @property
    def floor(self) -> tuple[str, str | None]:
        """The hotel and the floor."""
        return self.venue.id, self.room.floor


def key_of(hotel: str, number: str) -> str:
    """The key of a room as a place, from the id of the hotel and the room's number."""
    return f"{hotel}/{number}"


def bedrooms_of(scope: Scope, hotel: Venue) -> tuple[Bedroom, ...]:
    """The rooms of a hotel in the order of preference: booked ones, then the others of its page."""
    stays = [stay for stay in scope.visit.stays if stay.venue.id == hotel.id]
    written = {room.number: room for _, room in numbered(stays)}
    rooms = written | {room.number: room for room in hotel.rooms}
    busy = _nights_of_other_visits(scope.others, hotel)
    _keep_free(busy, rooms, written, _open_rooms_each_night(scope, hotel))
    by_number = (
        Bedroom(hotel, room, number, number in written, frozenset(busy[number]))
        for number, room in rooms.items()
    )
    spare = _spare_rooms(scope.visit, hotel, stays)
    return tuple(sorted((*spare, *by_number), key=lambda bedroom: not bedroom.is_booked))


def hotels_of(visit: Visit) -> tuple[Venue, ...]:
    """The hotels for the visit's people in the order of preference.

    Those of its list of stays; then others where its plan takes place; then other hotels of the
    visit and of the host that have rooms on their pages: the designated ones alone, if any is.
    """
    in_stays = {stay.venue.id: stay.venue for stay in visit.stays}
    named = {place.venue.id for place in _places_of(visit)}
    others = [
        venue
        for venue in visit.known_venues
        if venue.rooms and venue.kind is VenueKind.HOTEL and venue.id not in in_stays
    ]
    others.sort(key=lambda venue: venue.id not in named)
    designated = [venue for venue in others if venue.designated]
    return (*in_stays.values(), *(designated or others))


def _places_of(visit: Visit) -> Iterator[Location]:
    for event in visit.events:
        ends = (event.origin, event.destination) if isinstance(event, Ride) else (event.place,)
        yield from (place for place in ends if place)


def _nights_of_other_visits(others: Iterable[Visit], hotel: Venue) -> defaultdict[str, set[date]]:
    """The nights on which other visits have rooms with numbers, by the number."""
    busy: defaultdict[str, set[date]] = defaultdict(set)
    for other in others:
        for stay, room in numbered(other.stays):
            if stay.venue.id == hotel.id:
                busy[room.number].update(stay.nights)
    return busy


def _open_rooms_each_night(scope: Scope, hotel: Venue) -> Counter[tuple[RoomType, date]]:
    """How many rooms of a type all visits use each night whose numbers are still to be decided."""
    counted: Counter[tuple[RoomType, date]] = Counter()
    for visit in (scope.visit, *scope.others):
        for stay in visit.stays:
            for room in stay.rooms if stay.room is None and stay.venue.id == hotel.id else ():
                counted.update((room.type, night) for night in stay.nights)
    return counted


def _keep_free(
    busy: defaultdict[str, set[date]],
    rooms: Mapping[str, Room],
    written: Container[str],
    open_rooms: Mapping[tuple[RoomType, date], int],
) -> None:
    """Mark the last rooms of a type as taken, for those whose numbers are still to be decided."""
    for (room_type, night), count in open_rooms.items():
        free = [
            number
            for number, room in rooms.items()
            if room.type is room_type and number not in written and night not in busy[number]
        ]
        for number in free[-count:]:
            busy[number].add(night)


def _spare_rooms(visit: Visit, hotel: Venue, stays: Sequence[Stay]) -> Iterator[Bedroom]:
    """Booked rooms without a number and without people, that nobody else needs.

    People in rows without a number who find no bed there sleep in these.
    """
    lacking = Counter[date]()
    spare: list[Stay] = []
    for stay in stays:
        if stay.room is None and stay.people and stay.beds is not None:
            lacking.update(dict.fromkeys(stay.nights, stay.people.headcount - stay.beds))
        elif stay.room is None and not stay.people:
            spare.append(stay)
    numbers = Counter[RoomType]()
    for stay in spare:
        for room in stay.rooms:
            numbers[room.type] += 1
            needed = {night for night in stay.nights if lacking[night] > 0}
            lacking.subtract(dict.fromkeys(needed, room.beds))
            taken = frozenset(visit.days) - frozenset(stay.nights) | needed
            yield Bedroom(
                hotel, room, room_without_number(room.type, numbers[room.type]), True, taken
            )
