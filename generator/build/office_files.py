"""Builds a visit's files for the office: links, lists, statement, duty board and paper."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from generator.agenda.board import board_of
from generator.build.manifest import (
    OFFICE_FILE,
    Draft,
    OfficeFile,
    OfficeFolder,
    OfficeOutput,
    digest,
    manifest_text,
    program_digest,
    read_manifest,
)
from generator.build.tree import write_office_files
from generator.files import FileInUseError, write_office_file
from generator.font_folders import font_folders
from generator.load.visit import shown_path
from generator.model.visit import Visit
from generator.project import LoadedVisit
from generator.render.board import board_content, board_page
from generator.render.lists import lists_bytes, lists_content
from generator.render.paper import (
    SHEETS,
    PrintOrder,
    TypstSources,
    can_print,
    is_in_parts,
    prepare_shared,
    sheet_files,
    sheet_sources,
    typeset,
)
from generator.render.statement import statement_bytes, statement_content
from generator.render.words.days import timestamp
from generator.render.words.phrases import language_of
from generator.sealing.addresses import visit_links
from generator.sealing.links import Link, links_csv
from generator.settings import Settings

_FIRST = ("staff-handbook", "lists.xlsx", "statement", "duties", "cards", "signs")
"""What takes longest is begun first: what is begun last is short, so that no processor waits.

Agendas, which the first three don't need, are computed while these are written.
"""
T = TypeVar("T")


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
    files = sorted(_office_files(loaded, visit, links), key=_turn)
    written = write_office_files(output, files, read_manifest(output / OFFICE_FILE))
    write_office_file(output / OFFICE_FILE, manifest_text(written.manifest).encode("utf-8"))
    if written.in_use:
        names = "、".join(shown_path(output / path, settings.root) for path in written.in_use)
        raise FileInUseError(errno.EACCES, os.strerror(errno.EACCES), names)


def _office_files(
    loaded: LoadedVisit, visit: Visit, links: Sequence[Link]
) -> Iterator[OfficeOutput]:
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
        for name in SHEETS:
            prepare = partial(prepare_shared, name, order)
            if is_in_parts(name, order):
                yield OfficeFolder(f"{name}/", inputs, partial(_parts, name, order), prepare)
            else:
                yield OfficeFile(f"{name}.pdf", inputs, partial(_sheet, name, order), prepare)


def _turn(output: OfficeOutput) -> int:
    """Return the key that sorts outputs as they are begun."""
    name = output.path.removesuffix("/").removesuffix(".pdf")
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


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
    return _sheet_draft(sheet_sources(name, order))


def _parts(name: str, order: PrintOrder) -> dict[str, Draft]:
    return {file.path: _sheet_draft(file.sources) for file in sheet_files(name, order)}


def _sheet_draft(sources: TypstSources) -> Draft:
    content = digest(program_digest(), *sources.inputs)
    return Draft(content, partial(typeset, sources), len(sources.files["data.json"]))
