"""The name of a record at the head of its line, and the details of one that is new or gone."""

from __future__ import annotations

from typing import Any

from generator import vocabulary
from generator.compare import Difference
from generator.model.dining import DiningTable, Meal
from generator.model.lodging import Stay
from generator.model.people import Guest, Party, Person, Staff
from generator.model.record import Record
from generator.model.schedule import Contact, Routine, ScheduleItem, Timed
from generator.model.seating import Seating
from generator.model.standing import (
    Checklist,
    ChecklistTask,
    Clause,
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
from generator.model.visit import Expense, Waiver
from generator.render.words.days import short_day
from generator.render.words.events import activity_title
from generator.render.words.lists import enumerated, joined
from generator.render.words.people import distinct_name
from generator.render.words.places import room_text, table_text
from generator.render.words.values import field_text

DETAIL_FIELDS: dict[type[Record], tuple[str, ...]] = {
    Guest: ("unit", "post", "parties"),
    Staff: ("unit", "post", "roles"),
    ScheduleItem: ("place",),
    Meal: ("place",),
    Task: ("owner", "due"),
    Decision: ("owner", "due"),
    Vehicle: ("plate",),
    Routine: ("time",),
    Expense: ("planned", "amount"),
    Contact: ("who", "name"),
}
"""The fields that describe a record which is new or gone: nobody's telephone or diet."""


def subject_of(difference: Difference, language: str) -> str:
    """The name of the record that differs: `5月18日 14:30 座谈会`, `云来宾馆 8301`.

    A visit's letter or approval, of which there is one, is called by its label; the visit itself
    has no name here.
    """
    record = difference.record
    within = difference.within
    if isinstance(record, Limit | Clause) and record.note:
        within = within[:1]  # the note is the name of the limit in words
    names = joined(*(_name(thing, language) for thing in (*within, record)))
    if not names and difference.field:
        return vocabulary.label(difference.owner, difference.field, language)
    return names


def details_of(record: Record | None, language: str) -> str:
    """The details of a record that is new or gone; empty where its name is enough."""
    if isinstance(record, Ride):
        return enumerated((boarding.vehicle.number for boarding in record.vehicles), language)
    known = (fields for model, fields in DETAIL_FIELDS.items() if isinstance(record, model))
    values = (getattr(record, field) for field in next(known, ()))
    return enumerated((field_text(value, language) for value in values if value), language)


def event_text(event: Timed, language: str) -> str:
    """`5月18日 10:50 乘车前往云来宾馆`."""
    title = ""
    if isinstance(event, Ride):
        place = event.destination
        destination = place.name_in(language) if place else event.destination_name.in_(language)
        title = vocabulary.word("card.ride_to", language, place=destination)
    elif isinstance(event, ScheduleItem | Meal):
        title = activity_title(event, language)
    clock = f"{event.start:%H:%M}" if event.time else event.time_text.in_(language)
    return f"{short_day(event.day, language)} {clock} {title}"


def _name(thing: Any, language: str) -> str:
    match thing:
        case str():
            return thing
        case Person():
            return distinct_name(thing)
        case Timed():
            return event_text(thing, language)
        case Stay():
            return room_text(thing.venue.name, thing.room_text.in_(language), language)
        case DiningTable():
            return table_text(thing.number, language)
        case Expense():
            return joined(short_day(thing.day, language) if thing.day else "", thing.item)
        case Limit() | Clause():
            return joined(thing.clause, thing.note)
        case Waiver():
            return f"{vocabulary.label('Visit', 'waivers', language)} {thing.code}"
        case Seating():
            vehicle = thing.vehicle.number if thing.vehicle else ""
            return joined(event_text(thing.at, language), vehicle, field_text(thing.form, language))
        case Party() | Venue() | Hall() | DiningRoom() | Spot():
            return field_text(thing.name, language)
        case Vehicle() | Room():
            return field_text(thing.number, language)
        case Task() | Decision() | Routine() | Contact() | ChecklistTask():
            return field_text(thing.what, language)
        case Rule() | Role() | Course() | Checklist() | Group():
            return field_text(thing.title, language)
        case _:
            return ""
