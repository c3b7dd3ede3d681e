"""A person's line of the change report, in words."""

from __future__ import annotations

from collections.abc import Iterable

from generator import vocabulary
from generator.agenda.changes import Change
from generator.render.changes.texts import segments
from generator.render.changes.wording import lines_of

AT_MOST = 6
"""Sentences in a text message: who has more to read opens the card."""


def sentences(changes: Iterable[Change], language: str) -> tuple[str, ...]:
    """What changed, a sentence each, none said twice."""
    said = (line for change in changes for line in lines_of(change, language))
    return tuple(dict.fromkeys(said))


def texts(changes: Iterable[Change], language: str) -> tuple[str, ...]:
    """The messages that tell it, in the reader's language."""
    lines = sentences(changes, language)
    more = (vocabulary.word("change.more", language),) if len(lines) > AT_MOST else ()
    return segments((*lines[:AT_MOST], *more), stop="。" if language == "zh" else ". ")
