"""What went out and when, kept beside visit.yml: against it a change is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.model.record import PersonId
from generator.publish.edition import CardState, Kept, edition_as_json, edition_from
from generator.publish.tree import write_file

FOLDER = "published"
FORM = 1


@dataclass(frozen=True)
class Publication:
    """What went out: when (aware), where to, and what each card told."""

    at: datetime
    target: str
    kept: Kept

    @property
    def name(self) -> str:
        """What it is called: its time, as in the file's name."""
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def publications(folder: Path) -> tuple[Publication, ...]:
    """Every publication of the visit in `folder`, oldest first; a file that cannot be read is left
    out."""
    found = (_read(path) for path in sorted((folder / FOLDER).glob("*.json")))
    return tuple(each for each in found if each)


def last_edition(folder: Path) -> Mapping[PersonId, CardState] | None:
    """What the cards of the visit in `folder` told when they last went out; None if never."""
    every = sorted((folder / FOLDER).glob("*.json"), reverse=True)
    found = next((each for each in map(_read, every) if each), None)
    return found.kept.edition if found else None


def keep_publication(folder: Path, publication: Publication) -> Path:
    """Write down what went out, beside visit.yml. Raises OSError."""
    path = folder / FOLDER / f"{publication.name}.json"
    kept = {
        "form": FORM,
        "at": publication.at.astimezone(UTC).isoformat(),
        "target": publication.target,
        "names": dict(publication.kept.names),
        "contents": dict(publication.kept.contents),
        **edition_as_json(publication.kept.edition),
    }
    write_file(path, json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
    return path


def _read(path: Path) -> Publication | None:
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["form"] != FORM:
            return None
        told = Kept(edition_from(kept), kept["contents"], kept["names"])
        return Publication(datetime.fromisoformat(kept["at"]), kept["target"], told)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
