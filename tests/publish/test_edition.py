"""What changed on a card is marked for a day, and only for whom it changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from generator.agenda import agendas_of
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.publish.edition import CardState, Edition, card_state, edition_text, read_edition

MONDAY = datetime(2026, 5, 18, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def plan(time: str = "9:00", room: str = "8301") -> dict[str, Any]:
    """A visit of two guests, of whom one has a room."""
    return {
        "guests": ["甲", "乙"],
        "schedule": [{"id": "forum", "day": "2026-05-18", "time": time, "title": "座谈会"}],
        "stays": [{"venue": "明峰宾馆", "room": room, "people": "甲"}],
    }


def edition(
    visit: Visit, made: Edition, at: datetime, published: Edition | None = None
) -> dict[PersonId, CardState]:
    """What each card tells, made at a time after what was made before."""
    changed = int(at.timestamp())
    return {a.person: card_state(a, made, published, changed) for a in agendas_of(visit)}


def marks(edition: Edition) -> dict[str, dict[str, int]]:
    return {person: state.marks for person, state in edition.items()}


def test_the_first_edition_marks_nothing(visit_of: Callable[..., Visit]) -> None:
    first = edition(visit_of(**plan()), {}, MONDAY)

    assert marks(first) == {"甲": {}, "乙": {}}


def test_a_changed_room_is_marked_on_its_guest_s_card_for_a_day(
    visit_of: Callable[..., Visit],
) -> None:
    first = edition(visit_of(**plan()), {}, MONDAY)
    second = edition(visit_of(**plan(room="8302")), first, MONDAY + DAY)

    until = int((MONDAY + 2 * DAY).timestamp())
    assert marks(second) == {"甲": {"stay:2026-05-18": until}, "乙": {}}


def test_only_a_changed_card_has_a_new_version_and_time(visit_of: Callable[..., Visit]) -> None:
    first = edition(visit_of(**plan()), {}, MONDAY)
    second = edition(visit_of(**plan(room="8302")), first, MONDAY + DAY)

    assert second["乙"] == first["乙"]
    assert second["甲"].version != first["甲"].version
    assert second["甲"].as_of == int((MONDAY + DAY).timestamp())


def test_a_change_keeps_its_time_when_nothing_changes_again(
    visit_of: Callable[..., Visit],
) -> None:
    first = edition(visit_of(**plan()), {}, MONDAY)
    second = edition(visit_of(**plan("10:00")), first, MONDAY + DAY)
    third = edition(visit_of(**plan("10:00")), second, MONDAY + 3 * DAY)

    assert third == second
    assert list(marks(third)["乙"]) == ["item:forum"]


def test_what_went_out_counts_as_told_and_what_was_only_built_does_not(
    visit_of: Callable[..., Visit],
) -> None:
    published = edition(visit_of(**plan()), {}, MONDAY)
    built = edition(visit_of(**plan("10:00")), published, MONDAY + DAY, published)
    undone = edition(visit_of(**plan()), built, MONDAY + 2 * DAY, published)

    assert list(marks(built)["甲"]) == ["item:forum"]
    assert undone == published


def test_a_card_made_anew_after_the_output_was_lost_is_as_it_went_out(
    visit_of: Callable[..., Visit],
) -> None:
    published = edition(visit_of(**plan()), {}, MONDAY)
    anew = edition(visit_of(**plan()), {}, MONDAY + DAY, published)

    assert anew == published


def test_an_edition_is_read_back_as_it_was_written(
    visit_of: Callable[..., Visit], tmp_path: Path
) -> None:
    first = edition(visit_of(**plan()), {}, MONDAY)
    path = tmp_path / "edition.json"
    path.write_text(edition_text(first), "utf-8")

    assert read_edition(path) == first
    for broken in ("{", "[]", '{"form": 99, "people": {}}', '{"form": 1, "people": {"甲": 3}}'):
        path.write_text(broken, "utf-8")
        assert read_edition(path) == {}
