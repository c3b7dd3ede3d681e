"""Golden cases: a small visit in, the whole proposal of rooms, tables or seats out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.model.standing import Standing
from tests.assign.proposed import INPUTS, assert_plain, lacks_of, lines_of, proposal_of


def check(folder: str, golden: Any, standing: Standing, project: Path) -> None:
    """Compare what is proposed for a case with what it expects."""
    proposal = proposal_of(folder, {key: golden.get(key) for key in INPUTS}, standing, project)

    assert golden.out["proposal"] == lines_of(proposal)
    assert golden.out["lacking"] == lacks_of(proposal)
    assert_plain(proposal.lacking)


@pytest.mark.golden_test("rooms/*.yml")
def test_rooms_are_proposed(golden: Any, standing: Standing, tmp_path: Path) -> None:
    check("rooms", golden, standing, tmp_path)


@pytest.mark.golden_test("tables/*.yml")
def test_tables_are_proposed(golden: Any, standing: Standing, tmp_path: Path) -> None:
    check("tables", golden, standing, tmp_path)


@pytest.mark.golden_test("seats/*.yml")
def test_seats_are_proposed(golden: Any, standing: Standing, tmp_path: Path) -> None:
    check("seats", golden, standing, tmp_path)
