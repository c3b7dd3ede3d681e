"""Seals single texts in the records of a publication with the visit's key."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from generator.publish.links import derive, fingerprint_of
from generator.publish.secret import SecretError, read_secret
from generator.settings import Settings

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


def seal_at_hand(slug: str, settings: Settings, environment: Mapping[str, str]) -> FieldSeal | None:
    """The seal of a visit's records; None where the visit's key is not there to be read."""
    try:
        secret = read_secret(slug, settings, environment)
    except SecretError:
        return None
    return FieldSeal(secret) if secret else None
