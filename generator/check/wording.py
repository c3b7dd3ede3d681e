"""People, places, days and lists as Texts, for the values of a check's message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from generator import vocabulary
from generator.check.registry import Check
from generator.model.dining import DiningTable, Meal, Seat
from generator.model.lodging import Stay
from generator.model.papers import Paper
from generator.model.people import Party, Person, name_with_companions
from generator.model.points import AgendaPoint
from generator.model.record import Record
from generator.model.schedule import Contact, Routine, ScheduleItem
from generator.model.standing import Location, Venue
from generator.model.team import Decision, Group, Task
from generator.model.transport import Boarding, Ride, Vehicle
from generator.model.visit import Event, Expense, Visit
from generator.text import Text

MOST_NAMES = 6
"""The most names that a finding lists; of more it gives the number."""

_ENGLISH = "en"
_LANGUAGES = ("zh", _ENGLISH)
_BETWEEN_ITEMS = {"zh": "、", _ENGLISH: ", "}
_BETWEEN_CLAUSES = {"zh": "；", _ENGLISH: "; "}
_WITH_REMARK = {"zh": "{}（{}）", _ENGLISH: "{} ({})"}


def people_text(people: Iterable[Person]) -> Text:
    """The people's names; of more than MOST_NAMES the first ones and how many there are."""
    return some_of_text([person_text(person) for person in people], "人")


def person_text(person: Person) -> str | Text:
    """The person's name, with the number of companions."""
    if person.headcount == 1:
        return person.name
    return _in_each_language(partial(name_with_companions, person))


def rooms_text(numbers: Sequence[str]) -> Text:
    """The rooms' numbers; of more than MOST_NAMES the first ones and how many there are."""
    return some_of_text(numbers, "间")


def list_text(items: Sequence[str | Text]) -> Text:
    """The items of a list, separated as each language separates them."""
    return _in_each_language(
        lambda language: _BETWEEN_ITEMS[language].join(_version(item, language) for item in items)
    )


def clauses_text(items: Sequence[str | Text]) -> Text:
    """Items that may themselves be lists, one after the other."""
    return _in_each_language(
        lambda language: _BETWEEN_CLAUSES[language].join(_version(item, language) for item in items)
    )


def titles_text(checks: Iterable[Check]) -> Text:
    """The checks' titles."""
    return list_text([check.title for check in checks])


def fields_text(model: str, fields: Iterable[str]) -> Text:
    """The labels of a model's fields."""
    return list_text([vocabulary.field_text(model, field) for field in fields])


def place_text(location: Location | None) -> Text:
    """The venue's name, and that of the room or hall in it; empty for None."""
    return _in_each_language(location.name_in) if location else Text("")


def _stay_text(stay: Stay) -> Text:
    """The hotel, and who sleeps there by the names that the office wrote."""
    if not stay.people:
        return stay.venue.name
    people = some_of_text(list(stay.people.named), "项")
    return _in_each_language(
        lambda code: _WITH_REMARK[code].format(stay.venue.name.in_(code), people.in_(code))
    )


def record_text(record: Record) -> Text:
    """What a record is of: an event with its day, the people in a room, a vehicle's number.

    Empty for a record of which there is one, such as the letter.
    """
    match record:
        case ScheduleItem() | Meal() | Ride():
            title = event_text(record)
            if not record.is_dated:
                return title
            return _in_each_language(lambda code: f"{record.day:%m-%d} {title.in_(code)}")
        case Stay():
            return _stay_text(record)
        case Boarding():
            return people_text(record.people.people)
        case Seat():
            return Text(record.person.name)
        case DiningTable() if record.is_open:
            return people_text(seat.person for seat in record.seats)
        case Vehicle() | DiningTable():
            return Text(record.number)
        case Person() | Party():
            return Text(record.name)
        case Group() | Visit():
            return record.title
        case AgendaPoint():
            return record.title
        case Venue() | Paper():
            return record.name
        case Task() | Decision():
            return Text(record.what)
        case Routine() | Contact():
            return record.what
        case Expense():
            return Text(record.item)
        case _:
            return Text("")


def event_text(event: Event) -> Text:
    """An item's title, a meal's title or else its kind, or the time and destination of a ride."""
    if isinstance(event, ScheduleItem):
        return event.title
    if isinstance(event, Meal):
        return event.title or vocabulary.field_text("MealKind", event.kind)
    destination = event.destination_name
    clock = f"{event.start:%H:%M} " if event.time else ""
    return Text.of(
        {"zh": f"{clock}去{destination.in_('zh')}的车"}
        | {_ENGLISH: f"the {clock}ride to {destination.in_(_ENGLISH)}"}
    )


def when_text(event: Event) -> Text:
    """`05-18 14:00`, `05-18 待定`."""
    time = Text(f"{event.start:%H:%M}") if event.time else event.time_text
    return _in_each_language(lambda language: f"{event.day:%m-%d} {time.in_(language)}")


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


def some_of_text(names: Sequence[str | Text], counter: str = "处") -> Text:
    """A list of names, of which only the first MOST_NAMES are shown; `counter` is Chinese."""
    first, more = list_text(names[:MOST_NAMES]), len(names) - MOST_NAMES
    if more <= 0:
        return first
    return Text.of(
        {
            "zh": f"{first.in_('zh')}等 {len(names)} {counter}",
            "en": f"{first.in_(_ENGLISH)} and {more} more",
        }
    )


def _in_each_language(version: Callable[[str], str]) -> Text:
    return Text.of({language: version(language) for language in _LANGUAGES})


def _version(item: str | Text, language: str) -> str:
    return item if isinstance(item, str) else item.in_(language)
