"""Publishes one built visit, and writes down what went out: first what would happen, and what has
to be asked of it, then the publication itself."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.publish.delivery import (
    Delivery,
    Stamp,
    There,
    Tree,
    Watch,
    deliver,
    look_at,
    publisher,
    read_tree,
)
from generator.publish.edition import FILE as EDITION_FILE
from generator.publish.edition import Kept, edition_now, read_edition
from generator.publish.links import fingerprint_of
from generator.publish.microsite import shell_of
from generator.publish.publications import (
    Publication,
    keep_publication,
    last_at_each_place,
    publications,
)
from generator.publish.secret import is_unproven
from generator.publish.tree import write_office_file
from generator.render.card.envelope import notice_page
from generator.settings import Settings

ONE_SECOND = timedelta(seconds=1)
CLOCK_TOLERANCE = timedelta(minutes=1)
"""A clock may be behind the last publication by so much: two within a second are told apart by a
second that is added."""
MANY = 10
"""More than one card in so many that becomes a notice is asked about."""
BEGUN = "begun.json"
"""In a visit's output: the names of the publications that were begun here, so that one that was
stopped before its record was written is known as ours."""
MOST_BEGUN = 50


class Doubt(StrEnum):
    """Why a publication may not be what is meant."""

    ENDED = "ended"
    CLOCK = "clock"
    OTHERS = "others"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Question:
    """A doubt, and what the words that ask about it are filled with."""

    doubt: Doubt
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedPublication:
    """What is about to go out: its record, the record before it, whether it has to be written, what
    is at the target now, and what has to be asked first."""

    loaded: LoadedVisit
    target: str
    folder: Path
    record: Publication
    is_new: bool
    before: Publication | None
    there: There
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Published:
    """What was brought to a target, what was written down of it (None where nothing was), and the
    publication before."""

    delivery: Delivery
    record: Publication | None
    before: Publication | None


def plan_publication(
    loaded: LoadedVisit, settings: Settings, secret: bytes, target: str, at: datetime
) -> PlannedPublication:
    """What publishing the tree that was just built of a visit would do. Raises PublishError."""
    assert loaded.visit is not None, "only a visit that was read can be published"
    every = publications(loaded.folder)
    before = every[-1] if every else None
    record, is_new = _to_be_kept(before, _publication(loaded, settings, secret, target, at))
    folder = settings.microsite_folder(loaded.slug)
    tree, there = read_tree(folder), look_at(loaded.slug, target)
    begun = _begun(settings, loaded.slug)
    questions = (
        *_of_the_clock(before, at),
        *_of_the_key(loaded, settings, secret, there),
        *_of_others(every, record, begun, there, tree),
        *_of_ended_cards(loaded.visit, tree, there),
    )
    return PlannedPublication(loaded, target, folder, record, is_new, before, there, questions)


def publish_visit(planned: PlannedPublication, settings: Settings, watch: Watch) -> Published:
    """Deliver what was planned, unless somebody published there since; a complete delivery is
    written down beside visit.yml. Raises PublishError, OSError."""
    loaded, record = planned.loaded, planned.record
    _keep_begun(settings, loaded.slug, record.name)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    stamp = Stamp(record.name, publisher(), at, secrets.token_hex(8))
    delivery = deliver(
        planned.folder, loaded.slug, planned.target, watch, stamp, expected=planned.there
    )
    if delivery.complete and planned.is_new:
        keep_publication(loaded.folder, record)
        return Published(delivery, record, planned.before)
    return Published(delivery, None, planned.before)


def last_target(loaded: LoadedVisit) -> str | None:
    """Where a visit went out last; None if it never did."""
    every = publications(loaded.folder)
    return every[-1].target if every else None


def places_behind(loaded: LoadedVisit) -> tuple[Publication, ...]:
    """What went last to each place that still has something else than went out last."""
    every = publications(loaded.folder)
    return tuple(each for each in last_at_each_place(every) if not each.tells_as(every[-1]))


def _of_the_clock(before: Publication | None, at: datetime) -> Iterator[Question]:
    """Whether the clock is before the last publication: one of the two times is wrong, and with it
    what is marked as changed, or whose cards have ended."""
    if before and at < before.at - CLOCK_TOLERANCE:
        yield Question(Doubt.CLOCK, {"now": at, "at": before.at})


def _of_the_key(
    loaded: LoadedVisit, settings: Settings, secret: bytes, there: There
) -> Iterator[Question]:
    if is_unproven(secret, loaded, settings, there.files):
        yield Question(Doubt.UNPROVEN)


def _of_others(
    every: Sequence[Publication],
    record: Publication,
    begun: Sequence[str],
    there: There,
    tree: Tree,
) -> Iterator[Question]:
    """Whether somebody published to the place of whom the records know nothing."""
    here = [each for each in every if each.place == record.place]
    if all(there.holds(path, tree[path].read_bytes()) for path in tree) or not there.files:
        return
    if there.stamp is None:
        # A release of November 2026 has no stamp, nor its record a fingerprint.
        if not here or here[-1].key:
            yield Question(Doubt.OTHERS, {"by": "?", "at": "?", "n": len(there.files)})
    elif there.stamp.publication not in {each.name for each in every} | {*begun}:
        stamp = there.stamp
        by, at = stamp.by or "?", stamp.at or "?"
        yield Question(Doubt.OTHERS, {"by": by, "at": at, "n": len(there.files)})


def _of_ended_cards(visit: Visit, tree: Tree, there: There) -> Iterator[Question]:
    """Whether more than a tenth of the cards that are there become notices that the visit is over.
    Revoked cards are not counted: `revoke` named each."""
    notice = notice_page(shell_of(visit), "ended").encode("utf-8")
    cards = [path for path in tree if path.startswith("g/")]
    ended = [
        path
        for path in cards
        if path in there.files
        and not there.holds(path, notice)
        and tree[path].read_bytes() == notice
    ]
    if len(ended) * MANY > len(cards):
        yield Question(Doubt.ENDED, {"n": len(ended), "of": len(cards)})


def _publication(
    loaded: LoadedVisit, settings: Settings, secret: bytes, target: str, at: datetime
) -> Publication:
    """What the built cards tell: their versions as built, and the contents."""
    assert loaded.visit is not None, "only a visit that was read can be published"
    now = edition_now(loaded.visit)
    built = read_edition(settings.output_folder / loaded.slug / EDITION_FILE)
    people = loaded.visit.people.values()
    revisions = {person.id: person.revision for person in people if person.revision}
    kept = Kept(built, now.contents, now.names)
    return Publication(loaded.slug, at, target, kept, revisions, fingerprint_of(secret))


def _to_be_kept(last: Publication | None, publication: Publication) -> tuple[Publication, bool]:
    """The record of a publication, and whether it is a new one: what tells what the last one told,
    at the same place and with the same key, is described by that."""
    same_place = last is not None and (last.place, last.key) == (publication.place, publication.key)
    if last and same_place and last.tells_as(publication):
        return last, False
    if last and publication.at <= last.at:  # a clock set back, or two within a second
        publication = replace(publication, at=last.at + ONE_SECOND)
    return publication, True


def _begun(settings: Settings, slug: str) -> list[str]:
    try:
        found = json.loads((settings.output_folder / slug / BEGUN).read_text("utf-8"))
        return [str(name) for name in found] if isinstance(found, list) else []
    except (OSError, ValueError, RecursionError):
        return []


def _keep_begun(settings: Settings, slug: str, name: str) -> None:
    names = [each for each in _begun(settings, slug) if each != name]
    kept = json.dumps([*names, name][-MOST_BEGUN:])
    path = settings.output_folder / slug / BEGUN
    write_office_file(path, kept.encode("ascii"), synced=True)
