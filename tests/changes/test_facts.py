"""The facts of a report: one line for each, with the people concerned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from generator.changes.cards import card_changes, edition_now
from generator.model.visit import Visit
from generator.render.changes.lines import fact_lines, report_lines

NOW = datetime(2026, 5, 17, 9)
VisitOf = Callable[..., Visit]
PLAN: dict[str, Any] = {
    "team": {"staff": ["周敏", "王强", "吴婷"]},
    "parties": [{"name": "第一组", "liaison": "王强"}],
    "guests": [
        {"name": "张伟", "party": "第一组", "phone": "13900000001"},
        {"name": "刘洋", "party": "第一组", "phone": "13900000002"},
        {"name": "马晓", "party": "第一组"},
    ],
    "stays": [
        {"venue": "明峰宾馆", "room": "8301", "people": "张伟"},
        {"venue": "明峰宾馆", "room": "8302", "people": "刘洋、马晓"},
    ],
    "vehicles": [{"number": "1号车", "plate": "鄂E00001"}, {"number": "2号车"}],
    "rides": [
        {"day": f"5月{day}日", "time": time, "from": "明峰高铁站", "to": "明峰宾馆",
         "checker": "周敏", "vehicles": [{"vehicle": "1号车", "people": "第一组"}]}
        for day, time in ((18, "9:00"), (19, "9:00"), (20, "9:00"))
    ],
    "meals": [
        {"day": f"5月{day}日", "time": "18:00", "kind": "晚餐", "place": "明峰宾馆/一楼餐厅",
         "responsible": "吴婷"}
        for day in (18, 19)
    ],
}  # fmt: skip


def facts(before: Visit, after: Visit) -> list[str]:
    changes = card_changes(after, edition_now(before), edition_now(after), NOW)
    facts = fact_lines(changes, report_lines(changes, (), "zh"), NOW, "zh")
    return [f"{line.what}｜{line.who}" for line in facts]


def changed(section: str, number: int, **fields: Any) -> dict[str, Any]:
    entries = [dict(entry) for entry in PLAN[section]]
    entries[number] |= fields
    return {**PLAN, section: entries}


def test_one_plate_is_one_line_with_all_whom_it_concerns(visit_of: VisitOf) -> None:
    after = visit_of(**changed("vehicles", 0, plate="鄂E00009"))

    assert facts(visit_of(**PLAN), after) == [
        "1号车：车牌改为 鄂E00009（原 鄂E00001）｜张伟、刘洋、马晓；工作人员：周敏"
    ]


def test_one_guest_less_is_one_line(visit_of: VisitOf) -> None:
    fewer = {**changed("stays", 1, people="刘洋"), "guests": PLAN["guests"][:2]}

    assert facts(visit_of(**PLAN), visit_of(**fewer)) == [
        "马晓已不在名单上，请收回卡｜马晓；工作人员：周敏、王强、吴婷"
    ]


def test_a_guest_who_replaces_another_is_one_line(visit_of: VisitOf) -> None:
    replaced = changed("guests", 0, name="韩梅")
    replaced["stays"] = [{**PLAN["stays"][0], "people": "韩梅"}, PLAN["stays"][1]]

    assert facts(visit_of(**PLAN), visit_of(**replaced)) == [
        "张伟由韩梅接替，请收回原卡、发放新卡｜韩梅、张伟；工作人员：王强"
    ]


def test_a_guest_of_another_party_replaces_nobody(visit_of: VisitOf) -> None:
    parties = [{"name": "第一组"}, {"name": "第二组"}]
    before = {**PLAN, "parties": parties, "rides": [], "meals": []}
    after = {
        **before,
        "guests": [{"name": "韩梅", "party": "第二组"}, *PLAN["guests"][1:]],
        "stays": [{**PLAN["stays"][0], "people": "韩梅"}, PLAN["stays"][1]],
    }

    assert facts(visit_of(**before), visit_of(**after)) == [
        "韩梅新加入，请发卡｜韩梅",
        "张伟已不在名单上，请收回卡｜张伟",
    ]


def test_a_changed_room_is_one_line_for_guest_and_liaison(visit_of: VisitOf) -> None:
    after = visit_of(**changed("stays", 0, room="8305"))

    assert facts(visit_of(**PLAN), after) == ["房间改为 8305（原 8301）｜张伟；工作人员：王强"]


def test_a_changed_arrival_is_one_line_for_guest_and_liaison(visit_of: VisitOf) -> None:
    before = visit_of(**changed("guests", 0, arrival="5月18日 8:30"))
    after = visit_of(**changed("guests", 0, arrival="5月18日 8:45"))

    assert facts(before, after) == [
        "5月18日 08:30 抵达：时间改为 5月18日 08:45（原 5月18日 08:30）｜张伟；工作人员：王强"
    ]


def test_what_is_in_no_guest_s_card_is_the_liaison_s_own(visit_of: VisitOf) -> None:
    after = visit_of(**changed("guests", 0, diet="不吃香菜"))

    assert facts(visit_of(**PLAN), after) == ["来宾张伟：饮食和照顾为 不吃香菜｜王强"]


def test_the_same_change_of_several_meals_is_one_line(visit_of: VisitOf) -> None:
    before = visit_of(**{**PLAN, "meals": [{**meal, "note": "分餐"} for meal in PLAN["meals"]]})
    after = visit_of(**PLAN)

    assert facts(before, after) == [
        "5月18日 18:00 晚餐等 2 项：说明不再安排（原 分餐）｜张伟、刘洋、马晓；工作人员：吴婷"
    ]


def test_of_a_large_party_the_number_is_given(visit_of: VisitOf) -> None:
    names = [f"来宾{number:02}" for number in range(20)]
    plan = {**PLAN, "guests": [{"name": name, "party": "第一组"} for name in names], "stays": []}
    after = {**plan, "vehicles": [{"number": "1号车", "plate": "鄂E00009"}, {"number": "2号车"}]}

    assert facts(visit_of(**plan), visit_of(**after)) == [
        "1号车：车牌改为 鄂E00009（原 鄂E00001）｜第一组 20 人；工作人员：周敏"
    ]


def test_who_left_keeps_telephone_and_party(visit_of: VisitOf) -> None:
    fewer = {**PLAN, "guests": PLAN["guests"][1:], "stays": PLAN["stays"][1:]}
    before, after = visit_of(**PLAN), visit_of(**fewer)

    changes = card_changes(after, edition_now(before), edition_now(after), NOW)
    (line,) = (line for line in report_lines(changes, (), "zh") if line.name == "张伟")

    assert (line.phone, line.party, line.to_notify) == ("13900000001", "第一组", True)


def test_a_corrected_name_is_one_line_for_guest_and_liaison(visit_of: VisitOf) -> None:
    plan = changed("guests", 0, name="张玮", id="张伟")
    plan["stays"] = [{**PLAN["stays"][0], "people": "张玮"}, PLAN["stays"][1]]

    assert facts(visit_of(**PLAN), visit_of(**plan)) == [
        "姓名改为 张玮（原 张伟）｜张玮；工作人员：王强"
    ]


def test_guests_who_change_their_party_are_one_line_for_both_liaisons(visit_of: VisitOf) -> None:
    parties = [{"name": "第一组", "liaison": "王强"}, {"name": "第二组", "liaison": "吴婷"}]
    plan = {**PLAN, "parties": parties, "rides": [], "meals": []}
    guests = [PLAN["guests"][0], *({**guest, "party": "第二组"} for guest in PLAN["guests"][1:])]

    assert "组别改为 第二组（原 第一组）｜刘洋、马晓；工作人员：王强、吴婷" in facts(
        visit_of(**plan), visit_of(**{**plan, "guests": guests})
    )


def test_a_task_is_one_line_for_who_does_and_who_checks_it(visit_of: VisitOf) -> None:
    def plan(due: str) -> dict[str, Any]:
        task = {"what": "核对名单", "owner": "王强", "checker": "周敏", "due": due}
        return {**PLAN, "team": {**PLAN["team"], "tasks": [task]}}

    assert facts(visit_of(**plan("2026-05-10")), visit_of(**plan("2026-05-11"))) == [
        "任务有变：核对名单｜王强、周敏"
    ]


def test_every_role_that_changes_has_words(visit_of: VisitOf) -> None:
    """Somebody in charge of a dinner now sits at it: that was a KeyError."""
    for role in ("receiver", "responsible", "checker"):
        both = {"receiver": "周敏", "responsible": "周敏", "checker": "周敏"}
        table = {"tables": [{"no": "1", "seats": ["张伟", "周敏"]}]}
        before = {**PLAN, "meals": [{**PLAN["meals"][0], **table, role: "周敏"}]}
        after = {**PLAN, "meals": [{**PLAN["meals"][0], **table, **both, role: "吴婷"}]}

        assert facts(visit_of(**before), visit_of(**after))
        assert facts(visit_of(**after), visit_of(**before))


def test_a_guest_s_other_changes_are_no_concern_of_the_liaison(visit_of: VisitOf) -> None:
    def plan(title: str, room: str) -> dict[str, Any]:
        talk = {"id": "talk", "day": "5月18日", "time": "15:00", "title": title, "for": "张伟"}
        return {**changed("stays", 0, room=room), "schedule": [talk]}

    assert facts(visit_of(**plan("座谈", "8301")), visit_of(**plan("会谈", "8305"))) == [
        "房间改为 8305（原 8301）｜张伟；工作人员：王强",
        "5月18日 15:00 座谈：名称改为 会谈（原 座谈）｜张伟",
    ]


def test_another_vehicle_concerns_those_in_charge_of_that_ride_alone(visit_of: VisitOf) -> None:
    def plan(*moved: tuple[str, str]) -> dict[str, Any]:
        rides = [
            {**ride, "checker": checker, "vehicles": [
                {"vehicle": "1号车", "people": [n for n in ("张伟", "刘洋", "马晓") if n != who]},
                *([{"vehicle": "2号车", "people": who}] if who else []),
            ]}
            for ride, (checker, who) in zip(PLAN["rides"], moved, strict=False)
        ]  # fmt: skip
        return {**PLAN, "parties": [{"name": "第一组"}], "rides": rides, "meals": []}

    before = plan(("周敏", ""), ("吴婷", ""))
    after = plan(("周敏", "刘洋"), ("吴婷", "张伟"))

    assert facts(visit_of(**before), visit_of(**after)) == [
        "5月18日 09:00 乘车前往明峰宾馆：车辆改为 2号车（原 1号车 鄂E00001）｜刘洋；工作人员：周敏",
        "5月19日 09:00 乘车前往明峰宾馆：车辆改为 2号车（原 1号车 鄂E00001）｜张伟；工作人员：吴婷",
    ]


PANELS: dict[str, Any] = {
    **PLAN,
    "team": {
        "staff": ["房长", "厨长", "车长"],
        "groups": [
            {"role": "lodging", "lead": "房长"},
            {"role": "dining", "lead": "厨长"},
            {"role": "transport", "lead": "车长"},
        ],
    },
    "parties": [{"name": "第一组"}],
    "rides": [
        {**PLAN["rides"][0], "checker": None,
         "vehicles": [{"vehicle": "1号车", "people": "第一组"},
                      {"vehicle": "2号车", "people": []}]}
    ],
    "meals": [
        {"id": name, "day": f"5月{day}日", "time": "18:00", "kind": "晚餐", "menu": ["米饭"],
         "place": "明峰宾馆/一楼餐厅",
         "tables": [{"no": "1", "seats": ["张伟"]}, {"no": "2", "seats": ["刘洋"]}]}
        for name, day in (("a", 18), ("b", 19))
    ],
}  # fmt: skip


EITHER = pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 0)])
"""A row of a panel, and another that comes before or after it."""


def with_rows(section: str, changes: dict[int, dict[str, Any]]) -> dict[str, Any]:
    rows = [row | changes.get(number, {}) for number, row in enumerate(PANELS[section])]
    return {**PANELS, section: rows}


@EITHER
def test_a_note_on_a_room_does_not_follow_from_another_room(
    visit_of: VisitOf, one: int, other: int
) -> None:
    after = with_rows("stays", {one: {"room": "8305"}, other: {"note": "加床"}})

    lines = facts(visit_of(**PANELS), visit_of(**after))

    former, who = (("8301", "张伟"), ("8302", "刘洋、马晓"))[one]
    assert f"房间改为 8305（原 {former}）｜{who}；工作人员：房长" in lines
    assert [line for line in lines if "加床" in line and line.endswith("｜房长")]
    assert len(lines) == 2


def test_who_leaves_a_room_is_one_line_with_the_lead_of_lodging(visit_of: VisitOf) -> None:
    after = {**with_rows("stays", {1: {"people": "刘洋"}}), "guests": PLAN["guests"][:2]}

    (line,) = (line for line in facts(visit_of(**PANELS), visit_of(**after)) if "马晓" in line)

    assert line == "马晓已不在名单上，请收回卡｜马晓；工作人员：房长"


@EITHER
def test_another_menu_does_not_follow_from_another_table_at_another_meal(
    visit_of: VisitOf, one: int, other: int
) -> None:
    table = [{"no": "1", "seats": []}, {"no": "2", "seats": ["刘洋", "张伟"]}]
    after = with_rows("meals", {one: {"tables": table}, other: {"menu": ["面条"]}})

    lines = facts(visit_of(**PANELS), visit_of(**after))

    assert [line for line in lines if "面条" in line and line.endswith("｜厨长")]


@EITHER
def test_another_driver_of_a_vehicle_does_not_follow_from_that_of_another(
    visit_of: VisitOf, one: int, other: int
) -> None:
    boarded, empty = PANELS["vehicles"][one]["number"], PANELS["vehicles"][other]["number"]
    cars = [{"vehicle": boarded, "people": "第一组"}, {"vehicle": empty, "people": []}]
    before = with_rows("rides", {0: {"vehicles": cars}})
    drivers = with_rows("vehicles", {one: {"driver": "陈师傅"}, other: {"driver": "林师傅"}})

    assert facts(visit_of(**before), visit_of(**{**before, "vehicles": drivers["vehicles"]})) == [
        f"{boarded}：驾驶员为 陈师傅｜张伟、刘洋、马晓；工作人员：车长",
        f"车辆 {empty}新增：林师傅｜车长",
    ]


@EITHER
def test_another_load_of_a_ride_does_not_follow_from_who_moved_on_another(
    visit_of: VisitOf, one: int, other: int
) -> None:
    ride = PANELS["rides"][0]
    rides = [{**ride, "id": name, "time": f"{hour}:00"} for name, hour in (("r1", 9), ("r2", 11))]
    moved, emptied = (
        [{"vehicle": "1号车", "people": "张伟、刘洋"}, {"vehicle": "2号车", "people": "马晓"}],
        [{"vehicle": "1号车", "people": "第一组"}],
    )
    before = {**PANELS, "rides": rides}
    after = {**PANELS, "rides": [*rides]}
    after["rides"][one] = {**rides[one], "vehicles": moved}
    after["rides"][other] = {**rides[other], "vehicles": emptied}

    hours = "09", "11"
    assert {*facts(visit_of(**before), visit_of(**after))} == {
        f"5月18日 {hours[one]}:00 乘车前往明峰宾馆：车辆改为 2号车（原 1号车 鄂E00001）｜马晓",
        f"乘车 5月18日 {hours[other]}:00 明峰宾馆取消（原 2号车）｜车长",
    }


def test_who_is_no_longer_in_charge_reads_of_no_cancellation(visit_of: VisitOf) -> None:
    """With “取消”, a member of staff would tell the guests that they need not come."""
    meals = [{**meal, "responsible": "王强"} for meal in PLAN["meals"]]

    assert facts(visit_of(**PLAN), visit_of(**{**PLAN, "meals": meals})) == [
        "新增：5月18日 18:00 晚餐（明峰宾馆 一楼餐厅）｜王强",
        "不再负责：5月18日 18:00 晚餐（明峰宾馆 一楼餐厅）｜吴婷",
        "新增：5月19日 18:00 晚餐（明峰宾馆 一楼餐厅）｜王强",
        "不再负责：5月19日 18:00 晚餐（明峰宾馆 一楼餐厅）｜吴婷",
    ]


def asking(phone: str = "13900000001", **setting: str) -> dict[str, Any]:
    return {**changed("guests", 0, phone=phone, **setting), "parties": [{"name": "第一组"}]}


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (
            asking(second_factor="phone"),
            asking("13900000417", second_factor="phone"),
            "您登记的电话号码已更改，打开卡时请输入新号码的后四位｜张伟",
        ),
        (
            asking(),
            asking(second_factor="phone"),
            "打开卡时，请输入您本人电话号码的后四位｜张伟",
        ),
        (
            asking(second_factor="phone"),
            asking(second_factor="none"),
            "打开卡时不再需要输入电话号码的后四位｜张伟",
        ),
    ],
    ids=["another-number", "asks", "asks-no-more"],
)
def test_what_opens_a_card_is_a_change_of_it(
    visit_of: VisitOf, before: dict[str, Any], after: dict[str, Any], line: str
) -> None:
    assert facts(visit_of(**before), visit_of(**after)) == [line]


@pytest.mark.parametrize(
    ("number", "setting"),
    [("13900000417", {}), ("139 7000 0001", {"second_factor": "phone"})],
    ids=["nothing-is-asked", "same-digits"],
)
def test_a_number_that_opens_nothing_else_changes_no_card(
    visit_of: VisitOf, number: str, setting: dict[str, str]
) -> None:
    assert facts(visit_of(**asking(**setting)), visit_of(**asking(number, **setting))) == []
