"""Days, times, and ranges of both, as each language writes them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_interval, format_skeleton

from generator.model.parsing.values import Moment
from generator.render.words.lists import joined
from generator.text import DEFAULT_LANGUAGE, Text


def short_day(day: date, language: str) -> str:
    """`5月18日`."""
    return _formatted(day, "MMMd", language)


def day_with_weekday(day: date, language: str) -> str:
    """`5月18日周一`."""
    return _formatted(day, "MMMEd", language)


def heading_day(day: date, language: str) -> str:
    """`5月18日 星期一`: a day as a heading."""
    return _formatted(day, "MMMMEEEEd", language)


def numeric_day(day: date, language: str) -> str:
    """`5/18`: a day where there is very little room."""
    return _formatted(day, "Md", language)


def short_range(first: date, last: date, language: str) -> str:
    """`5月18日–5月20日`, `May 18–20`."""
    if language != DEFAULT_LANGUAGE:
        return _interval(first, last, "MMMd", language)
    return f"{short_day(first, language)}–{short_day(last, language)}"


def full_range(first: date, last: date, language: str, *, weekdays: bool = False) -> str:
    """`2026年5月18日 – 5月20日`, `May 18–20, 2026`; one day alone where both are the same."""
    with_year, without_year = ("yMMMEd", "MMMEd") if weekdays else ("yMMMd", "MMMd")
    begins = _formatted(first, with_year, language)
    if first == last:
        return begins
    if language != DEFAULT_LANGUAGE:
        return _interval(first, last, with_year, language)
    skeleton = without_year if first.year == last.year else with_year
    return f"{begins} – {_formatted(last, skeleton, language)}"


def time_range(start: datetime, end: datetime | None) -> str:
    """`14:30–17:00`."""
    return f"{start:%H:%M}–{end:%H:%M}" if end else f"{start:%H:%M}"


def hours_text(start: datetime, end: datetime | None, open_time: Text | None, language: str) -> str:
    """`14:30–17:00`; the words of `open_time` for a time that is still to be decided."""
    return open_time.in_(language) if open_time else time_range(start, end)


@lru_cache(maxsize=8192)
def moment_text(moment: Moment | Text | None, language: str, *, weekday: bool = False) -> str:
    """`5月18日 10:20`, `待定`: a day, and a time where it is known; empty for None."""
    if moment is None:
        return ""
    if isinstance(moment, Text):
        return moment.in_(language)
    skeleton = "MMMEd" if weekday else "MMMd"
    day = _formatted(moment.day, skeleton, language)
    return joined(day, f"{moment.clock:%H:%M}" if moment.clock else "")


@lru_cache(maxsize=4096)
def timestamp(when: datetime, timezone: str, language: str) -> str:
    """The date and time of an aware `when` on the clock of a time zone."""
    local = when.astimezone(ZoneInfo(timezone))
    if language != DEFAULT_LANGUAGE:  # on 24 hours, as all times of a card are
        return f"{_formatted(local.date(), 'yMMMd', language)}, {local:%H:%M}"
    return format_datetime(local, "medium", locale=language)


@lru_cache(maxsize=1024)
def _interval(first: date, last: date, skeleton: str, language: str) -> str:
    """Two days, with what they share written once: `May 18–20`, `May 30 – Jun 2`."""
    text = format_interval(first, last, skeleton, locale=language).replace("\u2009", " ")
    return re.sub(r" – (?=\d)", "–", text)


@lru_cache(maxsize=8192)
def _formatted(day: date, skeleton: str, language: str) -> str:
    return format_skeleton(skeleton, day, locale=language)
