"""Compares where each person sleeps, sits and rides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from generator.compare.differences import (
    PeopleGroup,
    Placement,
    Reassignment,
    RoomStay,
    TableSeat,
    Topic,
)
from generator.compare.matching import NO_CHANGES, NameChanges, identity
from generator.model.dining import Meal
from generator.model.people import Guest, Person
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit

Event = Meal | Ride | None
Placements = dict[Hashable, list[Placement]]
"""The placements of each person, by the person's identity."""
Key = Callable[[Placement, NameChanges], Hashable]


@dataclass(frozen=True)
class _Move:
    """One person's new placement, at one event or for the nights."""

    person: Hashable
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    event: Event


def room_changes(before: Visit, after: Visit, renamed: NameChanges) -> tuple[Reassignment, ...]:
    """Return whose room or nights differ, except of people who left the visit."""
    moves = _moves(_rooms(before, renamed), _rooms(after, NO_CHANGES), renamed, after, None)
    return _grouped(moves, after, Topic.LODGING)


def seat_changes(
    meals: Iterable[tuple[Meal, Meal]], visit: Visit, renamed: NameChanges
) -> tuple[Reassignment, ...]:
    """Return whose table or seat differs at meals of both versions; `visit` is the later one."""
    moves = (
        move
        for before, after in meals
        for move in _moves(
            _seats(before, renamed), _seats(after, NO_CHANGES), renamed, visit, after
        )
    )
    return _grouped(moves, visit, Topic.MEALS)


def vehicle_changes(
    rides: Iterable[tuple[Ride, Ride]], visit: Visit, renamed: NameChanges
) -> tuple[Reassignment, ...]:
    """Return whose vehicle differs on rides of both versions; `visit` is the later one."""
    moves = (
        move
        for before, after in rides
        for move in _moves(
            _vehicles(before, renamed), _vehicles(after, NO_CHANGES), renamed, visit, after
        )
    )
    return _grouped(moves, visit, Topic.TRANSPORT)


def _rooms(visit: Visit, renamed: NameChanges) -> Placements:
    placements: Placements = {}
    for stay in visit.stays:
        whole = (stay.check_in, stay.check_out) == (visit.start, visit.end)
        room = RoomStay(stay.venue, stay.room_text, stay.check_in, stay.check_out, whole)
        for person in stay.people.people:
            placements.setdefault(identity(person, renamed), []).append(room)
    return placements


def _seats(meal: Meal, renamed: NameChanges) -> Placements:
    placements: Placements = {}
    for table in meal.tables:
        for seat in table.seats:
            placement = TableSeat(table.number, seat.number)
            placements.setdefault(identity(seat.person, renamed), []).append(placement)
    return placements


def _vehicles(ride: Ride, renamed: NameChanges) -> Placements:
    placements: Placements = {}
    for boarding in ride.vehicles:
        for person in boarding.people.people:
            placements.setdefault(identity(person, renamed), []).append(boarding.vehicle)
    return placements


# One person's move


def _moves(
    before: Placements, after: Placements, renamed: NameChanges, visit: Visit, event: Event
) -> Iterator[_Move]:
    for person in {**after, **before}:
        if person in visit.people:
            former, current = _differing(before.get(person, []), after.get(person, []), renamed)
            if former or current:
                yield _Move(person, *_shortened(former, current), event)


def _differing(
    before: list[Placement], after: list[Placement], renamed: NameChanges
) -> tuple[tuple[Placement, ...], tuple[Placement, ...]]:
    """The placements of only the earlier version, and those of only the later one."""
    for key in (_exact_key, _key):
        common = Counter(key(placement, NO_CHANGES) for placement in after)
        common &= Counter(key(placement, renamed) for placement in before)
        before = _without(before, common, key, renamed)
        after = _without(after, common, key, NO_CHANGES)
    return tuple(before), tuple(after)


def _without(
    placements: list[Placement], common: Counter[Hashable], key: Key, renamed: NameChanges
) -> list[Placement]:
    """The placements whose key is not in `common`, each of which counts once."""
    remaining = common.copy()
    differing = []
    for placement in placements:
        if remaining[key(placement, renamed)]:
            remaining[key(placement, renamed)] -= 1
        else:
            differing.append(placement)
    return differing


def _key(placement: Placement, renamed: NameChanges = NO_CHANGES) -> Hashable:
    """A key of a placement. A room for the whole visit has the same key when the dates differ."""
    if isinstance(placement, RoomStay):
        nights = () if placement.whole_visit else (placement.check_in, placement.check_out)
        return (placement.venue.id, placement.room, nights)
    return identity(placement, renamed) if isinstance(placement, Vehicle) else placement


def _exact_key(placement: Placement, renamed: NameChanges) -> Hashable:
    if isinstance(placement, RoomStay):
        placement = replace(placement, whole_visit=False)
    return _key(placement, renamed)


def _shortened(
    before: tuple[Placement, ...], after: tuple[Placement, ...]
) -> tuple[tuple[Placement, ...], tuple[Placement, ...]]:
    """Placements without seat numbers where somebody gets a first table or loses the only one.

    The people of one table are then one reassignment.
    """
    if before and after:
        return before, after
    return tuple(map(_table_only, before)), tuple(map(_table_only, after))


def _table_only(placement: Placement) -> Placement:
    return replace(placement, seat=None) if isinstance(placement, TableSeat) else placement


# Several people's moves


def _grouped(moves: Iterable[_Move], visit: Visit, topic: Topic) -> tuple[Reassignment, ...]:
    """Join the moves of people with the same move at one event, then events with the same moves."""
    by_event: dict[Hashable, list[_Move]] = {}
    for move in moves:
        event = move.event.id if move.event else None
        by_event.setdefault((event, _move_key(move)), []).append(move)
    by_people: dict[tuple[frozenset[Hashable], Hashable], list[_Move]] = {}
    for joined in by_event.values():
        people = frozenset(move.person for move in joined)
        by_people.setdefault((people, _move_key(joined[0])), []).append(joined[0])
    group_of = _grouping(visit)
    return tuple(
        Reassignment(
            topic,
            group_of(people),
            joined[0].before,
            joined[0].after,
            tuple(move.event for move in joined if move.event),
        )
        for (people, _), joined in by_people.items()
    )


def _move_key(move: _Move) -> Hashable:
    return tuple(map(_key, move.before)), tuple(map(_key, move.after))


def _grouping(visit: Visit) -> Callable[[frozenset[Hashable]], PeopleGroup]:
    """A function that summarizes people of a visit by their complete parties."""
    sizes = Counter(name for guest in visit.guests for name in _party_names(guest))
    order = {person: n for n, person in enumerate(visit.people)}
    guests = {guest.id for guest in visit.guests}

    def group_of(ids: frozenset[Hashable]) -> PeopleGroup:
        people = tuple(visit.people[p] for p in sorted(order.keys() & ids, key=order.__getitem__))
        if len(guests) > 1 and guests <= ids:
            return PeopleGroup(people, True, (), tuple(p for p in people if p.id not in guests))
        present = Counter(name for person in people for name in _party_names(person))
        complete = {name for name, n in present.items() if n > 1 and n == sizes[name]}
        parties = tuple((p, sizes[p.name]) for p in visit.parties if p.name in complete)
        others = tuple(p for p in people if complete.isdisjoint(_party_names(p)))
        return PeopleGroup(people, False, parties, others)

    return group_of


def _party_names(person: Person) -> tuple[str, ...]:
    parties = person.parties if isinstance(person, Guest) else ()
    return tuple(party.name for party in parties)
