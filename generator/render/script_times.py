"""Days and times as the scripts of cards and of the duty board count them: since 1970."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from generator.model.parsing.values import Moment
from generator.text import Text

_FIRST_DAY = date(1970, 1, 1)


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - _FIRST_DAY).days


def minutes_since_1970(local: datetime, timezone: str) -> int:
    """Minutes since 1970 of a time on the visit's clock, which may be put forward or back."""
    return int(local.replace(tzinfo=ZoneInfo(timezone)).timestamp()) // 60


def late_from(due: Moment | Text | None, timezone: str) -> int:
    """When something that is due is late, in minutes since 1970; 0 where no day is given."""
    return minutes_since_1970(due.latest, timezone) if isinstance(due, Moment) else 0
