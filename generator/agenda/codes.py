"""The codes by which a roll call names people and events: short, and the same on every phone.

A code discloses no name. Whoever has the visit's files computes the codes of all its people and
events, and so knows whose they are.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Literal


@cache
def code_of(slug: str, kind: Literal["person", "event"], identifier: str) -> str:
    """The code of a person, by the id, or of an event, by the key of its entry: 8 characters."""
    digest = hashlib.sha256(f"{slug}\n{kind}\n{identifier}".encode()).digest()
    return base64.b32encode(digest[:5]).decode("ascii").lower()
