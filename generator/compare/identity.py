"""What a value stands for: a forum does not change because its hall's telephone does, nor because
its moderator's name was mended.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.model.people import Participants, Party, Person
from generator.model.record import Record
from generator.model.schedule import ScheduleItem
from generator.model.standing import Checklist, Location, Role, Room, Venue
from generator.model.transport import Ride, Vehicle

UNTOLD = frozenset({"source", "page"})
"""Fields of which nobody reads: where a thing was written."""


@dataclass(frozen=True)
class NameChanges:
    """What bears another name in the later version: people by id, parties by name, vehicles by
    number.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    vehicles: Mapping[str, str] = field(default_factory=dict)


UNCHANGED = NameChanges()


def identity(value: Any, renamed: NameChanges = UNCHANGED) -> Hashable:
    """A key that is the same for the same thing, whatever is said of it. A value of the earlier
    version is given with what was `renamed` since.
    """
    if isinstance(value, Person):
        return renamed.people.get(value.id, value.id)
    if isinstance(value, Party):
        return renamed.parties.get(value.name, value.name)
    if isinstance(value, Vehicle):
        return renamed.vehicles.get(value.number, value.number)
    if isinstance(value, (Role, Checklist, Venue)):
        return value.id
    if isinstance(value, Room):
        return value.number
    if isinstance(value, Location):
        return value.key
    if isinstance(value, ScheduleItem):
        return value.title  # what is seated there is the same when it moves
    if isinstance(value, Ride):
        return (identity(value.origin), identity(value.destination))
    if isinstance(value, Participants):
        return frozenset(identity(person, renamed) for person in value.people)
    if isinstance(value, Record):
        return content(value, renamed)
    if isinstance(value, Mapping):
        return tuple(sorted((key, identity(item, renamed)) for key, item in value.items()))
    if isinstance(value, tuple):
        return tuple(identity(item, renamed) for item in value)
    return value  # type: ignore[no-any-return]  # texts, dates and numbers stand for themselves


def content(record: Record, renamed: NameChanges = UNCHANGED) -> Hashable:
    """Everything that a record says, but for its id."""
    return tuple(
        identity(getattr(record, name), renamed)
        for name in type(record).model_fields
        if name not in UNTOLD and name != "id"
    )


def same(was: Any, now: Any, renamed: NameChanges) -> bool:
    """Whether two values, of the earlier and of the later version, mean the same."""
    if isinstance(was, Participants) and isinstance(now, Participants):
        return _same_people(was, now, renamed)
    return bool(identity(was, renamed) == identity(now))


def _same_people(was: Participants, now: Participants, renamed: NameChanges) -> bool:
    """Whether the same people are meant. Where the same groups are named, who joined a group or
    left it is told of the person alone.
    """
    if _words(was, renamed) == _words(now, UNCHANGED):
        return True
    return bool(was) and identity(was, renamed) == identity(now)


def _words(participants: Participants, renamed: NameChanges) -> Hashable:
    """The groups meant, and the people meant by name."""
    named = {str(text) for text in participants.named}
    people = [person for person in participants.people if person.name in named]
    groups = named - {person.name for person in people}
    return (
        participants.everyone,
        frozenset(renamed.parties.get(group, group) for group in groups),
        frozenset(identity(person, renamed) for person in people),
    )
