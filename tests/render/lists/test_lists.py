"""lists.xlsx: headings, figures, print set-up, and only text in cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator import vocabulary
from generator.model.visit import Visit
from generator.render.lists import lists_workbook
from generator.render.lists.registry import LISTS
from tests.support.documents.lists_workbook import CHANGED, opened, texts

VisitOf = Callable[..., Visit]
LONG = "𬭎" * 60


def test_every_list_has_a_sheet_in_chinese(visit_of: VisitOf) -> None:
    assert opened(visit_of()).sheetnames == [
        "来宾", "签到表", "抵离名单", "住宿", "住房名单", "住地须知", "叫早行李", "用餐",
        "用餐人数", "车辆", "乘车", "乘车名单", "日程", "议程", "作息", "专班", "通讯录",
    ]  # fmt: skip


def test_the_visits_first_language_names_sheets_and_headings(visit_of: VisitOf) -> None:
    book = opened(visit_of(languages=["en", "zh"], guests=["Anna"]))

    assert book.sheetnames[0] == "Guests"
    assert texts(book, "Guests")[0][:4] == ["No.", "Name", "Sex", "Ethnicity"]


@pytest.mark.parametrize("language", vocabulary.languages())
def test_excel_accepts_the_sheet_names(language: str) -> None:
    names = [vocabulary.word(f"lists.sheets.{entry.key}", language) for entry in LISTS]

    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set(r"[]:*?/\'") for name in names)


PAYLOADS = ["=cmd|'/c calc'!A1", "@SUM(1+1)*cmd", "-1", "+1", "{=1}", "\t=1+1", "http://a.example",
            LONG, "0012", "123456"]  # fmt: skip


def test_a_text_like_a_formula_or_a_number_is_text(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=[{"name": name, "note": name} for name in PAYLOADS],
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "0012", "note": "=1+1"}],
    )
    book = opened(visit)

    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert [row[1] for row in texts(book, "来宾")[1:]] == [name.strip() for name in PAYLOADS]
    assert [row[1] for row in texts(book, "住宿")] == ["房号", "8301"]
    assert not any(cell.hyperlink for cell in cells)


def test_cells_stay_text_when_they_are_edited(visit_of: VisitOf) -> None:
    """Whatever is typed into a text cell is text: =1+1 is no formula, 0012 keeps its zeros."""
    page = opened(visit_of(guests=["甲"]))["来宾"]

    assert {cell.number_format for row in page.iter_rows() for cell in row} == {"@"}
    assert page.column_dimensions["A"].number_format == "@"


def test_the_same_visit_makes_the_same_bytes(visit_of: VisitOf) -> None:
    visit = visit_of(guests=["甲", LONG])

    assert lists_workbook(visit, CHANGED) == lists_workbook(visit, CHANGED)
    assert opened(visit).properties.created.isoformat() == "2026-05-01T08:00:00"


DINERS = [
    {"name": "甲", "diet": "清真"},
    {"name": "乙", "diet": "素食"},
    {"name": "丙", "diet": "清真", "arrival": "2026-05-19 10:00"},
    {"name": "丁"},
]


def test_the_kitchen_s_numbers_are_those_counted_by_hand(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=DINERS,
        team={"staff": [{"name": "李娜", "diet": "素食"}]},
        meals=[
            {"day": "2026-05-19", "time": "12:00", "kind": "lunch", "place": "机关食堂"},
            {
                "day": "2026-05-18", "time": "18:00-19:00", "kind": "dinner", "place": "机关食堂",
                "form": "工作餐", "menu": "粥、菜",
                "tables": [{"no": "1", "seats": "甲、丁"}, {"no": "2", "seats": "乙、李娜",
                            "menu": "豆腐"}],
            },
            {"day": "2026-05-18", "time": "12:00", "kind": "lunch", "place": "机关食堂"},
        ],
    )  # fmt: skip

    rows = texts(opened(visit), "用餐人数")
    assert [row[:3] for row in rows[1:]] == [
        ["2026-05-18", "12:00", "午餐"],
        ["2026-05-18", "18:00–19:00", "晚餐"],
        ["2026-05-19", "12:00", "午餐"],
    ]
    assert [row[5:] for row in rows] == [
        ["人数", "来宾", "工作人员", "桌数", "饮食禁忌", "菜单"],
        ["3", "3", "0", "", "清真 1 人：甲\n素食 1 人：乙", ""],
        ["4", "3", "1", "2", "清真 1 人：甲（1 号桌）\n素食 2 人：乙（2 号桌）、李娜（2 号桌）",
         "粥、菜\n2 号桌：豆腐"],
        ["4", "4", "0", "", "清真 2 人：甲、丙\n素食 1 人：乙", ""],
    ]  # fmt: skip


def test_the_front_desk_s_list_has_a_row_for_each_lodger(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=[{"name": "甲", "sex": "男", "phone": "13900000001"}, "乙", "丙"],
        stays=[
            {"venue": "明峰宾馆", "room": "8601", "people": "丙", "note": "团长"},
            {"venue": "明峰宾馆", "room": "8301", "people": "甲、乙", "check_out": "2026-05-19"},
        ],
    )

    rows = texts(opened(visit), "住房名单")
    assert [row[2:5] for row in rows] == [
        ["房号", "房型", "姓名"],
        ["8301", "标准间", "甲"],
        ["8301", "标准间", "乙"],
        ["8601", "单人间", "丙"],
    ]
    assert rows[1][5:] == ["男", "", "", "13900000001", "2026-05-18", "2026-05-19", ""]


HOUSE = {
    "id": "inn", "name": "驿馆", "kind": "hotel", "phone": "0717-555-0177",
    "rooms": [{"number": "1"}], "wifi": "yiguan", "wifi_password": "12345678",
    "breakfast": "7:00-9:30", "check_out": "12点",
    "luggage": "总台后间", "entrance": "南门",
}  # fmt: skip


def test_the_facts_of_hotels_have_a_row_for_each_hotel(visit_of: VisitOf) -> None:
    visit = visit_of(
        venues=[HOUSE],
        guests=["甲", "乙"],
        stays=[
            {"venue": "驿馆", "room": "1", "people": "甲"},
            {"venue": "明峰宾馆", "room": "8601", "people": "乙"},
        ],
    )

    assert texts(opened(visit), "住地须知")[:2] == [
        ["名称", "电话", "无线网", "无线网密码", "早餐时间", "退房时间", "行李寄存", "入口"],
        ["驿馆", "0717-555-0177", "yiguan", "12345678", "07:00–09:30", "12:00", "总台后间", "南门"],
    ]


def test_drivers_see_passengers_and_arrivals(visit_of: VisitOf) -> None:
    journey = {"party": "一组", "arrival": "2026-05-18 10:20", "arrival_by": "G1"}
    visit = visit_of(
        guests=[{"name": "甲", **journey}, {"name": "乙", **journey},
                {"name": "丙", "arrival": "2026-05-18 9:00", "arrival_by": "自驾"}],
        parties=[{"name": "一组", "liaison": "李娜"}],
        team={"staff": ["李娜"]},
        vehicles=[{"number": "1号车", "seats": "7", "driver": "陈师傅", "phone": "13900000001"}],
        rides=[{"day": "2026-05-18", "time": "10:50", "from": "明峰高铁站", "to": "明峰宾馆",
                "boarding": "东出口", "vehicles": [{"vehicle": "1号车", "people": "一组、李娜"}]}],
    )  # fmt: skip
    book = opened(visit)

    assert texts(book, "乘车名单")[1] == [
        "2026-05-18", "10:50", "明峰高铁站", "东出口", "明峰宾馆", "1号车", "", "陈师傅",
        "13900000001", "7", "3", "甲、乙、李娜", "10:20 G1 2 人（甲、乙），等 30 分钟",
    ]  # fmt: skip
    assert [[row[2], row[3], row[4], *row[7:]] for row in texts(book, "抵离名单")] == [
        ["车次/航班", "同行人数", "姓名", "组别", "联络员", "接送车辆", "等候或提前（分钟）"],
        ["自驾", "1", "丙", "", "", "", ""],
        ["G1", "2", "甲", "一组", "李娜", "1号车 10:50", "30"],
        ["G1", "2", "乙", "一组", "李娜", "1号车 10:50", "30"],
    ]
    assert texts(book, "通讯录")[1:] == [
        ["一组联络员", "李娜", "", "", ""],
        ["1号车驾驶员", "陈师傅", "", "", "13900000001"],
    ]


def test_an_empty_list_has_a_remark_above_its_headings(visit_of: VisitOf) -> None:
    book = opened(visit_of())

    assert all(page["A1"].value.startswith(("还没有", "没有")) for page in book)
    assert all(page["A2"].value for page in book)


def test_sheets_print_one_page_wide_with_headings_on_each(visit_of: VisitOf) -> None:
    visit = visit_of(title="甲&乙", guests=["甲"], schedule=[{"id": "x", "day": "2026-05-18",
                     "time": "9:00", "title": "会"}])  # fmt: skip
    book = opened(visit)
    page = book["日程"]

    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_title_rows == "$1:$1"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:L2"
    # The ids are for the loader and are not printed.
    assert page["L1"].value == "编号"
    assert page.print_area == "'日程'!$A$1:$K$2"
    assert page.oddFooter.left.text == "&A"
    assert page.oddHeader.left.text == "甲&&乙"
