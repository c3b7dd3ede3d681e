"""Where the pages of a printed sheet begin, so that what belongs together is on one page.

A sheet is fitted to the width of a page, and to no number of pages: programs keep its page breaks
then. How many rows a page holds follows from the scale, which is estimated from the widths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

SIDE_MARGIN, TOP_MARGIN, BOTTOM_MARGIN = 0.4, 0.75, 0.7
"""Inches."""
_A4_WIDTH, _A4_HEIGHT, _INCH = 595.3, 841.9, 72
_SAFE = 0.97
"""The share of a page that is planned for: programs and printers round differently."""
_DIGIT, _PADDING, _PIXEL = 7, 5, 0.75
"""A character of a column's width, a column's padding (pixels), and a pixel (points)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The scale (percent) at which a sheet is printed, and the height (points) of a page.

    The height is in the sheet's own points: a smaller scale has room for more rows.
    """

    scale: int
    height: float


class Line(NamedTuple):
    """A row of a sheet: its number in what is written, and its height in points."""

    number: int
    height: float


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. A block that fits on one page is not divided, unless `divisible`.

    `head` is never the last on a page, and `tail` follows the last row; `again` is repeated on each
    further page. `new_page` where the block begins a page.
    """

    rows: Sequence[Line]
    head: tuple[Line, ...] = ()
    again: tuple[Line, ...] = ()
    tail: tuple[Line, ...] = ()
    new_page: bool = False
    divisible: bool = False


class Placed(NamedTuple):
    """A line in its place; `begins_page` where a new page begins with it."""

    line: Line
    begins_page: bool


def paper_for(widths: Sequence[float], *, landscape: bool) -> Paper:
    """Return how columns of these widths (characters) fit across A4, at full size if possible."""
    across, down = (_A4_HEIGHT, _A4_WIDTH) if landscape else (_A4_WIDTH, _A4_HEIGHT)
    room = (across - 2 * SIDE_MARGIN * _INCH) * _SAFE
    needed = sum(int(width * _DIGIT + _PADDING) for width in widths) * _PIXEL
    scale = min(100, int(100 * room / needed))
    height = (down - (TOP_MARGIN + BOTTOM_MARGIN) * _INCH) * _SAFE * 100 / scale
    return Paper(scale, height)


def paginated(blocks: Iterable[Block], height: float) -> Iterator[Placed]:
    """Yield the lines of all blocks in order, and where pages of a `height` have to begin.

    Where a block is longer than a page and nothing is repeated, programs begin the next page.
    """
    used = 0.0
    for block in blocks:
        begins = used > 0 and (block.new_page or used + _needed(block, height) > height)
        used = 0 if begins else used
        chunks = list(_chunks(block))
        for number, chunk in enumerate(chunks):
            if number and used + _height(chunk) > height:
                used, begins = 0, bool(block.again or (block.tail and number == len(chunks) - 1))
                chunk = [*block.again, *chunk]
            for line in chunk:
                yield Placed(line, begins)
                used, begins = used + line.height, False


def _needed(block: Block, height: float) -> float:
    """The height that a block needs where it begins: all of it, if a page of `height` has it."""
    whole = _height((*block.head, *block.rows, *block.tail))
    return _height(next(_chunks(block))) if block.divisible or whole > height else whole


def _chunks(block: Block) -> Iterator[list[Line]]:
    """The lines of a block that stay together: head and first row, each row, last row and tail."""
    rows = list(block.rows)
    if len(rows) < 2:
        yield [*block.head, *rows, *block.tail]
        return
    yield [*block.head, rows[0]]
    for row in rows[1:-1]:
        yield [row]
    yield [rows[-1], *block.tail]


def _height(lines: Iterable[Line]) -> float:
    return sum(line.height for line in lines)
