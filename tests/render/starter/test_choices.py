"""What the drop-downs of the new visit's workbook offer, as LibreOffice computes it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest

from generator.model.standing import Room, Standing
from generator.render.starter import starter_workbook
from generator.text import Text
from tests.support.documents.lists_workbook import Resave
from tests.support.documents.new_workbook import FIRST, LAST, NAMES, filled, opened, saved
from tests.support.proof import cases, counts

Cell = tuple[str, str, int]
Offered = Callable[..., list[list[str]]]
LISTED: dict[str, list[dict[str, object]]] = {
    "来宾": [{"姓名": "张三"}, {"姓名": "王五"}],
    "组别": [{"组别": "第一组"}],
    "专班": [{"姓名": "李四"}, {"姓名": "赵六"}],
    "车辆": [{"车号": "1号车"}, {"车号": "02"}],
    "日程": [{"日期": "2026-07-01", "内容": "座谈会"}, {"内容": "参观"}],
    "场所": [{"名称": "云来酒店"}, {"名称": "茶园"}],
}


@pytest.fixture
def offered(resaved: Resave) -> Offered:
    """What the drop-downs of cells (sheet, heading, row) offer, at most `most` words.

    LibreOffice computes their formulas.
    """

    def calculate(content: bytes, *cells: Cell, most: int = 20) -> list[list[str]]:
        book = opened(content)
        page = book.create_sheet("结果")
        for number, (sheet, heading, row) in enumerate(cells, start=1):
            (letter,) = (c.column_letter for c in book[sheet][1] if c.value == heading)
            rules = book[sheet].data_validations.dataValidation
            (rule,) = (rule for rule in rules if f"{letter}{row}" in rule.cells)
            formula = rule.formula1.replace("$A2", f"{sheet}!$A{row}")
            for nth in range(1, most + 1):
                page.cell(nth, number, f'=IFERROR(INDEX({formula},{nth})&"","")')
        computed = openpyxl.load_workbook(BytesIO(resaved(saved(book))), data_only=True)["结果"]
        columns = computed.iter_cols(max_col=len(cells), values_only=True)
        return [[str(cell) for cell in column if cell not in (None, "")] for column in columns]

    return calculate


@pytest.mark.parametrize("top", cases([2, 3], {2}), ids=["over the example", "below the example"])
def test_a_drop_down_offers_what_was_listed(
    new: bytes, standing: Standing, offered: Offered, top: int
) -> None:
    content = filled(new, LISTED, top)

    sex, party, receiver, day, vehicle, place, hotel, aboard, item = offered(
        content,
        ("来宾", "性别", 9),
        ("来宾", "组别", 9),
        ("日程", "接待人", 9),
        ("日程", "日期", 9),
        ("乘车", "车号", 9),
        ("日程", "地点", 9),
        ("住宿", "酒店", 9),
        ("乘车", "人员", 9),
        ("议程", "日程", 9),
        most=60,
    )

    assert sex == ["男", "女"]
    assert party == ["第一组"]
    assert receiver == ["李四", "赵六"]
    assert day == ["2026-07-01", "2026-07-02", "2026-07-03"]
    assert vehicle == ["1号车", "02"]
    assert item == ["座谈会", "参观"]
    # Places listed for the visit come after those with a page.
    assert place[0] == str(standing.venues[0].name)
    assert place[-2:] == ["云来酒店", "茶园"]
    assert hotel == ["明峰宾馆", "云来酒店", "茶园"]
    everyone = ["全体来宾", "全体工作人员"]
    assert aboard == [*everyone, "第一组", "张三", "王五", "李四", "赵六"]


@pytest.mark.proof
def test_drop_downs_survive_libreoffice_and_a_deleted_example(
    new: bytes, offered: Offered, resaved: Resave
) -> None:
    book = opened(resaved(filled(new, LISTED)))
    book["专班"].delete_rows(2)

    assert offered(saved(book), ("日程", "接待人", 3)) == [["李四", "赵六"]]


def test_the_rooms_of_the_row_s_hotel_are_offered_even_if_there_are_hundreds(
    standing: Standing, offered: Offered
) -> None:
    hotel = next(venue for venue in standing.venues if venue.rooms)
    numbers = [
        f"{floor:02}{room:02}" for floor in range(1, counts(11, 16)) for room in range(1, 21)
    ]
    rooms = tuple(Room(number=number) for number in numbers)
    large = hotel.model_copy(update={"id": "large", "name": Text("大厦"), "rooms": rooms})
    host = standing.model_copy(update={"venues": (*standing.venues, large)})
    stays = {"住宿": [{"酒店": "大厦"}, {"酒店": "明峰宾馆"}, {}]}
    content = filled(starter_workbook(host, FIRST, LAST), stays)

    of_large, of_other, of_any = offered(
        content,
        ("住宿", "房号", 3),
        ("住宿", "房号", 4),
        ("住宿", "房号", 5),
        most=counts(260, 400),
    )

    others = [room.number for room in hotel.rooms]
    assert (of_large, of_other, of_any) == (numbers, others, [*others, *numbers])


def test_a_drop_down_refuses_nothing(new: bytes) -> None:
    book = opened(new)

    rules = [rule for name in NAMES for rule in book[name].data_validations.dataValidation]

    assert rules
    assert {rule.errorStyle for rule in rules if rule.showErrorMessage} == {"information"}
