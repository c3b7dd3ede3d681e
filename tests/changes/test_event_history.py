"""What a calendar that is added again has to know of entries that are gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.changes.cards import Card, edition_now
from generator.changes.event_history import EventHistory, Revision, event_history
from generator.changes.publications import new_record, save_publication
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.sealing.seal import FieldSeal

SEAL = FieldSeal(bytes(range(32)))
PERSON = PersonId("甲")
ZONE = "Asia/Shanghai"


def changed_at(card: Card, time: str) -> Card:
    at = datetime.fromisoformat(f"2026-05-18T{time}").replace(tzinfo=ZoneInfo(ZONE))
    return replace(card, as_of=int(at.timestamp()))


@pytest.mark.parametrize(
    ("time", "changed", "is_dropped"),
    [
        ("9:00-10:00", "09:59", True),
        ("9:00-10:00", "10:00", False),
        ("9:00", "08:59", True),
        ("9:00", "09:00", False),
    ],
)
def test_an_entry_that_was_over_when_it_went_is_not_taken_out_of_calendars(
    tmp_path: Path, visit_of: Callable[..., Visit], time: str, changed: str, is_dropped: bool
) -> None:
    talk = {"id": "talk", "day": "2026-05-18", "time": time, "title": "座谈"}
    before, after = edition_now(visit_of(guests=["甲"], schedule=[talk])), visit_of(guests=["甲"])
    folder = tmp_path / "case"
    record = new_record(folder, datetime(2026, 5, 10, tzinfo=UTC), "/srv/web", before, {}, SEAL)
    card = changed_at(edition_now(after)[PERSON], changed)

    history = event_history(PERSON, card, [save_publication(folder, record)], SEAL, ZONE)

    gone = [(dropped.entry.key, dropped.revision) for dropped in history.dropped]
    assert gone == ([("item:talk", Revision(1, card.as_of))] if is_dropped else [])


def test_a_card_that_was_never_published_has_no_history(visit_of: Callable[..., Visit]) -> None:
    card = changed_at(edition_now(visit_of(guests=["甲"]))[PERSON], "09:00")

    assert event_history(PERSON, card, [], SEAL, ZONE) == EventHistory.new(card.as_of)
