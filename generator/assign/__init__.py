"""Proposes rooms, tables, vehicles and seats for people who have none; changes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from generator.assign.past import without_past
from generator.assign.proposal import Former, Proposal
from generator.check.registry import Scope
from generator.load.assigned import with_placements
from generator.model.assigned import Placement, PlacementKind


def proposal_for(scope: Scope, kinds: Collection[PlacementKind], former: Former) -> Proposal:
    """The proposal for these kinds of places in a visit as people wrote it, without assigned.csv.

    Places of kinds that are not asked for are the accepted ones.
    """
    # `handbook -h` and most commands need none of these, which take long to import.
    from generator.assign import rides, rooms, seats, tables

    # In the order in which one needs the places of the other: see `generator.assign.proposal`.
    modules: Mapping[PlacementKind, Callable[[Scope, Former], Proposal]] = {
        PlacementKind.ROOM: rooms.propose,
        PlacementKind.TABLE: tables.propose,
        PlacementKind.VEHICLE: rides.propose,
        PlacementKind.SEAT: seats.propose,
    }
    placed: list[Placement] = []
    parts = []
    for kind, propose in modules.items():
        if kind in kinds:
            visit = with_placements(scope.visit, placed)
            part = without_past(propose(replace(scope, visit=visit), former), visit, former)
            if not part.places and not part.lacking:
                part = Proposal(nothing_open=frozenset({kind}))
            placed += (place.placement for place in part.places)
            parts.append(part)
        else:
            placed += (line for line in former.accepted if line.kind is kind)
    return Proposal.joined(parts)
