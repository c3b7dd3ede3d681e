"""Plans a visit's microsite: the landing page, the cards, and notices in place of revoked cards."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice

from generator import vocabulary
from generator.agenda import Agenda, agendas_of, facts_of
from generator.build.manifest import PlannedFile, digest, program_digest
from generator.changes.cards import Card
from generator.changes.event_history import EventHistory
from generator.changes.recent import RecentChange, marked_until
from generator.model.enums import Privacy
from generator.model.papers import PaperFile
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
from generator.render.card.paper_page import paper_content, paper_page
from generator.sealing.links import (
    KEY_BYTES,
    PaperAddress,
    decoy_path,
    decoy_token,
    derive,
    key_of,
    path_of,
    path_of_token,
    token_of,
)
from generator.sealing.paper_links import paper_addresses
from generator.sealing.seal import ROUNDS, pad, seal, seal_file, second_factor_key

NOT_FOUND = "404.html"
"""The page that a server returns for an unknown address; the configurations in deploy/ name it."""


Hrefs = tuple[tuple[str, str], ...]
"""The address of each paper's file on the page of a card, by the file's name."""


@dataclass(frozen=True, slots=True)
class MicrositeInputs:
    """What a microsite is built from: the visit's secret, today, and the card of each agenda."""

    secret: bytes
    today: date
    card_of: Callable[[Agenda], CurrentCard]


@dataclass(frozen=True, slots=True)
class CurrentCard:
    """A card with its version and time, the history of its entries, and its recent changes."""

    card: Card
    history: EventHistory
    recent: tuple[RecentChange, ...] = ()

    @property
    def inputs(self) -> tuple[object, ...]:
        """What its page is built from: the content, version and time, and its former changes."""
        card = self.card
        return card.snapshot.digest, card.version, card.as_of, self.history, self.recent


def microsite_files(visit: Visit, inputs: MicrositeInputs) -> Iterator[PlannedFile]:
    """Yield every file of a visit's microsite."""
    facts = facts_of(visit)
    yield _planned("index.html", lambda: landing_page(facts), repr(facts))
    yield _planned("sw.js", worker_script)
    shell = shell_of(visit)
    yield _planned(NOT_FOUND, lambda: lost_page(shell), shell)
    yield from card_files(visit, inputs, visit.people.values())
    yield from paper_files(visit, inputs)
    yield from decoy_files(visit, inputs)


def card_files(
    visit: Visit, inputs: MicrositeInputs, people: Iterable[Person]
) -> Iterator[PlannedFile]:
    """Yield the pages at the present and the former addresses of `people` of a visit."""
    shell = shell_of(visit)
    over = is_over(visit, inputs.today)
    papers = _hrefs(visit, inputs)
    for agenda in agendas_of(visit, people):
        current = inputs.card_of(agenda)
        for former in range(agenda.revision):
            yield _notice(path_of(inputs.secret, agenda.person, former), shell, "revoked")
        if over:
            path = path_of(inputs.secret, agenda.person, agenda.revision)
            yield _notice(path, shell, "ended")
        else:
            yield _card(visit, agenda, current, inputs, _shell_for(agenda, visit, shell), papers)


def paper_files(visit: Visit, inputs: MicrositeInputs) -> Iterator[PlannedFile]:
    """Yield the page of each paper that is a file."""
    shell, over = shell_of(visit), is_over(visit, inputs.today)
    for name, address in paper_addresses(visit, inputs.secret).items():
        if over:
            yield _notice(address.path, shell, "ended")
        else:
            yield _paper(visit, visit.paper_files[name], address, shell)


def decoy_files(visit: Visit, inputs: MicrositeInputs) -> Iterator[PlannedFile]:
    """Yield the decoys that a visit asks for: pages of nobody, each like the card of a person."""
    count = decoy_count(visit)
    if not count:
        return
    shell = shell_of(visit)
    over = is_over(visit, inputs.today)
    papers = _hrefs(visit, inputs)
    models = list(agendas_of(visit, islice(visit.people.values(), count)))
    for number in range(count):
        agenda = models[number % len(models)]
        if over:
            yield _notice(decoy_path(inputs.secret, number), shell, "ended")
        else:
            like = _shell_for(agenda, visit, shell)
            yield _decoy(number, agenda, inputs.card_of(agenda), inputs, like, papers)


def _shell_for(agenda: Agenda, visit: Visit, shell: CardShell) -> CardShell:
    """The shell of a person's card; with decoys that of staff for everybody, so all are alike."""
    return replace(shell, staff=agenda.staff or bool(visit.decoys))


def decoy_count(visit: Visit) -> int:
    """Return how many decoys round the number of cards up to a multiple of `visit.decoys`.

    Only a visit with sealed cards has any: a plain page would show that nobody is in it.
    """
    if not visit.decoys or visit.privacy is not Privacy.SEALED:
        return 0
    return -len(visit.people) % visit.decoys


