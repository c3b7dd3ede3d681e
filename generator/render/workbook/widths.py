"""How wide a list's columns and how high its rows are, so that it prints one page wide and large
enough to read. Widths are in characters of a spreadsheet: a Chinese one counts as two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from math import ceil

from generator.render.workbook.listing import Listing

PORTRAIT, LANDSCAPE = 92, 150  # What fits across an A4 sheet, nearly at full size.
_WIDEST = 48
_NARROWEST, _TO_WRITE_IN = 6, 14
_MARGIN, _FILTER_BUTTON = 2, 3
_LINE, _ABOVE_AND_BELOW = 15, 4  # In points.
_MOST_POINTS = 409  # Excel's highest row.
_UNBROKEN = re.compile(r"[!-~–]+")  # Chinese text breaks anywhere, a number nowhere.


def text_width(text: str) -> int:
    """How wide a line of text is."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def column_widths(listing: Listing) -> list[int]:
    """A width for each column: as wide as its texts, narrower where the sheet would not fit."""
    # A column says the same many times: a day, a hotel, a form of address.
    columns = [{row[n] for row in listing.rows} for n in range(len(listing.headings))]
    cells = list(zip(listing.headings, columns, strict=True))
    natural = [_natural(heading, texts, listing.roomy) for heading, texts in cells]
    least = [max((_longest_run(text) for text in texts), default=0) + _MARGIN for _, texts in cells]
    widest = _WIDEST
    while True:
        widths = [max(min(n, widest), min(m, _WIDEST)) for n, m in zip(natural, least, strict=True)]
        if sum(widths[: listing.printed]) <= LANDSCAPE or widest <= _NARROWEST:
            return widths
        widest -= 1


def row_height(cells: Sequence[str], widths: Sequence[int]) -> int:
    """The height at which nothing in a row is cut off, in points. Only some programs find it by
    themselves.
    """
    lines = max((_lines(text, width) for text, width in zip(cells, widths, strict=True)), default=1)
    return min(lines * _LINE + _ABOVE_AND_BELOW, _MOST_POINTS)


def _natural(heading: str, texts: Collection[str], roomy: bool) -> int:
    if roomy and not any(texts):
        return _TO_WRITE_IN
    longest = max((text_width(line) for text in texts for line in text.split("\n")), default=0)
    return max(longest + _MARGIN, text_width(heading) + _FILTER_BUTTON, _NARROWEST)


def _longest_run(text: str) -> int:
    return max(map(len, _UNBROKEN.findall(text)), default=0)


def _lines(text: str, width: int) -> int:
    if 2 * len(text) < width and "\n" not in text:
        return 1
    # One character less than the width: a Chinese one is not halved at the line's end.
    return sum(ceil(max(text_width(line), 1) / (width - 1)) for line in text.split("\n"))
