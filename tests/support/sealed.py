"""The content of a sealed card, opened with its key."""

from __future__ import annotations

import base64
import re
import zlib

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from generator.sealing.seal import LENGTH_BYTES, NONCE_BYTES, second_factor_key

_SEALED = re.compile(r'<pre id="sealed" hidden data-bound="([^"]+)">([^<]+)</pre>')


def is_sealed(page: str) -> bool:
    """Tell whether a page's content is sealed."""
    return _SEALED.search(page) is not None


def opened(page: str, key: bytes, digits: str | None = None) -> str:
    """Return the content of a sealed page; `digits` are its reader's, if it asks for them.

    Raises InvalidTag if the key or the digits are wrong.
    """
    sealed, bound_to = sealed_in(page)
    opening = second_factor_key(key, digits, bound_to) if digits else key
    return unseal(sealed, opening, bound_to.encode()).decode("utf-8")


def sealed_in(page: str) -> tuple[bytes, str]:
    """Return the sealed content of a page, and the data that it is bound to."""
    match = _SEALED.search(page)
    assert match, "the page is not sealed"
    return base64.b64decode(match[2]), match[1]


def key_in(url: str) -> bytes:
    """Return the key in a card's address."""
    return base64.urlsafe_b64decode(url.partition("#k=")[2] + "=")


def unseal(sealed: bytes, key: bytes, bound_to: bytes) -> bytes:
    """Return the content of an encrypted card.

    Raises InvalidTag if the key or the data that it is bound to is wrong.
    """
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    padded = AESGCM(key).decrypt(nonce, ciphertext, bound_to)
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    return zlib.decompress(padded[LENGTH_BYTES : LENGTH_BYTES + length])
