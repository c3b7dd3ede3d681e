"""The canonical form of a card's parts: with stable keys, and without empty fields."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.agenda import agenda_of, agendas_of, views
from generator.agenda.views import (
    AgendaLocation,
    Entry,
    EntryKind,
    GuestInCare,
    Lodging,
    PhoneContact,
    RideDetails,
)
from generator.changes.difference import changes_between
from generator.changes.snapshot import (
    CardPart,
    CardSnapshot,
    SecondFactor,
    canonical,
    digest_of,
    part_from,
    snapshot_of,
    with_sensitive,
)
from generator.model.enums import RoomType
from generator.model.parsing.values import Moment
from generator.model.visit import Visit
from generator.text import Text

VisitOf = Callable[..., Visit]
HOTEL = AgendaLocation(
    Text.of({"zh": "明峰宾馆", "en": "Mingfeng Hotel"}), coordinates=(30.5, 111.25)
)
ROOM = Lodging(HOTEL, "8301", date(2026, 5, 18), date(2026, 5, 20), RoomType.TWIN)
RIDE = Entry(
    key="ride:r",
    kind=EntryKind.RIDE,
    start=datetime(2026, 5, 18, 10, 50),
    title=Text("明峰宾馆"),
    where=HOTEL,
    passage=RideDetails(HOTEL, HOTEL, vehicle="1号车"),
)
GUEST = GuestInCare(
    "张伟", phone="13900000001", diet=("素食",), arrival=Moment(date(2026, 5, 18), time(10, 20))
)
PARTS: tuple[tuple[str, CardPart], ...] = (
    ("stay:2026-05-18", ROOM),
    ("ride:r", RIDE),
    ("charge:张伟", GUEST),
    ("notice:带外套", Text("带外套")),
    ("contact:医疗", PhoneContact(None, "120", Text("医疗"))),
    ("opening", SecondFactor("0417")),
)


@pytest.mark.parametrize(("key", "part"), PARTS)
def test_a_part_is_read_back_from_its_canonical_form(key: str, part: CardPart) -> None:
    assert part_from(key, canonical(part)) == part


def test_the_canonical_form_has_no_empty_fields() -> None:
    assert canonical(ROOM) == {
        "where": {
            "venue": {"zh": "明峰宾馆", "en": "Mingfeng Hotel"},
            "coordinates": [30.5, 111.25],
        },
        "room": "8301",
        "type": "twin",
        "check_in": "2026-05-18",
        "check_out": "2026-05-20",
    }


def test_a_renamed_class_keeps_the_digest() -> None:
    class Accommodation(Lodging):
        """The same fields by another name."""

    renamed = dataclasses.dataclass(frozen=True)(Accommodation)(
        **{field.name: getattr(ROOM, field.name) for field in dataclasses.fields(ROOM)}
    )

    assert digest_of(typing.cast("Lodging", renamed)) == digest_of(ROOM)


@pytest.mark.parametrize("empty", [None, "", (), False, 0])
def test_a_new_empty_field_keeps_the_digest(empty: object) -> None:
    grown = dataclasses.make_dataclass(
        "Lodging",
        [("wifi", type(empty) if empty is not None else str | None, empty)],
        bases=(Lodging,),
        frozen=True,
    )
    same = grown(**{f.name: getattr(ROOM, f.name) for f in dataclasses.fields(ROOM)})

    assert digest_of(same) == digest_of(ROOM)


def test_a_different_order_of_fields_keeps_the_digest() -> None:
    hints = typing.get_type_hints(Lodging)
    fields = [(f.name, hints[f.name]) for f in reversed(dataclasses.fields(Lodging))]
    turned = dataclasses.make_dataclass("Lodging", fields, frozen=True)
    same = turned(**{f.name: getattr(ROOM, f.name) for f in dataclasses.fields(ROOM)})

    assert digest_of(same) == digest_of(ROOM)


KEPT = [
    kind
    for kind in vars(views).values()
    if dataclasses.is_dataclass(kind) and kind not in (views.Agenda, views.AgendaDay)
]


@pytest.mark.parametrize("kind", KEPT)
def test_each_field_that_may_be_empty_has_a_default(kind: Any) -> None:
    """Empty fields are left out: without a default they could not be read back."""
    hints = typing.get_type_hints(kind)
    without = [
        field.name
        for field in dataclasses.fields(kind)
        if field.default is field.default_factory is dataclasses.MISSING
        and types.NoneType in typing.get_args(hints[field.name])
    ]
    assert without == []


def test_which_ride_leads_to_an_entry_is_no_content_of_its_own(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=["张伟"],
        vehicles=[{"number": "1号车"}],
        rides=[{"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆",
                "vehicles": [{"vehicle": "1号车", "people": "张伟"}]}],
        schedule=[{"id": "talk", "day": "5月18日", "time": "10:00", "title": "座谈",
                   "place": "明峰宾馆"}],
    )  # fmt: skip
    agenda = agenda_of(visit, visit.guests[0])

    assert next(e.reached_by for e in agenda.entries if e.key == "item:talk")
    assert snapshot_of(agenda).entries["item:talk"].reached_by is None


def test_each_part_has_a_unique_key(visit_of: VisitOf) -> None:
    staff = [{"name": name, "phone": "13900000001"} for name in ("周敏", "李娜")]
    visit = visit_of(
        team={
            "staff": staff,
            "groups": [{"role": "coordination", "lead": "李娜"}],
            "tasks": [
                {"what": "核对名单", "owner": "李娜"},
                {"what": "订车", "owner": "周敏", "checker": "李娜"},
            ],
        },
        guests=[{"name": "张伟", "liaison": "李娜"}],
        schedule=[
            {"id": "talk", "day": "5月18日", "time": "9:00", "title": "座谈", "receiver": "李娜"}
        ],
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "李娜"}],
        routine=[{"what": "早餐", "time": "7:00"}],
        contacts=[{"what": "医疗", "phone": "120"}, {"what": "医疗", "phone": "110"}],
        notices=["带外套"],
    )

    parts = snapshot_of(agenda_of(visit, visit.team.staff[1])).parts

    assert list(parts) == [
        *("visit", "person", "item:talk", "stay:2026-05-18", "routine:早餐"),
        *("contact:医疗", "contact:医疗#2", "notice:带外套", "duties:综合协调组"),
        *("task:核对名单", "check:订车", "charge:张伟", "panels"),
        *("colleague:李娜", "colleague:周敏", "directory:综合协调组", "directory:"),
        *("lead:0 综合协调组", "open:核对名单 0", "open:订车 1", "gap:item:talk"),
    ]


def test_every_part_of_every_card_is_read_back(visit_of: VisitOf) -> None:
    visit = visit_of(
        guests=[{"name": "张伟", "diet": "素食", "liaison": "李娜"}, "刘洋"],
        team={"staff": [{"name": "李娜", "phone": "13900000001"}]},
        stays=[{"venue": "明峰宾馆", "room": "8301", "people": "张伟"}],
        notices=[{"zh": "带外套", "en": "Bring a coat"}],
    )
    for agenda in agendas_of(visit):
        card = snapshot_of(agenda)
        again = {key: part_from(key, canonical(part)) for key, part in card.parts.items()}
        assert CardSnapshot(again).digest == card.digest


def test_the_order_of_parts_is_no_content() -> None:
    parts: dict[str, CardPart] = {"notice:带外套": Text("带外套"), "notice:带伞": Text("带伞")}

    assert CardSnapshot(parts).digest == CardSnapshot(dict(reversed(parts.items()))).digest


@given(st.text(), st.text())
def test_parts_of_different_content_have_different_digests(first: str, second: str) -> None:
    assert (digest_of(Text(first)) == digest_of(Text(second))) == (first == second)


@given(st.dictionaries(st.sampled_from(["zh", "en", "ru", "fr"]), st.text(min_size=1), min_size=1))
def test_a_text_in_any_languages_is_read_back(versions: dict[str, str]) -> None:
    text = Text.of(versions)

    assert part_from("notice:x", canonical(text)) == text


def test_telephones_and_diets_are_what_is_sensitive() -> None:
    value = {
        "name": "张伟",
        "phone": "120",
        "diet": ["素食"],
        "note": "打 13900000001",
        "n": 3,
        "digits": "0417",
    }

    assert with_sensitive(value, lambda text: f"<{text}>") == {
        "name": "张伟",
        "phone": "<120>",
        "diet": ["<素食>"],
        "note": "<打 13900000001>",
        "n": 3,
        "digits": "<0417>",
    }


def test_a_pinyin_that_is_added_later_is_no_change(visit_of: Callable[..., Visit]) -> None:
    plan: dict[str, Any] = {
        "languages": ["zh", "en"],
        "contacts": [{"what": "总协调", "who": "单小雨"}],
        "schedule": [
            {"day": "5月18日", "time": "9:00-10:00", "title": "座谈", "moderator": "单小雨"}
        ],
    }
    versions = [
        visit_of(
            **plan,
            guests=[{"name": "曾乐", "pinyin": guest}],
            team={"staff": [{"name": "单小雨", "pinyin": staff}]},
        )
        for guest, staff in ((None, None), ("Zeng Yue", "Sunny Shan"))
    ]
    before, after = (snapshot_of(next(agendas_of(visit))) for visit in versions)

    assert before.digest == after.digest
    assert changes_between(before, after) == ()
