"""Changes of panels: whoever acts on one is notified; an update of the program marks nobody."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from generator.build.edition import BuiltCard, with_version
from generator.changes.cards import Card, CardChange, Edition, card_changes, edition_now
from generator.changes.recent import RecentChange
from generator.changes.record import edition_from, record_of, stored_cards
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.card.changes import change_views
from generator.render.changes.lines import fact_lines, report_lines
from generator.render.changes.sentences import change_sentences
from generator.sealing.seal import FieldSeal

NOW = datetime(2026, 5, 17, 9)
HALL = "明峰宾馆/一楼餐厅"
PLAN: dict[str, Any] = {
    "team": {
        "lead": "总指挥",
        "staff": [
            *("总指挥", "厨长", "厨员", "房长", "车长", "调度"),
            {"name": "联络员", "phone": "13900000003"},
        ],
        "groups": [
            {"role": "dining", "lead": "厨长", "members": ["厨员"]},
            {"role": "lodging", "lead": "房长"},
            {"role": "transport", "lead": "车长"},
        ],
        "tasks": [{"what": "订车", "owner": "调度"}],
    },
    "guests": [{"name": "甲", "diet": "忌香菜"}, {"name": "乙"}],
    "meals": [
        {"day": "5月18日", "time": "18:00", "kind": "dinner", "place": HALL,
         "tables": [{"no": "1", "seats": ["甲"]}, {"no": "2", "seats": ["乙"]}]},
    ],
    "stays": [
        {"venue": "明峰宾馆", "room": "8301", "people": "甲"},
        {"venue": "明峰宾馆", "room": "8302", "people": "乙"},
    ],
    "vehicles": [{"number": "1号车", "seats": 10, "plate": "鄂E00001", "driver": "周师傅"}],
    "rides": [
        {"day": "5月18日", "time": time, "from": "明峰高铁站", "to": "明峰宾馆",
         "vehicles": [{"vehicle": "1号车", "people": "甲"}]}
        for time in ("9:00", "11:00")
    ],
}  # fmt: skip


@pytest.fixture
def changes(visit_of: Callable[..., Visit]) -> Callable[..., tuple[CardChange, ...]]:
    """The changed cards when `edit` changes the plan."""

    def changed(edit: Callable[[dict[str, Any]], object]) -> tuple[CardChange, ...]:
        before = edition_now(visit_of(**PLAN))
        plan = copy.deepcopy(PLAN)
        edit(plan)
        visit = visit_of(**plan)
        return card_changes(visit, before, edition_now(visit), NOW)

    return changed


def told(changed: tuple[CardChange, ...]) -> Mapping[str, tuple[str, ...]]:
    """The sentences for each of the staff who has to be notified."""
    return {
        change.name: change_sentences(change.changes, "zh")
        for change in changed
        if change.staff and change.to_notify
    }


Changes = Callable[..., tuple[CardChange, ...]]


def facts_with_people(changes: tuple[CardChange, ...]) -> list[str]:
    facts = fact_lines(changes, report_lines(changes, (), "zh"), NOW, "zh")
    return [f"{line.what}｜{line.who}" for line in facts]


def test_another_table_is_told_to_the_kitchen_and_its_staff_read_no_name(changes: Changes) -> None:
    def edit(plan: dict[str, Any]) -> None:
        plan["meals"][0]["tables"] = [{"no": "1", "seats": ["乙"]}, {"no": "2", "seats": ["甲"]}]

    changed = changes(edit)

    meal = "用餐 5月18日 18:00 晚餐改为"
    assert told(changed) == {
        "厨长": (f"{meal}：2 号桌：忌香菜 1 人（甲）（原：1 号桌：忌香菜 1 人（甲））",),
        "厨员": (f"{meal}：2 号桌：忌香菜 1 人（原：1 号桌：忌香菜 1 人）",),
    }
    assert facts_with_people(changed) == [
        "5月18日 18:00 晚餐：席位改为 2 号桌（原 1 号桌）｜甲；工作人员：厨长、厨员",
        "5月18日 18:00 晚餐：席位改为 1 号桌（原 2 号桌）｜乙；工作人员：厨长、厨员",
    ]


def test_another_room_is_one_fact_with_the_lodging_lead(changes: Changes) -> None:
    changed = changes(lambda plan: plan["stays"][0].update(room="8305"))

    assert told(changed) == {
        "房长": (
            "住房 明峰宾馆 8305新增：甲；5月18日–5月20日",
            "住房 明峰宾馆 8301取消（原 甲；5月18日–5月20日）",
        )
    }
    assert facts_with_people(changed) == ["房间改为 8305（原 8301）｜甲；工作人员：房长"]


def test_another_driver_is_told_once_for_all_rides(changes: Changes) -> None:
    changed = changes(lambda plan: plan["vehicles"][0].update(driver="郑师傅"))

    assert told(changed) == {"车长": ("车辆 1号车改为：郑师傅（原：周师傅）",)}


def test_a_task_that_is_done_need_not_be_told_to_the_lead_of_the_team(changes: Changes) -> None:
    changed = changes(lambda plan: plan["team"]["tasks"][0].update(done="5月16日"))

    (lead,) = [change for change in changed if change.name == "总指挥"]
    assert not lead.to_notify
    assert [change.key for change in lead.changes] == ["open:订车 0"]


def test_names_for_a_new_lead_are_one_change(changes: Changes) -> None:
    def edit(plan: dict[str, Any]) -> None:
        plan["team"]["groups"][0] |= {"lead": "厨员", "members": ["厨长"]}

    sentences = told(changes(edit))

    assert sentences["厨员"] == sentences["厨长"]
    assert sentences["厨员"][-1] == "卡上的本组事项改为：餐饮保障"
    assert len(sentences["厨员"]) == 2  # the other is the duties, which name the lead


def test_a_new_lead_of_the_team_has_a_line(changes: Changes) -> None:
    sentences = told(changes(lambda plan: plan["team"].update(lead="调度")))

    assert sentences["调度"] == ("卡上的本组事项改为：总体情况",)


def test_a_colleagues_new_telephone_is_a_change_of_each_staff_card(changes: Changes) -> None:
    changed = changes(lambda plan: plan["team"]["staff"][-1].update(phone="13900009999"))

    of_staff = {card.name: card.changes for card in changed if card.staff}
    assert len(of_staff) == 7
    for of_card in of_staff.values():
        (change,) = (each for each in of_card if each.key == "colleague:联络员")
        assert change.is_minor


def test_a_colleagues_new_post_is_a_change_of_each_staff_card(changes: Changes) -> None:
    changed = changes(lambda plan: plan["team"]["staff"][-1].update(post="科长"))

    others = {card.name: card for card in changed if card.name != "联络员"}
    assert len(others) == 6
    for card in others.values():
        assert [(each.key, each.is_minor) for each in card.changes] == [("directory:#2", True)]
        assert not card.to_notify


def test_the_card_itself_shows_what_changed(changes: Changes) -> None:
    changed = changes(lambda plan: plan["vehicles"][0].update(plate="鄂E00009"))
    (lead,) = [change for change in changed if change.name == "车长"]

    (view,) = change_views([RecentChange(0, change) for change in lead.changes], "zh")
    assert (view.label, view.old, view.new) == ("车辆 1号车", "鄂E00001", "鄂E00009")


# Records of a program without panels


def without_panels(card: Card) -> Card:
    snapshot = card.snapshot.without_panels
    return replace(card, snapshot=snapshot, version="former", as_of=7)


def test_panels_that_the_program_brings_change_no_card_and_no_version(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(**PLAN)
    now = edition_now(visit)
    former = {person: without_panels(card) for person, card in now.items()}

    assert card_changes(visit, former, now, NOW) == ()
    assert_versions_are_kept(former, now)


def assert_versions_are_kept(former: Edition, now: Edition) -> None:
    for person, card in now.items():
        built = BuiltCard(former[person].snapshot.digest, "former", 7)
        for published, known in ((former[person], None), (None, built)):
            kept = with_version(card, known, published, 9)
            assert (kept.version, kept.as_of, kept.snapshot) == ("former", 7, card.snapshot)


def test_a_card_is_recorded_without_panels_and_without_what_was_added_later(
    visit_of: Callable[..., Visit],
) -> None:
    lead = edition_now(visit_of(**PLAN))[PersonId("房长")].snapshot

    added = {*lead.parts} - {*lead.without_additions.parts}
    groups = {"directory:餐饮组", "directory:住宿组", "directory:交通组"}
    assert added == {*groups, "directory:", "directory:#2"}
    assert [*lead.without_panels.parts] == ["visit", "person", "duties:住宿组"]


def without_additions(card: Card) -> Card:
    snapshot = card.snapshot.without_additions
    return replace(card, snapshot=snapshot, version="former", as_of=7)


def test_groups_of_the_directory_that_no_record_has_change_no_card_and_no_version(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(**PLAN)
    now = edition_now(visit)
    former = {person: without_additions(card) for person, card in now.items()}

    assert card_changes(visit, former, now, NOW) == ()
    assert_versions_are_kept(former, now)


def test_what_else_changed_since_a_record_without_groups_is_reported_alone(
    visit_of: Callable[..., Visit],
) -> None:
    former = {p: without_additions(card) for p, card in edition_now(visit_of(**PLAN)).items()}
    changed = copy.deepcopy(PLAN)
    changed["team"]["staff"][-1].update(post="科长", phone="13900009999")
    visit = visit_of(**changed)

    of_staff = [card for card in card_changes(visit, former, edition_now(visit), NOW) if card.staff]

    keys = {card.name: [change.key for change in card.changes] for card in of_staff}
    assert keys.pop("联络员") == ["person", "colleague:联络员"]
    assert len(keys) == 6
    assert all(of_card == ["colleague:联络员"] for of_card in keys.values())


def by_car(visit_of: Callable[..., Visit], address: str) -> Visit:
    visit = visit_of(
        venues=[{"id": "inn", "name": "山居", "kind": "hotel", "address": address}],
        guests=[{"name": "甲", "arrival_by": "自驾"}],
        stays=[{"venue": "山居", "room": "1", "people": "甲"}],
    )
    assert visit.guests[0].comes_by_car
    return visit


def test_who_comes_by_car_is_notified_of_another_address(visit_of: Callable[..., Visit]) -> None:
    before, after = by_car(visit_of, "山路1号"), by_car(visit_of, "山路9号")
    now = edition_now(after)

    (card,) = card_changes(after, edition_now(before), now, NOW)
    assert change_sentences(card.changes, "zh") == ("自驾到达处改为：山居 山路9号",)

    former = {person: without_additions(card) for person, card in now.items()}
    assert card_changes(after, former, now, NOW) == ()
    assert_versions_are_kept(former, now)


def test_from_the_next_record_on_a_change_of_a_panel_has_a_line(
    visit_of: Callable[..., Visit],
) -> None:
    seal = FieldSeal(b"s" * 32)
    visit = visit_of(**PLAN)
    stored = stored_cards(record_of(edition_now(visit), None, "", seal, {}), None)
    changed = copy.deepcopy(PLAN)
    changed["guests"][0]["diet"] = "素食"
    after = visit_of(**changed)

    told_to = {
        change.name: change_sentences(change.changes, "zh")
        for change in card_changes(after, edition_from(stored, seal), edition_now(after), NOW)
    }

    assert told_to["厨员"] == (
        "用餐 5月18日 18:00 晚餐改为：1 号桌：素食 1 人（原：1 号桌：忌香菜 1 人）",
    )
    assert PersonId("厨长") in told_to


def test_diets_and_telephones_of_panels_are_encrypted_in_records(
    visit_of: Callable[..., Visit],
) -> None:
    record = record_of(edition_now(visit_of(**PLAN)), None, "", FieldSeal(b"s" * 32), {})

    assert "忌香菜" not in str(record)
    assert "13900000003" not in str(record)
