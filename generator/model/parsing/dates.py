"""Dates out of the text that people write: 2026-05-18, 5月18日, 18日, 12月10日上午."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from pydantic_core import PydanticCustomError

from generator.model.parsing.context import Remark
from generator.model.parsing.context import VisitDates as VisitDates
from generator.model.parsing.normalisation import ValueKind, is_permitted, normal

DAY_PARTS = (
    "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜里|夜间|深夜|半夜|午夜|当晚|晚|早"
    "|AM|PM|am|pm"
)
"""The words for a part of the day, as a regular expression."""
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])")
DATE = re.compile(
    r"(?:(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})"
    r"(?!\d)\s*[日号]?"
    r"|(?P<compact>(?:19|2\d)\d{6})(?!\d)|(?P<alone>\d{1,2})\s*[日号])"
    rf"(?:\s*[(]?{_WEEKDAY.pattern}[)]?)?"
)
_DAY_PART = re.compile(rf"\s*(?P<part>{DAY_PARTS})(?:间|些时候)?\s*")
_NOTE = re.compile(r"\s*\((?P<note>[^()]*)\)$")
_NO_TIME_OR_DATE = re.compile(r"(?!.*(?:\d\s*[:点时月]|\d{1,2}\s*[-/.]\s*\d|[上下中]午))")
_YEARS = range(1900, 3000)
_LAST_DAY_OF_EVERY_MONTH = 28


def read_date(text: str, visit: VisitDates) -> date:
    """The date in `text`: `2026-05-18`, `5月18日`, `18日`, `12月10日上午`, `5.18`."""
    content = without_note(_without_midnight(normal(text)))
    match = DATE.match(content)
    if match is None or not _is_day_part(content[match.end() :]):
        raise PydanticCustomError("value.date", "date", {"found": text})
    return date_of(match, text, visit)


def date_of(match: re.Match[str], text: str, visit: VisitDates) -> date:
    """The date in a match of `DATE`; `text` is the whole text, for the error."""
    if match["alone"]:
        return _nearest_day(visit, int(match["alone"]), text)
    if match["compact"]:
        year, month, day = match["compact"][:4], match["compact"][4:6], match["compact"][6:]
    else:
        year, month, day = match["year"], match["month"], match["day"]
    if year and int(year) not in _YEARS:
        raise PydanticCustomError("value.year", "year", {"found": text})
    if not year and visit.first is None:
        raise PydanticCustomError("value.date_year", "year", {"found": text})
    try:
        year = year or _nearest_year(visit.first or date.min, int(month), int(day))
        result = date(int(year), int(month), int(day))
    except ValueError:
        raise PydanticCustomError("value.no_such_date", "date", {"found": text}) from None
    if not match["year"] and _has_lost_a_zero(match.group(), result, visit):
        tenth = f"{int(month)}月{day}0日"
        raise PydanticCustomError("value.lost_zero", "date", {"found": text, "other": tenth})
    return result


def _is_day_part(text: str) -> bool:
    return not text.strip() or _DAY_PART.fullmatch(text) is not None


def _has_lost_a_zero(written: str, read: date, visit: VisitDates) -> bool:
    """Whether 5.1 may be what a spreadsheet made of 5.10: only that is a day of the visit."""
    match = re.fullmatch(r"\d{1,2}\.([123])", written)
    if match is None or visit.includes(read):
        return False
    try:
        return visit.includes(read.replace(day=int(match[1]) * 10))
    except ValueError:
        return False


def _nearest_day(visit: VisitDates, day: int, text: str) -> date:
    """The date of a day without a month: a day of the visit, or the nearest to its start."""
    start = visit.first
    if start is None:
        raise PydanticCustomError("value.date_year", "year", {"found": text})
    first = start.replace(day=1)
    dates = []
    for month in (first - timedelta(days=1), first, first + timedelta(days=31)):
        try:
            dates.append(month.replace(day=day))
        except ValueError:
            continue
    if not dates:
        raise PydanticCustomError("value.no_such_date", "date", {"found": text})
    return min(dates, key=lambda date_: (not visit.includes(date_), abs(date_ - start)))


def _nearest_year(start: date, month: int, day: int) -> int:
    """The year in which a day is nearest to `start`."""
    # 29 February is compared as the 28th, which every year has.
    comparable = min(day, _LAST_DAY_OF_EVERY_MONTH)
    years = (start.year, start.year + 1, start.year - 1)
    return min(years, key=lambda year: abs(date(year, month, comparable) - start))


def date_remarks(text: str, day: date, visit: VisitDates) -> Iterator[Remark]:
    """Remarks on a date that was read: a wrong day of the week, a form that is not permitted."""
    yield from weekday_remarks(text, day)
    if not is_permitted(ValueKind.DATE, text, date_spellings(day, visit)):
        yield Remark.read_as(text, day)


def weekday_remarks(text: str, day: date) -> Iterator[Remark]:
    """A remark where `text` names a day of the week that `day` is not."""
    match = _WEEKDAY.search(normal(text))
    if match and match["weekday"].replace("天", "日") != _WEEKDAYS[day.weekday()]:
        weekday = f"周{_WEEKDAYS[day.weekday()]}"
        yield Remark.warning("value.weekday", found=text, day=day, weekday=weekday)


def date_spellings(day: date, visit: VisitDates) -> Iterator[str]:
    """The forms in which a date may be written without a remark."""
    yield from (f"{day:%Y-%m-%d}", f"{day:%m-%d}", f"{day:%Y%m%d}")
    if visit.includes(day):
        yield f"{day.day}日"


def day_part(text: str) -> str:
    """The part of the day after a date: 上午 in 12月10日上午; empty where there is none."""
    content = without_note(normal(text))
    date_match = DATE.match(content)
    match = _DAY_PART.fullmatch(content[date_match.end() :]) if date_match else None
    return match["part"] if match else ""


def without_note(text: str) -> str:
    """`text` without a note in brackets at its end, unless the note may be a time or a date."""
    match = _NOTE.search(text)
    if match is None or _WEEKDAY.fullmatch(match["note"]):
        return text
    if _NO_TIME_OR_DATE.match(match["note"]) is None:
        return text
    return text[: match.start()]


def _without_midnight(text: str) -> str:
    return re.sub(r"[ T]0{1,2}:00(:00)?$", "", text)
