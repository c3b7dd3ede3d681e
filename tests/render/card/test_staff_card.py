"""A staff card, without a browser: what is special, whom to call, what guests share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from generator.agenda import agenda_of
from generator.model.visit import Visit
from generator.render.card.composing import card_view
from generator.render.card.content import card_content
from generator.render.card.view import CardView

VisitOf = Callable[..., Visit]
AS_OF = datetime(2026, 5, 1, tzinfo=UTC)
TEAM = {
    "lead": "周敏",
    "staff": [
        {"name": "周敏", "phone": "13900002001", "post": "主任"},
        {"name": "李娜", "phone": "13900002002"},
        {"name": "王强", "phone": "13900002003"},
        {"name": "孙磊", "phone": "13900002004", "post": "科员"},
    ],
    "groups": [
        {"role": "coordination", "lead": "李娜", "members": ["王强"], "cautions": ["村路窄"]}
    ],
    "tasks": [{"what": "核对名单", "owner": "王强", "checker": "李娜"}],
}
FORUM = {"day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会", "receiver": "王强",
         "responsible": "李娜", "checker": "周敏"}  # fmt: skip
TRAIN = {"liaison": "王强", "arrival": "2026-05-18 10:20", "arrival_by": "G1234"}


def view_of(visit_of: VisitOf, name: str, **sections: Any) -> CardView:
    visit = visit_of(**{"team": TEAM, **sections})
    person = next(staff for staff in visit.team.staff if staff.name == name)
    return card_view(agenda_of(visit, person), "zh", AS_OF, "0", {})


def html_of(visit_of: VisitOf, name: str, **sections: Any) -> str:
    visit = visit_of(**{"team": TEAM, **sections})
    person = next(p for p in visit.people.values() if p.name == name)
    return card_content(agenda_of(visit, person), as_of=AS_OF, version="0").html


def guests(*different: dict[str, Any]) -> list[dict[str, Any]]:
    same = [{"name": name, **TRAIN} for name in ("梁正远", "杨文博", "罗浩然")]
    return [*same, *({**TRAIN, **each} for each in different)]


def test_special_needs_come_before_diets_and_then_the_cautions_of_this_visit(
    visit_of: VisitOf,
) -> None:
    special = guests({"name": "林晓岚", "diet": "素食"}, {"name": "黄立新", "needs": "行动不便"})

    attention = view_of(visit_of, "王强", guests=special).attention

    assert [(each.label, each.text) for each in attention] == [
        ("2 人需留意", "黄立新 行动不便；林晓岚 素食"),
        ("综合协调组", "村路窄"),
    ]


def test_the_strip_stays_short(visit_of: VisitOf) -> None:
    many = [{"name": f"来宾{n}", "diet": "清真", "liaison": "王强"} for n in range(9)]

    first = view_of(visit_of, "王强", guests=many).attention[0]

    assert first.label == "9 人需留意"
    assert first.text.count("清真") == 4
    assert first.text.endswith("另 5 人见名单")


def test_what_guests_share_is_said_once(visit_of: VisitOf) -> None:
    view = view_of(visit_of, "王强", guests=guests())

    assert view.shared == ("3 人均于5月18日 10:20 G1234 抵达",)
    assert [guest.lines for guest in view.charges] == [(), (), ()]


def test_a_guest_who_differs_is_named_and_has_the_own_facts(visit_of: VisitOf) -> None:
    other = {"name": "江小川", "arrival": "2026-05-18 17:10", "arrival_by": "G5678"}
    unknown = {"name": "韩梅", "arrival": None, "arrival_by": None}

    view = view_of(visit_of, "王强", guests=guests(other, unknown))

    assert view.shared == ("5 人均于5月18日 10:20 G1234 抵达；例外：江小川、韩梅",)
    assert [guest.lines for guest in view.charges][3:] == [
        ("抵达时间 5月18日 17:10 G5678",),
        ("抵达未登记",),
    ]


def test_two_guests_with_two_trains_share_nothing(visit_of: VisitOf) -> None:
    two = [{**TRAIN, "name": "甲"}, {**TRAIN, "name": "乙", "arrival_by": "G5678"}]

    assert view_of(visit_of, "王强", guests=two).shared == ()


def test_everybody_else_in_charge_can_be_called(visit_of: VisitOf) -> None:
    view = view_of(visit_of, "王强", schedule=[FORUM])

    ((entry, _),) = view.days[0].entries
    assert [(each.what, each.name, each.dial) for each in entry.in_charge] == [
        ("负责", "李娜", "13900002002"),
        ("把关", "周敏", "13900002001"),
    ]
    checker = view.tasks[0].other
    assert checker is not None
    assert (checker.what, checker.name, checker.dial) == ("把关人", "李娜", "13900002002")


def test_the_directory_has_all_of_the_team_by_group(visit_of: VisitOf) -> None:
    directory = view_of(visit_of, "孙磊").directory

    assert [
        (colleagues.group, [(each.what, each.name, each.phone) for each in colleagues.people])
        for colleagues in directory
    ] == [
        ("", [("总负责人", "周敏", "13900002001")]),
        ("综合协调组", [("组长", "李娜", "13900002002"), ("", "王强", "13900002003")]),
        ("", [("科员", "孙磊", "13900002004")]),
    ]


def test_what_is_special_and_now_come_first_and_what_is_looked_up_is_folded(
    visit_of: VisitOf,
) -> None:
    html = html_of(visit_of, "王强", guests=guests(), schedule=[FORUM], notices=["备外套"])

    parts = re.findall(r'<section class="(?:box )?(\w+)', html)
    assert parts == ["needs", "now", "days", "panel", "tasks", "charges", "duties", "directory",
                     "notices", "tools", "roll"]  # fmt: skip
    folded = re.findall(r'data-fold="(\w+)', html)
    assert folded == ["charges", "duties", "directory", "notices", "tools"]
    # Without the script everything is open.
    assert re.findall(r"<details(?![^>]* open)[^>]*>", html) == []


def test_a_guests_card_has_nothing_of_it(visit_of: VisitOf) -> None:
    html = html_of(visit_of, "梁正远", guests=guests({"name": "黄立新", "needs": "行动不便"}))

    for word in (
        'class="fold"',
        'class="tel"',
        'class="needs"',
        "行动不便",
        "13900002001",
        "村路窄",
    ):
        assert word not in html
