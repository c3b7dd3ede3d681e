"""A person's entries as iCalendar, for the calendar on the phone.

An entry is rendered once for all its people; a person's calendar joins these texts. Its VTIMEZONE
is that of the visit, so that no phone shifts a time. A calendar that is added again replaces the
former one: an entry keeps its UID, its SEQUENCE is the number of its changes, and an entry that is
gone is cancelled.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import vText
from icalendar.parser import Contentline, Parameters

from generator import vocabulary
from generator.agenda.views import Agenda, Entry, EntryKind
from generator.changes.event_history import EventHistory, Revision
from generator.render.time_zones import timezone_lines
from generator.render.words import Wording
from generator.render.words.events import entry_name, route_text
from generator.render.words.lists import dotted
from generator.render.words.places import seat_text, table_text
from generator.render.words.spelling import full_place_text, title_text

USUAL_LENGTH = timedelta(hours=1)
BEGIN = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//reception-handbook//EN\r\n"
ALARM_BEFORE, ALARM_BEFORE_RIDE = 15, 30
"""How many minutes before an entry the phone reminds its reader."""
_WHOLE_DAY = timedelta(days=1)


def calendar_of(agenda: Agenda, language: str, history: EventHistory) -> str:
    """The entries of one person as one calendar, then those that the person no longer has."""
    zone, slug = agenda.visit.timezone, agenda.visit.slug
    entries = agenda.entries
    every = (*entries, *(dropped.entry for dropped in history.dropped))
    years = {entry.start.year for entry in every} | {agenda.visit.start.year}
    revisions = dict(history.changed)
    parts = [BEGIN, timezone_lines(zone, min(years), max(years))]
    for entry in entries:
        revision = revisions.get(entry.key, history.first)
        parts.append(_event(entry, zone, language, slug, revision))
    parts += [
        _cancelled(dropped.entry, zone, language, slug, dropped.revision)
        for dropped in history.dropped
    ]
    return "".join(parts) + "END:VCALENDAR\r\n"


@lru_cache(maxsize=1 << 16)
def _event(entry: Entry, zone: str, language: str, slug: str, revision: Revision) -> str:
    """An entry as a VEVENT.

    Many people share an entry, each with a seat of their own, or arrive by one train: only
    DESCRIPTION or UID differ.
    """
    before = ALARM_BEFORE_RIDE if entry.kind is EntryKind.RIDE else ALARM_BEFORE
    return "".join(
        (
            _head(entry.key, slug, revision),
            _times(entry, zone),
            _line("SUMMARY", _summary(entry, language)),
            _line("LOCATION", full_place_text(entry.where, language)),
            _line("DESCRIPTION", _description(entry, language)),
            "TRANSP:TRANSPARENT\r\n" if entry.every else "",
            "" if entry.every or _is_whole_day(entry) else _alarm(before),
            "END:VEVENT\r\n",
        )
    )


@lru_cache(maxsize=4096)
def _cancelled(entry: Entry, zone: str, language: str, slug: str, revision: Revision) -> str:
    """A VEVENT that cancels an entry; its summary is true in a program that shows it anyhow."""
    phrase = vocabulary.word("card.removed_from_days", language, what=_summary(entry, language))
    lines = (_head(entry.key, slug, revision), "STATUS:CANCELLED\r\n", _times(entry, zone))
    return "".join((*lines, _line("SUMMARY", phrase), "END:VEVENT\r\n"))


@lru_cache(maxsize=4096)
def _head(key: str, slug: str, revision: Revision) -> str:
    """What identifies an entry, by its key, and its revision."""
    at = f"{datetime.fromtimestamp(revision.at, UTC):%Y%m%dT%H%M%SZ}"
    return (
        f"BEGIN:VEVENT\r\n{_line('UID', f'{_digest(key)}@{slug}')}"
        f"DTSTAMP:{at}\r\nLAST-MODIFIED:{at}\r\nSEQUENCE:{revision.number}\r\n"
    )


@lru_cache(maxsize=4096)
def _times(entry: Entry, zone: str) -> str:
    """Start on the visit's clock, and length; of a whole day, its date."""
    if _is_whole_day(entry):
        day = entry.start.date()
        return f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\nDTEND;VALUE=DATE:{day + _WHOLE_DAY:%Y%m%d}\r\n"
    begin, end = entry.start, entry.end or entry.start + USUAL_LENGTH
    tz, length = ZoneInfo(zone), end - begin
    if end.replace(tzinfo=tz).timestamp() - begin.replace(tzinfo=tz).timestamp() != (
        length.total_seconds()
    ):  # The clocks are changed meanwhile: programs differ in how they add a duration then.
        last = f"DTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"
    else:  # It takes fewer bytes on the card than a second time.
        last = f"DURATION:PT{int(length.total_seconds()) // 60}M"
    return f"DTSTART;TZID={zone}:{begin:%Y%m%dT%H%M%S}\r\n{last}\r\n"


def _is_whole_day(entry: Entry) -> bool:
    """Whether an entry is from midnight to midnight, or its time is still to be decided."""
    if entry.open_time:
        return True
    return entry.start.time() == time() and entry.end == entry.start + _WHOLE_DAY


def _alarm(minutes: int) -> str:
    """A reminder. Calendars show the entry's summary; the text must be there, and is never shown.

    It is the same for all entries, so that a compressed card is hardly larger for it.
    """
    return (
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Reminder\r\n"
        f"TRIGGER:-PT{minutes}M\r\nEND:VALARM\r\n"
    )


@lru_cache(maxsize=1 << 15)
def _line(name: str, text: str) -> str:
    """A property as icalendar escapes and folds it; nothing where it has no text."""
    if not text:
        return ""
    line = Contentline.from_parts(name, Parameters(), vText(text))
    return bytes(line.to_ical()).decode("utf-8") + "\r\n"


def _summary(entry: Entry, language: str) -> str:
    what = title_text(entry.title, language)
    if ride := entry.passage:
        what = route_text(ride.origin.venue, ride.destination.venue, language)
    if entry.every:
        what = entry_name(entry, language)
    if entry.open_time is None:
        return what
    undecided = entry.open_time.in_(language)
    return dotted(what, vocabulary.word("card.open_time", language, undecided=undecided))


def _description(entry: Entry, language: str) -> str:
    """How often a shuttle goes, vehicle, plate, spot, table, seats and note.

    `1号车 · 省A·00001 · 东门`.
    """
    words = Wording(language, "card")
    ride, table = entry.passage, entry.table
    aboard = (
        (words.text(ride.vehicle), words.text(ride.plate), words.proper(ride.boarding))
        if ride
        else ()
    )
    at_table = table_text(table.table, language, table.seat) if table else ""
    seats = (seat_text(seat.form, seat.side, seat.number, language) for seat in entry.seats)
    every = words.phrase("every", n=entry.every) if entry.every else ""
    return dotted(every, *aboard, at_table, *seats, words.note(entry.note))


def _digest(key: str) -> str:
    """A key as part of a UID: stable from version to version, and without names."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:8]
