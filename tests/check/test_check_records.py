"""The dataclasses of the package are frozen, and small where there are many."""

from __future__ import annotations

import generator.check
from tests.support.records import records_of


def test_all_are_frozen() -> None:
    assert [
        record.__name__
        for record in records_of(generator.check)
        if not record.__dataclass_params__.frozen
    ] == []


def test_all_but_a_few_have_slots() -> None:
    """There is an itinerary step, or a text, for each person and event."""
    without = {
        record.__name__ for record in records_of(generator.check) if "__slots__" not in vars(record)
    }

    assert without == {"Check", "Scope", "Violation", "_WatchedScope"}
