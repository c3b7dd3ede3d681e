"""Typed values out of the text that people write: dates, times, numbers, telephones, lists.

Each parser takes the text of YAML or of a cell, and raises PydanticCustomError with the code of a
message in the vocabulary; none guesses silently.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.model.parsing.context import Remark, context_of, note
from generator.model.parsing.dates import VisitDates, date_remarks, read_date
from generator.model.parsing.moments import Moment as Moment
from generator.model.parsing.moments import moment_remarks, read_moment
from generator.model.parsing.normalisation import ValueKind, is_permitted
from generator.model.parsing.normalisation import normal as normal
from generator.model.parsing.phones import parse_phone as parse_phone
from generator.model.parsing.phones import phone_remarks, usable_phone
from generator.model.parsing.spans import TimeSpan as TimeSpan
from generator.model.parsing.spans import read_span, span_remarks
from generator.model.record import json_schema

MOST_NUMBERS = 20_000
"""The most rooms or tables that one list may have; `1-5000` is short to write."""

_LIST_BREAK = re.compile(r"\s*[、,;\n]\s*")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_YES = {"是", "有", "要", "需要", "愿意", "yes", "y", "true", "√", "✓", "1", "on"}
_NO = {"否", "无", "不", "不要", "不需要", "不愿意", "no", "n", "false", "×", "✗", "x", "0", "off"}


def parse_date(text: str, start: date | None = None) -> date:
    """A date from `2026-05-18`, `2026/5/18`, `5月18日`; without a year, the nearest to `start`."""
    return read_date(text, VisitDates(start))


def parse_span(text: str) -> TimeSpan:
    """A TimeSpan from `9:30`, `上午9:30`, `14:30-17:00`, `22:30至次日0:30`, `下午2点半到5点`."""
    return read_span(text).span


def parse_moment(text: str, start: date | None = None) -> Moment:
    """A Moment from `2026-05-18 14:30`, `5月18日下午2:30`, a date, or a time on `start`."""
    return read_moment(text, VisitDates(start))[0]


def parse_number(text: str) -> int:
    """A whole number from `18`, `18人`, `18.0`, `1,200`."""
    amount = parse_amount(text)
    if amount != amount.to_integral_value():
        raise PydanticCustomError("value.whole_number", "number", {"found": text})
    return int(amount)


def parse_amount(text: str) -> Decimal:
    """An amount from `720.00`, `¥1,200`, `720元`."""
    digits = re.sub(r"^[¥￥$]|[元人个间张座位桌台辆晚%]+$", "", normal(text)).strip()
    if "," in digits and not _THOUSANDS.fullmatch(digits):
        raise PydanticCustomError("value.number", "number", {"found": text})
    try:
        amount = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        raise PydanticCustomError("value.number", "number", {"found": text}) from None
    if not amount.is_finite() or abs(amount) > 10**12:
        raise PydanticCustomError("value.number", "number", {"found": text})
    return amount


def parse_yes_no(text: str) -> bool:
    """True or False from the words for yes and no."""
    word = normal(text).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise PydanticCustomError("value.yes_no", "yes or no", {"found": text})


def split_list(value: object) -> object:
    """A list from `李四、王五` or a list, each entry of which may itself have several texts."""
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


def _day(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    day, remarks = _read_day(value, context_of(info).dates)
    note(info, remarks)
    return day


# Hundreds of rows have the same few days and times: each text is read once.
@lru_cache(maxsize=4096)
def _read_day(text: str, visit: VisitDates) -> tuple[date, tuple[Remark, ...]]:
    day = read_date(text, visit)
    return day, tuple(date_remarks(text, day, visit))


_EVERY_DAY = re.compile(r"每一?[天日]|天天|逐日|daily|every ?day|all days", re.IGNORECASE)
_DAY_TO_DAY = re.compile(r"(?P<first>.+?)\s*(?:至|到|[~～—–])\s*(?P<last>.+)")


def _days(value: object, info: ValidationInfo) -> object:
    """The days in `5月19日、20日` or `19日至21日`; none for 每天, which is every day."""
    if isinstance(value, str) and _EVERY_DAY.fullmatch(normal(value)):
        return ()
    parts = split_list(value)
    if not isinstance(parts, list):
        return parts
    days: list[object] = []
    for part in parts:
        span = _DAY_TO_DAY.fullmatch(part) if isinstance(part, str) else None
        ends = (span["first"], span["last"]) if span else (part,)
        read = [_day(end, info) for end in ends]
        first, last = read[0], read[-1]
        if not isinstance(first, date) or not isinstance(last, date):
            return value
        if not 0 <= (last - first).days <= _MOST_DAYS:
            raise PydanticCustomError("value.range", "range", {"found": part})
        days += [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(dict.fromkeys(days))


_MOST_DAYS = 366


def _span(*, night: int | None = None, long: bool = False) -> BeforeValidator:
    """A validator that reads spans; `night` and `long` are those of `span_remarks()`."""

    def read(value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        parsed = read_span(value)
        note(info, span_remarks(value, parsed, night=night, long=long))
        return parsed.span

    return BeforeValidator(read)


def _clock(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    parsed = read_span(value)
    if parsed.span.end is not None:
        raise PydanticCustomError("value.time", "time", {"found": value})
    note(info, span_remarks(value, parsed))
    return parsed.span.start


def _moment(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    moment, remarks = _read_moment(value, context_of(info).dates)
    note(info, remarks)
    return moment


@lru_cache(maxsize=4096)
def _read_moment(text: str, visit: VisitDates) -> tuple[Moment, tuple[Remark, ...]]:
    moment, span = read_moment(text, visit)
    return moment, tuple(moment_remarks(text, moment, span, visit))


def _number(parse: Callable[[str], Any]) -> BeforeValidator:
    """A validator that reads numbers, with a notice where the spelling is not permitted."""

    def read(value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        number = parse(value)
        if not is_permitted(ValueKind.NUMBER, value, (f"{number}", f"{number:f}")):
            note(info, (Remark.read_as(value, number),))
        return number

    return BeforeValidator(read)


def _phone(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    phone = parse_phone(value)
    note(info, phone_remarks(value, phone))
    return usable_phone(phone)


def _yes_no(value: object) -> object:
    return parse_yes_no(value) if isinstance(value, str) else value


def between(least: int, most: int) -> AfterValidator:
    """A validator that refuses a number outside of `least` to `most`."""

    def check(number: int | None) -> int | None:
        if number is not None and not least <= number <= most:
            values = {"found": number, "least": least, "most": most}
            raise PydanticCustomError("value.out_of_range", "range", values)
        return number

    return AfterValidator(check)


def _example(example: str) -> Any:
    return json_schema({"type": "string", "examples": [example]})


_NIGHT, _NIGHT_OF_RIDES = 6, 5
"""A start before these hours is at night. A coach may well leave at half past five."""

Day = Annotated[date, BeforeValidator(_day), _example("2026-05-18")]
DayList = Annotated[
    tuple[date, ...],
    BeforeValidator(_days),
    json_schema({"type": ["string", "array"], "examples": ["每天", "2026-05-19"]}),
]
"""Some days; none of them where something is of every day."""
Span = Annotated[TimeSpan, _span(night=_NIGHT, long=True), _example("14:30-17:00")]
RideSpan = Annotated[TimeSpan, _span(night=_NIGHT_OF_RIDES, long=True), _example("13:30-14:10")]
DailySpan = Annotated[TimeSpan, _span(), _example("07:00-08:30")]
Clock = Annotated[time, BeforeValidator(_clock), _example("12:00")]
When = Annotated[Moment, BeforeValidator(_moment), _example("2026-05-18 14:30")]
Number = Annotated[int, _number(parse_number), json_schema({"type": ["integer", "string"]})]
Amount = Annotated[Decimal, _number(parse_amount), json_schema({"type": ["number", "string"]})]
YesNo = Annotated[bool, BeforeValidator(_yes_no), json_schema({"type": ["boolean", "string"]})]
Phone = Annotated[str | None, BeforeValidator(_phone), json_schema({"type": ["string", "integer"]})]
"""A number as it is dialled; None where the written one has lost digits."""
StringList = Annotated[
    tuple[str, ...],
    BeforeValidator(split_list),
    json_schema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
NumberList = Annotated[
    tuple[str, ...], BeforeValidator(expand_numbers), json_schema({"type": ["array", "string"]})
]
