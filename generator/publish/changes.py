"""What changed on each card since the edition before: marked on the card for a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from generator.agenda.views import Agenda
from generator.model.record import PersonId

FILE = "editions.json"
MARKED_FOR = timedelta(days=1)

Edition = dict[str, dict[str, tuple[str, int]]]
"""By person, then by what is told on the card: its digest, and since when it has been so (seconds
since 1970; 0 for what the first edition said)."""


def read_edition(folder: Path) -> Edition:
    """The edition that was written to `folder` last; empty where there is none to be read."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {
        person: {key: (str(digest), int(since)) for key, (digest, since) in told.items()}
        for person, told in found.items()
    }


def edition_text(edition: Mapping[PersonId, Mapping[str, tuple[str, int]]]) -> str:
    """An edition as it is kept, for the office only."""
    return json.dumps(edition, ensure_ascii=False, sort_keys=True, indent=0)


def told_now(
    agenda: Agenda, former: Mapping[str, tuple[str, int]] | None, as_of: datetime
) -> dict[str, tuple[str, int]]:
    """What a card tells, each with its digest and since when. `former` is what it told before,
    None for a card that there was not."""
    now = int(as_of.timestamp())
    told = {}
    for key, what in _told(agenda):
        digest = hashlib.sha256(repr(what).encode("utf-8")).hexdigest()[:12]
        before = former.get(key) if former is not None else (digest, 0)
        told[key] = before if before and before[0] == digest else (digest, now)
    return told


def marks(told: Mapping[str, tuple[str, int]]) -> dict[str, int]:
    """Until when (seconds since 1970) each thing that changed is marked."""
    length = int(MARKED_FOR.total_seconds())
    return {key: since + length for key, (_, since) in told.items() if since}


def _told(agenda: Agenda) -> Iterator[tuple[str, object]]:
    for entry in agenda.entries:
        yield entry.key, entry
    for stay in agenda.stays:
        yield f"stay:{stay.check_in}", stay
