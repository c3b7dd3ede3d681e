"""The known word that an unknown one probably means; none where two are equally near."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from generator import vocabulary
from generator.model.parsing.values import normal
from generator.text import Text

_NEAR = 0.5
_MOST_TIED = 9
"""More words than one thing has names."""


def nearest_words(word: str, known: Iterable[str], cutoff: float = _NEAR) -> list[str]:
    """The word of `known` nearest to `word`, and those equally near; nothing where none is near."""
    close = get_close_matches(word, known, n=_MOST_TIED, cutoff=cutoff)
    return [other for other in close if _likeness(word, other) == _likeness(word, close[0])]


def nearest_word(word: str, known: Iterable[str], cutoff: float = _NEAR) -> str:
    """The one word of `known` nearest to `word`; empty where there is none, or more than one."""
    close = nearest_words(word, known, cutoff)
    return close[0] if len(close) == 1 else ""


def _likeness(word: str, other: str) -> float:
    # The order of get_close_matches: the ratio is not symmetric.
    return SequenceMatcher(None, other, word).ratio()


def nearest_label(label: str, known: Iterable[str]) -> str:
    """The one label of `known` nearest to `label`, whatever its width and case; empty if none."""
    labels = {normal(word).casefold(): word for word in known}
    return labels.get(nearest_word(normal(label).casefold(), labels), "")


def hint(label: str, known: Iterable[str]) -> Text:
    """`是不是“…”？` with the known label nearest to `label`; empty where none is near."""
    return hint_text(nearest_label(label, known))


def hint_text(nearest: str) -> Text:
    """`是不是“…”？`; empty where `nearest` is."""
    return vocabulary.message("hint.nearest", nearest=nearest) if nearest else Text("")
