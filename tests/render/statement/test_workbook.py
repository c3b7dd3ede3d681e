"""statement.xlsx: sums, missing papers, and neither formulas nor links."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.check import apply_waivers, check_visit
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.statement import statement_workbook
from generator.render.statement.tables import GRID
from generator.render.workbook.pagination import paper_for
from tests.support.documents.lists_workbook import CHANGED
from tests.support.project import PROJECT

VisitOf = Callable[..., Visit]
SAMPLE = PROJECT / "visits" / "2026-05-ecotour"
LONG = "𬭎" * 60
HOSTILE = ["=cmd|'/c calc'!A1", "@SUM(1+1)*cmd", "-1", "+1", "{=1}", "<script>alert(1)</script>",
           "http://a.example", LONG, "0012"]  # fmt: skip


def opened(visit: Visit) -> Workbook:
    return openpyxl.load_workbook(BytesIO(statement_workbook(visit, CHANGED)))


def rows(page: Worksheet) -> list[list[object]]:
    """A sheet's rows without their empty cells."""
    lines = ([c for c in row if c not in (None, "")] for row in page.iter_rows(values_only=True))
    return [line for line in lines if line]


def table_rows(page: Worksheet, title: str) -> list[list[object]]:
    """The rows of one of the statement's tables below its headings, up to the next empty row.

    Without the headings that are repeated where a page begins.
    """
    lines = [[c for c in row if c not in (None, "")] for row in page.iter_rows(values_only=True)]
    start = lines.index([title])
    end = next(n for n, row in enumerate([*lines, []]) if n > start and not row)
    headings = lines[start + 1]
    return [line for line in lines[start + 2 : end] if line != headings]


@pytest.fixture
def settled(tmp_path: Path, standing: Standing) -> Path:
    """The sample visit after it was held: each line paid as planned, with its voucher."""
    folder = tmp_path / "visits" / SAMPLE.name
    shutil.copytree(SAMPLE, folder)
    text = (folder / "visit.yml").read_text("utf-8")
    paid = re.sub(
        r"planned: ([\d.]+)(.*?)voucher: 待开",
        r"planned: \1, amount: \1\2voucher: 'No. 7', voucher_amount: \1",
        text,
    )
    (folder / "visit.yml").write_text(paid, "utf-8")
    return folder


def read(folder: Path, standing: Standing) -> Visit:
    visit, findings = load_visit(folder, standing, folder.parent.parent)
    assert findings == ()
    assert visit is not None
    return visit


def test_the_sample_s_statement_adds_up(settled: Path, standing: Standing) -> None:
    visit = read(settled, standing)
    book = opened(visit)
    *lines, host, others, total, budget, left = table_rows(book["接待清单"], "费用（元）")

    assert len(lines) == len(visit.expenses) == 10
    by_payer = {"接待方": 0.0, "来宾自付": 0.0, "派出单位": 0.0}
    for row in lines:
        price, quantity, _, planned, amount, payer = next(
            row[n : n + 6] for n in range(len(row)) if isinstance(row[n], float | int) and n > 1
        )
        assert price * quantity == planned == amount
        by_payer[payer] += amount
    assert host == ["接待方承担合计", by_payer["接待方"], 2400]
    assert others == ["来宾及派出单位承担合计", *[by_payer["来宾自付"] + by_payer["派出单位"]] * 2]
    assert total == ["合计", *[sum(by_payer.values())] * 2]
    assert (budget, left) == (["批准预算", 22000], ["预算结余", 19600, 19600])

    # The items' sheet has the same sums, and each activity's own costs are among them.
    *items, items_total, _, _ = rows(book["费用汇总"])[1:]
    sums = [sum(column) for column in zip(*(row[1:4] for row in items), strict=True)]
    assert sums == items_total[1:4]
    assert items_total[2] == total[1]
    activities = table_rows(book["接待清单"], "活动")
    meals = sum(row[5] for row in activities if isinstance(row[5], int | float) and len(row) == 9)
    assert meals == next(row[2] for row in items if row[0] == "用餐")
    assert book["接待清单"]["A2"].value == "材料齐备；来访结束（2026-05-20）以后再签字。"


