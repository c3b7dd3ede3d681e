"""Publishes one built visit, and writes down what went out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from generator.project import LoadedVisit
from generator.publish.delivery import Delivery, Watch, deliver
from generator.publish.edition import FILE as EDITION_FILE
from generator.publish.edition import Kept, edition_now, read_edition
from generator.publish.links import fingerprint_of
from generator.publish.publications import (
    Publication,
    keep_publication,
    last_at_each_place,
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
    """Deliver the tree that was just built of a visit; a complete delivery is written down beside
    visit.yml, unless what went out last told the same at the same place, with the same `secret`.
    Raises PublishError, OSError."""
    delivery = deliver(settings.microsite_folder(loaded.slug), loaded.slug, target, watch)
    every = publications(loaded.folder)
    before = every[-1] if every else None
    record = None
    if delivery.complete:
        record = _keep(loaded, before, _publication(loaded, settings, secret, target, at))
    return Published(delivery, record, before)


def last_target(loaded: LoadedVisit) -> str | None:
    """Where a visit went out last; None if it never did."""
    every = publications(loaded.folder)
    return every[-1].target if every else None


def places_behind(loaded: LoadedVisit) -> tuple[Publication, ...]:
    """What went last to each place that still has something else than went out last."""
    every = publications(loaded.folder)
    return tuple(each for each in last_at_each_place(every) if not each.tells_as(every[-1]))


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


def _keep(
    loaded: LoadedVisit, last: Publication | None, publication: Publication
) -> Publication | None:
    """The publication as it was written down; None where it tells what the last one told."""
    same_place = last is not None and (last.place, last.key) == (publication.place, publication.key)
    if last and same_place and last.tells_as(publication):
        return None
    if last and publication.at <= last.at:  # a clock set back, or two within a second
        publication = replace(publication, at=last.at + ONE_SECOND)
    keep_publication(loaded.folder, publication)
    return publication
