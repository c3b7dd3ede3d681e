"""Which known word was probably meant by one that is unknown; none where two are equally near."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from generator import vocabulary
from generator.model.parsing.values import normal
from generator.text import Text

_NEAR = 0.5
_MOST_TIED = 9
"""More words than one thing goes by."""


def nearest(word: str, known: Iterable[str], cutoff: float = _NEAR) -> list[str]:
    """The word of `known` nearest to `word`, and those just as near; nothing where none is near."""
    close = get_close_matches(word, known, n=_MOST_TIED, cutoff=cutoff)
    return [each for each in close if _likeness(word, each) == _likeness(word, close[0])]


def the_nearest(word: str, known: Iterable[str], cutoff: float = _NEAR) -> str:
    """The one word of `known` nearest to `word`; empty where there is none, or more than one."""
    close = nearest(word, known, cutoff)
    return close[0] if len(close) == 1 else ""


def _likeness(word: str, other: str) -> float:
    # In the order in which get_close_matches compares: the ratio is not symmetric.
    return SequenceMatcher(None, other, word).ratio()


def nearest_of(found: str, known: Iterable[str]) -> str:
    shown = {normal(word).casefold(): word for word in known}
    return shown.get(the_nearest(normal(found).casefold(), shown), "")


def hint(found: str, known: Iterable[str]) -> Text:
    """`是不是“…”？` with the known word nearest to `found`; empty where none is near."""
    return hint_of(nearest_of(found, known))


def hint_of(nearest: str) -> Text:
    """`是不是“…”？`; empty where `nearest` is."""
    return vocabulary.message("hint.nearest", nearest=nearest) if nearest else Text("")
