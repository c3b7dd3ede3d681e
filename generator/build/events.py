"""What a build reports while it runs; who called it words the events for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding

FindingsByVisit = Mapping[str, Sequence[Finding]]


@dataclass(frozen=True)
class NewKey:
    """A visit that never had a key got one; `file` is the one to back up."""

    slug: str
    file: str


@dataclass(frozen=True)
class ReadableKey:
    """Others on this machine can read a visit's key; `findings` are the warnings about it."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class StartedBuild:
    """All keys can be used, and the build runs: nothing else is reported before its end."""


@dataclass(frozen=True)
class RenderedCards:
    """The open cards of a visit as they will be on disk in a moment, by their paths below site/."""

    pages: Mapping[str, bytes]


@dataclass(frozen=True)
class BuiltVisit:
    """A visit's microsite is on disk.

    `cards` is the number of its people, `written` the number of pages that differ from the build
    before. With `preview` its addresses open on this machine only. Of a `classified` visit nothing
    is built.
    """

    slug: str
    cards: int
    written: int
    preview: bool
    classified: bool
    folder: Path


@dataclass(frozen=True)
class BuiltProject:
    """The result of a build: the visits that were built, and all findings by visit."""

    visits: tuple[BuiltVisit, ...]
    findings: FindingsByVisit


@dataclass(frozen=True)
class BuiltMicrosites:
    """All microsites that could be built are on disk; the handbook follows."""


@dataclass(frozen=True)
class BuiltHandbook:
    """The handbook is on disk."""

    folder: Path


@dataclass(frozen=True)
class FailedStep:
    """One step of a build session failed and the others go on; `problem` is being handled."""

    problem: Exception


Event = (
    NewKey
    | ReadableKey
    | StartedBuild
    | RenderedCards
    | BuiltVisit
    | BuiltMicrosites
    | BuiltHandbook
    | FailedStep
)
Events = Callable[[Event], None]
"""Receives each event of a build in the process that called it."""


def ignore(_: Event) -> None:
    """Receive an event and do nothing."""
