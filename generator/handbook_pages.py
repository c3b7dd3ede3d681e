"""The pages of all visits in the staff handbook, from a loaded project. Knows nothing of MkDocs."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.agenda.board import board_of
from generator.clock import now
from generator.findings import Finding
from generator.model.redaction import guests_details, is_over, redact, without_guests_details
from generator.model.visit import Visit
from generator.project import LoadedVisit, Project
from generator.render.board import board_page
from generator.render.changes.log import change_log
from generator.render.changes.report import ChangeLog, LogEntry
from generator.render.handbook.blocks import Page
from generator.render.handbook.checks import checks_page
from generator.render.handbook.visit.links import BOARD
from generator.render.handbook.visit.pages import pages_of, unread_page
from generator.render.handbook.visits import Read, visits_page
from generator.render.handbook.words import LANGUAGE
from generator.render.svg.qr import named_code
from generator.render.words.days import timestamp
from generator.render.words.phrases import language_of
from generator.sealing.addresses import visit_links
from generator.sealing.seal import find_field_seal
from generator.sealing.secret import NoSecretYetError, SecretError

log = logging.getLogger("mkdocs.plugins.reception")


class SupersededError(Exception):
    """The handbook that is being built is out of date: its sources changed again."""


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file beside the pages: its path in the handbook, its text, and what the text depends on."""

    path: str
    inputs: object
    text: Callable[[], str]

    def content(self) -> bytes:
        """Return the file's bytes."""
        return self.text().encode("utf-8")


@dataclass(frozen=True)
class HandbookPages:
    """What of the handbook the program makes from visits and checks.

    `visits` and `by_visit`, the pages of each, are in the order of the navigation: newest first.
    """

    visits: tuple[Read, ...]
    by_visit: tuple[tuple[Page, ...], ...]
    overview: Page
    checks: Page
    files: tuple[PlainFile, ...]

    @property
    def pages(self) -> Iterator[Page]:
        """All pages."""
        for pages in self.by_visit:
            yield from pages
        yield from (self.overview, self.checks)


def handbook_pages(project: Project, findings: Mapping[str, Sequence[Finding]]) -> HandbookPages:
    """Return the pages of all visits, of the list of visits, and of the checks."""
    newest = sorted(project.visits, key=_first_day, reverse=True)
    visits = tuple((loaded.slug, _readable(loaded), findings[loaded.slug]) for loaded in newest)
    by_visit = tuple(_visit_pages(project, loaded, findings[loaded.slug]) for loaded in newest)
    boards = (board for loaded in newest for board in _boards(loaded))
    codes = (code for pages in by_visit for page in pages for code in _codes(page))
    return HandbookPages(
        visits, by_visit, visits_page(visits), checks_page(project.standing), (*boards, *codes)
    )


def _codes(page: Page) -> Iterator[PlainFile]:
    """Yield the QR codes beside a page, which are most of a large visit's handbook."""
    for card in page.codes:
        path = f"{page.path.removesuffix('.md')}/{card.file}"
        yield PlainFile(path, (card.link, card.name), partial(named_code, card.link, card.name))


def _boards(loaded: LoadedVisit) -> Iterator[PlainFile]:
    """Yield the duty board of a visit that has one."""
    if (visit := _shown(loaded)) and not visit.is_classified:
        text = _board(loaded, visit)
        yield PlainFile(f"visits/{visit.slug}/{BOARD}/index.html", text, lambda: text)


def _first_day(loaded: LoadedVisit) -> str:
    """Return the key that sorts visits: the first day, or the folder's name of an unread visit."""
    return loaded.visit.start.isoformat() if loaded.visit else loaded.slug


def _readable(loaded: LoadedVisit) -> Visit | None:
    """Return the visit, unless its files have errors: nothing is built of it then."""
    return loaded.visit if loaded.is_buildable else None


def _shown(loaded: LoadedVisit) -> Visit | None:
    """Return a visit that was read, without its guests' details where it is over."""
    visit = _readable(loaded)
    if visit is not None and is_over(visit, now(os.environ).date()):
        return without_guests_details(visit)
    return visit


def _board(loaded: LoadedVisit, visit: Visit) -> str:
    language = language_of(visit)
    as_of = timestamp(loaded.last_changed, visit.timezone, language)
    return board_page(board_of(visit.staff_view), language, as_of)


def _visit_pages(
    project: Project, loaded: LoadedVisit, findings: Sequence[Finding]
) -> tuple[Page, ...]:
    """Return a visit's pages; one page with the findings where its files have errors."""
    visit = _readable(loaded)
    if visit is None:
        return (unread_page(loaded.slug, findings, loaded.visit),)
    try:
        links = visit_links(loaded, project.settings, os.environ)
    except NoSecretYetError:  # `handbook build` has not made a key yet
        links = ()
    except SecretError as problem:
        log.warning("%s: %s", problem.finding.place, problem.finding.message)
        links = ()
    addresses = {link.person: link.url for link in links}
    seal = find_field_seal(visit.slug, project.settings, os.environ)
    changes = change_log(visit, loaded.folder, LANGUAGE, seal)
    if is_over(visit, now(os.environ).date()):
        details = guests_details(visit)
        visit = without_guests_details(visit)
        findings = [finding for finding in findings if not _quotes(str(finding.message), details)]
        changes = ChangeLog(tuple(_without_details(entry) for entry in changes.entries))
    return pages_of(visit, findings, addresses, changes)


def _quotes(sentence: str, details: Sequence[str]) -> bool:
    return redact(sentence, details) != sentence


def _without_details(entry: LogEntry) -> LogEntry:
    """Return an entry of the change log without what changed, only with who was notified.

    Which words of a former edition were a guest's train or diet is no longer known.
    """
    lines = (
        replace(line, phone=line.phone if line.staff else "", what=(), texts=())
        for line in entry.lines
    )
    return replace(entry, lines=tuple(lines), facts=())
