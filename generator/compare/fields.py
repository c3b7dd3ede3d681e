"""What two versions of a record say differently, field by field."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from generator.compare.differences import FieldChange
from generator.compare.identity import UNTOLD, NameChanges, identity, same
from generator.model.dining import Meal
from generator.model.parsing.values import Moment
from generator.model.people import Participants, Person
from generator.model.record import Record
from generator.model.team import Group
from generator.text import Text

_LAST = frozenset({"receiver", "responsible", "checker", "id"})
"""Fields told of after what a thing is, when and where."""


def field_changes(
    was: Record | None, now: Record | None, renamed: NameChanges, skip: Collection[str] = ()
) -> tuple[FieldChange, ...]:
    """The fields that differ. A record that is not there says in each what is meant by
    silence.
    """
    there = now if now is not None else was
    if there is None:
        return ()
    model = type(there)
    names = sorted(model.model_fields, key=lambda name: name in _LAST)
    return tuple(
        FieldChange(model.__name__, name, before, after)
        for name in names
        if name not in UNTOLD and name not in skip
        for before, after in [(_said(model, was, name), _said(model, now, name))]
        if not same(before, after, renamed)
    )


def guest_changes(
    was: Record,
    now: Record,
    renamed: NameChanges,
    days: tuple[tuple[date, date], tuple[date, date]],
) -> tuple[FieldChange, ...]:
    """A guest's changes. Who comes with the visit's first day and leaves with its last does not
    change when the visit is moved: that is told of the visit.
    """
    edges = {"arrival": 0, "departure": 1}
    return tuple(
        change
        for change in field_changes(was, now, renamed)
        if change.field not in edges
        or not _moved_with(change, *(each[edges[change.field]] for each in days))
    )


def meal_changes(was: Meal, now: Meal, renamed: NameChanges) -> Iterator[FieldChange]:
    """A meal's changes but for who sits where; whom it is for, where one version seats nobody."""
    yield from field_changes(was, now, renamed, {"id", "tables", "participants"})
    if was.tables and now.tables:
        return
    before, after = _diners(was), _diners(now)
    if not same(before, after, renamed):
        yield FieldChange("Meal", "participants", before, after)


def member_changes(was: Group, now: Group, renamed: NameChanges, left: Collection[object]) -> bool:
    """Whether a group's members differ by more than what is told of each of them: that he is of
    another group by his own sheet, or has `left` the team.
    """
    before = {identity(staff, renamed): staff for staff in was.members}
    after = {identity(staff): staff for staff in now.members}
    return any(
        person not in left and not _told_of_person(before.get(person), after.get(person), was, now)
        for person in before.keys() ^ after.keys()
    )


def _told_of_person(before: Any, after: Any, was: Group, now: Group) -> bool:
    """Whether a member is one by his own sheet in the one version, and is none in the other."""
    return bool((before and was.role in before.roles) or (after and now.role in after.roles))


def _said(model: type[Record], record: Record | None, name: str) -> Any:
    if record is not None:
        return getattr(record, name)
    field = model.model_fields[name]
    return None if field.is_required() else field.get_default(call_default_factory=True)


def _moved_with(change: FieldChange, was_edge: date, now_edge: date) -> bool:
    was, now = change.before, change.after
    if not isinstance(was, Moment) or not isinstance(now, Moment):
        return False
    return (was.day, now.day) == (was_edge, now_edge) and was.clock == now.clock


def _diners(meal: Meal) -> Participants:
    if not meal.tables:
        return meal.participants
    diners: tuple[Person, ...] = meal.diners
    return Participants(tuple(Text(person.name) for person in diners), diners)
