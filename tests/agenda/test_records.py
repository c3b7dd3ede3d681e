"""What an agenda is made of: values that nobody changes on the way to a page."""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum

import generator.agenda
from generator.agenda import panels, views
from tests.support.records import records_of


def test_only_an_involvement_can_be_changed() -> None:
    mutable = {
        kind.__name__
        for kind in records_of(generator.agenda)
        if not kind.__dataclass_params__.frozen
    }

    assert mutable == {"Involvement"}


def test_what_a_card_has_are_records_and_enumerations() -> None:
    others = {
        name
        for module in (views, panels.views)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and kind.__module__ == module.__name__
        if not is_dataclass(kind) and not issubclass(kind, Enum)
    }

    assert others == set()


def test_every_other_record_has_slots() -> None:
    """`__slots__` halve the memory of an entry; there is one for each guest and event."""
    without_slots = {
        kind.__name__ for kind in records_of(generator.agenda) if "__slots__" not in vars(kind)
    }

    assert without_slots == {"Involvement"}
