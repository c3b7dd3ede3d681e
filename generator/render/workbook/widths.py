"""Widths of columns and heights of rows, so that a list prints one page wide and legibly.

Widths are in characters of a spreadsheet: a Chinese one counts as two. Heights are in points.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from math import ceil

from generator.render.text_width import TextMeasure
from generator.render.workbook.listing import Listing

CELL_TEXT = TextMeasure(wide=2, narrow=1, wide_classes="WFA")
"""Chinese fonts draw characters of class A, such as “ and —, as wide as Chinese ones."""
PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 92, 150
"""What fits across an A4 sheet, nearly at full size."""
UPRIGHT_WIDTH = 112
"""What an upright list has across: at some nine points, so that a page has a coach's passengers."""
_WIDEST = 48
_NARROWEST, _TO_WRITE_IN = 6, 14
_MARGIN, _FILTER_BUTTON = 2, 3
_LINE, _ABOVE_AND_BELOW = 15, 4
_HIGHEST = 409  # Excel's limit
_UNBROKEN = re.compile(r"[!-~–]+")  # Chinese text breaks anywhere, a number nowhere.


def column_widths(listing: Listing) -> list[float]:
    """Return a width for each column: that of its texts, less where the sheet would not fit."""
    # A column has the same texts many times: a day, a hotel, a form of address.
    columns = list(map(set, zip(*listing.rows, strict=True))) or [set()] * len(listing.headings)
    cells = list(zip(listing.headings, columns, strict=True))
    natural = [_natural(heading, texts, listing.roomy) for heading, texts in cells]
    least = [max((_longest_run(text) for text in texts), default=0) + _MARGIN for _, texts in cells]
    widest, limit = _WIDEST, UPRIGHT_WIDTH if listing.upright else LANDSCAPE_WIDTH
    while True:
        widths = [max(min(n, widest), min(m, _WIDEST)) for n, m in zip(natural, least, strict=True)]
        widths[listing.printed :] = [min(n, _WIDEST) for n in natural[listing.printed :]]
        spare = limit - sum(widths[: listing.printed])
        if spare >= 0 or widest <= _NARROWEST:
            if listing.upright:
                widths[listing.printed - 1] += max(spare, 0)
            return widths
        widest -= 1


def row_height(texts: Sequence[str], widths: Sequence[float]) -> int:
    """Return the height at which no text of a row is cut off.

    Only some programs compute it themselves.
    """
    lines = (_lines(text, width) for text, width in zip(texts, widths, strict=True))
    return _height(max(lines, default=1))


def row_heights(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> list[int]:
    """Return the `row_height` of each row."""
    most_lines = [1] * len(rows)
    for texts, width in zip(zip(*rows, strict=True), widths, strict=False):
        lines = {text: _lines(text, width) for text in set(texts)}
        if max(lines.values()) > 1:
            most_lines = list(map(max, most_lines, map(lines.__getitem__, texts)))
    return list(map(_height, most_lines))


def _height(lines: int) -> int:
    return min(lines * _LINE + _ABOVE_AND_BELOW, _HIGHEST)


def _natural(heading: str, texts: Collection[str], roomy: bool) -> float:
    if roomy and not any(texts):
        return _TO_WRITE_IN
    lines = (line for text in texts for line in text.split("\n"))
    longest = max(map(CELL_TEXT.width, lines), default=0)
    return max(longest + _MARGIN, CELL_TEXT.width(heading) + _FILTER_BUTTON, _NARROWEST)


def _longest_run(text: str) -> int:
    return max(map(len, _UNBROKEN.findall(text)), default=0)


@lru_cache(maxsize=16_384)
def _lines(text: str, width: float) -> int:
    if 2 * len(text) < width and "\n" not in text:
        return 1
    # One character less than the width: a Chinese one is not halved at the line's end.
    return sum(ceil(max(CELL_TEXT.width(line), 1) / (width - 1)) for line in text.split("\n"))
