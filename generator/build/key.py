"""Prepares a visit's key before its pages are built: makes it, and reports what is unsafe."""

from __future__ import annotations

from collections.abc import Mapping

from generator.build.events import Events, NewKey, ReadableKey, ignore
from generator.project import LoadedVisit
from generator.sealing.secret import (
    key_file_label,
    key_findings,
    read_secret,
    require_secret,
    save_fingerprint,
)
from generator.settings import Settings


def prepare_key(
    loaded: LoadedVisit,
    settings: Settings,
    environment: Mapping[str, str],
    events: Events = ignore,
    *,
    new_secret: bool = False,
) -> None:
    """Make a visit's key if it never had one, and report where others can read it.

    Raises SecretError where the key cannot be used.
    """
    if loaded.visit is None or loaded.is_classified:
        return
    is_new = read_secret(loaded.slug, settings, environment) is None
    secret = require_secret(loaded, settings, environment, make=True, new_secret=new_secret)
    save_fingerprint(loaded, settings, secret, new_secret=new_secret)
    if is_new:
        events(NewKey(loaded.slug, key_file_label(loaded.slug, settings)))
    if readable := key_findings(loaded.slug, settings, environment):
        events(ReadableKey(readable))
