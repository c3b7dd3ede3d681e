"""A visit's key: generated once, and never replaced without a request.

Every printed card stops working with the key that it was made with.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from generator import vocabulary
from generator.changes.publications import (
    Publication,
    latest_by_target,
    publications,
    unreadable_records,
)
from generator.files import write_file, write_office_file
from generator.findings import Finding, Place, Severity, warning
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.sealing.links import fingerprint_of, path_of
from generator.settings import Settings

SECRET_BYTES = 32
FILE = "secret.fingerprint"
"""In a visit's output: the fingerprint of the key of its last build and, after `--new-secret`, the
name of the last publication with the former key."""


class SecretError(Exception):
    """The key cannot be used; `finding` explains why and how to correct it."""

    def __init__(self, code: str, place: str, **values: object) -> None:
        self.finding = Finding(
            code, Severity.ERROR, Place(place), vocabulary.message(code, **values)
        )
        super().__init__(code)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error of a worker's process arrive in this one as what it was."""
        return Exception.__new__, (type(self), *self.args), vars(self)


class NoSecretYetError(SecretError):
    """The visit has never had a key: only `build` and `publish` generate one."""


@dataclass(frozen=True)
class FormerKey:
    """What is known of the key that a visit's cards were made with.

    `built` is the fingerprint of its last build, `published` are its publications since the key was
    last replaced on request; `unread` where there are records that cannot be read.
    """

    built: str | None
    published: tuple[Publication, ...]
    unread: bool = False

    @property
    def exists(self) -> bool:
        """Whether the visit is known to have had a key."""
        return bool(self.published) or self.built is not None or self.unread

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint in the newest record with one."""
        return next((item.key for item in reversed(self.published) if item.key), None)


def variable_of(slug: str) -> str:
    """Return the environment variable that may contain the key instead of a file."""
    return f"RECEPTION_SECRET_{slug.upper().replace('-', '_')}"


def key_path(slug: str, settings: Settings) -> Path:
    """Return the path of the file with a visit's key."""
    return settings.secrets_folder / f"{slug}.key"


def key_file_label(slug: str, settings: Settings) -> str:
    """Return the name of the key's file in messages."""
    return f"{settings.secrets_folder.name}/{slug}.key"


def read_secret(slug: str, settings: Settings, environment: Mapping[str, str]) -> bytes | None:
    """Read the visit's key, 32 bytes, from the environment or its file; None without either.

    Raises SecretError where it cannot be used.
    """
    variable = variable_of(slug)
    if text := environment.get(variable):
        return _decoded(text, variable)
    label = key_file_label(slug, settings)
    try:
        return _decoded(key_path(slug, settings).read_text("ascii"), label)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as problem:
        raise SecretError("secret.unreadable", label) from problem


def require_secret(
    loaded: LoadedVisit,
    settings: Settings,
    environment: Mapping[str, str],
    *,
    make: bool = False,
    new_secret: bool = False,
) -> bytes:
    """Return the key of a visit's cards.

    With `make`, a key is generated for a visit that never had one; with `new_secret`, the key may
    differ from the one that the visit was published or built with. Raises SecretError where the key
    is missing or differs.
    """
    secret = read_secret(loaded.slug, settings, environment)
    former = former_key(loaded, settings)
    if secret is None:
        if former.exists and not new_secret:
            raise _missing(loaded, settings, former)
        if not make:
            raise NoSecretYetError(
                "secret.none_yet", key_file_label(loaded.slug, settings), slug=loaded.slug
            )
        return _generate(key_path(loaded.slug, settings))
    if not new_secret:
        _require_former(secret, loaded, settings, former)
    return secret


def former_key(loaded: LoadedVisit, settings: Settings) -> FormerKey:
    """Return what is known of the key that a visit's cards were made with."""
    built, replaced_at = _read_fingerprint(settings.output_folder / loaded.slug / FILE)
    published = (item for item in publications(loaded.folder) if item.name > replaced_at)
    unread = (item for item in unreadable_records(loaded.folder) if item.path.stem > replaced_at)
    return FormerKey(built, tuple(published), unread=any(unread))


def save_fingerprint(
    loaded: LoadedVisit, settings: Settings, secret: bytes, *, new_secret: bool
) -> None:
    """Write the fingerprint of the key to the visit's output.

    Not that of an unverified key, which would then be taken for the former one. Raises OSError.
    """
    if not new_secret and is_unverified(secret, loaded, settings, ()):
        return
    path = settings.output_folder / loaded.slug / FILE
    _, replaced_at = _read_fingerprint(path)
    published = publications(loaded.folder)
    if new_secret and published and published[-1].key != fingerprint_of(secret):
        replaced_at = published[-1].name
    lines = (fingerprint_of(secret), replaced_at)
    write_office_file(path, "\n".join(line for line in lines if line).encode("ascii"))


def is_unverified(
    secret: bytes, loaded: LoadedVisit, settings: Settings, paths: Iterable[str]
) -> bool:
    """Whether nothing shows that a key is the one of the last publication.

    The records have no fingerprint, the last build had a different key or is not known, and none of
    the key's addresses is at a known target or in `paths`.
    """
    former = former_key(loaded, settings)
    if not former.published or former.fingerprint or loaded.visit is None:
        return False
    sites = (*_published_paths(former.published, loaded.slug), paths)
    found = [_has_addresses(site, loaded.visit, secret) for site in sites]
    return True not in found and former.built != fingerprint_of(secret)


