"""What an agenda is made of: values that nobody changes on the way to a page."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import is_dataclass

import generator.agenda


def records() -> list[type]:
    """The dataclasses that the package defines."""
    package = generator.agenda
    names = [package.__name__]
    names += [f"{names[0]}.{module.name}" for module in pkgutil.iter_modules(package.__path__)]
    return [
        value
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == name
    ]


def test_only_the_index_being_made_is_changed() -> None:
    changeable = {made.__name__ for made in records() if not made.__dataclass_params__.frozen}

    assert changeable == {"Doings"}


def test_what_there_are_thousands_of_has_room_for_its_fields_alone() -> None:
    """`__slots__` halve an entry; there is one a guest and an event."""
    roomy = {made.__name__ for made in records() if "__slots__" not in vars(made)}

    assert roomy == {"Change", "Doings"}
