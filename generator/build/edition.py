"""Since when each card has been as it is, kept in the visit's output from one build to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.changes.cards import Card, Edition
from generator.model.record import PersonId

FILE = "edition.json"
FORM = 2
"""The form of the file; another is not read, and what was published alone is known."""


@dataclass(frozen=True, slots=True)
class BuiltCard:
    """A card as it was last built: the digest of its content, its version, and since when it has
    been so (seconds since 1970).
    """

    digest: str
    version: str
    as_of: int


def dated(card: Card, built: BuiltCard | None, published: Card | None, changed: int) -> Card:
    """A card with its version and time: those of the last publication or build of the same content,
    else `changed` (seconds since 1970), when the plan last changed.
    """
    if published and published.snapshot.digest == card.snapshot.digest:
        return replace(card, version=published.version, as_of=published.as_of)
    if built and built.digest == card.snapshot.digest:
        return replace(card, version=built.version, as_of=built.as_of)
    return replace(card, as_of=changed)


def built_card(card: Card) -> BuiltCard:
    """What is remembered of a card that was built."""
    return BuiltCard(card.snapshot.digest, card.version, card.as_of)


def read_built(path: Path) -> dict[PersonId, BuiltCard]:
    """The cards kept in a file; none where there is no file that this program reads."""
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


def built_text(edition: Edition) -> str:
    """The text of the file that keeps the cards that were built."""
    cards = {person: list(_fields(built_card(card))) for person, card in edition.items()}
    return json.dumps({"form": FORM, "cards": cards}, ensure_ascii=False, separators=(",", ":"))


def _fields(card: BuiltCard) -> Iterator[str | int]:
    yield card.digest
    yield card.version
    yield card.as_of
