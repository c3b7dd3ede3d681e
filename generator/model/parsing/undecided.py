"""What is still to be decided: 待定, 另行通知, tbd; with the day by which it will be, if given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_skeleton
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator import vocabulary
from generator.model.parsing.dates import VisitDates, read_date
from generator.model.parsing.normalisation import normal
from generator.text import Text

_ABOUT = (
    r"(?:(?:具体)?(?:时间|日期|地点|场地|会场|场所|会议室|房间|房号|楼层|桌号|桌次|座位号?|座次|席位|车号|车辆"
    r"|车型|车牌号?|车次|航班|驾驶员|司机|主持人|发言人|主讲人|负责人|接待人|人选|人员|名单|号码|电话)[\s:]*"
    r"|(?<![a-z])(?:time|date|place|venue|room|hall|seat|table|vehicle|plate|driver|speaker)s?"
    r"(?: is| are)?[\s:]+)?"
)
_ZH = (
    r"(?:(?:尚|暂|仍|均|都|有)?(?:待定|未定)|(?:尚|暂|仍|有)?待(?:确定|确认|明确|通知|告知|安排|分配|落实|排定?)"
    r"|(?:尚|暂)?未(?:确定|明确|落实)|(?:届时|时间)?另行?(?:通知|告知|安排|确定)|另定)"
)
_EN = (
    r"(?:t\.?b\.?[acd]\.?(?![a-z])|(?:still |yet )*to be (?:decided|determined|confirmed|announced"
    r"|advised|arranged|assigned)|(?:not yet |un)(?:decided|determined|confirmed|assigned))"
)
_DECIDED = r"(?:再|予以)?(?:定|确定|确认|通知|告知|公布|落实|明确|安排|答复)"
_OPEN = rf"{_ABOUT}(?:{_ZH}|(?<![a-z]){_EN})"
_BY = (
    rf"(?:(?:最迟|最晚|预计|拟)?\s*(?P<before>[^()]{{2,20}}?)(?:之|以)?前{_DECIDED}?"
    r"|(?:by|before|until|no later than)\s+(?P<by>[^()]{3,20}))"
)
_MARKS = r"[\s,、;:/(\[-]*"
_UNDECIDED = re.compile(
    rf"(?P<rest>.*?){_MARKS}{_OPEN}(?:{_MARKS}{_BY})?(?:\s*[,;(]\s*(?P<more>[^()]+))?[\s)\].。]*",
    re.IGNORECASE | re.DOTALL,
)
OPEN = "待定"
"""The word written in place of a number still to be decided; the vocabulary translates it."""
_LONGEST = 80
"""A longer text is prose. Also, the pattern takes long for very long ones."""
_SIGNS = frozenset("定未待另tTnNuU")
"""Characters of which one is in each text that leaves something to be decided."""
_HINT = re.compile(r"[定未待另]|t\.?b\.?[acd]|to be |decided|determined|confirmed|assigned", re.I)
"""What such a text has, too. Most texts of a roster are passed by these two alone."""
_DECIDED_BY = re.compile(rf"(?:最迟|最晚)?(?P<before>[^()]{{2,20}}?)(?:之|以)?前{_DECIDED}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
    r"(?:\s+(?P<day_after>\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A `field` of a record that is still to be decided, until the day `by` where that is known.

    `is_placeholder` is whether the field's value stands for nothing that was written.
    """

    field: str
    by: date | None = None
    is_placeholder: bool = False

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """Check the class alone: it is a field of every record, and only the program makes one."""
        return core_schema.is_instance_schema(cls)

    @property
    def text(self) -> Text:
        """`待定`, `待定（5月10日前定）`, `to be decided (by May 10)`."""
        return undecided_text(self.by)


@dataclass(frozen=True, slots=True)
class UndecidedWords:
    """The words of a text by which something is to be decided.

    `by` is the day by which, `unread` what is written behind it or in its place and is no day.
    `rest` is what is known already: 云来宾馆 in 云来宾馆（会议室待定）.
    """

    by: date | None = None
    unread: str = ""
    rest: str = ""


def may_be_undecided(text: str) -> bool:
    """Whether `text` has what every text has that leaves something to be decided."""
    return not (_SIGNS.isdisjoint(text) or len(text) > _LONGEST or _HINT.search(text) is None)


def read_undecided(text: str, visit: VisitDates) -> UndecidedWords | None:
    """The words in `text` that leave something to be decided; None where it has none."""
    if not may_be_undecided(text):
        return None
    written = normal(text)
    match = _UNDECIDED.fullmatch(written)
    if match is None:
        day_alone = _DECIDED_BY.fullmatch(written)
        day = _day_in(day_alone["before"], visit) if day_alone else None
        return UndecidedWords(day) if day else None
    by = match["before"] or match["by"] or ""
    day = _day_in(by, visit)
    unread = ", ".join(text for text in ("" if day else by, match["more"]) if text)
    return UndecidedWords(day, unread, match["rest"])


def _day_in(written: str, visit: VisitDates) -> date | None:
    try:
        return read_date(_with_numbers(written), visit)
    except PydanticCustomError:
        return None


def _with_numbers(written: str) -> str:
    """An English date as numbers, in the order that dates are read in; others unchanged."""
    match = _ENGLISH_DATE.fullmatch(written.strip())
    if match is None:
        return written
    month = _MONTHS.index(match["month"].lower()) + 1
    numbers = (match["year"], str(month), match["day"] or match["day_after"])
    return "-".join(number for number in numbers if number)


@lru_cache(maxsize=256)
def undecided_text(by: date | None = None) -> Text:
    """`待定`, `待定（5月10日前定）`: that something is to be decided, in every language."""
    if by is None:
        return vocabulary.word_text("undecided.open")
    days = {code: format_skeleton("MMMd", by, locale=code) for code in vocabulary.languages()}
    return vocabulary.word_text("undecided.by", day=Text.of(days))
