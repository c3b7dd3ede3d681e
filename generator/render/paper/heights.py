"""How tall text is at most: what surely fits is not set by typst once more to measure it."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from generator.render.text_width import TextMeasure

_HALF_WIDTH = TextMeasure(wide=2, narrow=1)
_SPARE = 1.2
"""Lines are filled less than whole: a line ends before a word, and bold letters are wider."""
_MORE = 1.3
"""How much wider than known a column is at most."""


def half_widths(text: str) -> float:
    """Return the longest line of a text in half-width characters."""
    return max(map(_half_width, text.split("\n")))


def most_lines(text: str, place: float) -> int:
    """Return the most lines of a text, `place` half-width characters wide; none of an empty one."""
    return _lines(text, place / _SPARE)


def least_lines(text: str, place: float) -> int:
    """Return the fewest lines of a text, about `place` half-width characters wide."""
    return _lines(text, place * _MORE)


def _lines(text: str, place: float) -> int:
    return sum(max(1, ceil(_half_width(line) / place)) for line in text.split("\n") if text)


@lru_cache(maxsize=4096)
def _half_width(line: str) -> float:
    return _HALF_WIDTH.width(line)
