"""What an agenda is made of: values that nobody changes on the way to a page."""

from __future__ import annotations

import generator.agenda
from tests.support.records import records_of


def test_only_the_index_being_made_is_changed() -> None:
    changeable = {
        made.__name__
        for made in records_of(generator.agenda)
        if not made.__dataclass_params__.frozen
    }

    assert changeable == {"Doings"}


def test_what_there_are_thousands_of_has_room_for_its_fields_alone() -> None:
    """`__slots__` halve an entry; there is one a guest and an event."""
    roomy = {
        made.__name__ for made in records_of(generator.agenda) if "__slots__" not in vars(made)
    }

    assert roomy == {"Doings"}
