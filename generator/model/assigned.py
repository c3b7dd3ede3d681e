"""Placements that the office accepted from a proposal: the lines of assigned.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.model.enums import RoomType
from generator.model.record import PersonId


class PlacementKind(StrEnum):
    """Where somebody is placed: in a room, at a table, in a vehicle, or on a seat there."""

    ROOM = "room"
    TABLE = "table"
    VEHICLE = "vehicle"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Placement:
    """One person's place.

    `event` is the id of the hotel, the meal or the ride. `place` is the number of the room, the
    table or the vehicle; `twin #3` is the third of the twin rooms whose numbers are still to be
    decided. A seat has the table's or the vehicle's number as `place`, and its own in `seat`.

    Of a room, `first` and `last` are check-in and check-out. Of a ride that the proposal adds,
    `first` is its day, `time`, `origin` and `destination` are as in the ride list, so that each
    line is complete by itself; of a ride of the plan, these are empty.
    """

    kind: PlacementKind
    event: str
    place: str
    person: PersonId
    name: str
    seat: str = ""
    first: date | None = None
    last: date | None = None
    time: str = ""
    origin: str = ""
    destination: str = ""


_WITHOUT_NUMBER = re.compile(r"(?P<type>[a-z]+) #(?P<count>\d+)")


def room_without_number(room_type: RoomType, count: int) -> str:
    """`twin #3`: the place of a room of which only the type is known, not the number."""
    return f"{room_type.value} #{count}"


def type_and_count(place: str) -> tuple[RoomType, str] | None:
    """The type and the count in `twin #3`; None for a room that has a number."""
    match = _WITHOUT_NUMBER.fullmatch(place)
    if match is None or match["type"] not in tuple(RoomType):
        return None
    return RoomType(match["type"]), match["count"]
