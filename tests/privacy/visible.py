"""Everything that an agenda's reader may see, whether or not a page shows it today.

A field that a template could show tomorrow counts as a leak today.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any

from generator.agenda.reader import Reader
from generator.model.audience import SELF, Audience
from generator.model.papers import Paper
from generator.model.people import Participants, Person
from generator.model.record import Record
from generator.model.schedule import Routine
from generator.model.standing import Location
from generator.model.visit import Visit
from generator.text import Text
from tests.privacy.filling import Ref
from tests.privacy.visit import SERVES, SERVES_EVERYBODY

FIELDS_OF_A_NAMED_PERSON = ("name", "pinyin", "phone")


def visible_to(visit: Visit, circle: Audience) -> str:
    """The text of every field that somebody in a circle may see."""
    return _visible_text(Reader(circle), every_record(visit))


def visible_to_guest(visit: Visit, guest: Ref) -> str:
    """The text that a guest may see of the records that serve the guest, and of those they name."""
    paths = (*SERVES_EVERYBODY, *SERVES[guest])
    return _visible_text(Reader(SELF), [record_at(visit, path) for path in paths])


def record_at(visit: Visit, path: str) -> Record:
    """The record at a path such as `meals[0].tables[1]`; the visit at an empty one."""
    value: Any = visit
    for step in filter(None, path.split(".")):
        name, _, number = step.rstrip("]").partition("[")
        value = getattr(value, name)
        value = value[int(number)] if number else value
    assert isinstance(value, Record)
    return value


def every_record(visit: Visit) -> list[Record]:
    """Every record of a visit for any audience, and the standing records that it names."""
    records: dict[int, Record] = {}

    def walk(value: Any) -> None:
        if isinstance(value, Record) and id(value) not in records:
            records[id(value)] = value
            for name in type(value).model_fields:
                if name != "standing":
                    walk(getattr(value, name))
        for part in _parts(value):
            walk(part)

    walk(visit)
    return list(records.values())


def _parts(value: Any) -> Iterable[Any]:
    if isinstance(value, Participants):
        return value.people
    if isinstance(value, Location):
        return (value.venue, value.space)
    if isinstance(value, dict):
        return (*value, *value.values())
    return value if isinstance(value, (tuple, list)) else ()


def _visible_text(reader: Reader, roots: Iterable[Record]) -> str:
    seen: set[int] = set()

    def record(each: Record) -> Iterator[str]:
        if id(each) in seen:
            return
        seen.add(id(each))
        for name in type(each).model_fields:
            if name not in ("source", "standing", "undecided"):
                yield from value(reader.see(each, name))

    def value(each: Any) -> Iterator[str]:
        if isinstance(each, Person):
            for name in FIELDS_OF_A_NAMED_PERSON:
                yield from value(reader.see(each, name))
        elif isinstance(each, Paper | Routine):
            return  # it has people of its own, and is among the roots of each of them
        elif isinstance(each, Record):
            yield from record(each)
        elif said := _in_words(each):
            yield said
        else:
            for part in _parts(each):
                yield from value(part)

    return "\n".join(line for root in roots for line in record(root))


def _in_words(value: Any) -> str:
    if isinstance(value, Text):
        return " ".join((value.default, *(said for _, said in value.others)))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if value is None or isinstance(value, (tuple, list, dict, Participants, Location)):
        return ""
    return str(value.value if isinstance(value, Enum) else value)
