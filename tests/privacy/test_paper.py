"""What hangs on walls, lies on tables or is handed out says what is declared here, and no more."""

from __future__ import annotations

import pytest

from generator.render.paper import PrintOrder, paper_files
from generator.sealing.links import links_of
from tests.privacy.canary import GUESTS, TEAM, Canary, Document
from tests.privacy.documents import AS_OF

HEADING = "Visit.title Visit.host"
EVENTS = """
    ScheduleItem.title ScheduleItem.time ScheduleItem.note ScheduleItem.moderator Hall.name
    Meal.title Meal.form Meal.time Meal.note Ride.time Ride.boarding Ride.note Venue.name
"""
SHOWN = {
    # Who finds a card learns a name and a party.
    "cards": f"{HEADING} Guest.name Staff.name Party.name",
    # Doors, tables and windscreens bear the names of those inside.
    "signs": """
        Visit.title Guest.name Staff.name Room.number Room.floor DiningTable.number DiningTable.name
        Vehicle.number Vehicle.plate Ride.time Venue.name
    """,
    "poster": f"{HEADING} {EVENTS} Visit.notices",
    # Every guest has the guide: who comes with which party, who sits where.
    "handbook": f"""
        {HEADING} {EVENTS} Visit.greeting Visit.notices Guest.name Guest.unit Guest.post Guest.part
        Party.name Staff.name Staff.phone DiningTable.number Seat.number Vehicle.number
        Routine.what Routine.time
        Contact.what Contact.name Contact.phone
        Venue.wifi Venue.wifi_password Venue.breakfast Venue.check_out Venue.luggage Venue.entrance
    """,
}
FOR_THE_TEAM = ("duties", "staff-handbook")
FOR_THE_OFFICE = ("statement",)


@pytest.fixture(scope="module")
def paper(canary: Canary) -> dict[str, Document]:
    """Every sheet, by its name."""
    links = links_of(canary.visit, bytes(32), f"https://guests.example/{canary.slug}")
    order = PrintOrder(canary.visit, {link.person: link.url for link in links}, AS_OF)
    return {
        name.removesuffix(".pdf"): Document(name, TEAM, content)
        for name, content in paper_files(order)
    }


@pytest.mark.parametrize("sheet", SHOWN)
def test_a_public_sheet_shows_these_fields(
    canary: Canary, paper: dict[str, Document], sheet: str
) -> None:
    assert canary.fields_in(paper[sheet]) == set(SHOWN[sheet].split())


@pytest.mark.parametrize("sheet", SHOWN)
def test_a_public_sheet_shows_nothing_for_staff(
    canary: Canary, paper: dict[str, Document], sheet: str
) -> None:
    assert canary.leaks([Document(sheet, GUESTS, paper[sheet].content)]) == []


@pytest.mark.parametrize("sheet", FOR_THE_TEAM)
def test_a_sheet_for_the_team_shows_nothing_of_the_office(
    canary: Canary, paper: dict[str, Document], sheet: str
) -> None:
    assert canary.leaks([paper[sheet]]) == []
    assert {"Guest.phone", "Guest.diet", "Task.what"} <= canary.fields_in(paper[sheet])


def test_the_guide_has_the_telephones_of_contacts_alone(
    canary: Canary, paper: dict[str, Document]
) -> None:
    contacts = {
        path
        for naming in canary.filler.namings
        if (naming.model, naming.field) == ("Contact", "who")
        for path in naming.targets
    }

    found = canary.found(paper["handbook"])
    assert {mark.path for mark in found if mark.field == "phone"} == {"contacts[1]", *contacts}


def test_every_sheet_is_tested(paper: dict[str, Document]) -> None:
    assert set(paper) == {*SHOWN, *FOR_THE_TEAM, *FOR_THE_OFFICE}
