"""The moderator of an item: a guest, staff, or somebody from elsewhere by name alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.account.settlement import escorts
from generator.agenda import agenda_of
from generator.agenda.views import EntryRole
from generator.model.people import Guest, name_of
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]
TALK = {"id": "talk", "day": "5月18日", "time": "9:00", "title": "座谈", "for": "张伟"}


def chaired(visit_of: VisitOf, moderator: str, **more: Any) -> Visit:
    """A talk for 张伟 with `moderator` in the chair."""
    return visit_of(
        guests=["张伟", "刘洋"],
        team={"staff": ["陈芳", "李娜"]},
        schedule=[{**TALK, "moderator": moderator, **more}],
    )


@pytest.mark.parametrize("name", ["陈芳", "刘洋", "陈 芳"])
def test_a_moderator_has_the_item_on_the_card(visit_of: VisitOf, name: str) -> None:
    visit = chaired(visit_of, name)
    moderator = visit.schedule[0].moderator
    assert not isinstance(moderator, str | None)

    (entry,) = agenda_of(visit, moderator).entries

    assert EntryRole.MODERATOR in entry.parts
    assert entry.moderator == moderator.name


def test_a_guest_who_moderates_takes_part_and_sees_what_guests_see(visit_of: VisitOf) -> None:
    visit = chaired(visit_of, "刘洋", receiver="李娜", checker="陈芳", staff_note="带话筒")
    (liu,) = (guest for guest in visit.guests if guest.name == "刘洋")

    (entry,) = agenda_of(visit, liu).entries

    assert entry.parts == (EntryRole.TAKES_PART, EntryRole.MODERATOR)
    assert (entry.checker, entry.headcount, entry.staff_note) == (None, None, None)
    (staff_entry,) = agenda_of(visit, visit.team.staff[0]).entries
    assert staff_entry.headcount == 2


def test_staff_who_moderate_accompany_the_guests(visit_of: VisitOf) -> None:
    visit = chaired(visit_of, "陈芳")

    assert {staff.name: ids for staff, ids in escorts(visit).items()} == {"陈芳": ("talk",)}


def test_somebody_from_elsewhere_is_a_name(visit_of: VisitOf) -> None:
    visit = chaired(visit_of, "王伟（市教育局）")
    (guest, _) = visit.guests

    assert isinstance(guest, Guest)
    assert name_of(visit.schedule[0].moderator or "") == "王伟（市教育局）"
    assert [entry.moderator for entry in agenda_of(visit, guest).entries] == ["王伟（市教育局）"]
    assert escorts(visit) == {}


def test_an_ambiguous_name_may_be_of_somebody_from_elsewhere(
    load: Callable[..., Any],
) -> None:
    guests = [{"name": "王伟", "unit": unit} for unit in ("甲局", "乙局")]

    _, findings = load(guests=guests, schedule=[{**TALK, "for": "全体", "moderator": "王伟"}])
    _, mended = load(guests=guests, schedule=[{**TALK, "for": "全体", "moderator": "王伟（丙局）"}])

    assert [(finding.code, str(finding.message)) for finding in findings] == [
        ("name.ambiguous_somebody",
         "“王伟”不止一人：王伟@甲局、王伟@乙局。请写清是哪一个；"
         "都不是、是外单位的人，请连单位一起写，如“王伟（市教育局）”。")
    ]  # fmt: skip
    assert mended == []
