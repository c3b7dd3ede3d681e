"""The permitted spellings: how a value may be written without a notice.

A value that is understood, but not written in a permitted spelling, gets a notice, "读作…"; what is
not understood is an error. The parsers use this table, and so does the test that looks for values
that differ from their text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

NAME_DOTS = "•・⋅‧∙●.．。"


class ValueKind(StrEnum):
    """Kinds of values, by their permitted spellings."""

    NAME = "name"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    NUMBER = "number"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Replacement:
    """One permitted difference: its name, its pattern, and the replacement that removes it."""

    name: str
    pattern: re.Pattern[str]
    by: str = ""


def _replacement(name: str, pattern: str, by: str = "") -> Replacement:
    return Replacement(name, re.compile(pattern, re.IGNORECASE), by)


_SPACES = _replacement("spaces", r"\s+")
_LEADING_ZEROS = _replacement("leading zeros", r"(?<!\d)0+(?=\d)")
_SPAN_DASH = _replacement("any dash between two times", r"(?:[-–—~]|至|到)+", "-")

PERMITTED: dict[ValueKind, tuple[Replacement, ...]] = {
    ValueKind.NAME: (
        _replacement("dots of names", f"[{re.escape(NAME_DOTS)}]", "·"),
        _replacement("spaces beside Chinese", r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])"),
    ),
    ValueKind.DATE: (
        _replacement("a midnight that a spreadsheet adds", r"[ T]0{1,2}:00(?::00)?$"),
        _replacement("the day of the week", r"[ \t(]*(?:周|星期|礼拜)[一二三四五六日天]\)?"),
        _SPACES,
        _replacement("the marks of a date", r"(?<=\d)[/.年月](?=\d)", "-"),
        _replacement("日 and 号", r"(?<=\d)[日号]$"),
        _LEADING_ZEROS,
    ),
    ValueKind.TIME: (
        _SPACES,
        _SPAN_DASH,
        _replacement("a half hour", r"(?<=\d)[点时]半", ":30"),
        _replacement("hours and minutes in words", r"(?<=\d)[点时](?=\d)", ":"),
        _replacement("a whole hour in words", r"(?<=\d)[点时]整?", ":00"),
        _replacement("分", r"(?<=\d)分"),
        _replacement("seconds of nought", r"(?<=:\d\d):00(?:\.0+)?(?!\d)"),
        _replacement("leading zeros of hours", r"(?<![\d:])0+(?=\d)"),
        _replacement("one digit of minutes", r"(?<=:)0(?=\d)"),
        _replacement("ways to say the next day", r"第二天|翌日|隔日|隔天", "次日"),
    ),
    ValueKind.PHONE: (
        _replacement("spaces, dashes and brackets", r"[\s()-]+"),
        _replacement("a fraction of nought", r"\.0$"),
        _replacement("ways to write an extension", r"转|ext\.?|x|#", "转"),
    ),
    ValueKind.NUMBER: (
        _SPACES,
        _replacement("the currency", r"^[¥￥$]"),
        _replacement("what is counted", r"[元人个间张座位桌台辆晚%]+$"),
        _replacement("thousands", r"(?<=\d),(?=\d{3}(?!\d))"),
        _replacement("a fraction of nought", r"\.0+$"),
        _LEADING_ZEROS,
    ),
    ValueKind.SEAT: (
        _SPACES,
        _replacement("what is numbered", r"^第|号?[桌座位台席]+$|号$"),
    ),
}
"""The differences permitted in each kind, besides full-width forms, capitals, invisible marks."""

# Words for "nothing". A text on what is special of somebody has more of them.
_NOTHING = re.compile(r"(?:无|没有?|暂无|/+|\\|[-–—_]+|none|nil|n/?a|null)", re.IGNORECASE)
_OUTER_MARKS = "。.,;!()[]【】 "
_NOTHING_SPECIAL = re.compile(
    r"(?:否|不|不用|不需要?|no|正常|都可以?"
    r"|(?:无|没有?|暂无)(?:任何|特殊|其他|饮食)*(?:要求|需要|需求|禁忌|忌口|忌|过敏|情况)?)",
    re.IGNORECASE,
)


def normal(text: str) -> str:
    """`text` for comparing: full-width forms folded, outer spaces and invisible marks removed."""
    folded = unicodedata.normalize("NFKC", text)
    if folded.isprintable():  # then it has no invisible mark: most texts are looked at once
        return folded.strip()
    return "".join(c for c in folded if unicodedata.category(c) != "Cf").strip()


@lru_cache(maxsize=16_384)
def canonical(kind: ValueKind, text: str) -> str:
    """`text` in the one form that all permitted spellings of its kind have in common."""
    result = normal(text).casefold()
    for replacement in PERMITTED[kind]:
        result = replacement.pattern.sub(replacement.by, result)
    return result


def is_permitted(kind: ValueKind, text: str, spellings: Iterable[str]) -> bool:
    """Whether `text` differs from one of a value's `spellings` only as permitted."""
    return any(
        text == spelling or canonical(kind, text) == canonical(kind, spelling)
        for spelling in spellings
    )


def means_nothing(text: str, *, special: bool = False) -> bool:
    """Whether `text` means that there is no value: 无, /, none.

    In a field for a person's `special` needs, 否 and 无忌口 mean so, too.
    """
    word = normal(text).strip(_OUTER_MARKS) or normal(text)
    return bool(_NOTHING.fullmatch(word) or (special and _NOTHING_SPECIAL.fullmatch(word)))
