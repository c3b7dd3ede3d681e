"""Dates, times of day and spans out of the text people write.

What is understood comes with what is doubtful about it; whether it was written in a permitted way
is asked of `permitted`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from pydantic_core import PydanticCustomError

from generator.model.parsing.normalisation import ValueKind, is_permitted, normal
from generator.model.record import Remark

_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])")
_DATE = re.compile(
    r"(?:(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})"
    r"(?!\d)\s*[日号]?"
    r"|(?P<compact>(?:19|2\d)\d{6})(?!\d)|(?P<alone>\d{1,2})\s*[日号])"
    rf"(?:\s*[(]?{_WEEKDAY.pattern}[)]?)?"
)
_HALVES = (
    "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜里|夜间|深夜|半夜|午夜|当晚|晚|早"
    "|AM|PM|am|pm"
)
_DAY_PART = re.compile(rf"\s*(?P<half>{_HALVES})(?:间|些时候)?\s*")
_NEXT_DAY = re.compile("次日|第二天|翌日|隔日|隔天")
_TIME = re.compile(
    rf"(?:当[日天]|同日)?(?P<next>{_NEXT_DAY.pattern})?\s*(?P<half>{_HALVES})?\s*"
    r"(?P<hour>\d{1,2})(?:\s*:\s*(?P<minute>\d{2})(?:\s*:\s*(?P<second>\d{2})(?:\.0+)?)?"
    r"|\s*[时点](?:\s*(?P<minutes>\d{1,2})\s*分?|(?P<half_past>半)|整)?)"
    r"\s*(?P<suffix>AM|PM|am|pm)?"
)
_BEFORE_TIME = re.compile(r"^(?:大?约|大概|约莫|预计|拟|于|在|暂定)\s*")
_BEHIND_TIME = re.compile(
    r"\s*(?:左右|前后|上下|许|准时|开始|出发|发车|到达|抵达|起|前|后|之前|之后|以前|以后)$"
)
_BEHIND = re.compile(r"\s*\((?P<note>[^()]*)\)$")
_NO_TIME_OR_DATE = re.compile(r"(?!.*(?:\d\s*[:点时月]|\d{1,2}\s*[-/.]\s*\d|[上下中]午))")
_SPAN_BREAK = re.compile(r"\s*(?:-|–|—|~|～|至|到(?!达))+\s*")
_EVENING = {"晚上", "晚间", "夜里", "夜间", "深夜", "半夜", "午夜", "当晚", "晚"}
_LATER = {"下午", "傍晚", "PM", "pm", *_EVENING}
_EARLIER = {"AM", "am", "凌晨"}
_LATIN = {"AM", "PM", "am", "pm"}
_NIGHT = 5
"""Before this hour an arrival, without 凌晨, may be one of the afternoon."""
_SMALL_HOURS = 5
"""Before this hour, 晚上1点 is after midnight."""
_EVENING_FROM, _MORNING_UNTIL = 18, 6
"""A span from an evening hour to one of the early morning is over midnight, also unsaid."""
_LONGEST, _WHOLE_DAY = timedelta(hours=12), timedelta(days=1)
_YEARS = range(1900, 3000)
_IN_EVERY_MONTH = 28


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
class Moment:
    """A day, and a time on it when it is known."""

    day: date
    clock: time | None = None

    @property
    def earliest(self) -> datetime:
        """The moment, or the start of its day."""
        return datetime.combine(self.day, self.clock or time.min)

    @property
    def latest(self) -> datetime:
        """The moment, or the end of its day."""
        return datetime.combine(self.day, self.clock or time.max)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.clock:%H:%M}" if self.clock else f"{self.day:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class VisitDates:
    """The dates that short dates are near: a visit's first and last day."""

    first: date | None = None
    last: date | None = None

    def includes(self, day: date) -> bool:
        """Whether `day` is one of the visit's."""
        return self.first is not None and self.first <= day <= (self.last or self.first)


@dataclass(frozen=True, slots=True)
class _Clock:
    """One time of day as it was written. `days` is 1 where it is on the day after."""

    time: time
    days: int
    half: str | None
    says_next_day: bool

    @property
    def minutes(self) -> int:
        return (self.days * 24 + self.time.hour) * 60 + self.time.minute


@dataclass(frozen=True, slots=True)
class ParsedSpan:
    """A span as it was written: `starts_next_day` holds where its start is on the day after."""

    span: TimeSpan
    starts_next_day: bool
    half: str | None
    says_next_day: bool


def read_date(text: str, around: VisitDates) -> date:
    """The date in `text`: `2026-05-18`, `5月18日`, `18日`, `12月10日上午`, `5.18`."""
    plain = without_note(_without_midnight(normal(text)))
    match = _DATE.match(plain)
    if match is None or not _is_day_part(plain[match.end() :]):
        raise PydanticCustomError("value.date", "date", {"found": text})
    return _date_of(match, text, around)


