"""How often a test tries: a few times while working, as often as promised in `make proof`."""

from __future__ import annotations

import os

PROOF = os.environ.get("RECEPTION_PROOF") == "1"


def counts(small: int, full: int) -> int:
    """`full` in a run of `make proof`, else `small`."""
    return full if PROOF else small
