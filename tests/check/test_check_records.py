"""What checks hand to one another: values that nobody changes on the way to a finding."""

from __future__ import annotations

import generator.check
from tests.support.records import records_of


def test_none_can_be_changed() -> None:
    assert [
        made.__name__
        for made in records_of(generator.check)
        if not made.__dataclass_params__.frozen
    ] == []


def test_what_there_are_thousands_of_has_room_for_its_fields_alone() -> None:
    """There is a stop, or a saying, for each person and event; of these there are a few."""
    roomy = {made.__name__ for made in records_of(generator.check) if "__slots__" not in vars(made)}

    assert roomy == {"Check", "Fault", "Scope"}
