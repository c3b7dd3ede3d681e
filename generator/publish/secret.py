"""A visit's secret: made once, kept out of sight; every printed card dies with it."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from generator import vocabulary
from generator.findings import Finding, Place, Severity
from generator.settings import Settings

LENGTH = 32


class SecretError(Exception):
    """The secret cannot be used; `finding` says why and how to mend it."""

    def __init__(self, code: str, place: str, **values: object) -> None:
        self.finding = Finding(code, Severity.ERROR, Place(place), vocabulary.text(code, **values))
        super().__init__(code)


def variable_of(slug: str) -> str:
    """The environment variable that may hold the secret instead of a file."""
    return f"RECEPTION_SECRET_{slug.upper().replace('-', '_')}"


def secret_of(slug: str, folder: Path, environment: Mapping[str, str]) -> bytes:
    """The visit's secret, 32 bytes: from the environment, or from `folder`/<slug>.key, which is
    made with mode 0600 when there is none. Raises SecretError when it cannot be used."""
    variable = variable_of(slug)
    if said := environment.get(variable):
        return _decoded(said, variable)
    path = folder / f"{slug}.key"
    shown = f"{folder.name}/{path.name}"
    try:
        return _decoded(path.read_text("ascii"), shown)
    except FileNotFoundError:
        return _made(path)
    except (OSError, UnicodeDecodeError) as problem:
        raise SecretError("secret.unreadable", shown) from problem


def read_secret(slug: str, settings: Settings, environment: Mapping[str, str]) -> bytes | None:
    """The visit's key, 32 bytes, from the environment or its file; None where there is neither.
    Raises SecretError when it cannot be used."""
    variable = variable_of(slug)
    path = settings.secrets_folder / f"{slug}.key"
    if not (environment.get(variable) or path.exists()):
        return None
    return secret_of(slug, settings.secrets_folder, environment)


def _made(path: Path) -> bytes:
    secret = secrets.token_bytes(LENGTH)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    # O_EXCL: of two first builds at once, one makes the secret and the other fails loudly.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(base64.urlsafe_b64encode(secret).decode("ascii") + "\n")
    return secret


def _decoded(said: str, place: str) -> bytes:
    try:
        secret = base64.b64decode(said.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as problem:
        raise SecretError("secret.broken", place) from problem
    if len(secret) != LENGTH:
        raise SecretError("secret.broken", place)
    return secret
