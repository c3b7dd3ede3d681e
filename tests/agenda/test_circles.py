"""A field in a circle is for its members, and for the liaison whose guests alone it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.agenda.index import Index
from generator.agenda.panels.care import care_rows
from generator.agenda.reader import Reader
from generator.model.audience import STAFF, Circle
from generator.model.record import PersonId
from generator.model.visit import Visit


@pytest.mark.parametrize(
    ("people", "is_seen"),
    [("甲", True), ("甲、乙", True), ("甲随行2人", True), ("甲、丙", False), ("丙", False),
     ("甲、乙、丙", False)],
    ids=["one", "both", "companions", "another too", "another", "all"],
)  # fmt: skip
def test_a_liaison_sees_the_rooms_of_the_guests_in_care_alone(
    visit_of: Callable[..., Visit], people: str, is_seen: bool
) -> None:
    visit = visit_of(
        guests=[{"name": "甲", "companions": "随行2人"}, "乙", "丙"],
        stays=[{"venue": "明峰宾馆", "count": 2, "people": people}],
    )
    reader = Reader(STAFF, charges=frozenset({PersonId("甲"), PersonId("乙")}))

    (stay,) = visit.stays
    assert reader.may_see(stay, "people") is is_seen
    assert bool(reader.see(stay, "people")) is is_seen
    assert not reader.without_charges.may_see(stay, "people")


@pytest.mark.parametrize(
    ("circles", "names"),
    [({Circle.NEEDS, Circle.DIETS}, ["甲"]), ({Circle.NEEDS}, []), ({Circle.DIETS}, []),
     (set(), [])],
)  # fmt: skip
def test_only_who_may_see_needs_and_diets_reads_whom_to_look_after(
    visit_of: Callable[..., Visit], circles: set[Circle], names: list[str]
) -> None:
    visit = visit_of(guests=[{"name": "甲", "needs": "轮椅", "diet": "素食"}])

    rows = care_rows(Index(visit), Reader(STAFF, frozenset(circles)))
    assert [row.name for row in rows] == names


def test_who_looks_after_a_guest_reads_that_guest_s_row_alone(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(guests=[{"name": "甲", "needs": "轮椅"}, {"name": "乙", "needs": "拐杖"}])

    rows = care_rows(Index(visit), Reader(STAFF, charges=frozenset({PersonId("乙")})))
    assert [row.name for row in rows] == ["乙"]
