"""How many examples a property test tries: few in a run of all tests, many in a proof."""

from __future__ import annotations

import os


def counts(small: int, full: int) -> int:
    """`small`, or `full` where RECEPTION_PROOF is 1."""
    return full if os.environ.get("RECEPTION_PROOF") == "1" else small
