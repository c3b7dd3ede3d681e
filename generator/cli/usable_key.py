"""Gets the visit's key for a command, or ends the command with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from generator.cli.common import LANGUAGE, UNUSABLE, err, warn_of
from generator.project import LoadedVisit
from generator.render.report import as_screen
from generator.sealing.addresses import visit_links
from generator.sealing.links import Link
from generator.sealing.secret import SecretError, key_findings
from generator.settings import Settings


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
