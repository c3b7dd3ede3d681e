"""`changes` and `told` on the workbooks of real mistakes: each fact is reported once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.support.project import PROJECT, without_paper

CASES = Path(__file__).parent / "cases"


class Office:
    """A project whose first workbook was published, and which now has the second."""

    def __init__(self, root: Path, case: str) -> None:
        self.root, self.folder = root, root / "visits" / "case"
        shutil.copytree(PROJECT / "docs", root / "docs", ignore=shutil.ignore_patterns("assets"))
        shutil.copy(PROJECT / "mkdocs.yml", root)
        self.folder.mkdir(parents=True)
        shutil.copy(CASES / "visit.yml", self.folder)
        shutil.copy(CASES / "before.xlsx", self.folder / "book.xlsx")
        assert self.runs("publish", "case", "--to", str(root / "web")).exit_code == 0
        shutil.copy(CASES / f"{case}.xlsx", self.folder / "book.xlsx")

    def runs(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["-C", str(self.root), *arguments], catch_exceptions=False)

    def lines(self) -> list[str]:
        """Return the changes that the report lists, and whom they concern."""
        text = self.runs("changes", "case").stdout.split("需告知")[0]
        return [line.strip() for line in text.splitlines()[2:] if line.strip()]


@pytest.fixture
def office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Office]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796086800")  # 1 December 2026, 9 in Shanghai
    with without_paper():
        yield Office(tmp_path / "项目", request.param)


@pytest.mark.parametrize("office", ["plate"], indirect=True)
def test_a_changed_plate_is_one_line(office: Office) -> None:
    assert office.lines() == [
        "[以后] 1号车：车牌改为 鄂E·0B013（原 鄂E·0B012）",
        "涉及 10 人：陆远、韩梅、江小川、叶知秋、丁一凡、方晓；工作人员：周敏、李娜、王强、郑凯",
        "[以后] 1号车：驾驶员改为 向学文 13900000013（原 田永安 13900000012）",
        "涉及 7 人：陆远、韩梅、江小川、叶知秋、丁一凡、方晓；工作人员：王强",
    ]


@pytest.mark.parametrize("office", ["ride"], indirect=True)
def test_a_ride_ten_minutes_later_does_not_change_the_dinner(office: Office) -> None:
    (line, _) = office.lines()

    assert line == (
        "[以后] 12月15日 15:40 乘车前往明峰宾馆："
        "时间改为 12月15日 15:50–16:50（原 12月15日 15:40–16:40）"
    )


@pytest.mark.parametrize("office", ["cancelled"], indirect=True)
def test_a_cancelled_guest_is_listed_with_telephone_until_notified(office: Office) -> None:
    assert office.lines() == [
        "[以后] 丁一凡已不在名单上，请收回卡",
        "涉及 8 人：丁一凡；工作人员：周敏、李娜、王强、陈芳、郑凯、吴婷、何军",
    ]

    assert office.runs("told", "case", "丁一凡", "--by", "周敏").exit_code == 0

    report = json.loads(office.runs("changes", "case", "--format", "json").stdout)
    (gone,) = (line for line in report if line["name"] == "丁一凡")
    assert (gone["phone"], gone["party"]) == ("13900005005", "第一组")
    assert gone["told"].endswith("周敏已告知")


@pytest.mark.parametrize("office", ["cancelled"], indirect=True)
def test_a_party_includes_those_who_left(office: Office) -> None:
    result = office.runs("told", "case", "第一组", "--by", "周敏")

    assert "已记录：1 人由周敏告知" in result.stdout
