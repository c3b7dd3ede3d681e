"""Times of day and spans of time out of the text that people write: 14:30-17:00, 下午2点半到5点."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from pydantic_core import PydanticCustomError

from generator.model.parsing.context import Remark
from generator.model.parsing.dates import DATE, DAY_PARTS, without_note
from generator.model.parsing.normalisation import ValueKind, is_permitted, normal

_TIME = re.compile(
    r"(?:当[日天]|同日)?(?P<next>次日|第二天|翌日|隔日|隔天)?"
    rf"\s*(?P<part>{DAY_PARTS})?\s*"
    r"(?P<hour>\d{1,2})(?:\s*:\s*(?P<minute>\d{2})(?:\s*:\s*(?P<second>\d{2})(?:\.0+)?)?"
    r"|\s*[时点](?:\s*(?P<minutes>\d{1,2})\s*分?|(?P<half_past>半)|整)?)"
    r"\s*(?P<suffix>AM|PM|am|pm)?"
)
_BEFORE_TIME = re.compile(r"^(?:大?约|大概|约莫|预计|拟|于|在|暂定)\s*")
_AFTER_TIME = re.compile(
    r"\s*(?:左右|前后|上下|许|准时|开始|出发|发车|到达|抵达|起|前|后|之前|之后|以前|以后)$"
)
SPAN_BREAK = re.compile(r"\s*(?:-|–|—|~|～|至|到(?!达))+\s*")
_EVENING = {"晚上", "晚间", "夜里", "夜间", "深夜", "半夜", "午夜", "当晚", "晚"}
_AFTER_NOON = {"下午", "傍晚", "PM", "pm", *_EVENING}
_BEFORE_NOON = {"AM", "am", "凌晨"}
_LATIN = {"AM", "PM", "am", "pm"}
_SMALL_HOURS = 5
"""Before this hour, 晚上1点 is after midnight."""
_EVENING_FROM, EARLY_MORNING_UNTIL = 18, 6
"""A span from an evening hour to one of the early morning goes over midnight, also without 次日."""
_LONGEST, _WHOLE_DAY = timedelta(hours=12), timedelta(days=1)
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A start and perhaps an end on the visit's clock; an end not after the start is next day."""

    start: time
    end: time | None = None

    def on(self, day: date) -> tuple[datetime, datetime | None]:
        """Start and end as local datetimes when the span starts on `day`."""
        start = datetime.combine(day, self.start)
        if self.end is None:
            return start, None
        end = datetime.combine(day, self.end)
        return start, end if end > start else end + timedelta(days=1)

    @property
    def is_over_midnight(self) -> bool:
        """Whether it ends on the day after it starts."""
        return self.end is not None and self.end <= self.start

    def __str__(self) -> str:
        if self.end is None:
            return f"{self.start:%H:%M}"
        return f"{self.start:%H:%M}–{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class ParsedSpan:
    """A span, and how it was written.

    `starts_next_day` is whether it starts on the day after the one it is written for; `day_part`
    is the part of the day that is written before its start; `says_next_day` is whether its start
    or its end is written as being on the next day.
    """

    span: TimeSpan
    starts_next_day: bool
    day_part: str | None
    says_next_day: bool


@dataclass(frozen=True, slots=True)
class _Clock:
    """One time of day as it was written. `days` is 1 where it is on the day after."""

    time: time
    days: int
    day_part: str | None
    says_next_day: bool

    @property
    def minutes(self) -> int:
        return (self.days * 24 + self.time.hour) * 60 + self.time.minute


