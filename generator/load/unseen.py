"""Characters that nobody sees: marks that turn the order of writing, texts of nothing else."""

from __future__ import annotations

import re
import unicodedata

TURNING = "\u202a-\u202e\u2066-\u2069"
"""Marks that show what follows them in another order, for use within a regular expression. Copied
along with telephone numbers, or planted to make a name read as another."""

_TURNING = re.compile(f"[{TURNING}]")
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def turning_marks(text: str) -> str:
    """The turning marks in a text, each once."""
    return "".join(dict.fromkeys(_TURNING.findall(text)))


def seen(text: str) -> str | None:
    """The text without its turning marks and outer space; None where nothing is left to see.
    Joiners within it stay: several scripts and emoji need them."""
    plain = _TURNING.sub("", text).strip()
    return plain if any(unicodedata.category(c) not in _UNSEEN for c in plain) else None

