"""The workbook of a proposal: each place with its reasons, which the office can refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from generator import vocabulary
from generator.assign.proposal import Lack, Proposal, ProposedPlace
from generator.assign.rows import rows_of
from generator.model.assigned import Placement, PlacementKind
from generator.model.visit import Visit
from generator.render.proposal.book import (
    ProposalContent,
    declined_rows,
    proposal_workbook,
    row_key,
)
from generator.text import Text
from tests.support.documents.lists_workbook import texts

CHANGED = datetime(2026, 5, 1, 8, tzinfo=UTC)
HALL = "明峰宾馆/一楼餐厅"
ALL = frozenset(PlacementKind)
VisitOf = Callable[..., Visit]


@pytest.fixture
def visit(visit_of: VisitOf) -> Visit:
    return visit_of(
        parties=["第一组"],
        guests=[
            {"name": "张三", "sex": "男", "party": "第一组", "unit": "林业局"},
            {"name": "李四", "party": "第一组"},
            {"name": "王五"},
        ],
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "张三"}],
        meals=[{"id": "w", "day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": HALL,
                "tables": [{"no": 1, "seats": ["张三", "李四"]}]}],
    )  # fmt: skip


def content_of(visit: Visit, **more: frozenset[str]) -> ProposalContent:
    """李四 moves to another room, 张三 gets a table, and nothing is left for 王五."""
    zhang, li, wang = visit.guests
    nights = {"first": date(2026, 5, 18), "last": date(2026, 5, 20)}

    def room(number: str) -> Placement:
        return Placement(PlacementKind.ROOM, "mingfeng", number, li.id, li.name, **nights)  # type: ignore[arg-type]

    table = Placement(PlacementKind.TABLE, "w", "1", zhang.id, zhang.name)
    proposal = Proposal(
        (
            ProposedPlace(
                room("8302"),
                (Text.of({"zh": "同组", "en": "same party"}), Text("与张三互选")),
                (Text("想住单间"),),
                (Text("再要一间单人间"),),
                room("8405"),
            ),
            ProposedPlace(table),
        ),
        (Lack(PlacementKind.ROOM, "mingfeng", (wang,), Text("标准间已满"), Text("再要一间")),),
    )
    rows = rows_of(proposal, ALL, [room("8405")])
    return ProposalContent(visit, visit, ALL, rows, proposal.lacking, **more)


def opened(content: ProposalContent) -> Workbook:
    return openpyxl.load_workbook(BytesIO(proposal_workbook(content, CHANGED)))


def test_each_kind_has_a_sheet_in_the_form_of_its_list(visit: Visit) -> None:
    content = content_of(visit)
    book = opened(content)

    assert book.sheetnames == ["总览", "住宿", "用餐", "乘车", "座次", "未能安排"]
    headings, row = texts(book, "住宿")
    key = row_key(content.rows[0])
    assert dict(zip(headings, row, strict=True)) == {
        "酒店": "明峰宾馆", "房号": "8302", "房型": "标准间", "入住": "2026-05-18",
        "退房": "2026-05-20", "人员": "李四", "组别": "第一组",
        "状态": "调整", "原来": "8405", "理由": "同组；与张三互选", "未满足": "想住单间",
        "怎样满足": "再要一间单人间", "采用": "是", "行号": key,
    }  # fmt: skip
    assert texts(book, "用餐")[1][:9] == [
        "2026-05-18", "晚餐", "18:00", "明峰宾馆 一楼餐厅", "1", "张三", "男", "林业局", "第一组",
    ]  # fmt: skip
    assert texts(book, "乘车")[0][0] == "没有需要安排的乘车"


def test_the_people_without_a_place_have_the_reason_and_what_would_help(visit: Visit) -> None:
    assert texts(opened(content_of(visit)), "未能安排")[1] == [
        "住宿", "明峰宾馆", "1", "王五", "标准间已满", "再要一间",
    ]  # fmt: skip


def test_the_overview_has_everybody_by_floor_and_table_and_marks_who_is_new(visit: Visit) -> None:
    assert texts(opened(content_of(visit)), "总览") == [
        ["位置", "人数", "人员（＋ 为新安排或调整）"],
        ["明峰宾馆 3 楼", "", ""],
        ["8301", "1 / 2", "张三"],
        ["5月18日 18:00 晚餐", "", ""],
        ["1 号桌", "2", "＋张三、李四"],
    ]


def test_a_row_with_no_is_read_back_and_stays_refused(visit: Visit, tmp_path: Path) -> None:
    content = content_of(visit)
    book = opened(content)
    sheet = book["住宿"]
    column = next(cell.column for cell in sheet[1] if cell.value == "采用")
    sheet.cell(2, column).value = " 否 "
    path = tmp_path / "proposal.xlsx"
    book.save(path)

    declined = declined_rows(path)

    assert declined == {row_key(content.rows[0])}
    again = opened(content_of(visit, declined=declined))
    assert again["住宿"].cell(2, column).value == "否"
    assert declined_rows(tmp_path / "none.xlsx") == frozenset()


@pytest.mark.parametrize("language", vocabulary.languages())
def test_excel_accepts_the_sheet_names(language: str) -> None:
    keys = ("overview", *PlacementKind, "lacking")
    names = [vocabulary.word(f"proposal.sheets.{key}", language) for key in keys]

    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 for name in names)
