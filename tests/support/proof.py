"""How often a test of chance is repeated: a few times in each run, as often as promised in
`make proof`."""

from __future__ import annotations

import os


def counts(small: int, full: int) -> int:
    """`full` where RECEPTION_PROOF=1 asks for the whole proof, else `small`."""
    return full if os.environ.get("RECEPTION_PROOF") == "1" else small
