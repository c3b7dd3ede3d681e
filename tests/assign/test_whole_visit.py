"""A visit in which nobody has a place: with the places proposed, checks find nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.assign import MODULES, proposal_for
from generator.assign.proposal import Former
from generator.check import apply_waivers, check_visit
from generator.check.registry import Scope
from generator.findings import Finding
from generator.load import read_visit
from generator.load.assigned import with_placements
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.sample import write_sample
from tests.support.proof import cases

ALL = frozenset(MODULES)
OPEN = {"nights.no_bed", "moves.no_ride"}


def written_sample(folder: Path, standing: Standing, guests: int, seed: int) -> Visit:
    """An open sample visit as it was written."""
    write_sample(folder / "visits" / "sample", guests, seed, places=False)
    written = read_visit(folder / "visits" / "sample", standing, folder).written
    assert written is not None
    return written


def findings(visit: Visit) -> tuple[Finding, ...]:
    return apply_waivers(visit, check_visit(visit).findings).open


@pytest.mark.parametrize("sample", cases([(6, 1), (38, 1), (38, 2), (38, 3), (120, 4)], [(38, 1)]))
def test_everybody_gets_places_that_pass_the_checks(
    tmp_path: Path, standing: Standing, sample: tuple[int, int]
) -> None:
    guests, seed = sample
    visit = written_sample(tmp_path, standing, guests, seed)
    assert {finding.code for finding in findings(visit)} >= OPEN

    proposal = proposal_for(Scope(visit), ALL, Former())
    lines = [place.placement for place in proposal.places]

    assert proposal.lacking == ()
    assert findings(with_placements(visit, lines)) == ()

    again = proposal_for(Scope(visit), ALL, Former(accepted=tuple(lines)))
    assert [place.placement for place in again.places] == lines
    assert [place.former for place in again.places if place.former] == []