def key_findings(
    slug: str, settings: Settings, environment: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return a warning where other users of this machine can read the key's file."""
    if os.name != "posix" or environment.get(variable_of(slug)):
        return ()
    try:
        mode = stat.S_IMODE(key_path(slug, settings).stat().st_mode)
    except OSError:
        return ()
    if not mode & 0o077:
        return ()
    label = key_file_label(slug, settings)
    return (warning("secret.open", Place(label), mode=f"{mode:04o}", file=label),)


def write_key(path: Path, secret: bytes) -> None:
    """Write a key's file, completely or not at all. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = base64.urlsafe_b64encode(secret).decode("ascii") + "\n"
    write_file(path, text.encode("ascii"), synced=True, private=True)


def save_exported(slug: str, settings: Settings, secret: bytes) -> None:
    """Note beside a visit's key that it was exported. Raises OSError."""
    text = fingerprint_of(secret) + "\n"
    write_file(exported_path(slug, settings), text.encode("ascii"), private=True)


def exported_key(slug: str, settings: Settings) -> str:
    """The fingerprint of the key of a visit that was last exported on this machine, or nothing."""
    return _read_fingerprint(exported_path(slug, settings))[0] or ""


def exported_path(slug: str, settings: Settings) -> Path:
    """The path of the note that a visit's key was exported."""
    return settings.secrets_folder / f"{slug}.exported"


def _generate(path: Path) -> bytes:
    secret = secrets.token_bytes(SECRET_BYTES)
    write_key(path, secret)
    return secret


def _missing(loaded: LoadedVisit, settings: Settings, former: FormerKey) -> SecretError:
    label = key_file_label(loaded.slug, settings)
    values: dict[str, object] = {"file": label, "slug": loaded.slug}
    if not former.published:
        code = "secret.missing_built" if former.built else "secret.missing_unread"
        return SecretError(code, label, **values)
    return SecretError("secret.missing", label, **values, **_last_publication(loaded, former))


def _last_publication(loaded: LoadedVisit, former: FormerKey) -> dict[str, object]:
    """The values of the last publication in messages."""
    last, zone = former.published[-1], loaded.visit.zone if loaded.visit else UTC
    return {"at": f"{last.at.astimezone(zone):%Y-%m-%d %H:%M}", "target": last.target}


def _require_former(
    secret: bytes, loaded: LoadedVisit, settings: Settings, former: FormerKey
) -> None:
    """Raise SecretError where a key is known to differ from the former one."""
    fingerprint, label = fingerprint_of(secret), key_file_label(loaded.slug, settings)
    values: dict[str, object] = {"file": label, "slug": loaded.slug}
    if former.published:
        if not _is_published(fingerprint, secret, loaded, former):
            where = _last_publication(loaded, former)
            raise SecretError("secret.differs", label, **values, **where)
    elif former.built is not None and former.built != fingerprint:
        raise SecretError("secret.changed", label, **values)


def _is_published(fingerprint: str, secret: bytes, loaded: LoadedVisit, former: FormerKey) -> bool:
    """Whether a key is the one of the last publication, or may be.

    Records of November 2026 have no fingerprint: the addresses at their targets and the last build
    decide.
    """
    if former.fingerprint:
        return former.fingerprint == fingerprint
    if loaded.visit is not None:
        sites = _published_paths(former.published, loaded.slug)
        found = {_has_addresses(site, loaded.visit, secret) for site in sites}
        if found & {True, False}:
            return True in found
    return former.built in (None, fingerprint)


def _has_addresses(paths: Iterable[str], visit: Visit, secret: bytes) -> bool | None:
    """Whether a microsite's paths include an address of a key; None where it has no cards."""
    cards = {path for path in paths if path.startswith("g/")}
    return not cards.isdisjoint(_addresses(visit, secret)) if cards else None


def _addresses(visit: Visit, secret: bytes) -> Collection[str]:
    return {
        path_of(secret, person.id, revision)
        for person in visit.people.values()
        for revision in range(person.revision + 1)
    }


def _published_paths(published: Iterable[Publication], slug: str) -> Sequence[Collection[str]]:
    """The paths in each folder that a visit was published to."""
    folders = (Path(item.target) / slug for item in latest_by_target(published))
    return [_paths_in(folder) for folder in folders]


def _paths_in(folder: Path) -> Collection[str]:
    try:
        return {f"g/{path.name}" for path in (folder / "g").glob("*.html")}
    except OSError:
        return ()


def _read_fingerprint(path: Path) -> tuple[str | None, str]:
    """The fingerprint in a file, and the name of the last publication with the former key."""
    try:
        lines = path.read_text("ascii", errors="replace").split("\n")
    except OSError:
        return None, ""
    return lines[0].strip(), lines[1].strip() if len(lines) > 1 else ""


def _decoded(text: str, place: str) -> bytes:
    try:
        secret = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as problem:
        raise SecretError("secret.broken", place) from problem
    if len(secret) != SECRET_BYTES:
        raise SecretError("secret.broken", place)
    return secret
