"""Stays: who sleeps in which room on which nights."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.model.audience import ROOMS, SELF, STAFF
from generator.model.enums import RoomType
from generator.model.parsing.context import Remark, WrittenMapping, context_of
from generator.model.parsing.labels import as_member
from generator.model.parsing.normalisation import means_nothing
from generator.model.parsing.references import BROKEN_REFERENCE, one_name
from generator.model.parsing.undecided import undecided_text
from generator.model.parsing.values import Day, Number, between, normal
from generator.model.people import NOBODY, PeopleRef
from generator.model.record import Record
from generator.model.standing import Room, Venue, VenueRef
from generator.text import Text

MOST_ROOMS = 2_000

_UNDECIDED = "待定"
_MOST_IN_ONE_ROOM = 2
_COUNT = r"(?:共|约)?\s*(\d{1,4})\s*(?:间|rooms?)(?:客?房)?"
_COUNT_ALONE = re.compile(_COUNT)
_TYPE_AND_COUNT = re.compile(rf"(?P<type>[^\d(]+?)\s*[x×*:(]?\s*{_COUNT}\)?")
_COUNT_AND_TYPE = re.compile(rf"{_COUNT}\s*(?P<type>[^\d]+)")


def _room(value: object, info: ValidationInfo) -> object:
    references = context_of(info).references
    venue, count = info.data.get("venue"), info.data.get("count")
    if not isinstance(value, str) or references is None:
        return value
    if count is not None and count != 1:
        raise PydanticCustomError("stay.one_number", "count", {"found": value, "count": count})
    if venue is None:
        raise PydanticCustomError(BROKEN_REFERENCE, "the venue was refused")
    default = Room(number=value, type=info.data.get("type") or RoomType.TWIN)
    return references.room(venue, value, default)


def _is_blank(written: object) -> bool:
    return written is None or (isinstance(written, str) and means_nothing(written))


def _count_in(field: str, written: object) -> tuple[str, str] | None:
    """The type and the number of rooms in `标准间10间`, `10间标准间`, `10间`; None for others."""
    if not isinstance(written, str):
        return None
    text = normal(written)
    if field == "room":
        match = _COUNT_ALONE.fullmatch(text)
        return ("", match[1]) if match else None
    if match := _TYPE_AND_COUNT.fullmatch(text):
        return match["type"], match[2]
    match = _COUNT_AND_TYPE.fullmatch(text)
    return (match["type"], match[1]) if match else None


RoomRef = Annotated[Room, BeforeValidator(_room), one_name("8301")]


class Stay(Record):
    """People in one room from check-in to check-out, or in `count` rooms of a type.

    Nights are dates of the evening; a guest who leaves on the 20th does not need the 20th. `type`
    is the room's type according to the sheet; the venue's page has the real one in `room`. `room`
    is None where its number is still to be decided; only then there may be several rooms, and who
    shares one of them is not known.
    """

    venue: Annotated[VenueRef, SELF]
    type: Annotated[RoomType | None, as_member(RoomType), STAFF] = None
    count: Annotated[Number | None, between(1, MOST_ROOMS), STAFF] = None
    room: Annotated[RoomRef | None, SELF]
    check_in: Annotated[Day, SELF]
    check_out: Annotated[Day, SELF]
    people: Annotated[PeopleRef, STAFF, ROOMS]
    note: Annotated[str | None, STAFF] = None

    @model_validator(mode="before")
    @classmethod
    def _read_rooms(cls, value: Any, info: ValidationInfo) -> Any:
        """Read 标准间10间 as ten rooms of a type, and a row without a number as 待定."""
        if not isinstance(value, WrittenMapping):
            return value
        values = dict(value)
        for key in ("room", "type") if "count" not in value else ():
            if parts := _count_in(key, value.get(key)):
                kind, values["count"] = parts
                values[key] = kind or None
                read = f"{kind} {values['count']}间".strip()
                context_of(info).note(value.source, key, (Remark.read_as(value[key], read),))
        if _is_blank(values.get("room")):
            values["room"] = _UNDECIDED
        if "count" in values:
            values.setdefault("people", NOBODY)  # further rooms for the people of another row
        return WrittenMapping(values, value.source)

    @property
    def room_text(self) -> Text:
        """The room's number, or that it is still to be decided."""
        if self.room is not None:
            return Text(self.room.number)
        return self.undecided_text("room") or undecided_text()

    @property
    def name(self) -> Text:
        """What findings call the room: its number, or its hotel and that the number is open."""
        if self.room is not None:
            return Text(self.room.number)
        return vocabulary.word_text("undecided.room_of", venue=self.venue.name, room=self.room_text)

    @property
    def room_type(self) -> RoomType | None:
        """The type of the room; that of the sheet where the room is still to be decided."""
        return self.room.type if self.room else self.type

    @property
    def room_count(self) -> int | None:
        """How many rooms these are; None where neither a number nor a count nor a type is written.

        Two people without any of these are in one room; more may be in any number of rooms.
        """
        if self.room or self.type or self.count:
            return self.count or 1
        return 1 if self.people.headcount <= _MOST_IN_ONE_ROOM else None

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms; one without a number has the facts of its type from the hotel's page."""
        if self.room is not None:
            return (self.room,)
        return (_room_of_type(self.venue, self.type or RoomType.TWIN),) * (self.room_count or 0)

    @property
    def beds(self) -> int | None:
        """The number of beds; None where the number of rooms is not known."""
        return None if self.room_count is None else sum(room.beds for room in self.rooms)

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights of the stay, by the dates of their evenings."""
        days = (self.check_out - self.check_in).days
        return tuple(self.check_in + timedelta(days=n) for n in range(days))


def _room_of_type(venue: Venue, kind: RoomType) -> Room:
    """A room of a type, with beds and price as the hotel's page has them for most rooms of it."""
    of_type = [(room.beds, room.price) for room in venue.rooms if room.type is kind]
    beds, price = Counter(of_type).most_common(1)[0][0] if of_type else (kind.beds, None)
    return Room(number="", type=kind, beds=beds, price=price)


