"""Slips about changes: one a person with the old and the new, and a list for the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from generator.changes.cards import card_changes, edition_now
from generator.changes.notifications import Notification
from generator.model.visit import Visit
from generator.render.paper import ChangesToPrint, PrintOrder
from tests.support.documents.paper import printed, texts

NOW = datetime(2026, 5, 17, 12)
BEFORE: dict[str, Any] = {
    "title": {"zh": "考察团", "en": "Study Group"},
    "languages": ["zh", "en"],
    "team": {"staff": [{"name": "王强", "phone": "13900002003"}, "李娜"]},
    "parties": [{"name": "一组", "liaison": "王强"}, {"name": "二组", "liaison": "李娜"}],
    "guests": [
        {"name": "丙某", "party": "二组"},
        {"name": "甲某", "party": "一组", "phone": "13900001111"},
        {"name": "Ann Lee", "party": "一组", "language": "en"},
        {"name": "乙某", "party": "一组"},
    ],
    "vehicles": [{"number": "1号车", "plate": "鄂E·9X021"}],
    "rides": [{"id": "there", "day": "2026-05-18", "time": "13:00", "from": "明峰宾馆",
               "to": "县博物馆", "vehicles": [{"vehicle": "1号车", "people": "一组"}]}],
    "schedule": [{"id": "forum", "day": "2026-05-18", "time": "14:30-17:00", "for": "二组",
                  "title": {"zh": "座谈会", "en": "Forum"}}],
}  # fmt: skip
AFTER = {
    **BEFORE,
    "guests": [*BEFORE["guests"][:-1], {"name": "丁某", "party": "二组"}],
    "vehicles": [{"number": "1号车", "plate": "鄂E·9X022"}],
    "schedule": [{**BEFORE["schedule"][0], "time": "15:00-17:00"}],
}
Slips = Callable[..., list[str]]


@pytest.fixture
def slips(order_of: Callable[..., PrintOrder], visit_of: Callable[..., Visit]) -> Slips:
    """The pages of changes.pdf from one plan to the next."""

    def pages(before: dict[str, Any], after: dict[str, Any], *told: Notification) -> list[str]:
        former, order = edition_now(visit_of(**before)), order_of(**after)
        cards = card_changes(order.visit, former, edition_now(order.visit), NOW)
        changes = ChangesToPrint(cards, told, "2026-05-16 18:00", NOW)
        return texts(printed(replace(order, changes=changes), "changes"))

    return pages


def test_a_slip_has_the_old_and_the_new_in_its_readers_language(slips: Slips) -> None:
    _, *pages = slips(BEFORE, AFTER)

    document = "".join(pages)
    first, *others = document.split("变更通知单")[1:]
    guest, ann = first.split("Noticeofchanges")
    assert guest == (
        "考察团姓名甲某组别一组事项原安排现安排1号车车牌鄂E·9X021鄂E·9X022"
        "请以本单为准，卡和其他纸件上的相应内容作废。有疑问请找：联络员王强13900002003。"
    )
    assert ann.startswith("StudyGroupNameAnnLeeParty")
    assert "plate鄂E·9X021鄂E·9X022" in ann
    assert "5月18日座谈会14:3015:00" in others[1]
    assert "您已不在本次来访名单上" in others[0]
    assert "您的接待卡已备好" in others[2]


def test_slips_and_the_list_are_in_the_order_of_parties_and_liaisons(slips: Slips) -> None:
    desk, *_ = slips(BEFORE, AFTER)

    assert desk.startswith("变更发放清单考察团·自2026-05-1618:00发布以来变更事项")
    # Two people, whom nobody has notified.
    assert "1号车车牌鄂E·9X021鄂E·9X02222甲某、AnnLee" in desk
    assert "乙某已不在名单上，请收回卡" in desk
    groups = ("一组·联络员王强", "二组·联络员李娜", "工作人员姓名")
    places = [desk.index(group) for group in groups]
    assert places == sorted(places)
    assert places[0] < desk.index("甲某", places[0]) < places[1] < desk.index("丁某", places[1])


def test_the_list_names_who_was_notified_already(
    slips: Slips, visit_of: Callable[..., Visit]
) -> None:
    visit = visit_of(**AFTER)
    guest = next(guest for guest in visit.guests if guest.name == "甲某")
    version = edition_now(visit)[guest.id].version

    desk, *_ = slips(BEFORE, AFTER, Notification(guest.id, "甲某", version, NOW, "李娜"))

    assert "甲某1390000111105-1712:00李娜已告知" in desk


def test_only_those_who_have_to_be_notified_get_a_slip(slips: Slips) -> None:
    document = "".join(slips(BEFORE, {**BEFORE, "vehicles": AFTER["vehicles"]}))

    assert document.count("变更通知单") == 2
    assert "Noticeofchanges" in document
    assert "丙某" not in document


def test_without_changes_or_a_publication_the_sheet_says_so(
    slips: Slips, order_of: Callable[..., PrintOrder]
) -> None:
    (unchanged,) = slips(BEFORE, BEFORE)
    (unpublished,) = texts(printed(order_of(**BEFORE), "changes"))

    assert "没有需要告知的变更" in unchanged
    assert "没有需要告知的变更" in unpublished
