"""A card keeps its version and time while its content does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.build.edition import BuiltCard, built_card, built_text, dated, read_built
from generator.changes.cards import Card, edition_now
from generator.model.visit import Visit

MONDAY, TUESDAY, WEDNESDAY = 1_000_000, 1_086_400, 1_172_800


def card(visit_of: Callable[..., Visit], time: str = "9:00") -> Card:
    """The card of a guest with one item."""
    item: dict[str, Any] = {"id": "forum", "day": "2026-05-18", "time": time, "title": "座谈会"}
    return edition_now(visit_of(guests=["甲"], schedule=[item]))["甲"]


def test_a_new_card_is_as_of_the_last_change_of_the_plan(visit_of: Callable[..., Visit]) -> None:
    assert dated(card(visit_of), None, None, MONDAY).as_of == MONDAY


def test_a_card_of_the_same_content_is_as_of_the_build_before(
    visit_of: Callable[..., Visit],
) -> None:
    first = dated(card(visit_of), None, None, MONDAY)

    assert dated(card(visit_of), built_card(first), None, TUESDAY) == first


def test_a_changed_card_has_another_version_and_time(visit_of: Callable[..., Visit]) -> None:
    first = dated(card(visit_of), None, None, MONDAY)
    second = dated(card(visit_of, "10:00"), built_card(first), first, TUESDAY)

    assert second.version != first.version
    assert second.as_of == TUESDAY


def test_a_change_that_was_undone_before_it_went_out_is_none(
    visit_of: Callable[..., Visit],
) -> None:
    published = dated(card(visit_of), None, None, MONDAY)
    built = dated(card(visit_of, "10:00"), None, published, TUESDAY)

    assert dated(card(visit_of), built_card(built), published, WEDNESDAY) == published


def test_a_version_that_an_earlier_program_gave_is_kept(visit_of: Callable[..., Visit]) -> None:
    published = replace(card(visit_of), version="abcdef", as_of=MONDAY)

    assert dated(card(visit_of), None, published, TUESDAY).version == "abcdef"


def test_what_was_built_is_read_back_as_it_was_written(
    visit_of: Callable[..., Visit], tmp_path: Path
) -> None:
    first = dated(card(visit_of), None, None, MONDAY)
    path = tmp_path / "edition.json"
    path.write_text(built_text({"甲": first}), "utf-8")  # type: ignore[dict-item]

    assert read_built(path) == {"甲": BuiltCard(first.snapshot.digest, first.version, MONDAY)}


def test_a_file_that_is_not_understood_has_no_cards(tmp_path: Path) -> None:
    path = tmp_path / "edition.json"
    for broken in ("{", "[]", '{"form": 99, "cards": {}}', '{"form": 2, "cards": {"甲": 3}}'):
        path.write_text(broken, "utf-8")
        assert read_built(path) == {}
    assert read_built(tmp_path / "none.json") == {}
