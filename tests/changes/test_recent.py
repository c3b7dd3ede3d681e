"""The recent changes of a card: by the records and the card only, not by the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.changes.cards import Card, edition_now
from generator.changes.difference import Field
from generator.changes.publications import new_record, publications, save_publication
from generator.changes.recent import marked_until, recent_changes
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.sealing.seal import FieldSeal

SEAL, ME = FieldSeal(bytes(32)), PersonId("甲")
FIRST, SECOND, THIRD = 1_779_000_000, 1_779_003_600, 1_779_007_200
DAY = 24 * 60 * 60


class Guest:
    """A guest's card in a series of publications."""

    def __init__(self, folder: Path, visit_of: Callable[..., Visit]) -> None:
        self.folder, self._visit_of = folder, visit_of

    def now(self, at: int, time: str = "9:00", room: str = "8301") -> Card:
        """The card with an item at `time` and a room; `at` is the time of its change."""
        item: dict[str, Any] = {"id": "forum", "day": "2026-05-18", "time": time, "title": "座谈"}
        stay = {"venue": "明峰宾馆", "room": room, "people": "甲"}
        visit = self._visit_of(guests=["甲"], schedule=[item], stays=[stay])
        return replace(edition_now(visit)[ME], as_of=at)

    def published(self, card: Card, at: int) -> Card:
        """The card, after it was published at a time."""
        when = datetime.fromtimestamp(at, UTC)
        record = new_record(self.folder, when, "/srv/web", {ME: card}, {}, SEAL)
        save_publication(self.folder, record)
        return card

    def recent(self, card: Card) -> list[tuple[int, Field]]:
        changes = recent_changes(ME, card, publications(self.folder), SEAL)
        return [(recent.at, recent.change.field) for recent in changes]


@pytest.fixture
def a(tmp_path: Path, visit_of: Callable[..., Visit]) -> Guest:
    return Guest(tmp_path / "case", visit_of)


def test_a_card_that_was_never_published_has_no_changes(a: Guest) -> None:
    assert a.recent(a.now(FIRST)) == []


def test_a_change_since_the_publication_is_shown(a: Guest) -> None:
    a.published(a.now(FIRST), FIRST)

    assert a.recent(a.now(SECOND, "9:30")) == [(SECOND, Field.TIME)]


def test_the_changes_stay_the_same_once_they_are_published(a: Guest) -> None:
    a.published(a.now(FIRST), FIRST)
    card = a.now(SECOND, "9:30")
    before = a.recent(card)
    a.published(card, THIRD)

    assert a.recent(card) == before


def test_two_publications_before_the_reader_looks_are_both_shown(a: Guest) -> None:
    a.published(a.now(FIRST), FIRST)
    a.published(a.now(SECOND, "9:30"), SECOND)

    assert a.recent(a.now(THIRD, "9:30", "8302")) == [
        (SECOND, Field.TIME),
        (THIRD, Field.ROOM),
    ]


@pytest.mark.parametrize(("age", "is_shown"), [(DAY - 1, True), (DAY, False)])
def test_a_change_is_shown_for_less_than_a_day(a: Guest, age: int, is_shown: bool) -> None:
    a.published(a.now(FIRST), FIRST)
    a.published(a.now(SECOND, "9:30"), SECOND)
    later = SECOND + age

    former = [(SECOND, Field.TIME)] if is_shown else []
    assert a.recent(a.now(later, "9:30", "8302")) == [*former, (later, Field.ROOM)]


def test_a_card_that_comes_back_has_no_changes_from_before_it_was_gone(a: Guest) -> None:
    a.published(a.now(FIRST), FIRST)
    save_publication(a.folder, new_record(
        a.folder, datetime.fromtimestamp(SECOND, UTC), "/srv/web", {}, {}, SEAL
    ))  # fmt: skip

    assert a.recent(a.now(THIRD, "9:30")) == []


def test_publications_without_a_change_of_the_card_do_not_matter(a: Guest) -> None:
    first = a.published(a.now(FIRST), FIRST)
    a.published(first, SECOND)
    a.published(first, SECOND + 5)

    assert a.recent(first) == []


def test_a_part_that_changed_is_marked_for_a_day(a: Guest) -> None:
    a.published(a.now(FIRST), FIRST)
    changes = recent_changes(ME, a.now(SECOND, "9:30"), publications(a.folder), SEAL)

    assert marked_until(changes) == {"item:forum": SECOND + DAY}
