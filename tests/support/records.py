"""The dataclasses of a package, for tests of all of them."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import is_dataclass
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
