"""Each audience in turn is widened by one circle; the canaries must find what that reveals.

A field is revealed on a page, in an agenda, or in what an agenda's reader may see.
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
from tests.privacy.documents import EVERYBODY, leaks_to
from tests.privacy.loosening import loosened
from tests.privacy.visit import CHARGES, SERVES

READERS: dict[Audience, tuple[Reader, ...]] = {
    PUBLIC: (ANYBODY,),
    SELF: (GUESTS, *SERVES),
    STAFF: (TEAM, *CHARGES),
}
"""Those who are in a circle and in none that is narrower."""

STANDING_PAGES = (
    "Applicability Clause Limit NotApplied Rule RulesIndex Course Fleet FleetVehicle Standing"
)
"""Records that belong to no visit: no agenda reads them, and their pages are for the team. A
vehicle's driver and telephone are copied to the visit's vehicle, where they are tested."""
NAMES_SOMEBODY = """
    AssignedSeat.person Attended.receiver Contact.who Group.lead Group.checker Group.members
    Guest.liaison
    Party.liaison Decision.owner PreparatoryMeeting.attending PreparatoryMeeting.chair
    Publication.approved_by Seat.person Task.owner Task.checker Team.lead Vehicle.liaison Waiver.by
    Seating.people Paper.participants
"""
"""Fields that name a person, whose name has an audience of its own: the public does not see it,
and guests may know the names of staff, but see no task and no group."""
NAMES_A_RECORD = """
    AgendaPoint.item Boarding.vehicle Group.role Guest.arrival_at Guest.departure_at Guest.parties
    Meal.place Ride.origin Ride.destination Routine.place
    ScheduleItem.place Seating.at Seating.vehicle Staff.roles Stay.venue Stay.room
"""
"""Fields that name a place, a vehicle, a party or a role, of which no field is public."""
CONTAINS_RECORDS = """
    AgendaPoint.papers Checklist.tasks Guest.companions ScheduleItem.papers
    Preparation.meeting Preparation.conveyed Preparation.decisions Seating.seats
    Team.staff Visit.meeting_papers
    Team.groups Team.tasks Team.checklists Visit.contacts Visit.expenses Visit.letter
    Visit.meeting_papers Visit.preparation Visit.publish Visit.routine Visit.standing Visit.waivers
"""
"""Fields with records, each field of which has an audience of its own."""
STANDING_ONLY = "Role.page Checklist.page ChecklistTask.days_before ChecklistTask.kinds Party.lead"
"""Fields of standing pages that are the same in every visit, and one that the canary leaves out."""

NOT_WRITTEN = """
    CompanionsApart.guest Paper.file Party.people Party.children Stay.count Visit.paper_files
    Visit.undated Visit.accepted Task.done_by Visit.marks AttendanceMark.event
    AttendanceMark.title
    AttendanceMark.point AttendanceMark.person AttendanceMark.name AttendanceMark.state
    AttendanceMark.at AttendanceMark.note AttendanceMark.by
"""
"""Fields that the canary visit leaves out: the loader fills them, or they exclude others."""


def _fields(*lists: str) -> set[str]:
    return {field for names in lists for field in names.split()}


REVEALS_NOTHING = _fields(
    NAMES_SOMEBODY, NAMES_A_RECORD, CONTAINS_RECORDS, STANDING_ONLY, NOT_WRITTEN
) | {f"{model}.{field}" for model, field in declared_audiences() if model in STANDING_PAGES.split()}
"""Fields that reveal nothing when their audience is wider. A test fails for a field that is listed
here and reveals something, and for one that reveals nothing and is not listed."""

OWNERS: dict[str, type[Record]] = {model.__name__: model for model in records()}
CASES = [
    pytest.param(OWNERS[model], field, audience, id=f"{model}.{field}")
    for (model, field), audience in declared_audiences().items()
    if audience is not PUBLIC
]


def test_nothing_leaks_with_the_declared_audiences(canary: Canary) -> None:
    assert list(leaks_to(canary, EVERYBODY)) == []


@pytest.mark.parametrize(("owner", "field", "audience"), CASES)
def test_a_loosened_field_is_found_out(
    canary: Canary, owner: type[Record], field: str, audience: Audience
) -> None:
    name, looser = f"{owner.__name__}.{field}", Audience(audience + 1)

    with loosened(owner, field, looser):
        leak = next(leaks_to(canary, READERS[looser]), None)
        noticed = looser_than_remembered()

    known = (owner.__name__, field) in remembered_audiences()
    assert noticed == [f"{name}: {looser.name}, remembered as {audience.name}"] * known
    assert (leak is None) is (name in REVEALS_NOTHING), leak


def test_no_audience_is_wider_than_in_audiences_yml() -> None:
    assert looser_than_remembered() == []


def test_audiences_yml_lists_exactly_the_declared_fields() -> None:
    """A new field needs a line in audiences.yml, so that nobody widens its audience unnoticed."""
    assert set(remembered_audiences()) == set(declared_audiences())


def test_only_fields_with_an_audience_are_listed_as_without_content() -> None:
    assert {case.id for case in CASES} >= REVEALS_NOTHING


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
