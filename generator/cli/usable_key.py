"""Gets the visit's key for a command, or ends the command with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from generator.build.visit import visit_links
from generator.cli.common import LANGUAGE, UNUSABLE, err, out, say, warn_of
from generator.model.enums import Privacy
from generator.project import LoadedVisit
from generator.render.report import as_screen
from generator.sealing.links import Link
from generator.sealing.secret import (
    SecretError,
    key_file_label,
    key_findings,
    read_secret,
    require_secret,
    save_fingerprint,
)
from generator.settings import Settings


def prepare_key(loaded: LoadedVisit, settings: Settings, *, new_secret: bool) -> None:
    """Make a visit's key if it never had one, and say what to back up; for `build` and `publish`
    alone. Leave where the key cannot be used.
    """
    if loaded.visit is None or loaded.visit.privacy is Privacy.CLASSIFIED:
        return
    with leaving_without_key(out):
        is_new = read_secret(loaded.slug, settings, os.environ) is None
        secret = require_secret(loaded, settings, os.environ, make=True, new_secret=new_secret)
        save_fingerprint(loaded, settings, secret, new_secret=new_secret)
    if is_new:
        file = key_file_label(loaded.slug, settings)
        err.print(say("key_made", slug=loaded.slug, file=file), style="bold yellow")
    warn_of_open_key(loaded.slug, settings)


def usable_links(loaded: LoadedVisit, settings: Settings) -> tuple[Link, ...]:
    """The links of a visit's cards; leaves where its key cannot be used."""
    with leaving_without_key():
        links = visit_links(loaded, settings, os.environ)
    if links:
        warn_of_open_key(loaded.slug, settings)
    return links


@contextmanager
def leaving_without_key(console: Console = err) -> Iterator[None]:
    """Within it, a key that cannot be used ends the command with its reason."""
    try:
        yield
    except SecretError as problem:
        console.print(as_screen([problem.finding], LANGUAGE))
        raise SystemExit(UNUSABLE) from None


def warn_of_open_key(slug: str, settings: Settings) -> None:
    """Print a warning where others on this machine can read a visit's key."""
    if findings := key_findings(slug, settings, os.environ):
        warn_of(*findings)
