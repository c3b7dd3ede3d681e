"""Versions and times of built cards, kept in the visit's output from one build to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.changes.cards import Card, Edition
from generator.model.record import PersonId

FILE = "edition.json"
FORM = 2
"""The format of the file. Another is not read, so that only published cards are known."""


@dataclass(frozen=True, slots=True)
class BuiltCard:
    """A card as it was last built: the digest of its content, its version and its time.

    `as_of` is when the content last changed, in seconds since 1970.
    """

    digest: str
    version: str
    as_of: int


def with_version(card: Card, built: BuiltCard | None, published: Card | None, changed: int) -> Card:
    """Return a card with its version and time.

    They are those of the last publication or build with the same content; else the time is
    `changed` (seconds since 1970), when the plan last changed.
    """
    if published and card.snapshot.has_digest(published.snapshot.digest):
        return replace(card, version=published.version, as_of=published.as_of)
    if built and card.snapshot.has_digest(built.digest):
        return replace(card, version=built.version, as_of=built.as_of)
    return replace(card, as_of=changed)


def built_card(card: Card) -> BuiltCard:
    """Return what is recorded of a card that was built."""
    return BuiltCard(card.snapshot.digest, card.version, card.as_of)


def read_built_cards(path: Path) -> dict[PersonId, BuiltCard]:
    """Read the recorded cards; none where the file is missing or not readable."""
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["form"] != FORM:
            return {}
        return {
            PersonId(person): BuiltCard(str(digest), str(version), int(as_of))
            for person, (digest, version, as_of) in content["cards"].items()
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def built_cards_text(edition: Edition) -> str:
    """Return the text of the file that records the cards that were built."""
    cards = {person: list(_fields(built_card(card))) for person, card in edition.items()}
    return json.dumps({"form": FORM, "cards": cards}, ensure_ascii=False, separators=(",", ":"))


def _fields(card: BuiltCard) -> Iterator[str | int]:
    yield card.digest
    yield card.version
    yield card.as_of
