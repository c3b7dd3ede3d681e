"""The change report for the office, by change and by person: as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator import vocabulary
from generator.render.words.lists import enumerated, joined


@dataclass(frozen=True)
class NotificationLine:
    """A person whose card changed, in words.

    `what` has the changes, `texts` the text messages to send; `notified` is who notified the person
    and when, empty while nobody has.
    """

    id: str
    urgency: str
    name: str
    party: str
    phone: str
    staff: bool
    to_notify: bool
    what: tuple[str, ...]
    texts: tuple[str, ...]
    notified: str

    @property
    def is_pending(self) -> bool:
        """Whether the person has yet to be notified."""
        return self.to_notify and not self.notified


@dataclass(frozen=True)
class FactLine:
    """A thing that changed, in words, with everybody whom it concerns.

    `what` is a sentence; `subject`, `old` and `new` are its parts, or the sentence alone. `who` are
    the people by party. `texts` are (language, text to send).
    """

    urgency: str
    what: str
    subject: str
    old: str
    new: str
    people: tuple[NotificationLine, ...]
    who: str
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """How many people it concerns."""
        return len(self.people)

    @property
    def pending(self) -> tuple[NotificationLine, ...]:
        """Those whom nobody has notified of it."""
        return tuple(line for line in self.people if line.is_pending)


@dataclass(frozen=True)
class LogEntry:
    """The changes of one publication, by person and by fact.

    `at` is its time on the visit's clock; None for changes that are not published.
    """

    at: datetime | None
    target: str
    lines: tuple[NotificationLine, ...]
    facts: tuple[FactLine, ...] = ()


@dataclass(frozen=True)
class ChangeLog:
    """The changes of a visit: `entries` with the newest publication first.

    `to_tell` are the facts of which somebody has yet to be notified, the most urgent first, in
    place of what each publication changed: a plate that changed twice is one fact.
    """

    entries: tuple[LogEntry, ...] = ()
    to_tell: tuple[FactLine, ...] = ()


def with_same_people(facts: Iterable[FactLine]) -> tuple[tuple[FactLine, ...], ...]:
    """The facts that concern exactly the same people together: one call for all of them."""
    groups: dict[object, list[FactLine]] = {}
    for fact in facts:
        people = frozenset(line.id for line in fact.people)
        groups.setdefault((fact.urgency, people), []).append(fact)
    return tuple(map(tuple, groups.values()))


def change_text(fact: FactLine, language: str) -> str:
    """`1号车 车牌 鄂E·11111 → 鄂E·22222`."""
    if not (fact.old or fact.new):
        return fact.subject
    values = {"was": fact.old or "—", "now": fact.new or "—"}
    return vocabulary.word("change.from_to", language, what=fact.subject, **values)


def told_text(fact: FactLine, language: str) -> str:
    """`涉及 41 人，已告知 13 人，未告知 28 人`."""
    numbers = {"n": fact.count, "told": fact.count - len(fact.pending), "open": len(fact.pending)}
    return vocabulary.word("change.counts", language, **numbers)


def send_texts(facts: Sequence[FactLine]) -> tuple[tuple[str, str], ...]:
    """The texts to send about facts that concern the same people, by language."""
    texts: dict[str, list[str]] = {}
    for fact in facts:
        for language, text in fact.texts:
            texts.setdefault(language, []).append(text)
    return tuple(
        (language, ("" if language == "zh" else " ").join(parts))
        for language, parts in texts.items()
    )


def by_party(
    lines: Iterable[NotificationLine], language: str
) -> tuple[tuple[str, tuple[NotificationLine, ...]], ...]:
    """People by party, staff last."""
    groups: dict[tuple[bool, str], list[NotificationLine]] = {}
    for line in lines:
        groups.setdefault((line.staff, "" if line.staff else line.party), []).append(line)
    staff = vocabulary.label("Team", "staff", language)
    return tuple(
        (staff if is_staff else party, tuple(groups[is_staff, party]))
        for is_staff, party in sorted(groups, key=lambda group: group[0])
    )


def report_text(facts: Sequence[FactLine], lines: Sequence[NotificationLine], language: str) -> str:
    """The report by change for the screen.

    Each change, or several that concern the same people, with their number, a text to send, and
    the telephones of those who have yet to be notified. Last those who need not be notified.
    """
    parts = ["\n".join(_changes(group, language)) for group in with_same_people(facts)]
    return "\n\n".join((*parts, *_quiet(lines, language)))


def person_text(lines: Sequence[NotificationLine], language: str) -> str:
    """The report by person for the screen: everybody to be notified, with telephone and changes."""
    parts = []
    if to_notify := [line for line in lines if line.to_notify]:
        head = vocabulary.word("change.notify", language, n=len(to_notify))
        parts.append("\n".join((head, *map(_person, to_notify))))
    return "\n\n".join((*parts, *_quiet(lines, language)))


def _changes(facts: Sequence[FactLine], language: str) -> Iterator[str]:
    for fact in facts:
        yield f"[{fact.urgency}] {change_text(fact, language)}"
    counts, who = told_text(facts[0], language), facts[0].who
    yield "    " + vocabulary.word("change.concerns", language, counts=counts, who=who)
    for _, text in send_texts(facts):
        yield "    " + vocabulary.word("change.to_send", language, text=text)
    for party, people in by_party(facts[0].pending, language):
        names = enumerated((joined(line.name, line.phone) for line in people), language)
        yield "    " + vocabulary.word("change.pending", language, party=party, names=names)


def _quiet(lines: Iterable[NotificationLine], language: str) -> Iterator[str]:
    if quiet := [line.name for line in lines if not line.to_notify]:
        names = enumerated(quiet, language)
        yield vocabulary.word("change.quiet", language, n=len(quiet), names=names)


def _person(line: NotificationLine) -> str:
    head = "  ".join(filter(None, (line.name, line.party, line.phone, line.notified)))
    return "\n".join((f"  {head}", *(f"    [{line.urgency}] {what}" for what in line.what)))


def change_json(facts: Iterable[FactLine]) -> str:
    """The report as a list of objects, one for each change; people are named by id."""
    rows = [
        {
            "urgency": fact.urgency,
            "change": fact.what,
            "what": fact.subject,
            "from": fact.old,
            "to": fact.new,
            "people": [line.id for line in fact.people],
            "told": [line.id for line in fact.people if not line.is_pending],
            "not_told": [
                {"id": line.id, "name": line.name, "party": line.party, "phone": line.phone}
                for line in fact.pending
            ],
            "texts": dict(fact.texts),
        }
        for fact in facts
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def report_json(lines: Iterable[NotificationLine]) -> str:
    """The report as a list of objects, one for each person."""
    rows = [
        {
            "id": line.id,
            "urgency": line.urgency,
            "name": line.name,
            "party": line.party,
            "phone": line.phone,
            "staff": line.staff,
            "to_tell": line.to_notify,
            "changes": list(line.what),
            "texts": list(line.texts),
            "told": line.notified,
        }
        for line in lines
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)
