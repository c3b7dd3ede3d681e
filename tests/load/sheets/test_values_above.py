"""Ditto marks: filled from above with a notice, in each kind of list; never a value themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.load.sheets.values_above import MOST_REPORTED, is_ditto
from generator.model.visit import Visit
from tests.support.documents.raw_workbooks import workbook
from tests.support.documents.sheets import LoadSheet
from tests.support.visit_files import LoadFiles

MARKS = [
    *("同上", "同 上", "（同上）", "同上。", "同前", "上同", "如上", "仝上", "同上一行"),
    *("〃", "″", '"', "”", "“", "''", "〃〃", "-〃-", '—"—', "ditto", "Ditto", "same as above"),
]
PEOPLE = [
    ["姓名", "性别", "单位", "职务", "抵达时间"],
    ["张三", "女", "甲局", "科长", "5月18日 10:20"],
    ["李四", "", "", "", ""],
    ["王五", "男", "乙局", "科员", ""],
]


def codes(findings: list[str]) -> list[str]:
    return [finding.rpartition(" ")[2] for finding in findings]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_filled_in_each_column(load_sheet: LoadSheet, mark: str) -> None:
    second = ["李四", *([mark] * 4)]
    visit, findings = load_sheet("guests", [PEOPLE[0], PEOPLE[1], second, PEOPLE[3]])
    first, other, third = visit.guests

    assert (other.sex, other.unit, other.post) == (first.sex, first.unit, first.post)
    assert other.arrival == first.arrival
    assert (third.unit, third.post) == ("乙局", "科员")
    assert codes(findings) == ["ditto.filled"] * 4


def test_consecutive_marks_repeat_the_last_text(load_sheet: LoadSheet) -> None:
    rows = [["姓名", "单位"], ["张三", "甲局"], ["李四", "同上"], ["合计", "2"], ["王五", "〃"]]
    visit, findings = load_sheet("guests", rows)

    assert [guest.unit for guest in visit.guests] == ["甲局"] * 3
    assert sorted(codes(findings)) == ["ditto.filled", "ditto.filled", "workbook.aside"]


SECTIONS: dict[str, tuple[list[list[str]], Callable[[Visit], object], object]] = {
    "vehicles": (
        [["车号", "车型", "核载"], ["1号车", "大巴", "44"], ["2号车", "同上", "〃"]],
        lambda visit: [vehicle.seats for vehicle in visit.vehicles],
        [44, 44],
    ),
    "schedule": (
        [
            ["日期", "时间", "内容", "地点"],
            ["5月18日", "9:00-10:00", "座谈会", "明峰宾馆"],
            ["同上", "10:00-11:00", "参观", "同上"],
        ],
        lambda visit: [(str(item.day), item.place.key) for item in visit.schedule if item.place],
        [("2026-05-18", "mingfeng")] * 2,
    ),
    "expenses": (
        [["项目", "日期", "预计金额"], ["用餐", "5月18日", "720"], ["用车", "〃", "同上"]],
        lambda visit: [str(expense.planned) for expense in visit.expenses],
        ["720", "720"],
    ),
}


@pytest.mark.parametrize("section", SECTIONS)
def test_a_mark_is_filled_in_other_lists(load_sheet: LoadSheet, section: str) -> None:
    rows, read, expected = SECTIONS[section]
    visit, findings = load_sheet(section, rows)

    assert read(visit) == expected
    assert codes(findings) == ["ditto.filled"] * 2


def test_an_empty_cell_below_a_mark_takes_its_value(load_sheet: LoadSheet) -> None:
    rows = [
        ["日期", "时间", "内容"],
        ["5月18日", "9:00", "一"],
        ["", "10:00", "二"],
        ["同上", "11:00", "三"],
        ["", "12:00", "四"],
    ]
    visit, findings = load_sheet("schedule", rows)

    assert {str(item.day) for item in visit.schedule} == {"2026-05-18"}
    assert codes(findings) == ["ditto.filled"]


def test_a_mark_with_nothing_above_is_refused(load_sheet: LoadSheet) -> None:
    rows = [
        ["姓名", "单位", "职务"],
        ["张三", "同上", "科长"],
        ["李四", "甲局", "〃"],
        ["王五", "", ""],
    ]
    rows += [["赵六", "同上", ""]]
    visit, findings = load_sheet("guests", rows)

    assert [guest.unit for guest in visit.guests] == [None, "甲局", None, None]
    assert sorted(codes(findings)) == ["ditto.filled", *["ditto.nothing_above"] * 2]


@pytest.mark.parametrize(
    "text",
    ["同上，副局长", "同左", "同下", "同上述", "同第3行", "见上", "〃（财务科）", "同上 素食"],
)
def test_what_is_not_quite_a_mark_is_refused(load_sheet: LoadSheet, text: str) -> None:
    visit, findings = load_sheet("guests", [["姓名", "单位"], ["张三", "甲局"], ["李四", text]])

    assert visit.guests[1].unit is None
    assert codes(findings) == ["ditto.unclear"]


@pytest.mark.parametrize(
    "text", ["同上海市政府座谈组", "同济大学", "如东县财政局", "同前程公司", "“两山”办", "d"]
)
def test_a_text_that_begins_like_a_mark_is_read(load_sheet: LoadSheet, text: str) -> None:
    visit, findings = load_sheet("guests", [["姓名", "单位"], ["张三", "甲局"], ["李四", text]])

    assert (visit.guests[1].unit, findings) == (text, [])


def test_a_mark_in_the_name_column_gives_one_person_only(load_sheet: LoadSheet) -> None:
    visit, findings = load_sheet("guests", [["姓名", "单位"], ["张三", "甲局"], ["同上", "甲局"]])

    assert [guest.name for guest in visit.guests] == ["张三"]
    assert codes(findings) == ["ditto.filled", "person.same"]


def test_lists_in_yaml(load_files: LoadFiles) -> None:
    visit, findings = load_files(
        "guests:\n"
        "- {name: 张三, unit: 甲局, post: 科长}\n"
        "- {name: 李四, unit: 同上, post: 〃}\n"
        "vehicles:\n"
        "- {number: 1, seats: 44}\n"
        "- {number: 2, seats: '\"'}\n"
        "schedule:\n"
        "- {day: 2026-05-18, time: 9:00, title: 座谈会, receiver: 王强}\n"
        "- {day: 同上, time: 10:00, title: 参观, receiver: 同上}\n"
        "notices: [请带外套, 同上]\n"
        "team: {staff: [王强]}\n"
    )

    assert visit is not None
    assert [(guest.unit, guest.post) for guest in visit.guests] == [("甲局", "科长")] * 2
    assert [vehicle.seats for vehicle in visit.vehicles] == [44, 44]
    assert [str(item.day) for item in visit.schedule] == ["2026-05-18"] * 2
    assert [item.receiver.name for item in visit.schedule if item.receiver] == ["王强"] * 2
    assert codes(findings) == ["ditto.filled"] * 6


@pytest.mark.parametrize(
    "text", ["sender: 同上\n", "guests: [同上]\n", "guests: [{name: 张三, unit: 〃}]\n"]
)
def test_a_mark_in_yaml_with_nothing_above(load_files: LoadFiles, text: str) -> None:
    assert "ditto.nothing_above" in codes(load_files(text)[1])


def test_many_marks_are_counted(load_files: LoadFiles) -> None:
    rows = (("姓名", "单位"), ("甲一", "甲局"), *((f"甲{n}", "〃") for n in range(2, 100)))
    visit, findings = load_files("guests: book.xlsx\n", book__xlsx=workbook(rows))

    assert visit is not None
    assert {guest.unit for guest in visit.guests} == {"甲局"}
    assert codes(findings) == [*["ditto.filled"] * MOST_REPORTED, "ditto.more"]


@pytest.mark.parametrize("text", ["", "同", "上", "张三", "do", "—", "-", "、", "无"])
def test_no_mark(text: str) -> None:
    assert not is_ditto(text)


def test_single_quotation_marks_in_csv_are_ditto_marks(load_files: LoadFiles) -> None:
    content = '姓名,单位,性别\n张三,甲局,男\n李四,",男\n王五,",女\n赵六,","\n'.encode()
    visit, findings = load_files("guests: a.csv\n", a__csv=content)

    assert visit is not None
    assert [guest.name for guest in visit.guests] == ["张三", "李四", "王五", "赵六"]
    assert {guest.unit for guest in visit.guests} == {"甲局"}
    assert set(codes(findings)) == {"ditto.filled"}
