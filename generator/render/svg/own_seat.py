"""Small pictures for cards: which of the seats is the reader's own, without anybody's name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from math import cos, pi, sin

from generator.model.enums import SeatingForm
from generator.render.svg.elements import element

RADIUS = 38
"""Of the ring of seats. They are dots of one dashed line: a tenth of as many circles' bytes."""
DISTANCE = 20
"""From seat to seat in a row; the style sheet draws them 14 wide."""


@lru_cache(maxsize=1024)
def small_table_picture(seats: int, own: str | None) -> str:
    """Return an SVG of a table, seat 1 at the top, then clockwise; the seat `own` is filled."""
    number = int(own) if own and own.isdecimal() and int(own) <= seats else 0
    ring = element(
        "circle",
        r=RADIUS,
        class_="seats",
        transform="rotate(-90)",
        stroke_dasharray=f"0 {2 * pi * RADIUS / seats:.3f}",
    )
    own_seat = _seat_on_ring(number, seats) if number else ""
    return element(
        "svg",
        element("circle", r=26, class_="top") + ring + own_seat,
        class_="table",
        viewBox="-50 -50 100 100",
        aria_hidden="true",
    )


@lru_cache(maxsize=4096)
def small_seating_picture(form: SeatingForm, plan: tuple[str, ...], row: int, column: int) -> str:
    """Return an SVG of rows of seats, the reader's own at `row` and `column` filled.

    Each text of `plan` is a row: `o` is a seat, `.` none. A table, or a platform, is where it is
    in the large picture.
    """
    width = max(map(len, plan)) * DISTANCE
    above = DISTANCE if form is SeatingForm.HALL else 0
    table = form in (SeatingForm.LONG_TABLE, SeatingForm.PLATFORM)
    height = above + (len(plan) + table) * DISTANCE

    def y_of(number: int) -> int:
        below_table = DISTANCE if table and number else 0
        return above + number * DISTANCE + DISTANCE // 2 + below_table

    def left_of(number: int) -> float:
        return (width - len(plan[number]) * DISTANCE + DISTANCE) / 2

    # A dot at a line's very end is not drawn: each line is a little longer.
    runs = "".join(
        f"M{left_of(number) + start * DISTANCE:g} {y_of(number)}h{(length - 1) * DISTANCE + 0.1:g}"
        for number, seats in enumerate(plan)
        for start, length in _runs(seats)
    )
    top = DISTANCE if table else 2
    across = element("path", d=f"M4 {top + 8}h{width - 8}", class_="top")
    dots = element("path", d=runs, class_="seats", stroke_dasharray=f"0 {DISTANCE}")
    own = _own_seat(f"{left_of(row) + column * DISTANCE:g}", y_of(row))
    return element(
        "svg",
        (across if above or table else "") + dots + own,
        class_="table rows",
        viewBox=f"0 0 {width} {height}",
        aria_hidden="true",
    )


def _runs(seats: str) -> Iterator[tuple[int, int]]:
    """(first column, length) of each run of seats side by side in a row."""
    start = 0
    for seat, group in groupby(seats):
        length = len(list(group))
        if seat == "o":
            yield start, length
        start += length


def _seat_on_ring(number: int, seats: int) -> str:
    angle = 2 * pi * (number - 1) / seats - pi / 2
    return _own_seat(round(RADIUS * cos(angle), 1), round(RADIUS * sin(angle), 1))


def _own_seat(x: object, y: object) -> str:
    return element("circle", cx=x, cy=y, r=9, class_="own")
