"""The file assigned.csv beside visit.yml: the placements that the office accepted, one a line.

The loader adds them to what people wrote, which takes precedence where both place the same person.
A line whose person, event or place is no longer in the visit is reported and not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic_core import PydanticCustomError

from generator.csv_writer import csv_text
from generator.files import write_file
from generator.findings import Finding, Place
from generator.load.assigned.events import (
    added_rides,
    with_seat_numbers,
    with_seats,
    with_tables,
    with_vehicles,
)
from generator.load.assigned.in_charge import with_people_in_charge
from generator.load.assigned.lines import (
    AcceptedLine,
    Outcome,
    PlacedPerson,
    facts_in,
    facts_text,
    grouped,
    of_kind,
)
from generator.load.assigned.rooms import with_rooms
from generator.load.companions import without_companions_apart
from generator.load.directory import Directory
from generator.load.event_identities import EventFacts
from generator.load.plan import Plan
from generator.load.record_lines import RecordLine, read_lines, unread_line
from generator.model.assigned import Placement, PlacementKind
from generator.model.dining import Meal
from generator.model.parsing.context import BROKEN_REFERENCE
from generator.model.people import Person
from generator.model.record import PersonId
from generator.model.schedule import ScheduleItem
from generator.model.seating import Seating
from generator.model.transport import Ride
from generator.model.visit import Event, Visit
from generator.seating.assignment import with_seats_by_rank

E = TypeVar("E", Meal, Ride)
FILE = "assigned.csv"
HEADINGS = (
    "kind", "event", "place", "person", "name", "seat",
    "first", "last", "time", "origin", "destination", "facts",
)  # fmt: skip


def read_placements(
    folder: Path, shown: str
) -> tuple[tuple[AcceptedLine, ...], tuple[Finding, ...]]:
    """The lines of assigned.csv, and what is wrong with it; `shown` is the folder in findings."""
    lines, findings = read_lines(folder / FILE, f"{shown}/{FILE}", HEADINGS)
    accepted, problems = [], list(findings)
    for line in lines:
        try:
            facts = facts_in(line.cells["facts"])
            accepted.append(AcceptedLine(_placement(line), line.place, facts))
        except ValueError:
            problems.append(unread_line(line))
    office = tuple(replace(problem, office=True) for problem in problems)
    return tuple(accepted), office


def save_placements(folder: Path, placements: Iterable[Placement], events: Iterable[Event]) -> None:
    """Write these placements to assigned.csv; without any, delete the file. Raises OSError.

    `events` are those that people wrote: their facts are saved, by which they are recognised when
    their time changes. Lines are in the order of kind, event and place, so that git merges what two
    people accepted.
    """
    ordered = sorted(dict.fromkeys(placements), key=_order)
    if not ordered:
        (folder / FILE).unlink(missing_ok=True)
        return
    facts = {event.id: facts_text(EventFacts.of(event)) for event in events}
    rows = (
        (
            one.kind, one.event, one.place, one.person, one.name, one.seat,
            str(one.first or ""), str(one.last or ""), one.time, one.origin, one.destination,
            "" if one.kind is PlacementKind.ROOM else facts.get(one.event, ""),
        )
        for one in ordered
    )  # fmt: skip
    write_file(folder / FILE, csv_text(HEADINGS, rows).encode("utf-8"))


def _placement(line: RecordLine) -> Placement:
    """The placement of a line. Raises ValueError."""
    cells = line.cells
    placement = Placement(
        kind=PlacementKind(cells["kind"]),
        event=cells["event"],
        place=cells["place"],
        person=PersonId(cells["person"]),
        name=cells["name"],
        seat=cells["seat"],
        first=_day(cells["first"]),
        last=_day(cells["last"]),
        time=cells["time"],
        origin=cells["origin"],
        destination=cells["destination"],
    )
    if not (placement.event and placement.person and (placement.place or placement.seat)):
        raise ValueError("a line needs an event, a person and a place")
    return placement


@lru_cache(maxsize=512)
def _day(text: str) -> date | None:
    """A date as the program or as Excel writes it. Raises ValueError."""
    return datetime.strptime(text.replace("/", "-"), "%Y-%m-%d").date() if text else None


_KINDS = tuple(PlacementKind)


def _order(one: Placement) -> tuple[object, ...]:
    number = (len(one.place), one.place)
    return (_KINDS.index(one.kind), one.event, one.first or date.min, number, one.seat, one.person)


@dataclass(frozen=True)
class Joining:
    """Lines and their people, to be added to a plan; `outcome` collects which are used."""

    placed: tuple[PlacedPerson, ...]
    directory: Directory
    outcome: Outcome

    @classmethod
    def of(
        cls,
        lines: Sequence[AcceptedLine],
        people: Mapping[PersonId, Person],
        directory: Directory,
    ) -> Joining:
        """The lines with their `people`, who are given by id; others are looked up by name."""
        outcome = Outcome()
        placed: list[PlacedPerson] = []
        for person_id, of_person in grouped(lines, lambda line: line.placement.person).items():
            try:
                person = people.get(person_id) or _one_named(person_id, directory)
            except PydanticCustomError as problem:
                if problem.type != BROKEN_REFERENCE:
                    name = of_person[0].placement.name or person_id
                    outcome.report("unknown_person", of_person, name=name)
                continue
            placed += (PlacedPerson(line, person) for line in of_person)
        return cls(tuple(placed), directory, outcome)

    def plan(self, written: Plan) -> Plan:
        """The plan with the rooms, tables, vehicles, and seats at tables of the lines."""
        if not self.placed:
            return written
        plan = replace(
            written,
            stays=with_rooms(
                written.stays,
                of_kind(self.placed, PlacementKind.ROOM),
                self.directory,
                self.outcome,
            ),
            meals=self._once(self._meals(written.meals)),
            rides=self._once(self._rides(written.rides)),
        )
        self._report_unknown_events(plan)
        return plan

    def seating(self, written: Iterable[Seating], plan: Plan) -> tuple[Seating, ...]:
        """The seating at the joined plan with the seats of the lines in vehicles and at items."""
        events: dict[str, ScheduleItem | Ride] = {item.id: item for item in plan.schedule}
        events |= {ride.id: ride for ride in plan.rides}
        seating = list(written)
        for event_id, placed in self._by_event(PlacementKind.SEAT).items():
            event = events.get(event_id)
            for number, of_place in grouped(placed, lambda one: one.at.place).items():
                if event is not None:
                    seating = with_seats(seating, event, number, of_place, self.outcome)
        return tuple(seating)

    def _by_event(self, kind: PlacementKind) -> dict[str, list[PlacedPerson]]:
        return grouped(of_kind(self.placed, kind), lambda one: one.at.event)

    def _meals(self, meals: Iterable[Meal]) -> Iterator[Meal]:
        tables = self._by_event(PlacementKind.TABLE)
        seats = self._by_event(PlacementKind.SEAT)
        for meal in meals:
            if meal.id in tables:
                meal = with_tables(meal, tables[meal.id], self.outcome)
            if meal.id in seats:
                meal = with_seat_numbers(meal, seats[meal.id], self.outcome)
            yield meal

    def _rides(self, rides: Iterable[Ride]) -> Iterator[Ride]:
        aboard = self._by_event(PlacementKind.VEHICLE)
        for ride in rides:
            placed = aboard.pop(ride.id, ())
            yield with_vehicles(ride, placed, self.directory, self.outcome)
        others = [one for placed in aboard.values() for one in placed]
        yield from added_rides(others, self.directory, self.outcome)

    def _once(self, events: Iterable[E]) -> tuple[E, ...]:
        """The events in which companions with a place of their own are counted there alone."""
        counted, problems = without_companions_apart(events, self.directory.guest)
        self.outcome.findings += problems
        return tuple(counted)

    def _report_unknown_events(self, plan: Plan) -> None:
        """Report lines about events that are not in the plan, once for each event."""
        known = {event.id for event in (*plan.events, *plan.undated)}
        unread = {finding.place for finding in self.outcome.findings}
        lines = [
            one.line
            for one in self.placed
            if one.at.kind is not PlacementKind.ROOM
            and one.at.event not in known
            and one.line.place not in unread
        ]
        for event_id, of_event in grouped(lines, lambda line: line.placement.event).items():
            self.outcome.report("unknown_event", of_event, event=event_id)


def _one_named(name: str, directory: Directory) -> Person:
    """Companions, or the unnamed members of a party. PydanticCustomError where it is nobody."""
    people = directory.participants(name).people
    if len(people) != 1:
        raise PydanticCustomError("name.unknown_person", "?")
    return people[0]


def with_placements(visit: Visit, placements: Iterable[Placement]) -> Visit:
    """A visit with these placements joined, as the loader does it with those of assigned.csv.

    `visit` is the one that people wrote, as `ReadVisit.written` has it: with no accepted places.
    """
    lines = [AcceptedLine(placement, Place(FILE)) for placement in placements]
    joining = Joining.of(lines, visit.people, Directory.of(visit))
    plan = joining.plan(Plan.of(visit))
    return joined_visit(visit, plan, joining.seating(visit.seating, plan), joining.outcome)


def joined_visit(visit: Visit, plan: Plan, seating: Iterable[Seating], outcome: Outcome) -> Visit:
    """The visit with a joined plan and its seating.

    Its meals have their seats by rank, its added rides the three names.
    """
    rides = with_people_in_charge(plan.rides, visit.rides, visit.team)
    plan = replace(plan, rides=rides)
    roster = tuple(visit.people.values())
    update = {
        "stays": plan.stays,
        "meals": tuple(with_seats_by_rank(meal, roster) for meal in plan.meals),
        "rides": plan.rides,
        "seating": tuple(seating_at(seating, plan)),
        "accepted": tuple(outcome.used),
    }
    return visit.model_copy(update=update)


def seating_at(seating: Iterable[Seating], plan: Plan) -> Iterator[Seating]:
    """The seating at events of a plan, with the events as they are in it."""
    events = {event.id: event for event in (*plan.schedule, *plan.rides)}
    for one in seating:
        if event := events.get(one.at.id):
            yield one.model_copy(update={"at": event})