def shell_of(visit: Visit) -> CardShell:
    """Return what a card's page may show before it is opened."""
    known = vocabulary.languages()
    languages = tuple(code for code in visit.languages if code in known)
    return CardShell(languages or ("zh",), visit.appearance)


def _planned(path: str, render: Callable[[], str], *parts: object) -> PlannedFile:
    return PlannedFile(path, digest(program_digest(), *parts), lambda: render().encode("utf-8"))


def _notice(path: str, shell: CardShell, notice: str) -> PlannedFile:
    """Plan a page that replaces a card."""
    return _planned(path, lambda: notice_page(shell, notice), shell, notice)


def _card(
    visit: Visit,
    agenda: Agenda,
    current: CurrentCard,
    inputs: MicrositeInputs,
    shell: CardShell,
    papers: Hrefs,
) -> PlannedFile:
    """Plan one person's page, sealed or plain as the visit requires."""
    person, revision = agenda.person, agenda.revision
    sealed = visit.privacy is Privacy.SEALED
    key, digits = key_of(inputs.secret, person, revision), agenda.opening_digits
    token = token_of(inputs.secret, person, revision)
    bound_to = f"{token}|{revision}"

    def page() -> str:
        content = _content(agenda, current, papers)
        if not sealed:
            return plain_page(content)
        opening = second_factor_key(key, digits, bound_to) if digits else key
        return sealed_page(shell, _sealed(content, opening, bound_to), bound_to, _rounds(agenda))

    parts = (*current.inputs, *_own(papers, agenda), *agenda.roll_calls)
    return _planned(path_of_token(token), page, shell, sealed, digest(key), *parts)


def _decoy(
    number: int,
    agenda: Agenda,
    current: CurrentCard,
    inputs: MicrositeInputs,
    shell: CardShell,
    papers: Hrefs,
) -> PlannedFile:
    """Plan a decoy, which no key opens.

    It contains noise as long as a person's card, and different noise when that card differs, so
    that neither its size nor its age distinguishes it from cards.
    """
    key = derive(inputs.secret, f"decoy key|{number}", KEY_BYTES)
    bound_to = f"{decoy_token(inputs.secret, number)}|0"

    def page() -> str:
        model = _sealed(_content(agenda, current, papers), key, bound_to)
        noise = hashlib.shake_256(key + model).digest(len(model))
        return sealed_page(shell, noise, bound_to, _rounds(agenda))

    path = decoy_path(inputs.secret, number)
    parts = (*current.inputs, *_own(papers, agenda), *agenda.roll_calls)
    return _planned(path, page, shell, digest(key), *parts)


def _hrefs(visit: Visit, inputs: MicrositeInputs) -> Hrefs:
    """Return the address of each paper's file on the page of a card."""
    sealed = visit.privacy is Privacy.SEALED
    addresses = paper_addresses(visit, inputs.secret)
    return tuple((name, address.href(sealed=sealed)) for name, address in addresses.items())


def _own(papers: Hrefs, agenda: Agenda) -> Hrefs:
    """Return the addresses of the papers on one person's card."""
    names = {
        paper.file
        for entry in agenda.entries
        for paper in (*entry.papers, *(paper for point in entry.points for paper in point.papers))
    }
    return tuple(paper for paper in papers if paper[0] in names)


def _paper(visit: Visit, file: PaperFile, address: PaperAddress, shell: CardShell) -> PlannedFile:
    """Plan the page of a paper, sealed or plain as the visit requires."""
    sealed = visit.privacy is Privacy.SEALED
    language, bound_to = shell.languages[0], f"{address.token}|paper"

    def rendered() -> str:
        content = paper_content(file, language, file.path.read_bytes())
        if not sealed:
            return paper_page(shell, pad(content), "")
        return paper_page(
            shell, seal_file(content, address.key, bound_to.encode("ascii")), bound_to
        )

    return _planned(address.path, rendered, shell, sealed, digest(address.key), file)


def _rounds(agenda: Agenda) -> int:
    """Return the rounds of key stretching for the digits that a page asks for; 0 for none."""
    return ROUNDS if agenda.opening_digits else 0


def _sealed(content: CardContent, key: bytes, bound_to: str) -> bytes:
    return seal(content.html.encode("utf-8"), key, bound_to.encode("ascii"))


def _content(agenda: Agenda, current: CurrentCard, papers: Hrefs) -> CardContent:
    as_of = datetime.fromtimestamp(current.card.as_of, UTC)
    return card_content(
        agenda,
        as_of=as_of,
        version=current.card.version,
        calendar=calendar_of(agenda, agenda.language, current.history),
        marks=marked_until(current.recent),
        changes=changes_by_language(agenda, current.recent),
        papers=papers,
    )
