"""A reader sees places and people as far as they are for him."""

from __future__ import annotations

import pytest

from generator.agenda.reader import Reader
from generator.agenda.views import AgendaLocation, PhoneContact
from generator.model.audience import SELF, STAFF
from generator.model.people import Staff
from generator.model.standing import Hall, Location, Room, Venue
from generator.text import Text

VENUE = Venue(id="inn", name=Text("宾馆"), page="inn.md", coordinates="30.5，111.25")
LI_NA = Staff(id="s1", name="李娜", phone="13900000001")


def venue(coordinates: str | None) -> Venue:
    return VENUE.model_copy(update={"coordinates": coordinates})


def test_a_location_has_venue_space_and_coordinates() -> None:
    reader = Reader(SELF)

    assert reader.location(None) is None
    assert reader.location(Location(venue=VENUE)) == AgendaLocation(
        Text("宾馆"), None, (30.5, 111.25)
    )
    hall = Location(venue=VENUE, space=Hall(name=Text("会议室")))
    assert reader.location(hall) == AgendaLocation(Text("宾馆"), Text("会议室"), (30.5, 111.25))
    room = Location(venue=VENUE, space=Room(number="0812"))
    assert reader.location(room) == AgendaLocation(Text("宾馆"), Text("0812"), (30.5, 111.25))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("30.5,111.25", (30.5, 111.25)),
        ("30.5，111.25", (30.5, 111.25)),
        ("30.5", None),
        ("30.5,111.25,8", None),
        ("北纬30,东经111", None),
        (None, None),
    ],
)
def test_coordinates_that_cannot_be_read_are_none(
    written: str | None, read: tuple[float, float] | None
) -> None:
    assert Reader(SELF).coordinates(venue(written)) == read


def test_without_a_venue_there_are_no_coordinates() -> None:
    assert Reader(SELF).coordinates(None) is None


def test_a_contact_has_what_its_reader_may_see() -> None:
    assert Reader(STAFF).contact(LI_NA, Text("接待")) == PhoneContact(
        "李娜", "13900000001", Text("接待")
    )
    assert Reader(STAFF).contact(None) is None


def test_staff_read_in_their_own_circle() -> None:
    assert Reader.of(LI_NA) == Reader(STAFF)


def test_the_name_of_a_location_is_venue_and_space() -> None:
    assert (
        AgendaLocation(Text("宾馆"), Text.of({"zh": "会议室", "en": "Hall"})).name_in("en")
        == "宾馆 Hall"
    )
    assert AgendaLocation(Text("宾馆")).name_in("zh") == "宾馆"
