"""The new visit's workbook loads as an empty visit, and as what a clerk writes into it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import yaml

from generator.findings import Finding, Severity
from generator.load import load_visit
from generator.model.people import name_of
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.starter import starter_yaml
from generator.render.starter.sheets import SHEETS
from tests.support.documents.lists_workbook import Resave, differences_between
from tests.support.documents.new_workbook import (
    FIRST,
    LAST,
    NAMES,
    Load,
    Rows,
    filled,
    opened,
    saved,
)

FILLED: Rows = {
    "来宾": [
        {"姓名": "张三", "性别": "男", "单位": "市文旅局", "联系电话": "0717-5550123",
         "组别": "第一组", "饮食禁忌": "素食、清真", "抵达时间": "10:20", "需要住宿": "是"},
        {"姓名": "王五", "性别": "男", "联系电话": 13900000003, "组别": "第一组"},
    ],
    "组别": [{"组别": "第一组", "联络员": "李四"}],
    "专班": [
        {"姓名": "李四", "单位": "县中心", "工作组": "综合协调组", "联系电话": "07175550124"},
        {"姓名": "赵六", "单位": "县中心", "已受培训": "会务服务"},
    ],
    "场所": [
        {"名称": "云来会堂", "类别": "办公场所", "会议室": "雨花厅（60人）", "车程": 15},
        {"会议室": "一号会议室"},
    ],
    "日程": [
        {"日期": date(2026, 7, 1), "时间": "14:30-17:00", "内容": "座谈会",
         "地点": "明峰宾馆/一号会议室", "参加人员": "第一组", "接待人": "李四", "类别": "会议"},
        {"时间": "19:30", "内容": "散步", "地点": "云来会堂/雨花厅", "自愿参加": "是"},
    ],
    "议程": [
        {"日程": "座谈会", "项次": 1, "议题": "介绍县情", "发言人": "李四", "分钟": 20,
         "材料": "县情：https://example.org/1（工作人员）；网页 https://example.org/2"},
        {"项次": 2, "议题": "来宾发言", "发言人": "张三（市文旅局）"},
    ],
    "住宿": [{"酒店": "明峰宾馆", "房号": "8301", "房型": "标准间", "人员": "张三、王五"}],
    "用餐": [
        {"日期": "7月1日", "餐别": "晚餐", "时间": "18:00-19:00", "地点": "明峰宾馆/一楼餐厅",
         "桌号": 1, "人员": "第一组", "菜单": "清炒时蔬、豆腐汤", "付款方": "来宾自付"},
        {"桌号": 2, "人员": "李四", "菜单": "米饭"},
        {"日期": "7月2日", "餐别": "早餐", "时间": "07:00", "地点": "机关食堂", "人员": "张三"},
    ],
    "车辆": [{"车号": "1号车", "车牌": "鄂E·0C021"}, {"车号": "02", "核载": 7}],
    "乘车": [
        {"日期": "2026-07-01", "时间": "13:30", "出发地": "明峰高铁站", "目的地": "明峰宾馆",
         "车号": "1号车", "人员": "第一组"},
        {"车号": "02", "人员": "李四"},
    ],
    "作息": [{"事项": "早餐", "时间": "07:00-08:30"}],
    "工作组": [{"工作组": "住宿组", "组长": "赵六", "成员": "李四", "注意事项": "先查电梯"}],
    "任务": [{"任务": "核对名单", "负责人": "李四", "把关人": "赵六", "期限": "6月28日"}],
    "会议决定": [{"决定事项": "定方案", "负责人": "赵六"}],
    "联系方式": [{"事项": "总协调", "工作人员": "李四"}, {"事项": "总台", "联系电话": "0717"}],
    "费用": [{"项目": "用餐", "日期": "7月1日", "预计金额": 720.5, "人数": 18}],
}  # fmt: skip


def summary(visit: Visit) -> dict[str, object]:
    """A few fields of everybody and everything in a visit."""
    decisions = visit.preparation.decisions if visit.preparation else ()
    written = [task for task in visit.team.tasks if "book.xlsx" in str(task.written_at("what"))]
    return {
        "guests": [(g.name, g.phone, str(g.arrival)) for g in visit.guests],
        "parties": [
            (p.name, p.liaison and p.liaison.name, len(visit.party_members(p)))
            for p in visit.parties
        ],
        "staff": [(s.name, s.phone, [str(r.title) for r in s.roles]) for s in visit.staff],
        "venues": [
            (str(venue.name), [str(hall.name) for hall in venue.halls], venue.minutes_to)
            for venue in visit.venues
        ],
        "schedule": [(str(i.title), i.start.isoformat(), i.optional) for i in visit.schedule],
        "points": [
            (
                str(p.item.title),
                p.number,
                str(p.title),
                name_of(p.speaker) if p.speaker else None,
                p.minutes,
                [(str(q.name), q.link, len(q.participants.people)) for q in p.papers],
            )
            for p in visit.points
        ],
        "stays": [(s.room.number, str(s.check_in), len(s.people.people)) for s in visit.stays],
        "meals": [
            (meal.start.isoformat(), meal.menu, [(t.number, t.menu) for t in meal.tables])
            for meal in visit.meals
        ],
        "vehicles": [(v.number, v.seats, v.driver) for v in visit.vehicles],
        "rides": [
            [(boarding.vehicle.number, len(boarding.people.people)) for boarding in ride.vehicles]
            for ride in visit.rides
        ],
        "routine": [str(line.what) for line in visit.routine],
        "groups": [(str(g.title), [s.name for s in g.people]) for g in visit.team.groups],
        "tasks": [(task.what, str(task.due)) for task in written],
        "decisions": [decision.what for decision in decisions],
        "contacts": [(str(c.what), c.who and c.who.name, c.phone) for c in visit.contacts],
        "expenses": [(e.item, str(e.planned), e.people) for e in visit.expenses],
    }  # fmt: skip


AS_FILLED = {
    "guests": [
        ("张三", "0717-5550123", "2026-07-01 10:20"),
        ("王五", "13900000003", "None"),
    ],
    "parties": [("第一组", "李四", 2)],
    "staff": [("李四", "07175550124", ["综合协调组"]), ("赵六", None, [])],
    "venues": [("云来会堂", ["雨花厅", "一号会议室"], {"mingfeng": 15})],
    "schedule": [("座谈会", "2026-07-01T14:30:00", False), ("散步", "2026-07-01T19:30:00", True)],
    "points": [
        (
            "座谈会",
            1,
            "介绍县情",
            "李四",
            20,
            [("县情", "https://example.org/1", 2), ("网页", "https://example.org/2", 0)],
        ),
        ("座谈会", 2, "来宾发言", "张三（市文旅局）", None, []),
    ],
    "stays": [("8301", "2026-07-01", 2)],
    "meals": [
        (
            "2026-07-01T18:00:00",
            ("清炒时蔬", "豆腐汤"),
            [("1", ()), ("2", ("米饭",))],
        ),
        ("2026-07-02T07:00:00", (), []),
    ],
    "vehicles": [("1号车", 44, "覃志远"), ("02", 7, None)],
    "rides": [[("1号车", 2), ("02", 1)]],
    "routine": ["早餐"],
    "groups": [("住宿组", ["赵六", "李四"]), ("综合协调组", ["李四"])],
    "tasks": [("核对名单", "2026-06-28")],
    "decisions": ["定方案"],
    "contacts": [("总协调", "李四", None), ("总台", None, "0717")],
    "expenses": [("用餐", "720.5", 18)],
}


def test_a_new_visit_loads_without_a_finding_and_is_empty(load: Load, new: bytes) -> None:
    visit, findings = load(new)

    assert findings == ()
    assert {key: value for key, value in summary(visit).items() if value} == {}


def test_the_visit_is_what_a_clerk_fills_in(load: Load, new: bytes) -> None:
    visit, findings = load(filled(new, FILLED))

    assert findings == ()
    assert summary(visit) == AS_FILLED


def test_a_workbook_saved_by_libreoffice_loads_as_the_same_visit(
    load: Load, new: bytes, resaved: Resave
) -> None:
    before, _ = load(filled(new, FILLED))

    after, findings = load(resaved(filled(new, FILLED)))

    assert (differences_between(after, before), findings) == ([], ())


def test_an_overwritten_example_is_an_entry(load: Load, new: bytes) -> None:
    staff = {"姓名": "李四", "联系电话": "13900002001"}
    rows = {"专班": [staff], "作息": [{"事项": "晨练"}]}

    visit, findings = load(filled(new, rows, top=2))

    assert findings == ()
    assert [(staff.name, staff.phone) for staff in visit.staff] == [("李四", "13900002001")]
    assert [(str(line.what), str(line.time)) for line in visit.routine] == [("晨练", "06:30")]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.place.where} {finding.code}" for finding in findings]


def test_cells_left_from_the_example_are_errors(load: Load, new: bytes) -> None:
    """A clerk who overwrites only the name gives a guest the example's telephone and train."""
    rows = {
        "来宾": [{"姓名": "周小川", "单位": "甲局", "职务": "科员", "饮食禁忌": "无辣"}],
        "专班": [{"姓名": "王强", "性别": "男", "工作组": "综合协调组"}],
        "车辆": [{"车号": "3号车", "随车联络员": "王强"}],
        "任务": [{"任务": "定住房", "负责人": "王强", "把关人": "王强"}],
    }

    _, findings = load(filled(new, rows, top=2))

    assert codes(findings) == [
        *(f"专班!{column}2 example.left" for column in "CDF"),
        *(f"任务!{column}2 example.left" for column in "EF"),
        *(f"来宾!{column}2 example.left" for column in "BCFGHINOPRSUV"),
        *(f"车辆!{column}2 example.left" for column in "BDEF"),
    ]
    assert {finding.severity for finding in findings} == {Severity.ERROR}


