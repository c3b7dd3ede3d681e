"""What an agenda is made of: values that nobody changes on the way to a page."""

from __future__ import annotations

from dataclasses import is_dataclass
from enum import Enum

import generator.agenda
from generator.agenda import panels, views
from tests.support.records import mutable_records_of, records_without_slots


def test_only_an_involvement_can_be_changed() -> None:
    assert mutable_records_of(generator.agenda) == {"Involvement"}


def test_what_a_card_has_are_records_and_enumerations() -> None:
    others = {
        name
        for module in (views, panels.views)
        for name, kind in vars(module).items()
        if isinstance(kind, type) and kind.__module__ == module.__name__
        if not is_dataclass(kind) and not issubclass(kind, Enum)
    }

    assert others == set()


def test_every_record_has_slots() -> None:
    assert records_without_slots(generator.agenda) == set()
