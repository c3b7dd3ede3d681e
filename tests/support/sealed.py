"""What a sealed card shows to who holds its key."""

from __future__ import annotations

import base64
import re

from generator.publish.seal import unseal

_SEALED = re.compile(r'<pre id="sealed" hidden data-bound="([^"]+)">([^<]+)</pre>')


def is_sealed(page: str) -> bool:
    """Whether a page keeps its content sealed."""
    return _SEALED.search(page) is not None


def opened(page: str, key: bytes) -> str:
    """What a sealed page shows to the holder of `key`. Raises InvalidTag for another's."""
    found = _SEALED.search(page)
    assert found, "the page is not sealed"
    return unseal(base64.b64decode(found[2]), key, found[1].encode()).decode("utf-8")


def key_in(url: str) -> bytes:
    """The key in a card's address."""
    return base64.urlsafe_b64decode(url.partition("#k=")[2] + "=")
