"""Each audience in turn is loosened by one circle; the canaries find out what is told by it.

What is told is what stands on a page, in an agenda, or in what the agenda's reader lets through to
whoever writes the next template.
"""

from __future__ import annotations

import pytest

from generator.model.audience import PUBLIC, SELF, STAFF, Audience
from generator.model.record import Record
from tests.privacy.canary import (
    ANYBODY,
    GUESTS,
    TEAM,
    Canary,
    Reader,
    declared_audiences,
    declared_by,
    records,
    remembered_audiences,
)
from tests.privacy.documents import EVERYBODY, told
from tests.privacy.loosening import loosened
from tests.privacy.visit import CHARGES, SERVES

READERS: dict[Audience, tuple[Reader, ...]] = {
    PUBLIC: (ANYBODY,),
    SELF: (GUESTS, *SERVES),
    STAFF: (TEAM, *CHARGES),
}
"""Who is in a circle and in none that is closer."""

STANDING_PAGES = "Limit Rule Course Fleet FleetVehicle Standing"
"""Records that belong to no visit: the agenda's reader never reads them, and the pages they are
written on are the team's own. A vehicle's driver and telephone are copied to the visit's vehicle,
and are that record's to guard."""
NAMES_SOMEBODY = """
    AssignedSeat.person Attended.receiver Contact.who Group.lead Group.checker Group.members
    Guest.liaison
    Party.liaison Decision.owner PreparatoryMeeting.attending PreparatoryMeeting.chair
    Publication.approved_by Seat.person Task.owner Task.checker Team.lead Vehicle.liaison Waiver.by
    Seating.people
"""
"""Names a person, whose name has an audience of its own: it stays hidden from the public, and a
guest, who may know the names of the staff he is told of, is told of none by a task or a group."""
NAMES_A_RECORD = """
    Boarding.vehicle Group.role Guest.party Meal.place Ride.origin Ride.destination Routine.place
    ScheduleItem.place Seating.at Seating.vehicle Staff.roles Stay.venue Stay.room
"""
"""Names a place, a vehicle, a party or a role, of which no field is public."""
HOLDS_RECORDS = """
    Checklist.tasks Preparation.meeting Preparation.conveyed Preparation.decisions Seating.seats
    Team.staff
    Team.groups Team.tasks Team.checklists Visit.contacts Visit.expenses Visit.letter
    Visit.preparation Visit.publish Visit.routine Visit.standing Visit.waivers
"""
"""Holds records, each of whose fields has an audience of its own, which stays as it is."""
SAYS_WHERE_A_PAGE_IS = "Role.page Checklist.page ChecklistTask.days_before"
"""What only standing pages say, and what is the same in every visit."""


def _fields(*said: str) -> set[str]:
    return {field for each in said for field in each.split()}


TELLS_NOTHING = _fields(NAMES_SOMEBODY, NAMES_A_RECORD, HOLDS_RECORDS, SAYS_WHERE_A_PAGE_IS) | {
    f"{model}.{field}" for model, field in declared_audiences() if model in STANDING_PAGES.split()
}
"""Fields whose loosening tells nobody anything. A field that stands here and tells something fails
as well as one that tells nothing and does not stand here."""

OWNERS: dict[str, type[Record]] = {model.__name__: model for model in records()}
CASES = [
    pytest.param(OWNERS[model], field, audience, id=f"{model}.{field}")
    for (model, field), audience in declared_audiences().items()
    if audience is not PUBLIC
]


def test_as_it_is_nobody_is_told_what_is_not_for_him(canary: Canary) -> None:
    assert told(canary, EVERYBODY) == []


@pytest.mark.parametrize(("owner", "field", "audience"), CASES)
def test_a_loosened_field_is_found_out(
    canary: Canary, owner: type[Record], field: str, audience: Audience
) -> None:
    name, looser = f"{owner.__name__}.{field}", Audience(audience + 1)

    with loosened(owner, field, looser):
        found, noticed = told(canary, READERS[looser]), looser_than_remembered()

    known = (owner.__name__, field) in remembered_audiences()
    assert noticed == [f"{name}: {looser.name}, remembered as {audience.name}"] * known
    assert (found == []) is (name in TELLS_NOTHING), found


def test_no_field_is_for_more_people_than_is_remembered() -> None:
    assert looser_than_remembered() == []


def test_what_is_remembered_is_what_there_is() -> None:
    """A new field is filled, searched for and loosened at once. A line in audiences.yml is asked
    for besides, so that it cannot be loosened unnoticed from then on.
    """
    assert set(remembered_audiences()) == set(declared_audiences())


def test_what_tells_nothing_is_a_field_that_could() -> None:
    assert {case.id for case in CASES} >= TELLS_NOTHING


def looser_than_remembered() -> list[str]:
    """Fields that the model lets more people see than audiences.yml says."""
    declared = declared_audiences()
    return [
        f"{model}.{field}: {declared[model, field].name}, remembered as {audience.name}"
        for (model, field), audience in remembered_audiences().items()
        if (model, field) in declared and declared[model, field] > audience
    ]


def test_every_record_s_own_fields_are_loosened() -> None:
    every = {f"{m.__name__}.{f}" for m in records() for f in declared_by(m)}
    public = {f"{m}.{f}" for (m, f), audience in declared_audiences().items() if audience is PUBLIC}

    assert {case.id for case in CASES} == every - public
