"""`handbook init --profile`: a university and a company get their own rules, and none of a county's."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from generator.init import Answers, Profile, office_files
from generator.init.answers import read_answers
from generator.init.source import program_pages
from generator.load import load_standing
from tests.support.documents.new_workbook import filled
from tests.support.project import without_paper

HOSTS = {
    Profile.COUNTY: "云州县机关事务服务中心",
    Profile.UNIVERSITY: "云州大学接待办公室",
    Profile.COMPANY: "云州机械有限公司行政部",
}
FOREIGN_WORDS = {
    Profile.UNIVERSITY: "县|乡镇|属地|条块|财行|贵地",
    Profile.COMPANY: "县|乡镇|属地|条块|财行|公函|公务接待|公务活动|公务卡|党政|2013年|上级机关",
}
"""Words of rules that do not apply to a profile."""
ABOUT_OTHERS = {Profile.UNIVERSITY: (), Profile.COMPANY: ("docs/rules/sources.md",)}
"""Pages that say what an office of the profile does not apply, and who has to look it up."""
each_profile = pytest.mark.parametrize("profile", Profile)


def files_of(profile: Profile) -> dict[str, bytes]:
    return office_files(program_pages(), Answers(HOSTS[profile], profile=profile))


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=typed, catch_exceptions=False)


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[Profile, Path]:
    """A project of each profile, as the command makes it."""
    root = tmp_path_factory.mktemp("profiles")
    for profile in Profile:
        made = run("init", str(root / profile), "--office", HOSTS[profile], "--profile", profile)
        assert made.exit_code == 0, made.output
    return {profile: root / profile for profile in Profile}


@pytest.mark.parametrize("profile", FOREIGN_WORDS)
def test_no_page_but_the_manual_has_a_word_of_rules_for_others(profile: Profile) -> None:
    words = re.compile(FOREIGN_WORDS[profile])

    found = {
        (path, match[0])
        for path, content in files_of(profile).items()
        if path.endswith((".md", ".yml")) and not path.startswith("docs/manual/")
        if path not in ABOUT_OTHERS[profile]
        for match in words.finditer(content.decode())
    }

    assert found == set()


def test_a_county_keeps_its_rules() -> None:
    files = files_of(Profile.COUNTY)

    assert "公函齐全" not in files
    assert "第七条" in files["docs/rules/letter.md"].decode()
    assert "docs/procedures/23-line-and-place.md" in files
    assert not [path for path in files if path.startswith("profiles")]


def test_pages_left_out_are_in_no_overview_and_pages_replaced_are_listed_by_their_titles() -> None:
    files = files_of(Profile.COMPANY)
    navigation = str(yaml.safe_load(files["mkdocs.yml"])["nav"])

    assert "docs/rules/letter.md" not in files
    assert "letter.md" not in navigation
    assert "{'会议管理': 'rules/meetings.md'}" in navigation
    assert "receipt.md" not in files["docs/forms/index.md"].decode()
    assert "menu-approval.md" in files["docs/forms/index.md"].decode()


@each_profile
def test_each_limit_and_clause_has_its_section_on_its_page(
    profile: Profile, projects: dict[Profile, Path]
) -> None:
    docs = projects[profile] / "docs"
    standing, findings = load_standing(docs)
    wrong = []
    for rule in standing.rules:
        page = (docs / rule.page).read_text("utf-8")
        clauses = {name: (entry,) for name, entry in rule.clauses.items()}
        for name, versions in (rule.limits | clauses).items():
            before, anchor, _ = page.partition(f"{{#{name.replace('_', '-')}}}")
            section = (re.findall(r"^##+ (第\d+条)", before, re.MULTILINE) or [""])[-1]
            cited = {n for entry in versions for n in re.findall(r"本页(第\d+条)", entry.clause)}
            wrong += [] if anchor and cited <= {section} else [(rule.id, name, cited, section)]

    assert findings == ()
    assert wrong == []


@each_profile
def test_the_result_passes_check_and_a_strict_build(
    profile: Profile, projects: dict[Profile, Path]
) -> None:
    root = projects[profile]
    checked = run("-C", str(root), "check")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(root / "web")]
    built = subprocess.run(mkdocs, cwd=root, capture_output=True, text=True, check=False)

    assert checked.output.strip() == "错误 0 个，提醒 0 个，提示 0 个。"
    assert built.returncode == 0, built.stderr
    assert read_answers(root) == Answers(HOSTS[profile], profile=profile)


HOTEL = """\
---
id: hotel
name: 云州宾馆
kind: hotel
address: 云州路1号
phone: "0717-5550100"
designated: yes
rooms:
  - {floor: "3", type: twin, numbers: "301-312", beds: 2, price: 260}
halls:
  - {name: 一号会议室, seats: 60}
dining:
  - {name: 餐厅, seats: 60, tables: "1-4", seats_each: 10}
---

# 云州宾馆
"""
"""The example of docs/venues/index.md, as an office that follows it writes the page."""
DAY, LAST = "2099-04-13", "2099-04-14"
NAMED = {"接待人": "李敏", "负责人": "李敏", "把关人": "周岚"}
GUESTS = [f"{family}{given}" for family in "赵钱孙李周" for given in ("一鸣", "文远", "思齐", "若水")]
TWO_DAYS = {
    "来宾": [
        {"姓名": name, "性别": "男", "单位": "江城设计院", "职务": "工程师", "组别": "第一组"}
        | {"抵达车次/航班": "自行前往", "返程车次/航班": "自行前往"}
        for name in GUESTS
    ],
    "组别": [{"组别": "第一组", "联络员": "李敏"}],
    "专班": [
        {"姓名": name, "单位": "办公室", "职务": "主任", "联系电话": f"1390000100{number}"}
        for number, name in enumerate(("周岚", "李敏", "吴越", "郑重"))
    ],
    "日程": [
        {"日期": DAY, "时间": "14:30-16:30", "内容": "座谈", "地点": "云州宾馆/一号会议室"} | NAMED
    ],
    "住宿": [
        {"酒店": "云州宾馆", "房号": f"{301 + n}", "人员": "、".join(GUESTS[2 * n : 2 * n + 2])}
        for n in range(10)
    ],
    "用餐": [
        {"日期": DAY, "餐别": "晚餐", "时间": "18:00-19:00", "地点": "云州宾馆/餐厅"}
        | {"形式": "工作餐", "桌号": str(table + 1), "人员": "、".join(people), "付款方": "接待方"}
        | NAMED
        for table, people in enumerate((GUESTS[:9] + ["周岚"], GUESTS[9:18], GUESTS[18:]))
    ],
    "联系方式": [{"事项": "总协调", "姓名": "李敏"}],
}
"""Twenty guests for two days: a talk, a dinner, a night."""
