"""Records who was notified of the changes on their cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from generator.changes.cards import CardChange, CardEvent
from generator.changes.notifications import (
    Notification,
    latest_by_person,
    read_notifications,
    save_notifications,
)
from generator.model.parsing.values import split_list
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.names.index import name_key
from generator.names.people import people_named
from generator.project import LoadedVisit
from generator.render.changes.lines import new_notification, notification_of


class PersonNameError(Exception):
    """A name is nobody's or several people's: their ids are `candidates`."""

    def __init__(self, name: str, candidates: Sequence[PersonId]) -> None:
        self.name = name
        self.candidates = candidates
        super().__init__(name)


@dataclass(frozen=True)
class RecordedNotifications:
    """The notifications that were recorded, and the names of those of whom nothing was.

    Nobody had to notify the `unchanged`, and somebody already had notified the `notified_before`.
    """

    new: tuple[Notification, ...]
    unchanged: tuple[str, ...]
    notified_before: tuple[str, ...]


def record_notifications(
    loaded: LoadedVisit,
    visit: Visit,
    changes: Iterable[CardChange],
    names: Sequence[str],
    by: str,
    at: datetime,
) -> RecordedNotifications:
    """Record in told.csv that `by` notified people at a time on the visit's clock.

    `names` are ids, names, parties, or lists of them; where there are none, everybody who has to be
    notified is meant. Raises PersonNameError, OSError.
    """
    every = read_notifications(loaded.folder)
    latest = latest_by_person(every)
    to_notify = {change.person: change for change in changes if change.to_notify}
    people = _people(visit, to_notify.values(), names) if names else [*to_notify]
    pending = [to_notify[person] for person in people if person in to_notify]
    before = {change.person: change for change in pending if notification_of(change, latest)}
    new = tuple(new_notification(c, by, at) for c in pending if c.person not in before)
    if new:
        save_notifications(loaded.folder, (*every, *new))
    return RecordedNotifications(
        new,
        tuple(visit.people[person].name for person in people if person not in to_notify),
        tuple(change.name for change in before.values()),
    )


def person_called(visit: Visit, name: str) -> PersonId:
    """Return the id of the one person whom a name means. Raises PersonNameError."""
    people = people_named(visit, name)
    if len(people) != 1:
        raise PersonNameError(name, [person.id for person in people])
    return people[0].id


def _people(visit: Visit, changes: Iterable[CardChange], names: Iterable[str]) -> list[PersonId]:
    """Return the ids of the people who are named, in the order of the visit.

    Those who left the visit, and have to be notified of it, come last.
    """
    gone = [change for change in changes if change.event is CardEvent.GONE]
    named = {person for name in names for person in _named(visit, gone, name)}
    everybody = (*visit.people, *(change.person for change in gone))
    return [person for person in everybody if person in named]


def _named(visit: Visit, gone: Sequence[CardChange], text: str) -> Iterator[PersonId]:
    """Yield the people whom a text names: one person, a party, or several in a list."""
    if people_named(visit, text):
        yield person_called(visit, text)
        return
    for part in cast("list[str]", split_list(text)):
        key = name_key(part)
        left = [change.person for change in gone if key in _name_keys(change)]
        party = [g.id for g in visit.guests if key in {name_key(p.name) for p in g.parties}]
        if people_named(visit, part) or not (party or left):
            yield person_called(visit, part)
        else:
            yield from party
        yield from left


def _name_keys(change: CardChange) -> set[str]:
    """Return the keys by which somebody who left can be named: name, id and party."""
    return {name_key(text) for text in (change.name, change.person, change.party) if text}
