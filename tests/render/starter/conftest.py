"""A new visit's folder, and a clerk who writes into its workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from generator.findings import Finding
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.starter import starter_workbook, starter_yaml
from tests.render.conftest import Resave

FIRST, LAST = date(2026, 7, 1), date(2026, 7, 3)
NAMES = [
    "来宾", "组别", "专班", "日程", "住宿", "用餐", "车辆", "乘车", "作息", "工作组", "任务",
    "会议决定", "联系方式", "费用",
]  # fmt: skip
OPTIONS = "下拉选项"
Rows = Mapping[str, list[dict[str, object]]]
Loaded = tuple[Visit, tuple[Finding, ...]]
Load = Callable[[bytes], Loaded]


def with_header(text: str) -> str:
    """A new visit.yml whose template texts a clerk has replaced."""
    for left, written in (("任务名称", "考察团"), ("接待单位", "甲局"), ("来访单位", "乙局")):
        text = text.replace(f"请改成{left}", written)
    return text


@pytest.fixture
def load(tmp_path: Path, standing: Standing) -> Load:
    """A new visit's folder with its header filled in and this workbook in it, loaded."""

    def read(content: bytes) -> Loaded:
        folder = tmp_path / "2026-07-visit"
        folder.mkdir(exist_ok=True)
        (folder / "visit.yml").write_text(with_header(starter_yaml(FIRST, LAST)), "utf-8")
        (folder / "book.xlsx").write_bytes(content)
        visit, findings = load_visit(folder, standing, tmp_path)
        assert visit is not None
        return visit, findings

    return read


@pytest.fixture(scope="session")
def new(standing: Standing) -> bytes:
    """The workbook of a new visit."""
    return starter_workbook(standing, FIRST, LAST)


@pytest.fixture(scope="session", params=["us", "the office"])
def written(request: pytest.FixtureRequest, new: bytes) -> bytes:
    """The workbook of a new visit as we write it, and as LibreOffice saves it."""
    if request.param == "us":
        return new
    resaved: Resave = request.getfixturevalue("resaved")
    return resaved(new)


def filled(content: bytes, rows: Rows, top: int = 3) -> bytes:
    """The workbook after a clerk wrote `rows` by heading, from row `top` of each sheet down."""
    book = openpyxl.load_workbook(BytesIO(content))
    for name, said in rows.items():
        columns = {cell.value: cell.column for cell in book[name][1]}
        for number, row in enumerate(said, start=top):
            for heading, value in row.items():
                book[name].cell(number, columns[heading], value)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))
