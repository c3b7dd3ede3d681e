"""The documents of the canary visit that people read: made in memory, or from a built site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.agenda import agenda_of, facts_of
from generator.agenda.board import board_of
from generator.changes.snapshot import canonical, snapshot_of
from generator.model.enums import Privacy
from generator.model.people import Person
from generator.model.visit import Visit
from generator.render.board import board_page
from generator.render.calendar import calendar_of
from generator.render.card.content import card_content
from generator.render.card.landing import landing_page
from generator.render.handbook.visit.pages import pages_of
from generator.sealing.links import Link
from tests.privacy.canary import ANYBODY, CIRCLES, GUESTS, TEAM, Canary, Document, Reader
from tests.privacy.filling import Ref
from tests.privacy.visible import visible_to, visible_to_guest
from tests.privacy.visit import CHARGES, G1, G2, G3, S1, S2, SERVES
from tests.support.cards import unpublished
from tests.support.sealed import key_in, opened

AS_OF = datetime(2026, 5, 17, 3, 4, tzinfo=UTC)
READERS = (G1, G2, G3, S1, S2)
EVERYBODY: tuple[Reader, ...] = (ANYBODY, GUESTS, TEAM, *READERS)
INSIDE = {"key", "reached_by"}
"""Fields that identify the parts of a card within the program; no page shows them."""


def person_of(visit: Visit, reader: Ref) -> Person:
    people = visit.guests if reader.pool == "guests" else visit.staff
    return people[reader.number]


def reader_of(visit: Visit, person: str) -> Reader:
    """The reader with a person's id; staff whom only a field names are the team."""
    known = {person_of(visit, reader).id: reader for reader in READERS}
    return known.get(person, TEAM)  # type: ignore[call-overload,no-any-return]


def leaks_to(canary: Canary, readers: Iterable[Reader] = EVERYBODY) -> Iterator[str]:
    """Everything that reaches one of `readers` and is not for that reader, as texts."""
    for reader in readers:
        documents = documents_for(reader, canary.visit, canary)
        if reader in CHARGES:
            yield from canary.leaks(documents)
            continue
        of_twin = documents_for(reader, canary.twin(reader), canary)
        for document, twin in zip(documents, of_twin, strict=True):
            yield from canary.leaks([document])
            if document != twin:  # the twin differs only in what its reader may not know
                yield f"{document.name}: shows a choice"


def documents_for(reader: Reader, visit: Visit, canary: Canary) -> Iterator[Document]:
    """The documents for one reader, and everything that an agenda of the reader may contain.

    The documents are the landing page, the visit's pages in the handbook, or an agenda and a card.
    First is what takes least time and shows most.
    """
    if isinstance(reader, str):
        text = visible_to(visit, CIRCLES[reader])
        yield Document(f"what {reader} may see", reader, text.encode())
    if reader == ANYBODY:
        yield Document("the landing page", reader, landing_page(facts_of(visit)).encode())
    elif reader == TEAM:
        # A copy: the view of the visit itself may be older than a loosened audience.
        for page in pages_of(visit.model_copy(), canary.findings):
            sections = (f"{section.title}\n{section.html}" for section in page.sections)
            text = "\n".join((page.title, *sections))
            yield Document(f"the handbook's {page.path}", reader, text.encode())
        board = board_page(board_of(visit.model_copy().staff_view), "zh", "")
        yield Document("the duty board", reader, board.encode())
    elif isinstance(reader, Ref):
        yield from _own_documents(visit, reader)


def _own_documents(visit: Visit, reader: Ref) -> Iterator[Document]:
    if reader in SERVES:
        text = visible_to_guest(visit, reader)
        yield Document(f"what {reader.path} may see", reader, text.encode())
    agenda = agenda_of(visit, person_of(visit, reader))
    parts = [_without_inside(canonical(part)) for part in snapshot_of(agenda).parts.values()]
    yield Document(f"the agenda of {reader.path}", reader, json.dumps(parts).encode())
    calendar = calendar_of(agenda, agenda.language, unpublished(AS_OF))
    card = card_content(agenda, as_of=AS_OF, version="abc123", calendar=calendar)
    yield Document(f"the card of {reader.path}", reader, card.html.encode())


def _without_inside(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _without_inside(value) for key, value in part.items() if key not in INSIDE}
    return [_without_inside(item) for item in part] if isinstance(part, list) else part


def documents_in(
    site: Path, slug: str, visit: Visit, links: tuple[Link, ...]
) -> Iterator[Document]:
    """Every file of a built site: its name, its bytes, and for each card what its key opens."""
    owners = {f"guests/{slug}/{link.path}": link for link in links}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name, content = path.relative_to(site).as_posix(), path.read_bytes()
        yield Document(f"the name of {name}", ANYBODY, name.encode())
        link = owners.get(name)
        if link is None:
            yield Document(name, TEAM if name.startswith("handbook/") else ANYBODY, content)
            continue
        reader = reader_of(visit, link.person)
        if visit.privacy is Privacy.SEALED:
            yield Document(name, ANYBODY, content)
            digits = visit.opening_digits_of(visit.people[link.person])
            shown = opened(content.decode(), key_in(link.url), digits)
            yield Document(f"{name}, opened", reader, shown.encode())
        else:
            yield Document(f"{name}, open", reader, content)
