"""The urgency of a change, to the minute."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from generator.agenda.views import AgendaLocation, Entry, EntryKind, Lodging, PhoneContact
from generator.changes.difference import Change, Field
from generator.changes.snapshot import VehicleFacts
from generator.changes.urgency import Urgency, first_time, urgency_of
from generator.model.enums import RoomType
from generator.text import Text

NOW = datetime(2026, 5, 18, 9, 0)


def entry(start: str) -> Entry:
    return Entry("item:a", EntryKind.ITEM, datetime.fromisoformat(start), Text("座谈"))


def stay(check_in: str, check_out: str) -> Lodging:
    nights = date.fromisoformat(check_in), date.fromisoformat(check_out)
    return Lodging(AgendaLocation(Text("宾馆")), "8301", *nights, RoomType.TWIN)


def new(part: Entry | Lodging | PhoneContact) -> Change:
    return Change("a:b", Field.WHOLE, None, part)


@pytest.mark.parametrize(
    ("start", "urgency"),
    [
        ("2026-05-18T06:59", Urgency.PAST),
        ("2026-05-18T07:00", Urgency.SOON),
        ("2026-05-18T11:00", Urgency.SOON),
        ("2026-05-18T11:01", Urgency.TODAY),
        ("2026-05-18T23:59", Urgency.TODAY),
        ("2026-05-19T00:00", Urgency.LATER),
        ("2026-06-18T09:00", Urgency.LATER),
    ],
)
def test_an_entry_is_urgent_by_its_beginning(start: str, urgency: Urgency) -> None:
    assert urgency_of(new(entry(start)), NOW) is urgency


def test_the_sooner_of_both_times_counts_unless_it_is_past() -> None:
    def moved(was: str, now: str) -> Urgency:
        return urgency_of(Change("item:a", Field.TIME, entry(was), entry(now)), NOW)

    assert moved("2026-05-18T10:00", "2026-05-19T10:00") is Urgency.SOON
    assert moved("2026-05-18T15:00", "2026-05-19T10:00") is Urgency.TODAY
    assert moved("2026-05-18T06:00", "2026-05-19T10:00") is Urgency.LATER
    assert moved("2026-05-18T06:00", "2026-05-18T06:30") is Urgency.PAST


@pytest.mark.parametrize(
    ("nights", "urgency"),
    [
        (("2026-05-17", "2026-05-19"), Urgency.SOON),
        (("2026-05-18", "2026-05-20"), Urgency.SOON),
        # Who leaves today must know at once; from the next day on it is past.
        (("2026-05-16", "2026-05-18"), Urgency.SOON),
        (("2026-05-15", "2026-05-17"), Urgency.PAST),
        (("2026-05-19", "2026-05-20"), Urgency.LATER),
    ],
)
def test_a_room_that_one_sleeps_in_matters_at_once(
    nights: tuple[str, str], urgency: Urgency
) -> None:
    assert urgency_of(new(stay(*nights)), NOW) is urgency


def test_a_room_matters_to_who_is_under_way_from_noon_of_the_day() -> None:
    tonight = new(stay("2026-05-19", "2026-05-20"))

    assert urgency_of(tonight, datetime(2026, 5, 18, 23)) is Urgency.LATER
    assert urgency_of(tonight, datetime(2026, 5, 19, 0, 0)) is Urgency.SOON
    assert urgency_of(tonight, datetime(2026, 5, 20, 23)) is Urgency.SOON
    assert urgency_of(tonight, datetime(2026, 5, 21, 0, 0)) is Urgency.SOON
    assert urgency_of(tonight, datetime(2026, 5, 21, 0, 1)) is Urgency.PAST


def test_a_vehicle_is_urgent_by_its_next_ride() -> None:
    def plate(*starts: str) -> Urgency:
        vehicle, rides = VehicleFacts("1号车"), tuple(map(entry, starts))
        return urgency_of(
            Change("vehicle:1号车", Field.PLATE, vehicle, vehicle, vehicle_rides=rides), NOW
        )

    assert plate("2026-05-17T08:00", "2026-05-18T10:00", "2026-05-20T08:00") is Urgency.SOON
    assert plate("2026-05-17T08:00", "2026-05-18T15:00") is Urgency.TODAY
    assert plate("2026-05-17T08:00") is Urgency.PAST


def test_what_has_no_time_can_wait() -> None:
    assert urgency_of(new(PhoneContact("周敏")), NOW) is Urgency.LATER


def test_urgencies_are_in_their_order() -> None:
    assert [urgency.order for urgency in Urgency] == [0, 1, 2, 3]


def test_what_began_two_hours_ago_still_has_its_time_and_no_earlier() -> None:
    assert first_time(new(entry("2026-05-18T07:00")), NOW) == datetime(2026, 5, 18, 7)
    assert first_time(new(entry("2026-05-18T06:59")), NOW) == datetime.max
