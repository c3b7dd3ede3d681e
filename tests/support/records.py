"""The dataclasses of a package, for tests of all of them."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import is_dataclass
from functools import cached_property
from types import ModuleType


def records_of(package: ModuleType) -> list[type]:
    """Return the dataclasses that a package and all modules below it define."""
    names = [package.__name__]
    names += [module.name for module in pkgutil.walk_packages(package.__path__, f"{names[0]}.")]
    return [
        value
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__ == name
    ]


def mutable_records_of(package: ModuleType) -> set[str]:
    """Return the names of the dataclasses of a package that are not frozen."""
    return {kind.__name__ for kind in records_of(package) if not kind.__dataclass_params__.frozen}


def records_without_slots(package: ModuleType) -> set[str]:
    """Return the names of the dataclasses of a package without slots that compute nothing once.

    `__slots__` halve the memory of a record; `cached_property` needs a `__dict__`.
    """
    return {
        kind.__name__
        for kind in records_of(package)
        if "__slots__" not in vars(kind)
        and not any(isinstance(value, cached_property) for value in vars(kind).values())
    }
