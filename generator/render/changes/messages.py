"""Short texts, ready to be sent: each segment is one message on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator import vocabulary
from generator.changes.difference import Change
from generator.render.changes.sentences import change_sentences

SEGMENT = 69
"""Characters in one message: with Chinese in it a text holds 70, and must be shorter than that."""

STOPS = re.compile(r"[\s，。：；、（）)]")
"""After what a text may be cut."""


def segments(lines: Iterable[str], stop: str = "。") -> tuple[str, ...]:
    """Sentences packed into messages of fewer than 70 characters; a longer one is cut between
    words, or where it must.
    """
    packed: list[str] = []
    for piece in (piece for line in lines for piece in _pieces(line, stop)):
        if packed and len(packed[-1]) + len(piece) <= SEGMENT:
            packed[-1] += piece
        else:
            packed.append(piece)
    return tuple(packed)


def _pieces(line: str, stop: str) -> list[str]:
    """A sentence with its stop, in pieces none of which is longer than a message."""
    said = line if line.endswith((stop.strip(), "。", ".")) else f"{line}{stop}"
    pieces = []
    while len(said) > SEGMENT:
        head = said[:SEGMENT]
        # Not inside a word or a number: a plate or a room must stay whole.
        at = max((stop.end() for stop in STOPS.finditer(head)), default=SEGMENT)
        pieces.append(said[:at])
        said = said[at:]
    return [*pieces, said]


AT_MOST = 6
"""Sentences in a text message: who has more to read opens the card."""


def texts(changes: Iterable[Change], language: str) -> tuple[str, ...]:
    """The messages about changes, in the reader's language."""
    lines = change_sentences(changes, language)
    more = (vocabulary.word("change.more", language),) if len(lines) > AT_MOST else ()
    return segments((*lines[:AT_MOST], *more), stop="。" if language == "zh" else ". ")
