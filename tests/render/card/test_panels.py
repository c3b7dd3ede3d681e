"""The panels of staff cards: what a working group's task needs of the whole visit, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from generator.agenda import agenda_of
from generator.model.visit import Visit
from generator.render.card.composing import card_view
from generator.render.card.view import LineView, PanelView

VisitOf = Callable[..., Visit]
NOW = datetime(2026, 5, 1, tzinfo=UTC)
DAY, HALL = "5月18日", "明峰宾馆/一楼餐厅"
STAFF = [
    {"name": "组长", "phone": "13900000001"},
    {"name": "组员", "phone": "13900000002"},
    {"name": "联络员", "phone": "13900000003"},
]


def in_group(role: str, **group: Any) -> dict[str, Any]:
    return {
        "staff": STAFF,
        "groups": [{"role": role, "lead": "组长", "members": ["组员"], **group}],
    }


def panel_of(visit: Visit, name: str, language: str = "zh") -> PanelView:
    staff = next(person for person in visit.staff if person.name == name)
    (panel,) = card_view(agenda_of(visit, staff), language, NOW, "", {}).panels
    return panel


def shown(panel: PanelView) -> Mapping[str, list[str]]:
    """The lines of each block, by its title."""
    return {block.title: [_line(line) for line in block.lines] for block in panel.blocks}


def _line(line: LineView) -> str:
    callers = (f"{c.what} {c.name} {c.phone}".strip() for c in line.callers)
    return " | ".join(filter(None, (line.head, line.tag, line.text, *line.notes, *callers)))


# The kitchen


@pytest.fixture
def meals(visit_of: VisitOf) -> Visit:
    guests = [{"name": f"来宾{number}"} for number in "甲乙丙丁戊"]
    guests[1]["diet"] = "清真"
    guests[4]["diet"] = "素食、清真"
    return visit_of(
        team=in_group("dining"),
        guests=guests,
        meals=[
            {
                "day": DAY,
                "time": "18:00-19:00",
                "kind": "dinner",
                "form": "工作餐",
                "place": HALL,
                "menu": ["时蔬", "米饭"],
                "tables": [
                    {"no": "1", "seats": ["来宾甲", "来宾乙"]},
                    {"no": "2", "seats": ["来宾丙", "来宾丁"], "menu": ["素什锦"]},
                    {"no": "主桌", "seats": ["来宾戊"]},
                ],
            },
            {"day": "5月19日", "time": "12:00", "kind": "lunch", "place": HALL, "for": "all"},
        ],
    )


def test_the_kitchen_s_lead_sees_tables_diets_by_name_and_menus(meals: Visit) -> None:
    assert shown(panel_of(meals, "组长")) == {
        "5月18日周一 · 1 餐": [
            "18:00–19:00 晚餐 · 工作餐 | 5 人 | 明峰宾馆 一楼餐厅 | 1–2 号桌各 2 人；主桌 1 人 | "
            "1 号桌：清真 1 人（来宾乙） | 2 号桌：菜单：素什锦 | "
            "主桌：素食 1 人（来宾戊）、清真 1 人（来宾戊） | 菜单：时蔬、米饭"
        ],
        "5月19日周二 · 1 餐": [
            "12:00 午餐 | 5 人 | 明峰宾馆 一楼餐厅 | "
            "清真 2 人（来宾乙、来宾戊）、素食 1 人（来宾戊）"
        ],
    }


def test_the_kitchen_s_staff_see_numbers_and_who_has_the_names(meals: Visit) -> None:
    panel = panel_of(meals, "组员")

    assert panel.note == "这里只列人数；姓名见组长的卡。"
    assert "来宾" not in str(shown(panel))
    assert "1 号桌：清真 1 人" in str(shown(panel))


def test_a_group_without_anything_yet_is_told_so(visit_of: VisitOf) -> None:
    panel = panel_of(visit_of(team=in_group("dining")), "组长")

    assert (panel.note, panel.blocks) == ("还没有用餐安排。", ())


def test_a_group_of_another_role_has_no_panel(visit_of: VisitOf) -> None:
    visit = visit_of(team=in_group("publicity"))

    assert card_view(agenda_of(visit, visit.staff[0]), "zh", NOW, "", {}).panels == ()


# Rooms


@pytest.fixture
def rooms(visit_of: VisitOf) -> Visit:
    return visit_of(
        team=in_group("lodging"),
        guests=[
            {"name": "甲", "arrival": "5月18日 10:20", "arrival_by": "G1234", "needs": "行动不便"},
            {"name": "乙", "arrival": "5月18日 10:20", "arrival_by": "G1234"},
            {"name": "丙", "arrival": "5月18日"},
            {"name": "丁"},
        ],
        stays=[
            {"venue": "明峰宾馆", "room": "8301", "people": "甲", "note": "先查电梯"},
            {"venue": "明峰宾馆", "room": "8301", "people": "乙"},
            {"venue": "明峰宾馆", "room": "8302", "people": "丙", "check_out": "5月19日"},
            {"venue": "明峰宾馆", "room": "待定", "people": "丁"},
        ],
    )


def test_the_lodging_lead_sees_who_is_in_which_room_and_who_comes_when(rooms: Visit) -> None:
    assert shown(panel_of(rooms, "组长")) == {
        "5月18日周一 · 入住 4 人": [
            "入住 | 3 间 | 明峰宾馆 8301–8302",
            "10:20 G1234 | 2 人",
            "时间未定 | 1 人",
        ],
        "5月19日周二 · 退房 1 人": ["退房 | 1 间 | 明峰宾馆 8302"],
        "5月20日周三 · 退房 3 人": ["退房 | 2 间 | 明峰宾馆 8301"],
        "房号待定 1 间 · 1 人": ["房号待定 | 丁"],
        "明峰宾馆 3 楼 · 2 间 · 3 人": [
            "8301 | 行动不便 | 甲、乙 | 先查电梯",
            "8302 | 丙 · 5月18日–5月19日",
        ],
    }


def test_lodging_staff_see_how_many_are_in_each_room(rooms: Visit) -> None:
    panel = panel_of(rooms, "组员")

    assert shown(panel)["明峰宾馆 3 楼 · 2 间 · 3 人"] == [
        "8301 | 2 人 | 先查电梯",
        "8302 | 1 人 · 5月18日–5月19日",
    ]
    assert panel.note == "这里只列人数；姓名见组长的卡。"


# Vehicles


def test_transport_has_a_line_for_each_vehicle_with_whom_to_call(visit_of: VisitOf) -> None:
    visit = visit_of(
        team=in_group("transport"),
        guests=["甲", "乙", "丙"],
        vehicles=[
            {
                "number": "1号车",
                "plate": "鄂E·00001",
                "seats": 20,
                "driver": "周师傅",
                "phone": "13900000009",
                "liaison": "联络员",
            },
            {"number": "2号车"},
        ],
        rides=[
            {
                "day": DAY,
                "time": "9:00",
                "from": "明峰宾馆",
                "to": "县博物馆",
                "boarding": "正门",
                "vehicles": [
                    {"vehicle": "1号车", "people": "甲、乙"},
                    {"vehicle": "2号车", "people": "丙"},
                ],
            },
            {"day": DAY, "time": "11:00", "from": "县博物馆", "to": "明峰宾馆"},
        ],
    )

    assert shown(panel_of(visit, "组员")) == {
        "5月18日周一 · 2 趟": [
            "09:00 明峰宾馆 → 县博物馆 | 正门",
            "1号车 鄂E·00001 | 2/20 人 | 驾驶员 周师傅 13900000009 | 随车联络员 联络员 13900000003",
            "2号车 | 1 人",
            "11:00 县博物馆 → 明峰宾馆 | 还没有车辆",
        ]
    }


# Coordination


def test_coordination_sees_what_is_not_done_what_is_missing_and_whom_to_call(
    visit_of: VisitOf,
) -> None:
    visit = visit_of(
        team={
            **in_group("coordination"),
            "lead": "联络员",
            "tasks": [
                {"what": "订车", "owner": "组员", "due": "5月16日"},
                {"what": "核对名单", "owner": "组长", "due": "5月12日"},
                {"what": "订房", "owner": "组长", "done": "5月11日"},
            ],
        },
        guests=["甲"],
        schedule=[
            {
                "day": DAY,
                "time": "9:00",
                "title": "座谈",
                "receiver": "组长",
                "responsible": "组员",
            }
        ],
        vehicles=[{"number": "1号车", "plate": "鄂E·00001", "driver": "周师傅"}],
        stays=[{"venue": "明峰宾馆", "room": "待定", "people": "甲"}],
    )
    panel = panel_of(visit, "组员")

    assert (
        shown(panel)
        == shown(panel_of(visit, "联络员"))
        == {
            "未完成的任务 2 项": [
                "核对名单 | 5月12日 | 组长 13900000001",
                "订车 | 5月16日 | 组员 13900000002",
            ],
            "待补 3 项": [
                "5月18日 09:00 座谈 | 缺把关人",
                "1号车 | 缺电话、随车联络员",
                "明峰宾馆 | 房号待定 1 间",
            ],
            "各组组长电话 2 个": [
                "总负责人 | 联络员 13900000003",
                "综合协调组 | 组长 13900000001",
            ],
        }
    )
    assert [line.due for line in panel.blocks[0].lines] == [
        29_643_359,
        29_649_119,
    ]  # the ends of these days


# Health and safety


def test_medical_staff_see_whom_to_look_after_and_security_how_many_to_lead_out(
    visit_of: VisitOf,
) -> None:
    sections: dict[str, Any] = {
        "guests": [
            {"name": "甲", "diet": "花生过敏"},
            {"name": "乙", "needs": "行动不便", "liaison": "联络员", "party": "第一组"},
        ],
        "parties": ["第一组"],
        "stays": [
            {"venue": "明峰宾馆", "room": "8301", "people": "甲、乙", "check_out": "5月19日"}
        ],
    }

    assert shown(panel_of(visit_of(team=in_group("medical"), **sections), "组员")) == {
        "需照顾 1 人": ["乙 | 行动不便 | 第一组 · 明峰宾馆 8301 | 联络员 13900000003"],
        "饮食有要求 1 人": ["甲 | 花生过敏 | 明峰宾馆 8301"],
    }
    assert shown(panel_of(visit_of(team=in_group("security"), **sections), "组员")) == {
        "5月18日周一 · 当晚 2 人": ["明峰宾馆 3 楼 | 2 人 · 1 人需协助"]
    }


def test_a_panel_is_in_the_language_of_its_card(meals: Visit) -> None:
    panel = panel_of(meals, "组员", "en")

    assert (panel.title, panel.note) == (
        "Meals to serve",
        "Numbers only; the names are on the lead's card.",
    )
    assert "Tables 1–2: 2 each" in str(shown(panel))
