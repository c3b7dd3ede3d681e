"""The current time: that of SOURCE_DATE_EPOCH where it is set, else that of the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime


def fixed_time(environment: Mapping[str, str]) -> datetime | None:
    """The time in SOURCE_DATE_EPOCH (aware, UTC); None where it is not set."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else None


def now(environment: Mapping[str, str]) -> datetime:
    """The current time (aware, UTC)."""
    return fixed_time(environment) or datetime.now(UTC)


def today(environment: Mapping[str, str]) -> date:
    """Return the day: SOURCE_DATE_EPOCH's where it is set, else the clock's."""
    return now(environment).date()
