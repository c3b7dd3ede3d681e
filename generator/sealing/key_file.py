"""A visit's key in a file encrypted with a passphrase, to hand it over to a colleague."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from generator.files import write_file

FORMAT = 1
"""The version of the file's format, which fixes the parameters below."""
SCRYPT = {"n": 2**17, "r": 8, "p": 1}
"""128 MB and a third of a second for each guess: OWASP's Password Storage Cheat Sheet."""
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
SHORTEST_PASSPHRASE = 12
LARGEST = 4096
"""Bytes of such a file; a larger one is no encrypted key."""


class SealedKeyError(Exception):
    """An encrypted key cannot be written or read; `reason` is the key of the message."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def seal_key(secret: bytes, slug: str, passphrase: str) -> bytes:
    """Encrypt a visit's key; return the content of its file.

    Raises SealedKeyError for a passphrase that is too short.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise SealedKeyError("short", least=SHORTEST_PASSPHRASE)
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(_derived_key(passphrase, salt)).encrypt(nonce, secret, _bound_to(slug))
    fields = {"salt": salt, "nonce": nonce, "sealed": sealed}
    encoded = {name: base64.b64encode(data).decode("ascii") for name, data in fields.items()}
    return (json.dumps({"reception_key": FORMAT, "slug": slug, **encoded}) + "\n").encode("utf-8")


def open_key(content: bytes, slug: str, passphrase: str) -> bytes:
    """Decrypt the content of a key's file; return the visit's key. Raises SealedKeyError."""
    fields = _fields(content)
    if fields["slug"] != slug:
        raise SealedKeyError("other_visit", found=fields["slug"])
    try:
        salt, nonce, sealed = (
            base64.b64decode(fields[name], validate=True) for name in ("salt", "nonce", "sealed")
        )
        return AESGCM(_derived_key(passphrase, salt)).decrypt(nonce, sealed, _bound_to(slug))
    except InvalidTag:
        raise SealedKeyError("passphrase") from None
    except (ValueError, TypeError):
        raise SealedKeyError("not_sealed") from None


def write_sealed_key(path: Path, content: bytes, slug: str) -> None:
    """Write the file of an encrypted key, completely or not at all.

    Only an earlier file of the same visit is replaced. Raises SealedKeyError, OSError.
    """
    if path.exists() and not _belongs_to(path, slug):
        raise SealedKeyError("exists")
    write_file(path, content, synced=True, private=True)


def read_sealed_key(path: Path) -> bytes:
    """Return the content of an encrypted key's file. Raises SealedKeyError, OSError."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise SealedKeyError("not_sealed")
    return content


def _belongs_to(path: Path, slug: str) -> bool:
    try:
        return bool(_fields(read_sealed_key(path))["slug"] == slug)
    except (OSError, SealedKeyError):
        return False


def _fields(content: bytes) -> dict[str, str]:
    try:
        fields = json.loads(content)
        if fields["reception_key"] != FORMAT:
            raise SealedKeyError("newer")
        return {name: str(fields[name]) for name in ("slug", "salt", "nonce", "sealed")}
    except (ValueError, LookupError, TypeError, RecursionError):
        raise SealedKeyError("not_sealed") from None


def _derived_key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, **SCRYPT).derive(passphrase.encode("utf-8"))


def _bound_to(slug: str) -> bytes:
    return f"reception key {FORMAT} {slug}".encode()
