"""The pages of a visit, section by section."""

from __future__ import annotations

from collections.abc import Callable

from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Checklist,
    CodeCard,
    CodeCards,
    Facts,
    Pictures,
    Points,
    Section,
)
from generator.render.handbook.visit.cards import card_sections
from generator.render.handbook.visit.dining import dining_sections
from generator.render.handbook.visit.lodging import rooming_sections
from generator.render.handbook.visit.people import contact_sections, roster_sections
from generator.render.handbook.visit.schedule import schedule_sections
from generator.render.handbook.visit.team import task_sections, team_sections
from generator.render.handbook.visit.transport import transport_sections
from tests.support.documents.handbook_pages import rows_of

STAFF = {"staff": [{"name": "李娜", "phone": "0717-1001"}, {"name": "王强", "phone": "0717-1002"}]}


def titled(sections: object) -> dict[str, Section]:
    """Sections by their headings."""
    return {section.title: section for section in sections}  # type: ignore[attr-defined]


def facts_of(section: Section) -> dict[str, str]:
    (facts,) = (block for block in section.blocks if isinstance(block, Facts))
    return {label: cell.text for label, cell in facts.pairs}


def test_a_group_has_the_role_s_duties_then_its_own(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team={
            **STAFF,
            "groups": [
                {"role": "medical", "lead": "李娜", "members": "王强", "duties": ["备好氧气袋"]}
            ],
        }
    )

    group = titled(team_sections(visit))["医疗保障组"]

    assert facts_of(group) == {"组长": "李娜", "成员": "王强", "把关人": "—"}
    duties = next(block for block in group.blocks if isinstance(block, Points))
    role = next(role for role in visit.standing.roles if role.id == "medical")
    assert [line.text for line in duties.lines] == [*map(str, role.duties), "备好氧气袋"]


def test_tasks_to_do_are_by_day_those_without_one_last_then_those_done(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        team={
            **STAFF,
            "tasks": [
                {"what": "随时", "owner": "李娜"},
                {"what": "订房", "owner": "李娜", "checker": "王强", "due": "2026-05-15 16:00",
                 "standard": "每人一床", "caution": "楼层"},
                {"what": "开会", "due": "2026-05-08", "done": "2026-05-08"},
            ],
        }
    )  # fmt: skip

    to_do, done = task_sections(visit)

    (tasks,) = to_do.blocks
    assert isinstance(tasks, Checklist)
    assert (to_do.title, tasks.zone, [*tasks.words]) == (
        "未完成",
        "Asia/Shanghai",
        ["late", "today", "later"],
    )
    assert tasks.items == (
        (
            "订房",
            (
                "期限 5月15日周五 16:00 · 负责人 李娜 · 把关人 王强",
                "标准：每人一床",
                "注意事项：楼层",
            ),
            False,
            "2026-05-15T16:00",
        ),
        ("随时", ("未定期限 · 负责人 李娜 · 把关人 —",), False, ""),
    )
    lines = ("期限 5月8日周五 · 负责人 — · 把关人 —", "完成日期 5月8日周五")
    assert (done.title, done.blocks) == (
        "已完成",
        (Checklist((("开会", lines, True, "2026-05-08T23:59"),)),),
    )


def test_a_day_lists_items_meals_and_rides_by_time(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        guests=["甲"],
        team=STAFF,
        schedule=[
            {"day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会", "moderator": "李娜",
             "place": "mingfeng/一号会议室", "receiver": "李娜", "staff_note": "先到十分钟"}
        ],
        meals=[{"day": "2026-05-18", "kind": "午餐", "time": "12:00-13:00", "form": "自助餐",
                "place": "mingfeng/一楼餐厅"}],
        vehicles=[{"number": "1号车"}],
        rides=[{"day": "2026-05-18", "time": "10:50", "from": "station", "to": "mingfeng",
                "boarding": "东出口", "vehicles": [{"vehicle": "1号车", "people": "甲"}]}],
    )  # fmt: skip

    sections = list(schedule_sections(visit))

    assert [section.anchor for section in sections] == ["2026-05-18", "2026-05-19", "2026-05-20"]
    assert rows_of(sections[0]) == [
        ["10:50", "明峰高铁站 → 明峰宾馆|1号车 · 东出口", "明峰高铁站", "1 人", "— / — / —"],
        ["12:00–13:00", "午餐 · 自助餐", "明峰宾馆 一楼餐厅", "全体来宾", "— / — / —"],
        [
            "14:30–17:00",
            "座谈会|主持人 李娜 · 先到十分钟",
            "明峰宾馆 一号会议室",
            "全体来宾",
            "李娜 / — / —",
        ],
    ]
    (picture,) = (block for block in sections[0].blocks if isinstance(block, Pictures))
    assert picture.pictures[0][0] == "时间轴 · 5月18日周一"


