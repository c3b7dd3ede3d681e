"""Brings the change report together: what changed, worded, and who was notified already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from generator import vocabulary
from generator.changes.cards import CardChange, CardEvent
from generator.changes.facts import Fact, facts_of
from generator.changes.notifications import Notification
from generator.render.changes.messages import texts
from generator.render.changes.report import FactLine, ToldLine
from generator.render.changes.sentences import change_sentences, fact_sentence

NAMED_AT_MOST = 8
"""So many guests of a party are named; of more only their number is."""


def report_lines(
    changes: Iterable[CardChange], told: Sequence[Notification], language: str
) -> tuple[ToldLine, ...]:
    """The report's lines by person in the office's `language`; each text in its reader's own."""
    return tuple(_line(change, told, language) for change in changes)


def fact_lines(changes: Sequence[CardChange], now: datetime, language: str) -> tuple[FactLine, ...]:
    """The report's lines by fact. `now` is a time on the visit's clock."""
    return tuple(_fact_line(fact, language) for fact in facts_of(changes, now))


def _fact_line(fact: Fact, language: str) -> FactLine:
    return FactLine(
        urgency=vocabulary.word(f"change.urgency.{fact.urgency}", language),
        what=fact_sentence(fact, language),
        count=len(fact.people),
        who=_who(fact.people, language),
    )


def _who(people: Sequence[CardChange], language: str) -> str:
    """`第一组 12 人、张三、王强`: the guests of large parties by number, then names, staff last."""
    separator = vocabulary.word("diff.and", language)
    parties: dict[str | None, list[str]] = {}
    for person in people:
        if not person.staff:
            parties.setdefault(person.party, []).append(person.name)
    named = [
        text
        for party, names in parties.items()
        for text in (
            names
            if party is None or len(names) <= NAMED_AT_MOST
            else [vocabulary.word("change.party", language, party=party, n=len(names))]
        )
    ]
    return separator.join((*named, *(person.name for person in people if person.staff)))


def told_of(change: CardChange, told: Iterable[Notification]) -> Notification | None:
    """Who notified the person of the card's content now; None while nobody did."""
    return next(
        (each for each in told if (each.person, each.version) == (change.person, change.version)),
        None,
    )


def now_told(change: CardChange, by: str, at: datetime) -> Notification:
    """The record that somebody was notified."""
    return Notification(change.person, change.name, change.version, at, by)


def _line(change: CardChange, told: Sequence[Notification], language: str) -> ToldLine:
    done = told_of(change, told)
    return ToldLine(
        id=change.person,
        urgency=vocabulary.word(f"change.urgency.{change.urgency}", language),
        name=change.name,
        party=change.party or "",
        phone=change.phone or "",
        staff=change.staff,
        to_tell=change.to_notify,
        what=_what(change, language),
        texts=_texts(change),
        told=vocabulary.word("change.told_at", language, at=f"{done.at:%m-%d %H:%M}", by=done.by)
        if done
        else "",
    )


def _what(change: CardChange, language: str) -> tuple[str, ...]:
    if not change.to_notify:
        return (vocabulary.word("change.only_around", language),)
    if change.event is CardEvent.CHANGED:
        return change_sentences(change.changes, language)
    return (vocabulary.word(f"change.{change.event}_card", language),)


def _texts(change: CardChange) -> tuple[str, ...]:
    if not change.to_notify:
        return ()
    if change.event is CardEvent.CHANGED:
        return texts(change.changes, change.language)
    return (vocabulary.word(f"change.text_{change.event}", change.language),)
