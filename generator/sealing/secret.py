"""A visit's key: made once, kept out of sight and never replaced unasked, because every printed
card dies with it.
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
"""In a visit's output: the fingerprint of the key it was built with and, after `--new-secret`, the
name of the last publication whose cards were given up with the former key."""


class SecretError(Exception):
    """The key cannot be used; `finding` describes why and how to mend it."""

    def __init__(self, code: str, place: str, **values: object) -> None:
        self.finding = Finding(
            code, Severity.ERROR, Place(place), vocabulary.message(code, **values)
        )
        super().__init__(code)


class NoSecretYetError(SecretError):
    """The visit has never had a key: only `build` and `publish` make one."""


@dataclass(frozen=True)
class FormerKey:
    """What is known of the key that a visit's cards were made with: the fingerprint that its last
    build kept, and its publications since the key was last replaced on purpose; `unread` where
    there are records of others, which cannot be read.
    """

    built: str | None
    published: tuple[Publication, ...]
    unread: bool = False

    @property
    def exists(self) -> bool:
        """Whether there was a key, as far as is known."""
        return bool(self.published) or self.built is not None or self.unread

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint in the newest record that has one."""
        return next((each.key for each in reversed(self.published) if each.key), None)


def variable_of(slug: str) -> str:
    """The environment variable that may hold the key instead of a file."""
    return f"RECEPTION_SECRET_{slug.upper().replace('-', '_')}"


def key_path(slug: str, settings: Settings) -> Path:
    """The file that holds a visit's key."""
    return settings.secrets_folder / f"{slug}.key"


def key_file_label(slug: str, settings: Settings) -> str:
    """The key's file as messages name it."""
    return f"{settings.secrets_folder.name}/{slug}.key"


def read_secret(slug: str, settings: Settings, environment: Mapping[str, str]) -> bytes | None:
    """The visit's key, 32 bytes, from the environment or its file; None where there is neither.
    Raises SecretError when it cannot be used.
    """
    variable = variable_of(slug)
    if text := environment.get(variable):
        return _decoded(text, variable)
    shown = key_file_label(slug, settings)
    try:
        return _decoded(key_path(slug, settings).read_text("ascii"), shown)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as problem:
        raise SecretError("secret.unreadable", shown) from problem


def require_secret(
    loaded: LoadedVisit,
    settings: Settings,
    environment: Mapping[str, str],
    *,
    make: bool = False,
    new_secret: bool = False,
) -> bytes:
    """The key of a visit's cards.

    Raises SecretError where it is missing, or differs from the key that the visit was published or
    built with, unless `new_secret` says that this is meant. A visit that never had a key gets one
    only with `make`.
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
        return _make(key_path(loaded.slug, settings))
    if not new_secret:
        _require_former(secret, loaded, settings, former)
    return secret


def former_key(loaded: LoadedVisit, settings: Settings) -> FormerKey:
    """What is known of the key that a visit's cards were made with."""
    built, given_up = _read_kept(settings.output_folder / loaded.slug / FILE)
    published = (each for each in publications(loaded.folder) if each.name > given_up)
    unread = (each for each in unreadable_records(loaded.folder) if each.path.stem > given_up)
    return FormerKey(built, tuple(published), unread=any(unread))


def save_fingerprint(
    loaded: LoadedVisit, settings: Settings, secret: bytes, *, new_secret: bool
) -> None:
    """Remember in the visit's output which key it was built with; but not of one that nothing shows
    to be the former key, lest it prove itself. Raises OSError.
    """
    if not new_secret and is_unverified(secret, loaded, settings, ()):
        return
    path = settings.output_folder / loaded.slug / FILE
    _, given_up = _read_kept(path)
    every = publications(loaded.folder)
    if new_secret and every and every[-1].key != fingerprint_of(secret):
        given_up = every[-1].name
    lines = (fingerprint_of(secret), given_up)
    write_office_file(path, "\n".join(line for line in lines if line).encode("ascii"))


def is_unverified(
    secret: bytes, loaded: LoadedVisit, settings: Settings, paths: Iterable[str]
) -> bool:
    """Whether nothing shows that a key is the one of the last publication: the records have no
    fingerprint, no build was kept, and none of its addresses is at a known place or in `paths`.
    """
    former = former_key(loaded, settings)
    if not former.published or former.fingerprint or loaded.visit is None:
        return False
    known = (_places(former.published, loaded.slug), [paths])
    found = [_has_addresses(each, loaded.visit, secret) for sites in known for each in sites]
    return True not in found and former.built != fingerprint_of(secret)


