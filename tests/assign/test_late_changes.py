"""After a late change as few people move as possible, those who have been informed last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from generator.assign import proposal_for
from generator.assign.proposal import Former, Proposal
from generator.check.registry import Scope
from generator.load import load_visit
from generator.model.assigned import Placement, PlacementKind
from generator.model.people import Guest, Participants
from generator.model.record import PersonId
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.support.project import PROJECT

KINDS = (PlacementKind.ROOM, PlacementKind.TABLE, PlacementKind.VEHICLE)


@pytest.fixture(scope="module")
def visit(standing: Standing) -> Visit:
    """The sample visit without rooms, tables and rides."""
    sample, _ = load_visit(PROJECT / "visits/2026-05-ecotour", standing, PROJECT)
    assert sample
    meals = tuple(
        meal.model_copy(update={"tables": (), "participants": Participants((), meal.diners)})
        for meal in sample.meals
    )
    return sample.model_copy(update={"stays": (), "meals": meals, "rides": ()})


@pytest.fixture(scope="module")
def accepted(visit: Visit) -> tuple[Placement, ...]:
    """Everything proposed for it, accepted."""
    return tuple(place.placement for place in proposed(visit, ()).places)


def proposed(
    visit: Visit, accepted: Iterable[Placement], informed: Iterable[str] | None = None
) -> Proposal:
    """The proposal after a change, of a visit of which these places were accepted before."""
    people = visit.people if informed is None else map(PersonId, informed)
    former = Former(accepted=tuple(accepted), informed=frozenset(people))
    return proposal_for(Scope(visit), KINDS, former)


def moved(proposal: Proposal, accepted: Iterable[Placement]) -> dict[PlacementKind, set[str]]:
    """Who has a place that was not accepted before, by kind."""
    before = {*accepted}
    changed: dict[PlacementKind, set[str]] = {kind: set() for kind in KINDS}
    for place in proposal.places:
        if place.placement not in before:
            changed[place.placement.kind].add(place.placement.name)
    return changed


def changed(visit: Visit, gone: str = "", come: Guest | None = None) -> Visit:
    """The visit without one of its guests, or with another: for events of all guests."""

    def present(people: Participants) -> Participants:
        left = tuple(person for person in people.people if person.name != gone)
        return replace(people, people=(*left, come) if come and people.everyone else left)

    events = {
        section: tuple(
            event.model_copy(update={"participants": present(event.participants)})
            for event in getattr(visit, section)
        )
        for section in ("schedule", "meals")
    }
    guests = tuple(guest for guest in visit.guests if guest.name != gone)
    return visit.model_copy(update={"guests": (*guests, come) if come else guests, **events})


def test_nobody_moves_where_nothing_changed(visit: Visit, accepted: tuple[Placement, ...]) -> None:
    proposal = proposed(visit, accepted)

    assert {place.placement for place in proposal.places} == {*accepted}
    assert not any(place.former for place in proposal.places)


def test_a_guest_goes_and_another_comes(visit: Visit, accepted: tuple[Placement, ...]) -> None:
    gone = next(guest for guest in visit.guests if guest.name == "谭志强")
    come = gone.model_copy(update={"id": PersonId("钱多"), "name": "钱多"})

    without = proposed(changed(visit, gone.name), accepted)
    exchanged = proposed(changed(visit, gone.name, come), accepted)

    assert not any(moved(without, accepted).values())
    assert without.lacking == exchanged.lacking == ()
    assert moved(exchanged, accepted) == {
        PlacementKind.ROOM: {"钱多"},
        PlacementKind.TABLE: set(),  # they are not asked to the one meal with tables
        PlacementKind.VEHICLE: {"钱多"},
    }


def test_a_floor_is_closed_and_its_people_alone_move(
    visit: Visit, accepted: tuple[Placement, ...]
) -> None:
    venues = tuple(
        venue.model_copy(update={"rooms": tuple(r for r in venue.rooms if r.floor != "3")})
        for venue in visit.standing.venues
    )
    standing = visit.standing.model_copy(update={"venues": venues})

    proposal = proposed(visit.model_copy(update={"standing": standing}), accepted)

    of_floor = {p.name for p in accepted if p.kind is PlacementKind.ROOM and p.place[1] == "3"}
    assert of_floor
    assert proposal.lacking == ()
    assert moved(proposal, accepted) == {
        PlacementKind.ROOM: of_floor,
        PlacementKind.TABLE: set(),
        PlacementKind.VEHICLE: set(),
    }


def test_a_smaller_coach_moves_as_many_as_it_lacks_seats_and_nobody_informed(
    visit: Visit, accepted: tuple[Placement, ...]
) -> None:
    seats = 20
    coach, *others = visit.vehicles
    smaller = coach.model_copy(update={"seats": seats})
    informed = [guest.id for guest in visit.guests[12:30]]

    vehicles = (smaller, *others)
    proposal = proposed(visit.model_copy(update={"vehicles": vehicles}), accepted, informed)

    for ride in {line.event for line in accepted if line.place == coach.number}:
        aboard = {
            line.person
            for line in accepted
            if (line.event, line.place) == (ride, coach.number)
            and line.person not in {staff.id for staff in visit.staff}
        }
        left = {
            place.placement.person
            for place in proposal.places
            if place.placement.event == ride and place.placement.place == coach.number
        }
        lacking = {p.id for lack in proposal.lacking if lack.event == ride for p in lack.people}
        assert len(aboard - left) == len(aboard) - (seats - 1), ride
        assert not (aboard - left) & {*informed}
        assert lacking <= aboard - left
    changed_kinds = {kind for kind, names in moved(proposal, accepted).items() if names}
    assert changed_kinds == {PlacementKind.VEHICLE}


def test_a_vehicle_less_moves_its_people_alone(
    visit: Visit, accepted: tuple[Placement, ...]
) -> None:
    car = visit.vehicles[1]
    of_car = {line.name for line in accepted if line.place == car.number}

    vehicles = tuple(vehicle for vehicle in visit.vehicles if vehicle is not car)
    proposal = proposed(visit.model_copy(update={"vehicles": vehicles}), accepted)

    team = {staff.name for staff in visit.staff}
    assert moved(proposal, accepted)[PlacementKind.VEHICLE] - team == of_car - team
    assert proposal.lacking == ()