def read_span(text: str) -> ParsedSpan:
    """The span in `text`: `9:30`, `14:30-17:00`, `22:30至次日0:30`, `下午2点半到5点`."""
    parts = SPAN_BREAK.split(without_note(normal(text)))
    if len(parts) > 2 or not parts[0]:
        raise PydanticCustomError("value.time", "time", {"found": text})
    first, last = _match(parts[0], text), _match(parts[-1], text)
    if len(parts) == 1:
        start = _clock(first, text)
        if normal(text).replace(" ", "") in {"24:00", "24:00:00", "24点", "24时"}:
            raise PydanticCustomError("value.time", "time", {"found": text})
        return ParsedSpan(
            TimeSpan(start.time), start.days == 1, start.day_part, start.says_next_day
        )
    start = _clock(first, text, suffix=_suffix_for_start(first, last))
    return _span_of(start, _clock(last, text, of_start=start.day_part), text)


def _span_of(start: _Clock, end: _Clock, text: str) -> ParsedSpan:
    length = end.minutes - start.minutes
    if length < 0 and not end.says_next_day:
        length += 24 * 60
    if length <= 0:
        raise PydanticCustomError("value.no_duration", "time", {"found": text})
    if length > 24 * 60:
        raise PydanticCustomError("value.over_a_day", "time", {"found": text})
    says_next_day = start.says_next_day or end.says_next_day or end.days > 0
    span = TimeSpan(start.time, end.time)
    return ParsedSpan(span, start.days == 1, start.day_part, says_next_day)


def _suffix_for_start(first: re.Match[str], last: re.Match[str]) -> str | None:
    """The PM of 2:30-4:30 PM, which is written after the end alone and meant for both."""
    if first["part"] or first["suffix"] or int(first["hour"]) % 12 > int(last["hour"]) % 12:
        return None
    return last["suffix"]


def _match(part: str, text: str) -> re.Match[str]:
    bare = _AFTER_TIME.sub("", _BEFORE_TIME.sub("", part.strip()))
    match = _TIME.fullmatch(bare)
    if match is None:
        raise PydanticCustomError("value.time", "time", {"found": text})
    return match


def _clock(
    match: re.Match[str], text: str, *, of_start: str | None = None, suffix: str | None = None
) -> _Clock:
    """The time of day in `match`.

    An end without a part of the day has that `of_start`; a start may have the end's `suffix`.
    """
    written = match["part"] or match["suffix"] or suffix
    says_next_day = match["next"] is not None
    day_part = written or (of_start if not says_next_day else None)
    hour = int(match["hour"])
    minute = int(match["minute"] or match["minutes"] or (30 if match["half_past"] else 0))
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise PydanticCustomError("value.no_such_time", "time", {"found": text})
    days, hour = divmod(_hour(hour, day_part, written=written), 24)
    if days and says_next_day:
        raise PydanticCustomError("value.no_such_time", "time", {"found": text})
    return _Clock(time(hour, minute), days + says_next_day, day_part, says_next_day)


def _hour(hour: int, day_part: str | None, *, written: str | None) -> int:
    """The hour of the day, 24 and more after midnight, of an hour in a part of the day."""
    if day_part in _EVENING and (hour == 12 or hour < _SMALL_HOURS):
        return hour + (24 if hour < _SMALL_HOURS else 12)
    if hour < 12 and (day_part in _AFTER_NOON or (day_part == "中午" and hour < 6)):
        return hour + 12
    return 0 if hour == 12 and written in _BEFORE_NOON else hour


def is_time(text: str) -> bool:
    """Whether `text` gives a time and no date."""
    try:
        read_span(text)
    except PydanticCustomError:
        return False
    return DATE.match(normal(text)) is None


def as_small_hours(written: str) -> str | None:
    """A span that starts early in the morning, with 凌晨 before it; None for any other span."""
    try:
        span = read_span(written)
    except PydanticCustomError:
        return None
    is_plain = span.day_part is None and not span.starts_next_day
    return f"凌晨{written}" if is_plain and span.span.start.hour < EARLY_MORNING_UNTIL else None


def format_span(span: TimeSpan) -> str:
    """A span in a form that the loader reads without a remark."""
    if not span.is_over_midnight:
        return str(span)
    return f"{span.start:%H:%M}-次日{span.end:%H:%M}"


