"""The bedrooms of venues by their numbers: the one that a number means, or what to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pydantic_core import PydanticCustomError

from generator.load.numerals import same_numbers
from generator.load.problems import hint
from generator.model.standing import Room, Venue
from generator.model.values import normal


def _key(number: str) -> str:
    return normal(number).lstrip("0").casefold()


class Rooms:
    """Rooms by venue and number; made once, since a large visit asks for thousands."""

    def __init__(self) -> None:
        self._by_number: dict[str, dict[str, list[Room]]] = {}

    def find(self, venue: Venue, number: str) -> Room:
        """The room of `number`; PydanticCustomError where there is none or more."""
        wanted = normal(number)
        exact = self._of(venue).get(wanted, [])
        # Excel drops the leading zeros of 0805; one room that fits is the one meant.
        key = _key(wanted)
        close = exact or [room for room in venue.rooms if _key(room.number) == key]
        if len(close) == 1:
            return close[0]
        named = (*(room.number for room in venue.rooms), *(str(s.name) for s in venue.spaces))
        known = [each for each in named if same_numbers(wanted, each)]
        values = {"found": number, "venue": venue.name, "hint": hint(number, known)}
        raise PydanticCustomError("name.unknown_room", "room", values)

    def _of(self, venue: Venue) -> Mapping[str, list[Room]]:
        if venue.id not in self._by_number:
            self._by_number[venue.id] = defaultdict(list)
            for room in venue.rooms:
                self._by_number[venue.id][room.number].append(room)
        return self._by_number[venue.id]
