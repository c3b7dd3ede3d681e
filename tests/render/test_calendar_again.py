"""A calendar added to a phone, the plan changed, the calendar added again: each event once.

The phone does what RFC 5545 asks for: of the events of one UID it keeps the one with the highest
SEQUENCE, and shows none that is cancelled.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import icalendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.agenda import agendas_of
from generator.agenda.views import Agenda
from generator.build.edition import with_version
from generator.changes.cards import card_now
from generator.changes.event_history import event_history
from generator.changes.publications import new_record, publications, save_publication
from generator.changes.snapshot import snapshot_of
from generator.load import load_visit
from generator.model.standing import Standing
from generator.render.calendar import calendar_of
from generator.sealing.seal import FieldSeal
from tests.support.project import HEADER

SEAL = FieldSeal(bytes(range(32)))
FIRST = datetime(2026, 5, 10, 9, tzinfo=UTC)
PLAN: dict[str, Any] = {
    "guests": ["张伟"],
    "vehicles": [{"number": "1号车", "plate": "鄂E00001"}],
    "schedule": [
        {"day": "2026-05-18", "time": "9:00-11:00", "title": "座谈会", "place": "明峰宾馆"},
        {"day": "2026-05-19", "time": "9:00-11:00", "title": "分组讨论", "place": "明峰宾馆"},
        {"day": "2026-05-19", "time": "14:00-16:00", "title": "分组讨论", "place": "明峰宾馆"},
    ],
    "meals": [
        {"day": "2026-05-18", "time": "12:00", "kind": "午餐", "place": "明峰宾馆"},
        {"day": "2026-05-18", "time": "18:00", "kind": "晚餐", "place": "明峰宾馆"},
    ],
    "rides": [
        {"day": "2026-05-18", "time": time, "from": start, "to": end,
         "vehicles": [{"vehicle": "1号车", "people": "张伟"}]}
        for time, start, end in (
            ("8:00-8:20", "明峰高铁站", "明峰宾馆"),
            ("19:40-20:00", "明峰宾馆", "明峰高铁站"),
            ("20:40-21:00", "明峰宾馆", "明峰高铁站"),
        )
    ],
}  # fmt: skip


@dataclass
class Office:
    """Publishes one plan after the other, an hour apart."""

    folder: Path
    standing: Standing
    hours: int = 0

    def publish(self, plan: dict[str, Any]) -> tuple[Agenda, str]:
        """Publish a plan; return the guest's agenda and calendar."""
        self.hours += 1
        agenda, calendar = self.build(plan)
        edition = {agenda.person: self.card}
        at = FIRST + timedelta(hours=self.hours)
        save_publication(self.folder, new_record(self.folder, at, "/srv/web", edition, {}, SEAL))
        assert self.build(plan)[1] == calendar
        return agenda, calendar

    def build(self, plan: dict[str, Any]) -> tuple[Agenda, str]:
        """The guest's agenda and calendar by a plan, as the next publication will have them."""
        text = yaml.safe_dump(HEADER | plan, allow_unicode=True, sort_keys=False)
        (self.folder / "visit.yml").write_text(text, "utf-8")
        visit, _ = load_visit(self.folder, self.standing, self.folder)
        assert visit is not None
        records = publications(self.folder)
        (agenda,) = agendas_of(visit)
        published = records[-1].edition(SEAL).get(agenda.person) if records else None
        at = int((FIRST + timedelta(hours=self.hours)).timestamp())
        card = card_now(visit, snapshot_of(agenda), agenda.person)
        self.card = with_version(card, None, published, at)
        history = event_history(agenda.person, self.card, records, SEAL, visit.timezone)
        return agenda, calendar_of(agenda, "zh", history)


class PhoneCalendar:
    """A calendar into which files are imported."""

    def __init__(self) -> None:
        self.events: dict[str, icalendar.Event] = {}

    def add(self, calendar: str) -> None:
        """Import a file."""
        for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT"):
            uid = str(event["uid"])
            former = self.events.get(uid)
            if former is not None and _content(former) != _content(event):
                assert event["sequence"] > former["sequence"]
                assert event["last-modified"].dt > former["last-modified"].dt
            self.events[uid] = event

    def shown(self) -> list[tuple[str, datetime]]:
        """Summary and start of the events that are not cancelled, in order."""
        return sorted(
            (str(event["summary"]), event["dtstart"].dt.replace(tzinfo=None))
            for event in self.events.values()
            if event.get("status") != "CANCELLED"
        )


def _content(event: icalendar.Event) -> list[tuple[str, bytes]]:
    """What a reader sees of an event."""
    names = ("SUMMARY", "DTSTART", "DTEND", "DURATION", "LOCATION", "DESCRIPTION", "STATUS")
    return [(name, event[name].to_ical()) for name in names if name in event]


def expected(agenda: Agenda) -> list[tuple[str, datetime]]:
    """Summary and start of an agenda's entries, in order."""
    return sorted(
        (
            f"{entry.passage.origin.venue} → {entry.passage.destination.venue}"
            if entry.passage
            else str(entry.title),
            entry.start,
        )
        for entry in agenda.entries
    )


@pytest.fixture
def office(tmp_path: Path, standing: Standing) -> Office:
    folder = tmp_path / "case"
    folder.mkdir()
    return Office(folder, standing)


