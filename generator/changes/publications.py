"""The publications of a visit, recorded beside visit.yml: changes are computed against them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from generator.changes.cards import Edition
from generator.changes.record import (
    FORM,
    Seal,
    StoredCards,
    edition_from,
    masked,
    record_of,
    stored_cards,
    visit_dates,
)
from generator.files import write_file
from generator.load.issued_cards import (
    PUBLISHED_FOLDER,
    RecordFile,
    known_people,
    phone_digest,
    record_content,
    record_files,
    record_slug,
)
from generator.model.record import PersonId


class RecordSeal(Seal, Protocol):
    """A Seal that knows which key it seals with."""

    key: str


@dataclass(frozen=True)
class Publication:
    """What went out: of which visit, when (aware), where to, the cards, and how often each person's
    card had been revoked by then (nobody's where it never was). `key` is the fingerprint of the
    visit's key, empty in records of before it was kept.
    """

    slug: str
    at: datetime
    target: str
    stored: StoredCards = field(repr=False)
    revisions: Mapping[PersonId, int] = field(default_factory=dict)
    key: str = ""
    _opened: dict[str, Edition] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Its time, as in the file's name."""
        return _name(self.at)

    @property
    def normal_target(self) -> str:
        """The target, however it was written."""
        return normal_target(self.target)

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last day of the visit, as its cards say; None where it had no card."""
        return visit_dates(self.stored)

    def same_cards(self, other: Publication) -> bool:
        """Whether each card opens, and has the content, as in the other."""
        return self.revisions == other.revisions and self._versions == other._versions

    def edition(self, seal: RecordSeal | None) -> Edition:
        """The cards that went out; with a mask for what `seal` does not open."""
        opening = seal if seal is not None and self._opens(seal) else None
        key = opening.key if opening else ""
        if key not in self._opened:
            self._opened[key] = edition_from(self.stored, opening)
        return self._opened[key]

    def is_masked(self, seal: RecordSeal | None) -> bool:
        """Whether something in it is sealed and `seal` does not open it."""
        return self.stored.sealed and not self._opens(seal)

    def _opens(self, seal: RecordSeal | None) -> bool:
        return seal is not None and self.key in ("", seal.key)

    def opens_revoked_cards(self, revisions: Mapping[PersonId, int]) -> bool:
        """Whether a card opens where it went that is revoked by now, as `revisions` say."""
        return any(self.revisions.get(person, 0) < now for person, now in revisions.items())

    @property
    def _versions(self) -> dict[PersonId, str]:
        return {person: card.version for person, card in self.stored.cards.items()}


@dataclass(frozen=True)
class UnreadableRecord:
    """A record of a publication that this program cannot read; `newer` where a later version of the
    program wrote it.
    """

    path: Path
    newer: bool


def normal_target(target: str) -> str:
    """A target in one form, however it was written."""
    if "://" in target:
        return target.rstrip("/")
    return os.path.normpath(Path(target).absolute())


def comparable_editions(
    before: Publication, after: Publication | Edition, seal: RecordSeal | None
) -> tuple[Edition, Edition]:
    """The cards of a publication and those after it, of another or as they are now. Where one of
    them cannot be opened, what is sealed in it is masked in both.
    """
    later = after.edition(seal) if isinstance(after, Publication) else after
    former = before.edition(seal)
    masks = (before.is_masked(seal), isinstance(after, Publication) and after.is_masked(seal))
    if any(masks):
        return masked(former), masked(later)
    return former, later


def publications(folder: Path) -> tuple[Publication, ...]:
    """List the publications of the visit in `folder`, oldest first.

    Records that cannot be read are left out (see `unreadable_records`), and so are those of another
    visit, which are there when its folder was copied.
    """
    return tuple(
        record
        for record in _records(folder).values()
        if isinstance(record, Publication) and record.slug == folder.name
    )


def unreadable_records(folder: Path) -> tuple[UnreadableRecord, ...]:
    """The records in `folder` that cannot be read."""
    records = _records(folder).values()
    return tuple(record for record in records if isinstance(record, UnreadableRecord))


def source_of_copy(folder: Path) -> str | None:
    """The visit whose records came along with the folder; None where there are none, and once the
    visit has records of its own.
    """
    records = [record for record in _records(folder).values() if isinstance(record, Publication)]
    return records[-1].slug if records and not publications(folder) else None


def latest_by_target(every: Iterable[Publication]) -> tuple[Publication, ...]:
    """What went last to each place that ever got something."""
    return tuple({each.normal_target: each for each in every}.values())


def find_publication(every: Sequence[Publication], said: str, zone: tzinfo) -> Publication | None:
    """The newest publication of a time as somebody writes it, whole or its beginning, on the clock
    of `zone`: 20261128, 2026-11-28 05:07, 11-28; or of a record's name, 20261127T210700Z.
    """
    wanted = "".join(part.zfill(2) for part in re.findall(r"[0-9]+", said))
    if said.endswith("Z"):
        return next((each for each in reversed(every) if each.name == said), None)
    return next((each for each in reversed(every) if _begins(each.at, wanted, zone)), None)


def _begins(at: datetime, wanted: str, zone: tzinfo) -> bool:
    """Whether a time begins so, with its year or without. No month is called as a year begins."""
    stamp = f"{at.astimezone(zone):%Y%m%d%H%M%S}"
    return bool(wanted) and any(each.startswith(wanted) for each in (stamp, stamp[4:]))


def time_shown(publication: Publication, every: Iterable[Publication], zone: tzinfo) -> str:
    """When it went out, on the clock of `zone`: to the second where a minute had several."""
    minute = f"{publication.at.astimezone(zone):%Y-%m-%d %H:%M}"
    alike = [each for each in every if f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}" == minute]
    return minute if len(alike) < 2 else f"{publication.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


@dataclass(frozen=True)
class NewRecord:
    """The record of a publication that is under way: its name, and the text of its file."""

    name: str
    text: str = field(repr=False)


def new_record(
    folder: Path,
    at: datetime,
    target: str,
    edition: Edition,
    revisions: Mapping[PersonId, int],
    seal: RecordSeal,
) -> NewRecord:
    """The record of a publication of the visit in `folder`: what differs from the record before."""
    every = publications(folder)
    former = every[-1] if every else None
    cards = record_of(
        edition, former.stored if former else None, former.name if former else "", seal
    )
    content = {
        "slug": folder.name,
        "at": at.astimezone(UTC).isoformat(),
        "target": target,
        "key": seal.key,
        "revisions": dict(revisions),
        "people": dict(_people(folder, edition)),
        **cards,
    }
    return NewRecord(_name(at), _text(content))


def _people(
    folder: Path, edition: Edition
) -> Iterator[tuple[PersonId, tuple[str, str | None, str | None, bool]]]:
    """What a record keeps of who somebody is, of everybody of whom the records before it do not."""
    known = {person.id: person for person in known_people(folder)}
    for person, card in edition.items():
        own = card.snapshot.person
        if own is None:
            continue
        mark = phone_digest(folder.name, card.phone)
        facts = (own.name, own.unit, mark, card.staff)
        former = known.get(person)
        if former is None or facts != (former.name, former.unit, former.phone, former.staff):
            yield person, facts


def save_publication(folder: Path, record: NewRecord) -> Publication:
    """Write the record of a publication beside visit.yml. Raises OSError."""
    path = folder / PUBLISHED_FOLDER / f"{record.name}.json"
    write_file(path, record.text.encode("utf-8"), synced=True)
    publication = _records(folder)[record.name]
    assert isinstance(publication, Publication), "what was just written can be read"
    return publication


def _text(content: Mapping[str, Any]) -> str:
    """A record as JSON, with a line for each part and each card, so that people can compare two."""

    def dumped(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def lines(values: Iterable[str]) -> str:
        return ",\n".join(values)

    cards = (f"{dumped(person)}:{dumped(card)}" for person, card in content["cards"].items())
    fields = {name: dumped(value) for name, value in content.items()}
    fields["parts"] = f"[\n{lines(map(dumped, content['parts']))}\n]"
    fields["cards"] = f"{{\n{lines(cards)}\n}}"
    return "{" + lines(f"{dumped(name)}:{value}" for name, value in fields.items()) + "}\n"


def _name(at: datetime) -> str:
    """The name of a record: its time."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _records(folder: Path) -> Mapping[str, Publication | UnreadableRecord]:
    """Every record in a folder by name, oldest first."""
    return _as_written(record_files(folder))


@lru_cache(maxsize=64)
def _as_written(files: tuple[RecordFile, ...]) -> Mapping[str, Publication | UnreadableRecord]:
    """The records in these files by name, put together once a command."""
    records: dict[str, Publication | UnreadableRecord] = {}
    for file in files:
        records[file.path.stem] = _read(file, records)
    return records


def _read(
    file: RecordFile, earlier: Mapping[str, Publication | UnreadableRecord]
) -> Publication | UnreadableRecord:
    try:
        content = record_content(file)
        if content["form"] > FORM:
            return UnreadableRecord(file.path, newer=True)
        former = earlier[content["after"]] if content.get("after") else None
        if isinstance(former, UnreadableRecord):
            return UnreadableRecord(file.path, newer=False)
        return Publication(
            record_slug(content),
            datetime.fromisoformat(content["at"]),
            content["target"],
            stored_cards(content, former.stored if former else None),
            {PersonId(person): int(n) for person, n in content.get("revisions", {}).items()},
            str(content.get("key", "")),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return UnreadableRecord(file.path, newer=False)
