"""The content of a record, and what is read from it: complete, then the differences."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest

from generator.agenda.views import Entry, EntryKind, PhoneContact, VisitFacts
from generator.changes.cards import Card
from generator.changes.record import (
    card_from,
    edition_from,
    masked,
    record_of,
    record_text,
    stored_cards,
    visit_dates,
)
from generator.changes.snapshot import CardPart, CardSnapshot
from generator.model.record import PersonId
from generator.text import Text


class Mirror:
    """A seal that writes each text backwards."""

    key = "mirror"

    def encrypt(self, text: str) -> str:
        return text[::-1]

    def decrypt(self, sealed: str) -> str:
        return sealed[::-1]


SEAL = Mirror()
TALK = Entry("item:talk", EntryKind.ITEM, datetime(2026, 5, 18, 15), Text("座谈"))
DINNER = Entry("meal:dinner", EntryKind.MEAL, datetime(2026, 5, 18, 18), Text("晚餐"))
TRAIN = Entry("arrival:", EntryKind.ARRIVAL, datetime(2026, 5, 18, 8), Text("抵达"))
ON_CALL = Text("值班 13900000009")
CLINIC = PhoneContact(None, "120", Text("医疗"))


def card(version: str, as_of: int, parts: dict[str, CardPart], **more: Any) -> Card:
    return Card(CardSnapshot(parts), version, as_of, **more)


JIA, YI, BING, DING = map(PersonId, "甲乙丙丁")
UMBRELLA: dict[str, CardPart] = {"notice:带伞": Text("带伞")}
TALKS: dict[str, CardPart] = {"item:talk": TALK, "contact:医疗": CLINIC}
FIRST = {
    JIA: card("aaaaaa", 7, {**TALKS, **UMBRELLA}, phone="13900000001"),
    YI: card("bbbbbb", 7, {"meal:dinner": DINNER, **UMBRELLA}, staff=True),
    BING: card("cccccc", 5, {"arrival:": TRAIN}),
}
SECOND = {
    JIA: FIRST[JIA],
    YI: card("bbbbb2", 9, {f"notice:{ON_CALL}": ON_CALL, "meal:dinner": DINNER}, phone="110"),
    DING: card("dddddd", 9, {**UMBRELLA, **TALKS}),
}
ENTRIES = [
    ["item:talk", {"key": "item:talk", "kind": "item", "start": "2026-05-18T15:00:00",
                   "title": "座谈"}],
    ["meal:dinner", {"key": "meal:dinner", "kind": "meal", "start": "2026-05-18T18:00:00",
                     "title": "晚餐"}],
    ["arrival:", {"key": "arrival:", "kind": "arrival", "start": "2026-05-18T08:00:00",
                  "title": "抵达"}],
]  # fmt: skip


def written(edition: dict[PersonId, Card], *former: Any) -> Any:
    stored, name, published = former or (None, "", {})
    return json.loads(record_text(record_of(edition, stored, name, SEAL, published)))


def test_a_record_is_complete_then_has_the_differences() -> None:
    first = written(FIRST)
    stored = stored_cards(first, None)
    second = written(SECOND, stored, "first", FIRST)

    assert first == {
        "form": 2,
        "after": None,
        "as_of": 7,
        "parts": [
            ENTRIES[0],
            ["contact:医疗", {"phone": {"sealed": "021"}, "what": "医疗"}],
            ["notice:带伞", "带伞"],
            *ENTRIES[1:],
        ],
        "events": [0, 3],
        "cards": {
            "甲": {"version": "aaaaaa", "phone": {"sealed": "10000000931"}, "parts": [0, 1, 2]},
            "乙": {"version": "bbbbbb", "staff": True, "parts": [3, 2]},
            "丙": {"version": "cccccc", "as_of": 5, "parts": [4]},
        },
        "gone": [],
    }
    assert second == {
        "form": 2,
        "after": "first",
        "as_of": 9,
        "parts": [
            [{"kind": "notice", "sealed": "90000000931 班值"}, {"sealed": "90000000931 班值"}]
        ],
        "events": [0, 3],
        "cards": {
            "乙": {
                "version": "bbbbb2",
                "phone": {"sealed": "011"},
                "staff": False,
                "drop": [2],
                "add": [5],
            },
            "丁": {"version": "dddddd", "parts": [2, 0, 1]},
        },
        "gone": ["丙"],
    }
    again = stored_cards(second, stored)
    assert (edition_from(stored, SEAL), edition_from(again, SEAL)) == (FIRST, SECOND)
    assert (stored.length, again.length, stored.sealed) == (1, 2, True)


def test_without_the_key_a_card_is_read_as_one_that_is_masked() -> None:
    stored = stored_cards(written(SECOND), None)

    read = {person: card_from(stored, person, None) for person in SECOND}

    assert read == masked(SECOND)
    assert read[YI].phone == "•"
    assert read[YI].snapshot.parts == {"notice:•": Text("•"), "meal:dinner": DINNER}
    assert read[DING].snapshot.parts["contact:医疗"] == PhoneContact(None, "•", Text("医疗"))


def test_a_card_whose_former_one_is_missing_cannot_be_read() -> None:
    stored = stored_cards(written(FIRST), None)
    second = written(SECOND, stored, "first", FIRST)

    with pytest.raises(LookupError, match="is missing"):
        stored_cards(second, None)


def test_a_record_without_a_change_has_no_cards() -> None:
    stored = stored_cards(written(FIRST), None)

    again = written(FIRST, stored, "first", FIRST)
    # The published cards are those that the key opens: with another one, all are compared.
    compared = written(FIRST, stored, "first", {})

    assert again == compared
    assert (again["as_of"], again["parts"], again["cards"], again["gone"]) == (None, [], {}, [])


def test_the_dates_of_a_visit_are_those_of_the_part_that_is_now_on_the_cards() -> None:
    def of(last: int) -> dict[PersonId, Card]:
        days = date(2026, 5, 18), date(2026, 5, last)
        facts = VisitFacts("case", Text("来访"), Text("县里"), *days, "Asia/Shanghai")
        return {JIA: card(f"{last}", 7, {"visit": facts, "item:talk": TALK})}

    stored = stored_cards(written(of(20)), None)
    longer = stored_cards(written(of(21), stored, "first", of(20)), stored)

    assert visit_dates(longer) == (date(2026, 5, 18), date(2026, 5, 21))
