"""Text messages about changes, each short enough for one message on a telephone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator import vocabulary
from generator.changes.difference import Change
from generator.render.changes.sentences import change_sentences

MAX_LENGTH = 69
"""Characters of a message: one text message with Chinese in it has room for 70."""
MAX_SENTENCES = 6
"""Sentences in a message about one card; the rest can be read on the card."""
BREAK_AFTER = re.compile(r"[\s，。：；、（）)]")


def text_messages(changes: Iterable[Change], language: str) -> tuple[str, ...]:
    """The messages about changes, in the reader's language."""
    sentences = change_sentences(changes, language)
    more = vocabulary.word("change.more", language)
    sent = sentences if len(sentences) <= MAX_SENTENCES else (*sentences[:MAX_SENTENCES], more)
    return _packed(sent, _full_stop(language))


def ended(sentence: str, language: str) -> str:
    """A sentence with its full stop."""
    return "".join(_pieces(sentence, _full_stop(language))).rstrip()


def _full_stop(language: str) -> str:
    return "。" if language == "zh" else ". "


def _packed(sentences: Iterable[str], full_stop: str = "。") -> tuple[str, ...]:
    """Sentences, several to a message.

    A sentence that is longer than a message is cut, between words where that is possible.
    """
    messages: list[str] = []
    for piece in (piece for text in sentences for piece in _pieces(text, full_stop)):
        if messages and len(messages[-1]) + len(piece) <= MAX_LENGTH:
            messages[-1] += piece
        else:
            messages.append(piece)
    return tuple(message.rstrip() for message in messages)


def _pieces(sentence: str, full_stop: str) -> list[str]:
    """A sentence with its full stop, in pieces none of which is longer than a message."""
    ended = sentence.endswith((full_stop.strip(), "。", "."))
    rest = sentence if ended else f"{sentence}{full_stop}"
    pieces = []
    while len(rest.rstrip()) > MAX_LENGTH:
        head = rest[:MAX_LENGTH]
        # Not inside a word or a number: a plate or a room must stay in one piece.
        breaks = (match.end() for match in BREAK_AFTER.finditer(head))
        end = max(breaks, default=MAX_LENGTH)
        pieces.append(rest[:end])
        rest = rest[end:]
    return [*pieces, rest]