def _is_day_part(rest: str) -> bool:
    return not rest.strip() or _DAY_PART.fullmatch(rest) is not None


def _date_of(match: re.Match[str], text: str, around: VisitDates) -> date:
    if match["alone"]:
        return _day_near(around, int(match["alone"]), text)
    if match["compact"]:
        year, month, day = match["compact"][:4], match["compact"][4:6], match["compact"][6:]
    else:
        year, month, day = match["year"], match["month"], match["day"]
    if year and int(year) not in _YEARS:
        raise PydanticCustomError("value.year", "year", {"found": text})
    if not year and around.first is None:
        raise PydanticCustomError("value.date_year", "year", {"found": text})
    try:
        year = year or _year_near(around.first or date.min, int(month), int(day))
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise PydanticCustomError("value.no_such_date", "date", {"found": text}) from None
    if not match["year"] and _has_lost_a_zero(match.group(), found, around):
        tenth = f"{int(month)}月{day}0日"
        raise PydanticCustomError("value.lost_zero", "date", {"found": text, "other": tenth})
    return found


def _has_lost_a_zero(written: str, found: date, around: VisitDates) -> bool:
    """Whether 5.1 may be what a spreadsheet made of 5.10: only that is a day of the visit."""
    match = re.fullmatch(r"\d{1,2}\.([123])", written)
    if match is None or around.includes(found):
        return False
    try:
        return around.includes(found.replace(day=int(match[1]) * 10))
    except ValueError:
        return False


def _day_near(around: VisitDates, day: int, text: str) -> date:
    """The date of a day whose month is not written: of the visit, or nearest to its start."""
    if around.first is None:
        raise PydanticCustomError("value.date_year", "year", {"found": text})
    first = around.first.replace(day=1)
    months = (first - timedelta(days=1), first, first + timedelta(days=31))
    days = []
    for month in months:
        try:
            days.append(month.replace(day=day))
        except ValueError:
            continue
    if not days:
        raise PydanticCustomError("value.no_such_date", "date", {"found": text})
    start = around.first
    return min(days, key=lambda each: (not around.includes(each), abs(each - start)))


def _year_near(around: date, month: int, day: int) -> int:
    """The year whose day is nearest to `around`, also of a day that not every year has."""
    there = min(day, _IN_EVERY_MONTH)
    years = (around.year, around.year + 1, around.year - 1)
    return min(years, key=lambda year: abs(date(year, month, there) - around))


def date_remarks(text: str, day: date, around: VisitDates) -> Iterator[Remark]:
    """What is to be said of a date that was understood: another day of the week, another form."""
    yield from _weekday_remark(text, day)
    if not is_permitted(ValueKind.DATE, text, _date_spellings(day, around)):
        yield Remark.read_as(text, day)


def _weekday_remark(text: str, day: date) -> Iterator[Remark]:
    match = _WEEKDAY.search(normal(text))
    if match and match["weekday"].replace("天", "日") != _WEEKDAYS[day.weekday()]:
        right = f"周{_WEEKDAYS[day.weekday()]}"
        yield Remark.warning("value.weekday", found=text, day=day, weekday=right)


def _date_spellings(day: date, around: VisitDates) -> Iterator[str]:
    yield from (f"{day:%Y-%m-%d}", f"{day:%m-%d}", f"{day:%Y%m%d}")
    if around.includes(day):
        yield f"{day.day}日"


def is_time(text: str) -> bool:
    """Whether `text` gives a time and no date."""
    try:
        read_span(text)
    except PydanticCustomError:
        return False
    return _DATE.match(normal(text)) is None


def day_part(text: str) -> str:
    """The part of the day behind a date: 上午 in 12月10日上午; empty where there is none."""
    plain = without_note(normal(text))
    date_match = _DATE.match(plain)
    match = _DAY_PART.fullmatch(plain[date_match.end() :]) if date_match else None
    return match["half"] if match else ""


def without_note(plain: str) -> str:
    """`plain` without a note in brackets behind it, unless the note may be a time or a date."""
    match = _BEHIND.search(plain)
    if match is None or _WEEKDAY.fullmatch(match["note"]):
        return plain
    if _NO_TIME_OR_DATE.match(match["note"]) is None:
        return plain
    return plain[: match.start()]


def read_span(text: str) -> ParsedSpan:
    """The span in `text`: `9:30`, `14:30-17:00`, `22:30至次日0:30`, `下午2点半到5点`."""
    parts = _SPAN_BREAK.split(without_note(normal(text)))
    if len(parts) > 2 or not parts[0]:
        raise PydanticCustomError("value.time", "time", {"found": text})
    last = _match(parts[-1], text)
    start = _clock(_match(parts[0], text), text, None, _half_of(parts, last, text))
    if len(parts) == 1:
        if normal(text).replace(" ", "") in {"24:00", "24:00:00", "24点", "24时"}:
            raise PydanticCustomError("value.time", "time", {"found": text})
        return ParsedSpan(TimeSpan(start.time), start.days == 1, start.half, start.says_next_day)
    return _span_of(start, _clock(last, text, start.half), text)


