"""The problem of rooms, of the visit's guests and its hotels, and its solution."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from generator.assign.accepted import with_accepted
from generator.assign.bedrooms import Bedroom, bedrooms_of, hotels_of, key_of
from generator.assign.lodgers import Lodger, lodgers_with_room, lodgers_without_room
from generator.assign.problem import Place, Problem, Subject
from generator.assign.proposal import Former
from generator.assign.room_terms import RoomFacts, terms_of_rooms
from generator.assign.solver import solve
from generator.assign.wishes import Wishes
from generator.check.registry import Scope
from generator.model.assigned import Placement, PlacementKind
from generator.model.enums import RoomType
from generator.model.record import PersonId

_COUPLE = 2
"""How many people who are willing share a room with one double bed."""


@dataclass(frozen=True, slots=True)
class Rooming:
    """The problem of rooms, and its solution: who needs one or has one, in which hotels.

    `lodgers`, `subjects` and `places`, the keys of their rooms, are by the keys of subjects;
    `bedrooms` by the keys of places. `before` are the rooms that people had before.
    """

    scope: Scope
    lodgers: Mapping[str, Lodger]
    bedrooms: Mapping[str, Bedroom]
    facts: RoomFacts
    before: FormerRooms
    subjects: Mapping[str, Subject]
    places: Mapping[str, str | None]

    @property
    def open(self) -> Iterator[Lodger]:
        """Those for whom nobody wrote a room, in the order of the roster."""
        return (lodger for lodger in self.lodgers.values() if lodger.written is None)

    def room_of(self, lodger: Lodger) -> Bedroom | None:
        """The room in which the solution places somebody."""
        return self.bedrooms.get(self.places.get(lodger.key) or "")

    def members(self) -> Mapping[str | None, list[Lodger]]:
        """Who has a bed in each room on any night, by its key; None is for those without a room."""
        members = defaultdict(list)
        for lodger in self.lodgers.values():
            members[self.places[lodger.key]].append(lodger)
        return members


class FormerRooms:
    """The rooms that people had before: accepted ones, then those published or proposed."""

    def __init__(self, former: Former) -> None:
        self.is_accepted = former.is_accepted
        self._by_person: dict[PersonId, list[Placement]] = defaultdict(list)
        for placement in (*former.accepted, *former.placements):
            if placement.kind is PlacementKind.ROOM:
                self._by_person[placement.person].append(placement)

    def room_of(self, lodger: Lodger) -> Placement | None:
        """The room that somebody had on one of these nights."""
        after = lodger.nights[-1] + timedelta(days=1)
        for placement in self._by_person.get(lodger.person.id, ()):
            first, last = placement.first or date.min, placement.last or date.max
            if first < after and lodger.nights[0] < last:
                return placement
        return None


def solved_rooms(scope: Scope, former: Former) -> Rooming | None:
    """The rooms of everybody, with one for those who have none; None where all have one.

    Hotels are added, in the order of preference, while somebody is without a room.
    """
    by_hotel = [bedrooms_of(scope, hotel) for hotel in hotels_of(scope.visit)]
    every = [bedroom for bedrooms in by_hotel for bedroom in bedrooms]
    most_beds = max((bedroom.room.beds for bedroom in every), default=_COUPLE)
    lodgers = [*lodgers_without_room(scope, most_beds, former)]
    if not lodgers:
        return None
    lodgers += lodgers_with_room(scope)
    for bedrooms in accumulate(by_hotel[:-1]):
        if _has_enough_beds(bedrooms, lodgers):
            rooming = _solved(scope, lodgers, bedrooms, former)
            if None not in rooming.places.values():
                return rooming
    return _solved(scope, lodgers, every, former)


def _has_enough_beds(bedrooms: Iterable[Bedroom], lodgers: Iterable[Lodger]) -> bool:
    """Whether there may be a bed for everybody on every night; a couple may share one."""
    balance = Counter[date]()
    nights = {night for lodger in lodgers for night in lodger.nights}
    for bedroom in bedrooms:
        balance.update(dict.fromkeys(nights - bedroom.taken, max(bedroom.room.beds, _COUPLE)))
    for lodger in lodgers:
        balance.subtract(dict.fromkeys(lodger.nights, len(lodger.sexes)))
    return all(beds >= 0 for beds in balance.values())


def _solved(
    scope: Scope, lodgers: Sequence[Lodger], bedrooms: Sequence[Bedroom], former: Former
) -> Rooming:
    facts, before = RoomFacts(scope.visit), FormerRooms(former)
    by_key = {lodger.key: lodger for lodger in lodgers}
    rooms = {bedroom.key: bedroom for bedroom in bedrooms}
    people = tuple(_subject(lodger, before, former.informed) for lodger in lodgers)
    problem = Problem(
        subjects=people,
        places=tuple(_place(bedroom, facts.wishes) for bedroom in bedrooms),
        terms=tuple(terms_of_rooms(by_key, rooms, facts, people)),
    )
    accepted = {
        lodger.key: key_of(room.event, room.place)
        for lodger in lodgers
        if (room := before.room_of(lodger)) and before.is_accepted(room)
    }
    problem = with_accepted(problem, accepted)
    subjects = {subject.key: subject for subject in problem.subjects}
    places = _all_or_none(lodgers, solve(problem).places)
    return Rooming(scope, by_key, rooms, facts, before, subjects, places)


def _all_or_none(
    lodgers: Iterable[Lodger], places: Mapping[str, str | None]
) -> dict[str, str | None]:
    """The rooms without those of a guest of whose companions some have none.

    Otherwise the guest's room would be counted with all of them.
    """
    lacking = {(one.of, one.nights) for one in lodgers if places[one.key] is None}
    return {
        one.key: None if not one.written and (one.of, one.nights) in lacking else places[one.key]
        for one in lodgers
    }


def _subject(lodger: Lodger, before: FormerRooms, informed: Collection[PersonId]) -> Subject:
    room = before.room_of(lodger)
    return Subject(
        key=lodger.key,
        person=lodger.person,
        size=len(lodger.sexes),
        slots=frozenset(lodger.nights),
        fixed=lodger.written,
        former=key_of(room.event, room.place) if room and not lodger.is_unnamed else None,
        informed=lodger.person.id in informed,
        unit=(lodger.of, lodger.nights),
    )


def _place(bedroom: Bedroom, wishes: Wishes) -> Place:
    is_for_couples = bedroom.room.type is RoomType.DOUBLE and bool(wishes.pairs)
    beds = max(bedroom.room.beds, _COUPLE) if is_for_couples else bedroom.room.beds
    return Place(
        key=bedroom.key,
        capacity=beds,
        group=bedroom.floor,
        taken=dict.fromkeys(bedroom.taken, beds),
    )
