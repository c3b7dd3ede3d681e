"""Twenty mistakes, planted in a YAML file and a workbook: each is found at its place, no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner

from generator.cli import main

VISIT = """\
title: 市生态旅游考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-20
knid: study
rank: 厅局
timezone: Asia/Shanghia
letter: {number: 文旅函〔2026〕12号, date: 2026-02-30, unit: 市文化和旅游局, people: 四}
team:
  lead: 周敏敏
  staff: book.xlsx#专班
  tasks:
    - {what: 核对名单, owner: 李娜, checker: 周敏, due: 下周}
guests: book.xlsx#来宾
schedule:
  - {day: 2026-05-18, time: 25:30, title: 座谈会, place: mingfeng/一号会议室}
  - {day: 2026-05-18, time: 14:30-17:00, place: mingfeng/一号会议室}
  - {day: 2026-05-19, time: 9:00, title: 参观, place: mingfeng/一号会义室}
stays: book.xlsx#住宿
meals:
  - {day: 2026-05-18, time: 18:00, kind: 晚饭餐, place: 一楼餐厅}
  - {day: 2026-05-19, time: 12:00, kind: 午餐, place: 一楼餐厅, tables: [{no: 1, seats: [张维]}]}
vehicles: book.xlsx#车俩
"""
SHEETS = {
    "专班": [
        ["姓名", "工作组", "联系电话"],
        ["周敏", "", "0717-5550123"],
        ["李娜", "综合协调", ""],
    ],
    "来宾": [
        ["姓名", "单位", "性别", "职务", "联系电活", "抵达时间"],
        ["张伟", "市文旅局", "男", "局长", "", ""],
        ["王芳", "市文旅局", "妇", "科长", "", ""],
        ["刘洋", "市文旅局", "男", "科长", "", "五月十八"],
        ["张伟", "市文旅局", "男", "科长", "", ""],
    ],
    "住宿": [
        ["酒店", "房号", "人员"],
        ["明峰宾馆", "8301", "张小伟"],
        ["明峰宾馆", "8999", "张伟"],
        ["明风宾馆", "8302", "张伟"],
    ],
    "车辆": [["车号"], ["1号车"]],
}
EXPECTED = {
    ("visit.yml:5:1", "key.unknown_near"),
    ("visit.yml:6:7", "value.choice"),
    ("visit.yml:7:11", "value.timezone"),
    ("visit.yml:8:38", "value.no_such_date"),
    ("visit.yml:8:73", "value.number"),
    ("visit.yml:10:9", "name.unknown_staff"),
    ("visit.yml:13:49", "value.moment"),
    ("visit.yml:16:29", "value.no_such_time"),
    ("visit.yml:17:5", "value.missing"),
    ("visit.yml:18:53", "name.unknown_place"),
    ("visit.yml:21:42", "value.choice"),
    ("visit.yml:22:84", "name.unknown_person"),
    ("visit.yml:23:11", "workbook.sheet_missing_near"),
    ("book.xlsx 专班!B3", "name.unknown_role"),
    ("book.xlsx 来宾!E1", "heading.unknown"),
    ("book.xlsx 来宾!C3", "value.choice"),
    ("book.xlsx 来宾!F4", "value.moment"),
    ("book.xlsx 来宾!A5", "person.same"),
    ("book.xlsx 住宿!C2", "name.unknown_person"),
    ("book.xlsx 住宿!B3", "name.unknown_room"),
    ("book.xlsx 住宿!A4", "name.unknown_place"),
    ("visit.yml:None:None", "check.none_done"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the real standing pages and one visit full of mistakes."""
    (tmp_path / "mkdocs.yml").write_text("site_name: 接待手册\n", "utf-8")
    (tmp_path / "docs").symlink_to(Path(__file__).parents[2] / "docs")
    folder = tmp_path / "visits" / "2026-05-planted"
    folder.mkdir(parents=True)
    (folder / "visit.yml").write_text(VISIT, "utf-8")
    with xlsxwriter.Workbook(folder / "book.xlsx") as book:
        for name, rows in SHEETS.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return tmp_path


def test_each_planted_mistake_is_reported_at_its_place_and_nothing_else(project: Path) -> None:
    result = CliRunner().invoke(main, ["-C", str(project), "check", "--format", "json"])

    found = {(_place(row), row["code"]) for row in json.loads(result.stdout)}
    assert found == EXPECTED
    assert result.exit_code != 0


def _place(row: dict[str, object]) -> str:
    file = str(row["file"]).removeprefix("visits/2026-05-planted/")
    return f"{file} {row['where']}" if row["where"] else f"{file}:{row['line']}:{row['column']}"
