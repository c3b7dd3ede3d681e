"""Golden cases: a small visit in, the whole proposal of rooms or tables out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.assign import rooms, seats, tables
from generator.model.assigned import PlacementKind
from generator.model.standing import Standing
from tests.assign.proposed import former_of, lacks_of, lines_of, scope_of


@pytest.mark.golden_test("rooms/*.yml")
def test_rooms_are_proposed(golden: Any, standing: Standing, tmp_path: Path) -> None:
    scope = scope_of(golden["visit"], standing, tmp_path, golden.get("others") or ())
    case = {key: golden.get(key) for key in ("about", "accepted", "before", "informed")}

    proposal = rooms.propose(scope, former_of(case, PlacementKind.ROOM, "inn"))

    assert golden.out["proposal"] == lines_of(proposal)
    assert golden.out["lacking"] == lacks_of(proposal)


@pytest.mark.golden_test("tables/*.yml")
def test_tables_are_proposed(golden: Any, standing: Standing, tmp_path: Path) -> None:
    scope = scope_of(golden["visit"], standing, tmp_path, golden.get("others") or ())
    case = {key: golden.get(key) for key in ("about", "accepted", "before", "informed")}

    proposal = tables.propose(scope, former_of(case, PlacementKind.TABLE, "dinner"))

    assert golden.out["proposal"] == lines_of(proposal)
    assert golden.out["lacking"] == lacks_of(proposal)


@pytest.mark.golden_test("seats/*.yml")
def test_seats_are_proposed(golden: Any, standing: Standing, tmp_path: Path) -> None:
    scope = scope_of(golden["visit"], standing, tmp_path)
    case = {key: golden.get(key) for key in ("about", "accepted", "before")}

    proposal = seats.propose(scope, former_of(case, PlacementKind.SEAT, golden["event"]))

    assert golden.out["proposal"] == lines_of(proposal)