def test_the_telephone_of_the_example_is_an_error_in_any_row(load: Load, new: bytes) -> None:
    rows = {"来宾": [{"姓名": "周小川", "联系电话": "139 0000 0000", "单位": "甲局"}]}

    assert codes(load(filled(new, rows, top=3))[1]) == ["来宾!G3 example.left"]


def test_a_single_cell_like_the_example_s_is_reported(load: Load, new: bytes) -> None:
    book = opened(new)
    book["来宾"].delete_rows(2)
    guest = {"姓名": "周小川", "特殊需要": "低楼层", "饮食禁忌": "素食"}
    rows: Rows = {"来宾": [guest, {"姓名": "陆远"}]}

    _, findings = load(filled(saved(book), rows, top=2))

    assert codes(findings) == ["来宾!N2 example.perhaps_left"]


def test_a_guest_like_the_example_below_it_is_a_guest(load: Load, new: bytes) -> None:
    row = {"姓名": "周小川", "民族": "汉族", "组别": "第一组", "饮食禁忌": "素食"}
    trains = {"抵达时间": "2026-07-01 10:20", "抵达车次/航班": "G1234", "返程车次/航班": "G4321"}

    _, findings = load(filled(new, {"来宾": [row | trains]}, top=3))

    assert findings == ()


