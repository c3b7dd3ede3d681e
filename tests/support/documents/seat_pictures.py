"""A visit with every kind of seats, and the words in pictures of seats."""

from __future__ import annotations

import re
from typing import Any

from generator.render.handbook.blocks import Block, Pictures

VISIT: dict[str, Any] = {
    "guests": ["张伟", "王芳", "刘洋"],
    "team": {"staff": ["李娜"]},
    "schedule": [
        {"id": "forum", "day": "2026-05-18", "time": "9:00", "title": "座谈会",
         "for": "全体来宾、李娜"},
    ],
    "vehicles": [{"number": "1号车", "kind": "小车"}],
    "rides": [{"id": "out", "day": "2026-05-18", "time": "8:00", "from": "明峰高铁站",
               "to": "明峰宾馆", "vehicles": [{"vehicle": "1号车", "people": "张伟、王芳"}]}],
    "meals": [{"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "机关食堂",
               "ranked": "是", "tables": [{"no": "1", "seats": ["王芳", "张伟", "李娜"]}]}],
    "seating": [
        {"at": "forum", "form": "platform", "people": "张伟、李娜、王芳", "chairs": "4"},
        {"at": "out"},
    ],
}  # fmt: skip


def drawn(blocks: tuple[Block, ...]) -> list[tuple[str, list[str]]]:
    """Return (caption, words) of each picture of seats, from left to right and top to bottom."""
    return [
        (caption, re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", svg))
        for block in blocks
        if isinstance(block, Pictures)
        for caption, svg in block.pictures
        if 'class="seats"' in svg
    ]
