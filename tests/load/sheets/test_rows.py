"""Sheets as people write them: remarks at headings and below the rows, names left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import vocabulary
from generator.findings import Finding
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.support.documents.raw_workbooks import drawn
from tests.support.documents.sheets import LoadSheet
from tests.support.visit_files import HEADER, shown, write

NEEDED = [f"姓名{vocabulary.word('starter.needed', language)}" for language in ("zh", "en")]


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


def test_a_heading_with_a_language_may_have_a_remark(load_sheet: LoadSheet) -> None:
    rows = [["日期", "时间*", "内容*", "内容（en）*"], ["5月18日", "9:00", "座谈会", "Forum"]]
    visit, findings = load_sheet("schedule", rows)

    assert findings == []
    assert visit.schedule[0].title.in_("en") == "Forum"


@pytest.mark.parametrize("heading", ["姓名（拼音）", "必填", "*", "（电话）"])
def test_other_text_in_brackets_belongs_to_the_heading(load_sheet: LoadSheet, heading: str) -> None:
    _, findings = load_sheet("guests", [["姓名", heading], ["张三", "x"]])

    assert [finding.rpartition(" ")[2] for finding in findings] == ["heading.unknown"]


@pytest.mark.parametrize("heading", ["（已电话确认）", "(called)", "【领导看】", "序号", ""])
def test_a_heading_in_brackets_is_not_read(load_sheet: LoadSheet, heading: str) -> None:
    rows = [["姓名", heading, "单位"], ["张三", "" if not heading else "7", "甲局"]]
    visit, findings = load_sheet("guests", rows)

    assert findings == []
    assert [(guest.name, guest.unit) for guest in visit.guests] == [("张三", "甲局")]


@pytest.mark.parametrize(
    "heading", ["身份证号", "（身份证号码）", "公民身份号码", "证件号码", "护照号", "ID number"]
)
def test_a_column_of_identity_numbers_is_to_be_deleted_and_not_bracketed(
    load_sheet: LoadSheet, heading: str
) -> None:
    _, findings = load_sheet("guests", [["姓名", heading], ["张三", "x"]])

    assert [finding.rpartition(" ")[2] for finding in findings] == ["heading.identity"]
    assert "删除整列" in vocabulary.message("heading.identity", found=heading).in_("zh")


def test_an_identity_number_in_yaml_is_to_be_removed(
    load: Callable[..., tuple[Visit | None, list[Finding]]],
) -> None:
    _, findings = load(guests=[{"name": "张三", "身份证号": "x"}])

    assert [finding.code for finding in findings] == ["key.identity"]


def test_the_finding_for_an_unknown_column_explains_how_to_keep_it(load_sheet: LoadSheet) -> None:
    _, findings = load_sheet("guests", [["姓名", "已电话确认"], ["张三", "是"]])

    assert [finding.rpartition(" ")[2] for finding in findings] == ["heading.unknown"]
    assert "（已电话确认）" in vocabulary.message(
        "heading.unknown", found="已电话确认", hint=""
    ).in_("zh")


def test_people_without_a_name_are_never_the_same(load_sheet: LoadSheet) -> None:
    rows = [["姓名", "单位"], ["张三", "实验中学"], ["", "实验中学"], ["", "实验中学"]]
    visit, findings = load_sheet("guests", rows)

    assert [finding.rpartition(" ")[2] for finding in findings] == ["value.missing"] * 2
    assert [guest.name for guest in visit.guests] == ["张三"]


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "45人"],
        ["合计：45人", ""],
        ["合 计", "2"],
        ["小计 2 人", ""],
        ["总计（人）", "2"],
        ["共计2", ""],
        ["共2人", ""],
        ["合计（大写）：贰人", ""],
        ["合计人民币（大写）", "贰元整"],
        ["制表人 李娜", ""],
        ["制表人　李娜　审核人　周敏", ""],
        ["审核人 周敏", ""],
        ["Total", "2"],
        ["注：名单以公函为准", ""],
        ["备注", "名单以公函为准"],
        ["说明：带*的是随行人员", ""],
        ["注1：名单以公函为准", ""],
        ["制表人：王芳", "审核：李娜"],
        ["填表人", "王芳"],
        ["审核：", ""],
    ],
)
def test_a_sum_or_a_remark_is_not_read_and_reported_once(
    load_sheet: LoadSheet, row: list[str]
) -> None:
    rows = [["姓名", "单位"], ["张三", "甲局"], row, ["李四", "乙局"]]
    visit, findings = load_sheet("guests", rows)

    assert [guest.name for guest in visit.guests] == ["张三", "李四"]
    assert len(findings) == 1
    assert findings[0] in {"book.xlsx 来宾!A3 workbook.aside", "book.csv:3:1 workbook.aside"}


def test_the_first_filled_cell_decides(load_sheet: LoadSheet) -> None:
    _, findings = load_sheet("guests", [["姓名", "单位"], ["", "合计"], ["张三", "合计"]])

    assert len(findings) == 1
    assert findings[0] in {"book.xlsx 来宾!B2 workbook.aside", "book.csv:2:4 workbook.aside"}


@pytest.mark.parametrize(
    "name", ["合昱", "Totalina", "注册", "审核", "说明会", "备注栏", "共计划", "审核人员"]
)
def test_names_that_begin_like_a_sum_or_remark_are_read(load_sheet: LoadSheet, name: str) -> None:
    visit, findings = load_sheet("guests", [["姓名", "单位"], [name, "甲局"]])

    assert findings == []
    assert [guest.name for guest in visit.guests] == [name]


def test_a_sum_is_no_cost(load_sheet: LoadSheet) -> None:
    rows = [["项目", "预计金额"], ["用餐", "720"], ["说明会场地", "100"], ["合计", "820"]]
    visit, findings = load_sheet("expenses", rows)

    assert [finding.rpartition(" ")[2] for finding in findings] == ["workbook.aside"]
    assert [expense.item for expense in visit.expenses] == ["用餐", "说明会场地"]


@pytest.mark.parametrize("remark", ["注：素食", "备注：轮椅", "说明：晚到"])
def test_a_guest_with_a_remark_before_the_name_is_read(load_sheet: LoadSheet, remark: str) -> None:
    headings = ["备注", "姓名", "单位", "性别", "民族", "忌口"]
    visit, findings = load_sheet("guests", [headings, [remark, "张伟", "", "", "", ""]])

    assert findings == []
    assert [(guest.name, guest.note) for guest in visit.guests] == [("张伟", remark)]


@pytest.mark.parametrize("title", ["说明：县情介绍", "审核：名单", "备注"])
def test_an_item_of_the_schedule_may_be_called_like_a_remark(
    load_sheet: LoadSheet, title: str
) -> None:
    rows = [["内容", "日期", "时间"], [title, "2026-05-18", "9:00"]]
    visit, findings = load_sheet("schedule", rows)

    assert findings == []
    assert [str(item.title) for item in visit.schedule] == [title]


def test_a_contact_may_have_the_duty_of_a_reviewer(load_sheet: LoadSheet) -> None:
    rows = [["事项", "姓名", "电话"], ["审核人", "周敏", "0717-5550123"]]
    visit, findings = load_sheet("contacts", rows)

    assert findings == []
    assert [contact.name for contact in visit.contacts] == ["周敏"]


@pytest.mark.parametrize(
    "row",
    [
        ["制表：李娜", "", "", "审核：周敏", "2026-05-10"],
        ["制表人：", "李娜", "审核人：", "周敏", ""],
        ["注：名单以公函为准", "", "", "", ""],
        ["", "备注：名单以公函为准", "", "", ""],
        ["合计", "2人", "", "", "3"],
    ],
)
def test_text_below_a_list_is_not_read(load_sheet: LoadSheet, row: list[str]) -> None:
    headings = ["序号", "姓名", "单位", "性别", "备注"]
    visit, findings = load_sheet("guests", [headings, ["1", "张三", "", "", ""], row])

    assert [guest.name for guest in visit.guests] == ["张三"]
    assert [finding.rpartition(" ")[2] for finding in findings] == ["workbook.aside"]


def test_the_numbered_lines_of_a_remark_are_left_out_with_it(load_sheet: LoadSheet) -> None:
    lines = ["注：", "1、名单以公函为准", "2．请携带身份证", "（3）有变请来电"]
    rows = [["姓名", "单位"], ["张三", "甲局"], *([line, ""] for line in lines)]
    visit, findings = load_sheet("guests", rows)

    assert [guest.name for guest in visit.guests] == ["张三"]
    assert [finding.rpartition(" ")[2] for finding in findings] == ["workbook.aside"] * 4


@pytest.mark.parametrize(
    ("above", "unit"), [(["小计", "2人"], ""), (["注：以下住二楼", ""], "甲局")]
)
def test_a_numbered_name_below_a_sum_or_with_a_unit_is_a_guest(
    load_sheet: LoadSheet, above: list[str], unit: str
) -> None:
    visit, _ = load_sheet("guests", [["姓名", "单位"], above, ["1、张三", unit]])

    assert [guest.name for guest in visit.guests] == ["1、张三"]


def test_a_remark_merged_downwards_is_left_out_and_reported_once(
    tmp_path: Path, standing: Standing
) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["姓名", "单位"])
        sheet.write_row("A2", ["张三", "甲局"])
        sheet.merge_range("A3:A5", "备注")
        sheet.write_column("B3", ["名单以公函为准", "请携带身份证", "有变请来电"])

    files = {"visit.yml": f"{HEADER}guests: book.xlsx\n", "book.xlsx": drawn(fill)}
    visit, findings = load_visit(write(tmp_path / "visits" / "case", files), standing, tmp_path)

    assert visit is not None
    assert [guest.name for guest in visit.guests] == ["张三"]
    assert shown(findings) == ["book.xlsx 来宾!A3 workbook.aside"]


def test_a_remark_merged_beside_guests_is_theirs(tmp_path: Path, standing: Standing) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["备注", "姓名"])
        sheet.merge_range("A2:A3", "注：素食")
        sheet.write_column("B2", ["张伟", "李四"])

    files = {"visit.yml": f"{HEADER}guests: book.xlsx\n", "book.xlsx": drawn(fill)}
    visit, findings = load_visit(write(tmp_path / "visits" / "case", files), standing, tmp_path)

    assert visit is not None
    assert shown(findings) == []
    assert [(guest.name, guest.note) for guest in visit.guests] == [
        ("张伟", "注：素食"),
        ("李四", "注：素食"),
    ]


def test_a_sum_in_words_is_no_cost(load_sheet: LoadSheet) -> None:
    rows = [
        ["项目", "预计金额"],
        ["用餐", "12340"],
        ["合计（大写）：壹万贰仟叁佰肆拾元整", "12340"],
    ]
    visit, _ = load_sheet("expenses", rows)

    assert [expense.item for expense in visit.expenses] == ["用餐"]


def test_a_remark_may_hold_commas(tmp_path: Path, standing: Standing) -> None:
    files = {
        "visit.yml": f"{HEADER}guests: a.csv\n",
        "a.csv": "姓名,单位\n张三,甲局\n注：一,二,三\n",
    }
    folder = write(tmp_path / "visits" / "case", files)

    assert shown(load_visit(folder, standing, tmp_path)[1]) == ["a.csv:3:1 workbook.aside"]