Edit = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    "edit",
    [
        lambda plan: plan["rides"][0].update(time="8:15-8:35"),
        lambda plan: plan["rides"][1].update(time="20:10-20:30"),
        lambda plan: plan["rides"][1].update(day="2026-05-19"),
        lambda plan: plan["meals"][1].update(day="2026-05-19", time="18:30"),
        lambda plan: plan["meals"][1].update(title="欢迎晚宴"),
        lambda plan: plan["schedule"][0].update(title="交流座谈会"),
        lambda plan: plan["schedule"][1].update(time="10:00-12:00"),
        lambda plan: plan["schedule"][1].update(time="15:00-17:00"),
        lambda plan: plan["schedule"][0].update(place="县博物馆"),
    ],
    ids=[
        "ride 15min",
        "ride past another",
        "ride next day",
        "meal",
        "meal title",
        "title",
        "one of two",
        "one past the other",
        "place",
    ],
)
def test_an_event_without_an_id_keeps_its_uid(office: Office, edit: Edit) -> None:
    """Also where one passes another of its name: which of the two moved is what is nearest."""
    phone, changed = PhoneCalendar(), copy.deepcopy(PLAN)
    phone.add(office.publish(PLAN)[1])
    known = {*phone.events}
    edit(changed)

    agenda, calendar = office.publish(changed)
    phone.add(calendar)

    assert {*phone.events} == known
    assert phone.shown() == expected(agenda)


def test_an_event_that_moves_there_and_back_keeps_its_uid(office: Office) -> None:
    phone, moved = PhoneCalendar(), copy.deepcopy(PLAN)
    moved["rides"][0]["time"] = "9:00-9:20"
    for plan in (PLAN, moved, PLAN):
        agenda, calendar = office.publish(plan)
        phone.add(calendar)

    assert len(phone.events) == len(agenda.entries)
    assert sorted(int(event["sequence"]) for event in phone.events.values())[-2:] == [0, 2]


def test_an_event_that_is_dropped_is_cancelled_until_it_would_have_been_over(
    office: Office,
) -> None:
    phone, fewer = PhoneCalendar(), copy.deepcopy(PLAN)
    phone.add(office.publish(PLAN)[1])
    del fewer["schedule"][0]

    agenda, calendar = office.publish(fewer)
    phone.add(calendar)

    (dropped,) = (e for e in phone.events.values() if e.get("status") == "CANCELLED")
    assert str(dropped["summary"]) == "已移出您的日程：座谈会"
    assert dropped.walk("VALARM") == []
    assert phone.shown() == expected(agenda)

    office.hours = 24 * 9
    fewer["meals"][0]["title"] = "便餐"
    assert "CANCELLED" not in office.publish(fewer)[1]


def test_a_vehicle_with_another_plate_changes_its_rides_alone(office: Office) -> None:
    other = copy.deepcopy(PLAN)
    office.publish(PLAN)
    other["vehicles"][0]["plate"] = "鄂E00002"

    _, calendar = office.publish(other)

    numbers = {
        (event["sequence"], "→" in event["summary"])
        for event in icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    }
    assert numbers == {(1, True), (0, False)}


TITLES = ("座谈会", "分组讨论", "参观")
PLACES = ("明峰宾馆", "县博物馆")
TIMES = ("8:00-9:00", "9:00-10:30", "10:00-11:00", "14:00-15:30", "15:00-16:00", "19:00-20:00")
DAYS = ("2026-05-18", "2026-05-19")
SLOTS: dict[str, Any] = {"day": st.sampled_from(DAYS), "time": st.sampled_from(TIMES)}
ITEMS = st.fixed_dictionaries(
    {**SLOTS, "title": st.sampled_from(TITLES), "place": st.sampled_from(PLACES)}
)
MEALS = st.fixed_dictionaries({**SLOTS, "kind": st.sampled_from(("午餐", "晚餐"))})
RIDES = st.fixed_dictionaries(
    {
        **SLOTS,
        "from": st.sampled_from(PLACES),
        "to": st.just("明峰高铁站"),
        "vehicles": st.just([{"vehicle": "1号车", "people": "张伟"}]),
    }
)
PLANS = st.fixed_dictionaries(
    {
        "guests": st.just(["张伟"]),
        "vehicles": st.just(PLAN["vehicles"]),
        "schedule": st.lists(ITEMS, max_size=4),
        "meals": st.lists(MEALS, max_size=3),
        "rides": st.lists(RIDES, max_size=4),
    }
)


@given(st.lists(st.tuples(PLANS, st.booleans()), min_size=1, max_size=4))
def test_whatever_changes_the_phone_shows_the_present_plan(
    standing: Standing, course: list[tuple[dict[str, Any], bool]]
) -> None:
    """Each plan is published; the reader adds the calendars of some, and of the last."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "case"
        folder.mkdir()
        office, phone = Office(folder, standing), PhoneCalendar()
        for plan, is_added in course:
            agenda, calendar = office.publish(plan)
            if is_added or plan is course[-1][0]:
                phone.add(calendar)

    assert phone.shown() == expected(agenda)


@given(PLANS)
def test_what_is_published_is_read_with_the_same_ids_again(
    standing: Standing, plan: dict[str, Any]
) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "case"
        folder.mkdir()
        office = Office(folder, standing)
        first, _ = office.publish(plan)
        second, _ = office.publish(plan)

    assert snapshot_of(first).digest == snapshot_of(second).digest
