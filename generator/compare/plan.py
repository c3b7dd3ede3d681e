"""Compares the plan: rooms, schedule, meals with their tables, vehicles and rides."""

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
from generator.compare.matching import (
    VEHICLE_KEYS,
    Key,
    NameChanges,
    by_content,
    by_fields,
    identity,
    is_same,
    match_records,
)
from generator.compare.placements import room_changes, seat_changes, vehicle_changes
from generator.compare.records import (
    RecordList,
    VersionPair,
    compare_lists,
    compare_pairs,
    field_changes,
)
from generator.model.dining import DiningTable, Meal
from generator.model.people import Participants
from generator.model.record import Record
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit

_BY_ID: tuple[Key[Record], ...] = (by_content, by_fields("id"))
_PLACEMENT_FIELDS = {"venue", "room", "check_in", "check_out", "people"}
"""Fields of a stay whose differences are reassignments of the people in the room."""


def lodging(versions: VersionPair) -> Iterator[AnyDifference]:
    """Compare who sleeps where; then the other fields of each stay, and stays without people."""
    before, after, renamed = versions.before, versions.after, versions.renamed
    yield from room_changes(before, after, renamed)
    stays = RecordList(Topic.LODGING, "Visit", "stays")
    by_room = (by_fields("venue", "room", "check_in", "check_out"), by_fields("venue", "room"))
    keys = (by_content, *by_room, by_fields("people"))
    for former, current in match_records(before.stays, after.stays, keys, renamed):
        if former is None or current is None:
            if not (former or current).people:  # type: ignore[union-attr]  # one of them is there
                yield stays.difference(former, current)
            continue
        skip = _PLACEMENT_FIELDS if former.people or current.people else set()
        if changes := field_changes(former, current, renamed, skip):
            yield stays.difference(former, current, changes)


def schedule(versions: VersionPair) -> Iterator[Difference]:
    """Compare the schedule items and their seating plans."""
    before, after = versions.before, versions.after
    items = RecordList(Topic.SCHEDULE, "Visit", "schedule")
    keys = (*_BY_ID, by_fields("day", "title"), by_fields("title"))
    keys = (*keys, by_fields("day", "time", "place"))
    yield from compare_lists(versions, items, before.schedule, after.schedule, *keys, skip={"id"})
    points = RecordList(Topic.SCHEDULE, "Visit", "points")
    point_keys = (by_content, by_fields("item", "title"), by_fields("item", "number", "speaker"))
    yield from compare_lists(versions, points, before.points, after.points, *point_keys)
    yield from _paper_files(before, after)
    seating = RecordList(Topic.SCHEDULE, "Visit", "seating")
    plan_keys = (by_content, by_fields("at", "vehicle", "form"), by_fields("at"))
    yield from compare_lists(
        versions, seating, before.seating, after.seating, *plan_keys, skip={"at"}
    )


def _paper_files(before: Visit, after: Visit) -> Iterator[Difference]:
    """The items with a paper whose file has another content under the same name."""
    items = RecordList(Topic.SCHEDULE, "Visit", "schedule")
    for item in after.schedule:
        for name in dict.fromkeys(paper.file for paper in after.papers_of(item) if paper.file):
            was, now = before.paper_files.get(name), after.paper_files.get(name)
            if was and now and was.digest != now.digest:
                sizes = (f"{name} {file.size} B {file.digest[:6]}" for file in (was, now))
                change = FieldChange("ScheduleItem", "papers", *sizes)
                yield items.difference(item, item, (change,))


def meals(versions: VersionPair) -> Iterator[AnyDifference]:
    """Compare the meals, who sits where at them, and their tables."""
    records = RecordList(Topic.MEALS, "Visit", "meals")
    keys = (by_fields("day", "kind"), by_fields("day", "time"), by_fields("title", "kind"))
    pairs = match_records(
        versions.before.meals, versions.after.meals, (*_BY_ID, *keys), versions.renamed
    )
    for before, after in pairs:
        if before is None or after is None:
            yield records.difference(before, after)
        elif changes := tuple(_meal_changes(before, after, versions.renamed)):
            yield records.difference(before, after, changes)
    common = [(before, after) for before, after in pairs if before and after]
    reassigned = seat_changes(common, versions.after, versions.renamed)
    yield from reassigned
    for earlier, later in common:
        yield from _tables(versions, earlier, later, reassigned)


