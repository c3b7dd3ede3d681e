"""The old and the new value of a changed field, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from babel import Locale

from generator import vocabulary
from generator.agenda.panels.views import PanelKind
from generator.agenda.views import (
    AgendaLocation,
    AgendaTask,
    Driving,
    Duties,
    EntryRole,
    GuestInCare,
    PhoneContact,
    RoutineLine,
)
from generator.changes.difference import Change, Field, PointValue
from generator.changes.snapshot import CardPart, PanelKinds
from generator.render.words.days import hours_text, short_day, short_range
from generator.render.words.events import connections_text, people_in_charge
from generator.render.words.lists import dotted, enumerated, joined
from generator.render.words.papers import size_text
from generator.render.words.people import phone_contact
from generator.render.words.places import seat_text, table_text, vehicle_text
from generator.render.words.spelling import (
    full_place_text,
    name_text,
    note_text,
    place_text,
    proper_text,
    title_text,
    who_text,
)
from generator.render.words.values import value_text
from generator.text import Text

WITHOUT_VALUES = frozenset({Field.WHOLE, Field.OTHER, Field.AROUND})
"""Fields whose values are digests or plans: nothing that people could read."""


def field_texts(change: Change, language: str) -> tuple[str, str]:
    """The field's old and new value; both empty where the field has no words of its own."""
    if change.field in WITHOUT_VALUES:
        return "", ""
    old, new = change.old_value, change.new_value
    if change.field is Field.ROOM and isinstance(old, tuple) and isinstance(new, tuple):
        # In the same hotel the number alone.
        old, new = (old[1:], new[1:]) if old[0] == new[0] else (old, new)
    return _text(change.field, old, language), _text(change.field, new, language)


def part_text(part: CardPart | None, language: str) -> str:
    """What a part of a card is about: a contact, a notice, a task; empty for other parts."""
    match part:
        case PhoneContact():
            return phone_contact(part, language)
        case Text():
            return note_text(part, language)
        case RoutineLine() | AgendaTask():
            return note_text(part.what, language)
        case Duties():
            return title_text(part.group, language)
        case Driving():
            place = full_place_text(part.where, language)
            facts = (note_text(text, language) for text in (part.address, part.parking))
            return joined(place, *facts)
        case GuestInCare():
            return name_text(part.name, language)
        case PanelKinds():
            kinds = (kind for kind, _ in part.kinds if kind is not PanelKind.DIRECTORY)
            titles = (vocabulary.word(f"panel.title.{kind}", language) for kind in kinds)
            return enumerated(titles, language)
        case _:
            return ""


def _text(field: Field, value: Any, language: str) -> str:
    if value is None:
        return ""
    if text_of := _TEXTS.get(field):
        return text_of(value, language)
    wording = _WORDINGS.get(field, title_text)
    return joined(*_texts(value, language, wording), separator=_separator(field, language))


def _separator(field: Field, language: str) -> str:
    if field is Field.TITLE:
        return " · "
    return vocabulary.word(f"diff.{_SEPARATORS[field]}", language) if field in _SEPARATORS else " "


def _texts(value: Any, language: str, wording: Callable[[Any, str], str]) -> Iterator[str]:
    """The texts of a value, and of values in it; `wording` has the words of a text."""
    match value:
        case tuple():
            for item in value:
                yield from _texts(item, language, wording)
        case AgendaLocation():
            yield place_text(value, language)
        case Text() | str() if not isinstance(value, StrEnum):
            yield wording(value, language)
        case _:
            yield value_text(value, language)


def _time(value: Any, language: str) -> str:
    start, end, open_time = value
    return f"{short_day(start.date(), language)} {hours_text(start, end, open_time, language)}"


def _table(value: Any, language: str) -> str:
    number, _, seat = value
    return table_text(number, language, seat)


def _seats(value: Any, language: str) -> str:
    return enumerated(
        (seat_text(form, side, number, language) for form, side, number in value), language
    )


def _roles(value: Any, language: str) -> str:
    roles = (role for role in value if role is not EntryRole.TAKES_PART)
    return enumerated((vocabulary.word(f"card.part_{role}", language) for role in roles), language)


def _in_charge(value: Any, language: str) -> str:
    return enumerated(people_in_charge(value, language), language)


def _loads(value: Any, language: str) -> str:
    """`1号车 29 人；2号车 17 人`."""
    then = vocabulary.word("diff.then", language)
    return then.join(
        joined(vehicle_text(vehicle, language), _people(count, language) if count else "")
        for vehicle, count, _ in value
    )


def _every(value: Any, language: str) -> str:
    return vocabulary.word("card.every", language, n=value)


def _people(value: Any, language: str) -> str:
    return vocabulary.word("change.people", language, n=value)


def _point(value: PointValue, language: str) -> str:
    """`3. 介绍县情 · 赵六 · 20 分钟 · 09:20`."""
    minutes = vocabulary.word("card.minutes", language, n=value.minutes) if value.minutes else ""
    start = f"{value.start:%H:%M}" if value.start else ""
    title = f"{value.number}. {title_text(value.title, language)}"
    return dotted(title, name_text(value.speaker, language), minutes, start)


def _paper(value: tuple[Text, int, str], language: str) -> str:
    """`县情简介 1.2 MB`."""
    return joined(title_text(value[0], language), size_text(value[1], language))


def _days(value: Any, language: str) -> str:
    return short_range(value[0], value[1], language)


def _language(value: Any, language: str) -> str:
    return (Locale(value).get_display_name(language) or value) if value else ""


_TEXTS: dict[Field, Callable[[Any, str], str]] = {
    Field.TIME: _time,
    Field.TABLE: _table,
    Field.SEAT: _seats,
    Field.ROLE: _roles,
    Field.IN_CHARGE: _in_charge,
    Field.LOADS: _loads,
    Field.HEADCOUNT: _people,
    Field.CONNECTIONS: connections_text,
    Field.EVERY: _every,
    Field.POINT: _point,
    Field.PAPER: _paper,
    Field.NIGHTS: _days,
    Field.DATES: _days,
    Field.LANGUAGE: _language,
}
_WORDINGS: dict[Field, Callable[[Any, str], str]] = {
    Field.NOTE: note_text,
    Field.NAME: name_text,
    Field.GUEST_NAME: name_text,
    Field.MODERATOR: name_text,
    Field.UNIT: proper_text,
    Field.POST: proper_text,
    Field.PARTY: proper_text,
    Field.PART: proper_text,
    Field.PEOPLE: who_text,
}
"""How a field's texts are worded, where they are not titles."""
_SEPARATORS: dict[Field, str] = {
    Field.PEOPLE: "then",
    Field.PARTY: "and",
    Field.GUEST_ROOM: "and",
    Field.GUEST_VEHICLE: "and",
    Field.GUEST_NEEDS: "and",
}
"""The word of `diff` that divides the texts of a field that has several."""
