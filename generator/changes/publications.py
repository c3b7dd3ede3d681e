"""The publications of a visit, by their records beside visit.yml."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path

from generator.changes.cards import Card, Edition
from generator.changes.record import (
    FORMAT,
    RecordSeal,
    StoredCards,
    card_from,
    edition_from,
    masked,
    record_of,
    record_text,
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


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication of a visit: its time (aware), its target and its cards.

    `revisions` are those of the cards that were ever revoked. `key` is the fingerprint of the
    visit's key, empty in records of version 0.1.0.
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
        """The name of its record: its time."""
        return _name(self.at)

    @property
    def normal_target(self) -> str:
        """The target in its normal form."""
        return normal_target(self.target)

    @property
    def dates(self) -> tuple[date, date] | None:
        """The first and the last day of the visit by its cards; None where it had no card."""
        return visit_dates(self.stored)

    def same_cards(self, other: Publication) -> bool:
        """Whether both have the same cards, with the same revisions."""
        return self.revisions == other.revisions and self._versions == other._versions

    def edition(self, seal: RecordSeal | None) -> Edition:
        """Return the published cards; texts that `seal` cannot decrypt are masked."""
        opening = self._usable(seal)
        key = opening.key if opening else ""
        if key not in self._opened:
            self._opened[key] = edition_from(self.stored, opening)
        return self._opened[key]

    def card(self, person: PersonId, seal: RecordSeal | None) -> Card:
        """Return one published card, without reading those of others; see `edition`."""
        return card_from(self.stored, person, self._usable(seal))

    def is_masked(self, seal: RecordSeal | None) -> bool:
        """Whether it has encrypted texts that `seal` cannot decrypt."""
        return self.stored.sealed and not self._opens(seal)

    def _opens(self, seal: RecordSeal | None) -> bool:
        return self._usable(seal) is not None

    def _usable(self, seal: RecordSeal | None) -> RecordSeal | None:
        """The seal, where it is that of this record."""
        return seal if seal is not None and self.key in ("", seal.key) else None

    def opens_revoked_cards(self, revisions: Mapping[PersonId, int]) -> bool:
        """Whether cards can be read at its target that were revoked since, by their `revisions`."""
        return any(self.revisions.get(person, 0) < last for person, last in revisions.items())

    @property
    def _versions(self) -> dict[PersonId, str]:
        return {person: card.version for person, card in self.stored.cards.items()}


@dataclass(frozen=True, slots=True)
class UnreadableRecord:
    """A record that cannot be read; `newer` where a later version of the program wrote it."""

    path: Path
    newer: bool


def normal_target(target: str) -> str:
    """Return the normal form of a target: the same for each spelling."""
    if "://" in target:
        return target.rstrip("/")
    return os.path.normpath(Path(target).absolute())


def comparable_editions(
    before: Publication, after: Publication | Edition, seal: RecordSeal | None
) -> tuple[Edition, Edition]:
    """Return the cards of a publication and later ones, masked alike.

    `after` is another publication, or the present cards. Where `seal` cannot decrypt one of them,
    sensitive texts are masked in both.
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
    """Return the records in `folder` that cannot be read."""
    records = _records(folder).values()
    return tuple(record for record in records if isinstance(record, UnreadableRecord))


def source_of_copy(folder: Path) -> str | None:
    """Return the visit from which a folder was copied, by the records in it.

    None where there are no records, or once the visit has records of its own.
    """
    records = [record for record in _records(folder).values() if isinstance(record, Publication)]
    return records[-1].slug if records and not publications(folder) else None


def latest_by_target(published: Iterable[Publication]) -> tuple[Publication, ...]:
    """Return the last publication to each target."""
    return tuple({publication.normal_target: publication for publication in published}.values())


def find_publication(
    published: Sequence[Publication], text: str, zone: tzinfo
) -> Publication | None:
    """Return the newest publication of a time, or of a record's name (20261127T210700Z).

    The time may be written in several ways, and without its end or its year: 20261128,
    2026-11-28 05:07, 11-28. It is in the time zone `zone`.
    """
    newest_first = reversed(published)
    if text.endswith("Z"):
        return next((item for item in newest_first if item.name == text), None)
    digits = "".join(part.zfill(2) for part in re.findall(r"[0-9]+", text))
    return next((item for item in newest_first if _begins(item.at, digits, zone)), None)


def _begins(at: datetime, digits: str, zone: tzinfo) -> bool:
    """Whether a time begins with these digits, with its year or without it.

    The two cannot be confused: no month begins as the years do.
    """
    stamp = f"{at.astimezone(zone):%Y%m%d%H%M%S}"
    return bool(digits) and any(text.startswith(digits) for text in (stamp, stamp[4:]))


def time_shown(publication: Publication, published: Iterable[Publication], zone: tzinfo) -> str:
    """Return the time of a publication in `zone`: to the second where a minute has several."""
    minutes = Counter(f"{item.at.astimezone(zone):%Y-%m-%d %H:%M}" for item in published)
    at = publication.at.astimezone(zone)
    minute = f"{at:%Y-%m-%d %H:%M}"
    return minute if minutes[minute] < 2 else f"{at:%Y-%m-%d %H:%M:%S}"


@dataclass(frozen=True, slots=True)
class NewRecord:
    """The record of a publication that is in progress: its name, and the text of its file."""

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
    """Return the record of a publication of the visit in `folder`."""
    published = publications(folder)
    former = published[-1] if published else None
    cards = record_of(
        edition,
        former.stored if former else None,
        former.name if former else "",
        seal,
        former.edition(seal) if former else {},
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
    return NewRecord(_name(at), record_text(content))


def _people(
    folder: Path, edition: Edition
) -> Iterator[tuple[PersonId, tuple[str, str | None, str | None, bool]]]:
    """The identifying facts of each person, where the records before do not have them."""
    known = {person.id: person for person in known_people(folder)}
    for person, card in edition.items():
        reader = card.snapshot.person
        if reader is None:
            continue
        mark = phone_digest(folder.name, card.phone)
        facts = (reader.name, reader.unit, mark, card.staff)
        former = known.get(person)
        if former is None or facts != (former.name, former.unit, former.phone, former.staff):
            yield person, facts


def save_publication(folder: Path, record: NewRecord) -> Publication:
    """Write the record of a publication beside visit.yml, and return it. Raises OSError."""
    path = folder / PUBLISHED_FOLDER / f"{record.name}.json"
    write_file(path, record.text.encode("utf-8"), synced=True)
    publication = _records(folder)[record.name]
    assert isinstance(publication, Publication), "a record that was just written can be read"
    return publication


def _name(at: datetime) -> str:
    """The name of the record of a time."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _records(folder: Path) -> Mapping[str, Publication | UnreadableRecord]:
    """All records in a folder by name, oldest first."""
    return _records_in(record_files(folder))


@lru_cache(maxsize=64)
def _records_in(files: tuple[RecordFile, ...]) -> Mapping[str, Publication | UnreadableRecord]:
    """The records in these files by name, composed once a command."""
    records: dict[str, Publication | UnreadableRecord] = {}
    for file in files:
        records[file.path.stem] = _read(file, records)
    return records


def _read(
    file: RecordFile, earlier: Mapping[str, Publication | UnreadableRecord]
) -> Publication | UnreadableRecord:
    try:
        content = record_content(file)
        if content["form"] > FORMAT:
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
