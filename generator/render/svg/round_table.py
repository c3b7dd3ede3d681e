"""A round table from above, its people around it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from generator.render.svg.elements import LABEL_TEXT, element
from generator.render.svg.seats import LETTER, Chair, centred_text, seats_picture


def round_table_picture(
    chairs: Sequence[Chair], label: str, centre: str = "", door: str = ""
) -> str:
    """Return an SVG of a round table, its chairs clockwise from the top.

    Chairs without a number are counted. `centre` is a text on the table, `door` the word for the
    door, which the first chair faces; `label` is for screen readers.
    """
    ring = max(82.0, len(chairs) * 34 / (2 * pi))
    angles = [2 * pi * index / len(chairs) - pi / 2 for index in range(len(chairs))]
    extents = [_extent(chair, ring, cos(at)) for chair, at in zip(chairs, angles, strict=True)]
    top = ring - 24
    left = max([top, *(-start for start, _ in extents)])
    right = max([top, *(end for _, end in extents)])
    x, y = middle = (left + 6, ring + 52)
    parts = [
        element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=f"{top:.1f}", class_="top"),
        centred_text(x, y + 6, centre, "centre"),
        centred_text(x, 2 * ring + 116, door, "foot"),
    ]
    for number, (chair, angle) in enumerate(zip(chairs, angles, strict=True), start=1):
        parts.append(_chair(chair, str(number), middle, ring, angle))
    height = round(2 * ring + (126 if door else 104))
    return seats_picture(round(left + right + 12), height, label, "".join(parts))


def _chair(
    chair: Chair, counted: str, middle: tuple[float, float], ring: float, angle: float
) -> str:
    """A numbered seat on the ring, and outside it the name, growing away from the table."""
    across, down = cos(angle), sin(angle)
    x, y = middle[0] + ring * across, middle[1] + ring * down
    name_x = f"{middle[0] + (ring + 20) * across:.1f}"
    name_y = middle[1] + 5 + (ring + 28) * down - (12 if chair.diet and down < 0 else 0)
    name = element("tspan", escape(chair.name), x=name_x) + "\n"
    if chair.diet:
        place = {"x": name_x, "dy": 13, "class_": "mind"}
        name += element("tspan", escape(chair.diet), **place, data_search_exclude="")
    seat = element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=13, class_="seat")
    number = centred_text(x, y + 4, chair.number or counted, "small")
    named = element("text", name, y=f"{name_y:.1f}", text_anchor=_anchor(across))
    return element("g", seat + number + named, class_=chair.kind) + "\n"


def _anchor(across: float) -> str:
    """Where a name is anchored: its middle above and below the table, else the end towards it."""
    if abs(across) < 0.3:
        return "middle"
    return "start" if across > 0 else "end"


def _extent(chair: Chair, ring: float, across: float) -> tuple[float, float]:
    """The left and right end of a seat with its name, from the table's middle."""
    width = max(LABEL_TEXT.width(chair.name), LABEL_TEXT.width(chair.diet)) * LETTER
    x = (ring + 20) * across
    start = {"middle": x - width / 2, "start": x, "end": x - width}[_anchor(across)]
    return min(start, ring * across - 13), max(start + width, ring * across + 13)
