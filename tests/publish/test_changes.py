"""What changed on a card is marked for a day, and only for whom it changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from generator.agenda import agendas_of
from generator.model.visit import Visit
from generator.publish.changes import edition_text, marks, read_edition, told_now

MONDAY = datetime(2026, 5, 18, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def plan(time: str = "9:00", room: str = "8301") -> dict[str, Any]:
    """A visit of two guests, of whom one has a room."""
    return {
        "guests": ["甲", "乙"],
        "schedule": [{"id": "forum", "day": "2026-05-18", "time": time, "title": "座谈会"}],
        "stays": [{"venue": "明峰宾馆", "room": room, "people": "甲"}],
    }


def told(visit: Visit, former: Any, at: datetime) -> Any:
    """What each card tells, by person."""
    return {a.person: told_now(a, former.get(a.person), at) for a in agendas_of(visit)}


def test_the_first_edition_marks_nothing(visit_of: Callable[..., Visit]) -> None:
    first = told(visit_of(**plan()), {}, MONDAY)

    assert [marks(each) for each in first.values()] == [{}, {}]


def test_a_changed_room_is_marked_on_its_guest_s_card_for_a_day(
    visit_of: Callable[..., Visit],
) -> None:
    first = told(visit_of(**plan()), {}, MONDAY)
    second = told(visit_of(**plan(room="8302")), first, MONDAY + DAY)

    until = int((MONDAY + 2 * DAY).timestamp())
    assert marks(second["甲"]) == {"stay:2026-05-18": until}
    assert marks(second["乙"]) == {}


def test_a_change_keeps_its_time_when_nothing_changes_again(
    visit_of: Callable[..., Visit],
) -> None:
    first = told(visit_of(**plan()), {}, MONDAY)
    second = told(visit_of(**plan("10:00")), first, MONDAY + DAY)
    third = told(visit_of(**plan("10:00")), second, MONDAY + 3 * DAY)

    assert third == second
    assert list(marks(third["乙"])) == ["item:forum"]


def test_an_edition_is_read_back_as_it_was_written(
    visit_of: Callable[..., Visit], tmp_path: Path
) -> None:
    first = told(visit_of(**plan()), {}, MONDAY)
    (tmp_path / "editions.json").write_text(edition_text(first), "utf-8")

    assert read_edition(tmp_path) == first
    (tmp_path / "editions.json").write_text("{", "utf-8")
    assert read_edition(tmp_path) == {}
