"""What went out and when, kept beside visit.yml: against it a change is told."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.model.record import PersonId
from generator.publish.edition import CardState, Kept, edition_as_json, edition_from
from generator.publish.tree import write_file

FOLDER = "published"
FORM = 1


@dataclass(frozen=True)
class Publication:
    """What went out: of which visit, when (aware), where to, what each card told, and how often
    each person's card had been revoked by then (nobody's where it never was). `key` is the
    fingerprint of the visit's key, empty in records of before it was kept."""

    slug: str
    at: datetime
    target: str
    kept: Kept
    revisions: Mapping[PersonId, int] = field(default_factory=dict)
    key: str = ""

    @property
    def name(self) -> str:
        """What it is called: its time, as in the file's name."""
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"

    @property
    def place(self) -> str:
        """The target, however it was written."""
        if "://" in self.target:
            return self.target.rstrip("/")
        return os.path.normpath(Path(self.target).absolute())

    def tells_as(self, other: Publication) -> bool:
        """Whether a card opens, and tells, just what it does in the other."""
        return self.revisions == other.revisions and self._versions == other._versions

    def opens_what_was_revoked(self, revisions: Mapping[PersonId, int]) -> bool:
        """Whether a card opens where it went that is revoked by now, as `revisions` say."""
        return any(self.revisions.get(person, 0) < now for person, now in revisions.items())

    @property
    def _versions(self) -> dict[PersonId, str]:
        return {person: state.version for person, state in self.kept.edition.items()}


def publications(folder: Path) -> tuple[Publication, ...]:
    """Every publication of the visit in `folder`, oldest first; a file that cannot be read is left
    out, and one that came along with a copied folder: it is another visit's."""
    found = (_read(path) for path in sorted((folder / FOLDER).glob("*.json")))
    return tuple(each for each in found if each and each.slug == folder.name)


def copied_from(folder: Path) -> str | None:
    """The visit whose records came along with the folder; None where there are none, and once the
    visit has records of its own."""
    found = [each for each in map(_read, sorted((folder / FOLDER).glob("*.json"))) if each]
    return found[-1].slug if found and not publications(folder) else None


def last_at_each_place(every: Iterable[Publication]) -> tuple[Publication, ...]:
    """What went last to each place that ever got something."""
    return tuple({each.place: each for each in every}.values())


def called(every: Sequence[Publication], said: str, zone: tzinfo) -> Publication | None:
    """The newest publication of a time as somebody writes it, whole or its beginning, on the clock
    of `zone`: 20261128, 2026-11-28 05:07, 11-28; or of a record's name, 20261127T210700Z."""
    wanted = "".join(part.zfill(2) for part in re.findall(r"[0-9]+", said))
    if said.endswith("Z"):
        return next((each for each in reversed(every) if each.name == said), None)
    return next((each for each in reversed(every) if _begins(each.at, wanted, zone)), None)


def _begins(at: datetime, wanted: str, zone: tzinfo) -> bool:
    """Whether a time begins so, with its year or without. No month is called as a year begins."""
    stamp = f"{at.astimezone(zone):%Y%m%d%H%M%S}"
    return bool(wanted) and any(each.startswith(wanted) for each in (stamp, stamp[4:]))


def shown_time(publication: Publication, every: Iterable[Publication], zone: tzinfo) -> str:
    """When it went out, on the clock of `zone`: to the second where a minute had several."""
    minute = f"{publication.at.astimezone(zone):%Y-%m-%d %H:%M}"
    alike = [each for each in every if f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}" == minute]
    return minute if len(alike) < 2 else f"{publication.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def last_edition(folder: Path) -> Mapping[PersonId, CardState] | None:
    """What the cards of the visit in `folder` told when they last went out; None if never."""
    every = sorted((folder / FOLDER).glob("*.json"), reverse=True)
    found = next((each for each in map(_read, every) if each and each.slug == folder.name), None)
    return found.kept.edition if found else None


def keep_publication(folder: Path, publication: Publication) -> Path:
    """Write down what went out, beside visit.yml. Raises OSError."""
    path = folder / FOLDER / f"{publication.name}.json"
    kept = {
        "form": FORM,
        "slug": publication.slug,
        "at": publication.at.astimezone(UTC).isoformat(),
        "target": publication.target,
        "key": publication.key,
        "revisions": dict(publication.revisions),
        "names": dict(publication.kept.names),
        "contents": dict(publication.kept.contents),
        **edition_as_json(publication.kept.edition),
    }
    write_file(
        path,
        json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8"),
        synced=True,
    )
    return path


def _read(path: Path) -> Publication | None:
    try:
        said = path.stat()
    except OSError:
        return None
    return _as_written(path, said.st_ino, said.st_mtime_ns, said.st_size)


@lru_cache(maxsize=1024)
def _as_written(path: Path, *_: int) -> Publication | None:
    """A record as it stands in a file of that number, time and size: a command asks for all of them
    several times, and they hold all cards."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        if kept["form"] != FORM:
            return None
        told = Kept(edition_from(kept), kept["contents"], kept["names"])
        revisions = {PersonId(id): int(n) for id, n in kept.get("revisions", {}).items()}
        at = datetime.fromisoformat(kept["at"])
        key = str(kept.get("key", ""))
        return Publication(_slug(kept), at, kept["target"], told, revisions, key)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _slug(kept: Mapping[str, Any]) -> str:
    """Whose record it is. One of before this was written down says it where a card tells of its
    visit; of one without a card it is not known, and it is nobody's."""
    facts = (part for part in kept["contents"].values() if isinstance(part, dict))
    told = next((part["slug"] for part in facts if {"slug", "timezone"} <= part.keys()), "")
    return str(kept.get("slug", told))
