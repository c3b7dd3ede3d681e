"""What each card told when it was made last, so that only what changed is made again, and is marked
on the card for a day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from generator.agenda import agendas_of
from generator.agenda.parts import digest_of, parts_of, plain, version_of
from generator.agenda.views import Agenda
from generator.model.record import PersonId
from generator.model.visit import Visit

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
    version = version_of((key, digest) for key, (digest, _) in parts.items())
    same = next((s for s in (former, told) if s is not None and s.version == version), None)
    return CardState(version, same.as_of if same else changed, parts)


def _since(key: str, digest: str, former: CardState | None, told: CardState, changed: int) -> int:
    """Since when a part has been as it is: as it went out, as it was made before, or only now."""
    for state in (told, former):
        kept = state.parts.get(key) if state else None
        if kept and kept[0] == digest and (kept[1] or state is told):
            return kept[1]
    return changed


@dataclass(frozen=True)
class Kept:
    """An edition with what its digests stand for, and everybody's name: enough to say later what
    was, when something else is."""

    edition: Edition = field(default_factory=dict)
    contents: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[PersonId, str] = field(default_factory=dict)

    def told(self, person: PersonId) -> dict[str, str]:
        """The digest of each part that a person's card told; empty where there was no card."""
        state = self.edition.get(person)
        return {key: digest for key, (digest, _) in state.parts.items()} if state else {}


def edition_now(visit: Visit) -> Kept:
    """What the cards of a visit would tell if they were made now."""
    states: dict[PersonId, CardState] = {}
    contents: dict[str, Any] = {}
    names: dict[PersonId, str] = {}
    for agenda in agendas_of(visit):
        states[agenda.person] = card_state(agenda, {}, None, 0)
        names[agenda.person] = agenda.name
        for _, part in parts_of(agenda):
            if (digest := digest_of(part)) not in contents:
                contents[digest] = plain(part)
    return Kept(states, contents, names)


def read_edition(path: Path) -> Edition:
    """The edition kept in a file; an empty one where there is none that this program reads."""
    try:
        found = json.loads(path.read_text("utf-8"))
        return edition_from(found) if found["form"] == FORM else {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def edition_from(said: Mapping[str, Any]) -> dict[PersonId, CardState]:
    """An edition from what `edition_as_json` gave. Raises ValueError, LookupError or TypeError."""
    parts = [(str(key), str(digest)) for key, digest in said["parts"]]
    return {
        PersonId(person): CardState(
            str(kept["version"]),
            int(kept["as_of"]),
            {
                parts[number][0]: (parts[number][1], int(kept["since"].get(str(number), 0)))
                for number in kept["parts"]
            },
        )
        for person, kept in said["people"].items()
    }


def edition_as_json(edition: Edition) -> dict[str, Any]:
    """An edition as JSON keeps it, for the office only. Most people are told the same of most
    things, so each part stands once, and people by its number."""
    numbers: dict[tuple[str, str], int] = {}
    people = {}
    for person, state in edition.items():
        own = [
            (numbers.setdefault((key, digest), len(numbers)), since)
            for key, (digest, since) in state.parts.items()
        ]
        people[person] = {
            "version": state.version,
            "as_of": state.as_of,
            "parts": [number for number, _ in own],
            "since": {str(number): since for number, since in own if since},
        }
    return {"parts": list(numbers), "people": people}


def edition_text(edition: Edition) -> str:
    """The text of the file that keeps an edition."""
    said = {"form": FORM, **edition_as_json(edition)}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
