"""Small pictures for cards: which of the seats is the reader's own, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from math import cos, pi, sin

from generator.model.enums import SeatingForm

RADIUS = 38
"""Of the ring of seats. They are dots of one dashed line: a tenth of as many circles' bytes."""
APART = 20
"""From seat to seat in a row; the style sheet draws them 14 wide."""


@lru_cache(maxsize=1024)
def small_table_picture(seats: int, own: str | None) -> str:
    """An SVG of a table of `seats` seats, seat 1 at the top and on clockwise; `own` is filled."""
    mine = int(own) if own and own.isdecimal() and int(own) <= seats else 0
    apart = 2 * pi * RADIUS / seats
    return (
        '<svg class="table" viewBox="-50 -50 100 100" aria-hidden="true">'
        f'<circle r="26" class="top"/><circle r="{RADIUS}" class="seats" transform="rotate(-90)" '
        f'stroke-dasharray="0 {apart:.3f}"/>{_at_table(mine, seats) if mine else ""}</svg>'
    )


@lru_cache(maxsize=4096)
def small_seating_picture(form: SeatingForm, plan: tuple[str, ...], row: int, column: int) -> str:
    """An SVG of rows of seats as `plan` has them (`o` a seat, `.` none), the reader's own at
    `row` and `column`; a table, or a platform, stands where it does in the large picture.
    """
    width = max(len(each) for each in plan) * APART
    above = APART if form is SeatingForm.HALL else 0
    table = form in (SeatingForm.LONG_TABLE, SeatingForm.PLATFORM)
    height = above + (len(plan) + table) * APART

    def at(number: int) -> int:
        return above + number * APART + APART // 2 + (APART if table and number else 0)

    def left(number: int) -> float:
        return (width - len(plan[number]) * APART + APART) / 2

    # A dot that falls on a line's very end is not drawn: each line is a little longer.
    runs = "".join(
        f"M{left(number) + start * APART:g} {at(number)}h{(length - 1) * APART + 0.1:g}"
        for number, each in enumerate(plan)
        for start, length in _runs(each)
    )
    top = APART if table else 2
    drawn = f'<path d="M4 {top + 8}h{width - 8}" class="top"/>' if above or table else ""
    return (
        f'<svg class="table rows" viewBox="0 0 {width} {height}" aria-hidden="true">{drawn}'
        f'<path d="{runs}" class="seats" stroke-dasharray="0 {APART}"/>'
        f'<circle cx="{left(row) + column * APART:g}" cy="{at(row)}" r="9" class="own"/></svg>'
    )


def _runs(row: str) -> Iterator[tuple[int, int]]:
    """Where seats stand side by side in a row, and how many."""
    start = 0
    for seat, group in groupby(row):
        length = len(list(group))
        if seat == "o":
            yield start, length
        start += length


def _at_table(number: int, seats: int) -> str:
    angle = 2 * pi * (number - 1) / seats - pi / 2
    x, y = round(RADIUS * cos(angle), 1), round(RADIUS * sin(angle), 1)
    return f'<circle cx="{x}" cy="{y}" r="9" class="own"/>'
