"""Publishes one built visit, and writes down what went out: first what would happen, and what has
to be asked of it, then the publication itself.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from generator.build.edition import FILE as EDITION_FILE
from generator.build.edition import read_built_cards, with_version
from generator.build.microsite import shell_of
from generator.changes.cards import Card, Edition, edition_now
from generator.changes.publications import (
    NewRecord,
    Publication,
    latest_by_target,
    new_record,
    normal_target,
    publications,
    save_publication,
)
from generator.check.visit.ended import has_ended
from generator.files import write_office_file
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.publish.delivery import (
    Delivery,
    OnProgress,
    ReleaseInfo,
    TargetState,
    Tree,
    deliver,
    publisher_name,
    read_target,
    read_tree,
)
from generator.publish.retirement import reopen
from generator.render.card.envelope import notice_page
from generator.sealing.seal import FieldSeal
from generator.sealing.secret import is_unverified
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


class Risk(StrEnum):
    """Why a publication may not be what is meant."""

    ENDED = "ended"
    DATES_OVER = "dates_over"
    CLOCK = "clock"
    OTHERS = "others"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Confirmation:
    """A doubt, and what the words that ask about it are filled with."""

    risk: Risk
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedPublication:
    """What is about to go out: its record (None where the last one describes it), the publication
    before, what is at the target now, and what has to be asked first.
    """

    loaded: LoadedVisit
    target: str
    folder: Path
    record: NewRecord | None
    before: Publication | None
    there: TargetState
    confirmations: tuple[Confirmation, ...]

    @property
    def name(self) -> str:
        """The name of the record that describes it."""
        if self.record:
            return self.record.name
        assert self.before is not None, "only what went out before is described already"
        return self.before.name


@dataclass(frozen=True)
class Published:
    """What was brought to a target, what was written down of it (None where nothing was), and the
    publication before.
    """

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
    record = _record(loaded, settings, FieldSeal(secret), before, target, at)
    folder = settings.microsite_folder(loaded.slug)
    tree, there = read_tree(folder), read_target(loaded.slug, target)
    begun = _begun(settings, loaded.slug)
    confirmations = (
        *_of_the_clock(before, at),
        *_of_the_dates(loaded.visit, before, at),
        *_of_the_key(loaded, settings, secret, there),
        *_of_others(every, target, begun, there, tree),
        *_of_ended_cards(loaded.visit, tree, there),
    )
    return PlannedPublication(loaded, target, folder, record, before, there, confirmations)


def publish_visit(planned: PlannedPublication, settings: Settings, watch: OnProgress) -> Published:
    """Deliver what was planned, unless somebody published there since; a complete delivery is
    written down beside visit.yml. Raises PublishError, OSError.
    """
    loaded, name = planned.loaded, planned.name
    _keep_begun(settings, loaded.slug, name)
    reopen(loaded, planned.target)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    stamp = ReleaseInfo(name, publisher_name(), at, secrets.token_hex(8))
    delivery = deliver(
        planned.folder, loaded.slug, planned.target, watch, stamp, expected=planned.there
    )
    record = None
    if delivery.complete and planned.record:
        record = save_publication(loaded.folder, planned.record)
    return Published(delivery, record, planned.before)


def last_target(loaded: LoadedVisit) -> str | None:
    """Where a visit went out last; None if it never did."""
    every = publications(loaded.folder)
    return every[-1].target if every else None


def outdated_targets(loaded: LoadedVisit) -> tuple[Publication, ...]:
    """What went last to each place that still has something else than went out last."""
    every = publications(loaded.folder)
    return tuple(each for each in latest_by_target(every) if not each.same_cards(every[-1]))


def _of_the_clock(before: Publication | None, at: datetime) -> Iterator[Confirmation]:
    """Whether the clock is before the last publication: one of the two times is wrong, and with it
    what is marked as changed, or whose cards have ended.
    """
    if before and at < before.at - CLOCK_TOLERANCE:
        yield Confirmation(Risk.CLOCK, {"now": at, "at": before.at})


def _of_the_dates(visit: Visit, before: Publication | None, at: datetime) -> Iterator[Confirmation]:
    """Whether the visit is over by dates that never went out: a year may be mistyped, and each card
    says that the visit has ended.
    """
    today = at.astimezone(visit.zone).date()
    dates = visit.start, visit.end
    if has_ended(visit, today) and (before is None or before.dates not in (None, dates)):
        yield Confirmation(Risk.DATES_OVER, {"start": dates[0], "end": dates[1], "today": today})


def _of_the_key(
    loaded: LoadedVisit, settings: Settings, secret: bytes, there: TargetState
) -> Iterator[Confirmation]:
    if is_unverified(secret, loaded, settings, there.files):
        yield Confirmation(Risk.UNPROVEN)


def _of_others(
    every: Sequence[Publication],
    target: str,
    begun: Sequence[str],
    there: TargetState,
    tree: Tree,
) -> Iterator[Confirmation]:
    """Whether somebody published to the place of whom the records know nothing."""
    here = [each for each in every if each.place == normal_target(target)]
    if all(there.holds(path, tree[path].read_bytes()) for path in tree) or not there.files:
        return
    if there.stamp is None:
        # A release of November 2026 has no stamp, nor its record a fingerprint.
        if not here or here[-1].key:
            yield Confirmation(Risk.OTHERS, {"by": "?", "at": "?", "n": len(there.files)})
    elif there.stamp.publication not in {each.name for each in every} | {*begun}:
        stamp = there.stamp
        by, at = stamp.by or "?", stamp.at or "?"
        yield Confirmation(Risk.OTHERS, {"by": by, "at": at, "n": len(there.files)})


def _of_ended_cards(visit: Visit, tree: Tree, there: TargetState) -> Iterator[Confirmation]:
    """Whether more than a tenth of the cards that are there become notices that the visit is over.
    Revoked cards are not counted: `revoke` named each.
    """
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
        yield Confirmation(Risk.ENDED, {"n": len(ended), "of": len(cards)})


def _record(
    loaded: LoadedVisit,
    settings: Settings,
    seal: FieldSeal,
    last: Publication | None,
    target: str,
    at: datetime,
) -> NewRecord | None:
    """The record of a publication; None where the same cards went to the same place last."""
    edition = _built_edition(loaded, settings, last.edition(seal) if last else {})
    revisions = _revisions(loaded)
    if last and _is_repeated(last, target, seal, edition, revisions):
        return None
    if last and at <= last.at:  # a clock set back, or two within a second
        at = last.at + ONE_SECOND
    return new_record(loaded.folder, at, target, edition, revisions, seal)


def _built_edition(
    loaded: LoadedVisit, settings: Settings, published: Edition
) -> dict[PersonId, Card]:
    """The cards as they were built: their content, and version and time as on the page."""
    assert loaded.visit is not None, "only a visit that was read can be published"
    built = read_built_cards(settings.output_folder / loaded.slug / EDITION_FILE)
    changed = int(loaded.last_changed.timestamp())
    return {
        person: with_version(card, built.get(person), published.get(person), changed)
        for person, card in edition_now(loaded.visit).items()
    }


def _revisions(loaded: LoadedVisit) -> dict[PersonId, int]:
    assert loaded.visit is not None, "only a visit that was read can be published"
    return {
        person.id: person.revision for person in loaded.visit.people.values() if person.revision
    }


def _is_repeated(
    last: Publication,
    target: str,
    seal: FieldSeal,
    edition: Edition,
    revisions: Mapping[PersonId, int],
) -> bool:
    """Whether the same cards went to the same place last, with the same key."""
    former = {person: card.version for person, card in last.stored.cards.items()}
    return (
        (normal_target(last.target), last.key) == (normal_target(target), seal.key)
        and last.revisions == revisions
        and former == {person: card.version for person, card in edition.items()}
    )


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
