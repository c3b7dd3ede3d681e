"""A visit's microsite as files: the landing page, the cards, and notices in place of lost ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice

from generator import vocabulary
from generator.agenda import Agenda, agendas_of, facts_of
from generator.build.manifest import PlannedFile, digest, program_digest
from generator.changes.cards import Card
from generator.changes.recent import RecentChange, marked_until
from generator.model.enums import Privacy
from generator.model.people import Person
from generator.model.redaction import is_over
from generator.model.visit import Visit
from generator.render.calendar import calendar_of
from generator.render.card.changes import changes_by_language
from generator.render.card.content import CardContent, card_content
from generator.render.card.envelope import (
    CardShell,
    lost_page,
    notice_page,
    plain_page,
    sealed_page,
    worker_script,
)
from generator.render.card.landing import landing_page
from generator.sealing.links import (
    KEY_BYTES,
    derive,
    dummy_path,
    dummy_token,
    key_of,
    path_of,
    token_of,
)
from generator.sealing.seal import ROUNDS, seal, second_factor_key

LOST = "404.html"
"""The page that a server gives for what is not there; deploy/ names it."""


@dataclass(frozen=True, slots=True)
class MicrositeInputs:
    """What a microsite is made with: the visit's secret, the day it is made on, and the card of
    each agenda.
    """

    secret: bytes
    today: date
    card_of: Callable[[Agenda], CurrentCard]


@dataclass(frozen=True, slots=True)
class CurrentCard:
    """A card with its version and time, and what recently changed on it."""

    card: Card
    recent: tuple[RecentChange, ...] = ()

    @property
    def inputs(self) -> tuple[object, ...]:
        """What its page is made from: the content, version and time, and the recent changes."""
        card = self.card
        return card.snapshot.digest, card.version, card.as_of, self.recent


def microsite_files(visit: Visit, making: MicrositeInputs) -> Iterator[PlannedFile]:
    """Every file of a visit's microsite."""
    facts = facts_of(visit)
    yield _planned("index.html", lambda: landing_page(facts), repr(facts))
    yield _planned("sw.js", worker_script)
    shell = shell_of(visit)
    yield _planned(LOST, lambda: lost_page(shell), shell)
    yield from card_files(visit, making, visit.people.values())
    yield from decoy_files(visit, making)


def card_files(
    visit: Visit, making: MicrositeInputs, people: Iterable[Person]
) -> Iterator[PlannedFile]:
    """The pages at the addresses, present and former, that `people` of a visit were given."""
    shell = shell_of(visit)
    over = is_over(visit, making.today)
    for agenda in agendas_of(visit, people):
        current = making.card_of(agenda)
        for former in range(agenda.revision):
            yield _notice(path_of(making.secret, agenda.person, former), shell, "revoked")
        path = path_of(making.secret, agenda.person, agenda.revision)
        yield (
            _notice(path, shell, "ended") if over else _card(visit, agenda, current, making, shell)
        )


def decoy_files(visit: Visit, making: MicrositeInputs) -> Iterator[PlannedFile]:
    """The pages of nobody that a visit asks for, each like the card of somebody."""
    decoys = decoys_wanted(visit)
    if not decoys:
        return
    shell = shell_of(visit)
    over = is_over(visit, making.today)
    alike = list(agendas_of(visit, islice(visit.people.values(), decoys)))
    for number in range(decoys):
        agenda = alike[number % len(alike)]
        if over:
            yield _notice(dummy_path(making.secret, number), shell, "ended")
        else:
            yield _decoy(number, agenda, making.card_of(agenda), making, shell)


def decoys_wanted(visit: Visit) -> int:
    """How many pages of nobody bring the number of cards up to the multiple that a visit asks for.
    Only sealed cards can have any: a plain page would show that nobody is in it.
    """
    if not visit.decoys or visit.privacy is not Privacy.SEALED:
        return 0
    return -len(visit.people) % visit.decoys


def shell_of(visit: Visit) -> CardShell:
    """What a card's page may say before it is opened."""
    known = vocabulary.languages()
    languages = tuple(code for code in visit.languages if code in known)
    return CardShell(languages or ("zh",), visit.appearance)


def _planned(path: str, make: Callable[[], str], *inputs: object) -> PlannedFile:
    return PlannedFile(path, digest(program_digest(), *inputs), lambda: make().encode("utf-8"))


def _notice(path: str, shell: CardShell, what: str) -> PlannedFile:
    """A page in a card's place."""
    return _planned(path, lambda: notice_page(shell, what), shell, what)


def _card(
    visit: Visit, agenda: Agenda, current: CurrentCard, making: MicrositeInputs, shell: CardShell
) -> PlannedFile:
    """One person's page, sealed or plain as the visit says."""
    person, revision = agenda.person, agenda.revision
    sealed = visit.privacy is Privacy.SEALED
    key, digits = key_of(making.secret, person, revision), agenda.opening_digits
    bound_to = f"{token_of(making.secret, person, revision)}|{revision}"

    def page() -> str:
        content = _content(agenda, current)
        if not sealed:
            return plain_page(content)
        opening = second_factor_key(key, digits, bound_to) if digits else key
        return sealed_page(shell, _sealed(content, opening, bound_to), bound_to, _rounds(agenda))

    path = path_of(making.secret, person, revision)
    return _planned(path, page, shell, sealed, digest(key), *current.inputs)


def _decoy(
    number: int, agenda: Agenda, current: CurrentCard, making: MicrositeInputs, shell: CardShell
) -> PlannedFile:
    """A page of nobody, which no key opens: noise as long as a person's card, and other noise when
    that card is another, so that neither size nor age tells it from cards.
    """
    key = derive(making.secret, f"decoy key|{number}", KEY_BYTES)
    bound_to = f"{dummy_token(making.secret, number)}|0"

    def page() -> str:
        like = _sealed(_content(agenda, current), key, bound_to)
        noise = hashlib.shake_256(key + like).digest(len(like))
        return sealed_page(shell, noise, bound_to, _rounds(agenda))

    path = dummy_path(making.secret, number)
    return _planned(path, page, shell, digest(key), *current.inputs)


def _rounds(agenda: Agenda) -> int:
    """With how many rounds a page stretches the digits that it asks for; 0 where it asks none."""
    return ROUNDS if agenda.opening_digits else 0


def _sealed(content: CardContent, key: bytes, bound_to: str) -> bytes:
    return seal(content.html.encode("utf-8"), key, bound_to.encode("ascii"))


def _content(agenda: Agenda, current: CurrentCard) -> CardContent:
    as_of = datetime.fromtimestamp(current.card.as_of, UTC)
    return card_content(
        agenda,
        as_of=as_of,
        version=current.card.version,
        calendar=calendar_of(agenda, agenda.language, as_of),
        marks=marked_until(current.recent),
        changes=changes_by_language(agenda, current.recent),
    )
