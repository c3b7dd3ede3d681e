"""A small picture of a round table: its seats, and the reader's own."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin


@lru_cache(maxsize=1024)
def table_picture(seats: int, own: str | None) -> str:
    """An SVG of a table of `seats` seats, seat 1 at the top and on clockwise; `own` is filled."""
    dots = "".join(_seat(number, seats, str(number) == own) for number in range(1, seats + 1))
    return (
        '<svg class="table" viewBox="-50 -50 100 100" aria-hidden="true">'
        f'<circle r="26" class="top"/>{dots}</svg>'
    )


def _seat(number: int, seats: int, own: bool) -> str:
    angle = 2 * pi * (number - 1) / seats - pi / 2
    x, y = round(38 * cos(angle), 1), round(38 * sin(angle), 1)
    kind = "own" if own else "seat"
    return f'<circle cx="{x}" cy="{y}" r="{9 if own else 7}" class="{kind}"/>'
