"""A small picture of a round table: its seats, and the reader's own."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

RADIUS = 38
"""Of the ring of seats. They are dots of one dashed line: a tenth of as many circles' bytes."""


@lru_cache(maxsize=1024)
def table_picture(seats: int, own: str | None) -> str:
    """An SVG of a table of `seats` seats, seat 1 at the top and on clockwise; `own` is filled."""
    mine = int(own) if own and own.isdecimal() and int(own) <= seats else 0
    apart = 2 * pi * RADIUS / seats
    return (
        '<svg class="table" viewBox="-50 -50 100 100" aria-hidden="true">'
        f'<circle r="26" class="top"/><circle r="{RADIUS}" class="seats" transform="rotate(-90)" '
        f'stroke-dasharray="0 {apart:.3f}"/>{_own(mine, seats) if mine else ""}</svg>'
    )


def _own(number: int, seats: int) -> str:
    angle = 2 * pi * (number - 1) / seats - pi / 2
    x, y = round(RADIUS * cos(angle), 1), round(RADIUS * sin(angle), 1)
    return f'<circle cx="{x}" cy="{y}" r="9" class="own"/>'
