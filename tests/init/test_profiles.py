"""`handbook init --profile`: a university and a company get their own rules, not a county's."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from mkdocs.__main__ import cli as mkdocs

from generator.cli import main
from generator.init import Answers, Profile, office_files
from generator.init.answers import read_answers
from generator.init.source import program_pages
from generator.load import load_standing
from tests.support.documents.new_workbook import filled
from tests.support.project import build_cards
from tests.support.proof import cases

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


def make_project(root: Path, profile: Profile) -> Path:
    """A project as the command makes it."""
    made = run("init", str(root / "手册"), "--office", HOSTS[profile], "--profile", profile)
    assert made.exit_code == 0, made.output
    return root / "手册"


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


def test_each_page_of_a_profile_replaces_one_that_differs_and_each_page_left_out_exists() -> None:
    pages = program_pages()
    left_out = yaml.safe_load(pages["profiles/left_out.yml"])
    replaced = {
        path: path.replace(f"profiles/{profile}/", "docs/")
        for profile in Profile
        for path in pages
        if path.startswith(f"profiles/{profile}/")
    }

    assert [path for path, former in replaced.items() if pages[path] == pages.get(former)] == []
    assert set(replaced.values()) <= pages.keys()
    assert {f"docs/{page}" for names in left_out.values() for page in names} <= pages.keys()


@each_profile
def test_each_limit_and_clause_has_its_section_on_its_page(
    profile: Profile, tmp_path: Path
) -> None:
    docs = make_project(tmp_path, profile) / "docs"
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
"""A page of a venue, as docs/venues/index.md shows how to write it."""
IN_NAVIGATION = "    - venues/index.md\n"
DAY, LAST = "2099-04-13", "2099-04-14"
IN_CHARGE = {"接待人": "李敏", "负责人": "李敏", "把关人": "周岚"}
BY_THEMSELVES = {"抵达车次/航班": "自行前往", "返程车次/航班": "自行前往"}
COURSES = "礼仪与接待规范、保密与个人信息、急救"
GIVEN_NAMES = ("一鸣", "文远", "思齐", "若水")
GUESTS = [f"{family}{given}" for family in "赵钱孙李周" for given in GIVEN_NAMES]
STAFF = ["周岚", "李敏", *(f"{family}立诚" for family in "吴郑王冯陈褚")]


def sheets(hosts: int) -> dict[str, list[dict[str, object]]]:
    """Twenty guests for two days: a talk, a dinner with some of the staff, a night."""
    guest = {"性别": "男", "单位": "江城设计院", "职务": "工程师", "组别": "第一组"} | BY_THEMSELVES
    talk = {"日期": DAY, "时间": "14:30-16:30", "内容": "座谈", "地点": "云州宾馆/一号会议室"}
    dinner = {"日期": DAY, "餐别": "晚餐", "时间": "18:00-19:00", "地点": "云州宾馆/餐厅"}
    dinner |= {"形式": "工作餐", "付款方": "接待方", "菜单": "清炒时蔬、红烧豆腐、番茄蛋汤"}
    diners = [*GUESTS, *STAFF[:hosts]]
    cost = {"日期": DAY, "场所": "云州宾馆", "凭证": "待开"}
    return {
        "来宾": [{"姓名": name} | guest for name in GUESTS],
        "组别": [{"组别": "第一组", "联络员": "李敏"}],
        "专班": [
            {"姓名": name, "单位": "办公室", "职务": "主任", "工作组": "接待联络组"}
            | {"联系电话": f"1390000100{number}", "已受培训": COURSES}
            for number, name in enumerate(STAFF)
        ],
        "工作组": [{"工作组": "接待联络组", "组长": "李敏", "把关人": "周岚"}],
        "日程": [talk | IN_CHARGE],
        "用餐": [
            dinner | IN_CHARGE | {"桌号": str(number + 1), "人员": "、".join(diners[number::3])}
            for number in range(3)
        ],
        "住宿": [
            {"酒店": "云州宾馆", "房号": str(301 + n), "人员": "、".join(GUESTS[2 * n : 2 * n + 2])}
            for n in range(10)
        ],
        "联系方式": [{"事项": "总协调", "工作人员": "李敏"}],
        "费用": [
            cost | {"项目": "用餐", "预计金额": 1000, "人数": len(diners), "付款方": "接待方"},
            cost | {"项目": "住宿", "预计金额": 2600, "人数": 20, "付款方": "派出单位"},
        ],
    }


LETTER = "letter: {{number: {}, date: 2099-04-01, unit: 办公室, people: 20}}"
WRITTEN = {
    Profile.COUNTY: {
        "purpose:": "purpose: 比较两地老旧小区加装电梯的施工组织",
        "letter:": LETTER.format("江设函〔2099〕8号"),
    },
    Profile.UNIVERSITY: {"kind:": "kind: 学术交流", "letter:": LETTER.format("云大邀〔2099〕3号")},
    Profile.COMPANY: {"kind:": "kind: 商务洽谈\napproval: 接审12号"},
}
"""What a clerk writes into visit.yml besides what every visit needs, by the line it replaces."""
IN_EVERY_VISIT = {
    "end:": f"end: {LAST}\nbudget: 5000",
    "  lead:": "  lead: 周岚",
    "  checklists:": "  checklists: []",
    "  meeting:": "  meeting: {at: 2099-04-06 09:00, place: 二楼, chair: 周岚, attending: [李敏]}\n"
    "  conveyed: {time: 两天, place: 云州宾馆, guests: 20人, scope: 座谈, standard: 标准间}",
}
HOSTS_AT_DINNER = {Profile.COUNTY: 6, Profile.UNIVERSITY: 6, Profile.COMPANY: 8}
"""As many as a county's rule allows for twenty guests; a company's allows more."""


def write_visit(root: Path, profile: Profile) -> None:
    """Create a visit of twenty by `handbook new`, and fill it in as a clerk does."""
    made = run(
        "-C", str(root), "new", "2099-04-visit", "--start", DAY,
        "--title", "江城设计院一行", "--host", HOSTS[profile], "--sender", "江城设计院",
    )  # fmt: skip
    assert made.exit_code == 0, made.output
    settings = (root / "mkdocs.yml").read_text("utf-8")
    listed = settings.replace(IN_NAVIGATION, f"{IN_NAVIGATION}    - 云州宾馆: venues/hotel.md\n")
    (root / "mkdocs.yml").write_text(listed, "utf-8")
    (root / "docs/venues/hotel.md").write_text(HOTEL, "utf-8")
    folder = root / "visits/2099-04-visit"
    book = folder / "book.xlsx"
    book.write_bytes(filled(book.read_bytes(), sheets(HOSTS_AT_DINNER[profile])))
    text = (folder / "visit.yml").read_text("utf-8")
    text = re.sub(r"^  (?:number|date|unit|people):\n", "", text, flags=re.M)
    for beginning, line in (IN_EVERY_VISIT | WRITTEN[profile]).items():
        text, count = re.subn(rf"^{beginning}.*$", line, text, flags=re.M)
        assert count == 1, beginning
    (folder / "visit.yml").write_text(text, "utf-8")


@pytest.mark.parametrize("profile", cases(Profile, {Profile.COMPANY}))
def test_a_project_is_clean_and_a_visit_of_twenty_goes_through(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_project(tmp_path, profile)
    at_once = run("-C", str(root), "check").output.strip()
    write_visit(root, profile)
    report = json.loads(run("-C", str(root), "check", "--format", "json").output)
    monkeypatch.chdir(root)
    built = CliRunner().invoke(mkdocs, ["build", "--strict", "-d", str(root / "web")])
    build_cards(root)

    assert at_once == "错误 0 个，提醒 0 个，提示 0 个。"
    assert [row["code"] for row in report] == ["confidentiality.not_approved"]
    assert built.exit_code == 0, built.output
    assert "江城设计院一行" in (root / "web/index.html").read_text("utf-8")
    links = (root / "output/2099-04-visit/links.csv").read_text("utf-8")
    assert [name for name in GUESTS if name not in links] == []
    if profile is Profile.COMPANY:
        pages = [page.read_text("utf-8") for page in (root / "web/visits").rglob("*.html")]
        assert len(pages) > 10
        assert [page for page in pages if "公函" in page] == []


@pytest.mark.parametrize("named", ["university", "高校", "大学", "2"])
def test_a_profile_is_named_by_its_key_its_word_or_its_number(tmp_path: Path, named: str) -> None:
    run("init", str(tmp_path / "手册"), "--office", "云州大学", "--profile", named)

    assert read_answers(tmp_path / "手册").profile is Profile.UNIVERSITY


def test_a_person_at_the_terminal_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cli.terminal.has_reader", lambda: True)

    asked = run("init", str(tmp_path / "手册"), typed="云州机械有限公司\n3\n\n")

    assert "本单位是：1 县（区）机关，2 高校，3 企业" in asked.output
    assert read_answers(tmp_path / "手册") == Answers("云州机械有限公司", profile=Profile.COMPANY)


def test_an_unknown_profile_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    refused = run("init", str(tmp_path / "手册"), "--office", "甲", "--profile", "医院")

    assert refused.exit_code == 2
    assert "没有“医院”这一类单位。可写：县（区）机关、高校、企业。" in refused.output
    assert not (tmp_path / "手册").exists()


def test_answers_of_a_version_without_profiles_are_a_countys(tmp_path: Path) -> None:
    root = make_project(tmp_path, Profile.COUNTY)
    answers = root / ".handbook/answers.yml"
    answers.write_text(answers.read_text("utf-8").replace("profile: county\n", ""), "utf-8")

    assert read_answers(root).profile is Profile.COUNTY
    assert run("-C", str(root), "update", "--dry-run").output.strip() == "各页与当前版本一致。"


def test_an_update_keeps_to_the_profile(tmp_path: Path) -> None:
    root = make_project(tmp_path, Profile.COMPANY)

    run("-C", str(root), "update")

    assert not (root / "docs/rules/letter.md").exists()
    assert [path.name for path in root.rglob("*.new")] == []
