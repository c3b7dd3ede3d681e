"""The value of any field in words: a person by name, a room by number, a date as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from generator import vocabulary
from generator.agenda.views import AgendaLocation, PhoneContact
from generator.model.companions import Companions, companions_text
from generator.model.people import Participants, Party, Person
from generator.model.seating import AssignedSeat
from generator.model.standing import Checklist, Location, Role, Room, Venue
from generator.model.transport import Vehicle
from generator.render.words.lists import enumerated
from generator.render.words.people import distinct_name, phone_contact
from generator.text import Text


def value_text(value: Any, language: str) -> str:
    """A value in words; empty for None and where there are no values."""
    if value is None:
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
        return value_text(value.named, language)
    if isinstance(value, Mapping):
        items = (f"{key} {value_text(item, language)}" for key, item in value.items())
        return enumerated(items, language)
    if isinstance(value, tuple):
        return enumerated((value_text(item, language) for item in value), language)
    return _name(value, language)


def field_text(value: Any, language: str) -> str:
    """A value in one line; a word for nothing where there is none."""
    text = " ".join(value_text(value, language).split())
    return text or vocabulary.word("diff.nothing", language)


def _name(thing: Any, language: str) -> str:
    """The name of a record where another refers to it; other values as they are written."""
    match thing:
        case Person():
            return distinct_name(thing)
        case Location() | AgendaLocation():
            return thing.name_in(language)
        case PhoneContact():
            return phone_contact(thing, language)
        case Companions():
            return companions_text(thing, language)
        case Party():
            return thing.name
        case Vehicle() | Room():
            return thing.number
        case AssignedSeat():
            return f"{thing.number} {distinct_name(thing.person)}"
        case Venue():
            return thing.name.in_(language)
        case Role() | Checklist():
            return value_text(thing.title, language)
        case _:
            return str(thing)
