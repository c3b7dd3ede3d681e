"""Invented visits: what is proposed breaks no rule, whatever the plan, and whatever the order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.assign import rides
from generator.assign.loading import Loading
from generator.assign.open_rides import open_rides
from generator.assign.proposal import Former
from generator.check import check_visit
from generator.check.registry import Scope
from generator.load.assigned import with_placements
from generator.model.people import Guest
from generator.model.standing import Standing
from generator.model.transport import Ride
from tests.assign.proposed import scope_of
from tests.support.proof import counts

VENUES = [
    {
        "id": "inn", "name": "宾馆", "kind": "hotel",
        "minutes_to": {"rail": 25, "farm": 40, "mill": 20},
    },
    {"id": "rail", "name": "高铁站", "kind": "车站", "minutes_to": {"farm": 60}},
    {"id": "farm", "name": "农场"},
    {"id": "mill", "name": "水碾"},
]  # fmt: skip
BROKEN_BY_A_VEHICLE = (
    "transport.", "fleet.two_rides", "fleet.elsewhere", "presence.two_places", "presence.ride_late",
    "pickups.", "dates.", "wishes.",
)  # fmt: skip
"""Findings that a proposal must not add."""
EXAMPLES = settings(
    max_examples=counts(4, 100), suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def visits(draw: st.DrawFn) -> dict[str, Any]:
    """A visit of some guests with trains, two events, vehicles of any size, and liaisons."""
    names = [f"来宾{number}" for number in range(draw(st.integers(1, 12)))]
    guests = []
    for name in names:
        guest: dict[str, Any] = {"name": name, "party": draw(st.sampled_from(["甲组", "乙组"]))}
        arrival = draw(st.sampled_from(["", "9:40", "10:00", "10:30", "13:15"]))
        if arrival:
            guest |= {"arrival": f"2026-05-18 {arrival}", "arrival_by": "G1"}
        if draw(st.booleans()):
            guest |= {"departure": "2026-05-20 15:10", "departure_by": "G2"}
        if draw(st.integers(0, 4)) == 0:
            guest["companions"] = draw(st.integers(1, 4))
        if draw(st.integers(0, 3)) == 0:
            column = draw(st.sampled_from(["ride_with", "not_ride_with"]))
            guest[column] = draw(st.sampled_from(names))
        guests.append(guest)
    staff = ["李娜", "王强", "周敏"]
    vehicles: list[dict[str, Any]] = [
        {"number": f"{number}号车", "seats": draw(st.integers(2, 9))}
        | ({"liaison": draw(st.sampled_from(staff))} if draw(st.booleans()) else {})
        for number in range(1, draw(st.integers(1, 4)) + 1)
    ]
    day = {"day": "2026-05-19"}
    events = [
        day | {"time": "10:00-11:00", "title": "看农场", "place": "farm", "for": "甲组"},
        day | {"time": "10:00-11:00", "title": "看水碾", "place": "mill", "for": "乙组"},
        day | {"time": "15:00-16:00", "title": "座谈会", "place": "inn"},
    ]
    ride: dict[str, Any] = day | {"time": "9:00-9:40", "from": "inn", "to": "farm"}
    aboard = draw(st.sampled_from(["", "vehicle", "open"]))
    if aboard:
        vehicle = "1号车" if aboard == "vehicle" else "待定"
        ride["vehicles"] = [{"vehicle": vehicle, "people": names[0]}]
    return {
        "venues": VENUES,
        "team": {"staff": staff},
        "parties": ["甲组", {"name": "乙组", "liaison": "李娜"}],
        "guests": guests,
        "vehicles": vehicles,
        "schedule": events,
        "rides": [ride] if draw(st.booleans()) else [],
        "stays": [{"venue": "inn", "room": "101", "people": "all"}],
    }


def scope(visit: Mapping[str, Any], standing: Standing) -> Scope:
    with TemporaryDirectory() as folder:
        return scope_of(visit, standing, Path(folder))


@settings(EXAMPLES)
@given(visits())
def test_a_proposal_adds_no_finding_and_places_whom_it_does_not_lack(
    standing: Standing, content: dict[str, Any]
) -> None:
    before = scope(content, standing)
    proposal = rides.propose(before, Former())
    placements = [place.placement for place in proposal.places]

    visit = with_placements(before.visit, placements)

    known = {str(finding.message) for finding in check_visit(before.visit).findings}
    lacking = {person.name for lack in proposal.lacking for person in lack.people}
    for finding in check_visit(visit).findings:
        if finding.code.startswith(BROKEN_BY_A_VEHICLE) and str(finding.message) not in known:
            assert any(name in str(finding.message) for name in lacking), finding.message
    assert {*visit.accepted} == {*placements}
    aboard = _aboard(before)
    for ride_id, people in _aboard(Scope(visit)).items():
        assert aboard.get(ride_id, {}).items() <= people.items()


@settings(EXAMPLES)
@given(visits())
def test_the_same_visit_has_the_same_proposal_and_accepted_places_stay(
    standing: Standing, content: dict[str, Any]
) -> None:
    """Once places are accepted, the search has fewer people and may find a seat for one more."""
    proposal = rides.propose(scope(content, standing), Former())
    accepted = tuple(place.placement for place in proposal.places)

    assert rides.propose(scope(content, standing), Former()) == proposal
    again = rides.propose(scope(content, standing), Former(accepted=accepted))
    guests = {guest["name"] for guest in content["guests"]}
    assert {line for line in accepted if line.name in guests} <= {
        place.placement for place in again.places
    }


def test_a_vehicle_in_which_none_of_a_ride_fit_is_left_to_another(standing: Standing) -> None:
    """Five people who stay together come from the farm, one from the mill: three seats are free."""
    day = {"day": "2026-05-19", "time": "10:00-11:00"}
    content = {
        "venues": VENUES,
        "parties": ["甲组", "乙组"],
        "guests": [
            {"name": "来宾0", "party": "甲组", "companions": 4},
            {"name": "来宾1", "party": "乙组"},
        ],
        "vehicles": [{"number": "1号车", "seats": 4}],
        "schedule": [
            day | {"title": "看农场", "place": "farm", "for": "甲组"},
            day | {"title": "看水碾", "place": "mill", "for": "乙组"},
            day | {"time": "15:00-16:00", "title": "座谈会", "place": "inn"},
        ],
        "stays": [{"venue": "inn", "room": "101", "people": "all"}],
    }

    proposal = rides.propose(scope(content, standing), Former())

    from_mill = [one.placement for one in proposal.places if one.placement.origin == "mill"]
    assert [(line.name, line.place) for line in from_mill] == [("来宾1", "1号车")]


def test_of_the_free_vehicles_four_more_than_needed_may_be_used(standing: Standing) -> None:
    """One vehicle takes both guests, but they must not ride together."""
    away = {"vehicle": "4号车", "people": "来宾2"}
    content = {
        "venues": VENUES,
        "team": {"staff": ["李娜"]},
        "guests": [{"name": "来宾0", "not_ride_with": "来宾1"}, "来宾1", "来宾2"],
        "vehicles": [
            {"number": f"{number}号车", "seats": 4} | ({"liaison": "李娜"} if number < 3 else {})
            for number in range(1, 10)
        ],
        "rides": [
            {"day": "2026-05-19", "time": "9:00-9:40", "from": "inn", "to": "farm",
             "vehicles": [{"vehicle": "待定", "people": "来宾0、来宾1"}]},
            {"day": "2026-05-19", "time": "9:10-9:30", "from": "inn", "to": "mill",
             "vehicles": [away]},
        ],
    }  # fmt: skip
    visit = scope(content, standing)

    (loaded,) = Loading(visit, Former(), open_rides(visit, Former()).trips).loaded()

    assert [*loaded.vehicles] == ["1号车", "3号车", "5号车", "6号车", "7号车"]
    assert [number for _, number in loaded.placed] == ["1号车", "3号车"]


def _aboard(scope: Scope) -> dict[str, dict[str, str]]:
    """The vehicle of each guest on each ride, by the id of the ride."""
    return {
        ride.id: {
            person.name: boarding.vehicle.number
            for boarding in ride.vehicles
            if not boarding.vehicle.is_open
            for person in boarding.people.people
            if isinstance(person, Guest)
        }
        for ride in scope.visit.rides
        if isinstance(ride, Ride)
    }
