"""Brings the change report together: what changed, worded, and who was told already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from generator import vocabulary
from generator.load.told import Told
from generator.publish.changes import CardChange, CardEvent
from generator.render.changes.lines import sentences, texts
from generator.render.changes.report import ToldLine


def report_lines(
    changes: Iterable[CardChange], told: Sequence[Told], language: str
) -> tuple[ToldLine, ...]:
    """The report's lines in the office's `language`; each text in its reader's own."""
    return tuple(_line(change, told, language) for change in changes)


def told_of(change: CardChange, told: Iterable[Told]) -> Told | None:
    """Who told the person what the card says now; None while nobody did."""
    return next(
        (each for each in told if (each.person, each.version) == (change.person, change.version)),
        None,
    )


def now_told(change: CardChange, by: str, at: datetime) -> Told:
    """The record that somebody was told."""
    return Told(change.person, change.name, change.version, at, by)


def _line(change: CardChange, told: Sequence[Told], language: str) -> ToldLine:
    done = told_of(change, told)
    return ToldLine(
        id=change.person,
        urgency=vocabulary.word(f"change.urgency.{change.urgency}", language),
        name=change.name,
        party=change.party or "",
        phone=change.phone or "",
        staff=change.staff,
        to_tell=change.to_tell,
        what=_what(change, language),
        texts=_texts(change),
        told=vocabulary.word("change.told_at", language, at=f"{done.at:%m-%d %H:%M}", by=done.by)
        if done
        else "",
    )


def _what(change: CardChange, language: str) -> tuple[str, ...]:
    if not change.to_tell:
        return (vocabulary.word("change.only_around", language),)
    if change.event is CardEvent.CHANGED:
        return sentences(change.changes, language)
    return (vocabulary.word(f"change.{change.event}_card", language),)


def _texts(change: CardChange) -> tuple[str, ...]:
    if not change.to_tell:
        return ()
    if change.event is CardEvent.CHANGED:
        return texts(change.changes, change.language)
    return (vocabulary.word(f"change.text_{change.event}", change.language),)
