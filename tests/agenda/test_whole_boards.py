"""Boards in full: a small visit in, every event, track and gap of its board out.

`pytest tests/agenda/test_whole_boards.py --update-goldens` writes them: read each line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.agenda.board import board_of
from generator.model.visit import Visit
from tests.support.outline import outlined


@pytest.mark.golden_test("boards/*.yml")
def test_a_board_has_every_event_track_and_gap(golden: Any, visit_of: Callable[..., Visit]) -> None:
    golden.get("about")
    board = board_of(visit_of(**golden["visit"]).staff_view)

    assert golden.out["events"] == outlined(board.events)
    unanswered = [event.entry.key for event in board.events if event.needs_answer]
    assert golden.out["unanswered"] == unanswered
    assert golden.out["tracks"] == outlined(board.tracks)
    assert golden.out["gaps"] == outlined(board.gaps)