def test_data_in_the_marked_example_row_is_reported(load: Load, new: bytes) -> None:
    row = {"姓名": "示例：周小川", "单位": "甲局", "联系电话": "13900005009"}

    visit, findings = load(filled(new, {"来宾": [row]}, top=2))

    assert codes(findings) == ["来宾!A2 example.written_on"]
    assert visit.guests == ()


def test_texts_of_the_template_are_errors(tmp_path: Path, standing: Standing) -> None:
    text = starter_yaml(FIRST, LAST).replace("# publish:", "publish:")
    text = text.replace("on: 日期", "on: 7月1日")
    (tmp_path / "2026-07-visit").mkdir()
    (tmp_path / "2026-07-visit/visit.yml").write_text(text, "utf-8")

    _, findings = load_visit(tmp_path / "2026-07-visit", standing, tmp_path)

    left = [finding for finding in findings if finding.code == "template.left"]
    assert [(finding.severity, finding.place.line) for finding in left] == [
        (Severity.ERROR, line)
        for line, written in enumerate(text.splitlines(), 1)
        if "请改成" in written or "approved_by: 批准人" in written
    ]
    assert len(left) == 4


def test_a_moved_example_row_is_still_ignored(load: Load, new: bytes) -> None:
    book = opened(filled(new, {"专班": [{"姓名": "李四"}]}))
    book["专班"].move_range("A2:I2", rows=5)

    visit, findings = load(saved(book))

    assert (findings, [staff.name for staff in visit.staff]) == ((), ["李四"])


def test_parties_not_listed_are_those_of_the_guests(load: Load, new: bytes) -> None:
    visit, findings = load(filled(new, {"来宾": [{"姓名": "张三", "组别": "第二组"}]}))

    assert (findings, [party.name for party in visit.parties]) == ((), ["第二组"])


def test_visit_yml_names_every_sheet() -> None:
    content = yaml.safe_load(starter_yaml(FIRST, LAST))
    nested = (content["team"], content["preparation"])
    values = [value for part in (content, *nested) for value in part.values()]

    named = [value for value in values if str(value).startswith("book.xlsx#")]

    assert sorted(named) == sorted(f"book.xlsx#{name}" for name in NAMES)


def test_a_row_needs_the_columns_marked_as_required_and_no_others(load: Load, new: bytes) -> None:
    guests: list[dict[str, object]] = [{"姓名": "张三"}, {"姓名": "王五"}]
    book = opened(new)
    examples = {}
    for sheet in SHEETS:
        shown = {a.value: b.value for a, b in zip(*book[sheet.name]["A1:Z2"], strict=True)}
        needed = [column.heading for column in sheet.columns if sheet.needs(column)]
        examples[sheet.name] = {key: shown[key].removeprefix("示例：") for key in needed}
    rows: Rows = {name: [dict(row)] for name, row in examples.items()} | {"来宾": guests}

    assert load(filled(new, rows))[1] == ()
    for name, row in examples.items():
        for heading in row if len(row) > 1 else ():
            left = {key: value for key, value in row.items() if key != heading}
            codes = {finding.code for finding in load(filled(new, {**rows, name: [left]}))[1]}
            # A row with only what is carried downwards is a heading of the rows below it.
            assert codes & {"value.missing", "workbook.carried_heading"}, (name, heading)


def test_every_notice_that_is_offered_can_be_used() -> None:
    text = starter_yaml(FIRST, LAST)
    offered = re.findall(r"^  # (- .+)$", text, re.MULTILINE)
    kinds = re.findall(r"^  # ([^-].*)：$", text, re.MULTILINE)

    used = yaml.safe_load(re.sub(r"^  # (?=- )", "  ", text, flags=re.MULTILINE))["notices"]

    assert len(used) == len(offered) >= 10
    assert kinds[:-1] == ["各类来访", "考察、检查指导、学习交流、招商引资", "会议"]
    assert kinds[-1].startswith("外事")
    for topic in ("天气", "接站", "请假", "着装", "纪律", "交费"):
        assert any(str(notice).startswith(topic) for notice in used), topic
    assert yaml.safe_load(text)["notices"] is None
