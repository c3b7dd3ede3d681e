"""Which data of a visit redaction removes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.model.attendance import attendees
from generator.model.redaction import redact_telephones, without_fields
from generator.model.visit import Visit

FIELDS = ("phone", "diet", "note")


def test_named_fields_are_empty_and_one_person_stays_one_object(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        team={"staff": [{"name": "李娜", "phone": "13900000001"}]},
        parties=[{"name": "第一组", "liaison": "李娜"}],
        guests=[{"name": "张三", "party": "第一组", "diet": "素食", "phone": "13900000002"}],
        notices=["有事请拨 13900000003"],
        schedule=[{"day": "2026-05-18", "time": "9:00", "title": "座谈", "receiver": "李娜"}],
    )

    redacted = without_fields(visit, FIELDS)

    assert (redacted.guests[0].phone, redacted.guests[0].diet) == (None, ())
    assert redacted.guests[0].looked_after_by is redacted.staff[0]
    assert redacted.schedule[0].receiver is redacted.staff[0]
    assert redacted.staff[0].phone is None
    assert str(redacted.notices[0]) == "有事请拨 —"
    assert [person.phone for person in redacted.people.values()] == [None, None]
    assert visit.guests[0].phone == "13900000002"


def test_computed_properties_of_a_redacted_visit_are_redacted(
    visit_of: Callable[..., Visit],
) -> None:
    guest = {"name": "张三", "party": "第一组", "phone": "13900000002"}
    visit = visit_of(parties=[{"name": "第一组"}], guests=[guest])
    (party,) = visit.parties
    assert [guest.phone for guest in visit.party_members(party)] == ["13900000002"]
    assert [person.phone for person in visit.people.values()] == ["13900000002"]

    redacted = without_fields(visit, FIELDS)

    assert [guest.phone for guest in redacted.party_members(party)] == [None]
    assert [person.phone for person in redacted.people.values()] == [None]


@pytest.mark.parametrize(
    ("sentence", "redacted"),
    [
        ("拨13900000001找李娜", "拨—找李娜"),
        ("+86 139-0000-0001", "—"),
        ("前台 0717-5550123。", "前台 —。"),
        ("8301 房，2026-05-18 14:30", "8301 房，2026-05-18 14:30"),
        ("凭证 20260518001234567", "凭证 20260518001234567"),
    ],
)
def test_telephone_numbers_and_nothing_else_are_redacted(sentence: str, redacted: str) -> None:
    assert redact_telephones(sentence) == redacted


def test_what_was_computed_of_a_visit_is_computed_again_of_its_view(
    visit_of: Callable[..., Visit],
) -> None:
    """A connection has guests: those of the view lack what is for the office alone."""
    visit = visit_of(guests=[{"name": "张三", "phone": "13900000002"}])

    def guests(of: Visit) -> tuple[object, ...]:
        return tuple(map(id, of.guests))

    whole = visit.once(guests)
    shown = visit.staff_view.once(guests)

    assert (whole, shown) == (guests(visit), guests(visit.staff_view))
    assert whole != shown


def test_who_takes_part_in_an_event_is_found_again_in_the_view(
    visit_of: Callable[..., Visit],
) -> None:
    """A guest of the view lacks what is for the office alone."""
    item = {"day": "2026-05-18", "time": "10:00", "title": "参观", "for": "全体来宾"}
    visit = visit_of(guests=["张三"], schedule=[item])

    whole, shown = attendees(visit.schedule[0]), attendees(visit.staff_view.schedule[0])

    assert whole == visit.guests
    assert list(map(id, shown)) == list(map(id, visit.staff_view.guests))
