"""Publishes one built visit: first the plan with what has to be confirmed, then the delivery."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from generator.changes.cards import Edition
from generator.changes.publications import (
    NewRecord,
    Publication,
    latest_by_target,
    new_record,
    normal_target,
    publications,
    save_publication,
)
from generator.files import write_office_file
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.publish.delivery import (
    Delivery,
    OnProgress,
    ReleaseInfo,
    TargetState,
    deliver,
    publisher_name,
    read_target,
    read_tree,
)
from generator.publish.retirement import reopen
from generator.publish.risks import (
    Confirmation,
    Risk,
    clock_risks,
    date_risks,
    ended_card_risks,
    publisher_risks,
    secrecy_risks,
)
from generator.sealing.seal import FieldSeal
from generator.sealing.secret import is_unverified
from generator.settings import Settings

ONE_SECOND = timedelta(seconds=1)
"""Added to the time of a record where it is not after the one before."""
BEGUN = "begun.json"
"""In a visit's output: the names of the publications begun on this machine, so that one that was
interrupted before its record was written is recognized."""
MOST_BEGUN = 50


@dataclass(frozen=True)
class PlannedPublication:
    """A publication that is about to be delivered.

    `record` is None where the record `before` describes it already; `state` is that of the target;
    `confirmations` have to be given first.
    """

    loaded: LoadedVisit
    target: str
    folder: Path
    record: NewRecord | None
    before: Publication | None
    state: TargetState
    confirmations: tuple[Confirmation, ...]

    @property
    def name(self) -> str:
        """The name of the record that describes it."""
        if self.record:
            return self.record.name
        assert self.before is not None, "without a record of its own it repeats an earlier one"
        return self.before.name


@dataclass(frozen=True)
class Published:
    """A delivery, its record (None where none was written), and the publication before."""

    delivery: Delivery
    record: Publication | None
    before: Publication | None


def plan_publication(
    loaded: LoadedVisit,
    settings: Settings,
    secret: bytes,
    edition: Edition,
    target: str,
    at: datetime,
) -> PlannedPublication:
    """Plan the publication of a visit's built tree at `at`; `edition` are the cards in it.

    Raises PublishError.
    """
    visit = _visit(loaded)
    published = publications(loaded.folder)
    before = published[-1] if published else None
    record = _record(loaded, FieldSeal(secret), before, edition, target, at)
    folder = settings.microsite_folder(loaded.slug)
    tree, state = read_tree(folder), read_target(loaded.slug, target)
    unverified = is_unverified(secret, loaded, settings, state.files)
    confirmations = (
        *secrecy_risks(visit),
        *clock_risks(before, at),
        *date_risks(visit, before, at),
        *((Confirmation(Risk.UNPROVEN),) if unverified else ()),
        *publisher_risks(target, state, tree, published, _begun(settings, loaded.slug)),
        *ended_card_risks(visit, state, tree),
    )
    return PlannedPublication(loaded, target, folder, record, before, state, confirmations)


def publish_visit(
    planned: PlannedPublication, settings: Settings, on_progress: OnProgress
) -> Published:
    """Deliver what was planned, unless somebody published there since.

    A complete delivery is recorded beside visit.yml. Raises PublishError, OSError.
    """
    loaded, name = planned.loaded, planned.name
    _save_begun(settings, loaded.slug, name)
    reopen(loaded, planned.target)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    release = ReleaseInfo(name, publisher_name(), at, secrets.token_hex(8))
    delivery = deliver(
        planned.folder, loaded.slug, planned.target, on_progress, release, expected=planned.state
    )
    record = None
    if delivery.complete and planned.record:
        record = save_publication(loaded.folder, planned.record)
    return Published(delivery, record, planned.before)


def last_target(loaded: LoadedVisit) -> str | None:
    """Return the target of a visit's last publication; None where there is none."""
    published = publications(loaded.folder)
    return published[-1].target if published else None


def outdated_targets(loaded: LoadedVisit) -> tuple[Publication, ...]:
    """Return the last publication at each target whose cards differ from those published last."""
    published = publications(loaded.folder)
    return tuple(p for p in latest_by_target(published) if not p.same_cards(published[-1]))


def _visit(loaded: LoadedVisit) -> Visit:
    assert loaded.visit is not None, "only a visit that was loaded can be published"
    return loaded.visit


# The record


def _record(
    loaded: LoadedVisit,
    seal: FieldSeal,
    last: Publication | None,
    edition: Edition,
    target: str,
    at: datetime,
) -> NewRecord | None:
    """The record of a publication; None where it repeats the last one."""
    people = _visit(loaded).people.values()
    revisions = {person.id: person.revision for person in people if person.revision}
    if last and _is_repeated(last, target, seal, edition, revisions):
        return None
    if last and at <= last.at:  # a clock that was set back, or two within a second
        at = last.at + ONE_SECOND
    return new_record(loaded.folder, at, target, edition, revisions, seal)


def _is_repeated(
    last: Publication,
    target: str,
    seal: FieldSeal,
    edition: Edition,
    revisions: Mapping[PersonId, int],
) -> bool:
    """Whether the last publication had the same target, key and cards."""
    former = {person: card.snapshot.digest for person, card in last.edition(seal).items()}
    versions = {person: card.version for person, card in last.stored.cards.items()}
    return (
        (last.normal_target, last.key) == (normal_target(target), seal.key)
        and last.revisions == revisions
        and versions == {person: card.version for person, card in edition.items()}
        # A record of a program without panels has cards of the same versions without them.
        and former == {person: card.snapshot.digest for person, card in edition.items()}
    )


def _begun(settings: Settings, slug: str) -> list[str]:
    try:
        names = json.loads((settings.output_folder / slug / BEGUN).read_text("utf-8"))
        return [str(name) for name in names] if isinstance(names, list) else []
    except (OSError, ValueError, RecursionError):
        return []


def _save_begun(settings: Settings, slug: str, name: str) -> None:
    names = [earlier for earlier in _begun(settings, slug) if earlier != name]
    content = json.dumps([*names, name][-MOST_BEGUN:])
    path = settings.output_folder / slug / BEGUN
    write_office_file(path, content.encode("ascii"), synced=True)
