"""How soon a change matters to its reader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from generator.agenda.panels.views import MealOrder, RideRow, RoomRow
from generator.agenda.views import Entry, Lodging
from generator.changes.difference import Change
from generator.changes.snapshot import CardPart

SOON = timedelta(hours=2)
ONE_DAY = timedelta(days=1)
CHECK_IN = timedelta(hours=12)
"""Rooms are available from noon."""


class Urgency(StrEnum):
    """How soon a change matters to its reader."""

    SOON = "soon"
    TODAY = "today"
    LATER = "later"
    PAST = "past"

    @property
    def order(self) -> int:
        """0 for the most urgent, rising."""
        return list(Urgency).index(self)


def urgency_of(change: Change, now: datetime) -> Urgency:
    """Return how soon a change matters at `now`, a time on the visit's clock."""
    times = _times_of(change, now)
    if not times:
        return Urgency.LATER
    coming = [time for time in times if time >= now - SOON]
    if not coming:
        return Urgency.PAST
    soonest = min(coming)
    if soonest <= now + SOON:
        return Urgency.SOON
    return Urgency.TODAY if soonest.date() == now.date() else Urgency.LATER


def first_time(change: Change, now: datetime) -> datetime:
    """Return the first time from two hours before `now` at which a change matters."""
    coming = [time for time in _times_of(change, now) if time >= now - SOON]
    return min(coming, default=datetime.max)


def _times_of(change: Change, now: datetime) -> list[datetime]:
    return [
        *_times(change.before, now),
        *_times(change.after, now),
        *(ride.start for ride in change.vehicle_rides),
    ]


def _times(part: CardPart | None, now: datetime) -> Iterator[datetime]:
    """The times on the visit's clock from which a part matters; an occupied room, at once."""
    if isinstance(part, Entry | MealOrder | RideRow):
        yield part.start
    elif isinstance(part, Lodging | RoomRow):
        arrival, departure = _midnight(part.check_in), _midnight(part.check_out)
        yield now if arrival <= now <= departure + ONE_DAY else arrival + CHECK_IN


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
