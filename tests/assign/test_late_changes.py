"""After a late change as few people move as possible, those who have been informed last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.assign import proposal_for
from generator.assign.proposal import Former, Proposal
from generator.check.registry import Scope
from generator.load import load_visit
from generator.load.assigned import with_placements
from generator.model.assigned import Placement, PlacementKind
from generator.model.people import Guest
from generator.model.record import PersonId
from generator.model.standing import Standing, Venue
from generator.model.visit import Visit
from tests.support.project import PROJECT

KINDS = (PlacementKind.ROOM, PlacementKind.TABLE, PlacementKind.VEHICLE)


@pytest.fixture(scope="module")
def visit(standing: Standing) -> Visit:
    """The sample visit without rooms, tables and rides."""
    sample, _ = load_visit(PROJECT / "visits/2026-05-ecotour", standing, PROJECT)
    assert sample
    meals = tuple(meal.model_copy(update={"tables": ()}) for meal in sample.meals)
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


def without(visit: Visit, name: str) -> Visit:
    """The visit without one of its guests, as it is after the roster was changed."""

    def left(people: Any) -> Any:
        return replace(people, people=tuple(p for p in people.people if p.name != name))

    return visit.model_copy(
        update={
            "guests": tuple(guest for guest in visit.guests if guest.name != name),
            **{
                section: tuple(
                    event.model_copy(update={"participants": left(event.participants)})
                    for event in getattr(visit, section)
                )
                for section in ("schedule", "meals")
            },
        }
    )
