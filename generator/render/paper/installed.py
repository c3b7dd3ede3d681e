"""Whether what printing needs is installed."""

from __future__ import annotations

from typing import Any


class PrintingError(Exception):
    """typst is not installed: it comes with the extra `print`."""


def typst_module() -> Any:
    """The typst package; PrintingError where the extra `print` is not installed."""
    try:
        import typst
    except ImportError:
        raise PrintingError from None
    return typst


def can_print() -> bool:
    """Whether there is a typst to print with."""
    try:
        typst_module()
    except PrintingError:
        return False
    return True
