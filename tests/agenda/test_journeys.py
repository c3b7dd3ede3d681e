"""A guest's own arrival and departure: where the day and the time are known, or will be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.agenda import agenda_of
from generator.model.visit import Visit


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        ({"arrival": "5月18日 9:00", "departure": "5月20日 8:00"},
         ["arrival 05-18 09:00", "departure 05-20 08:00"]),
        ({"departure": "5月20日 8:00"}, ["departure 05-20 08:00"]),
        ({"arrival": "5月18日", "departure": "5月20日 8:00"}, ["departure 05-20 08:00"]),
        ({"arrival": "5月18日 待定"}, ["arrival 05-18 23:59"]),
        ({"arrival": "待定"}, []),
    ],
    ids=["both", "no arrival", "a day alone", "a time that is open", "a day that is open"],
)  # fmt: skip
def test_a_journey_with_a_time_is_an_entry(
    visit_of: Callable[..., Visit], times: dict[str, str], shown: list[str]
) -> None:
    visit = visit_of(guests=[{"name": "甲", **times}])

    entries = agenda_of(visit, visit.guests[0]).entries
    assert [f"{entry.kind} {entry.start:%m-%d %H:%M}" for entry in entries] == shown
