"""What hangs on walls, lies on tables or is handed out says what is declared here, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from generator.changes.cards import card_changes, edition_now
from generator.render.paper import ALL_SHEETS, ChangesToPrint, PrintOrder, paper_files
from generator.render.paper.signs import sign_job
from generator.render.paper.typeset import typeset, typst_sources
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
    # Name cards are at seats; doors have names only if asked for.
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
    # What guests carry or hold up: no room, no telephone of theirs, and a name on badges alone.
    "vouchers": """
        Visit.title Meal.title Meal.form Meal.time Venue.name Hall.name DiningTable.number
        DiningTable.name Party.name
    """,
    "welcome-board": "Visit.title",
    "luggage-tags": "Visit.title Party.name Vehicle.number",
    "badges": """
        Visit.title Visit.host Guest.name Party.name Staff.name Group.name Role.title
        Vehicle.number
    """,
    "emergency-card": """
        Visit.title Contact.what Contact.name Contact.phone Staff.name Staff.pinyin Staff.phone
        Venue.name Venue.address Venue.phone
    """,
    # What participants are sent or given.
    "meeting-notice": """
        Visit.title Visit.reply_by Guest.unit ScheduleItem.title ScheduleItem.time Hall.name
        Venue.name Contact.what Contact.name Contact.phone Staff.name Staff.pinyin Staff.phone
    """,
    "agenda-papers": """
        Visit.title ScheduleItem.title ScheduleItem.time ScheduleItem.moderator ScheduleItem.dress
        Hall.name
        Venue.name
    """,
    "privacy-notice": """
        Visit.title Visit.host Contact.what Contact.name Contact.phone Staff.name Staff.pinyin
        Staff.phone Venue.name
    """,
}
FOR_THE_TEAM = ("duties", "staff-handbook")
FORMS_OF_THE_TEAM = {
    # The duty room's wall: whom to call, and of guests their trains alone.
    "duty-board": """
        Visit.title ChecklistTask.what Group.name Role.title Party.name Staff.name Staff.phone
        Guest.arrival Guest.arrival_by Guest.departure Guest.departure_by
        ScheduleItem.title ScheduleItem.time Routine.what Routine.time
        Meal.title Meal.form Meal.time Ride.time Ride.boarding Venue.name Hall.name
        Vehicle.number Vehicle.plate Vehicle.driver Vehicle.phone FleetVehicle.driver
        FleetVehicle.phone
    """,
    "menu-approval": """
        Visit.title Meal.title Meal.form Meal.time Meal.menu Venue.name Hall.name
        DiningTable.number DiningTable.name DiningTable.menu Guest.diet Staff.diet
    """,
    "duty-roster": "Visit.title Staff.name Staff.phone",
    # Every card is new: a slip each, and the desk's list with telephones.
    "changes": """
        Visit.title Guest.name Guest.phone Party.name Staff.name Staff.phone Contact.what
    """,
}
FORMS_OF_THE_OFFICE = {
    "approval": """
        Visit.title Visit.sender Visit.purpose Visit.budget Letter.unit Letter.number
        Letter.date Letter.people Meal.title Meal.form Venue.name Expense.planned
    """,
    "receipt": "Visit.title Guest.name Guest.unit",
}
FOR_THE_OFFICE = ("plan", "statement", *FORMS_OF_THE_OFFICE)


@pytest.fixture(scope="module")
def paper(canary: Canary) -> dict[str, Document]:
    """Every sheet, by its name."""
    links = links_of(canary.visit, bytes(32), f"https://guests.example/{canary.slug}")
    addresses = {link.person: link.url for link in links}
    now = datetime(2026, 5, 1, 9)
    new = card_changes(canary.visit, {}, edition_now(canary.visit), now)
    changes = ChangesToPrint(new, (), "", now)
    order = PrintOrder(canary.visit, addresses, AS_OF, only=tuple(ALL_SHEETS), changes=changes)
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


@pytest.mark.parametrize("sheet", FORMS_OF_THE_TEAM)
def test_a_form_of_the_team_shows_these_fields_and_nothing_of_the_office(
    canary: Canary, paper: dict[str, Document], sheet: str
) -> None:
    assert canary.leaks([paper[sheet]]) == []
    assert canary.fields_in(paper[sheet]) == set(FORMS_OF_THE_TEAM[sheet].split())


@pytest.mark.parametrize("sheet", FORMS_OF_THE_OFFICE)
def test_a_form_of_the_office_shows_these_fields(
    canary: Canary, paper: dict[str, Document], sheet: str
) -> None:
    assert canary.fields_in(paper[sheet]) == set(FORMS_OF_THE_OFFICE[sheet].split())


def test_the_plan_shows_the_costs_and_nothing_else_of_the_office(
    canary: Canary, paper: dict[str, Document]
) -> None:
    allowed = canary.may_know(TEAM)
    office = [mark for mark in canary.found(paper["plan"]) if mark.key not in allowed]

    assert {f"{mark.model}.{mark.field}" for mark in office} == {
        "Visit.budget", "Expense.planned", "Expense.price", "Expense.quantity",
    }  # fmt: skip
    assert {"Group.cautions", "ScheduleItem.title"} <= canary.fields_in(paper["plan"])


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


DOOR = "Visit.title Room.number Room.floor Venue.name"


@pytest.mark.parametrize(("names", "fields"), [(False, DOOR), (True, f"{DOOR} Guest.name")])
def test_a_door_shows_the_number_and_names_only_if_asked_for(
    canary: Canary, names: bool, fields: str
) -> None:
    order = PrintOrder(canary.visit, {}, AS_OF, door_names=names)
    job = sign_job(order)
    doors_alone = replace(job, data={**job.data, "tables": [], "seats": [], "vehicles": []})
    document = Document("doors", TEAM, typeset(typst_sources(doors_alone, order)))

    assert canary.fields_in(document) - {"Staff.name"} == set(fields.split())
    assert ("Staff.name" in canary.fields_in(document)) <= names


def test_every_sheet_is_tested(paper: dict[str, Document]) -> None:
    assert set(paper) == {*SHOWN, *FOR_THE_TEAM, *FORMS_OF_THE_TEAM, *FOR_THE_OFFICE}
