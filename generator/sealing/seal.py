"""Encrypts the content of cards, and sensitive fields in the records of publications.

A card can be read only with the key in its QR code: AES-256-GCM over compressed and padded content.
Its key and token are derived from the visit's secret, the person and the card's revision; token and
revision are the associated data, so that one card's content cannot be served as another's. Where a
card has a second factor, it is encrypted with a key derived from its own and the last digits of the
reader's telephone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

from generator.sealing.links import derive, fingerprint_of
from generator.sealing.secret import SecretError, read_secret
from generator.settings import Settings

NONCE_BYTES = 12
LENGTH_BYTES = 4
SIZES = (*range(3072, 12288, 256), 12288, 16384, 24576, 32768, 49152, 65536)
"""Lengths of padded content in bytes, so that the length of a card discloses little. They are
closer together where most cards are, so that a page does not exceed its budget."""
STEP = 65536
SMALL_BLOCKS = 6
"""The memory level of zlib at which a block has at most 4,096 symbols."""
PART_START = re.compile(rb'<article|<pre id="calendar"')
"""Where a card's languages and its calendar begin."""
ROUNDS = 600_000
"""Of PBKDF2-HMAC-SHA256, as OWASP's Password Storage Cheat Sheet asks for: a seventh of a second
here, about a second on a slow phone."""
CARDS_KEPT = 1024
"""The live preview encrypts with the keys of the same people again and again."""


@lru_cache(maxsize=CARDS_KEPT)
def second_factor_key(key: bytes, digits: str, bound_to: str) -> bytes:
    """Derive the key of a card with a second factor (PBKDF2).

    `key` is the key in its address, `digits` are the last digits of its reader's telephone,
    `bound_to` is its associated data.
    """
    secret = key + bytes(map(int, digits))
    return hashlib.pbkdf2_hmac("sha256", secret, bound_to.encode("ascii"), ROUNDS)


def seal(content: bytes, key: bytes, bound_to: bytes) -> bytes:
    """Encrypt a card's content; return nonce and ciphertext.

    The nonce is a digest of key and content, so that an unchanged card keeps its bytes.
    """
    return _encrypted(pad(_compressed(content)), key, bound_to)


def seal_file(content: bytes, key: bytes, bound_to: bytes) -> bytes:
    """Encrypt a paper as `seal` does a card; its files are compressed already."""
    return _encrypted(pad(content), key, bound_to)


def _encrypted(padded: bytes, key: bytes, bound_to: bytes) -> bytes:
    nonce = hmac.digest(key, padded, hashlib.sha256)[:NONCE_BYTES]
    return nonce + AESGCM(key).encrypt(nonce, padded, bound_to)


def _compressed(content: bytes) -> bytes:
    """Return a card's content compressed by zlib, each of its parts in blocks of its own.

    The parts (each language, the calendar) have different frequencies of characters; with tables of
    their own a card is one in fifty smaller than by `zlib.compress`.
    """
    compressor = zlib.compressobj(9, memLevel=SMALL_BLOCKS)
    starts = (0, *(match.start() for match in PART_START.finditer(content)), len(content))
    parts = (
        compressor.compress(content[start:stop]) + compressor.flush(zlib.Z_BLOCK)
        for start, stop in pairwise(starts)
    )
    return b"".join(parts) + compressor.flush()


def pad(data: bytes) -> bytes:
    """Return data after its length, padded with zeros to the next of SIZES."""
    framed = len(data).to_bytes(LENGTH_BYTES, "big") + data
    size = next((size for size in SIZES if size >= len(framed)), None)
    if size is None:
        size = -(-len(framed) // STEP) * STEP
    return framed.ljust(size, b"\0")


RECORD_KEY_BYTES = 64
"""AES-256-SIV: the same text has the same encrypted form, so that an unchanged record keeps it."""


class FieldSeal:
    """Encrypts fields of a visit's records; `key` is the fingerprint of the visit's key."""

    def __init__(self, secret: bytes) -> None:
        self.key = fingerprint_of(secret)
        self._cipher = AESSIV(derive(secret, "record", RECORD_KEY_BYTES))

    def encrypt(self, text: str) -> str:
        """Return the encrypted form of `text`, in the characters of an address."""
        sealed = self._cipher.encrypt(text.encode("utf-8"), None)
        return base64.urlsafe_b64encode(sealed).decode("ascii").rstrip("=")

    def decrypt(self, sealed: str) -> str:
        """Return the text of an encrypted form. Raises ValueError where the key differs."""
        try:
            padded = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            return self._cipher.decrypt(padded, None).decode("utf-8")
        except (InvalidTag, binascii.Error) as problem:
            raise ValueError("encrypted with a different key") from problem


def find_field_seal(
    slug: str, settings: Settings, environment: Mapping[str, str]
) -> FieldSeal | None:
    """Return the seal of a visit's records; None where the visit's key cannot be read."""
    try:
        secret = read_secret(slug, settings, environment)
    except SecretError:
        return None
    return FieldSeal(secret) if secret else None