def test_the_checks_report_one_changed_amount(settled: Path, standing: Standing) -> None:
    def finding_codes() -> set[str]:
        visit = read(settled, standing)
        sorted_out = apply_waivers(visit, check_visit(visit).findings)
        return {finding.code for finding in (*sorted_out.open, *sorted_out.stale)}

    file = settled / "visit.yml"
    sound = file.read_text("utf-8")
    changed = {}
    for amount in re.findall(r"amount: [\d.]+", sound)[::2]:
        file.write_text(sound.replace(amount, amount.replace(".00", ".01"), 1), "utf-8")
        changed[amount] = finding_codes()
    file.write_text(sound, "utf-8")

    assert finding_codes() == set()
    assert len(changed) >= 8
    assert all({"budget.price", "settlement.voucher_amount"} <= codes for codes in changed.values())


def test_names_are_text_and_amounts_are_numbers(visit_of: VisitOf) -> None:
    visit = visit_of(
        title="@SUM(1+1)",
        guests=[{"name": name, "unit": name, "post": name} for name in HOSTILE],
        team={"staff": [{"name": "李娜", "unit": "=1+1"}]},
        schedule=[{"day": "2026-05-18", "time": "9:00", "title": "=1+1", "receiver": "李娜"}],
        expenses=[{"item": "=1+1", "place": "=1+1", "amount": "12.50", "payer": "host",
                   "voucher": "0012", "note": "=1+1"}],
    )  # fmt: skip
    book = opened(visit)

    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {type(cell.value) for cell in cells if cell.data_type == "n"} <= {int, float}
    assert not any(cell.hyperlink for cell in cells)
    guests = table_rows(book["接待清单"], "来宾")
    assert [row[1:] for row in guests] == [[name] * 3 for name in HOSTILE]
    (line, *_) = table_rows(book["接待清单"], "费用（元）")
    assert line == [1, "=1+1", "=1+1", 12.5, "接待方", "0012", "=1+1"]


def test_every_column_that_the_rule_requires_is_there(visit_of: VisitOf) -> None:
    visit = visit_of(
        sender="市文化和旅游局",
        letter={"number": "文旅函〔2026〕12号", "date": "2026-05-06", "unit": "市文旅局",
                "people": "2"},
        guests=[{"name": "甲", "unit": "市文旅局", "post": "科长", "part": "团长"}, "乙"],
        team={"staff": [{"name": "李娜", "unit": "接待办", "post": "科员"}, {"name": "王强",
              "roles": "conference"}]},
        schedule=[{"day": "2026-05-18", "time": "9:00-10:00", "title": "座谈会",
                   "place": "mingfeng/一号会议室", "receiver": "李娜"}],
        meals=[{"day": "2026-05-18", "time": "12:00", "kind": "午餐", "place": "机关食堂",
                "payer": "host", "tables": [{"no": "1", "seats": "甲、乙、李娜"}]}],
        expenses=[{"item": "用餐", "day": "2026-05-18", "place": "机关食堂", "amount": "120",
                   "people": "3", "payer": "host"}],
    )  # fmt: skip
    page = opened(visit)["接待清单"]
    lines = rows(page)

    assert lines[:5] == [
        ["接待清单"],
        ["草稿：还缺 2 处，见“结算材料”。补齐后才能签字。"],
        ["名称", "市生态旅游考察团", "派出单位", "市文化和旅游局"],
        ["公函", "市文旅局 文旅函〔2026〕12号 2026-05-06", "接待单位", "县机关事务服务中心"],
        ["起止日期", "2026-05-18 – 2026-05-20", "来宾人数", "公函 2 人，实际 2 人"],
    ]
    assert table_rows(page, "来宾") == [[1, "甲", "市文旅局", "科长", "团长"], [2, "乙"]]
    assert table_rows(page, "陪同和工作人员") == [
        [1, "李娜", "接待办", "科员", "座谈会、午餐"],
        [2, "王强", "会务组"],
    ]
    assert table_rows(page, "活动") == [
        [1, "座谈会", "2026-05-18", "09:00–10:00", "明峰宾馆 一号会议室", 2, 1, "无单列费用"],
        [2, "午餐", "2026-05-18", "12:00", "县政府机关 机关食堂", 120, 2, 1],
    ]
    assert lines[-2:] == [["经办人", "审核人", "把关人", "批准人"], ["日期："] * 4]


