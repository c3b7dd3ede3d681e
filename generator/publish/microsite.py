"""A visit's microsite as files: the landing page, and one self-contained page for each card."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from generator.agenda import Agenda, agendas_of, facts_of
from generator.model.visit import Visit
from generator.publish.links import Link
from generator.render.calendar import calendar_of
from generator.render.card.content import card_content
from generator.render.card.envelope import plain_page
from generator.render.card.landing import landing_page


def microsite_files(
    visit: Visit, links: tuple[Link, ...], as_of: datetime
) -> Iterator[tuple[str, bytes]]:
    """(path, content) of every file of a visit's microsite. `as_of` is aware."""
    yield "index.html", landing_page(facts_of(visit)).encode("utf-8")
    path_of = {link.person: link.path for link in links}
    for agenda in agendas_of(visit):
        calendar = calendar_of(agenda, agenda.language, as_of)
        content = card_content(agenda, as_of=as_of, version=version_of(agenda), calendar=calendar)
        yield path_of[agenda.person], plain_page(content).encode("utf-8")


def version_of(agenda: Agenda) -> str:
    """Six characters that change whenever anything on the card does."""
    return hashlib.sha256(repr(agenda).encode("utf-8")).hexdigest()[:6]
