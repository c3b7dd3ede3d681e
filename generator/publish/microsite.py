"""A visit's microsite as files: the landing page, the cards, and notices in place of lost ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from generator import vocabulary
from generator.agenda import Agenda, agendas_of, facts_of
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.model.vocabularies import Privacy
from generator.publish.links import key_of, path_of, token_of
from generator.publish.seal import seal
from generator.render.calendar import calendar_of
from generator.render.card.content import card_content
from generator.render.card.envelope import (
    CardShell,
    notice_page,
    plain_page,
    sealed_page,
    worker_script,
)
from generator.render.card.landing import landing_page

RETENTION_DAYS = 30
"""How long cards stay after the visit where neither the visit nor a rule says."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What a microsite is made with: the visit's secret, when the plan last changed (aware), and
    the day it is made on, and on whose card what is marked as changed until when."""

    secret: bytes
    as_of: datetime
    today: date
    marks: Mapping[PersonId, Mapping[str, int]] = field(default_factory=dict)


def microsite_files(visit: Visit, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """(path, content) of every file of a visit's microsite."""
    yield "index.html", landing_page(facts_of(visit)).encode("utf-8")
    yield "sw.js", worker_script().encode("utf-8")
    shell = shell_of(visit)
    over = edition.today > last_day(visit)
    ended = notice_page(shell, "ended").encode("utf-8")
    revoked = notice_page(shell, "revoked").encode("utf-8")
    for agenda in agendas_of(visit):
        for former in range(agenda.revision):
            yield path_of(edition.secret, agenda.person, former), revoked
        path = path_of(edition.secret, agenda.person, agenda.revision)
        yield path, ended if over else _card(visit, agenda, edition, shell)


def last_day(visit: Visit) -> date:
    """The last day on which a visit's cards may be read: some days after its end."""
    rule = visit.standing.limit("confidentiality", "retention_days", visit.start)
    most = int(rule.value) if rule and rule.value is not None else RETENTION_DAYS
    days = visit.retention_days if visit.retention_days is not None else most
    return visit.end + timedelta(days=days)


def shell_of(visit: Visit) -> CardShell:
    """What a card's page may say before it is opened."""
    known = vocabulary.languages()
    languages = tuple(code for code in visit.languages if code in known)
    return CardShell(languages or ("zh",), visit.appearance)


def version_of(agenda: Agenda) -> str:
    """Six characters that change whenever anything on the card does."""
    return hashlib.sha256(repr(agenda).encode("utf-8")).hexdigest()[:6]


def _card(visit: Visit, agenda: Agenda, edition: Edition, shell: CardShell) -> bytes:
    """One person's page, sealed or plain as the visit says."""
    calendar = calendar_of(agenda, agenda.language, edition.as_of)
    content = card_content(
        agenda,
        as_of=edition.as_of,
        version=version_of(agenda),
        calendar=calendar,
        marks=edition.marks.get(agenda.person),
    )
    if visit.privacy is not Privacy.SEALED:
        return plain_page(content).encode("utf-8")
    person, revision = agenda.person, agenda.revision
    bound_to = f"{token_of(edition.secret, person, revision)}|{revision}"
    key = key_of(edition.secret, person, revision)
    sealed = seal(content.html.encode("utf-8"), key, bound_to.encode("ascii"))
    return sealed_page(shell, sealed, bound_to).encode("utf-8")
