"""A person's entries as iCalendar, for the calendar on the phone.

An entry is rendered once for all its people; a person's calendar joins these texts. Its VTIMEZONE
is that of the visit, so that no phone shifts a time.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import lru_cache

from icalendar import Event, Timezone, vText
from icalendar.parser import Contentline, Parameters

from generator.agenda.views import Agenda, Entry
from generator.render.words import Wording
from generator.render.words.events import route_text
from generator.render.words.lists import dotted, joined

USUAL_LENGTH = timedelta(hours=1)
BEGIN = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//reception-handbook//EN\r\n"


def calendar_of(agenda: Agenda, language: str, changed: datetime) -> str:
    """The entries of one person as one calendar. `changed` is aware: when the plan last changed."""
    zone = agenda.visit.timezone
    first, last = agenda.visit.start, agenda.visit.end
    parts = [BEGIN, _timezone(zone, first.year, last.year)]
    parts += [_event(entry, zone, language, agenda.visit.slug, changed) for entry in agenda.entries]
    return "".join(parts) + "END:VCALENDAR\r\n"


@lru_cache(maxsize=16)
def _timezone(zone: str, first_year: int, last_year: int) -> str:
    """The VTIMEZONE of a zone for the years of a visit."""
    component = Timezone.from_tzid(
        zone,
        first_date=datetime(first_year - 1, 1, 1).date(),
        last_date=datetime(last_year + 1, 12, 31).date(),
    )
    component.pop("COMMENT", None)  # for which years: a phone has no use for it
    return bytes(component.to_ical()).decode("utf-8")


@lru_cache(maxsize=1 << 16)
def _event(entry: Entry, zone: str, language: str, slug: str, changed: datetime) -> str:
    """An entry as a VEVENT.

    Many people share an entry, each with a seat of their own, or arrive by one train: only
    DESCRIPTION or UID differ.
    """
    lines = [
        "BEGIN:VEVENT\r\n",
        _line("UID", f"{_digest(entry.key)}@{slug}"),
        _shared_lines(
            changed,
            (entry.start, entry.end or entry.start + USUAL_LENGTH),
            zone,
            _summary(entry, language),
            entry.where.name_in(language) if entry.where else "",
        ),
    ]
    if description := _description(entry, language):
        lines.append(_line("DESCRIPTION", description))
    return "".join((*lines, "END:VEVENT\r\n"))


@lru_cache(maxsize=4096)
def _shared_lines(
    changed: datetime, times: tuple[datetime, datetime], zone: str, summary: str, location: str
) -> str:
    """The properties of a VEVENT for time, summary and location."""
    event = Event()
    event.add("dtstamp", changed)
    for name, moment in zip(("dtstart", "dtend"), times, strict=True):
        event.add(name, moment, parameters={"TZID": zone})
    event.add("summary", summary)
    if location:
        event.add("location", location)
    text = bytes(event.to_ical()).decode("utf-8")
    return text.removeprefix("BEGIN:VEVENT\r\n").removesuffix("END:VEVENT\r\n")


def _line(name: str, text: str) -> str:
    """A property as icalendar escapes and folds it."""
    line = Contentline.from_parts(name, Parameters(), vText(text))
    return bytes(line.to_ical()).decode("utf-8") + "\r\n"


def _summary(entry: Entry, language: str) -> str:
    if ride := entry.passage:
        return route_text(ride.origin.venue, ride.destination.venue, language)
    return entry.title.in_(language)


def _description(entry: Entry, language: str) -> str:
    """Vehicle, plate, spot, table, seats and note: `1号车 · 鄂E·0C021 · 东门`."""
    words = Wording(language, "card")
    ride, table = entry.passage, entry.table
    aboard = (ride.vehicle, ride.plate, words.text(ride.boarding)) if ride else ()
    seat_at_table = joined(table.table, table.seat, separator="-") if table else ""
    seats = (
        f"{words.label('SeatingForm', seat.form)} {seat.side}{seat.number}" for seat in entry.seats
    )
    return dotted(*aboard, seat_at_table, *seats, words.text(entry.note))


def _digest(key: str) -> str:
    """A key as part of a UID: stable from version to version, and without names."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:8]
