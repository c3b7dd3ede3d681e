"""Rows of a table that hold no data, by what their first filled cell says."""

from __future__ import annotations

import re

from generator.model.values import normal

_EXAMPLE = re.compile(r"\s*(?:示例|例[:：]|example\b)", re.IGNORECASE)
# A sum alone, with its number or behind a colon. What 审核 or 说明 begins may be a duty or an item
# of the schedule unless a colon follows; 说明会 and 注册 are none of these.
_ASIDE = re.compile(
    r"(?:合计|小计|总计|共计|subtotal|total)(?:人数|金额)?(?:\([元人]\))?(?::.*|\d[\d.,]*\D{0,2})?"
    r"|(?:注|备注|制表人|填表人|审核人)(?::.*)?"
    r"|(?:注|备注|说明|制表|填表|审核|notes?|remarks?)\d{0,2}:.*"
)
_BEGINNING = 40


def is_example(text: str) -> bool:
    """Whether a row that begins with `text` shows how to fill in the others."""
    return _EXAMPLE.match(text) is not None


def is_aside(text: str) -> bool:
    """Whether a row that begins with `text` is a sum, a remark or who drew the table up."""
    plain = "".join(normal(text[:_BEGINNING]).split()).casefold()
    return _ASIDE.fullmatch(plain) is not None
