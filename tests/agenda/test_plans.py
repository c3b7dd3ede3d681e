"""Who is in what, computed once for everybody."""

from __future__ import annotations

from collections.abc import Callable

from generator.agenda.index import Index
from generator.model.visit import Visit


def test_guests_at_the_same_events_in_the_same_vehicles_have_one_plan(
    visit_of: Callable[..., Visit],
) -> None:
    ride = {"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆"}
    visit = visit_of(
        guests=list("甲乙丙丁"),
        vehicles=[{"number": "1号车"}, {"number": "2号车"}],
        rides=[{**ride, "vehicles": [{"vehicle": "1号车", "people": "甲、乙"},
                                     {"vehicle": "2号车", "people": "丙"}]}],
    )  # fmt: skip
    index = Index(visit)

    first, same, elsewhere, nowhere = (index.of(guest).plan for guest in visit.guests)
    assert first == same
    assert len({first, elsewhere, nowhere}) == 3
