"""What people read of the canary visit: made in memory, or found in a built site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.agenda import agenda_of, facts_of
from generator.changes.snapshot import canonical, snapshot_of
from generator.model.enums import Privacy
from generator.model.people import Person
from generator.model.visit import Visit
from generator.render.calendar import calendar_of
from generator.render.card.content import card_content
from generator.render.card.landing import landing_page
from generator.render.handbook.visit.pages import pages_of
from generator.sealing.links import Link
from tests.privacy.canary import ANYBODY, CIRCLES, GUESTS, TEAM, Canary, Document, Reader
from tests.privacy.filling import Ref
from tests.privacy.letting import let_a_guest_see, let_see
from tests.privacy.visit import CHARGES, G1, G2, G3, S1, S2, SERVES
from tests.support.sealed import key_in, opened

AS_OF = datetime(2026, 5, 17, 3, 4, tzinfo=UTC)
READERS = (G1, G2, G3, S1, S2)
EVERYBODY: tuple[Reader, ...] = (ANYBODY, GUESTS, TEAM, *READERS)
INSIDE = {"key", "reached_by"}
"""What the parts of a card are told by inside the program; no page says it."""


def person_of(visit: Visit, reader: Ref) -> Person:
    people = visit.guests if reader.pool == "guests" else visit.staff
    return people[reader.number]


def reader_of(visit: Visit, person: str) -> Reader:
    """The reader with a person's id; staff whom only a field names are the team."""
    known = {person_of(visit, reader).id: reader for reader in READERS}
    return known.get(person, TEAM)  # type: ignore[call-overload,no-any-return]


def told(canary: Canary, readers: Iterable[Reader] = EVERYBODY) -> list[str]:
    """What any of `readers` is told that is not for him, in words; nothing where all is well."""
    found = []
    for reader in readers:
        documents = tuple(documents_for(reader, canary.visit, canary))
        found += canary.leaks(documents)
        if reader not in CHARGES:
            found += _told_apart(documents, documents_for(reader, canary.twin(reader), canary))
    return found


def _told_apart(ours: Iterable[Document], theirs: Iterable[Document]) -> list[str]:
    """Documents that are others where nothing differs but what their reader may not know."""
    pairs = zip(ours, theirs, strict=True)
    return [f"{one.name}: tells a choice" for one, other in pairs if one != other]


def documents_for(reader: Reader, visit: Visit, canary: Canary) -> Iterator[Document]:
    """The landing page, the handbook's pages of the visit, or a person's agenda and card; and what
    the agenda's reader would let through.
    """
    if reader == ANYBODY:
        yield Document("the landing page", reader, landing_page(facts_of(visit)).encode())
    elif reader == TEAM:
        # A copy: the view of the visit itself may be older than a loosened audience.
        for page in pages_of(visit.model_copy(), canary.findings):
            sections = (f"{each.title}\n{each.html}" for each in page.sections)
            said = "\n".join((page.title, *sections))
            yield Document(f"the handbook's {page.path}", reader, said.encode())
    elif isinstance(reader, Ref):
        yield from _own_documents(visit, reader)
    if isinstance(reader, str):
        let = let_see(visit, CIRCLES[reader])
        yield Document(f"what {reader} is let see", reader, let.encode())


def _own_documents(visit: Visit, reader: Ref) -> Iterator[Document]:
    agenda = agenda_of(visit, person_of(visit, reader))
    said = [_outside(canonical(part)) for part in snapshot_of(agenda).parts.values()]
    yield Document(f"the agenda of {reader.path}", reader, json.dumps(said).encode())
    calendar = calendar_of(agenda, agenda.language, AS_OF)
    card = card_content(agenda, as_of=AS_OF, version="abc123", calendar=calendar)
    yield Document(f"the card of {reader.path}", reader, card.html.encode())
    if reader in SERVES:
        let = let_a_guest_see(visit, reader)
        yield Document(f"what {reader.path} is let see", reader, let.encode())


def _outside(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _outside(value) for key, value in part.items() if key not in INSIDE}
    return [_outside(each) for each in part] if isinstance(part, list) else part


def documents_in(
    site: Path, slug: str, visit: Visit, links: tuple[Link, ...]
) -> Iterator[Document]:
    """Every file of a built site by its name and by its bytes; each card of the visit besides as
    who has its key reads it.
    """
    owners = {f"guests/{slug}/{link.path}": link for link in links}
    for path in sorted(each for each in site.rglob("*") if each.is_file()):
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
