"""Rows between and below the people of a list: not read, with a notice; people always are."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.visit import Visit
from tests.support.documents.raw_workbooks import drawn
from tests.support.documents.sheets import LoadSheet
from tests.support.visit_files import LoadFiles

HEADINGS = ["序号", "姓名", "性别", "单位", "职务", "电话", "备注"]
FIRST = ["1", "张三", "男", "甲局", "科长", "13900005001", ""]
LAST = ["2", "李四", "女", "乙局", "科员", "13900005002", ""]


def codes(findings: list[str]) -> list[str]:
    return [finding.rpartition(" ")[2] for finding in findings]


def row(*cells: str) -> list[str]:
    return [*cells, *[""] * (len(HEADINGS) - len(cells))]


BELOW = [
    *(row("合计", "", "", "2人"), row("", "合计", "", "", "", "", "2")),
    *(row("", "共2人"), row("共2人"), row("", "共二人"), row("以上共计2人"), row("", "以上2人")),
    *(row("总人数", "2"), row("", "总人数：2"), row("", "人数合计", "2"), row("本页小计", "2")),
    *(row("", "汇总"), row("", "平均值"), row("", "总计数", "2")),
    *(row("", "", "", "甲局 汇总", "1"), row("", "甲局 平均值")),
    *(row("", "以下空白"), row("", "（以下空白）"), row("——以下空白——"), row("", "以下无正文")),
    *(row("第1页"), row("", "第 1 页 共 2 页"), row("", "", "", "", "", "", "第1页，共2页")),
    *(row("制表人：王强"), row("", "审核：周敏", "", "", "制表：王强"), row("", "填报人：王强")),
    *(row("", "领导签字："), row("负责人（签字）："), row("", "单位（盖章）："), row("", "签字")),
    *(row("", "-----"), row("", "以上人员均已确认"), row("", "报送单位（盖章）", "", "甲局")),
    *(row("", "联系人：王强", "电话：0717-5550123"), row("", "经办人：", "王强", "日期：")),
    *(row("", "填报单位：甲局"), row("", "联系人：王强 13900002003"), row("", "审批意见：")),
    *(row("", "备注：名单以公函为准"), row("", "说明：带*的为随行"), row("", "附件：1")),
    *(row("", "男1人，女1人"), row("", "共2人（男1女1）"), row("", "合计2人，其中女1人")),
    *(row("", "姓名"), row("", "姓名", "性别", "单位"), row("", "领队：王强")),
]
BETWEEN = [
    *("甲局", "县财政局", "邻县文化和旅游局", "市委办公室", "省发展改革委", "明峰集团有限公司"),
    *("第一组", "第1组", "A组", "一组", "1号车", "第二小组", "第一批", "考察团", "专家组"),
    *("第一组（领队：王强）", "第一组（3人）", "甲局（共2人）", "邻县财政局 3人", "邻县财政局："),
    *("一、县直单位", "（一）省厅领导", "1、乙县代表团", "领导", "随行人员", "工作人员", "嘉宾："),
    *(
        "【县财政局】",
        "＊县教育局＊",
        "——乙县代表团——",
        "◆ 第一组",
        "市直部门",
        "来宾名单",
        "参会人员名单（续）",
        "2026年5月18日",
        "2人",
        "男",
        "女宾",
    ),
]


def names(visit: Visit, section: str) -> list[str]:
    people = visit.team.staff if section == "staff" else visit.guests
    return [person.name for person in people]


@pytest.mark.parametrize("section", ["guests", "staff"])
def test_what_counts_closes_or_signs_a_list(load_sheet: LoadSheet, section: str) -> None:
    visit, findings = load_sheet(section, [HEADINGS, FIRST, *BELOW, LAST, *BELOW])

    assert names(visit, section) == ["张三", "李四"]
    assert codes(findings) == ["workbook.aside"] * len(BELOW) * 2


@pytest.mark.parametrize("section", ["guests", "staff"])
def test_headings_between_people(load_sheet: LoadSheet, section: str) -> None:
    between = [row("", heading) for heading in BETWEEN]
    visit, findings = load_sheet(section, [HEADINGS, *between, FIRST, *between, LAST])

    assert names(visit, section) == ["张三", "李四"]
    assert codes(findings) == ["workbook.heading_between"] * len(between) * 2


def test_a_heading_that_counts_those_below_it(load_sheet: LoadSheet) -> None:
    heading = row("一", "甲局", "", "", "", "", "1人")
    visit, findings = load_sheet("guests", [HEADINGS, heading, FIRST])

    assert names(visit, "guests") == ["张三"]
    assert codes(findings) == ["workbook.heading_between"]


PEOPLE = [
    *(
        "高平均",
        "汇总",
        "全体",
        "共祥",
        "第一",
        "司徒局",
        "欧阳建社",
        "合昱",
        "安以上",
        "制表",
        "王委",
    ),
    *("买买提·艾力", "阿依古丽", "卓玛", "John Smith", "Group", "李大学", "陈建国", "何部", "田村"),
    *("胡一随行1", "王司机", "张代表", "钱总", "孙主任", "周书记", "第五伦"),
]


def test_a_person_whose_name_resembles_a_heading_is_read(load_sheet: LoadSheet) -> None:
    """With a sex, a unit or a telephone the row is a person's, whatever the name."""
    rows = [["", name, "男", "", "", "", ""] for name in [*PEOPLE, "县财政局", "以下空白", "领队"]]
    visit, findings = load_sheet("guests", [HEADINGS, *rows])

    assert names(visit, "guests") == [*PEOPLE, "县财政局", "以下空白", "领队"]
    assert findings == []


