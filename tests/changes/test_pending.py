"""Whom to notify, and of what: each person's change is counted from what that person knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from generator.changes.cards import edition_now
from generator.changes.notifications import Notification, save_notifications
from generator.changes.pending import changes_to_notify
from generator.changes.publications import new_record, publications, save_publication
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.changes.log import change_log
from generator.render.changes.report import NotificationLine
from generator.render.handbook.visit.changelog import change_sections
from generator.sealing.seal import FieldSeal
from tests.support.documents.handbook_pages import text_of

SEAL = FieldSeal(bytes(range(32)))
FIRST = datetime(2026, 5, 10, 9, tzinfo=UTC)
NOW = datetime(2026, 5, 11, 9)
VisitOf = Callable[..., Visit]


class Office:
    """A visit with one coach, published each time that its plate changes."""

    def __init__(self, visit_of: VisitOf, folder: Path) -> None:
        self._visit_of, self.folder, self._notes = visit_of, folder, list[Notification]()

    def publish(self, plate: str, guests: str = "甲乙丙") -> None:
        number = len(publications(self.folder))
        self.change(plate, guests)
        edition = edition_now(self.visit)
        at = FIRST + timedelta(hours=number)
        record = new_record(self.folder, at, "/srv/web", edition, {}, SEAL)
        save_publication(self.folder, record)

    def change(self, plate: str, guests: str = "甲乙丙") -> None:
        """Change the plate without publishing it."""
        self.visit = self._visit(plate, guests)

    def _visit(self, plate: str, guests: str) -> Visit:
        return self._visit_of(
            guests=[{"name": name, "phone": f"1390000000{n}"} for n, name in enumerate(guests)],
            vehicles=[{"number": "1号车", "plate": plate}],
            rides=[{"day": "5月18日", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆",
                    "vehicles": [{"vehicle": "1号车", "people": "all"}]}],
        )  # fmt: skip

    def notify(self, *names: str) -> None:
        """Somebody tells these people how their cards are now."""
        at = datetime(2026, 5, 12) + timedelta(hours=len(self._notes))
        cards = edition_now(self.visit)
        self._notes += [
            Notification(name, name, cards[name].version if name in cards else "", at, "李娜")
            for name in names
        ]
        save_notifications(self.folder, self._notes)

    def to_tell(self) -> list[tuple[str, str, str, str, str]]:
        """Each fact that somebody has yet to be notified of: what, from, to, all, who not yet."""
        log = change_log(self.visit, self.folder, "zh", SEAL)
        return [
            (fact.subject, fact.old, fact.new, _names(fact.people), _names(fact.pending))
            for fact in log.to_tell
        ]


def _names(lines: Iterable[NotificationLine]) -> str:
    return "".join(sorted((line.name for line in lines), key="甲乙丙丁".index))


@pytest.fixture
def office(visit_of: VisitOf, tmp_path: Path) -> Office:
    office = Office(visit_of, tmp_path / "case")
    office.publish("鄂E·11111")
    return office


PLATE = "1号车 车牌"


def test_a_fact_counts_those_who_know_and_those_who_do_not(office: Office) -> None:
    office.publish("鄂E·22222")
    office.notify("甲")

    assert office.to_tell() == [(PLATE, "鄂E·11111", "鄂E·22222", "甲乙丙", "乙丙")]


def test_nobody_is_to_be_notified_once_all_are(office: Office) -> None:
    office.publish("鄂E·22222")
    office.notify("甲", "乙", "丙")

    assert office.to_tell() == []


def test_who_is_notified_before_the_publication_knows(office: Office) -> None:
    office.change("鄂E·22222")
    office.notify("甲")

    assert office.to_tell() == [(PLATE, "鄂E·11111", "鄂E·22222", "甲乙丙", "乙丙")]

    office.notify("乙", "丙")

    assert office.to_tell() == []


def test_two_changes_are_one_for_who_knows_of_neither(office: Office) -> None:
    office.publish("鄂E·22222")
    office.notify("甲")
    office.publish("鄂E·33333")

    assert sorted(office.to_tell()) == [
        (PLATE, "鄂E·11111", "鄂E·33333", "乙丙", "乙丙"),
        (PLATE, "鄂E·22222", "鄂E·33333", "甲", "甲"),
    ]


def test_what_somebody_knows_is_what_that_person_was_last_notified_of(office: Office) -> None:
    for plate in ("鄂E·33333", "鄂E·22222"):
        office.publish(plate)
        office.notify("甲", "乙")
    office.publish("鄂E·33333")
    office.publish("鄂E·44444")
    office.notify("甲", "丙")

    assert office.to_tell() == [(PLATE, "鄂E·22222", "鄂E·44444", "甲乙", "乙")]


@pytest.mark.parametrize(("was", "now"), [("鄂E·22222", "鄂E·33333"), ("鄂E·33333", "鄂E·22222")])
def test_who_was_notified_of_both_counts_among_those_who_know(
    office: Office, was: str, now: str
) -> None:
    office.publish(was)
    office.notify("甲", "乙", "丙")
    office.publish(now)
    office.notify("甲")

    assert office.to_tell() == [(PLATE, was, now, "甲乙丙", "乙丙")]


def test_who_joins_after_the_first_publication_is_given_a_card(office: Office) -> None:
    office.publish("鄂E·11111", "甲乙丙丁")

    assert office.to_tell() == [("丁新加入，请发卡", "", "", "丁", "丁")]


def test_who_may_have_seen_a_plate_that_is_withdrawn_is_notified(office: Office) -> None:
    office.publish("鄂E·22222")
    office.publish("鄂E·11111")

    assert office.to_tell() == [(PLATE, "鄂E·22222", "鄂E·11111", "甲乙丙", "甲乙丙")]


def test_who_left_is_notified_once(office: Office) -> None:
    office.publish("鄂E·11111", "甲乙")
    gone = office.to_tell()
    office.notify("丙")

    assert gone == [("丙已不在名单上，请收回卡", "", "", "丙", "丙")]
    assert office.to_tell() == []


def test_who_joined_and_left_between_publications_gives_back_the_last_card(office: Office) -> None:
    for guests in ("甲乙丙丁", "甲乙丁丙", "甲乙丙"):  # telephones are numbered
        office.publish("鄂E·11111", guests)

    (fact,) = change_log(office.visit, office.folder, "zh", SEAL).to_tell

    assert fact.subject == "丁已不在名单上，请收回卡"
    assert [line.phone for line in fact.people] == ["13900000002"]


def test_those_to_notify_are_in_the_order_of_the_plan_then_who_left_then_staff(
    visit_of: VisitOf, tmp_path: Path
) -> None:
    def plan(guests: str, notice: str) -> Visit:
        return visit_of(guests=[*guests], team={"staff": ["周敏"]}, notices=[notice])

    before, after = plan("丁甲乙丙", "带外套"), plan("乙丙甲", "带伞")
    folder = tmp_path / "case"
    record = new_record(folder, FIRST, "/srv/web", edition_now(before), {}, SEAL)
    published = [save_publication(folder, record)]
    told = Notification("丙", "丙", edition_now(after)[PersonId("丙")].version, NOW, "李娜")

    changes, notes = changes_to_notify(after, published, [told], (), NOW, SEAL)

    assert [change.name for change in changes] == ["乙", "丙", "甲", "丁", "周敏"]
    assert notes == (told,)


def test_without_the_key_a_telephone_of_before_does_not_differ_from_one_of_now(
    visit_of: VisitOf, tmp_path: Path
) -> None:
    before, after = (visit_of(guests=["甲"], notices=[f"值班电话 1390000000{n}"]) for n in "12")
    folder = tmp_path / "case"
    record = new_record(folder, FIRST, "/srv/web", edition_now(before), {}, SEAL)
    published = [save_publication(folder, record)]

    def found(seal: FieldSeal | None) -> list[str]:
        changes, _ = changes_to_notify(after, published, (), (), NOW, seal)
        return [change.key for card in changes for change in card.changes]

    assert found(SEAL) == ["notice:值班电话 13900000002", "notice:值班电话 13900000001"]
    assert found(None) == []


def test_how_urgent_a_change_is_goes_by_the_clock_where_one_is_given(office: Office) -> None:
    office.publish("鄂E·22222")
    read = partial(change_log, office.visit, office.folder, "zh", SEAL)

    assert [fact.urgency for fact in read().to_tell] == ["以后"]
    assert [fact.urgency for fact in read(datetime(2026, 5, 18, 8)).to_tell] == ["两小时内"]


def test_the_page_has_a_change_once_with_telephones_and_a_text_to_send(office: Office) -> None:
    office.publish("鄂E·22222")
    office.notify("甲")
    to_tell, newest, first = change_sections(change_log(office.visit, office.folder, "zh", SEAL))

    assert text_of(to_tell.html) == (
        "2 人尚未告知。告知后在电脑上运行 handbook told 记下，或写入来访文件夹的 told.csv。 "
        "1号车 车牌 鄂E·11111 → 鄂E·22222 涉及 3 人，已告知 1 人，未告知 2 人 "
        "涉及人员 甲、乙、丙 05-12 00:00 李娜已告知：甲 "
        "未告知 2 人，点电话号码拨打 乙 13900000001 丙 13900000002 "
        "告知文字 1号车：车牌改为 鄂E·22222 （原 鄂E·11111）。 复制"
    )
    assert '<a href="tel:13900000001">13900000001</a>' in to_tell.html
    # A telephone is not in the search index.
    assert to_tell.html.index("data-search-exclude") < to_tell.html.index("tel:")
    assert text_of(newest.html).startswith("变动 1 项，涉及 3 人 1号车 车牌")
    assert "tel:" not in newest.html
    assert text_of(first.html) == "各人的卡均无变动。"


def test_who_joined_and_was_never_notified_is_given_a_card_whatever_changed_since(
    office: Office,
) -> None:
    office.publish("鄂E·11111", "甲乙丙丁")
    office.publish("鄂E·22222", "甲乙丙丁")
    office.notify("甲", "乙", "丙")

    assert ("丁新加入，请发卡", "", "", "丁", "丁") in office.to_tell()
