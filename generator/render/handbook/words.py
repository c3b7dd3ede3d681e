"""The handbook's words and dates in its one language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_skeleton

from generator import vocabulary
from generator.agenda.reader import Reader
from generator.model.audience import Audience
from generator.model.parsing.values import Moment
from generator.model.people import Guest, Participants, Person
from generator.model.standing import Location
from generator.text import Text

LANGUAGE = "zh"
READER = Reader(Audience.STAFF)
"""Whoever reads the handbook is staff: fields for the office alone are not shown."""

see = READER.see


def say(key: str, **values: object) -> str:
    """A word of the handbook."""
    return vocabulary.word(f"handbook.{key}", LANGUAGE, **values)


def label(model: str, field: str) -> str:
    """What a field is called."""
    return vocabulary.label(model, field, LANGUAGE)


def member(model: str, value: str | None) -> str:
    """What a member of a closed set is called; empty where none is given."""
    return label(model, value) if value else ""


def labels(model: str, *fields: str) -> tuple[str, ...]:
    """What several fields are called."""
    return tuple(label(model, field) for field in fields)


def text(words: Text | str | None) -> str:
    """A text in the handbook's language."""
    return words.in_(LANGUAGE) if isinstance(words, Text) else words or ""


def place(location: Location | None) -> str:
    """A place's name."""
    return location.name_in(LANGUAGE) if location else ""


def name(person: Person | None) -> str:
    """A person's name; a dash where nobody is named."""
    return see(person, "name") if person else "—"


def names(people: Iterable[Person]) -> str:
    """Several names in one line."""
    return listed(person.name for person in people)


def listed(parts: Iterable[str]) -> str:
    """Several things in one line."""
    return "、".join(parts)


def party_of(person: Person) -> str:
    """The name of a guest's party; empty for others."""
    party = see(person, "party") if isinstance(person, Guest) else None
    return see(party, "name") if party else ""


def whom(participants: Participants) -> str:
    """Whom something is for."""
    return listed(each.in_(LANGUAGE) for each in participants.named)


@lru_cache(maxsize=4096)
def day(value: date | None) -> str:
    """`5月18日周一`."""
    return format_skeleton("MMMEd", value, locale=LANGUAGE) if value else ""


def dates(first: date, last: date) -> str:
    """`2026年5月18日周一 – 5月20日周三`; one day alone where both are the same."""
    begins, ends = (format_skeleton("yMMMEd", each, locale=LANGUAGE) for each in (first, last))
    if first == last:
        return begins
    return f"{begins} – {day(last) if first.year == last.year else ends}"


def date_and_time(value: Moment | None) -> str:
    """`5月18日 10:20`: a moment where there is little room."""
    if value is None:
        return ""
    said = format_skeleton("MMMd", value.day, locale=LANGUAGE)
    return f"{said} {value.clock:%H:%M}" if value.clock else said


def moment(value: Moment | datetime | None) -> str:
    """A day, and a time where it is known."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{day(value.date())} {value:%H:%M}"
    return f"{day(value.day)} {value.clock:%H:%M}" if value.clock else day(value.day)


def joined(*parts: object) -> str:
    """What there is, divided by middle dots."""
    return " · ".join(str(part) for part in parts if part)
