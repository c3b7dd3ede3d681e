"""The permitted normalisations: what may be written otherwise without a notice.

A value that was written in one of these ways is plain. Whatever else is understood gets a notice,
"读作…"; what is not understood is an error. The readers of values ask here, and so does the test
that looks for values that differ from their text.
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
    """Kinds of values, by what may be written otherwise in them."""

    NAME = "name"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    NUMBER = "number"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Replacement:
    """One permitted difference: what it is, and what is replaced by what to undo it."""

    what: str
    pattern: re.Pattern[str]
    by: str = ""


def _rewriting(what: str, pattern: str, by: str = "") -> Replacement:
    return Replacement(what, re.compile(pattern, re.IGNORECASE), by)


_SPACES = _rewriting("spaces", r"\s+")
_LEADING_ZEROS = _rewriting("leading zeros", r"(?<!\d)0+(?=\d)")
_SPAN_DASH = _rewriting("any dash between two times", r"(?:[-–—~]|至|到)+", "-")

PERMITTED: dict[ValueKind, tuple[Replacement, ...]] = {
    ValueKind.NAME: (
        _rewriting("dots of names", f"[{re.escape(NAME_DOTS)}]", "·"),
        _rewriting("spaces beside Chinese", r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])"),
    ),
    ValueKind.DATE: (
        _rewriting("a midnight that a spreadsheet adds", r"[ T]0{1,2}:00(?::00)?$"),
        _rewriting("the day of the week", r"[ \t(]*(?:周|星期|礼拜)[一二三四五六日天]\)?"),
        _SPACES,
        _rewriting("the marks of a date", r"(?<=\d)[/.年月](?=\d)", "-"),
        _rewriting("日 and 号", r"(?<=\d)[日号]$"),
        _LEADING_ZEROS,
    ),
    ValueKind.TIME: (
        _SPACES,
        _SPAN_DASH,
        _rewriting("a half hour", r"(?<=\d)[点时]半", ":30"),
        _rewriting("hours and minutes in words", r"(?<=\d)[点时](?=\d)", ":"),
        _rewriting("a whole hour in words", r"(?<=\d)[点时]整?", ":00"),
        _rewriting("分", r"(?<=\d)分"),
        _rewriting("seconds of nought", r"(?<=:\d\d):00(?:\.0+)?(?!\d)"),
        _rewriting("leading zeros of hours", r"(?<![\d:])0+(?=\d)"),
        _rewriting("one digit of minutes", r"(?<=:)0(?=\d)"),
        _rewriting("ways to say the next day", r"第二天|翌日|隔日|隔天", "次日"),
    ),
    ValueKind.PHONE: (
        _rewriting("spaces, dashes and brackets", r"[\s()-]+"),
        _rewriting("a fraction of nought", r"\.0$"),
        _rewriting("ways to write an extension", r"转|ext\.?|x|#", "转"),
    ),
    ValueKind.NUMBER: (
        _SPACES,
        _rewriting("the currency", r"^[¥￥$]"),
        _rewriting("what is counted", r"[元人个间张座位桌台辆晚%]+$"),
        _rewriting("thousands", r"(?<=\d),(?=\d{3}(?!\d))"),
        _rewriting("a fraction of nought", r"\.0+$"),
        _LEADING_ZEROS,
    ),
    ValueKind.SEAT: (
        _SPACES,
        _rewriting("what is numbered", r"^第|号?[桌座位台席]+$|号$"),
    ),
}
"""What may differ in each kind of value, besides full-width forms, capitals, invisible marks."""

# Written where there is nothing to write. A text that says what is special has more such words.
_NOTHING = re.compile(r"(?:无|没有?|暂无|/+|\\|[-–—_]+|none|nil|n/?a|null)", re.IGNORECASE)
_AROUND = "。.,;!()[]【】 "
_NOTHING_SPECIAL = re.compile(
    r"(?:否|不|不用|不需要?|no|正常|都可以?"
    r"|(?:无|没有?|暂无)(?:任何|特殊|其他|饮食)*(?:要求|需要|需求|禁忌|忌口|忌|过敏|情况)?)",
    re.IGNORECASE,
)


def normal(text: str) -> str:
    """Text for comparing: full-width forms folded, outer space and invisible marks removed."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf").strip()


@lru_cache(maxsize=16_384)
def canonical(kind: ValueKind, text: str) -> str:
    """`text` with every permitted difference of its kind undone."""
    undone = normal(text).casefold()
    for rewriting in PERMITTED[kind]:
        undone = rewriting.pattern.sub(rewriting.by, undone)
    return undone


def is_permitted(kind: ValueKind, text: str, spellings: Iterable[str]) -> bool:
    """Whether `text` is one of the `spellings` of a value but for permitted differences."""
    written = canonical(kind, text)
    return any(written == canonical(kind, spelling) for spelling in spellings)


def means_nothing(text: str, *, special: bool = False) -> bool:
    """Whether `text` says that there is nothing: 无, /, none. Where a text says what is `special`
    of somebody, 否 and 无忌口 say so too.
    """
    word = normal(text).strip(_AROUND) or normal(text)
    return bool(_NOTHING.fullmatch(word) or (special and _NOTHING_SPECIAL.fullmatch(word)))
