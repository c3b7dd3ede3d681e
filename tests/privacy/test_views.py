"""A view for an audience has none of the fields that the audience may not see, at any depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generator.model.audience import OFFICE, PUBLIC, SELF, STAFF, Audience, audience_of
from generator.model.people import Participants
from generator.model.record import Record
from generator.model.standing import Location
from generator.model.views import view_for
from generator.model.visit import Visit
from tests.privacy.canary import Canary
from tests.privacy.visible import every_record


@pytest.mark.parametrize("audience", [PUBLIC, SELF, STAFF])
def test_a_view_has_exactly_the_fields_for_its_audience(canary: Canary, audience: Audience) -> None:
    for record in _records_in(view_for(canary.visit, audience)):
        kind = type(record)
        visible = {name for name in kind.model_fields if audience_of(kind, name) >= audience}
        assert set(vars(record)) - {"id", "undecided"} == visible - {"id"}, kind.__name__


def test_the_staff_view_names_every_record_that_is_not_for_the_office_alone(
    canary: Canary,
) -> None:
    kinds = {type(record) for record in every_record(canary.visit)}
    for_staff = {
        kind
        for kind in kinds
        if any(audience_of(kind, name) is not OFFICE for name in kind.model_fields)
    }

    assert {type(record) for record in _records_in(canary.visit.staff_view)} >= for_staff


def test_no_id_of_the_office_is_in_the_staff_view(canary: Canary) -> None:
    ids = {
        record.id  # type: ignore[attr-defined]
        for record in every_record(canary.visit)
        if "id" in type(record).model_fields and audience_of(type(record), "id") is OFFICE
    }
    in_view = {getattr(record, "id", None) for record in _records_in(canary.visit.staff_view)}

    assert len(ids) > 5
    assert ids & in_view == set()


def test_a_field_beyond_the_audience_cannot_be_read(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(budget=1000, guests=[{"name": "张伟", "note": "仅办公室知道"}])

    with pytest.raises(AttributeError, match="budget"):
        _ = visit.staff_view.budget
    with pytest.raises(AttributeError, match="note"):
        _ = visit.staff_view.guests[0].note
    assert visit.guests[0].note == "仅办公室知道"


def test_one_person_stays_one_person_in_a_view(visit_of: Callable[..., Visit]) -> None:
    view = visit_of(
        team={"staff": [{"name": "李娜"}]},
        parties=[{"name": "第一组", "liaison": "李娜"}],
        guests=[{"name": "张伟", "party": "第一组"}, {"name": "王芳"}],
        schedule=[{"day": "2026-05-18", "time": "9:00", "title": "座谈", "for": "张伟"}],
    ).staff_view

    guest, other = view.guests
    assert view.schedule[0].participants.people == (guest,)
    assert view.schedule[0].participants.people[0] is guest
    assert guest.looked_after_by is view.staff[0]
    assert view.party_members(view.parties[0]) == (guest,)
    assert guest != other


def test_events_at_one_time_stay_in_the_order_of_their_ids(visit_of: Callable[..., Visit]) -> None:
    item = {"day": "2026-05-18", "time": "9:00"}
    visit = visit_of(
        schedule=[{**item, "id": key, "title": key} for key in ("walk", "forum", "tour")]
    )

    in_order = sorted(visit.staff_view.schedule, key=lambda event: (event.start, event.id))

    assert [str(event.title) for event in in_order] == ["forum", "tour", "walk"]


def test_a_changed_copy_of_a_visit_has_a_view_of_its_own(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(purpose="学习")
    assert visit.staff_view.purpose == "学习"

    changed = visit.model_copy(update={"purpose": "交流"})

    assert changed.staff_view.purpose == "交流"
    assert visit.staff_view is visit.staff_view


def _records_in(value: Any) -> Iterator[Record]:
    """Every record in a view, found by what its objects contain."""
    if isinstance(value, Record):
        yield value
        parts: Any = vars(value).values()
    elif isinstance(value, Participants):
        parts = value.people
    elif isinstance(value, Location):
        parts = (value.venue, value.space)
    elif isinstance(value, dict):
        parts = value.values()
    else:
        parts = value if isinstance(value, tuple) else ()
    for part in parts:
        yield from _records_in(part)
