"""Turns people, places and lists into Texts that a check's words can hold in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from generator import vocabulary
from generator.agenda.index import Event
from generator.model.dining import Meal
from generator.model.enums import Privacy
from generator.model.people import Person
from generator.model.schedule import ScheduleItem
from generator.model.standing import Location
from generator.model.visit import Visit
from generator.text import Text

MOST_NAMES = 6
"""As many names as a finding says before it counts the rest."""

_ENGLISH = "en"
_LANGUAGES = ("zh", _ENGLISH)


def people_named(people: Iterable[Person], most: int = MOST_NAMES) -> Text:
    """The people's names; after `most` names only how many they are."""
    names = [person.name for person in people]
    first, more = names[:most], len(names) - most
    if more <= 0:
        return listed(first)
    return Text.of(
        {"zh": f"{'、'.join(first)}等 {len(names)} 人", "en": f"{', '.join(first)} and {more} more"}
    )


def rooms_named(numbers: Sequence[str], most: int = MOST_NAMES) -> Text:
    """The rooms' numbers; after `most` only how many they are."""
    first, more = numbers[:most], len(numbers) - most
    if more <= 0:
        return listed(first)
    return Text.of(
        {
            "zh": f"{'、'.join(first)}等 {len(numbers)} 间",
            "en": f"{', '.join(first)} and {more} more",
        }
    )


def listed(parts: Sequence[str | Text]) -> Text:
    """Parts in one line, divided as each language divides them."""
    return _in_each(lambda language: _break(language).join(_said(p, language) for p in parts))


def fields_named(model: str, fields: Iterable[str]) -> Text:
    """The labels of a model's fields."""
    return listed([vocabulary.field_text(model, field) for field in fields])


def place_named(location: Location) -> Text:
    """Venue and space."""
    return _in_each(location.named)


def event_named(event: Event) -> Text:
    """An item's title, a meal's title or kind, or where a ride goes."""
    if isinstance(event, ScheduleItem):
        return event.title
    if isinstance(event, Meal):
        return event.title or vocabulary.field_text("MealKind", event.kind)
    goes_to = event.destination.venue.name
    return Text.of(
        {"zh": f"{event.start:%H:%M} 去{goes_to.in_('zh')}的车"}
        | {_ENGLISH: f"the {event.start:%H:%M} ride to {goes_to.in_(_ENGLISH)}"}
    )


def visit_named(visit: Visit) -> Text:
    """What a visit is called in another visit's findings, which people read who may know nothing
    of a classified one.
    """
    if visit.privacy is Privacy.CLASSIFIED:
        return Text.of({"zh": "一次涉密任务", _ENGLISH: "a classified visit"})
    return visit.title


def event_named_of(visit: Visit, event: Event) -> Text:
    """What an event of a visit is called in another visit's findings."""
    if visit.privacy is Privacy.CLASSIFIED:
        return Text.of({"zh": "一项安排", _ENGLISH: "something"})
    return event_named(event)


def seat_named(side: str, number: int) -> Text:
    """A seat's number, after the side it is on (`H` or `G`) where there are two."""
    if not side:
        return Text(str(number))
    return _in_each(lambda language: f"{vocabulary.word(f'seating.{side}', language)}{number}")


def days_named(days: Iterable[date]) -> Text:
    """Dates, as month and day."""
    return listed([f"{day:%m-%d}" for day in days])


def _in_each(say: Callable[[str], str]) -> Text:
    return Text.of({language: say(language) for language in _LANGUAGES})


def _break(language: str) -> str:
    return ", " if language == _ENGLISH else "、"


def _said(part: str | Text, language: str) -> str:
    return part if isinstance(part, str) else part.in_(language)
