"""Typed values out of the text people write: dates, times, spans, numbers, telephones, lists.

Every parser takes text as it stands in YAML or a cell and raises PydanticCustomError with a code
that the vocabulary words; none guesses silently.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.model.record import reading_of, written_as

MOST_NUMBERS = 20_000
"""How many rooms, or tables, one list may come to; `1-5000` is short to write."""

_DATE = re.compile(
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:\s*[(]?(?:周|星期|礼拜)[一二三四五六日天][)]?)?"
)
_HALF_DAY = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚|AM|PM|am|pm"
_NEXT_DAY = re.compile("次日|第二天|翌日")
_TIME = re.compile(
    rf"(?P<next>{_NEXT_DAY.pattern})?\s*(?P<half>{_HALF_DAY})?\s*"
    r"(?P<hour>\d{1,2})(?:\s*[::]\s*(?P<minute>\d{2})(?:\s*[::]\s*\d{2}(?:\.0+)?)?"
    r"|\s*[时点](?:\s*(?P<minutes>\d{1,2})\s*分?|(?P<half_past>半)|整)?)"
    r"\s*(?P<suffix>AM|PM|am|pm)?"
)
_SPAN_BREAK = re.compile(r"\s*(?:-|–|—|~|～|至|到)+\s*")
_LATER_HALF = {"下午", "傍晚", "晚上", "晚", "PM", "pm"}
_YEARS = range(1900, 3000)
_IN_EVERY_MONTH = 28
_LIST_BREAK = re.compile(r"\s*[、,;\n]\s*")
_YES = {"是", "有", "要", "需要", "愿意", "yes", "y", "true", "√", "✓", "1", "on"}
_NO = {"否", "无", "不", "不要", "不需要", "不愿意", "no", "n", "false", "×", "✗", "x", "0", "off"}


def normal(text: str) -> str:
    """Text for comparing: full-width forms folded, outer space and invisible marks removed."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf").strip()


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


def parse_date(text: str, around: date | None = None) -> date:
    """A date from `2026-05-18`, `2026/5/18`, `5月18日`; a missing year is the one near `around`."""
    match = _DATE.fullmatch(_without_midnight(normal(text)))
    if match is None:
        raise PydanticCustomError("value.date", "date", {"found": text})
    month, day = int(match["month"]), int(match["day"])
    if match["year"] and int(match["year"]) not in _YEARS:
        raise PydanticCustomError("value.year", "year", {"found": text})
    if not match["year"] and around is None:
        raise PydanticCustomError("value.date_year", "year", {"found": text})
    try:
        year = match["year"] or _year_near(around or date.min, month, day)
        return date(int(year), month, day)
    except ValueError:
        raise PydanticCustomError("value.no_such_date", "date", {"found": text}) from None


def _year_near(around: date, month: int, day: int) -> int:
    """The year whose day is nearest to `around`, also of a day that not every year has."""
    there = min(day, _IN_EVERY_MONTH)
    years = (around.year, around.year + 1, around.year - 1)
    return min(years, key=lambda year: abs(date(year, month, there) - around))


def parse_span(text: str) -> TimeSpan:
    """A TimeSpan from `9:30`, `上午9:30`, `14:30-17:00`, `22:30至次日0:30`, `下午2点半到5点`."""
    parts = _SPAN_BREAK.split(normal(text))
    if len(parts) > 2 or not parts[0]:
        raise PydanticCustomError("value.time", "time", {"found": text})
    start, half = _clock(parts[0], text, None)
    if start is None:
        raise PydanticCustomError("value.time", "time", {"found": text})
    if len(parts) == 1:
        return TimeSpan(start)
    end, _ = _clock(parts[1], text, half)
    if end == start and not _NEXT_DAY.match(parts[1]):
        raise PydanticCustomError("value.no_duration", "time", {"found": text})
    return TimeSpan(start, end or time(0))


def parse_clock(text: str) -> time:
    """A time of day from `12:00`, `中午12点`."""
    span = parse_span(text)
    if span.end is not None:
        raise PydanticCustomError("value.time", "time", {"found": text})
    return span.start


def parse_moment(text: str, around: date | None = None) -> Moment:
    """A Moment from `2026-05-18 14:30`, `5月18日下午2:30`, a date, or a time on `around`."""
    plain = normal(text).replace("T", " ")
    try:
        return Moment(parse_date(plain, around))
    except PydanticCustomError as problem:
        if problem.type == "value.no_such_date":
            raise
    match = _DATE.match(plain)
    day = parse_date(match.group(), around) if match else around
    if day is None or not _SPAN_BREAK.split(plain)[0]:
        raise PydanticCustomError("value.moment", "moment", {"found": text})
    try:
        return Moment(day, parse_span(plain[match.end() :] if match else plain).start)
    except PydanticCustomError as problem:
        code = "value.moment" if problem.type == "value.time" else problem.type
        raise PydanticCustomError(code, "moment", {"found": text}) from None


def parse_number(text: str) -> int:
    """A whole number from `18`, `18人`, `18.0`, `1,200`."""
    amount = parse_amount(text)
    if amount != amount.to_integral_value():
        raise PydanticCustomError("value.whole_number", "number", {"found": text})
    return int(amount)


