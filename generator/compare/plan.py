"""Compares the plan: rooms, items, meals with their tables, vehicles and rides."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from generator.compare.differences import (
    AnyDifference,
    Difference,
    FieldChange,
    Reassignment,
    TableSeat,
    Topic,
)
from generator.compare.fields import field_changes, meal_changes
from generator.compare.identity import NameChanges, identity
from generator.compare.pairing import VEHICLE_KEYS, Key, exactly, known_by, paired
from generator.compare.placing import rooms_moved, seats_moved, vehicles_moved
from generator.compare.sides import RecordList, VersionPair, of_pairs, records
from generator.model.dining import Meal, Table
from generator.model.record import Record
from generator.model.transport import Ride, Vehicle

_BY_ID: tuple[Key[Record], ...] = (exactly, known_by("id"))
_BEDS = {"venue", "room", "check_in", "check_out", "people"}
"""What is told of each person in a room."""


def lodging(sides: VersionPair) -> Iterator[AnyDifference]:
    """Whose room is another; of a room itself what does not show by who sleeps in it."""
    yield from rooms_moved(sides.before, sides.after, sides.renamed)
    part = RecordList(Topic.LODGING, "Visit", "stays")
    by_room = (known_by("venue", "room", "check_in", "check_out"), known_by("venue", "room"))
    keys = (exactly, *by_room, known_by("people"))
    for before, after in paired(sides.before.stays, sides.after.stays, keys, sides.renamed):
        if before is None or after is None:
            if not (before or after).people:  # type: ignore[union-attr]  # one of them is there
                yield part.of(before, after)
            continue
        told: set[str] = _BEDS if before.people or after.people else set()
        if changes := field_changes(before, after, sides.renamed, told):
            yield part.of(before, after, changes)


def schedule(sides: VersionPair) -> Iterator[Difference]:
    """Items that are new, gone, or at another time, place or for others; and who sits where."""
    part = RecordList(Topic.SCHEDULE, "Visit", "schedule")
    by_what = (known_by("day", "title"), known_by("title"), known_by("day", "time", "place"))
    was, now = sides.before.schedule, sides.after.schedule
    yield from records(sides, part, was, now, *_BY_ID, *by_what, skip={"id"})
    seating = RecordList(Topic.SCHEDULE, "Visit", "seating")
    keys = (exactly, known_by("at", "vehicle", "form"), known_by("at"))
    was_seated, now_seated = sides.before.seating, sides.after.seating
    yield from records(sides, seating, was_seated, now_seated, *keys, skip={"at"})


def meals(sides: VersionPair) -> Iterator[AnyDifference]:
    """Meals, who sits elsewhere, and tables."""
    part = RecordList(Topic.MEALS, "Visit", "meals")
    by_what = (known_by("day", "kind"), known_by("day", "time"), known_by("title", "kind"))
    pairs = paired(sides.before.meals, sides.after.meals, (*_BY_ID, *by_what), sides.renamed)
    both = [(before, after) for before, after in pairs if before and after]
    for before, after in pairs:
        if before is None or after is None:
            yield part.of(before, after)
        elif changes := tuple(meal_changes(before, after, sides.renamed)):
            yield part.of(before, after, changes)
    moved = seats_moved(both, sides.after, sides.renamed)
    yield from moved
    for earlier, later in both:
        yield from _tables(sides, earlier, later, moved)


def transport(sides: VersionPair) -> Iterator[AnyDifference]:
    """Vehicles, rides, and who is aboard another vehicle."""
    vehicles = RecordList(Topic.TRANSPORT, "Visit", "vehicles")
    was, now = sides.before, sides.after
    yield from records(sides, vehicles, was.vehicles, now.vehicles, *VEHICLE_KEYS)
    by_way = (
        known_by("day", "origin", "destination"),
        known_by("day", "time"),
        known_by("origin", "destination"),
    )
    pairs = paired(was.rides, now.rides, (*_BY_ID, *by_way), sides.renamed)
    both = [(before, after) for before, after in pairs if before and after]
    moved = vehicles_moved(both, now, sides.renamed)
    part = RecordList(Topic.TRANSPORT, "Visit", "rides")
    for before, after in pairs:
        if before is None or after is None:
            yield part.of(before, after)
            continue
        changes = field_changes(before, after, sides.renamed, {"id", "vehicles"})
        changes += tuple(_vehicles_sent(before, after, moved, sides.renamed))
        if changes:
            yield part.of(before, after, changes)
    yield from moved


def _tables(
    sides: VersionPair, was: Meal, now: Meal, moved: Iterable[Reassignment]
) -> Iterator[Difference]:
    """A meal's tables: those that are new or gone though nobody changed to or from them, and
    another name or menu.
    """
    part = RecordList(Topic.MEALS, "Meal", "tables", (now,))
    told = {
        spot.table for each in _at(moved, now) for spot in (*each.before, *each.after)
        if isinstance(spot, TableSeat)
    }  # fmt: skip
    pairs = paired(was.tables, now.tables, (known_by("number"),), sides.renamed)
    yield from of_pairs(
        sides,
        part,
        [pair for pair in pairs if all(pair) or not _is_told(pair, told)],
        {"seats"},
    )


def _is_told(pair: Sequence[Table | None], told: set[str]) -> bool:
    """Whether a table that is new or gone is told of by who sits or sat there."""
    (table,) = filter(None, pair)
    return table.number in told and not (table.menu or table.name)


def _vehicles_sent(
    was: Ride, now: Ride, moved: Iterable[Reassignment], renamed: NameChanges
) -> Iterator[FieldChange]:
    """The vehicles of a ride, where one is new or gone though nobody changed to or from it."""
    before = {identity(each.vehicle, renamed): each.vehicle for each in was.vehicles}
    after = {identity(each.vehicle): each.vehicle for each in now.vehicles}
    told: set[Hashable] = set()
    for each in _at(moved, now):
        told |= {identity(spot, renamed) for spot in each.before if isinstance(spot, Vehicle)}
        told |= {identity(spot) for spot in each.after if isinstance(spot, Vehicle)}
    if (before.keys() ^ after.keys()) - told:
        yield FieldChange("Ride", "vehicles", tuple(before.values()), tuple(after.values()))


def _at(moved: Iterable[Reassignment], event: Meal | Ride) -> Iterator[Reassignment]:
    return (placing for placing in moved if any(each is event for each in placing.events))