def test_a_person_with_only_a_name_is_read(load_sheet: LoadSheet) -> None:
    lone = [name for name in PEOPLE if name not in {"汇总", "制表"}]
    visit, findings = load_sheet("guests", [HEADINGS, *(row("", name) for name in lone)])

    assert names(visit, "guests") == lone
    assert findings == []


def test_a_list_of_nothing_but_names(load_sheet: LoadSheet) -> None:
    visit, findings = load_sheet("guests", [["姓名"], ["县财政局"], ["张三"], ["李四"], ["共2人"]])

    assert names(visit, "guests") == ["张三", "李四"]
    assert codes(findings) == ["workbook.heading_between", "workbook.aside"]


@pytest.mark.parametrize("unit", ["汇总办", "共青团县委", "总工会", "第一中学", "以上海为例公司"])
def test_a_unit_whose_name_resembles_a_sum_is_read(load_sheet: LoadSheet, unit: str) -> None:
    visit, findings = load_sheet("guests", [["姓名", "单位"], ["张三", unit]])

    assert [(guest.name, guest.unit) for guest in visit.guests] == [("张三", unit)]
    assert findings == []


OTHERS = {
    "parties": (["组别", "备注"], ["第一组", "县财政局", "领导", "随行人员", "媒体", "A组"]),
    "vehicles": (["车号", "车型"], ["1号车", "考斯特", "第一组", "领导", "2"]),
    "contacts": (["事项", "电话"], ["办公室", "会务组", "签字", "县医院"]),
}


@pytest.mark.parametrize("section", OTHERS)
def test_records_other_than_people_may_have_such_names(load_sheet: LoadSheet, section: str) -> None:
    headings, called = OTHERS[section]
    rows = [[text, *[""] * (len(headings) - 1)] for text in called]
    visit, findings = load_sheet(section, [headings, *rows])

    assert findings == []
    assert len(getattr(visit, section)) == len(called)


SUMS = {
    "expenses": (["项目", "日期", "预计金额"], ["用餐", "5月18日", "720"], ["平均值", "", "720"]),
    "vehicles": (["车号", "车型", "核载"], ["1号车", "大巴", "44"], ["共1辆", "", "44"]),
    "contacts": (["事项", "电话"], ["总台", "0717-5550123"], ["共1项", ""]),
    "schedule": (
        ["日期", "时间", "内容"],
        ["5月18日", "9:00", "座谈会"],
        ["审批：", "", ""],
    ),
    "routine": (["事项", "时间"], ["早餐", "7:00"], ["以下空白", ""]),
}


@pytest.mark.parametrize("section", SUMS)
def test_sums_and_signatures_below_other_lists(load_sheet: LoadSheet, section: str) -> None:
    headings, data, aside = SUMS[section]
    visit, findings = load_sheet(section, [headings, data, aside])

    assert len(getattr(visit, section)) == 1
    assert codes(findings) == ["workbook.aside"]