def test_the_roster_is_grouped_by_party_guests_of_none_last(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team=STAFF,
        parties=[{"name": "第一组", "liaison": "李娜"}, {"name": "第二组"}],
        guests=[
            {"name": "丙"},
            {"name": "甲", "party": "第一组", "part": "团长", "sex": "男", "ethnicity": "苗族",
             "unit": "市文旅局", "post": "局长", "rank": "县处级", "phone": "13900000001",
             "diet": "素食", "needs": "轮椅", "arrival": "2026-05-18 10:20",
             "arrival_by": "G1234", "departure": "2026-05-20"},
        ],
    )  # fmt: skip

    sections = list(roster_sections(visit))

    assert [section.title for section in sections] == ["第一组", "第二组", "未分组"]
    assert facts_of(sections[0]) == {"联络员": "李娜", "人数": "1"}
    assert rows_of(sections[0]) == [
        [
            "甲|团长",
            "男 · 苗族",
            "市文旅局|局长",
            "县处级",
            "13900000001",
            "素食|轮椅",
            "|抵 5月18日 10:20 · G1234\n返 5月20日",
        ]
    ]
    assert rows_of(sections[2]) == [["丙", "", "", "", "无", "", ""]]


def test_rooms_are_listed_by_hotel_and_floor_then_by_guest(visit_of: Callable[..., Visit]) -> None:
    night = {"venue": "mingfeng", "check_in": "2026-05-18", "check_out": "2026-05-20"}
    visit = visit_of(
        guests=["甲", "乙", "丙", {"name": "丁", "needs_room": "否"}],
        stays=[{**night, "room": "8401", "people": "丙", "note": "加床"},
               {**night, "room": "8301", "people": "甲"}],
    )  # fmt: skip

    sections = titled(rooming_sections(visit))

    assert list(sections) == ["用房", "明峰宾馆 · 3 楼", "明峰宾馆 · 4 楼", "按来宾"]
    nights = "5月18日周一 – 5月20日周三"
    assert facts_of(sections["用房"]) == {"明峰宾馆": "标准间 2 间", "入住 · 退房": nights}
    assert rows_of(sections["明峰宾馆 · 4 楼"]) == [["8401", "丙|加床", "标准间"]]
    assert rows_of(sections["按来宾"]) == [
        ["甲", "", "8301", ""],
        ["乙", "", "未安排", ""],
        ["丙", "", "8401", ""],
        ["丁", "", "不住宿", ""],
    ]


def test_nights_are_beside_a_room_only_where_they_are_not_those_of_most(
    visit_of: Callable[..., Visit],
) -> None:
    night = {"venue": "mingfeng", "check_in": "2026-05-18", "check_out": "2026-05-20"}
    visit = visit_of(
        guests=["甲", "乙", "丙"],
        stays=[{**night, "room": "8301", "people": "甲"},
               {**night, "room": "8302", "people": "乙"},
               {**night, "room": "8401", "people": "丙", "check_in": "2026-05-19"}],
    )  # fmt: skip

    sections = titled(rooming_sections(visit))

    assert rows_of(sections["明峰宾馆 · 3 楼"]) == [
        ["8301", "甲", "标准间"],
        ["8302", "乙", "标准间"],
    ]
    late = "5月19日周二 – 5月20日周三"
    assert rows_of(sections["明峰宾馆 · 4 楼"]) == [["8401", "丙", "标准间", late]]
    assert rows_of(sections["按来宾"])[1:] == [["乙", "", "8302", ""], ["丙", "", "8401", late]]


def test_a_party_s_usual_journeys_are_said_once_and_a_missing_one_is_not_taken_for_them(
    visit_of: Callable[..., Visit],
) -> None:
    train = {"party": "第一组", "arrival": "2026-05-18 10:20", "arrival_by": "G1234"}
    visit = visit_of(
        parties=["第一组"],
        guests=[{**train, "name": "甲"}, {**train, "name": "乙"}, {**train, "name": "丙"},
                {**train, "name": "丁", "arrival_by": "自驾"}, {"name": "戊", "party": "第一组"}],
    )  # fmt: skip

    (party,) = roster_sections(visit)

    assert facts_of(party)["抵离"] == "抵 5月18日 10:20 · G1234"
    journeys = [row[-1] for row in rows_of(party)]
    assert journeys == ["", "", "", "|抵 5月18日 10:20 · 自驾", "|未填写"]


