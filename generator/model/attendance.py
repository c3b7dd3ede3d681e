"""Who takes part in which event, given when each guest is present."""

from __future__ import annotations

from datetime import date, datetime

from generator.model.dining import Meal
from generator.model.people import Guest, Person
from generator.model.schedule import ScheduleItem
from generator.model.transport import Ride
from generator.model.visit import Visit


def is_present(person: Person, start: datetime, end: datetime | None = None) -> bool:
    """Whether a person is present at any time from `start` to `end`; staff always are."""
    if not isinstance(person, Guest):
        return True
    if person.arrival and (end or start) < person.arrival.earliest:
        return False
    return not (person.departure and start > person.departure.latest)


def takes_part(person: Person, event: ScheduleItem | Meal | Ride) -> bool:
    """Whether a person whom an event names is present for it."""
    return _has_places_by_name(event) or is_present(person, event.earliest, event.latest)


def named_for(event: ScheduleItem | Meal | Ride) -> tuple[Person, ...]:
    """Everybody whom an event names: participants and a guest who chairs, diners, passengers."""
    if isinstance(event, Meal):
        return event.diners
    if isinstance(event, Ride):
        return event.aboard
    people = event.participants.people
    chairing = (person for person in event.in_charge.values() if isinstance(person, Guest))
    return (*people, *(guest for guest in chairing if guest not in people))


def attendees(event: ScheduleItem | Meal | Ride) -> tuple[Person, ...]:
    """Everybody whom an event names and who is present for it."""
    return event.once(_attendees)


def _attendees(event: ScheduleItem | Meal | Ride) -> tuple[Person, ...]:
    named = named_for(event)
    if _has_places_by_name(event):
        return named
    start, end = event.earliest, event.latest
    return tuple(person for person in named if is_present(person, start, end))


def _has_places_by_name(event: ScheduleItem | Meal | Ride) -> bool:
    """Whether each person has a place by name: a seat at a table or in a vehicle, no shuttle.

    Such a place counts whatever the person's times are: a contradiction is for the checks to
    report, not for the agenda to hide.
    """
    if isinstance(event, Ride):
        return not event.is_shuttle
    return isinstance(event, Meal) and bool(event.tables)


def nights_needed(guest: Guest, visit: Visit) -> tuple[date, ...]:
    """The nights for which a guest needs a bed, by the dates of their evenings."""
    if not guest.needs_room:
        return ()
    first = guest.arrival.day if guest.arrival else visit.start
    last = guest.departure.day if guest.departure else visit.end
    return tuple(day for day in visit.days if first <= day < last)
