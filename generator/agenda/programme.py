"""The programme for posters: the events that are for all guests, or for whole parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from generator import vocabulary
from generator.agenda.entries import entry_of
from generator.agenda.index import Index, Involvement
from generator.agenda.reader import Reader
from generator.agenda.views import AgendaDay, Entry, RoutineLine
from generator.model.attendance import named_for
from generator.model.audience import SELF
from generator.model.enums import MealKind
from generator.model.parsing.labels import member_in
from generator.model.parsing.spans import TimeSpan
from generator.model.people import Guest, headcount
from generator.model.transport import Ride
from generator.model.visit import Event, Visit
from generator.text import Text


def programme_of(visit: Visit) -> tuple[AgendaDay, ...]:
    """The visit's days with the events for all guests, for whole parties, or for most guests.

    Events for a few people by name are on their own cards only. An entry's `people` are the names
    of the parties; none where the event is for all.
    """
    index, reader = Index(visit), Reader(SELF)
    entries = sorted(
        (
            _entry(index, reader, event)
            for event in (*visit.events, *visit.daily_matters)
            if _is_common(visit, event)
        ),
        key=lambda entry: (entry.start, entry.key),
    )
    days = sorted({*visit.days, *(entry.start.date() for entry in entries)})
    return tuple(
        AgendaDay(day, tuple(entry for entry in entries if entry.start.date() == day), None)
        for day in days
    )


def _entry(index: Index, reader: Reader, event: Event) -> Entry:
    """An event as any guest sees it: no vehicle, no seat, nobody's telephone."""
    entry = entry_of(index, reader, Involvement(), event, ())
    return replace(entry, people=_for_whom(index.visit, event))


def _is_common(visit: Visit, event: Event) -> bool:
    if not isinstance(event, Ride) and event.participants.everyone:
        return True
    if _whole_parties(visit, event):
        return True
    guests = {person.id: person for person in named_for(event) if isinstance(person, Guest)}
    return bool(guests) and headcount(guests.values()) * 2 >= visit.guest_count


def _for_whom(visit: Visit, event: Event) -> tuple[Text, ...]:
    """The parties that an event is for, and that it is for guests by name too; none if for all."""
    if isinstance(event, Ride) or event.participants.everyone:
        return ()
    parties = _whole_parties(visit, event)
    names = {str(party) for party in parties}
    others = [
        person
        for person in event.participants.people
        if isinstance(person, Guest) and not names & {party.name for party in person.parties}
    ]
    return (*parties, vocabulary.word_text("participants.some_guests")) if others else parties


def _whole_parties(visit: Visit, event: Event) -> tuple[Text, ...]:
    """The parties of which everybody is named for an event, which is not a ride."""
    if isinstance(event, Ride) or event.participants.everyone:
        return ()
    parties = {party.name for party in visit.parties}
    return tuple(name for name in event.participants.named if str(name) in parties)


def days_that_differ(line: RoutineLine, entries: Sequence[Entry]) -> tuple[date, ...]:
    """The days on which the meal in a line of the daily timetable has another time or place."""
    kind = member_in(MealKind, line.what)
    meals = (entry for entry in entries if kind is not None and entry.meal_kind is kind)
    return tuple(sorted({meal.start.date() for meal in meals if not _agree(line, meal)}))


def _agree(line: RoutineLine, meal: Entry) -> bool:
    if meal.open_time or not isinstance(line.time, TimeSpan):
        return True
    begins, ends = line.time.on(meal.start.date())
    if meal.start != begins or (meal.end and ends and meal.end != ends):
        return False
    return line.where in (None, meal.where)
