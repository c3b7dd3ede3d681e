"""Copies of a visit with one field of one record altered, for tests of all fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from generator.model.audience import OFFICE, audience_of
from generator.model.parsing.moments import Moment
from generator.model.parsing.spans import TimeSpan
from generator.model.people import Participants
from generator.model.record import OF_EVERY_RECORD, Record, leaf_types
from generator.model.standing import Location
from generator.model.visit import Visit
from generator.text import Text

Pool = Mapping[type[Record], Sequence[Record]]


def records_of(visit: Visit) -> Pool:
    """Return every record in a visit, by class; of standing pages those that it refers to."""
    found: dict[int, Record] = {}

    def collect(value: object) -> None:
        if isinstance(value, Record) and id(value) not in found:
            found[id(value)] = value
        elif isinstance(value, Record):
            return
        for part in _parts(value):
            collect(part)

    collect(visit)
    pool = defaultdict(list)
    for record in found.values():
        pool[type(record)].append(record)
    return dict(pool)


def fields_for_others(model: type[Record]) -> list[str]:
    """Return the fields of a record that somebody outside the office may see."""
    names = (name for name in model.model_fields if name not in OF_EVERY_RECORD)
    return [name for name in names if audience_of(model, name) is not OFFICE]


def altered(visit: Visit, record: Record, field: str, value: object) -> Visit:
    """Return the visit with another `value` of a record's field, wherever the record is."""
    copies: dict[int, tuple[object, Any]] = {}

    def copy_of(part: Any) -> Any:
        if not isinstance(part, Record | tuple | Participants | Location):
            return part
        if id(part) not in copies:
            copies[id(part)] = part, _copied(part)
        return copies[id(part)][1]

    def _copied(part: Any) -> Any:
        """The part itself where nothing in it is altered."""
        if isinstance(part, tuple):
            items = tuple(map(copy_of, part))
            return items if any(a is not b for a, b in zip(items, part, strict=True)) else part
        if isinstance(part, Participants):
            people = copy_of(part.people)
            return part if people is part.people else replace(part, people=people)
        if isinstance(part, Location):
            venue, space = copy_of(part.venue), copy_of(part.space)
            same = venue is part.venue and space is part.space
            return part if same else Location(venue, space)
        fields = {name: copy_of(now) for name, now in _fields(part)}
        if part is record:
            fields[field] = value
        new = {name: fields[name] for name, now in _fields(part) if fields[name] is not now}
        return part.model_copy(update=new) if new else part

    copy: Visit = copy_of(visit)
    return copy


def other_values(record: Record, field: str, pool: Pool) -> list[Any]:
    """Return one or two other values of a record's field."""
    leaves = dict.fromkeys(leaf_types(type(record).model_fields[field].annotation))
    now = getattr(record, field)
    if now is None or now == ():
        new = [value for leaf in leaves for value in _any(leaf, pool)[:2]][:2]
        return [(value,) for value in new[:1]] if now == () else new
    if isinstance(now, tuple):
        return [now[1:], *((value, *now[1:]) for value in _others(now[0], pool))][:2]
    return list(_others(now, pool))[:2]


def _fields(record: Record) -> list[tuple[str, Any]]:
    """The fields that are written, without the standing pages that the visit does not refer to."""
    names = type(record).model_fields.keys() - OF_EVERY_RECORD - {"standing"}
    return [(name, getattr(record, name)) for name in names]


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        yield from value
    elif isinstance(value, Participants):
        yield from value.people
    elif isinstance(value, Location):
        yield from (value.venue, value.space)
    elif isinstance(value, Record):
        yield from (part for _, part in _fields(value))


def _others(value: Any, pool: Pool) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case Enum():
            yield from (member for member in type(value) if member is not value)
        case Text():
            yield Text(f"{value.default}改", tuple((code, f"{t}改") for code, t in value.others))
        case str():
            yield f"{value}7"
        case date():
            yield from (value + timedelta(days=1), value - timedelta(days=1))
        case time():
            yield value.replace(minute=(value.minute + 7) % 60)
        case TimeSpan():
            yield from (replace(value, start=time(6, 7)), replace(value, end=time(22, 7)))
        case Moment():
            yield replace(value, clock=time(9, 17))
        case int() | Decimal():
            yield value + 1
        case Location():
            yield from (Location(venue) for venue in _of("Venue", pool) if venue != value.venue)
        case Participants():
            yield Participants.of(value.people[1:])
            yield Participants(everyone=True)
        case Record():
            yield from (other for other in pool.get(type(value), ()) if other is not value)


def _any(leaf: type, pool: Pool) -> list[Any]:
    """Some values of a type."""
    values = {
        Text: Text("新"),
        str: "7",
        bool: True,
        int: 3,
        Decimal: Decimal(3),
        date: date(2026, 5, 18),
        datetime: datetime(2026, 5, 18, 9),
        time: time(9, 30),
        TimeSpan: TimeSpan(time(9, 30), time(10, 30)),
        Moment: Moment(date(2026, 5, 18), time(9, 17)),
        Participants: Participants.of(_of("Guest", pool)[:1]),  # type: ignore[arg-type]
    }
    if leaf in values:
        return [values[leaf]]
    if leaf is Location:
        return [Location(venue) for venue in _of("Venue", pool)]  # type: ignore[arg-type]
    if issubclass(leaf, Enum):
        return list(leaf)
    return list(pool.get(leaf, ())) if issubclass(leaf, Record) else []


def _of(name: str, pool: Pool) -> list[Record]:
    return [record for model in pool if model.__name__ == name for record in pool[model]]
