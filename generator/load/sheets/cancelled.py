"""Rows with a remark that they are cancelled: 备注 取消, 张三（不来了）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.findings import Finding, warning
from generator.load.nodes import MappingNode, ScalarNode
from generator.text import shortened

MOST_REPORTED = 50
"""Reminders for one list."""

_LONGEST_SHOWN = 20
_BEFORE = (
    r"(?:已经?|确认|确定|临时|暂时|可能|估计|决定|要求|本人|对方|来电|电话|通知|行程|整行|此[人行条项]|该[人行条项]"
    r"|因[故病事公]|有事|生病|现|均|都|先)"
)
_OVER = (
    r"(?:取消|作废|撤销|撤回|删除|删去|删掉|划掉|退出|退团|缺席|请假|不来|来不了|来不成|不去|去不了|不到|未到|未来"
    r"|(?:不|不再|不能|无法|没法)(?:来|去|到|参加|参会|出席|到会|与会|成行|前来|前往|随行)"
    r"|cancell?ed|cancel|withdrawn|notcoming|declined|отмен(?:а|ено|ён|ена)|неприедет)"
)
_AFTER = r"(?:了|的|行程|来访|参加|参会|出席|前来|此行|本次|活动|接待|计划|安排|报名)"
_ALONE = re.compile(
    rf"(?:^|[,，;；。.、:：!！(（\[【])(?:{_BEFORE})*{_OVER}{_AFTER}*(?=$|[,，;；。.、!！)）\]】])",
    re.IGNORECASE,
)
_AT_END = re.compile(
    r"(?:不来了|来不了了?|不参加了|不能来了?|不去了|无法前来|无法参加)[。.!！)）]?$"
)
_REPLACED = re.compile(
    r"(?:^|[,，;；。(（])(?:已|现)?(?:改由|换成|改成|改为|由).{1,10}(?:代替|顶替|替代|代为参加|代参加)"
)
_CHINESE = (
    "不|取消|没法|无法|请假|缺席|退出|退团|已退|替换|作废|撤|删|划掉|未到|未来"
    "|代替|顶替|替代|代为?参加"
)
_HINT = re.compile(f"{_CHINESE}|cancel|withdrawn|coming|declined|отмен|приедет", re.IGNORECASE)
"""A part of everything that the patterns above match: most cells need no other test."""
# Without IGNORECASE a search looks for first letters alone. No letter here has two small forms.
_HINT_IN_ROW = re.compile(f"{_CHINESE}|cancel|drawn|com|decl|отмен|приедет")
"""A part of each hint, in small letters: most rows need no other test."""


def reminders_of_cancelled(rows: Iterable[MappingNode]) -> Iterator[Finding]:
    """A reminder for each row that was read although it may be cancelled.

    It is for the office alone, since the remark that it quotes may be.
    """
    reported = 0
    for row in rows:
        texts = [value.text or "" for _, value in row.entries if isinstance(value, ScalarNode)]
        if not _HINT_IN_ROW.search("\n".join(texts).casefold()):
            continue
        remark = next((value for _, value in row.entries if _is_cancellation(value)), None)
        if isinstance(remark, ScalarNode) and reported < MOST_REPORTED:
            reported += 1
            found = shortened(remark.text or "", _LONGEST_SHOWN)
            yield replace(warning("row.cancelled", remark.place, found=found), office=True)


def _is_cancellation(value: object) -> bool:
    if not isinstance(value, ScalarNode) or not value.text:
        return False
    if not _HINT.search(value.text):
        return False
    plain = "".join(value.text.split())
    return any(pattern.search(plain) for pattern in (_ALONE, _AT_END, _REPLACED))
