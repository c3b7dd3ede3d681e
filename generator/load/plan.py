"""Reads the plan of a visit: vehicles, schedule, stays, meals and rides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from generator.findings import error, has_errors
from generator.load.companions import (
    stays_without_companions_apart,
    without_companions_apart,
)
from generator.load.directory import Directory
from generator.load.event_identities import EventFacts, KnownEvent, kept_ids
from generator.load.nodes import MappingNode, ScalarNode, SequenceNode, written_mapping
from generator.load.sections import Completion, Sections
from generator.load.sheets.forms import tables_of
from generator.load.sheets.references import sheet_reference
from generator.load.sheets.room_lists import split_by_room
from generator.model.dining import Meal, read_meal_kind
from generator.model.enums import MealKind
from generator.model.lodging import Stay
from generator.model.parsing.context import WrittenMapping
from generator.model.parsing.labels import is_member, read_member
from generator.model.parsing.values import parse_date, parse_span
from generator.model.schedule import Contact, Routine, ScheduleItem, Timed
from generator.model.seating import Seating
from generator.model.standing import FleetVehicle, Standing
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Event, Visit
from generator.names.index import plate_key

EventT = TypeVar("EventT", ScheduleItem, Meal, Ride)


@dataclass(frozen=True)
class Plan:
    """The events of a visit, with their places and vehicles.

    `undated` are those whose day is still to be decided.
    """

    schedule: tuple[ScheduleItem, ...]
    routine: tuple[Routine, ...]
    stays: tuple[Stay, ...]
    meals: tuple[Meal, ...]
    rides: tuple[Ride, ...]
    contacts: tuple[Contact, ...]
    undated: tuple[Event, ...] = ()

    @classmethod
    def of(cls, visit: Visit) -> Plan:
        """The plan of a visit."""
        return cls(
            visit.schedule, visit.routine, visit.stays, visit.meals, visit.rides, visit.contacts,
            visit.undated,
        )  # fmt: skip

    @property
    def events(self) -> tuple[Event, ...]:
        """Every item, meal and ride."""
        return (*self.schedule, *self.meals, *self.rides)


def read_vehicles(
    root: MappingNode, sections: Sections, directory: Directory, standing: Standing
) -> tuple[Vehicle, ...]:
    """The visit's vehicles; fields that are not written come from the fleet, by the plate."""
    by_plate = {plate_key(vehicle.plate): vehicle for vehicle in standing.fleet}
    nodes = sections.nodes(root.get("vehicles"), "vehicles")
    vehicles = []
    for vehicle in sections.records(nodes, Vehicle, "vehicles"):
        of_fleet = by_plate.get(plate_key(vehicle.plate or ""))
        if of_fleet is None and vehicle.plate and "fleet" in standing.unread:
            sections.leave_out("vehicles", vehicle.number)  # it may be one of the unread fleet
            continue
        vehicle = _filled_from_fleet(vehicle, of_fleet) if of_fleet else vehicle
        directory.add_vehicle(vehicle)
        vehicles.append(vehicle)
    return tuple(vehicles)


