"""The lines of the change report: what changed, for whom, and who was notified already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from generator.changes.cards import CardChange, CardEvent
from generator.changes.facts import Fact, facts_of
from generator.changes.notifications import Notification
from generator.changes.snapshot import PANEL_OF
from generator.render.changes.messages import ended, text_messages
from generator.render.changes.report import FactLine, NotificationLine
from generator.render.changes.sentences import change_sentences, fact_sentence, fact_values
from generator.render.words import Wording
from generator.render.words.lists import enumerated

MAX_NAMES = 8
"""The guests of a larger party are not named: their number is given."""


def report_lines(
    changes: Iterable[CardChange], notifications: Sequence[Notification], language: str
) -> tuple[NotificationLine, ...]:
    """The report by person, in the office's `language`; text messages in their reader's own."""
    words = Wording(language, "change")
    return tuple(_notification_line(change, notifications, words) for change in changes)


def fact_lines(
    changes: Sequence[CardChange], lines: Iterable[NotificationLine], now: datetime, language: str
) -> tuple[FactLine, ...]:
    """The report by fact, from the `report_lines` of the same changes.

    `now` is a time on the visit's clock.
    """
    words = Wording(language, "change")
    by_person = {line.id: line for line in lines}
    return tuple(_fact_line(fact, by_person, words) for fact in facts_of(changes, now))


def notification_of(
    change: CardChange, notifications: Iterable[Notification]
) -> Notification | None:
    """The notification of the person about the card's content now; None where there is none."""
    key = (change.person, change.version)
    return next((note for note in notifications if (note.person, note.version) == key), None)


def new_notification(change: CardChange, by: str, at: datetime) -> Notification:
    """The record that somebody notified the person of a change."""
    return Notification(change.person, change.name, change.version, at, by)


def _fact_line(fact: Fact, lines: Mapping[str, NotificationLine], words: Wording) -> FactLine:
    subject, old, new = fact_values(fact, words.language)
    return FactLine(
        urgency=words.phrase(f"urgency.{fact.urgency}"),
        what=fact_sentence(fact, words.language),
        subject=subject,
        old=old,
        new=new,
        people=tuple(lines[person.person] for person in fact.people),
        who=_people(fact.people, words),
        texts=tuple(_fact_texts(fact, words)),
    )


def _fact_texts(fact: Fact, words: Wording) -> Iterator[tuple[str, str]]:
    """A text to send for each language of the people concerned, the office's own first.

    None about a working group's panel: some of its readers see names, others only numbers.
    """
    if fact.changes and fact.changes[0].kind in PANEL_OF:
        return
    languages = {person.language: None for person in fact.people}
    for language in sorted(languages, key=lambda code: code != words.language):
        if fact.changes:
            yield language, "".join(text_messages(fact.changes, language))
        else:
            yield language, ended(fact_sentence(fact, language), language)


def _people(people: Sequence[CardChange], words: Wording) -> str:
    """`第一组 12 人、张三；工作人员：王五`: large parties by number, staff last."""
    parties: dict[str | None, list[str]] = {}
    for person in people:
        if not person.staff:
            parties.setdefault(person.party, []).append(person.name)
    texts: list[str] = []
    for party, names in parties.items():
        if party is None or len(names) <= MAX_NAMES:
            texts += names
        else:
            texts.append(words.phrase("party", party=party, n=len(names)))
    guests = enumerated(texts, words.language)
    staff = enumerated((person.name for person in people if person.staff), words.language)
    if guests and staff:
        return words.phrase("and_staff", guests=guests, staff=staff)
    return guests or staff


def _notification_line(
    change: CardChange, notifications: Sequence[Notification], words: Wording
) -> NotificationLine:
    done = notification_of(change, notifications)
    return NotificationLine(
        id=change.person,
        urgency=words.phrase(f"urgency.{change.urgency}"),
        name=change.name,
        party=change.party or "",
        phone=change.phone or "",
        staff=change.staff,
        to_notify=change.to_notify,
        what=_what(change, words),
        texts=_texts(change),
        notified=words.phrase("told_at", at=f"{done.at:%m-%d %H:%M}", by=done.by) if done else "",
    )


def _what(change: CardChange, words: Wording) -> tuple[str, ...]:
    if not change.to_notify:
        return (words.phrase("only_around"),)
    if change.event is CardEvent.CHANGED:
        return change_sentences(change.changes, words.language)
    return (words.phrase(f"{change.event}_card"),)


def _texts(change: CardChange) -> tuple[str, ...]:
    if not change.to_notify:
        return ()
    if change.event is CardEvent.CHANGED:
        return text_messages(change.changes, change.language)
    return (Wording(change.language, "change").phrase(f"text_{change.event}"),)