def numbered(stays: Iterable[Stay]) -> Iterator[tuple[Stay, Room]]:
    """The stays in rooms that are known, each with its room."""
    return ((stay, stay.room) for stay in stays if stay.room)


def rooms_booked(stays: Iterable[Stay]) -> dict[str, Counter[RoomType]]:
    """How many rooms of each type each hotel keeps, by the id of the hotel.

    Rooms without a number are those of the night that has most of them. A hotel has none where the
    number of rooms is not known.
    """
    kinds: dict[str, dict[str, RoomType]] = {}
    open_rooms: dict[str, dict[RoomType, Counter[date]]] = {}
    for stay in stays:
        numbers = kinds.setdefault(stay.venue.id, {})
        if stay.room:
            numbers[stay.room.number] = stay.room.type
        for room in () if stay.room else stay.rooms[:1]:
            nights = open_rooms.setdefault(stay.venue.id, {}).setdefault(room.type, Counter())
            nights.update(dict.fromkeys(stay.nights, len(stay.rooms)))
    booked = {hotel: Counter(numbers.values()) for hotel, numbers in kinds.items()}
    for hotel, by_type in open_rooms.items():
        booked[hotel].update({kind: max(n.values(), default=0) for kind, n in by_type.items()})
    return booked


def room_nights(stays: Iterable[Stay]) -> int:
    """How many nights in rooms: a room with a number is counted once a night."""
    numbers: set[tuple[str, str, date]] = set()
    others = 0
    for stay in stays:
        if stay.room:
            numbers.update((stay.venue.id, stay.room.number, night) for night in stay.nights)
        else:
            others += len(stay.nights) * len(stay.rooms)
    return len(numbers) + others
