"""Stays in the rooms of assigned.csv, for the nights for which people wrote none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from pydantic_core import PydanticCustomError

from generator.load.assigned.lines import Outcome, PlacedPerson
from generator.load.companions import stays_without_companions_apart
from generator.load.directory import Directory
from generator.model.assigned import type_and_count
from generator.model.enums import RoomType
from generator.model.lodging import Stay
from generator.model.parsing.context import BROKEN_REFERENCE
from generator.model.parsing.undecided import Undecided
from generator.model.people import Guest, Participants
from generator.model.record import PersonId
from generator.model.standing import Room, Venue

_NightsOf = Mapping[tuple[PersonId, date], Stay]


@dataclass(frozen=True)
class _RoomNights:
    """A room from `first` to `last`. One without a number has its `type`."""

    venue: Venue
    place: str
    room: Room | None
    type: RoomType | None
    first: date = date.min
    last: date = date.min

    @property
    def key(self) -> tuple[str, str, date, date]:
        return self.venue.id, self.place, self.first, self.last

    def is_room_of(self, stay: Stay) -> bool:
        """Whether a stay is in this room; for one without a number, in one of its type."""
        if stay.venue.id != self.venue.id:
            return False
        if self.room is None or stay.room is None:
            return self.room is stay.room and self.type is stay.type
        return stay.room.number == self.room.number


def with_rooms(
    written: tuple[Stay, ...],
    placed: Iterable[PlacedPerson],
    directory: Directory,
    outcome: Outcome,
) -> tuple[Stay, ...]:
    """The stays that people wrote, then those of the lines.

    Rooms that are booked without people, such as ten twin rooms, are fewer by those that are used.
    """
    nights = {
        (person.id, night): stay
        for stay in written
        for person in stay.people.people
        for night in stay.nights
    }
    rooms: dict[tuple[str, str, date, date], tuple[_RoomNights, list[PlacedPerson]]] = {}
    for one in placed:
        for room in _rooms_of(one, nights, directory, outcome):
            rooms.setdefault(room.key, (room, []))[1].append(one)
    if not rooms:
        return written
    added = tuple(_counted(_stay(room, people) for room, people in rooms.values()))
    stays = (*_without_used(written, added), *added)
    apart, problems = stays_without_companions_apart(stays, directory.guest)
    outcome.findings += problems
    return tuple(apart)


def _rooms_of(
    placed: PlacedPerson, nights: _NightsOf, directory: Directory, outcome: Outcome
) -> Iterator[_RoomNights]:
    """The room of a line, once for each run of nights for which people wrote none."""
    at, person = placed.at, placed.person
    if at.first is None or at.last is None or at.first >= at.last:
        outcome.report_unread(placed)
        return
    if isinstance(person, Guest) and not person.needs_room:
        outcome.report_written(placed, person.written_at("needs_room"))
        return
    try:
        room = _room(placed, directory)
    except PydanticCustomError as problem:
        if problem.type != BROKEN_REFERENCE:
            outcome.report_unknown_place(placed)
        return
    days = [at.first + timedelta(days=n) for n in range((at.last - at.first).days)]
    stays = [stay for day in days if (stay := nights.get((person.id, day)))]
    if differing := [stay for stay in stays if not room.is_room_of(stay)]:
        outcome.report_written(placed, differing[0].written_at("people"))
    free = [day for day in days if (person.id, day) not in nights]
    if free:
        outcome.use([placed])
    for first, last in _runs(free):
        yield replace(room, first=first, last=last)


def _room(placed: PlacedPerson, directory: Directory) -> _RoomNights:
    """The room of a line. Raises PydanticCustomError where the visit has none."""
    place, venue = placed.at.place, directory.venue(placed.at.event)
    if without_number := type_and_count(place):
        return _RoomNights(venue, place, None, without_number[0])
    default = Room(number=place, type=RoomType.TWIN)
    return _RoomNights(venue, place, directory.room(venue, place, default), None)


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """The check-in and check-out of each run of nights that follow one another."""
    start = 0
    for n, day in enumerate(days, start=1):
        after = day + timedelta(days=1)
        if n == len(days) or days[n] != after:
            yield days[start], after
            start = n


def _stay(room: _RoomNights, placed: Sequence[PlacedPerson]) -> Stay:
    people = {one.person.id: one.person for one in placed}.values()
    return Stay(
        source=placed[0].source,
        undecided=() if room.room else (Undecided("room"),),
        venue=room.venue,
        type=room.type,
        room=room.room,
        check_in=room.first,
        check_out=room.last,
        people=Participants.of(people),
    )


def _without_used(written: Iterable[Stay], added: Iterable[Stay]) -> Iterator[Stay]:
    """The written stays; of rooms without a number or people, those that `added` does not use."""
    used: Counter[tuple[str, RoomType, date]] = Counter()
    for stay in added:
        for room in stay.rooms if stay.room is None else ():
            used.update((stay.venue.id, room.type, night) for night in stay.nights)
    for stay in written:
        if stay.room or stay.people or not stay.rooms:
            yield stay
            continue
        booked, kind = len(stay.rooms), stay.rooms[0].type
        taken = {night: min(booked, used[stay.venue.id, kind, night]) for night in stay.nights}
        if not any(taken.values()):
            yield stay
            continue
        used.subtract({(stay.venue.id, kind, night): n for night, n in taken.items()})
        for left, nights in groupby(stay.nights, key=lambda night: booked - taken[night]):
            first, *others = nights
            last = (others or [first])[-1] + timedelta(days=1)
            if left:
                update = {"count": left, "check_in": first, "check_out": last}
                yield stay.model_copy(update=update)


def _counted(stays: Iterable[Stay]) -> Iterator[Stay]:
    """The stays; rooms without a number in which the same people are, as one with their count.

    People without names are in several rooms at a time.
    """
    rooms: dict[object, list[Stay]] = {}
    for n, stay in enumerate(stays):
        people = tuple(person.id for person in stay.people.people)
        same = (stay.venue.id, stay.type, stay.check_in, stay.check_out, people)
        rooms.setdefault(n if stay.room else same, []).append(stay)
    for first, *others in rooms.values():
        yield first.model_copy(update={"count": 1 + len(others)}) if others else first