def _span_of(start: _Clock, end: _Clock, text: str) -> ParsedSpan:
    length = end.minutes - start.minutes
    if length < 0 and not end.says_next_day:
        length += 24 * 60
    if length <= 0:
        raise PydanticCustomError("value.no_duration", "time", {"found": text})
    if length > 24 * 60:
        raise PydanticCustomError("value.over_a_day", "time", {"found": text})
    says = start.says_next_day or end.says_next_day or end.days > 0
    return ParsedSpan(TimeSpan(start.time, end.time), start.days == 1, start.half, says)


def _half_of(parts: list[str], last: re.Match[str], text: str) -> str | None:
    """The half of the day that is written behind the end alone, as in 2:30-4:30 PM."""
    if len(parts) == 1 or not last["suffix"]:
        return None
    start = _match(parts[0], text)
    hours = int(start["hour"]) % 12, int(last["hour"]) % 12
    return (
        last["suffix"]
        if not start["half"] and not start["suffix"] and hours[0] <= hours[1]
        else None
    )


def _match(part: str, whole: str) -> re.Match[str]:
    bare = _BEHIND_TIME.sub("", _BEFORE_TIME.sub("", part.strip()))
    match = _TIME.fullmatch(bare)
    if match is None:
        raise PydanticCustomError("value.time", "time", {"found": whole})
    return match


def _clock(
    match: re.Match[str], whole: str, inherited: str | None, behind: str | None = None
) -> _Clock:
    """The time of day in `match`; `inherited` is the half of the day of the span's start."""
    half = match["half"] or match["suffix"] or behind
    says_next = match["next"] is not None
    said = half or (inherited if not says_next else None)
    hour = int(match["hour"])
    minute = int(match["minute"] or match["minutes"] or (30 if match["half_past"] else 0))
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise PydanticCustomError("value.no_such_time", "time", {"found": whole})
    days, hour = divmod(_hour(hour, said, written=half), 24)
    if days and says_next:
        raise PydanticCustomError("value.no_such_time", "time", {"found": whole})
    return _Clock(time(hour, minute), days + says_next, said, says_next)


def _hour(hour: int, half: str | None, *, written: str | None) -> int:
    """The hour of the day, from 24 after midnight, of an hour said in a half of the day."""
    if half in _EVENING and (hour == 12 or hour < _SMALL_HOURS):
        return hour + (24 if hour < _SMALL_HOURS else 12)
    if hour < 12 and (half in _LATER or (half == "中午" and hour < 6)):
        return hour + 12
    return 0 if hour == 12 and written in _EARLIER else hour


def span_remarks(
    text: str, read: ParsedSpan, *, night: int | None = None, long: bool = False
) -> Iterator[Remark]:
    """What is to be said of a span that was understood.

    Without 凌晨, a start before the hour `night` may be one of the afternoon. Where `long`, more
    than 12 hours are, too.
    """
    span = read.span
    start, end = span.on(date(2000, 1, 1))
    if night:
        yield from _night_remark(text, read, night)
    if span.is_over_midnight and not read.says_next_day and not _is_in_the_evening(span):
        yield Remark.warning("time.end_before_start", found=text, hours=_hours(span))
    elif end and long and not read.says_next_day and _LONGEST < end - start < _WHOLE_DAY:
        yield Remark.notice("time.long", found=text, hours=_hours(span))
    elif read.starts_next_day or not _is_plain(text, span):
        yield Remark.read_as(text, ("次日" if read.starts_next_day else "") + format_span(span))


def _hours(span: TimeSpan) -> str:
    start, end = span.on(date(2000, 1, 1))
    return f"{((end or start) - start) / timedelta(hours=1):.3g}"


def _night_remark(text: str, read: ParsedSpan, night: int) -> Iterator[Remark]:
    """That a start from one o'clock, without 凌晨, may be one of the afternoon."""
    start = read.span.start
    is_told = read.starts_next_day or read.half not in {None, "上午"}
    if 0 < start.hour < night and not is_told:
        later = TimeSpan(time(start.hour + 12, start.minute))
        yield Remark.warning("time.night", found=text, later=later)


def format_span(span: TimeSpan) -> str:
    """A span as the loader reads it without a notice."""
    if not span.is_over_midnight:
        return str(span)
    return f"{span.start:%H:%M}-次日{span.end:%H:%M}"