def parse_amount(text: str) -> Decimal:
    """An amount from `720.00`, `¥1,200`, `720元`."""
    plain = re.sub(r"^[¥￥$]|[元人个间张座位%]+$", "", normal(text)).replace(",", "").strip()
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise PydanticCustomError("value.number", "number", {"found": text}) from None
    if not amount.is_finite() or abs(amount) > 10**12:
        raise PydanticCustomError("value.number", "number", {"found": text})
    return amount


def parse_yes_no(text: str) -> bool:
    """True or False from the words people use for yes and no."""
    word = normal(text).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise PydanticCustomError("value.yes_no", "yes or no", {"found": text})


def parse_phone(text: str) -> str:
    """A telephone number as dialled: digits, `+`, `-`, an extension; `1.3812345678E10` undone."""
    plain = normal(text)
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d{1,2}", plain):
        plain = str(int(Decimal(plain)))
    plain = re.sub(r"\.0$", "", plain)
    if not re.fullmatch(r"\+?[\d\s()-]{3,24}(?:\s*(?:转|ext\.?|x|#)\s*\d{1,6})?", plain, re.I):
        raise PydanticCustomError("value.phone", "telephone", {"found": text})
    return re.sub(r"\s+", " ", plain)


def split_list(value: object) -> object:
    """A list from `李娜、王强` or a list; each entry of a list may itself hold several."""
    if isinstance(value, str):
        return [part for part in _LIST_BREAK.split(_fold_separators(value)) if part.strip()]
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return [part for text in value for part in split_list(text)]  # type: ignore[attr-defined]
    return value


def expand_numbers(value: object) -> object:
    """Numbers from `8301-8312`, `1、2、5-8`, or a list of them; leading zeros are kept."""
    parts = split_list(value)
    if not isinstance(parts, list):
        return parts
    numbers: list[object] = []
    for part in parts:
        numbers += _expand(part)
        if len(numbers) > MOST_NUMBERS:
            raise PydanticCustomError("value.too_many", "range", {"most": MOST_NUMBERS})
    return numbers


def _expand(part: object) -> list[object]:
    match = (
        re.fullmatch(r"(\D*)(\d+)\s*[-–~～至]\s*\1(\d+)", part) if isinstance(part, str) else None
    )
    if match is None:
        return [part]
    prefix, first, last = match.groups()
    if int(last) - int(first) >= MOST_NUMBERS or int(last) < int(first):
        raise PydanticCustomError("value.range", "range", {"found": part})
    return [f"{prefix}{n:0{len(first)}d}" for n in range(int(first), int(last) + 1)]


def _fold_separators(text: str) -> str:
    return text.replace("，", ",").replace("；", ";").replace("\r", "\n")


def _without_midnight(text: str) -> str:
    return re.sub(r"[ T]0{1,2}:00(:00)?$", "", text)


def _clock(part: str, whole: str, inherited: str | None) -> tuple[time | None, str | None]:
    """The time of day in `part`, None for 24:00, and the half of the day it was said in."""
    match = _TIME.fullmatch(part.strip())
    if match is None:
        raise PydanticCustomError("value.time", "time", {"found": whole})
    half = match["half"] or match["suffix"]
    hour = int(match["hour"])
    minute = int(match["minute"] or match["minutes"] or (30 if match["half_past"] else 0))
    said = half or (inherited if not match["next"] else None)
    if hour < 12 and (said in _LATER_HALF or (said == "中午" and hour < 6)):
        hour += 12
    if hour == 12 and half in {"AM", "am", "凌晨"}:
        hour = 0
    if (hour, minute) == (24, 0):
        return None, said
    if hour > 23 or minute > 59:
        raise PydanticCustomError("value.no_such_time", "time", {"found": whole})
    return time(hour, minute), said


def _reader(parse: Any) -> BeforeValidator:
    return BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value)


def _dated(parse: Any) -> BeforeValidator:
    def read(value: object, info: ValidationInfo) -> object:
        return parse(value, reading_of(info).around) if isinstance(value, str) else value

    return BeforeValidator(read)


def between(least: int, most: int) -> AfterValidator:
    """A validator that refuses a number beyond what can be meant."""

    def check(number: int | None) -> int | None:
        if number is not None and not least <= number <= most:
            values = {"found": number, "least": least, "most": most}
            raise PydanticCustomError("value.out_of_range", "range", values)
        return number

    return AfterValidator(check)


def _words(example: str) -> Any:
    return written_as({"type": "string", "examples": [example]})


Day = Annotated[date, _dated(parse_date), _words("2026-05-18")]
Span = Annotated[TimeSpan, _reader(parse_span), _words("14:30-17:00")]
Clock = Annotated[time, _reader(parse_clock), _words("12:00")]
When = Annotated[Moment, _dated(parse_moment), _words("2026-05-18 14:30")]
Number = Annotated[int, _reader(parse_number), written_as({"type": ["integer", "string"]})]
Amount = Annotated[Decimal, _reader(parse_amount), written_as({"type": ["number", "string"]})]
YesNo = Annotated[bool, _reader(parse_yes_no), written_as({"type": ["boolean", "string"]})]
Phone = Annotated[str, _reader(parse_phone), written_as({"type": ["string", "integer"]})]
StringList = Annotated[
    tuple[str, ...],
    BeforeValidator(split_list),
    written_as({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
NumberList = Annotated[
    tuple[str, ...], BeforeValidator(expand_numbers), written_as({"type": ["array", "string"]})
]