def test_a_meal_tells_diets_and_draws_its_tables(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team=STAFF,
        guests=["甲", {"name": "乙", "diet": "清真"}, {"name": "丙", "diet": "清真"}],
        meals=[
            {"day": "2026-05-18", "kind": "晚餐", "time": "18:00", "place": "mingfeng",
             "payer": "host", "menu": "豆腐、青菜",
             "tables": [{"no": "1", "seats": "李娜、甲"}, {"no": "2", "seats": "乙、丙"}]}
        ],
    )  # fmt: skip

    (meal,) = dining_sections(visit)

    assert meal.title == "5月18日周一 18:00 · 晚餐"
    assert facts_of(meal) == {
        "地点": "明峰宾馆",
        "人数": "4",
        "付款方": "接待方",
        "菜单": "豆腐、青菜",
        "接待 / 负责 / 把关": "— / — / —",
    }
    assert rows_of(meal) == [["清真", "2", "乙（2 号桌）、丙（2 号桌）"]]
    pictures = next(block for block in meal.blocks if isinstance(block, Pictures))
    assert [caption for caption, _ in pictures.pictures] == ["1 号桌", "2 号桌"]
    assert 'class="chair host"' in pictures.pictures[0][1]


def test_a_ride_lists_the_people_aboard_by_party(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team=STAFF,
        parties=[{"name": "第一组"}],
        guests=[{"name": "甲", "party": "第一组"}, {"name": "乙", "party": "第一组"}, "丙"],
        vehicles=[{"number": "1号车", "plate": "鄂E·0B011", "kind": "中巴", "seats": "18",
                   "driver": "刘建明", "phone": "13900000011", "liaison": "王强"}],
        rides=[{"day": "2026-05-18", "time": "9:00", "from": "mingfeng", "to": "museum",
                "vehicles": [{"vehicle": "1号车", "people": "第一组、丙、王强"}]}],
    )  # fmt: skip

    vehicles, ride = transport_sections(visit)

    assert rows_of(vehicles) == [
        ["1号车", "中巴", "鄂E·0B011", "18", "刘建明", "13900000011", "王强"]
    ]
    assert ride.title == "5月18日周一 09:00 · 明峰宾馆 → 县博物馆"
    assert rows_of(ride) == [
        ["1号车|鄂E·0B011", "4 / 18", "第一组、丙、王强|第一组：甲、乙\n丙、王强"]
    ]


def test_contacts_can_be_dialled(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team=STAFF,
        contacts=[{"what": "总协调", "who": "李娜"},
                  {"what": "医院", "name": "急诊", "phone": "0717 555 转 8"}],
    )  # fmt: skip

    (section,) = contact_sections(visit)

    assert rows_of(section) == [
        ["总协调", "李娜", "0717-1001"],
        ["医院", "急诊", "0717 555 转 8"],
    ]
    assert 'href="tel:07171001"' in section.html
    assert 'href="tel:0717555,8"' in section.html


def test_a_card_s_name_opens_the_file_of_its_code(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        parties=[{"name": "第一组"}],
        guests=[{"name": "甲", "party": "第一组", "unit": "市林业局"}],
        stays=[{"venue": "mingfeng", "room": "8301", "check_in": "2026-05-18",
                "check_out": "2026-05-20", "people": "甲"}],
    )  # fmt: skip
    links = {person: f"https://guests.example/{person}" for person in visit.people}

    (section,) = card_sections(visit, links)

    (codes,) = section.blocks
    assert isinstance(codes, CodeCards)
    link = links[visit.guests[0].id]
    assert (section.title, codes.cards) == (
        "第一组", (CodeCard("甲", "8301 · 市林业局", "jia", link),))  # fmt: skip
    assert f'<li data-read="jia"><a href="{codes.cards[0].file}"><b>甲</b>' in section.html
    assert link not in section.html


def test_two_parties_alike_but_for_their_names_stay_apart(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        parties=[{"name": "甲组"}, {"name": "乙组"}],
        guests=[{"name": "一", "party": "乙组"}, {"name": "二", "party": "甲组"}],
    )

    rosters = [rows_of(section)[0][0] for section in roster_sections(visit)]

    assert rosters == ["二", "一"]


def test_matters_of_one_day_are_on_that_day_in_the_view_of_staff(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        parties=[{"name": "三年级1班"}],
        team=STAFF,
        routine=[{"what": "叫早", "time": "6:30", "day": "2026-05-19", "for": "三年级1班"}],
    )

    section = titled(schedule_sections(visit.staff_view))["5月19日周二"]

    assert [row[:2] for row in rows_of(section)] == [["06:30", "叫早"]]


def test_a_shuttle_has_no_count_of_people(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        guests=["张三", "李四"],
        vehicles=[{"number": "1号车", "seats": 1}],
        rides=[
            {"day": "2026-05-18", "time": "18:00-21:00", "every": 20, "from": "明峰宾馆",
             "to": "石塘村", "vehicles": [{"vehicle": "1号车"}]}
        ],
    )  # fmt: skip

    *_, ride = transport_sections(visit)
    day = titled(schedule_sections(visit.staff_view))["5月18日周一"]

    assert [row[1] for row in rows_of(ride)] == ["—"]
    assert [row[3] for row in rows_of(day)] == ["全体来宾"]
