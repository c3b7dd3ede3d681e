"""report-YYYY.xlsx: the year by category and visit by visit."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl

from generator.model.visit import Visit
from generator.render.statement import year_workbook
from generator.render.statement.yearly import YearFigures
from tests.support.documents.lists_workbook import CHANGED

MEAL = {"item": "用餐", "amount": "150.50", "payer": "host"}


def sheets(visits: tuple[Visit, ...], year: int = 2026) -> dict[str, list[tuple[object, ...]]]:
    content = year_workbook(YearFigures(year, visits), "zh", CHANGED)
    assert content == year_workbook(YearFigures(year, visits), "zh", CHANGED)
    book = openpyxl.load_workbook(BytesIO(content))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def test_categories_and_visits_add_up_to_the_same(visit_of: Callable[..., Visit]) -> None:
    one = visit_of(slug="one", kind="考察", sender="@SUM(1)", guests=["甲"], expenses=[MEAL],
                   budget="200")  # fmt: skip
    two = visit_of(slug="two", kind="考察", guests=["甲", "乙"], start="2026-03-01",
                   end="2026-03-02",
                   expenses=[{"item": "住宿", "planned": "480", "payer": "sender"}])  # fmt: skip
    other_year = visit_of(slug="past", start="2025-03-01", end="2025-03-02", expenses=[MEAL])

    book = sheets((one, two, other_year))

    figures = (480, 150.5, 630.5, 150.5, 480, 480, 200, 0)
    assert book["分类汇总"][1:] == [
        ("类别", "次数", "来宾人数", "住宿", "用餐", "费用合计", "接待方承担",
         "来宾及派出单位承担", "其中尚未支付", "批准预算", "按标准应收"),
        ("考察", 2, 3, *figures),
        ("合计", 2, 3, *figures),
    ]  # fmt: skip
    assert book["逐次明细"][2:] == [
        ("考察", "市生态旅游考察团", "2026-03-01", None, 2, 480, 0, 480, 0, 480, 480, 0, 0),
        ("考察", "市生态旅游考察团", "2026-05-18", "@SUM(1)", 1, 0, 150.5, 150.5, 150.5, 0, 0, 200,
         0),
        ("合计", None, None, None, 3, *figures),
    ]  # fmt: skip


def test_a_classified_visit_is_not_in_the_tables(visit_of: Callable[..., Visit]) -> None:
    secret = visit_of(title="一次任务", privacy="classified", papers_kept_by="机要员")

    book = sheets((secret, visit_of(title="考察")))

    assert [row[1] for row in book["逐次明细"][2:]] == ["考察", None]
    assert "一次任务" not in str(book)


def test_a_year_without_visits_has_a_remark() -> None:
    assert sheets(())["分类汇总"][0][0] == "2026 年没有来访。"
