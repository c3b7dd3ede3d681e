"""Proposes vehicles: for people without a place on a ride of the plan, and the rides it lacks."""

from __future__ import annotations

from generator.assign.loading import Loading
from generator.assign.open_rides import open_rides
from generator.assign.proposal import Former, Proposal
from generator.assign.ride_lacks import lack_of_places, lacks_of_plan
from generator.assign.ride_reasons import RideReasons
from generator.check.registry import Scope
from generator.model.assigned import PlacementKind


def propose(scope: Scope, former: Former) -> Proposal:
    """Propose a vehicle for everybody who needs one and has none."""
    rides = open_rides(scope, former)
    lacking = tuple(lacks_of_plan(rides))
    if not rides.trips and not lacking:
        return Proposal(nothing_open=frozenset({PlacementKind.VEHICLE}))
    loading = Loading(scope, former, rides.trips)
    loaded = tuple(loading.loaded())
    reasons = RideReasons(former, loading.terms)
    return Proposal(
        places=tuple(place for one in loaded for place in reasons.places(one)),
        lacking=(
            *lacking,
            *(
                lack
                for one in loaded
                for lack in lack_of_places(scope, loading.fleet, loading.terms, one)
            ),
        ),
    )
