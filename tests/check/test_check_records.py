"""What checks hand to one another: values that nobody changes on the way to a finding."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import is_dataclass

import generator.check


def records() -> list[type]:
    """The dataclasses that the package defines."""
    package = generator.check
    names = [package.__name__]
    names += [f"{names[0]}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
    return [
        value
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == name
    ]


def test_none_can_be_changed() -> None:
    assert [made.__name__ for made in records() if not made.__dataclass_params__.frozen] == []


def test_what_there_are_thousands_of_has_room_for_its_fields_alone() -> None:
    """There is a stop, or a saying, for each person and event; of these there are a few."""
    roomy = {made.__name__ for made in records() if "__slots__" not in vars(made)}

    assert roomy == {"Check", "Fault", "Scope"}