def _is_in_the_evening(span: TimeSpan) -> bool:
    end = span.end or time(0)
    return span.start.hour >= _EVENING_FROM and end <= time(_MORNING_UNTIL)


@lru_cache(maxsize=4096)
def _is_plain(text: str, span: TimeSpan) -> bool:
    return is_permitted(ValueKind.TIME, text, _span_spellings(span))


def _span_spellings(span: TimeSpan) -> Iterator[str]:
    """The ways to write a span in which nothing is left to understand."""
    for start, half in _clock_spellings(span.start):
        if span.end is None:
            yield start
            continue
        if span.end == time(0):
            yield from (f"{start}-24:00", f"{start}-0:00")
        for end, end_half in _clock_spellings(span.end):
            if span.is_over_midnight:
                yield f"{start}-次日{end}"
            if span.is_over_midnight and not _is_in_the_evening(span):
                continue
            yield f"{start}-{end}"
            if half and half == end_half and end.startswith(half):
                yield f"{start}-{end.removeprefix(half)}"
            if half and half == end_half and end.endswith(half):
                yield f"{start.removesuffix(half)}-{end}"


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
"""The hours that a half of the day may be said with."""


def _clock_spellings(clock: time) -> Iterator[tuple[str, str | None]]:
    """A time of day with every half of the day that agrees with it, and which half that is."""
    yield f"{clock.hour}:{clock.minute:02}", None
    for half, hours in _HOURS.items():
        if clock.hour not in hours:
            continue
        for hour in {clock.hour, (clock.hour - 1) % 12 + 1}:
            figures = f"{hour}:{clock.minute:02}"
            yield f"{half}{figures}", half
            if half in _LATIN:
                yield f"{figures}{half}", half


def resolve_day_and_time(day: str, written: str, around: VisitDates) -> tuple[str, str] | None:
    """A day and a time as they would be written without 次日, 晚上12点 or a part of the day in the
    column of days: 12月10日下午 and 2:30. None where nothing of this kind is written.
    """
    try:
        read = read_span(written)
        part = day_part(day)
        if part and read.half is None and not read.says_next_day:
            written = f"{part}{written}"
            read = read_span(written)
        elif not read.starts_next_day:
            return None
        on = read_date(day, around) + timedelta(days=read.starts_next_day)
    except PydanticCustomError:
        return None
    said = "凌晨" if read.starts_next_day and read.span.start.hour < _MORNING_UNTIL else ""
    return str(on), said + format_span(read.span)


def as_small_hours(written: str) -> str | None:
    """A span of the night, told so, as it would be written: 凌晨2:30. None for another."""
    try:
        read = read_span(written)
    except PydanticCustomError:
        return None
    is_told = read.half is not None or read.starts_next_day
    return None if is_told or read.span.start.hour >= _MORNING_UNTIL else f"凌晨{written}"


def read_moment(text: str, around: VisitDates) -> tuple[Moment, ParsedSpan | None]:
    """The moment in `text`: `2026-05-18 14:30`, `5月18日下午2:30`, a date, a time on the first
    day; and its time as it was written, where there is one.
    """
    plain = without_note(normal(text).replace("T", " "))
    try:
        return Moment(read_date(text, around)), None
    except PydanticCustomError as problem:
        if problem.type not in {"value.date", "value.date_year"}:
            raise
    match = _DATE.match(plain)
    day = _date_of(match, text, around) if match else around.first
    if day is None or not _SPAN_BREAK.split(plain)[0]:
        raise PydanticCustomError("value.moment", "moment", {"found": text})
    try:
        read = read_span(plain[match.end() :] if match else plain)
    except PydanticCustomError as problem:
        code = "value.moment" if problem.type == "value.time" else problem.type
        raise PydanticCustomError(code, "moment", {"found": text}) from None
    later = day + timedelta(days=1) if read.starts_next_day else day
    return Moment(later, read.span.start), read


def moment_remarks(
    text: str, moment: Moment, read: ParsedSpan | None, around: VisitDates
) -> Iterator[Remark]:
    """What is to be said of a moment that was understood."""
    if read is None or moment.clock is None:
        yield from date_remarks(text, moment.day, around)
        return
    yield from _weekday_remark(text, moment.day - timedelta(days=read.starts_next_day))
    plain = normal(text).replace("T", " ")
    match = _DATE.match(plain)
    written = match.group() if match else ""
    days = _date_spellings(moment.day, around)
    clock = TimeSpan(moment.clock)
    is_plain = (
        is_permitted(ValueKind.DATE, written, days)
        and not read.starts_next_day
        and _is_plain(plain[len(written) :], clock)
    )
    yield from _night_remark(text, read, _NIGHT)
    if not is_plain:
        yield Remark.read_as(text, moment)


def _without_midnight(text: str) -> str:
    return re.sub(r"[ T]0{1,2}:00(:00)?$", "", text)
