"""What a record is called at the head of its line, and what tells it when it is new or gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator import vocabulary
from generator.compare import Difference
from generator.model.dining import DiningTable, Meal
from generator.model.expenses import Expense
from generator.model.lodging import Stay
from generator.model.people import Guest, Party, Person, Staff
from generator.model.record import Record
from generator.model.schedule import Contact, Routine, ScheduleItem, Timed
from generator.model.seating import Seating
from generator.model.standing import (
    Checklist,
    ChecklistTask,
    Course,
    DiningRoom,
    Hall,
    Limit,
    Role,
    Room,
    Rule,
    Spot,
    Venue,
)
from generator.model.team import Decision, Group, Task
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Waiver
from generator.render.comparison.values import day_said, listed, name_of, said

Said = Callable[[Any, str], str]


def subject_of(difference: Difference, language: str) -> str:
    """What a difference is about: `5月18日 14:30 座谈会`, `明峰宾馆 8301`. A visit's letter or
    approval, of which there is one, is called by its label; the visit itself by nothing.
    """
    record = difference.record
    within = difference.within
    if isinstance(record, Limit) and record.note:
        within = within[:1]  # the note says in words what its name in the page's data is
    head = [_called(each, language) for each in (*within, record)]
    head = [part for part in head if part]
    if not head and difference.field:
        return vocabulary.label(difference.owner, difference.field, language)
    return " ".join(head)


def details_of(record: Record | None, language: str) -> str:
    """What tells a record that is new or gone: nobody's telephone or diet."""
    for model, details in _DETAILS.items():
        if isinstance(record, model):
            return details(record, language)
    return ""


def event_said(event: Timed, language: str) -> str:
    """`5月18日 10:50 乘车前往明峰宾馆`."""
    return f"{day_said(event.day, language)} {event.time.start:%H:%M} {_what(event, language)}"


def _called(thing: Any, language: str) -> str:
    if isinstance(thing, str):
        return thing
    for model, name in _NAMES.items():
        if isinstance(thing, model):
            return name(thing, language)
    return ""


def _what(event: Timed, language: str) -> str:
    if isinstance(event, Ride):
        place = event.destination.name_in(language)
        return vocabulary.word("card.ride_to", language, place=place)
    if isinstance(event, Meal):
        return said(event.title or event.kind, language)
    return said(event.title, language) if isinstance(event, ScheduleItem) else ""


def _field(name: str) -> Said:
    return lambda record, language: said(getattr(record, name), language)


def _parts(*names: str) -> Said:
    """Those of some fields that say something."""

    def joined(record: Any, language: str) -> str:
        values = (getattr(record, name) for name in names)
        return listed((said(value, language) for value in values if value), language)

    return joined


def _limit(limit: Limit, _: str) -> str:
    return " ".join(filter(None, (limit.clause, limit.note)))


def _stay(stay: Stay, language: str) -> str:
    return f"{said(stay.venue, language)} {stay.room.number}"


def _table(table: DiningTable, language: str) -> str:
    return vocabulary.word("card.table_only", language, table=table.number)


def _group(group: Group, language: str) -> str:
    return group.title.in_(language)


def _waiver(waiver: Waiver, language: str) -> str:
    return f"{vocabulary.label('Visit', 'waivers', language)} {waiver.code}"


def _vehicles(ride: Ride, language: str) -> str:
    return listed((each.vehicle.number for each in ride.vehicles), language)


def _expense(expense: Expense, language: str) -> str:
    return " ".join(
        filter(None, (day_said(expense.day, language) if expense.day else "", expense.item))
    )


def _seating(seating: Seating, language: str) -> str:
    form = said(seating.form, language)
    vehicle = seating.vehicle.number if seating.vehicle else ""
    return " ".join(filter(None, (event_said(seating.at, language), vehicle, form)))


_NAMES: dict[type[Record], Said] = {
    Person: lambda person, _: name_of(person),
    Timed: event_said,
    Stay: _stay,
    DiningTable: _table,
    Group: _group,
    Expense: _expense,
    Limit: _limit,
    Party: _field("name"),
    Vehicle: _field("number"),
    Task: _field("what"),
    Decision: _field("what"),
    Routine: _field("what"),
    Contact: _field("what"),
    Waiver: _waiver,
    Seating: _seating,
    ChecklistTask: _field("what"),
    Rule: _field("title"),
    Role: _field("title"),
    Course: _field("title"),
    Checklist: _field("title"),
    Venue: _field("name"),
    Room: _field("number"),
    Hall: _field("name"),
    DiningRoom: _field("name"),
    Spot: _field("name"),
}
_DETAILS: dict[type[Record], Said] = {
    Guest: _parts("unit", "post", "party"),
    Staff: _parts("unit", "post", "roles"),
    ScheduleItem: _parts("place"),
    Meal: _parts("place"),
    Ride: _vehicles,
    Task: _parts("owner", "due"),
    Decision: _parts("owner", "due"),
    Vehicle: _parts("plate"),
    Routine: _parts("time"),
    Expense: _parts("planned", "amount"),
    Contact: _parts("who", "name"),
}
