"""The messages that tell a person what changed."""

from __future__ import annotations

from collections.abc import Iterable

from generator import vocabulary
from generator.changes.difference import Change
from generator.render.changes.texts import segments
from generator.render.changes.wording import sentences

AT_MOST = 6
"""Sentences in a text message: who has more to read opens the card."""


def texts(changes: Iterable[Change], language: str) -> tuple[str, ...]:
    """The messages about changes, in the reader's language."""
    lines = sentences(changes, language)
    more = (vocabulary.word("change.more", language),) if len(lines) > AT_MOST else ()
    return segments((*lines[:AT_MOST], *more), stop="。" if language == "zh" else ". ")