def read_plan(
    root: MappingNode,
    sections: Sections,
    stays: Sequence[MappingNode],
    start: date | None,
    end: date | None,
    known: Collection[KnownEvent],
) -> tuple[Plan, Mapping[str, str]]:
    """The sections that name people, places and vehicles; `stays` are the nodes of that section.

    `start` and `end` are the visit's first and last day, which a stay without dates has. `known`
    are the events as they were published or accepted before, from which an event without a written
    id has its id. With the plan come the ids made from today's plan, by those that differ.
    """
    made_ids: dict[str, int] = {}
    dates = {"check_in": start, "check_out": end}

    def read(section: str) -> list[MappingNode]:
        return sections.nodes(root.get(section), section)

    of_one_room, problems = split_by_room(stays, sections.directory)
    sections.findings += problems
    sections.left_out |= has_errors(problems)
    meals = [_with_sheet_tables(node, sections) for node in read("meals")]

    plan = Plan(
        schedule=tuple(
            sections.records(
                read("schedule"),
                ScheduleItem,
                "schedule",
                _event_completed(made_ids, "day", "title"),
            )
        ),
        routine=tuple(sections.records(read("routine"), Routine, "routine", _for_all)),
        stays=tuple(sections.records(of_one_room, Stay, "stays", _dates_completed(dates))),
        meals=tuple(
            sections.records(meals, Meal, "meals", _event_completed(made_ids, "day", "kind"))
        ),
        rides=tuple(
            sections.records(
                read("rides"),
                Ride,
                "rides",
                _event_completed(made_ids, "day", "time", "to", for_all=False),
            )
        ),
        contacts=tuple(sections.records(read("contacts"), Contact, "contacts")),
    )
    plan = _with_companions_apart(plan, sections)
    _report_same_ids(plan.events, sections)
    kept = _known_ids(plan, made_ids, known)
    plan = replace(
        plan,
        schedule=_identified(plan.schedule, kept),
        meals=_identified(plan.meals, kept),
        rides=_identified(plan.rides, kept),
    )
    made = {event_id: made_id for made_id, event_id in kept.items()}
    return _undated_apart(plan), made


def name_events(plan: Plan, made: Mapping[str, str], directory: Directory) -> None:
    """Add the items and rides of a plan to the directory, each under its id as it was `made`."""
    for event in (*plan.schedule, *plan.rides, *plan.undated):
        if not isinstance(event, Meal):
            directory.add_event(event, made.get(event.id, event.id))


def _undated_apart(plan: Plan) -> Plan:
    """The plan in which events whose day is still to be decided are apart from the others."""
    return replace(
        plan,
        schedule=tuple(item for item in plan.schedule if item.is_dated),
        meals=tuple(meal for meal in plan.meals if meal.is_dated),
        rides=tuple(ride for ride in plan.rides if ride.is_dated),
        undated=tuple(event for event in plan.events if not event.is_dated),
    )


def _with_companions_apart(plan: Plan, sections: Sections) -> Plan:
    """The plan in which no companion is counted twice: with the guest, and in an own place."""
    guest_of = sections.directory.guest
    lists: dict[str, tuple[Any, ...]] = {}
    for section in ("stays", "schedule", "meals", "rides"):
        split = stays_without_companions_apart if section == "stays" else without_companions_apart
        records, problems = split(getattr(plan, section), guest_of)
        lists[section] = tuple(records)
        sections.findings += problems
        sections.left_out |= has_errors(problems)
    return replace(plan, **lists)


def _known_ids(plan: Plan, made: Container[str], known: Collection[KnownEvent]) -> dict[str, str]:
    """The ids by which events were known whose id was `made` and differs, by that one."""
    written = {event.id for event in plan.events if event.id not in made}
    facts = {event.id: EventFacts.of(event) for event in plan.events if event.id in made}
    if not known or len(written) + len(facts) < len(plan.events):  # two have one id: reported
        return {}
    ids = kept_ids(facts, written, known)
    return {made_id: event_id for made_id, event_id in ids.items() if made_id != event_id}


def _identified(events: tuple[EventT, ...], ids: Mapping[str, str]) -> tuple[EventT, ...]:
    return tuple(
        event.model_copy(update={"id": ids[event.id]}) if event.id in ids else event
        for event in events
    )


def read_seating(root: MappingNode, sections: Sections) -> tuple[Seating, ...]:
    """The seating at the plan's items and in its vehicles, which it names in any way."""
    nodes = sections.nodes(root.get("seating"), "seating")
    return tuple(sections.records(nodes, Seating, "seating"))