def transport(versions: VersionPair) -> Iterator[AnyDifference]:
    """Compare the vehicles, the rides, and who rides in which vehicle."""
    before, after, renamed = versions.before, versions.after, versions.renamed
    vehicles = RecordList(Topic.TRANSPORT, "Visit", "vehicles")
    yield from compare_lists(versions, vehicles, before.vehicles, after.vehicles, *VEHICLE_KEYS)
    keys = (
        by_fields("day", "origin", "destination"),
        by_fields("day", "time"),
        by_fields("origin", "destination"),
    )
    pairs = match_records(before.rides, after.rides, (*_BY_ID, *keys), renamed)
    common = [(former, current) for former, current in pairs if former and current]
    reassigned = vehicle_changes(common, after, renamed)
    rides = RecordList(Topic.TRANSPORT, "Visit", "rides")
    for former, current in pairs:
        if former is None or current is None:
            yield rides.difference(former, current)
            continue
        changes = field_changes(former, current, renamed, {"id", "vehicles"})
        changes += tuple(_ride_vehicles(former, current, reassigned, renamed))
        if changes:
            yield rides.difference(former, current, changes)
    yield from reassigned


def _meal_changes(before: Meal, after: Meal, renamed: NameChanges) -> Iterator[FieldChange]:
    """A meal's changes except its seats; its participants where one version has no tables."""
    yield from field_changes(before, after, renamed, {"id", "tables", "participants"})
    if before.tables and after.tables:
        return
    former, current = _diners(before), _diners(after)
    if not is_same(former, current, renamed):
        yield FieldChange("Meal", "participants", former, current)


def _diners(meal: Meal) -> Participants:
    if not meal.tables:
        return meal.participants
    return Participants.of(meal.diners)


def _tables(
    versions: VersionPair, before: Meal, after: Meal, reassigned: Iterable[Reassignment]
) -> Iterator[Difference]:
    """A meal's tables: other names and menus, and those added or removed without a reassignment."""
    tables = RecordList(Topic.MEALS, "Meal", "tables", (after,))
    covered = {
        placement.table
        for change in _at(reassigned, after)
        for placement in (*change.before, *change.after)
        if isinstance(placement, TableSeat)
    }
    pairs = match_records(before.tables, after.tables, (by_fields("number"),), versions.renamed)
    pairs = [pair for pair in pairs if all(pair) or not _is_covered(pair, covered)]
    yield from compare_pairs(versions, tables, pairs, {"seats"})


def _is_covered(pair: Sequence[DiningTable | None], covered: set[str]) -> bool:
    """Whether the reassignments of people show already that a table was added or removed."""
    (table,) = filter(None, pair)
    return table.number in covered and not (table.menu or table.name)


def _ride_vehicles(
    before: Ride, after: Ride, reassigned: Iterable[Reassignment], renamed: NameChanges
) -> Iterator[FieldChange]:
    """The vehicles of a ride, where one was added or removed without a reassignment."""
    former = {identity(boarding.vehicle, renamed): boarding.vehicle for boarding in before.vehicles}
    current = {identity(boarding.vehicle): boarding.vehicle for boarding in after.vehicles}
    covered: set[Hashable] = set()
    for change in _at(reassigned, after):
        covered |= {identity(item, renamed) for item in change.before if isinstance(item, Vehicle)}
        covered |= {identity(item) for item in change.after if isinstance(item, Vehicle)}
    if (former.keys() ^ current.keys()) - covered:
        yield FieldChange("Ride", "vehicles", tuple(former.values()), tuple(current.values()))


def _at(reassigned: Iterable[Reassignment], event: Meal | Ride) -> Iterator[Reassignment]:
    return (change for change in reassigned if any(item is event for item in change.events))