def merged(_: Any, sheet: Any) -> None:
    sheet.write_row("A1", ["姓名", "性别", "单位", "电话"])
    sheet.merge_range("A2:D2", "省里来的同志")
    sheet.write_row("A3", ["张三", "男", "甲局", ""])
    sheet.merge_range("A4:C4", "市里来的同志")
    sheet.write_row("A5", ["李四", "男", "乙局", ""])
    sheet.merge_range("A6:D7", "接站的同志请于十点到大堂")


def test_a_row_merged_across_the_table_is_no_person(load_files: LoadFiles) -> None:
    visit, findings = load_files("guests: book.xlsx\n", book__xlsx=drawn(merged))

    assert visit is not None
    assert names(visit, "guests") == ["张三", "李四"]
    assert findings == [f"book.xlsx 来宾!A{row} workbook.merged_row" for row in (2, 4, 6)]


def test_a_cell_merged_over_two_columns_may_be_a_person(load_files: LoadFiles) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["姓名", "性别", "单位", "电话", "职务"])
        sheet.merge_range("A2:B2", "张三")
        sheet.write_row("C2", ["甲局", "13900005001"])

    visit, findings = load_files("guests: book.xlsx\n", book__xlsx=drawn(fill))

    assert visit is not None
    assert [(guest.name, guest.unit) for guest in visit.guests] == [("张三", "甲局")]
    assert findings == []


def test_a_day_merged_across_the_schedule_is_the_day_of_the_rows_below(
    load_files: LoadFiles,
) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["日期", "时间", "内容", "地点"])
        sheet.merge_range("A2:D2", "5月18日（星期一）")
        sheet.write_row("B3", ["9:00", "座谈会", ""])
        sheet.merge_range("A4:D4", "下午")
        sheet.write_row("B5", ["14:00", "参观", ""])
        sheet.merge_range("A6:D6", "5月19日")
        sheet.write_row("B7", ["9:00", "返程", ""])

    visit, findings = load_files("schedule: book.xlsx\n", book__xlsx=drawn(fill))

    assert visit is not None
    assert [(str(item.day), str(item.title)) for item in visit.schedule] == [
        ("2026-05-18", "座谈会"),
        ("2026-05-18", "参观"),
        ("2026-05-19", "返程"),
    ]
    assert findings == [
        "book.xlsx 来宾!A2 workbook.carried_heading",
        "book.xlsx 来宾!A4 workbook.aside",
        "book.xlsx 来宾!A6 workbook.carried_heading",
    ]


def test_after_a_heading_that_is_no_date_a_row_needs_a_day(load_sheet: LoadSheet) -> None:
    rows = [["日期", "时间", "内容"], ["5月18日", "9:00", "座谈会"], ["返程日", "", ""]]
    visit, findings = load_sheet("schedule", [*rows, ["", "9:00", "返程"]])

    assert [str(item.title) for item in visit.schedule] == ["座谈会"]
    assert sorted(codes(findings)) == ["value.missing", "workbook.aside"]


def test_a_hotel_above_its_rooms(load_files: LoadFiles) -> None:
    content = "酒店,房号,人员\n明峰宾馆,,\n,8301,张三\n,8302,李四\n".encode()
    visit, findings = load_files("guests: [张三, 李四]\nstays: a.csv\n", a__csv=content)

    assert visit is not None
    assert [(stay.venue.id, stay.room.number) for stay in visit.stays] == [
        ("mingfeng", "8301"),
        ("mingfeng", "8302"),
    ]
    assert findings == ["a.csv:2:1 workbook.carried_heading"]


@pytest.mark.parametrize("written", ["{}", "{{name: {}}}", "{{name: {}, unit: }}"])
@pytest.mark.parametrize("text", ["合计", "共2人", "以下空白", "县财政局", "第一组", "备注：见函"])
def test_headings_between_people_in_yaml(load_files: LoadFiles, text: str, written: str) -> None:
    entry = written.format(f'"{text}"')
    visit, findings = load_files(f"guests: [张三, {entry}, {{name: 市委办, unit: 甲局}}]\n")

    assert visit is not None
    assert names(visit, "guests") == ["张三", "市委办"]
    assert len(findings) == 1
    assert codes(findings)[0] in {"workbook.aside", "workbook.heading_between"}


def test_an_example_row_may_begin_with_a_running_number(load_sheet: LoadSheet) -> None:
    rows = [["序号", "姓名", "单位"], ["1", "示例：王五", "甲局"], ["2", "张三", "乙局"]]
    visit, findings = load_sheet("guests", rows)

    assert (names(visit, "guests"), findings) == (["张三"], [])
