"""What each card told when it was made last, so that only what changed is made again, and is marked
on the card for a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from generator.agenda.parts import digest_of, parts_of
from generator.agenda.views import Agenda
from generator.model.record import PersonId

FILE = "edition.json"
FORM = 1
"""The form of the file; one of a newer program is not read, and every card is made anew."""
MARKED_FOR = int(timedelta(days=1).total_seconds())


@dataclass(frozen=True, slots=True)
class CardState:
    """What a card tells: a version that changes whenever anything on it does; `as_of`, when it last
    did (seconds since 1970); and each part's digest, and since when it has been so (0 for what the
    first edition said)."""

    version: str
    as_of: int
    parts: Mapping[str, tuple[str, int]]

    @property
    def marks(self) -> dict[str, int]:
        """Until when (seconds since 1970) each part that changed is marked."""
        return {key: since + MARKED_FOR for key, (_, since) in self.parts.items() if since}


Edition = Mapping[PersonId, CardState]


def card_state(agenda: Agenda, made: Edition, published: Edition | None, changed: int) -> CardState:
    """What a card tells now. `made` is the edition before, `published` the one that went out last,
    None where none did: then what was made counts as told. `changed` is when the plan last changed
    (seconds since 1970)."""
    former = made.get(agenda.person)
    public = made if published is None else published
    told = public.get(agenda.person)
    parts = {}
    for key, part in parts_of(agenda):
        digest = digest_of(part)
        parts[key] = (digest, _since(key, digest, former, told, changed) if told else 0)
    version = _version(parts)
    same = next((s for s in (former, told) if s is not None and s.version == version), None)
    return CardState(version, same.as_of if same else changed, parts)


def _since(key: str, digest: str, former: CardState | None, told: CardState, changed: int) -> int:
    """Since when a part has been as it is: as it went out, as it was made before, or only now."""
    for state in (told, former):
        kept = state.parts.get(key) if state else None
        if kept and kept[0] == digest and (kept[1] or state is told):
            return kept[1]
    return changed


def _version(parts: Mapping[str, tuple[str, int]]) -> str:
    said = "|".join(f"{key}={digest}" for key, (digest, _) in parts.items())
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:6]


def read_edition(path: Path) -> dict[PersonId, CardState]:
    """The edition kept in a file; empty where there is none, or none that this program reads."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return edition_from(found["people"]) if found["form"] == FORM else {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def edition_from(people: Mapping[str, Any]) -> dict[PersonId, CardState]:
    """An edition from what `edition_as_json` gave. Raises ValueError, LookupError or TypeError."""
    return {
        PersonId(person): CardState(
            str(kept["version"]),
            int(kept["as_of"]),
            {key: (str(digest), int(since)) for key, (digest, since) in kept["parts"].items()},
        )
        for person, kept in people.items()
    }


def edition_as_json(edition: Edition) -> dict[str, Any]:
    """An edition as JSON keeps it, for the office only."""
    return {
        person: {"version": state.version, "as_of": state.as_of, "parts": dict(state.parts)}
        for person, state in edition.items()
    }


def edition_text(edition: Edition) -> str:
    """The text of the file that keeps an edition."""
    kept = {"form": FORM, "people": edition_as_json(edition)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
