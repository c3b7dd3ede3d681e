"""At which station guests are met whose rows name none."""

from __future__ import annotations

from collections.abc import Callable

from generator.assign.pickups import pickup_needs
from generator.check.registry import Scope
from generator.model.visit import Visit


def test_the_one_station_among_the_visit_s_own_venues_goes_before_all_others(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        venues=[{"id": "west", "name": "城西站", "kind": "车站", "minutes_to": {"明峰宾馆": 20}}],
        guests=[{"name": "张伟", "arrival": "2026-05-18 9:20", "arrival_by": "G1"}],
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "张伟"}],
    )
    answers = visit.limit("plan", "ride_answers")
    assert answers is not None

    needs, unclear = pickup_needs(Scope(visit, ()), answers)

    assert [str(need.origin.name) for need in needs] == ["城西站"]
    assert unclear == []
