"""A new visit's folder with its workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load_visit
from generator.model.standing import Standing
from generator.render.starter import starter_workbook, starter_yaml
from tests.support.documents.lists_workbook import Resave
from tests.support.documents.new_workbook import (
    FIRST,
    LAST,
    Load,
    Loaded,
)
from tests.support.proof import cases


def with_header(text: str) -> str:
    """A new visit.yml whose template texts a clerk has replaced."""
    for left, written in (("来访名称", "考察团"), ("接待单位", "甲局"), ("来访单位", "乙局")):
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


@pytest.fixture(scope="session", params=cases(["xlsxwriter", "LibreOffice"], {"xlsxwriter"}))
def written(request: pytest.FixtureRequest, new: bytes) -> bytes:
    """The workbook of a new visit as the program writes it, and as LibreOffice saves it."""
    if request.param == "xlsxwriter":
        return new
    resaved: Resave = request.getfixturevalue("resaved")
    return resaved(new)
