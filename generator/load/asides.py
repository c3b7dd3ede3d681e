"""Rows of a table that hold no data, by what their first filled cell says."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.model.values import normal

_EXAMPLE = re.compile(r"\s*(?:示例|例[:：]|example\b)", re.IGNORECASE)
# A sum alone, with its number or behind a colon; who drew the table up.
_SUM = re.compile(
    r"(?:合计|小计|总计|共计|subtotal|total)(?:人数|金额|人民币)?(?:\([^()]{1,6}\))?"
    r"(?::.*|\d[\d.,]*\D{0,2})?"
    r"|共\d[\d.,]*\D{0,2}"
    r"|(?:制表人|填表人)(?::.*)?"
)
# What 审核 or 说明 begins may be a duty or an item of the schedule unless a colon follows; 说明会
# and 注册 are none of these.
_REMARK = re.compile(
    r"(?:注|备注|审核人)(?::.*)?"
    r"|(?:注|备注|说明|制表|填表|审核|notes?|remarks?)\d{0,2}:.*"
)
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.)]+\D.*")
# 制表人 李娜: a gap stands for the colon.
_GAP_BEFORE_NAME = re.compile(r"(?<=制表人|填表人|审核人)\s+")
_BEGINNING = 40


def is_example(text: str) -> bool:
    """Whether a row that begins with `text` shows how to fill in the others."""
    return _EXAMPLE.match(text) is not None


def is_sum(text: str) -> bool:
    """Whether a row that begins with `text` is a sum or says who drew the table up."""
    return _SUM.fullmatch(_plain(text)) is not None


def is_remark(text: str) -> bool:
    """Whether `text` is a remark, unless the rest of its row is data."""
    return _REMARK.fullmatch(_plain(text)) is not None


def is_numbered(text: str) -> bool:
    """Whether `text` may be a further line of a remark: 2、请携带身份证."""
    return _NUMBERED.fullmatch(_plain(text)) is not None


@lru_cache(maxsize=8)
def _plain(text: str) -> str:
    """The beginning of a cell for comparing; each cell is asked about more than once in a row."""
    beginning = _GAP_BEFORE_NAME.sub(":", normal(text[:_BEGINNING]))
    return "".join(beginning.split()).casefold()
