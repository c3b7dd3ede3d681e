"""Names, posts, meals, rooms, vehicles and plates as offices write them; and what is doubtful."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.findings import Finding, Severity
from generator.load import load_visit
from generator.load.sheets.person_names import names_in_row
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.names.titles import split_title, split_unit_and_post

Load = Callable[..., tuple[Visit | None, list[Finding]]]
ITEM = {"day": "2026-05-18", "time": "9:00-10:00", "title": "座谈会"}
DINNER = {"day": "2026-05-18", "kind": "晚餐", "time": "18:00", "place": "mingfeng/一楼餐厅"}


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def read(load: Load, **sections: Any) -> tuple[Visit, list[str]]:
    visit, findings = load(**sections)
    assert visit is not None
    return visit, codes(findings)


@pytest.fixture
def of_sheet(tmp_path: Path, standing: Standing) -> Callable[..., tuple[Visit, list[Finding]]]:
    """Loads a visit whose one section is the rows of a sheet, or of a CSV file."""

    def made(section: str, *rows: list[object], csv: bool = False, more: str = "") -> Any:
        folder = tmp_path / "visits" / "case"
        folder.mkdir(parents=True)
        name = "book.csv" if csv else "book.xlsx"
        text = "title: 考察\nhost: 中心\nstart: 2026-05-18\nend: 2026-05-20\n"
        (folder / "visit.yml").write_text(f"{text}{section}: {name}\n{more}", "utf-8")
        if csv:
            lines = "\n".join(",".join(map(str, row)) for row in rows)
            (folder / name).write_text(lines, "utf-8")
        else:
            book = openpyxl.Workbook()
            page = book.worksheets[0]
            page.title = "表"
            for row in rows:
                page.append(row)
            book.save(folder / name)
        visit, findings = load_visit(folder, standing, tmp_path)
        assert visit is not None
        return visit, list(findings)

    return made


@pytest.mark.parametrize(
    "written",
    [
        *(
            "胡一等5人",
            "胡一等",
            "胡一（等三人）",
            "胡一夫妇",
            "3班（45人）",
            "胡一及家属",
            "胡一+2",
        ),
        *("胡一\n胡二", "胡一、胡二", "胡一，胡二", "胡一/胡二", "张伟 李娜", "张伟和李娜"),
        *("John and Mary Smith", "学生45名", "胡一一行5人"),
        *(
            "胡一带队等20余人",
            "工作人员若干",
            "全体队员",
            "胡一 x2",
            "胡一*2",
        ),
    ],
)
def test_several_people_in_one_name_are_refused(load: Load, written: str) -> None:
    as_guest, as_staff = {"guests": [{"name": written}]}, {"team": {"staff": [{"name": written}]}}
    for sections, code in ((as_guest, "several"), (as_staff, "several_staff")):
        visit, found = read(load, **sections)

        assert found == [f"person.{code}"]
        assert visit.people == {}


@pytest.mark.parametrize("written", ["张伟 13900000001", "张伟（07175550123）", "13900000001"])
def test_what_is_no_name_is_refused(load: Load, written: str) -> None:
    for sections in ({"guests": [{"name": written}]}, {"team": {"staff": [{"name": written}]}}):
        visit, found = read(load, **sections)

        assert found == ["person.no_name"]
        assert visit.people == {}


@pytest.mark.parametrize(
    "written",
    [
        *("张伟", "张 伟", "欧阳修", "司马 光明", "郑和平", "额尔敦和希格", "胡一随行1"),
        *("阿卜杜·热合曼", "Smith, John", "Jean-Luc and Co.", "a/b", "Ravi s/o Kumar"),
    ],
)
def test_one_person_s_name_is_left_alone(written: str) -> None:
    assert names_in_row(written) == [written]


def test_people_named_together_are_not_reported_as_unknown(load: Load) -> None:
    stay = {"venue": "mingfeng", "room": "8301", "people": "胡一等5人"}

    assert read(load, guests=["胡一等5人"], stays=[stay])[1] == ["person.several"]


@pytest.mark.parametrize(
    ("written", "name", "title"),
    [
        ("张伟 局长", "张伟", "局长"),
        ("张伟（副局长）", "张伟", "副局长"),
        ("张伟局长", "张伟", "局长"),
        ("王芳女士", "王芳", "女士"),
        ("张局长", "张局长", ""),
        ("欧阳主任", "欧阳主任", ""),
        ("王总经理", "王总经理", ""),
        ("张伟（女）", "张伟（女）", ""),
        ("John Smith", "John Smith", ""),
    ],
)
def test_titles_behind_names(written: str, name: str, title: str) -> None:
    assert split_title(written) == (name, title)


def test_a_title_behind_a_name_is_the_post(load: Load) -> None:
    guests = [{"name": "张伟 局长"}, {"name": "王强（副局长）", "post": "处长"}]
    visit, found = read(load, guests=guests, schedule=[ITEM | {"for": "张伟"}])

    assert [(guest.name, guest.post) for guest in visit.guests] == [
        ("张伟", "局长"),
        ("王强", "处长"),
    ]
    assert found == ["person.title", "person.title_unused"]


def test_a_party_and_a_person_of_one_name_are_ambiguous(load: Load) -> None:
    stays = [
        {"venue": "mingfeng", "room": room, "people": whom}
        for room, whom in (("8301", "王伟"), ("8302", "王伟（组别）"), ("8303", "王伟@甲局"))
    ]
    guests = [{"name": "王伟", "unit": "甲局", "party": "王伟"}, {"name": "李四", "party": "王伟"}]
    visit, findings = load(parties=[{"name": "王伟"}], guests=guests, stays=stays)

    assert codes(findings) == ["name.ambiguous"]
    assert "王伟（组别）、王伟@甲局" in str(findings[0].message)
    assert visit is not None
    assert [len(stay.people.people) for stay in visit.stays] == [2, 1]


def test_a_party_of_one_is_that_person(load: Load) -> None:
    guests = [{"name": "王伟", "party": "王伟"}]

    assert read(load, guests=guests, schedule=[ITEM | {"for": "王伟"}])[1] == []


@pytest.mark.parametrize("written", ["所有人", "全体人员", "Everyone", "全体人员（除张三）"])
def test_an_ambiguous_name_of_a_group_is_reported(load: Load, written: str) -> None:
    visit, findings = load(guests=["张三", "李四"], schedule=[ITEM | {"for": written}])

    assert [(finding.code, finding.severity) for finding in findings] == [
        ("name.everyone", Severity.WARNING)
    ]
    assert visit is not None
    assert visit.schedule[0].participants.people[-1].name == "李四"


@pytest.mark.parametrize("written", ["all", "全体", "全体来宾"])
def test_all_guests_are_all_guests(load: Load, written: str) -> None:
    assert read(load, guests=["张三"], schedule=[ITEM | {"for": written}])[1] == []


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Smith, John、张三", ["Smith, John", "张三"]),
        ("Smith, John, Li Wei", ["Smith, John", "Li Wei"]),
        ("张三,Smith，John", ["张三", "Smith, John"]),
        ("John Smith", ["Smith, John"]),
        ("Wei, Li、张三", ["Wei Li", "张三"]),
    ],
)
def test_a_foreign_name_with_a_comma(load: Load, written: str, names: list[str]) -> None:
    guests = ["Smith, John", "Li Wei", "Wei Li", "张三"]
    if written.startswith("Wei"):
        names = ["Li Wei", "张三"]
    visit, found = read(load, guests=guests, schedule=[ITEM | {"for": written}])

    assert found == []
    assert [person.name for person in visit.schedule[0].participants.people] == names


@pytest.mark.parametrize(
    ("kind", "time", "member", "title", "found"),
    [
        ("宵夜", "21:30", "supper", "", []),
        ("茶歇", "10:00", "tea", "", []),
        ("晚宴", "18:00", "dinner", "晚宴", []),
        ("欢迎晚宴", "18:00", "dinner", "欢迎晚宴", []),
        ("早茶", "7:30", "breakfast", "早茶", []),
        ("工作午餐", "12:00", "lunch", "工作午餐", []),
        ("中餐", "12:00", "lunch", "", []),
        ("中餐", "18:00", "dinner", "", ["value.read_as"]),
        ("自助餐", "7:00", "breakfast", "", ["value.read_as"]),
    ],
)
def test_meals_by_their_names(
    load: Load, kind: str, time: str, member: str, title: str, found: list[str]
) -> None:
    visit, problems = read(load, guests=["张三"], meals=[DINNER | {"kind": kind, "time": time}])

    (meal,) = visit.meals
    assert (meal.kind.value, str(meal.title or ""), problems) == (member, title, found)


def test_tables_and_seats_by_their_numbers(load: Load) -> None:
    tables = [
        {"no": "1号桌", "seats": "张三"},
        {"no": "2号主桌", "seats": [{"person": "李四", "no": "3号座"}]},
    ]
    visit, found = read(load, guests=["张三", "李四"], meals=[DINNER | {"tables": tables}])

    made = [(t.number, str(t.name or ""), t.seats[0].number) for t in visit.meals[0].tables]
    assert made == [("1", "", None), ("2", "主桌", "3")]
    assert found == []


@pytest.mark.parametrize(
    ("written", "member", "found"),
    [
        *(("越野车", "off_road", []), ("货车", "truck", []), ("摆渡车", "shuttle", [])),
        *(("警车", "police", []), ("自驾", "own", []), ("大巴车", "coach", [])),
        *(("45座大巴", "coach", ["value.read_as"]), ("房车", "other", ["value.read_as"])),
    ],
)
def test_vehicles_of_any_kind(load: Load, written: str, member: str, found: list[str]) -> None:
    visit, problems = read(load, vehicles=[{"number": "1号车", "kind": written}])

    assert visit.vehicles[0].kind is not None
    assert (visit.vehicles[0].kind.value, problems) == (member, found)


@pytest.mark.parametrize("plate", ["鄂E0B012", "鄂E•0B012", "鄂E.0B012", "鄂Ｅ·0B012", "鄂E-0B012"])
def test_a_plate_with_any_dot_or_none_is_that_of_the_fleet(load: Load, plate: str) -> None:
    visit, found = read(load, vehicles=[{"number": "1号车", "plate": plate}])

    assert (visit.vehicles[0].seats, found) == (18, [])


@pytest.mark.parametrize(
    ("written", "member"),
    [("正科", "township"), ("副县级", "county"), ("正处", "county"), ("副厅", "bureau")],
)
def test_ranks_as_they_are_called(load: Load, written: str, member: str) -> None:
    visit, found = read(load, guests=[{"name": "张三", "rank": written}])

    assert visit.guests[0].rank is not None
    assert (visit.guests[0].rank.value, found) == (member, [])


def test_halls_that_differ_by_case(load: Load) -> None:
    venue = {"id": "inn", "name": "客栈", "halls": [{"name": "Hall A"}, {"name": "hall a"}]}
    items = [ITEM | {"place": place} for place in ("Hall A", "hall a", "inn/hall a")]
    visit, found = read(load, venues=[venue], schedule=items)

    places = [item.place.space_name if item.place else "" for item in visit.schedule]
    assert (places, found) == (["Hall A", "hall a", "hall a"], [])


def rooms_of(load: Load, room: str, people: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
    stay = {"venue": "mingfeng", "room": room, "people": people}
    visit, found = read(load, guests=["张三", "李四", "王五", "赵六"], stays=[stay])
    stays = [(stay.room.number, [p.name for p in stay.people.people]) for stay in visit.stays]
    return stays, found


@pytest.mark.parametrize("written", ["8301、8302", "8301 8302", "8301/8302", "8301-8302"])
def test_two_rooms_in_a_cell_are_a_stay_each(load: Load, written: str) -> None:
    stays = [("8301", ["张三", "李四"]), ("8302", ["王五", "赵六"])]

    assert rooms_of(load, written, "张三、李四、王五、赵六") == (stays, ["value.read_as"])


@pytest.mark.parametrize("people", ["张三、李四、王五", "张三", "全体来宾"])
def test_unequal_numbers_of_people_and_rooms_are_refused(load: Load, people: str) -> None:
    assert rooms_of(load, "8301、8302", people) == ([], ["stay.rooms_apart"])


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("邻县文化和旅游局局长", ("邻县文化和旅游局", "局长")),
        ("市文旅局党组书记、局长", ("市文旅局", "党组书记、局长")),
        ("市教育局 副局长", ("市教育局", "副局长")),
        ("县委书记", ("县委", "书记")),
        ("副县长", None),
    ],
)
def test_units_and_posts(written: str, parts: tuple[str, str] | None) -> None:
    assert split_unit_and_post(written) == parts


@pytest.mark.parametrize("heading", ["单位及职务", "单位职务", "工作单位、职务", "单位/职务"])
def test_unit_and_post_in_one_column(of_sheet: Any, heading: str) -> None:
    visit, findings = of_sheet(
        "guests", ["姓名", heading], ["张三", "市文旅局局长"], ["李四", "副县长"]
    )

    assert [(guest.unit, guest.post) for guest in visit.guests] == [
        ("市文旅局", "局长"),
        ("副县长", None),
    ]
    assert codes(findings) == ["value.divided", "value.not_divided"]


def test_a_driver_and_his_telephone_in_one_column(of_sheet: Any) -> None:
    rows = [["车号", "驾驶员及电话"], ["1号车", "钱师傅 13900000001"]]
    visit, findings = of_sheet("vehicles", *rows)

    assert (visit.vehicles[0].driver, visit.vehicles[0].phone) == ("钱师傅", "13900000001")
    assert codes(findings) == ["value.divided"]


def test_a_train_beside_its_time(of_sheet: Any) -> None:
    visit, _ = of_sheet("guests", ["姓名", "抵达时间及车次"], ["张三", "5月18日 10:20 G1234"])

    guest = visit.guests[0]
    assert (str(guest.arrival), guest.arrival_by) == ("2026-05-18 10:20", "G1234")


@pytest.mark.parametrize("written", ["无", "没有", "否", "—", "/", "none", "无忌口"])
def test_nothing_special_is_nothing(load: Load, written: str) -> None:
    guest = {"name": "张三", "diet": written, "needs": [written], "note": written}
    visit, found = read(load, guests=[guest])

    assert (visit.guests[0].diet, visit.guests[0].needs, visit.guests[0].note) == ((), (), None)
    assert found == []


@pytest.mark.parametrize("written", ["无", "/", "—", "none"])
def test_nothing_in_other_columns(load: Load, written: str) -> None:
    guest = {"name": "张三", "phone": written, "rank": written, "arrival": written, "unit": written}
    visit, found = read(load, guests=[guest])

    assert (visit.guests[0].phone, visit.guests[0].rank, visit.guests[0].unit) == (None, None, None)
    assert found == []


def test_a_needed_value_is_missing_where_nothing_is_written(load: Load) -> None:
    assert read(load, schedule=[ITEM | {"title": "/"}])[1] == ["value.missing"]


@pytest.mark.parametrize(
    ("section", "heading", "row", "severity"),
    [
        ("stays", "房号", {"酒店": "客栈", "人员": "张三"}, Severity.ERROR),
        ("vehicles", "车号", {"驾驶员": "李四"}, Severity.ERROR),
        ("vehicles", "备注", {"车号": "1号车"}, Severity.WARNING),
        ("vehicles", "车牌", {"车号": "1号车"}, Severity.WARNING),
        ("guests", "单位", {"姓名": "张三"}, Severity.WARNING),
        ("guests", "联系电话", {"姓名": "张三"}, Severity.WARNING),
        ("guests", "组别", {"姓名": "张三"}, Severity.WARNING),
        ("contacts", "姓名", {"事项": "医疗"}, Severity.WARNING),
    ],
)
def test_what_excel_made_a_date_of_is_not_used(
    of_sheet: Any, section: str, heading: str, row: dict[str, str], severity: Severity
) -> None:
    more = "venues: [{id: inn, name: 客栈}]\n" + ("" if section == "guests" else "guests: [张三]\n")
    rows = [[heading, *row], [date(2026, 3, 12), *row.values()]]
    visit, findings = of_sheet(section, *rows, more=more)

    assert [(finding.code, finding.severity, finding.place.where) for finding in findings] == [
        ("value.made_a_date", severity, "表!A2")
    ]
    assert "03-12" not in visit.model_dump_json(exclude={"source"})


def test_what_excel_made_a_date_of_in_csv(of_sheet: Any) -> None:
    visit, findings = of_sheet("guests", ["姓名", "单位"], ["张三", "3月12日"], csv=True)

    assert codes(findings) == ["value.made_a_date"]
    assert visit.guests[0].unit is None


@pytest.mark.parametrize(
    "written", ["鄂E·0B017、鄂E·0B018", "鄂E0B017/鄂E0B018", "鄂E0B017 鄂E0B018"]
)
def test_two_plates_in_one_cell(load: Load, written: str) -> None:
    visit, found = read(load, vehicles=[{"number": "1号车", "plate": written}])

    assert found == ["plate.several"]
    assert visit.vehicles == ()


@pytest.mark.parametrize(
    "written", ["鄂E·0B017", "鄂E 0B017", "鄂e-0b017", "WJ 鄂 1234", "使014578"]
)
def test_one_plate(load: Load, written: str) -> None:
    visit, found = read(load, vehicles=[{"number": "1号车", "plate": written}])

    assert found == []
    assert visit.vehicles[0].plate == written


def test_a_meal_does_not_take_the_time_of_one_of_a_different_kind(of_sheet: Any) -> None:
    rows = [["日期", "餐别", "时间", "地点"], ["5月18日", "早餐", "7:00", "明峰宾馆/一楼餐厅"]]
    visit, findings = of_sheet("meals", *rows, ["5月18日", "午餐", "", "明峰宾馆/一楼餐厅"])

    assert [str(meal.time) for meal in visit.meals] == ["07:00"]
    assert codes(findings) == ["value.missing"]