def test_missing_papers_are_listed(visit_of: VisitOf) -> None:
    visit = visit_of(
        letter={"number": "12号", "unit": "市文旅局", "people": "1"},
        guests=[{"name": "甲", "unit": "市文旅局", "post": "科长"}, {"name": "乙", "post": "科长",
                 "unit": "市文旅局"}],
        schedule=[{"day": "2026-05-18", "time": "9:00", "title": "座谈会"}],
        expenses=[
            {"item": "用餐", "day": "2026-05-18", "amount": "120", "payer": "host",
             "voucher": "待开"},
            {"item": "用车", "day": "2026-05-18", "amount": "90", "payer": "guest",
             "voucher": "7", "voucher_amount": "80"},
        ],
    )  # fmt: skip

    assert rows(opened(visit)["结算材料"]) == [
        ["序号", "材料", "项目", "现有", "还缺"],
        [1, "公函", "市文旅局", "12号", "公函日期、派出单位的书面变更：公函 1 人，名册 2 人"],
        [2, "凭证", "用餐 2026-05-18", "待开", "凭证"],
        [3, "凭证", "用车 2026-05-18", "7 80.00", "与清单相差 10.00 元"],
        [4, "接待清单", "座谈会", "地点"],
    ]


@pytest.mark.parametrize(
    ("asked", "number", "row"),
    [
        (False, None, []),
        (False, "接审3号", [[2, "审批单号", "接审3号"]]),
        (True, None, [[2, "审批单号", "审批单号"]]),
        (True, "接审3号", [[2, "审批单号", "接审3号"]]),
    ],
)
def test_the_approval_form_is_a_paper_where_the_office_asks_for_it(
    visit_of: VisitOf, asked: bool, number: str | None, row: list[Any]
) -> None:
    visit = visit_of(kind="考察", **({"approval": number} if number else {}))
    if asked:
        rule = visit.standing.rule("settlement")
        assert rule is not None
        papers = rule.limits["set_words"][0].model_copy(update={"words": ("公函", "审批单")})
        changed = rule.model_copy(update={"limits": {**rule.limits, "set_words": (papers,)}})
        others = (each for each in visit.standing.rules if each is not rule)
        standing = visit.standing.model_copy(update={"rules": (*others, changed)})
        visit = visit.model_copy(update={"standing": standing})

    assert rows(opened(visit)["结算材料"])[2:-1] == row


