"""Cards in the records of version 0.1.0, from parts with every field."""

from __future__ import annotations

from typing import Any

import pytest

from generator.changes.first_format import FirstFormatCard, first_format_cards

LOCATION = {"venue": "云来宾馆", "space": None, "coordinates": None}
RIDE: dict[str, Any] = {
    "key": "ride:a",
    "kind": "ride",
    "start": "2026-05-19T13:00:00",
    "title": "云来宾馆",
    "note": None,
    "reached_by": None,
    "parts": ["checker"],
    "passage": {"origin": LOCATION, "destination": LOCATION, "vehicle": None},
}


def card_of(parts: dict[str, Any]) -> FirstFormatCard:
    """The only card of a record with these parts."""
    content = {
        "parts": [[key, f"digest {key}"] for key in parts],
        "contents": {f"digest {key}": value for key, value in parts.items()},
        "names": {"a": "张伟"},
        "people": {"a": {"version": "e9cf27", "as_of": 7, "parts": [*range(len(parts))]}},
    }
    ((_, card),) = first_format_cards(content)
    return card


def loads_of(people: list[Any] | None) -> Any:
    parts = dict(card_of({"ride:a": {**RIDE, "people": people}}).parts)
    return parts["ride:a"].get("loads", [])


def test_the_vehicles_of_a_ride_were_texts() -> None:
    texts = [
        {"zh": "3号车 鄂E·0B011 14 人：第一组、王强", "en": "3号车 鄂E·0B011, 14 people"},
        "4号车 9 人",
    ]

    assert loads_of(texts) == [
        {"vehicle": "3号车", "count": 14, "named": ["第一组", "王强"]},
        {"vehicle": "4号车", "count": 9},
    ]


@pytest.mark.parametrize("people", [None, []])
def test_a_ride_may_have_had_none(people: list[Any] | None) -> None:
    assert loads_of(people) == []


def test_a_plate_on_the_card_is_a_part_of_its_own() -> None:
    card = card_of({"ride:a": {**RIDE, "people": ["3号车 鄂E·0B011 14 人"]}})

    assert dict(card.parts)["plate:3号车"] == {"number": "3号车", "plate": "鄂E·0B011"}


def test_a_text_that_is_no_vehicle_makes_the_record_unreadable() -> None:
    with pytest.raises(ValueError, match="第一组"):
        loads_of(["第一组"])


def test_whom_an_item_is_for_is_no_vehicle() -> None:
    item = {
        "key": "item:a",
        "kind": "item",
        "start": "2026-05-19T13:00:00",
        "title": "座谈",
        "people": ["第一组"],
    }

    assert dict(card_of({"item:a": item}).parts)["item:a"]["people"] == ["第一组"]


@pytest.mark.parametrize(
    ("parts", "staff"),
    [
        ({"ride:a": RIDE}, True),
        ({"ride:a": {**RIDE, "parts": ["takes_part"]}}, False),
        ({"task:订车": {"what": "订车"}}, True),
        ({"notice:带伞": "带伞"}, False),
    ],
)
def test_whoever_has_something_to_do_is_of_staff(parts: dict[str, Any], staff: bool) -> None:
    assert card_of(parts).staff is staff


def test_a_telephone_is_that_on_the_card_of_who_looks_after_the_person() -> None:
    card = card_of({"charge:张伟": {"name": "张伟", "phone": "13900000001"}})

    assert (card.version, card.as_of, card.phone) == ("e9cf27", 7, "13900000001")
