"""Who sleeps, sits and rides where, and for whom that is another place than it was."""

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
from generator.compare.identity import UNCHANGED, NameChanges, identity
from generator.model.dining import Meal
from generator.model.people import Guest, Person
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit

Event = Meal | Ride | None
Positions = dict[Hashable, list[Placement]]
"""What each person has, by the key of the person in the later version."""
Key = Callable[[Placement, NameChanges], Hashable]


@dataclass(frozen=True)
class _Moved:
    """One person's change of place, at one event or for the nights."""

    person: Hashable
    before: tuple[Placement, ...]
    after: tuple[Placement, ...]
    event: Event


def rooms_moved(was: Visit, now: Visit, renamed: NameChanges) -> tuple[Reassignment, ...]:
    """Whose room, or nights in it, are others; who has left is told of as such."""
    before, after = _rooms(was, renamed), _rooms(now, UNCHANGED)
    return _told(_moves(before, after, renamed, now, None), now, Topic.LODGING)


def seats_moved(
    meals: Iterable[tuple[Meal, Meal]], now: Visit, renamed: NameChanges
) -> tuple[Reassignment, ...]:
    """Whose table or seat is another, at meals that are in both versions."""
    moves = (
        move
        for earlier, later in meals
        for move in _moves(_seats(earlier, renamed), _seats(later, UNCHANGED), renamed, now, later)
    )
    return _told(moves, now, Topic.MEALS)


def vehicles_moved(
    rides: Iterable[tuple[Ride, Ride]], now: Visit, renamed: NameChanges
) -> tuple[Reassignment, ...]:
    """Whose vehicle is another, on rides that are in both versions."""
    moves = (
        move
        for earlier, later in rides
        for move in _moves(
            _boarded(earlier, renamed), _boarded(later, UNCHANGED), renamed, now, later
        )
    )
    return _told(moves, now, Topic.TRANSPORT)


def spot_key(spot: Placement, renamed: NameChanges = UNCHANGED) -> Hashable:
    """A key that is the same for the same place; a room for the whole visit is the same when the
    visit's dates are others.
    """
    if isinstance(spot, RoomStay):
        nights = () if spot.whole_visit else (spot.check_in, spot.check_out)
        return (spot.venue.id, spot.room, nights)
    return identity(spot, renamed) if isinstance(spot, Vehicle) else spot


def _rooms(visit: Visit, renamed: NameChanges) -> Positions:
    spots: Positions = {}
    for stay in visit.stays:
        whole = (stay.check_in, stay.check_out) == (visit.start, visit.end)
        lodged = RoomStay(stay.venue, stay.room.number, stay.check_in, stay.check_out, whole)
        for person in stay.people.people:
            spots.setdefault(identity(person, renamed), []).append(lodged)
    return spots


def _seats(meal: Meal, renamed: NameChanges) -> Positions:
    spots: Positions = {}
    for table in meal.tables:
        for seat in table.seats:
            seated = TableSeat(table.number, seat.number)
            spots.setdefault(identity(seat.person, renamed), []).append(seated)
    return spots


def _boarded(ride: Ride, renamed: NameChanges) -> Positions:
    spots: Positions = {}
    for boarding in ride.vehicles:
        for person in boarding.people.people:
            spots.setdefault(identity(person, renamed), []).append(boarding.vehicle)
    return spots


def _moves(
    before: Positions, after: Positions, renamed: NameChanges, now: Visit, event: Event
) -> Iterator[_Moved]:
    for person in {**after, **before}:
        if person in now.people:
            was, new = _unlike(before.get(person, []), after.get(person, []), renamed)
            if was or new:
                yield _Moved(person, *_shortened(was, new), event)


def _unlike(
    was: list[Placement], now: list[Placement], renamed: NameChanges
) -> tuple[tuple[Placement, ...], tuple[Placement, ...]]:
    """What of the former places is no more, and what of the present ones is new."""
    for key in (_literal, spot_key):
        there = Counter(key(spot, UNCHANGED) for spot in now)
        there &= Counter(key(spot, renamed) for spot in was)
        was = _without(was, there, key, renamed)
        now = _without(now, there, key, UNCHANGED)
    return tuple(was), tuple(now)


def _without(
    spots: list[Placement], there: Counter[Hashable], key: Key, renamed: NameChanges
) -> list[Placement]:
    """The places that are not among those `there`, each of which counts once."""
    left = there.copy()
    kept = []
    for spot in spots:
        if left[key(spot, renamed)]:
            left[key(spot, renamed)] -= 1
        else:
            kept.append(spot)
    return kept


def _literal(spot: Placement, renamed: NameChanges) -> Hashable:
    return spot_key(
        replace(spot, whole_visit=False) if isinstance(spot, RoomStay) else spot, renamed
    )


def _shortened(
    was: tuple[Placement, ...], now: tuple[Placement, ...]
) -> tuple[tuple[Placement, ...], tuple[Placement, ...]]:
    """Seats without their numbers where somebody gets a first table or loses the only one: who
    sits at one table is then told together.
    """
    if was and now:
        return was, now
    return tuple(_table_only(spot) for spot in was), tuple(_table_only(spot) for spot in now)


def _table_only(spot: Placement) -> Placement:
    return replace(spot, seat=None) if isinstance(spot, TableSeat) else spot


def _told(moves: Iterable[_Moved], now: Visit, section: Topic) -> tuple[Reassignment, ...]:
    """Moves told together: people with the same change at one event, then events at which the
    same people have the same change.
    """
    batches: dict[Hashable, list[_Moved]] = {}
    for move in moves:
        event = move.event.id if move.event else None
        batches.setdefault((event, _change(move)), []).append(move)
    alike: dict[tuple[frozenset[Hashable], Hashable], list[_Moved]] = {}
    for batch in batches.values():
        people = frozenset(move.person for move in batch)
        alike.setdefault((people, _change(batch[0])), []).append(batch[0])
    crowd_of = crowds(now)
    return tuple(
        Reassignment(
            section,
            crowd_of(people),
            same[0].before,
            same[0].after,
            tuple(move.event for move in same if move.event),
        )
        for (people, _), same in alike.items()
    )


def _change(move: _Moved) -> Hashable:
    return tuple(map(spot_key, move.before)), tuple(map(spot_key, move.after))


def crowds(visit: Visit) -> Callable[[frozenset[Hashable]], PeopleGroup]:
    """What says several people of a visit shortly: by the parties that are there whole."""
    sizes = Counter(guest.party.name for guest in visit.guests if guest.party)
    order = {person: n for n, person in enumerate(visit.people)}
    guests = {guest.id for guest in visit.guests}

    def crowd(ids: frozenset[Hashable]) -> PeopleGroup:
        people = tuple(visit.people[p] for p in sorted(order.keys() & ids, key=order.__getitem__))
        if len(guests) > 1 and guests <= ids:
            return PeopleGroup(people, True, (), tuple(p for p in people if p.id not in guests))
        present = Counter(p.party.name for p in people if isinstance(p, Guest) and p.party)
        whole = {name for name, n in present.items() if n > 1 and n == sizes[name]}
        parties = tuple((p, sizes[p.name]) for p in visit.parties if p.name in whole)
        return PeopleGroup(
            people, False, parties, tuple(p for p in people if _party(p) not in whole)
        )

    return crowd


def _party(person: Person) -> str | None:
    return person.party.name if isinstance(person, Guest) and person.party else None