def test_a_statement_without_a_line_for_a_meal_of_the_host_is_a_draft(visit_of: VisitOf) -> None:
    sound: dict[str, Any] = {
        "letter": {"number": "12号", "date": "2026-05-06", "unit": "市文旅局", "people": "1"},
        "guests": [{"name": "甲", "unit": "市文旅局", "post": "科长"}],
        "meals": [
            {"day": "2026-05-18", "time": "12:00", "kind": "午餐", "place": "机关食堂",
             "payer": "guest"},
            {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "机关食堂",
             "payer": "host"},
        ],
        "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "甲"}],
    }  # fmt: skip
    paid = {"day": "2026-05-18", "amount": "60", "voucher": "7", "voucher_amount": "60"}
    dinner = {**paid, "item": "用餐", "place": "机关食堂", "payer": "host"}
    lodging = {**paid, "item": "住宿", "payer": "sender"}

    before = opened(visit_of(**sound))
    after = opened(visit_of(**sound, expenses=[dinner, lodging]))

    assert before["接待清单"]["A2"].value == "草稿：还缺 2 处，见“结算材料”。补齐后才能签字。"
    assert rows(before["结算材料"])[2:] == [
        [2, "接待清单", "晚餐 2026-05-18 县政府机关 机关食堂",
         "费用未列：请在“费用”里添一行，项目写“用餐（晚餐）”，日期、场所、付款方与该餐相同"],
        [3, "接待清单", "住宿", "费用未列：请在“费用”里添一行，项目写“住宿”，写明付款方"],
    ]  # fmt: skip
    assert after["接待清单"]["A2"].value == "材料齐备；来访结束（2026-05-20）以后再签字。"
    assert rows(after["结算材料"])[-1][1:] == ["接待清单", "市生态旅游考察团", "各项齐全"]


@pytest.mark.parametrize("payer", ["host", None])
def test_the_lines_that_the_settlement_papers_request_complete_the_statement(
    visit_of: VisitOf, payer: str | None
) -> None:
    letter = {"number": "12号", "date": "2026-05-06", "unit": "市文旅局", "people": "1"}
    guest = {"name": "甲", "unit": "市文旅局", "post": "科长"}
    meal = {"day": "2026-05-18", "place": "mingfeng/一楼餐厅"}
    lunch = {**meal, "time": "12:00", "kind": "午餐"}
    dinner = {**meal, "time": "18:00", "kind": "晚餐"}
    incomplete = opened(
        visit_of(letter=letter, guests=[guest], meals=[{**lunch, "payer": payer}, dinner])
    )
    paid = {"day": "2026-05-18", "amount": "60", "voucher": "7", "voucher_amount": "60",
            "payer": "host"}  # fmt: skip

    complete = opened(
        visit_of(
            letter=letter,
            guests=[guest],
            meals=[{**lunch, "payer": "host"}, {**dinner, "payer": "host"}],
            expenses=[
                {**paid, "item": "用餐（午餐）", "place": "明峰宾馆 一楼餐厅"},
                {**paid, "item": "用餐（晚餐）", "place": "mingfeng/一楼餐厅"},
            ],
        )
    )

    line = "在“费用”里添一行，项目写“用餐（{}）”，日期、场所、付款方与该餐相同"
    first = "费用未列，付款方未填：请先在“用餐”里填写该餐的付款方，再"
    assert rows(incomplete["结算材料"])[2:] == [
        [2, "接待清单", "午餐 2026-05-18 明峰宾馆 一楼餐厅",
         ("费用未列：请" if payer else first) + line.format("午餐")],
        [3, "接待清单", "晚餐 2026-05-18 明峰宾馆 一楼餐厅", first + line.format("晚餐")],
    ]  # fmt: skip
    assert complete["接待清单"]["A2"].value == "材料齐备；来访结束（2026-05-20）以后再签字。"


def test_receivables_without_rates_have_counts_but_no_amounts(visit_of: VisitOf) -> None:
    meal = {"day": "2026-05-18", "time": "12:00", "kind": "午餐", "place": "机关食堂"}
    visit = visit_of(
        guests=["甲", "乙"],
        meals=[{**meal, "payer": "guest"}],
        expenses=[{"item": "用餐", "planned": "80", "payer": "guest"}],
    )

    assert rows(opened(visit)["向来宾收费"]) == [
        ["食堂收费标准、日伙食补助标准或日市内交通费标准还没有填写，缺标准的只列次数，不算金额。"],
        ["序号", "姓名", "单位", "午餐", "餐费（元）", "乘车天数（半天计 0.5）", "交通费（元）",
         "合计", "收款凭证", "签名"],
        [1, "甲", 1, 0, 0],
        [2, "乙", 1, 0, 0],
        ["合计", 2, 0, 0],
        ["费用中已列（预计）", 80, 80],
        ["费用中已列（实际）"],
    ]  # fmt: skip


