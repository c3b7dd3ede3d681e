"""The agenda of an item: its points in their order, with speakers and minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from generator.model.audience import SELF, STAFF
from generator.model.papers import Papers
from generator.model.parsing.references import one_name, reference_to
from generator.model.parsing.values import Number, between
from generator.model.people import PersonOrName
from generator.model.record import Record, Words
from generator.model.schedule import ScheduleItem

LONGEST = 24 * 60


class AgendaPoint(Record):
    """A point of an item's agenda. `number` is by default its place among the item's points."""

    item: Annotated[ScheduleItem, reference_to("item"), STAFF, one_name("座谈会")]
    number: Annotated[Number | None, between(1, 999), SELF] = None
    title: Annotated[Words, SELF]
    speaker: Annotated[PersonOrName | None, SELF] = None
    minutes: Annotated[Number | None, between(1, LONGEST), SELF] = None
    papers: Annotated[Papers, SELF] = Field(default=())


def in_order(points: Iterable[AgendaPoint]) -> tuple[AgendaPoint, ...]:
    """The points of one item by their numbers; as they are written where one has no number."""
    written = tuple(points)
    if any(point.number is None for point in written):
        return written
    return tuple(sorted(written, key=lambda point: point.number or 0))


def numbers_of(points: Sequence[AgendaPoint]) -> tuple[int, ...]:
    """The number of each point of one item: its own, or its place."""
    return tuple(point.number or place for place, point in enumerate(points, start=1))


def starts_of(item: ScheduleItem, points: Sequence[AgendaPoint]) -> tuple[datetime | None, ...]:
    """When each point of an item starts.

    None where the item's time is still to be decided, after a point without minutes, and where no
    point has any.
    """
    starts: list[datetime | None] = []
    is_timed = item.time is not None and any(point.minutes for point in points)
    start = item.start if is_timed else None
    for point in points:
        starts.append(start)
        start = start + timedelta(minutes=point.minutes) if start and point.minutes else None
    return tuple(starts)


def minutes_of(points: Iterable[AgendaPoint]) -> int:
    """The minutes that the points of an item take, as far as they are given."""
    return sum(point.minutes or 0 for point in points)
