"""A value as the report says it: a person by name, a room by number, a date as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from babel.dates import format_skeleton

from generator import vocabulary
from generator.compare import PeopleGroup, Placement, RoomStay, TableSeat
from generator.model.people import Participants, Party, Person
from generator.model.record import Record
from generator.model.seating import AssignedSeat
from generator.model.standing import Checklist, Location, Role, Room, Venue
from generator.model.transport import Vehicle
from generator.text import Text


def word(key: str, language: str, **values: object) -> str:
    """A word of the comparison."""
    return vocabulary.word(f"diff.{key}", language, **values)


def listed(parts: Any, language: str) -> str:
    """Several things in one line."""
    return word("and", language).join(parts)


def said(value: Any, language: str) -> str:
    """A field's value; a word for nothing where there is none."""
    return " ".join(_said(value, language).split()) or word("nothing", language)


def said_apart(was: Any, now: Any, language: str) -> tuple[str, str]:
    """Two values that differ, in words that differ: in every language, or with a person's id,
    where the shorter words are the same.
    """
    before, after = said(was, language), said(now, language)
    if before != after:
        return before, after
    return _in_full(was) or before, _in_full(now) or after


def name_of(person: Person) -> str:
    """A person's name, with the unit where another bears the same."""
    return person.id if person.id.startswith(f"{person.name}@") else person.name


def crowd_said(crowd: PeopleGroup, language: str) -> str:
    """`全体来宾 38 人`, `第一组 12 人、李娜`."""
    parts = [word("party", language, party=party.name, n=number) for party, number in crowd.parties]
    if crowd.everyone:
        everyone = vocabulary.word("participants.everyone", language)
        n = len(crowd.people) - len(crowd.others)
        parts.append(word("party", language, party=everyone, n=n))
    return listed((*parts, *map(name_of, crowd.others)), language)


def spots_said(spots: tuple[Placement, ...], language: str, venues: bool = True) -> str:
    """Rooms, tables or vehicles; a word where there are none."""
    parts = [_spot(spot, language, venues) for spot in spots]
    return listed(parts, language) or word("unplaced", language)


def day_said(day: date, language: str) -> str:
    """`5月18日`."""
    return format_skeleton("MMMd", day, locale=language)


def _said(value: Any, language: str) -> str:
    if value is None or value == () or value == {}:
        return ""
    if isinstance(value, bool):
        return vocabulary.word(f"lists.{'yes' if value else 'no'}", language)
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, StrEnum):
        return vocabulary.label(type(value).__name__, value.value, language)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Participants):
        return listed((text.in_(language) for text in value.named), language)
    if isinstance(value, Mapping):
        return listed((f"{key} {_said(item, language)}" for key, item in value.items()), language)
    if isinstance(value, tuple):
        return listed((_said(item, language) for item in value), language)
    return _named(value, language) if isinstance(value, (Record, Location)) else str(value)


def _named(thing: Record | Location, language: str) -> str:
    """What a record is called where another refers to it."""
    if isinstance(thing, Person):
        return name_of(thing)
    if isinstance(thing, Location):
        return thing.name_in(language)
    if isinstance(thing, Party):
        return thing.name
    if isinstance(thing, (Vehicle, Room)):
        return thing.number
    if isinstance(thing, AssignedSeat):
        return f"{thing.number} {name_of(thing.person)}"
    if isinstance(thing, Venue):
        return thing.name.in_(language)
    if isinstance(thing, (Role, Checklist)):
        return thing.title.in_(language) if isinstance(thing.title, Text) else thing.title
    return str(thing)


def _in_full(value: Any) -> str:
    """A value in words that are never those of another."""
    if isinstance(value, Text):
        versions = value.others or (("", value.default),)
        return " / ".join(f"{code} {text}".strip() for code, text in versions)
    if isinstance(value, Person):
        return value.id
    if isinstance(value, Location):
        return value.key
    if isinstance(value, (Venue, Role, Checklist)):
        return value.id
    if isinstance(value, Participants):
        return " / ".join(person.id for person in value.people)
    return " / ".join(map(_in_full, value)) if isinstance(value, tuple) else str(value or "")


def _spot(spot: Placement, language: str, venues: bool) -> str:
    if isinstance(spot, Vehicle):
        return spot.number
    if isinstance(spot, TableSeat):
        key = "table_and_seat" if spot.seat else "table_only"
        return vocabulary.word(f"card.{key}", language, table=spot.table, seat=spot.seat)
    room = f"{spot.venue.name.in_(language)} {spot.room}" if venues else spot.room
    return room if spot.whole_visit else f"{room} {_nights(spot, language)}"


def _nights(spot: RoomStay, language: str) -> str:
    return f"{day_said(spot.check_in, language)}–{day_said(spot.check_out, language)}"
