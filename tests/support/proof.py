"""How much a test tries: few examples normally, everything that is promised in `make proof`."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
PROOF = os.environ.get("RECEPTION_PROOF") == "1"


def counts(small: int, full: int) -> int:
    """Return `full` in `make proof`, otherwise `small`."""
    return full if PROOF else small


def chosen(every: Iterable[T], small: Collection[T]) -> list[T]:
    """Return what a test goes through in one run: everything in `make proof`, otherwise `small`."""
    return list(every if PROOF else small)


def cases(every: Iterable[Any], small: Collection[Any]) -> list[Any]:
    """Return the parameters of a test; those outside of `small` run in `make proof` only."""
    return [
        case if case in small else pytest.param(case, marks=pytest.mark.proof) for case in every
    ]
