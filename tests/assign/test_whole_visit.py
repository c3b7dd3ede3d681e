"""A visit in which nobody has a place: with the places proposed, checks find nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.assign import proposal_for
from generator.assign.proposal import Former
from generator.check import apply_waivers, check_visit
from generator.check.registry import Scope
from generator.findings import Finding
from generator.load import read_visit
from generator.load.assigned import with_placements
from generator.model.assigned import PlacementKind
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.sample import write_sample
from tests.assign.mixes import MIXES, write_mix
from tests.support.proof import cases

ALL = frozenset(PlacementKind)
OPEN = {"nights.no_bed", "moves.no_ride"}


def written(folder: Path, standing: Standing) -> Visit:
    """The open visit in a folder as it was written."""
    visit = read_visit(folder / "visits" / "sample", standing, folder).written
    assert visit is not None
    return visit


def findings(visit: Visit) -> tuple[Finding, ...]:
    return apply_waivers(visit, check_visit(visit).findings).open


@pytest.mark.parametrize("sample", cases([(6, 1), (38, 1), (38, 2), (38, 3), (120, 4)], [(6, 1)]))
def test_everybody_gets_places_that_pass_the_checks(
    tmp_path: Path, standing: Standing, sample: tuple[int, int]
) -> None:
    guests, seed = sample
    write_sample(tmp_path / "visits" / "sample", guests, seed, places=False)
    visit = written(tmp_path, standing)
    assert {finding.code for finding in findings(visit)} >= OPEN

    proposal = proposal_for(Scope(visit), ALL, Former())
    lines = [place.placement for place in proposal.places]

    assert proposal.lacking == ()
    assert findings(with_placements(visit, lines)) == ()

    again = proposal_for(Scope(visit), ALL, Former(accepted=tuple(lines)))
    assert [place.placement for place in again.places] == lines
    assert [place.former for place in again.places if place.former] == []


@pytest.mark.parametrize("sample", cases([(n, m) for n in (40, 400, 2000) for m in MIXES], []))
def test_everybody_of_any_mix_gets_places_that_pass_the_checks(
    tmp_path: Path, standing: Standing, sample: tuple[int, str]
) -> None:
    guests, mix = sample
    write_mix(tmp_path / "visits" / "sample", guests, 7, mix)
    visit = written(tmp_path, standing)

    proposal = proposal_for(Scope(visit), ALL, Former())

    assert proposal.lacking == ()
    assert findings(with_placements(visit, [one.placement for one in proposal.places])) == ()
