"""Golden cases: a small visit in, all that is proposed for its rides out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.assign import rides
from generator.assign.proposal import Former, Proposal, ProposedPlace
from generator.check import check_visit
from generator.check.registry import Scope
from generator.load import load_visit
from generator.load.assigned import with_placements
from generator.model.standing import Standing
from tests.assign.proposed import INPUTS, assert_plain, lacks_of, proposal_of
from tests.support.project import PROJECT


@pytest.mark.golden_test("rides/*.yml")
def test_vehicles_are_proposed(golden: Any, standing: Standing, tmp_path: Path) -> None:
    case = {key: golden.get(key) for key in INPUTS}

    proposal = proposal_of("rides", case, standing, tmp_path)

    assert golden.out["proposal"] == list(lines_of(proposal))
    assert golden.out["lacking"] == lacks_of(proposal)
    assert_plain(proposal.lacking)


def lines_of(proposal: Proposal) -> Iterator[str]:
    """The rides, with their vehicles, and under each vehicle its people with the reasons.

    New rides are those with their places, and their time where they are not named after it.
    """
    last = None
    for place in proposal.places:
        placement = place.placement
        ride = placement.event
        if placement.first:
            when = f"{placement.first} {placement.time} "
            named = "" if ride.startswith(when) else when
            ride = f"{ride} ({named}{placement.origin} → {placement.destination})"
        if (heading := f"{ride} {placement.place}") != last:
            yield heading
            last = heading
        yield _line(place)


def _line(place: ProposedPlace) -> str:
    former = f"（原 {place.former.place}）" if place.former else ""
    parts = [f"- {place.placement.name}{former}: {'，'.join(map(str, place.reasons))}"]
    if place.unmet:
        parts.append("；" + "，".join(map(str, place.unmet)))
    if place.remedies:
        parts.append("→" + "，".join(map(str, place.remedies)))
    return "".join(parts)


@pytest.mark.parametrize("what", ["rides", "vehicles"])
def test_once_accepted_the_checks_find_nothing(what: str, standing: Standing) -> None:
    """The sample visit without its rides, or with rides without vehicles."""
    sample, _ = load_visit(PROJECT / "visits/2026-05-ecotour", standing, PROJECT)
    assert sample
    once = {(ride.start, ride.destination_name): ride for ride in sample.rides}
    empty = tuple(ride.model_copy(update={"vehicles": ()}) for ride in once.values())
    visit = sample.model_copy(update={"rides": () if what == "rides" else empty})

    proposal = rides.propose(Scope(visit), Former())

    accepted = [place.placement for place in proposal.places]
    joined = with_placements(visit, accepted)
    assert proposal.lacking == ()
    assert check_visit(joined).findings == check_visit(sample).findings
    again = rides.propose(Scope(visit), Former(accepted=tuple(accepted)))
    assert [place.placement for place in again.places] == accepted