def _with_sheet_tables(meal: MappingNode, sections: Sections) -> MappingNode:
    """A meal whose `tables` name a sheet, with the rows of that sheet for its day and kind."""
    tables = meal.get("tables")
    if not isinstance(tables, ScalarNode) or sheet_reference(tables.text or "") is None:
        return meal
    sheet = sections.sheet_rows(tables, "tables")
    values = written_mapping(meal)

    @cache  # a sheet has a row for each seat, and few days, times and places
    def is_same(field: str, text: str) -> bool:
        return _is_same(field, text, values, sections)

    rows = [row for row in sheet or [] if _matches(row, values, ("day", "kind"), is_same)]
    # Two dinners of one day differ in time and place, where the sheet has them.
    rows = [row for row in rows if _matches(row, values, ("time", "place"), is_same)] or rows
    if not rows and sheet is not None:
        sections.report(error("workbook.no_rows", tables.place, found=tables.text), "meals")
    return meal.replaced("tables", SequenceNode(tuple(tables_of(rows)), tables.place))


def _matches(
    row: MappingNode,
    meal: WrittenMapping,
    fields: tuple[str, ...],
    is_same: Callable[[str, str], bool],
) -> bool:
    """Whether a row of tables and a meal agree in `fields`, where both have them."""
    return all(
        is_same(field, text) for field in fields if (text := row.text(field)) and field in meal
    )


def _is_same(field: str, text: str, meal: WrittenMapping, sections: Sections) -> bool:
    """Whether `text` means the day, kind, time or place that a meal has in `field`."""
    parse: dict[str, Callable[[str], Any]] = {
        "day": lambda text: parse_date(text, sections.reading.dates.first),
        "kind": lambda text: _meal_kind(text, meal.get("time")),
        "time": parse_span,
        "place": sections.directory.location,
    }
    try:
        return bool(parse[field](text) == parse[field](str(meal[field])))
    except ValueError:
        return False


def _meal_kind(text: str, clock: str | None) -> MealKind:
    kind = read_meal_kind(text, clock)
    return kind if kind and not is_member(MealKind, text) else read_member(MealKind, text)


def _filled_from_fleet(vehicle: Vehicle, of_fleet: FleetVehicle) -> Vehicle:
    missing = {
        field: getattr(of_fleet, field)
        for field in ("kind", "seats", "driver", "phone")
        if getattr(vehicle, field) is None and not vehicle.undecided_text(field)
    }
    return vehicle.model_copy(update=missing)


def _event_completed(made_ids: dict[str, int], *fields: str, for_all: bool = True) -> Completion:
    """Complete an event: it is for everybody unless it names somebody, and has an id.

    An id that is not written consists of the values of `fields`, with a number where it repeats;
    it is added to `made_ids`, which counts how often each was made.
    """

    def complete(_: MappingNode, values: WrittenMapping) -> None:
        if for_all and "tables" not in values:
            values.setdefault("for", "all")
        if "id" not in values:
            made = " ".join(str(_default(values[field])) for field in fields if field in values)
            number = made_ids[made] = made_ids.get(made, 0) + 1
            values["id"] = made if number == 1 else f"{made} #{number}"
            made_ids.setdefault(values["id"], 1)

    return complete


def _dates_completed(days: dict[str, date | None]) -> Completion:
    def complete(_: MappingNode, values: WrittenMapping) -> None:
        for field, day in days.items():
            if day:
                values.setdefault(field, str(day))

    return complete


def _for_all(_: MappingNode, values: WrittenMapping) -> None:
    values.setdefault("for", "all")


def _default(value: object) -> object:
    """The first text of one in several languages."""
    return next(iter(value.values()), "") if isinstance(value, dict) else value


def _report_same_ids(events: Iterable[Timed], sections: Sections) -> None:
    first: dict[str, Timed] = {}
    for event in events:
        if event.id in first:
            earlier = first[event.id].written_at("id")
            place = event.written_at("id")
            problem = error("id.repeated", place, (earlier,), found=event.id, first=earlier)
            # Two events with one id are treated as one.
            sections.report(problem, "schedule", "meals", "rides")
        first.setdefault(event.id, event)
