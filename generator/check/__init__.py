"""Looks for what is inconsistent, incomplete or against the rules.

The names below are loaded when first asked for: a check's module imports the registry, which
walks this package.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.check.registry import all_checks, check_visit
    from generator.check.undone import (
        Checked,
        check_read_visit,
        findings_on_rules,
        not_checked,
    )
    from generator.check.waiving import Waived, apply_waivers

__all__ = [
    "Checked",
    "Waived",
    "all_checks",
    "apply_waivers",
    "check_read_visit",
    "check_visit",
    "findings_on_rules",
    "not_checked",
]

_HOMES = {
    "all_checks": "registry",
    "check_visit": "registry",
    "Checked": "undone",
    "check_read_visit": "undone",
    "findings_on_rules": "undone",
    "not_checked": "undone",
    "Waived": "waiving",
    "apply_waivers": "waiving",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
