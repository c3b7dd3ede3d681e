"""Who takes part in what, given when each guest is there: read by the agenda and by the checks."""

from __future__ import annotations

from datetime import date, datetime

from generator.model.dining import Meal
from generator.model.people import Guest, Person
from generator.model.schedule import ScheduleItem
from generator.model.transport import Ride
from generator.model.visit import Visit


def is_present(person: Person, start: datetime, end: datetime | None = None) -> bool:
    """Whether a person is there for any part of start to end; staff always are."""
    if not isinstance(person, Guest):
        return True
    if person.arrival and (end or start) < person.arrival.earliest:
        return False
    return not (person.departure and start > person.departure.latest)


def takes_part(person: Person, event: ScheduleItem | Meal | Ride) -> bool:
    """Whether a person named for an event is there to take part."""
    return _holds_by_name(event) or is_present(person, event.start, event.end)


def named_for(event: ScheduleItem | Meal | Ride) -> tuple[Person, ...]:
    """Everybody an event names: participants and a guest in the chair, diners, people aboard."""
    if isinstance(event, Meal):
        return event.diners
    if isinstance(event, Ride):
        return event.aboard
    people = event.participants.people
    presiding = (who for who in event.in_charge.values() if isinstance(who, Guest))
    return (*people, *(guest for guest in presiding if guest not in people))


def attendees(event: ScheduleItem | Meal | Ride) -> tuple[Person, ...]:
    """Everybody an event names who is there for it."""
    named = named_for(event)
    if _holds_by_name(event):
        return named
    start, end = event.start, event.end
    return tuple(person for person in named if is_present(person, start, end))


def _holds_by_name(event: ScheduleItem | Meal | Ride) -> bool:
    """Whether places are given by name: seats at tables and aboard hold whatever the times say. A
    clash there is the checks' to report, not the agenda's to hide.
    """
    return isinstance(event, Ride) or (isinstance(event, Meal) and bool(event.tables))


def nights_needed(guest: Guest, visit: Visit) -> tuple[date, ...]:
    """The dates of the evenings on which a guest needs a bed."""
    if not guest.needs_room:
        return ()
    first = guest.arrival.day if guest.arrival else visit.start
    last = guest.departure.day if guest.departure else visit.end
    return tuple(day for day in visit.days if first <= day < last)
