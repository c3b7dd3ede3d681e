"""Reads the plan of a visit: places, vehicles, schedule, stays, meals and rides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.findings import error, has_errors
from generator.load.directory import Directory, plate_key
from generator.load.nodes import MappingNode
from generator.load.sections import Completion, Sections
from generator.load.sheets.room_lists import one_room_each
from generator.model.dining import Meal
from generator.model.lodging import Stay
from generator.model.parsing.values import MOST_NUMBERS
from generator.model.record import WrittenMapping
from generator.model.schedule import Contact, Routine, ScheduleItem, Timed
from generator.model.seating import Seating
from generator.model.standing import FleetVehicle, Standing, Venue
from generator.model.transport import Ride, Vehicle


@dataclass(frozen=True)
class Plan:
    """What happens in a visit, where and by which vehicle."""

    schedule: tuple[ScheduleItem, ...]
    routine: tuple[Routine, ...]
    stays: tuple[Stay, ...]
    meals: tuple[Meal, ...]
    rides: tuple[Ride, ...]
    contacts: tuple[Contact, ...]


def read_venues(root: MappingNode, sections: Sections, directory: Directory) -> tuple[Venue, ...]:
    """The visit's own places, entered into `directory`."""
    venues: list[Venue] = []
    rooms = 0
    for node in sections.nodes(root.get("venues"), "venues"):
        made = sections.records([node], Venue, "venues")
        rooms += sum(len(venue.rooms) for venue in made)
        if rooms > MOST_NUMBERS:  # of all venues together, as of each
            sections.unread("venues", error("value.too_many", node.place, most=MOST_NUMBERS))
            break
        for venue in made:
            directory.add_venue(venue)
        venues += made
    return tuple(venues)


def read_vehicles(
    root: MappingNode, sections: Sections, directory: Directory, standing: Standing
) -> tuple[Vehicle, ...]:
    """The visit's vehicles; what is not written of one is taken from the fleet by its plate."""
    by_plate = {plate_key(vehicle.plate): vehicle for vehicle in standing.fleet}
    nodes = sections.nodes(root.get("vehicles"), "vehicles")
    vehicles = []
    for written in sections.records(nodes, Vehicle, "vehicles"):
        kept = by_plate.get(plate_key(written.plate or ""))
        if kept is None and written.plate and "fleet" in standing.unread:
            sections.leave_out("vehicles", written.number)  # nobody knows what it lacks
            continue
        vehicle = _filled(written, kept) if kept else written
        directory.add_vehicle(vehicle)
        vehicles.append(vehicle)
    return tuple(vehicles)


def read_plan(root: MappingNode, sections: Sections, start: date | None, end: date | None) -> Plan:
    """The sections that name people, places and vehicles. `start` and `end` are the visit's first
    and last day, between which a stay without dates lasts.
    """
    taken: Counter[str] = Counter()
    dates = {"check_in": start, "check_out": end}

    def read(section: str) -> list[MappingNode]:
        return sections.nodes(root.get(section), section)

    stays, problems = one_room_each(read("stays"), sections.directory)
    sections.findings += problems
    sections.left_out |= has_errors(problems)

    plan = Plan(
        schedule=tuple(
            sections.records(
                read("schedule"), ScheduleItem, "schedule", _named(taken, "day", "title")
            )
        ),
        routine=tuple(sections.records(read("routine"), Routine, "routine")),
        stays=tuple(sections.records(stays, Stay, "stays", _dated(dates))),
        meals=tuple(sections.records(read("meals"), Meal, "meals", _named(taken, "day", "kind"))),
        rides=tuple(
            sections.records(
                read("rides"), Ride, "rides", _named(taken, "day", "time", "to", for_all=False)
            )
        ),
        contacts=tuple(sections.records(read("contacts"), Contact, "contacts")),
    )
    _report_same_ids((*plan.schedule, *plan.meals, *plan.rides), sections)
    return plan


def read_seating(
    root: MappingNode, sections: Sections, directory: Directory, plan: Plan
) -> tuple[Seating, ...]:
    """Who sits where at the plan's items and in its vehicles, by whatever those are called."""
    events: tuple[ScheduleItem | Ride, ...] = (*plan.schedule, *plan.rides)
    for event in events:
        directory.add_event(event)
    nodes = sections.nodes(root.get("seating"), "seating")
    return tuple(sections.records(nodes, Seating, "seating"))


def _filled(vehicle: Vehicle, kept: FleetVehicle) -> Vehicle:
    unsaid = {
        field: getattr(kept, field)
        for field in ("kind", "seats", "driver", "phone")
        if getattr(vehicle, field) is None
    }
    return vehicle.model_copy(update=unsaid)


def _named(taken: Counter[str], *parts: str, for_all: bool = True) -> Completion:
    """Completes an event: it is for everybody unless it says for whom, and gets an id made of
    what it says, with a count where several say the same.
    """

    def complete(_: MappingNode, values: WrittenMapping) -> None:
        if for_all and "tables" not in values:
            values.setdefault("for", "all")
        if "id" not in values:
            made = " ".join(str(_default(values[part])) for part in parts if part in values)
            taken[made] += 1
            values["id"] = made if taken[made] == 1 else f"{made} #{taken[made]}"

    return complete


def _dated(days: dict[str, date | None]) -> Completion:
    def complete(_: MappingNode, values: WrittenMapping) -> None:
        for field, day in days.items():
            if day:
                values.setdefault(field, str(day))

    return complete


def _default(value: object) -> object:
    return next(iter(value.values()), "") if isinstance(value, dict) else value


def _report_same_ids(events: Iterable[Timed], sections: Sections) -> None:
    first: dict[str, Timed] = {}
    for event in events:
        if event.id in first:
            earlier = first[event.id].written_at("id")
            place = event.written_at("id")
            problem = error("id.repeated", place, (earlier,), found=event.id, first=earlier)
            sections.findings.append(problem)
            for section in ("schedule", "meals", "rides"):  # two events are taken for one
                sections.incomplete.note(section, [problem])
        first.setdefault(event.id, event)
