"""Builds one visit: its microsite, and the files for the office."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from generator.agenda import Agenda
from generator.agenda.board import board_of
from generator.build.edition import FILE as EDITION_FILE
from generator.build.edition import built_cards_text, read_built_cards, with_version
from generator.build.events import BuiltVisit
from generator.build.manifest import FILE as MANIFEST_FILE
from generator.build.manifest import (
    Draft,
    OfficeFile,
    digest,
    manifest_text,
    program_digest,
    read_manifest,
)
from generator.build.microsite import CurrentCard, MicrositeInputs, card_files, microsite_files
from generator.build.tree import write_office_files, write_tree
from generator.changes.cards import Card, card_now
from generator.changes.event_history import event_history
from generator.changes.publications import publications
from generator.changes.recent import recent_changes
from generator.changes.snapshot import snapshot_of
from generator.clock import today
from generator.files import FileInUseError, write_office_file
from generator.font_folders import font_folders
from generator.load.visit import shown_path
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.render.board import board_content, board_page
from generator.render.lists import lists_bytes, lists_content
from generator.render.paper import (
    SHEETS,
    WITHOUT_AGENDAS,
    PrintOrder,
    can_print,
    prepare_shared,
    sheet_sources,
    typeset,
)
from generator.render.statement import statement_bytes, statement_content
from generator.render.words.days import timestamp
from generator.render.words.phrases import language_of
from generator.sealing.addresses import is_loopback_only, visit_links
from generator.sealing.links import Link, links_csv
from generator.sealing.seal import FieldSeal
from generator.sealing.secret import require_secret, save_fingerprint
from generator.settings import Settings

OFFICE_FILE = "outputs.json"
"""The manifest of the office's files in output/<slug>/."""
T = TypeVar("T")


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
    visit = loaded.visit
    assert visit is not None, "only a visit that was read can be built"
    folder = settings.microsite_folder(visit.slug)
    preview = is_loopback_only(visit, settings)
    if visit.is_classified:
        return BuiltVisit(visit.slug, 0, 0, preview, True, folder)
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
    return BuiltVisit(visit.slug, len(visit.people), written, preview, False, folder)


def build_office_files(
    loaded: LoadedVisit, settings: Settings, environment: Mapping[str, str]
) -> None:
    """Write the lists and the paper of a visit that was read without errors.

    Writes nothing of a classified visit. Where another program has files open, the others are
    written, and FileInUseError names those. Raises SecretError, OSError.
    """
    visit = loaded.visit
    assert visit is not None, "only a visit that was read can be built"
    if visit.is_classified:
        return
    links = visit_links(loaded, settings, environment)
    output = settings.output_folder / visit.slug
    files = tuple(_office_files(loaded, visit, links))
    manifest = write_office_files(output, files, read_manifest(output / OFFICE_FILE))
    write_office_file(output / OFFICE_FILE, manifest_text(manifest).encode("utf-8"))
    if in_use := [output / file.path for file in files if file.path not in manifest]:
        names = "、".join(shown_path(path, settings.root) for path in in_use)
        raise FileInUseError(errno.EACCES, os.strerror(errno.EACCES), names)


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


def _office_files(loaded: LoadedVisit, visit: Visit, links: Sequence[Link]) -> Iterator[OfficeFile]:
    """Yield the files for the office: an export is added here."""
    inputs = digest(program_digest(), loaded.inputs, visit.standing, visit.appearance)
    changed = loaded.last_changed
    yield OfficeFile("links.csv", digest(program_digest(), links), partial(_links, links))
    lists = partial(_workbook, lists_content, lists_bytes, visit, changed)
    statement = partial(_workbook, statement_content, statement_bytes, visit, changed)
    yield OfficeFile("lists.xlsx", inputs, lists)
    yield OfficeFile("statement.xlsx", inputs, statement)
    yield OfficeFile("duty-board.html", inputs, partial(_board, visit, changed))
    if can_print():
        order = PrintOrder(visit, {link.person: link.url for link in links}, changed)
        inputs = digest(inputs, links, font_folders())
        # Sheets without agendas come first: agendas are computed while those are typeset.
        for name in sorted(SHEETS, key=lambda name: name not in WITHOUT_AGENDAS):
            prepare = partial(prepare_shared, name, order)
            yield OfficeFile(f"{name}.pdf", inputs, partial(_sheet, name, order), prepare)


def _links(links: Sequence[Link]) -> Draft:
    return Draft(digest(program_digest(), links), lambda: links_csv(links).encode("utf-8"))


def _workbook(
    content_of: Callable[[Visit], T],
    bytes_of: Callable[[T, datetime], bytes],
    visit: Visit,
    changed: datetime,
) -> Draft:
    content = content_of(visit)
    return Draft(digest(program_digest(), content), lambda: bytes_of(content, changed))


def _board(visit: Visit, changed: datetime) -> Draft:
    board, language = board_of(visit.staff_view), language_of(visit)
    as_of = timestamp(changed, visit.timezone, language)
    content = program_digest(), board_content(board, language), visit.appearance
    return Draft(digest(*content), lambda: board_page(board, language, as_of).encode("utf-8"))


def _sheet(name: str, order: PrintOrder) -> Draft:
    sources = sheet_sources(name, order)
    return Draft(digest(program_digest(), *sources.inputs), lambda: typeset(sources))
