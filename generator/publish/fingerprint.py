"""Remembers which secret a microsite was made with, so that another one is not used unawares."""

from __future__ import annotations

from pathlib import Path

from generator.publish.links import derive
from generator.publish.secret import SecretError

FILE = "secret.fingerprint"


def fingerprint_of(secret: bytes) -> str:
    """16 characters that tell secrets apart and give none away."""
    return derive(secret, "fingerprint", 8).hex()


def require_same_secret(folder: Path, secret: bytes, shown: str) -> None:
    """Raise SecretError when `folder`, the visit's output, was made with another secret: every
    printed card would die. `shown` is where the clerk finds the key."""
    path = folder / FILE
    if path.exists() and path.read_text("ascii", errors="replace").strip() != fingerprint_of(
        secret
    ):
        raise SecretError("secret.changed", shown)
