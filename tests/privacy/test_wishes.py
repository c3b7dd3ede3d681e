"""Wishes are the office's alone: who is not to share a room with whom shows nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.agenda import agenda_of
from generator.changes.snapshot import snapshot_of
from generator.check import check_visit
from generator.model.visit import Visit

WISHES: dict[str, dict[str, Any]] = {
    "甲": {"share_with": "乙、丙", "not_with": "丙", "single_room": "是", "table_with": "丙"},
    "乙": {"share_with": "丙", "not_ride_with": "甲"},
    "丙": {"not_with": "甲", "ride_with": "甲"},
}
PLAN: dict[str, Any] = {
    "team": {"staff": [{"name": "李娜", "roles": "住宿组"}]},
    "parties": [{"name": "一组", "liaison": "李娜"}],
    "stays": [{"venue": "明峰宾馆", "room": "8301", "people": "甲、丙"}],
    "vehicles": ["1号车"],
    "rides": [
        {"day": "2026-05-18", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆",
         "vehicles": [{"vehicle": "1号车", "people": "甲、乙"}]}
    ],
}  # fmt: skip


def with_guests(visit_of: Callable[..., Visit], wishes: dict[str, dict[str, Any]]) -> Visit:
    guests = [{"name": name, "party": "一组", **wishes.get(name, {})} for name in WISHES]
    return visit_of(**PLAN, guests=guests)


def test_a_wish_changes_no_card_and_no_page_of_staff(visit_of: Callable[..., Visit]) -> None:
    wishing, plain = with_guests(visit_of, WISHES), with_guests(visit_of, {})

    assert len(wishing.wishes) == 7
    assert wishing.staff_view == plain.staff_view
    for id_, person in wishing.people.items():
        card = snapshot_of(agenda_of(wishing, person))
        assert card == snapshot_of(agenda_of(plain, plain.people[id_]))


def test_the_findings_on_wishes_are_for_the_office(visit_of: Callable[..., Visit]) -> None:
    findings = check_visit(with_guests(visit_of, WISHES)).findings

    on_wishes = {f.code: f.office for f in findings if f.code.startswith("wishes.")}
    assert on_wishes == {
        "wishes.apart_in_one_room": True,
        "wishes.apart_in_one_vehicle": True,
        "wishes.contradictory": True,
        "wishes.no_single_room": True,
        "wishes.one_sided": True,
    }
