"""The parts of a card: told by keys that stay, in a form that JSON keeps."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from generator.agenda import agenda_of
from generator.agenda.parts import digest_of, parts_of, plain, version_of
from generator.model.visit import Visit
from generator.text import Text

VisitOf = Callable[..., Visit]


class Colour(StrEnum):
    GREEN = "green"


@dataclass(frozen=True)
class Sign:
    text: Text
    colour: Colour


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        (Text("座谈"), "座谈"),
        (Text.of({"zh": "座谈", "en": "Talk"}), {"zh": "座谈", "en": "Talk"}),
        (Sign(Text("座谈"), Colour.GREEN), {"text": "座谈", "colour": "green"}),
        (Sign, str(Sign)),
        ((1, [2.5, None]), [1, [2.5, None]]),
        (Colour.GREEN, "green"),
        (datetime(2026, 5, 18, 9), "2026-05-18T09:00:00"),
        (date(2026, 5, 18), "2026-05-18"),
        (time(9, 30), "09:30:00"),
        (True, True),
        (None, None),
        ("座谈", "座谈"),
        (Decimal("1.50"), "1.50"),
        (Path("a"), "a"),
    ],
)
def test_a_part_is_kept_as_json_keeps_it(part: object, kept: object) -> None:
    assert plain(part) == kept
    assert json.loads(json.dumps(plain(part))) == kept


def test_each_part_has_a_key_of_its_own(visit_of: VisitOf) -> None:
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
    agenda = agenda_of(visit, visit.team.staff[1])

    parts = dict(parts_of(agenda))
    assert list(parts) == [
        *("visit", "person", "item:talk", "stay:2026-05-18", "routine:早餐"),
        *("contact:医疗", "contact:医疗#2", "notice:带外套", "duties:综合协调组"),
        *("task:核对名单", "check:订车", "charge:张伟"),
    ]
    assert (parts["contact:医疗"].phone, parts["contact:医疗#2"].phone) == ("120", "110")
    assert parts["person"].name == "李娜"


def test_digest_and_version_change_with_what_is_said() -> None:
    said, other = digest_of(Text("座谈")), digest_of(Text("参观"))

    assert said == digest_of(Text("座谈"))
    assert said != other
    assert {len(said), len(other)} == {12}
    versions = {
        version_of(parts)
        for parts in (
            (("item:a", said),),
            (("item:a", other),),
            (("item:b", said),),
            (("item:a", said), ("item:b", other)),
        )
    }
    assert len(versions) == 4
    assert {len(version) for version in versions} == {6}


def test_a_record_is_kept_without_the_place_it_was_written_at(visit_of: VisitOf) -> None:
    visit = visit_of(guests=["张伟"], notices=[{"zh": "带外套", "en": "Bring a coat"}])
    kept: dict[str, Any] = plain(visit.guests[0])

    assert kept["name"] == "张伟"
    assert "source" not in kept