def test_sheets_print_one_page_wide_under_their_headings(visit_of: VisitOf) -> None:
    book = opened(visit_of(title="甲&乙", guests=["甲"]))

    assert book.sheetnames == ["接待清单", "费用汇总", "费用与标准", "向来宾收费", "结算材料"]
    for page in book:
        assert page.print_area
        assert page.freeze_panes
        assert page.page_setup.fitToHeight == 0
        assert page.oddHeader.left.text == "甲&&乙"
    assert book["结算材料"].print_title_rows == "$1:$1"


def test_the_same_visit_makes_the_same_bytes(visit_of: VisitOf) -> None:
    visit = visit_of(guests=["甲", LONG], expenses=[{"item": "用餐", "amount": "12.50"}])

    assert statement_workbook(visit, CHANGED) == statement_workbook(visit, CHANGED)


def test_an_amount_is_written_to_the_cent(visit_of: VisitOf) -> None:
    visit = visit_of(expenses=[{"item": "用餐", "amount": "1234567.89", "payer": "host"}])
    page = opened(visit)["接待清单"]

    (cell, *_) = [c for row in page.iter_rows() for c in row if c.value == 1234567.89]
    assert cell.number_format == "#,##0.00"
    assert Decimal(str(cell.value)) == visit.expenses[0].amount


def test_a_meeting_has_the_limit_of_its_class(visit_of: VisitOf) -> None:
    visit = visit_of(
        kind="会议",
        meeting_class="4",
        guests=["甲", "乙"],
        budget="5000",
        expenses=[{"item": "用餐", "amount": "120", "payer": "host"}],
    )

    assert rows(opened(visit)["费用汇总"]) == [
        ["会议费综合定额每人每天 550.00 元，各项可以调剂，合计不得突破。"],
        ["项目", "笔数", "预计（元）", "实际（元）", "标准（元）", "接待方预计", "接待方实际",
         "来宾及派出单位预计", "来宾及派出单位实际"],
        ["用餐", 1, 120, 120],
        ["合计", 1, 120, 3300, 120],
        ["批准预算", 5000],
        ["预算结余", 4880],
    ]  # fmt: skip


@pytest.mark.parametrize("guests", [0, 8, 14, 15, 16, 17, 18, 19, 40, 90])
def test_no_page_ends_with_a_heading_and_who_signs_sees_the_sums(
    visit_of: VisitOf, guests: int
) -> None:
    visit = visit_of(
        guests=[f"来宾{number}" for number in range(guests)],
        team={"staff": [f"人员{number}" for number in range(7)]},
        schedule=[{"day": "2026-05-18", "time": f"{8 + n}:00", "title": f"第{n}场"}
                  for n in range(9)],
        expenses=[{"item": "用餐", "amount": "60", "payer": "host"}] * 11,
    )  # fmt: skip
    page = opened(visit)["接待清单"]
    capacity = paper_for(GRID, landscape=True).height
    pages = pages_of(page)

    heights = [sum(page.row_dimensions[row].height for row in rows) for rows in pages]
    assert max(heights) <= capacity
    for rows in pages:
        # The last line is one of a table, of the facts or of the signatures: no title, no heading.
        first, *_ = [cell.value for cell in page[rows[-1]] if cell.value not in (None, "")]
        assert first not in {"来宾", "陪同和工作人员", "活动", "费用（元）", "序号"}
    for rows in pages[1:]:
        top = [cell.value for row in rows[:3] for cell in page[row]]
        assert "序号" in top
    last = [page.cell(row, 1).value for row in pages[-1]]
    assert {"合计", "经办人", "日期："} <= set(last)


def pages_of(page: Worksheet) -> list[list[int]]:
    """The rows of each printed page."""
    starts = [1, *(line.id + 1 for line in page.row_breaks.brk), page.max_row + 1]
    return [list(range(first, end)) for first, end in pairwise(starts)]
