"""A new visit's workbook, and rows written into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO

import openpyxl
from openpyxl.workbook import Workbook

from generator.findings import Finding
from generator.model.visit import Visit

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 3)
NAMES = [
    "来宾", "组别", "专班", "场所", "日程", "议程", "住宿", "用餐", "车辆", "乘车", "作息",
    "工作组", "任务", "会议决定", "联系方式", "费用",
]  # fmt: skip
OPTIONS = "下拉选项"
Rows = Mapping[str, list[dict[str, object]]]
Loaded = tuple[Visit, tuple[Finding, ...]]
Load = Callable[[bytes], Loaded]


def filled(content: bytes, rows: Rows, top: int = 3) -> bytes:
    """Write `rows` by heading, from row `top` of each sheet down; return the workbook."""
    book = openpyxl.load_workbook(BytesIO(content))
    for name, lines in rows.items():
        columns = {cell.value: cell.column for cell in book[name][1]}
        for number, row in enumerate(lines, start=top):
            for heading, value in row.items():
                book[name].cell(number, columns[heading], value)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))
