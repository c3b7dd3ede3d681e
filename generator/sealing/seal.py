"""Seals a card's content, so that only who holds the key in the QR code can read it.

AES-256-GCM over compressed and padded content. Key and token come from the visit's secret, the
person and the card's revision; the token and the revision are bound to the content, so that one
card's content cannot be served as another's. Where a card has a second factor, its key and the
last digits of the reader's telephone are second_factor_key into the key that seals it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import zlib
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

from generator.sealing.links import derive, fingerprint_of
from generator.sealing.secret import SecretError, read_secret
from generator.settings import Settings

NONCE_BYTES = 12
LENGTH_BYTES = 4
SIZES = (*range(3072, 7168, 256), 7168, 8192, 12288, 16384, 24576, 32768, 49152, 65536)
"""Lengths that a padded content may have, in bytes: a length says no more than its class. Closer
where cards usually lie, so that with the page around it a card stays in its budget."""
STEP = 65536
ROUNDS = 600_000
"""Of PBKDF2-HMAC-SHA256, as OWASP's Password Storage Cheat Sheet asks for: a seventh of a second
here, about a second on a slow phone."""
CARDS_KEPT = 1024
"""The live preview seals again and again under the keys of the same people."""


@lru_cache(maxsize=CARDS_KEPT)
def second_factor_key(key: bytes, digits: str, bound_to: str) -> bytes:
    """The key that opens a card with a second factor: from the key in its address and the last
    digits of its reader's telephone, for this card alone.
    """
    secret = key + bytes(map(int, digits))
    return hashlib.pbkdf2_hmac("sha256", secret, bound_to.encode("ascii"), ROUNDS)


def seal(content: bytes, key: bytes, bound_to: bytes) -> bytes:
    """Nonce and ciphertext of `content`. The same content under the same key gives the same bytes,
    so that an unchanged card keeps its own; the nonce is a digest of both.
    """
    padded = pad(zlib.compress(content, 9))
    nonce = hmac.digest(key, padded, hashlib.sha256)[:NONCE_BYTES]
    return nonce + AESGCM(key).encrypt(nonce, padded, bound_to)


def unseal(sealed: bytes, key: bytes, bound_to: bytes) -> bytes:
    """The content of a sealed card. Raises cryptography's InvalidTag for another key or card."""
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    padded = AESGCM(key).decrypt(nonce, ciphertext, bound_to)
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    return zlib.decompress(padded[LENGTH_BYTES : LENGTH_BYTES + length])


def pad(data: bytes) -> bytes:
    """Data behind its length, with zeros up to the next of SIZES."""
    framed = len(data).to_bytes(LENGTH_BYTES, "big") + data
    size = next((size for size in SIZES if size >= len(framed)), None)
    if size is None:
        size = -(-len(framed) // STEP) * STEP
    return framed.ljust(size, b"\0")


KEY_BYTES = 64
"""AES-256-SIV: the same text has the same sealed form, so that an unchanged record keeps it."""


class FieldSeal:
    """The Seal of a visit's records; `key` is the fingerprint of the visit's key."""

    def __init__(self, secret: bytes) -> None:
        self.key = fingerprint_of(secret)
        self._cipher = AESSIV(derive(secret, "record", KEY_BYTES))

    def close(self, text: str) -> str:
        """The sealed form of `text`, in the letters of an address."""
        sealed = self._cipher.encrypt(text.encode("utf-8"), None)
        return base64.urlsafe_b64encode(sealed).decode("ascii").rstrip("=")

    def open(self, sealed: str) -> str:
        """The text of a sealed form. Raises ValueError where it was sealed with another key."""
        try:
            padded = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            return self._cipher.decrypt(padded, None).decode("utf-8")
        except (InvalidTag, binascii.Error) as problem:
            raise ValueError("sealed with another key") from problem


def find_field_seal(
    slug: str, settings: Settings, environment: Mapping[str, str]
) -> FieldSeal | None:
    """The seal of a visit's records; None where the visit's key is not there to be read."""
    try:
        secret = read_secret(slug, settings, environment)
    except SecretError:
        return None
    return FieldSeal(secret) if secret else None
