"""A day and a time together, in one text or in two columns: 5月18日下午2:30, 次日0:30."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pydantic_core import PydanticCustomError

from generator.model.parsing.context import Remark
from generator.model.parsing.dates import (
    DATE,
    VisitDates,
    date_of,
    date_remarks,
    date_spellings,
    day_part,
    read_date,
    weekday_remarks,
    without_note,
)
from generator.model.parsing.normalisation import ValueKind, is_permitted, normal
from generator.model.parsing.spans import (
    EARLY_MORNING_UNTIL,
    SPAN_BREAK,
    ParsedSpan,
    TimeSpan,
    format_span,
    is_permitted_span,
    night_remarks,
    read_span,
)

_NIGHT = 5
"""An arrival before this hour, without 凌晨, may be meant for the afternoon."""


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
        day = self.day.isoformat()
        return f"{day} {self.clock.isoformat('minutes')}" if self.clock else day


def resolve_day_and_time(day: str, written: str, visit: VisitDates) -> tuple[str, str] | None:
    """A day and a time rewritten without 次日, 晚上12点 or a part of the day beside the date.

    12月10日下午 and 2:30 become 2026-12-10 and 14:30. None where there is nothing to rewrite.
    """
    try:
        span = read_span(written)
        part = day_part(day)
        if part and span.day_part is None and not span.says_next_day:
            written = f"{part}{written}"
            span = read_span(written)
        elif not span.starts_next_day:
            return None
        date_ = read_date(day, visit) + timedelta(days=span.starts_next_day)
    except PydanticCustomError:
        return None
    is_early = span.starts_next_day and span.span.start.hour < EARLY_MORNING_UNTIL
    return str(date_), ("凌晨" if is_early else "") + format_span(span.span)


def read_moment(text: str, visit: VisitDates) -> tuple[Moment, ParsedSpan | None]:
    """The moment in `text`, and its time as it was parsed where it has one.

    `text` is `2026-05-18 14:30`, `5月18日下午2:30`, a date, or a time on the visit's first day.
    """
    try:
        return Moment(read_date(text, visit)), None
    except PydanticCustomError as error:
        if error.type not in {"value.date", "value.date_year"}:
            raise
    content = without_note(normal(text).replace("T", " "))
    match = DATE.match(content)
    day = date_of(match, text, visit) if match else visit.first
    if day is None or not SPAN_BREAK.split(content)[0]:
        raise PydanticCustomError("value.moment", "moment", {"found": text})
    try:
        span = read_span(content[match.end() :] if match else content)
    except PydanticCustomError as error:
        code = "value.moment" if error.type == "value.time" else error.type
        raise PydanticCustomError(code, "moment", {"found": text}) from None
    return Moment(day + timedelta(days=span.starts_next_day), span.span.start), span


def moment_remarks(
    text: str, moment: Moment, span: ParsedSpan | None, visit: VisitDates
) -> Iterator[Remark]:
    """Remarks on a moment that was read: on its date, on its time, on its form."""
    if span is None or moment.clock is None:
        yield from date_remarks(text, moment.day, visit)
        return
    yield from weekday_remarks(text, moment.day - timedelta(days=span.starts_next_day))
    content = normal(text).replace("T", " ")
    match = DATE.match(content)
    date_text = match.group() if match else ""
    clock_text = content[len(date_text) :]
    yield from night_remarks(text, span, _NIGHT)
    if (
        span.starts_next_day
        or not is_permitted(ValueKind.DATE, date_text, date_spellings(moment.day, visit))
        or not is_permitted_span(clock_text, TimeSpan(moment.clock))
    ):
        yield Remark.read_as(text, moment)
