"""Sheets as people write them: headings that say more than the column's name, names left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator import vocabulary
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.hostile.ground import HEADER, shown, write
from tests.hostile.test_workbooks import workbook

Rows = list[list[str]]
LoadSheet = Callable[[str, Rows], tuple[Visit, list[str]]]
NEEDED = [f"姓名{vocabulary.word('starter.needed', language)}" for language in ("zh", "en")]


def as_csv(rows: Rows) -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode("utf-8")


@pytest.fixture(params=["book.xlsx", "book.csv"])
def load_sheet(request: pytest.FixtureRequest, tmp_path: Path, standing: Standing) -> LoadSheet:
    """Loads a visit of which one section is a sheet, in a workbook and in a CSV file."""

    def load(section: str, rows: Rows) -> tuple[Visit, list[str]]:
        name = request.param
        content = as_csv(rows) if name.endswith("csv") else workbook(tuple(map(tuple, rows)))
        files = {"visit.yml": f"{HEADER}{section}: {name}\n", name: content}
        folder = write(tmp_path / "visits" / "case", files)
        visit, findings = load_visit(folder, standing, tmp_path)
        assert visit is not None
        return visit, shown(findings)

    return load


@pytest.mark.parametrize(
    "heading",
    [
        *NEEDED,
        "姓名*",
        "*姓名",
        "＊姓名",
        "姓名(必填)",
        "姓名：",
        "姓\n名",
        "姓名\n（必填）",
        "姓名（选填）*",
    ],
)
def test_a_heading_may_tell_how_to_fill_in_its_column(load_sheet: LoadSheet, heading: str) -> None:
    visit, findings = load_sheet("guests", [[heading, "单位："], ["张三", "甲局"]])

    assert findings == []
    assert [(guest.name, guest.unit) for guest in visit.guests] == [("张三", "甲局")]


def test_so_may_one_that_names_a_language(load_sheet: LoadSheet) -> None:
    rows = [["日期", "时间*", "内容*", "内容（en）*"], ["5月18日", "9:00", "座谈会", "Forum"]]
    visit, findings = load_sheet("schedule", rows)

    assert findings == []
    assert visit.schedule[0].title.in_("en") == "Forum"


@pytest.mark.parametrize("heading", ["姓名（拼音）", "必填", "*", "（必填）"])
def test_what_is_no_such_remark_belongs_to_the_heading(load_sheet: LoadSheet, heading: str) -> None:
    _, findings = load_sheet("guests", [["姓名", heading], ["张三", "x"]])

    assert [each.rpartition(" ")[2] for each in findings] == ["heading.unknown"]


def test_people_without_a_name_are_never_the_same(load_sheet: LoadSheet) -> None:
    rows = [["姓名", "单位"], ["张三", "实验中学"], ["", "实验中学"], ["", "实验中学"]]
    visit, findings = load_sheet("guests", rows)

    assert [each.rpartition(" ")[2] for each in findings] == ["value.missing"] * 2
    assert [guest.name for guest in visit.guests] == ["张三"]
