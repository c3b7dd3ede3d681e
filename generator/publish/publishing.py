"""Publishes one built visit, and writes down what went out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.changes.cards import Card, Edition, edition_now
from generator.model.record import PersonId
from generator.project import LoadedVisit
from generator.publish.delivery import Delivery, Watch, deliver
from generator.publish.edition import FILE as EDITION_FILE
from generator.publish.edition import dated, read_built
from generator.publish.field_seal import FieldSeal
from generator.publish.publications import (
    Publication,
    keep_publication,
    last_at_each_place,
    place_of,
    publications,
)
from generator.settings import Settings

ONE_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Published:
    """What was brought to a target, what was written down of it (None where nothing was), and the
    publication before."""

    delivery: Delivery
    record: Publication | None
    before: Publication | None


def publish_visit(
    loaded: LoadedVisit, settings: Settings, secret: bytes, target: str, at: datetime, watch: Watch
) -> Published:
    """Deliver the tree that was just built of a visit; a complete delivery is recorded beside
    visit.yml, unless what went out last was the same at the same place, with the same `secret`.
    Raises PublishError, OSError."""
    delivery = deliver(settings.microsite_folder(loaded.slug), loaded.slug, target, watch)
    every = publications(loaded.folder)
    before = every[-1] if every else None
    record = None
    if delivery.complete:
        record = _keep(loaded, settings, FieldSeal(secret), before, target, at)
    return Published(delivery, record, before)


def last_target(loaded: LoadedVisit) -> str | None:
    """Where a visit went out last; None if it never did."""
    every = publications(loaded.folder)
    return every[-1].target if every else None


def places_behind(loaded: LoadedVisit) -> tuple[Publication, ...]:
    """What went last to each place that still has something else than went out last."""
    every = publications(loaded.folder)
    return tuple(each for each in last_at_each_place(every) if not each.same_cards(every[-1]))


def _keep(
    loaded: LoadedVisit,
    settings: Settings,
    seal: FieldSeal,
    last: Publication | None,
    target: str,
    at: datetime,
) -> Publication | None:
    """The publication as it was recorded; None where the cards are those of the last one."""
    edition = _built_edition(loaded, settings, last.edition(seal) if last else {})
    revisions = _revisions(loaded)
    if last and _is_repeated(last, target, seal, edition, revisions):
        return None
    if last and at <= last.at:  # a clock set back, or two within a second
        at = last.at + ONE_SECOND
    return keep_publication(loaded.folder, at, target, edition, revisions, seal)


def _built_edition(
    loaded: LoadedVisit, settings: Settings, published: Edition
) -> dict[PersonId, Card]:
    """The cards as they were built: their content, and version and time as on the page."""
    assert loaded.visit is not None, "only a visit that was read can be published"
    built = read_built(settings.output_folder / loaded.slug / EDITION_FILE)
    changed = int(loaded.changed.timestamp())
    return {
        person: dated(card, built.get(person), published.get(person), changed)
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
        (place_of(last.target), last.key) == (place_of(target), seal.key)
        and last.revisions == revisions
        and former == {person: card.version for person, card in edition.items()}
    )
