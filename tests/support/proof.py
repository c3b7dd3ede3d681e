"""How much a test tries: little while working, all that is promised in `make proof`."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from typing import Any

import pytest

PROOF = os.environ.get("RECEPTION_PROOF") == "1"


def counts(small: int, full: int) -> int:
    """`full` in a run of `make proof`, else `small`."""
    return full if PROOF else small


def cases(every: Iterable[Any], small: Collection[Any]) -> list[Any]:
    """The parameters of a test: `every` one, those outside of `small` for `make proof` alone."""
    return [
        case if case in small else pytest.param(case, marks=pytest.mark.proof) for case in every
    ]
