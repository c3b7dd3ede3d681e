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

    def lines(self, *options: str) -> list[str]:
        """Return the lines of the report below its heading."""
        text = self.runs("changes", "case", *options).stdout
        return [line.strip() for line in text.splitlines()[2:-1] if line.strip()]


@pytest.fixture
def office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Office]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796086800")  # 1 December 2026, 9 in Shanghai
    with without_paper():
        yield Office(tmp_path / "项目", request.param)


GUESTS_AND_STAFF = "陆远、韩梅、江小川、叶知秋、丁一凡、方晓；工作人员："


@pytest.mark.parametrize("office", ["plate"], indirect=True)
def test_a_changed_plate_is_one_line_with_telephones_and_a_text_to_send(office: Office) -> None:
    everybody = office.lines()
    office.runs("told", "case", "第一组", "--by", "周敏")

    assert everybody == [
        "[以后] 1号车 车牌 鄂E·0B012 → 鄂E·0B013",
        f"涉及 10 人，已告知 0 人，未告知 10 人：{GUESTS_AND_STAFF}周敏、李娜、王强、郑凯",
        "可发送：1号车：车牌改为 鄂E·0B013（原 鄂E·0B012）。",
        "未告知 第一组：陆远 13900005001、韩梅 13900005002、江小川 13900005003、"
        "叶知秋 13900005004、丁一凡 13900005005、方晓 13900005006",
        "未告知 工作人员：周敏 13900002001、李娜 13900002002、王强 13900002003、郑凯 13900002005",
        "[以后] 1号车 驾驶员 田永安 13900000012 → 向学文 13900000013",
        f"涉及 8 人，已告知 0 人，未告知 8 人：{GUESTS_AND_STAFF}王强、郑凯",
        "可发送：1号车：驾驶员改为 向学文 13900000013（原 田永安 13900000012）。",
        "未告知 第一组：陆远 13900005001、韩梅 13900005002、江小川 13900005003、"
        "叶知秋 13900005004、丁一凡 13900005005、方晓 13900005006",
        "未告知 工作人员：王强 13900002003、郑凯 13900002005",
    ]
    assert office.lines()[1] == (
        f"涉及 10 人，已告知 6 人，未告知 4 人：{GUESTS_AND_STAFF}周敏、李娜、王强、郑凯"
    )
    assert office.lines()[-1] == "未告知 工作人员：王强 13900002003、郑凯 13900002005"


@pytest.mark.parametrize("office", ["plate"], indirect=True)
def test_the_report_is_by_person_where_that_is_asked_for(office: Office) -> None:
    head, first, plate, driver, *_ = office.lines("--by", "person")

    assert head == "需告知 10 人："
    assert first == "陆远  第一组  13900005001"
    assert (plate, driver) == (
        "[以后] 1号车：车牌改为 鄂E·0B013（原 鄂E·0B012）",
        "[以后] 1号车：驾驶员改为 向学文 13900000013（原 田永安 13900000012）",
    )


@pytest.mark.parametrize("office", ["plate"], indirect=True)
def test_json_is_by_person_unless_it_is_asked_for_by_change(office: Office) -> None:
    by_person = json.loads(office.runs("changes", "case", "--format", "json").stdout)
    office.runs("told", "case", "第一组", "--by", "周敏")
    result = office.runs("changes", "case", "--format", "json", "--by", "change")
    _, driver = json.loads(result.stdout)

    assert (len(by_person), by_person[0]["name"]) == (10, "陆远")
    assert driver == {
        "urgency": "以后",
        "change": "1号车：驾驶员改为 向学文 13900000013（原 田永安 13900000012）",
        "what": "1号车 驾驶员",
        "from": "田永安 13900000012",
        "to": "向学文 13900000013",
        "people": ["陆远", "韩梅", "江小川", "叶知秋", "丁一凡", "方晓", "王强", "郑凯"],
        "told": ["陆远", "韩梅", "江小川", "叶知秋", "丁一凡", "方晓"],
        "not_told": [
            {"id": "王强", "name": "王强", "party": "", "phone": "13900002003"},
            {"id": "郑凯", "name": "郑凯", "party": "", "phone": "13900002005"},
        ],
        "texts": {"zh": "1号车：驾驶员改为 向学文 13900000013（原 田永安 13900000012）。"},
    }


@pytest.mark.parametrize("office", ["ride"], indirect=True)
def test_a_ride_ten_minutes_later_does_not_change_the_dinner(office: Office) -> None:
    changes = [line for line in office.lines() if line.startswith("[")]

    assert changes == [
        "[以后] 12月15日 15:40 乘车前往明峰宾馆 时间 12月15日 15:40–16:40 → 12月15日 15:50–16:50"
    ]


@pytest.mark.parametrize("office", ["cancelled"], indirect=True)
def test_a_cancelled_guest_is_listed_with_telephone_until_notified(office: Office) -> None:
    change, concerned, text, guest, *_ = office.lines()
    assert change == "[以后] 丁一凡已不在名单上，请收回卡"
    assert concerned == (
        "涉及 8 人，已告知 0 人，未告知 8 人："
        "丁一凡；工作人员：周敏、李娜、王强、陈芳、郑凯、吴婷、何军"
    )
    assert text == "可发送：丁一凡已不在名单上，请收回卡。"
    assert guest == "未告知 第一组：丁一凡 13900005005"

    assert office.runs("told", "case", "丁一凡", "--by", "周敏").exit_code == 0

    report = json.loads(office.runs("changes", "case", "--format", "json").stdout)
    (gone,) = (line for line in report if line["name"] == "丁一凡")
    assert (gone["phone"], gone["party"]) == ("13900005005", "第一组")
    assert gone["told"].endswith("周敏已告知")


@pytest.mark.parametrize("office", ["cancelled"], indirect=True)
def test_a_party_includes_those_who_left(office: Office) -> None:
    result = office.runs("told", "case", "第一组", "--by", "周敏")

    assert "已记录：1 人由周敏告知" in result.stdout
