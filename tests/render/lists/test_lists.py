"""lists.xlsx: headings, figures, print set-up, and only text in cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from generator import vocabulary
from generator.model.visit import Visit
from generator.render.lists import lists_workbook
from generator.render.lists.registry import LISTS
from generator.render.workbook.pagination import paper_for
from tests.support.documents.lists_workbook import CHANGED, opened, texts

VisitOf = Callable[..., Visit]
LONG = "𬭎" * 60


def test_every_list_has_a_sheet_in_chinese(visit_of: VisitOf) -> None:
    assert opened(visit_of()).sheetnames == [
        "来宾", "签到表", "到场名单", "抵离名单", "住宿", "住房名单", "住地须知", "叫早行李",
        "用餐", "用餐人数", "车辆", "乘车", "派车单", "乘车名单", "日程", "议程", "作息", "专班",
        "通讯录",
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

    assert texts(book, "派车单")[1] == [
        "2026-05-18", "10:50", "明峰高铁站", "东出口", "明峰宾馆", "1号车", "", "陈师傅",
        "13900000001", "", "7", "3", "10:20 G1 2 人（甲、乙），等 30 分钟",
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


RIDE = {"day": "2026-05-18", "time": "8:30", "from": "明峰宾馆", "to": "县博物馆"}


def test_each_passenger_has_a_row_with_a_box_to_tick(visit_of: VisitOf) -> None:
    train = {"arrival": "2026-05-18 8:10", "arrival_by": "G1"}
    visit = visit_of(
        guests=[{"name": "甲", "party": "一组", "phone": "13900000001"},
                {"name": "乙", "companions": "2"}, {"name": "丙", **train}],
        team={"staff": [{"name": "李娜", "phone": "13900000009"}]},
        vehicles=[{"number": "1号车", "plate": "鄂E00001", "kind": "大巴", "seats": "44",
                   "driver": "陈师傅", "phone": "13900000008", "liaison": "李娜"},
                  {"number": "2号车"}],
        rides=[
            {**RIDE, "time": "14:00", "vehicles": [{"vehicle": "2号车", "people": "丙"}]},
            {**RIDE, "id": "out", "from": "明峰高铁站", "boarding": "东出口",
             "vehicles": [{"vehicle": "1号车", "people": "甲、乙、丙、李娜"}]},
            {**RIDE, "time": "7:30-9:00", "every": "20",
             "vehicles": [{"vehicle": "2号车", "people": "all"}]},
        ],
        seating=[{"at": "out", "vehicle": "1号车", "form": "大巴", "seats": {3: "甲", 1: "李娜"}}],
    )  # fmt: skip
    book = opened(visit)

    assert texts(book, "乘车名单") == [
        ["上车", "序号", "姓名", "组别", "座号", "上车点", "车次/航班", "联系电话", "备注",
         "日期", "时间", "车号"],
        ["5月18日周一 08:30 · 1号车 鄂E00001 · 明峰高铁站 → 县博物馆 · 驾驶员 陈师傅 13900000008"
         " · 随车联络员 李娜 13900000009 · 6 人",
         *[""] * 8, "2026-05-18", "08:30", "1号车"],
        ["☐", "1", "丙", "", "6", "东出口", "08:10 G1", "", "", "2026-05-18", "08:30", "1号车"],
        ["☐", "2", "李娜", "工作人员", "1", "东出口", "", "13900000009", "",
         "2026-05-18", "08:30", "1号车"],
        ["☐☐☐", "3", "乙（随行2人）", "", "2", "东出口", "", "", "",
         "2026-05-18", "08:30", "1号车"],
        ["☐", "4", "甲", "一组", "3", "东出口", "", "13900000001", "",
         "2026-05-18", "08:30", "1号车"],
        ["5月18日周一 14:00 · 2号车 · 明峰宾馆 → 县博物馆 · 1 人",
         *[""] * 8, "2026-05-18", "14:00", "2号车"],
        ["☐", "1", "丙", "", "", "明峰宾馆", "", "", "", "2026-05-18", "14:00", "2号车"],
    ]  # fmt: skip
    # What only serves to filter by is not printed, and each vehicle has a page of its own.
    assert book["乘车名单"].print_area == "'乘车名单'!$A$1:$I$8"
    assert page_starts(book["乘车名单"]) == [7]


def page_starts(page: Worksheet) -> list[int]:
    """The rows with which a page begins, after the first."""
    return [line.id + 1 for line in page.row_breaks.brk]


@pytest.mark.parametrize(("people", "pages"), [(41, 1), (49, 2)])
def test_a_coach_s_passengers_are_on_as_few_pages_as_can_be_read(
    visit_of: VisitOf, people: int, pages: int
) -> None:
    names = [f"来宾{number:02}" for number in range(people)]
    visit = visit_of(
        guests=names,
        vehicles=[{"number": "1号车", "seats": "49"}],
        rides=[{**RIDE, "vehicles": [{"vehicle": "1号车", "people": "all"}]}],
    )
    page = opened(visit)["乘车名单"]

    starts = page_starts(page)
    assert len(starts) == pages - 1
    # Each further page begins with the title of its vehicle again.
    assert [page.cell(row, 1).value for row in starts] == [page["A2"].value] * (pages - 1)
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "portrait"
    assert scale(page) >= 80


def test_floors_and_tables_are_not_divided_and_hotels_and_meals_begin_pages(
    visit_of: VisitOf,
) -> None:
    names = [f"来宾{number:02}" for number in range(60)]
    rooms = [{"number": f"{floor}0{n}", "floor": str(floor)} for floor in (1, 2) for n in range(9)]
    meal = {"day": "2026-05-18", "kind": "晚餐", "place": "机关食堂"}
    visit = visit_of(
        guests=names,
        venues=[{"id": "inn", "name": "驿馆", "kind": "hotel",
                 "rooms": [{**room, "beds": "2"} for room in rooms]}],
        stays=[
            *({"venue": "驿馆", "room": room["number"], "people": names[2 * n : 2 * n + 2]}
              for n, room in enumerate(rooms)),
            {"venue": "明峰宾馆", "room": "8301", "people": names[36:38]},
        ],
        meals=[
            {**meal, "id": "a", "time": "18:00", "tables": [
                {"no": str(n + 1), "seats": names[10 * n : 10 * n + 10]} for n in range(6)]},
            {**meal, "id": "b", "day": "2026-05-19", "time": "18:00",
             "tables": [{"no": "1", "seats": names[:10]}]},
        ],
    )  # fmt: skip
    book = opened(visit)

    rooms_page = texts(book, "住房名单")
    starts = [rooms_page[row - 1][:3] for row in page_starts(book["住房名单"])]
    assert starts == [["驿馆", "1", "100"], ["驿馆", "2", "200"]]
    tables_page = texts(book, "用餐")
    starts = [[tables_page[row - 1][n] for n in (0, 4)] for row in page_starts(book["用餐"])]
    assert starts == [["2026-05-18", "5"], ["2026-05-19", "1"]]


def test_the_roster_prints_what_a_page_holds(visit_of: VisitOf) -> None:
    guest = {
        "sex": "男", "ethnicity": "土家族", "unit": "市文化和旅游局资源开发处",
        "post": "二级调研员", "rank": "县处级", "phone": "13900000001", "party": "第一组",
        "part": "联络员", "companions": "1", "liaison": "李娜", "pinyin": "Jia",
        "language": "en", "diet": "清真、素食", "needs": "行动不便", "needs_room": "否",
        "arrival": "2026-05-18 10:20", "arrival_by": "G1234", "departure": "2026-05-20 14:40",
        "departure_by": "G4321", "note": "本县人员，不住宿",
    }  # fmt: skip
    visit = visit_of(
        languages=["zh", "en"], team={"staff": ["李娜"]}, parties=[{"name": "第一组"}],
        guests=[{"name": "欧阳朝晖", **guest}],
    )  # fmt: skip
    page = opened(visit)["来宾"]

    headings = texts(opened(visit), "来宾")[0]
    assert headings == [
        "序号", "姓名", "性别", "民族", "单位", "职务", "级别", "联系电话", "组别", "团内职务",
        "随行", "联络员", "饮食禁忌", "特殊需要", "备注",
        "拼音", "语言", "抵达时间", "抵达车次/航班", "返程时间", "返程车次/航班", "需要住宿",
    ]  # fmt: skip
    assert page.print_area == "'来宾'!$A$1:$O$2"
    assert page.page_setup.orientation == "landscape"
    assert scale(page) >= 80


def scale(page: Worksheet) -> int:
    """The scale at which the printed columns fit across the page, in percent."""
    last = page.print_area.rpartition("$")[0].rpartition("$")[2]
    widths = [
        dimension.width - 0.7109375  # Excel's padding, which the file has in the width
        for letter, dimension in _columns(page)
        if column_index_from_string(letter) <= column_index_from_string(last)
    ]
    return paper_for(widths, landscape=page.page_setup.orientation == "landscape").scale


def _columns(page: Worksheet) -> list[tuple[str, ColumnDimension]]:
    """The columns with their formats; neighbours of the same width are written once."""
    return [
        (get_column_letter(number), dimension)
        for dimension in page.column_dimensions.values()
        for number in range(dimension.min, dimension.max + 1)
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