def span_remarks(
    text: str, parsed: ParsedSpan, *, night: int | None = None, long: bool = False
) -> Iterator[Remark]:
    """Remarks on a span that was read.

    Without 凌晨, a start before the hour `night` may be one of the afternoon. With `long`, a span
    of more than 12 hours is remarked on, too.
    """
    span = parsed.span
    start, end = span.on(_ANY_DAY)
    if night:
        yield from night_remarks(text, parsed, night)
    if span.is_over_midnight and not parsed.says_next_day and not _is_overnight(span):
        yield Remark.warning("time.end_before_start", found=text, hours=_hours(span))
    elif end and long and not parsed.says_next_day and _LONGEST < end - start < _WHOLE_DAY:
        yield Remark.notice("time.long", found=text, hours=_hours(span))
    elif parsed.starts_next_day or not is_permitted_span(text, span):
        next_day = "次日" if parsed.starts_next_day else ""
        yield Remark.read_as(text, next_day + format_span(span))


def night_remarks(text: str, parsed: ParsedSpan, night: int) -> Iterator[Remark]:
    """A remark where a start between one o'clock and `night` may be one of the afternoon."""
    start = parsed.span.start
    is_clear = parsed.starts_next_day or parsed.day_part not in {None, "上午"}
    if 0 < start.hour < night and not is_clear:
        later = TimeSpan(time(start.hour + 12, start.minute))
        yield Remark.warning("time.night", found=text, later=later)


def _hours(span: TimeSpan) -> str:
    start, end = span.on(_ANY_DAY)
    return f"{((end or start) - start) / timedelta(hours=1):.3g}"


def _is_overnight(span: TimeSpan) -> bool:
    end = span.end or time(0)
    return span.start.hour >= _EVENING_FROM and end <= time(EARLY_MORNING_UNTIL)


@lru_cache(maxsize=4096)
def is_permitted_span(text: str, span: TimeSpan) -> bool:
    """Whether `text` is a permitted spelling of `span`."""
    return is_permitted(ValueKind.TIME, text, _span_spellings(span))


def _span_spellings(span: TimeSpan) -> Iterator[str]:
    """The forms in which a span may be written without a remark."""
    for start, part in _clock_spellings(span.start):
        if span.end is None:
            yield start
            continue
        if span.end == time(0):
            yield from (f"{start}-24:00", f"{start}-0:00")
        for end, end_part in _clock_spellings(span.end):
            if span.is_over_midnight:
                yield f"{start}-次日{end}"
            if span.is_over_midnight and not _is_overnight(span):
                continue
            yield f"{start}-{end}"
            if part and part == end_part and end.startswith(part):
                yield f"{start}-{end.removeprefix(part)}"
            if part and part == end_part and end.endswith(part):
                yield f"{start.removesuffix(part)}-{end}"


_HOURS = {
    "凌晨": range(6),
    "清晨": range(4, 9),
    "早晨": range(5, 10),
    "早上": range(5, 11),
    "早": range(5, 11),
    "上午": range(6, 12),
    "中午": range(11, 14),
    "下午": range(12, 19),
    "傍晚": range(17, 20),
    "晚上": range(17, 24),
    "晚间": range(17, 24),
    "晚": range(17, 24),
    "am": range(12),
    "pm": range(12, 24),
}
"""The hours that agree with each part of the day."""


def _clock_spellings(clock: time) -> Iterator[tuple[str, str | None]]:
    """A time of day with every part of the day that agrees with it, and that part."""
    yield f"{clock.hour}:{clock.minute:02}", None
    for part, hours in _HOURS.items():
        if clock.hour not in hours:
            continue
        for hour in {clock.hour, (clock.hour - 1) % 12 + 1}:
            digits = f"{hour}:{clock.minute:02}"
            yield f"{part}{digits}", part
            if part in _LATIN:
                yield f"{digits}{part}", part
