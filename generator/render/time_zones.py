"""The VTIMEZONE of a calendar: the offsets of a zone, and when its clocks are changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_LONG_AGO = datetime(1970, 1, 1)
_STEP = timedelta(hours=12)
"""No zone changes its clocks twice within this time."""


@lru_cache(maxsize=16)
def timezone_lines(zone: str, first_year: int, last_year: int) -> str:
    """The VTIMEZONE of `zone` with every change of the clocks in these years, and the one before.

    Each change has its own date, not a rule: some countries decide the dates every year, and a
    calendar program need not compute them.
    """
    tz = ZoneInfo(zone)
    begin = datetime(first_year, 1, 1, tzinfo=tz)
    changes = [*_changes(tz, _a_year_before(begin), datetime(last_year + 1, 1, 2, tzinfo=tz))]
    before = [change for change in changes if change <= begin]
    within = [change for change in changes if change > begin]
    parts = [_observance(tz, before[-1]) if before else _constant(begin)]
    parts += [_observance(tz, change) for change in within]
    return "".join((f"BEGIN:VTIMEZONE\r\nTZID:{zone}\r\n", *parts, "END:VTIMEZONE\r\n"))


def _a_year_before(moment: datetime) -> datetime:
    return moment.replace(year=moment.year - 1)


def _changes(tz: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Each moment (UTC) between `begin` and `end` at which the offset or its name changes."""
    before, last = begin.astimezone(UTC), end.astimezone(UTC)
    while before < last:
        after = before + _STEP
        if _offset(tz, before) != _offset(tz, after):
            yield _moment_of_change(tz, before, after)
        before = after


def _moment_of_change(tz: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second with the new offset, by halving."""
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if _offset(tz, middle) == _offset(tz, before):
            before = middle
        else:
            after = middle
    return after


def _offset(tz: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(tz)
    return local.utcoffset(), local.tzname()


def _observance(tz: ZoneInfo, change: datetime) -> str:
    """The offset from a change on; it begins on the clock as it was before (RFC 5545, 3.8.2.4)."""
    before, after = (change - timedelta(seconds=1)).astimezone(tz), change.astimezone(tz)
    former = before.utcoffset() or timedelta()
    return _lines(after, (change + former).replace(tzinfo=None), former)


def _constant(moment: datetime) -> str:
    """The offset of a zone that did not change in the year before `moment`."""
    return _lines(moment, _LONG_AGO, moment.utcoffset() or timedelta())


def _lines(moment: datetime, start: datetime, former: timedelta) -> str:
    kind = "DAYLIGHT" if moment.dst() else "STANDARD"
    offset = moment.utcoffset() or timedelta()
    return (
        f"BEGIN:{kind}\r\nDTSTART:{start:%Y%m%dT%H%M%S}\r\n"
        f"TZOFFSETFROM:{_signed(former)}\r\nTZOFFSETTO:{_signed(offset)}\r\nEND:{kind}\r\n"
    )


def _signed(offset: timedelta) -> str:
    """`+0530`; with seconds where there are any."""
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