def key_findings(
    slug: str, settings: Settings, environment: Mapping[str, str]
) -> tuple[Finding, ...]:
    """A warning where others on this machine can read the key's file."""
    if os.name != "posix" or environment.get(variable_of(slug)):
        return ()
    try:
        mode = stat.S_IMODE(key_path(slug, settings).stat().st_mode)
    except OSError:
        return ()
    if not mode & 0o077:
        return ()
    shown = key_file_label(slug, settings)
    return (warning("secret.open", Place(shown), mode=f"{mode:04o}", file=shown),)


def write_key(path: Path, secret: bytes) -> None:
    """Write a key's file: aside, synced, then renamed, so that it is whole or not there. Raises
    OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = base64.urlsafe_b64encode(secret).decode("ascii") + "\n"
    write_file(path, text.encode("ascii"), synced=True, private=True)


def _make(path: Path) -> bytes:
    secret = secrets.token_bytes(SECRET_BYTES)
    write_key(path, secret)
    return secret


def _missing(loaded: LoadedVisit, settings: Settings, former: FormerKey) -> SecretError:
    shown = key_file_label(loaded.slug, settings)
    values: dict[str, object] = {"file": shown, "slug": loaded.slug}
    if not former.published:
        code = "secret.missing_built" if former.built else "secret.missing_unread"
        return SecretError(code, shown, **values)
    return SecretError("secret.missing", shown, **values, **_last_publication(loaded, former))


def _last_publication(loaded: LoadedVisit, former: FormerKey) -> dict[str, object]:
    """The last publication as messages name it."""
    last, zone = former.published[-1], loaded.visit.zone if loaded.visit else UTC
    return {"at": f"{last.at.astimezone(zone):%Y-%m-%d %H:%M}", "target": last.target}


def _require_former(
    secret: bytes, loaded: LoadedVisit, settings: Settings, former: FormerKey
) -> None:
    """Raise SecretError when a key is known not to be the former one."""
    own, shown = fingerprint_of(secret), key_file_label(loaded.slug, settings)
    values: dict[str, object] = {"file": shown, "slug": loaded.slug}
    if former.published:
        if not _is_published(own, secret, loaded, former):
            where = _last_publication(loaded, former)
            raise SecretError("secret.differs", shown, **values, **where)
    elif former.built is not None and former.built != own:
        raise SecretError("secret.changed", shown, **values)


def _is_published(own: str, secret: bytes, loaded: LoadedVisit, former: FormerKey) -> bool:
    """Whether a key is the one of the last publication, or may be: records of November 2026 have
    no fingerprint, so that the addresses at their places and the last build decide.
    """
    if former.fingerprint:
        return former.fingerprint == own
    if loaded.visit is not None:
        places = _places(former.published, loaded.slug)
        found = {_has_addresses(each, loaded.visit, secret) for each in places}
        if found & {True, False}:
            return True in found
    return former.built in (None, own)


def _has_addresses(paths: Iterable[str], visit: Visit, secret: bytes) -> bool | None:
    """Whether a key's addresses are among the paths of a microsite; None where it has no cards."""
    cards = {path for path in paths if path.startswith("g/")}
    return not cards.isdisjoint(_addresses(visit, secret)) if cards else None


def _addresses(visit: Visit, secret: bytes) -> Collection[str]:
    return {
        path_of(secret, person.id, revision)
        for person in visit.people.values()
        for revision in range(person.revision + 1)
    }


def _places(published: Iterable[Publication], slug: str) -> Sequence[Collection[str]]:
    """The paths that are at each folder that a visit was published to, as far as it is there."""
    folders = (Path(each.target) / slug for each in latest_by_target(published))
    return [_paths_in(folder) for folder in folders]


def _paths_in(folder: Path) -> Collection[str]:
    try:
        return {f"g/{path.name}" for path in (folder / "g").glob("*.html")}
    except OSError:
        return ()


def _read_kept(path: Path) -> tuple[str | None, str]:
    """The fingerprint kept in a file, and the name of the last publication that was given up."""
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
