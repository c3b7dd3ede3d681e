"""People, places, days and lists as Texts, for the values of a check's message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from generator import vocabulary
from generator.check.registry import Check
from generator.model.dining import Meal
from generator.model.people import Person
from generator.model.schedule import ScheduleItem
from generator.model.standing import Location
from generator.model.visit import Event
from generator.text import Text

MOST_NAMES = 6
"""The most names that a finding lists; of more it gives the number."""

_ENGLISH = "en"
_LANGUAGES = ("zh", _ENGLISH)


def people_text(people: Iterable[Person]) -> Text:
    """The people's names; of more than MOST_NAMES the first ones and how many there are."""
    return _limited_list_text([person.name for person in people], "人")


def rooms_text(numbers: Sequence[str]) -> Text:
    """The rooms' numbers; of more than MOST_NAMES the first ones and how many there are."""
    return _limited_list_text(numbers, "间")


def list_text(items: Sequence[str | Text]) -> Text:
    """The items of a list, separated as each language separates them."""
    return _in_each_language(
        lambda language: _separator(language).join(_version(item, language) for item in items)
    )


def titles_text(checks: Iterable[Check]) -> Text:
    """The checks' titles."""
    return list_text([check.title for check in checks])


def fields_text(model: str, fields: Iterable[str]) -> Text:
    """The labels of a model's fields."""
    return list_text([vocabulary.field_text(model, field) for field in fields])


def place_text(location: Location) -> Text:
    """The venue's name, and that of the room or hall in it."""
    return _in_each_language(location.name_in)


def event_text(event: Event) -> Text:
    """An item's title, a meal's title or else its kind, or the time and destination of a ride."""
    if isinstance(event, ScheduleItem):
        return event.title
    if isinstance(event, Meal):
        return event.title or vocabulary.field_text("MealKind", event.kind)
    destination = event.destination.venue.name
    return Text.of(
        {"zh": f"{event.start:%H:%M} 去{destination.in_('zh')}的车"}
        | {_ENGLISH: f"the {event.start:%H:%M} ride to {destination.in_(_ENGLISH)}"}
    )


def seat_text(side: str, number: int) -> Text:
    """A seat's number, with its side (`H` or `G`) before it where there are two."""
    if not side:
        return Text(str(number))
    return _in_each_language(
        lambda language: f"{vocabulary.word(f'seating.{side}', language)}{number}"
    )


def days_text(days: Iterable[date]) -> Text:
    """Dates, as month and day."""
    return list_text([f"{day:%m-%d}" for day in days])


def _limited_list_text(names: Sequence[str], counter: str) -> Text:
    """A list of names, of which only the first MOST_NAMES are shown; `counter` is Chinese."""
    first, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    if more <= 0:
        return list_text(first)
    return Text.of(
        {
            "zh": f"{'、'.join(first)}等 {len(names)} {counter}",
            "en": f"{', '.join(first)} and {more} more",
        }
    )


def _in_each_language(version: Callable[[str], str]) -> Text:
    return Text.of({language: version(language) for language in _LANGUAGES})


def _separator(language: str) -> str:
    return ", " if language == _ENGLISH else "、"


def _version(item: str | Text, language: str) -> str:
    return item if isinstance(item, str) else item.in_(language)
