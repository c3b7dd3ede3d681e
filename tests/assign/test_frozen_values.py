"""What the parts of a proposal are: values that nobody changes once they are made."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules

import pytest

import generator.assign

CLASSES = {
    found
    for module in iter_modules(generator.assign.__path__)
    for found in vars(import_module(f"generator.assign.{module.name}")).values()
    if is_dataclass(found) and str(found.__module__).startswith("generator.assign")
}
COUNTING = {"_Unit"}
"""What the search counts in."""


def test_a_value_is_not_changed_and_has_its_fields_alone() -> None:
    for kind in CLASSES:
        value = object.__new__(kind)
        if kind.__name__ not in COUNTING:
            with pytest.raises(FrozenInstanceError):
                setattr(value, fields(kind)[0].name, None)
        computes = any(isinstance(member, cached_property) for member in vars(kind).values())
        assert hasattr(value, "__dict__") == computes, kind
