"""Proposes rooms for people who have none on a night for which they need one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from generator.assign.bedrooms import Bedroom
from generator.assign.proposal import Former, Proposal, ProposedPlace
from generator.assign.room_lacks import lacks_of
from generator.assign.room_reasons import RoomReasons
from generator.assign.rooming import Rooming, solved_rooms
from generator.check.registry import Scope
from generator.model.assigned import (
    Placement,
    PlacementKind,
    room_without_number,
    type_and_count,
)


def propose(scope: Scope, former: Former) -> Proposal:
    """A room for everybody who has none, as long as there are rooms; in the order of the roster."""
    rooming = solved_rooms(scope, former)
    if rooming is None:
        return Proposal(nothing_open=frozenset({PlacementKind.ROOM}))
    return Proposal(tuple(_places(rooming)), tuple(lacks_of(rooming)))


def _places(rooming: Rooming) -> Iterator[ProposedPlace]:
    reasons = RoomReasons(rooming)
    numbers = _NumbersOfUnnamed(rooming)
    for lodger in rooming.open:
        room = rooming.room_of(lodger)
        if room is None:
            continue
        number = numbers.number_of(room) if lodger.is_unnamed else room.number
        placement = Placement(
            kind=PlacementKind.ROOM,
            event=room.venue.id,
            place=number,
            person=lodger.person.id,
            name=lodger.person.name,
            first=lodger.nights[0],
            last=lodger.nights[-1] + timedelta(days=1),
        )
        before = rooming.before.room_of(lodger)
        is_moved = before is not None and (before.event, before.place) != (room.venue.id, number)
        yield ProposedPlace.of(
            placement,
            reasons.reasons(lodger, room),
            reasons.unmet(lodger, room),
            before if is_moved and not lodger.is_unnamed else None,
        )


class _NumbersOfUnnamed:
    """Numbers the rooms of people without names: of these, only the type and the count matter.

    The leader of their party divides them among the rooms, so no real room number is proposed.
    """

    def __init__(self, rooming: Rooming) -> None:
        self._numbers: dict[str, str] = {}
        self._used = Counter(
            (room.venue.id, room.room.type)
            for room in rooming.bedrooms.values()
            if type_and_count(room.number)
        )

    def number_of(self, room: Bedroom) -> str:
        """`twin #3`; two who share a room have the same."""
        if type_and_count(room.number):
            return room.number
        if room.key not in self._numbers:
            kind = (room.venue.id, room.room.type)
            self._used[kind] += 1
            self._numbers[room.key] = room_without_number(room.room.type, self._used[kind])
        return self._numbers[room.key]
