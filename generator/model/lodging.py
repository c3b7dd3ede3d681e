"""Stays: who sleeps in which room on which nights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.model.audience import SELF, STAFF
from generator.model.enums import RoomType
from generator.model.parsing.context import context_of
from generator.model.parsing.labels import as_member
from generator.model.parsing.references import BROKEN_REFERENCE, one_name
from generator.model.parsing.undecided import undecided_text
from generator.model.parsing.values import Day
from generator.model.people import PeopleRef
from generator.model.record import Record
from generator.model.standing import Room, VenueRef
from generator.text import Text


def _room(value: object, info: ValidationInfo) -> object:
    references = context_of(info).references
    venue = info.data.get("venue")
    if not isinstance(value, str) or references is None:
        return value
    if venue is None:
        raise PydanticCustomError(BROKEN_REFERENCE, "the venue was refused")
    default = Room(number=value, type=info.data.get("type") or RoomType.TWIN)
    return references.room(venue, value, default)


RoomRef = Annotated[Room, BeforeValidator(_room), one_name("8301")]


class Stay(Record):
    """People in one room from check-in to check-out.

    Nights are dates of the evening; a guest who leaves on the 20th does not need the 20th. `type`
    is the room's type according to the sheet; the venue's page has the real one in `room`. `room`
    is None where its number is still to be decided.
    """

    venue: Annotated[VenueRef, SELF]
    type: Annotated[RoomType | None, as_member(RoomType), STAFF] = None
    room: Annotated[RoomRef | None, SELF]
    check_in: Annotated[Day, SELF]
    check_out: Annotated[Day, SELF]
    people: Annotated[PeopleRef, STAFF]
    note: Annotated[str | None, STAFF] = None

    @property
    def room_text(self) -> Text:
        """The room's number, or that it is still to be decided."""
        if self.room is not None:
            return Text(self.room.number)
        return self.undecided_text("room") or undecided_text()

    @property
    def room_type(self) -> RoomType | None:
        """The type of the room; that of the sheet where the room is still to be decided."""
        return self.room.type if self.room else self.type

    @property
    def nights(self) -> tuple[date, ...]:
        """The nights of the stay, by the dates of their evenings."""
        days = (self.check_out - self.check_in).days
        return tuple(self.check_in + timedelta(days=n) for n in range(days))


def numbered(stays: Iterable[Stay]) -> Iterator[tuple[Stay, Room]]:
    """The stays in rooms that are known, each with its room."""
    return ((stay, stay.room) for stay in stays if stay.room)
