"""A person's days as iCalendar, for the calendar on the phone.

Each entry is written once a language and visit; a person's calendar joins those texts. The one
VTIMEZONE is the visit's own, so that no phone shifts a time.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import lru_cache

from icalendar import Event, Timezone, vText
from icalendar.parser import Contentline, Parameters

from generator import vocabulary
from generator.agenda.views import Agenda, Entry, SeatPlace
from generator.text import Text

USUAL = timedelta(hours=1)
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
    """One entry as a VEVENT. Many share an entry and have seats of their own in it, or come by one
    train: only the description is another, or the identity.
    """
    lines = [
        "BEGIN:VEVENT\r\n",
        _line("UID", f"{_digest(entry.key)}@{slug}"),
        _shared_lines(
            changed,
            (entry.start, entry.end or entry.start + USUAL),
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
    """The properties of a VEVENT that say when, what and where."""
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
    title = entry.title.in_(language)
    if entry.passage:
        origin = entry.passage.origin.venue.in_(language)
        return f"{origin} → {entry.passage.destination.venue.in_(language)}"
    return title


def _description(entry: Entry, language: str) -> str:
    passage = entry.passage
    aboard = (passage.vehicle, passage.plate, _said(passage.boarding, language)) if passage else ()
    table = (entry.table.table, entry.table.seat) if entry.table else ()
    seats = (f"{_form(place, language)} {place.side}{place.number}" for place in entry.seats)
    at = "-".join(part for part in table if part)
    parts = (*aboard, at, *seats, _said(entry.note, language))
    return " · ".join(part for part in parts if part)


def _form(place: SeatPlace, language: str) -> str:
    return vocabulary.label("SeatingForm", place.form, language)


def _said(text: Text | None, language: str) -> str:
    return text.in_(language) if text else ""


def _digest(key: str) -> str:
    """A key as part of a UID: the same from version to version, and naming nobody."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:8]
