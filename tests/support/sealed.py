"""What a sealed card shows to who holds its key."""

from __future__ import annotations

import base64
import re

from generator.sealing.seal import second_factor_key, unseal

_SEALED = re.compile(r'<pre id="sealed" hidden data-bound="([^"]+)">([^<]+)</pre>')


def is_sealed(page: str) -> bool:
    """Whether a page keeps its content sealed."""
    return _SEALED.search(page) is not None


def opened(page: str, key: bytes, digits: str | None = None) -> str:
    """What a sealed page shows to the holder of `key`, and of the `digits` of its reader where it
    asks for them. Raises InvalidTag for another's.
    """
    sealed, bound_to = sealed_in(page)
    opening = second_factor_key(key, digits, bound_to) if digits else key
    return unseal(sealed, opening, bound_to.encode()).decode("utf-8")


def sealed_in(page: str) -> tuple[bytes, str]:
    """The sealed content of a page, and what it is bound to."""
    found = _SEALED.search(page)
    assert found, "the page is not sealed"
    return base64.b64decode(found[2]), found[1]


def key_in(url: str) -> bytes:
    """The key in a card's address."""
    return base64.urlsafe_b64decode(url.partition("#k=")[2] + "=")
