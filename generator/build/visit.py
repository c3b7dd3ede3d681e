"""Builds the microsite of one visit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from generator.agenda import Agenda
from generator.build.edition import FILE as EDITION_FILE
from generator.build.edition import built_cards_text, read_built_cards, with_version
from generator.build.events import BuiltVisit
from generator.build.manifest import FILE as MANIFEST_FILE
from generator.build.manifest import (
    manifest_text,
    read_manifest,
)
from generator.build.microsite import CurrentCard, MicrositeInputs, card_files, microsite_files
from generator.build.tree import write_tree
from generator.changes.cards import Card, Edition, card_now
from generator.changes.event_history import event_history
from generator.changes.publications import publications
from generator.changes.recent import recent_changes
from generator.changes.snapshot import snapshot_of
from generator.clock import today
from generator.files import write_office_file
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.sealing.addresses import is_loopback_only, visit_links
from generator.sealing.seal import FieldSeal
from generator.sealing.secret import require_secret, save_fingerprint
from generator.settings import Settings


def build_visit(
    loaded: LoadedVisit,
    settings: Settings,
    environment: Mapping[str, str],
    *,
    new_secret: bool = False,
) -> BuiltVisit:
    """Write the microsite of a visit that was read without errors; make its key if it has none.

    Raises OSError, and SecretError where the key cannot be used or differs from that of the last
    build without `new_secret`.
    """
    built, _ = build_edition(loaded, settings, environment, new_secret=new_secret)
    return built


def build_edition(
    loaded: LoadedVisit,
    settings: Settings,
    environment: Mapping[str, str],
    *,
    new_secret: bool = False,
) -> tuple[BuiltVisit, Edition]:
    """Build a visit as `build_visit` does; return its cards too, as they are on the built pages.

    Of a classified visit there are none.
    """
    visit = loaded.visit
    assert visit is not None, "only a visit that was read can be built"
    folder = settings.microsite_folder(visit.slug)
    preview = is_loopback_only(visit, settings)
    if visit.is_classified:
        return BuiltVisit(visit.slug, 0, 0, preview, True, folder), {}
    output = settings.output_folder / visit.slug
    cards: dict[PersonId, Card] = {}
    inputs = _inputs(loaded, visit, settings, environment, cards, make=True, new_secret=new_secret)
    former = read_manifest(output / MANIFEST_FILE)
    manifest = write_tree(folder, microsite_files(visit, inputs), former)
    save_fingerprint(loaded, settings, inputs.secret, new_secret=new_secret)
    write_office_file(output / EDITION_FILE, built_cards_text(cards).encode("utf-8"))
    write_office_file(output / MANIFEST_FILE, manifest_text(manifest).encode("utf-8"))
    written = sum(
        path not in former or former[path].digest != file.digest for path, file in manifest.items()
    )
    return BuiltVisit(visit.slug, len(visit.people), written, preview, False, folder), cards


def render_cards(
    loaded: LoadedVisit,
    settings: Settings,
    environment: Mapping[str, str],
    paths: Collection[str],
) -> dict[str, bytes]:
    """Render some cards as `build_visit` would write them, for a reader who waits for them.

    `paths` and the keys of the result are paths in the visit's microsite. Raises SecretError.
    """
    visit = loaded.visit
    if not paths or visit is None or visit.is_classified:
        return {}
    people = [
        visit.people[link.person]
        for link in visit_links(loaded, settings, environment)
        if link.path in paths
    ]
    inputs = _inputs(loaded, visit, settings, environment, {})
    return {file.path: file.render() for file in card_files(visit, inputs, people)}


def _inputs(
    loaded: LoadedVisit,
    visit: Visit,
    settings: Settings,
    environment: Mapping[str, str],
    cards: dict[PersonId, Card],
    *,
    make: bool = False,
    new_secret: bool = False,
) -> MicrositeInputs:
    """Return what a visit's cards are built from; each card that is built is added to `cards`.

    A key is made only with `make`. Raises SecretError.
    """
    secret = require_secret(loaded, settings, environment, make=make, new_secret=new_secret)
    output = settings.output_folder / visit.slug
    seal = FieldSeal(secret)
    built = read_built_cards(output / EDITION_FILE)
    records = publications(loaded.folder)
    published = records[-1].edition(seal) if records else {}
    changed = int(loaded.last_changed.timestamp())

    def card_of(agenda: Agenda) -> CurrentCard:
        person = agenda.person
        card = card_now(visit, snapshot_of(agenda), person)
        card = with_version(card, built.get(person), published.get(person), changed)
        cards[person] = card
        history = event_history(person, card, records, seal, visit.timezone)
        return CurrentCard(card, history, recent_changes(person, card, records, seal))

    return MicrositeInputs(secret, today(environment), card_of)
