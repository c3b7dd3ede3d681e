"""A round table from above, its people around it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from generator.render.svg.seats import LETTER, Chair, figure, words
from generator.render.svg.timeline import width_of


def round_table_picture(
    chairs: Sequence[Chair], title: str, centre: str = "", door: str = ""
) -> str:
    """An SVG of a round table, its chairs clockwise from the top. Chairs without a number are
    counted. `door` is the word for the door, which the first chair faces.
    """
    ring = max(82.0, len(chairs) * 34 / (2 * pi))
    angles = [2 * pi * index / len(chairs) - pi / 2 for index in range(len(chairs))]
    reaches = [_reach(each, ring, cos(at)) for each, at in zip(chairs, angles, strict=True)]
    left = max((-start for start, _ in reaches), default=ring)
    right = max((end for _, end in reaches), default=ring)
    middle = (left + 6, ring + 52)
    parts = [
        f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="{ring - 24:.1f}" class="top"/>',
        words(middle[0], middle[1] + 6, centre, "centre"),
        words(middle[0], 2 * ring + 116, door, "foot"),
    ]
    for number, (chair, angle) in enumerate(zip(chairs, angles, strict=True), start=1):
        parts.append(_chair(chair, str(number), middle, ring, angle))
    height = round(2 * ring + (126 if door else 104))
    return figure(round(left + right + 12), height, title, "".join(parts))


def _chair(
    chair: Chair, counted: str, middle: tuple[float, float], ring: float, angle: float
) -> str:
    """A numbered seat on the ring, and outside it the name, growing away from the table."""
    across, down = cos(angle), sin(angle)
    x, y = middle[0] + ring * across, middle[1] + ring * down
    name_x = middle[0] + (ring + 20) * across
    name_y = middle[1] + 5 + (ring + 28) * down - (12 if chair.mind and down < 0 else 0)
    named = f'<tspan x="{name_x:.1f}">{escape(chair.name)}</tspan>\n'
    if chair.mind:
        about = f'x="{name_x:.1f}" dy="13" class="mind" data-search-exclude=""'
        named += f"<tspan {about}>{escape(chair.mind)}</tspan>"
    return (
        f'<g class="{chair.kind}"><circle cx="{x:.1f}" cy="{y:.1f}" r="13" class="seat"/>'
        f"{words(x, y + 4, chair.number or counted, 'small')}"
        f'<text y="{name_y:.1f}" text-anchor="{_anchor(across)}">{named}</text></g>\n'
    )


def _anchor(across: float) -> str:
    """How a name stands to its seat: in the middle above and below the table, else outward."""
    if abs(across) < 0.3:
        return "middle"
    return "start" if across > 0 else "end"


def _reach(chair: Chair, ring: float, across: float) -> tuple[float, float]:
    """How far a seat with its name reaches, from the table's middle: its left and right end."""
    said = max(width_of(chair.name), width_of(chair.mind)) * LETTER
    x = (ring + 20) * across
    start = {"middle": x - said / 2, "start": x, "end": x - said}[_anchor(across)]
    return min(start, ring * across - 13), max(start + said, ring * across + 13)
