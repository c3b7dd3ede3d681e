"""A card keeps its version and time while its content does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.build.edition import (
    BuiltCard,
    built_card,
    built_cards_text,
    read_built_cards,
    with_version,
)
from generator.changes.cards import Card, edition_now
from generator.model.visit import Visit

MONDAY, TUESDAY, WEDNESDAY = 1_000_000, 1_086_400, 1_172_800


def card(visit_of: Callable[..., Visit], time: str = "9:00") -> Card:
    """The card of a guest with one item."""
    item: dict[str, Any] = {"id": "forum", "day": "2026-05-18", "time": time, "title": "座谈会"}
    return edition_now(visit_of(guests=["甲"], schedule=[item]))["甲"]


def test_a_new_card_is_as_of_the_last_change_of_the_plan(visit_of: Callable[..., Visit]) -> None:
    assert with_version(card(visit_of), None, None, MONDAY).as_of == MONDAY


def test_a_card_of_the_same_content_is_as_of_the_build_before(
    visit_of: Callable[..., Visit],
) -> None:
    first = with_version(card(visit_of), None, None, MONDAY)

    assert with_version(card(visit_of), built_card(first), None, TUESDAY) == first


def test_a_changed_card_has_a_new_version_and_time(visit_of: Callable[..., Visit]) -> None:
    first = with_version(card(visit_of), None, None, MONDAY)
    second = with_version(card(visit_of, "10:00"), built_card(first), first, TUESDAY)

    assert second.version != first.version
    assert second.as_of == TUESDAY


def test_a_change_that_was_undone_before_publication_is_none(
    visit_of: Callable[..., Visit],
) -> None:
    published = with_version(card(visit_of), None, None, MONDAY)
    built = with_version(card(visit_of, "10:00"), None, published, TUESDAY)

    assert with_version(card(visit_of), built_card(built), published, WEDNESDAY) == published


def test_a_version_of_an_earlier_program_is_kept(visit_of: Callable[..., Visit]) -> None:
    published = replace(card(visit_of), version="abcdef", as_of=MONDAY)

    assert with_version(card(visit_of), None, published, TUESDAY).version == "abcdef"


def test_recorded_cards_are_read_back(visit_of: Callable[..., Visit], tmp_path: Path) -> None:
    first = with_version(card(visit_of), None, None, MONDAY)
    path = tmp_path / "edition.json"
    path.write_text(built_cards_text({"甲": first}), "utf-8")  # type: ignore[dict-item]

    assert read_built_cards(path) == {"甲": BuiltCard(first.snapshot.digest, first.version, MONDAY)}


def test_an_unreadable_file_has_no_cards(tmp_path: Path) -> None:
    path = tmp_path / "edition.json"
    for broken in ("{", "[]", '{"form": 99, "cards": {}}', '{"form": 2, "cards": {"甲": 3}}'):
        path.write_text(broken, "utf-8")
        assert read_built_cards(path) == {}
    assert read_built_cards(tmp_path / "none.json") == {}
