"""The overview of coordination and of the team's lead: whom to call, what is late or open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from generator import vocabulary
from generator.agenda.entries import event_entry
from generator.agenda.index import Index
from generator.agenda.panels.views import GapRow, LeadRow, OpenTask
from generator.agenda.reader import Reader
from generator.agenda.work import group_title
from generator.model.schedule import Attended
from generator.model.team import Task
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Event, Visit
from generator.text import Text

_OF_VEHICLE = ("plate", "driver", "phone", "liaison")


def overview_rows(index: Index, reader: Reader) -> Iterator[LeadRow | OpenTask | GapRow]:
    """The leads by group, the tasks of everybody that are not done, then what is open."""
    visit = index.visit
    yield from _leads(reader, visit)
    yield from _tasks(reader, visit)
    for event in sorted(visit.events, key=lambda event: (event.start, event.id)):
        yield from _gaps_of_event(index, reader, event)
    for vehicle in visit.vehicles:
        if missing := _missing(vehicle, "Vehicle", _OF_VEHICLE):
            number = reader.name_of(vehicle, "number") or ""
            yield GapRow(f"gap:vehicle {number}", _text(number), missing=missing)
    yield from _open_rooms(reader, visit)


def _leads(reader: Reader, visit: Visit) -> Iterator[LeadRow]:
    lead = reader.contact_in(visit.team, "lead")
    if lead is not None:
        yield LeadRow("lead:", vocabulary.field_text("Team", "lead"), lead)
    for number, group in enumerate(visit.team.groups):
        title = group_title(reader, group)
        yield LeadRow(f"lead:{number} {title}", title, reader.contact_in(group, "lead"))


def _tasks(reader: Reader, visit: Visit) -> Iterator[OpenTask]:
    tasks = [task for task in visit.team.tasks if task.done is None]
    for number, task in enumerate(sorted(tasks, key=_due)):
        yield OpenTask(
            key=f"open:{task.what} {number}",
            what=reader.see(task, "what", ""),
            due=reader.see(task, "due") or reader.undecided(task, "due"),
            owner=reader.contact_in(task, "owner"),
        )


def _due(task: Task) -> tuple[datetime, str]:
    return task.due.earliest if task.due else datetime.max, task.what


def _gaps_of_event(index: Index, reader: Reader, event: Event) -> Iterator[GapRow]:
    missing = list(_missing(event, "Attended", Attended.role_fields))
    if isinstance(event, Ride) and event.lacks_vehicle:
        missing.append(vocabulary.field_text("Ride", "vehicles"))
    if missing:
        entry = event_entry(index, reader, event)
        yield GapRow(
            f"gap:{entry.key}",
            entry.title,
            entry.start,
            tuple(missing),
            open_time=entry.open_time,
            of_ride=isinstance(event, Ride),
        )


def _missing(record: Event | Vehicle, model: str, fields: tuple[str, ...]) -> tuple[Text, ...]:
    """The labels of the fields that are empty; `待定` is empty, too."""
    return tuple(
        vocabulary.field_text(model, field) for field in fields if not getattr(record, field)
    )


def _open_rooms(reader: Reader, visit: Visit) -> Iterator[GapRow]:
    rooms: dict[str, int] = defaultdict(int)
    names: dict[str, Text] = {}
    for stay in visit.stays:
        if stay.room is None:
            rooms[stay.venue.id] += stay.room_count or 1
            names[stay.venue.id] = reader.see(stay.venue, "name")
    for venue, count in rooms.items():
        yield GapRow(f"gap:rooms {venue}", names[venue], rooms=count)


def _text(named: str | Text) -> Text:
    return named if isinstance(named, Text) else Text(named)
