"""Who sits where by rank, and pictures of it: platform, photograph, banquet, car, coach.

The orders follow the conventions of official reception: left first at home, right first where
foreign guests are received (`right_first`). Numbers are ranks, 1 the highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin

from generator.render.timeline import width_of

FIGURE = 'xmlns="http://www.w3.org/2000/svg" class="seats" role="img"'
COACH_COLUMNS = (16, 56, 116, 156)


@dataclass(frozen=True, slots=True)
class Chair:
    """A seat and who has it: a name, a number, a word to mind (a diet), and the side (`host`,
    `guest` or none), which colours it."""

    name: str
    number: str = ""
    mind: str = ""
    side: str = ""


def platform_order(people: int, *, right_first: bool = False) -> tuple[int, ...]:
    """Ranks along a platform, from the onlooker's left to right.

    No. 1 is in the centre, or shares it with No. 2; No. 2 is at No. 1's left hand, which is the
    onlooker's right, No. 3 at the right hand, and so on outward. `right_first` mirrors it.
    """
    row: list[int] = []
    for rank in range(1, people + 1):
        row = [*row, rank] if rank % 2 == 0 else [rank, *row]
    return tuple(reversed(row)) if right_first else tuple(row)


def photograph_order(people: int, *, right_first: bool = False) -> tuple[int, ...]:
    """Ranks along a photograph's front row, from the photographer's left to right: as on a
    platform."""
    return platform_order(people, right_first=right_first)


def banquet_order(seats: int) -> tuple[str, ...]:
    """Who sits at a round table, clockwise from above, the host first and facing the door.

    `H1` is the host, `G1` the first guest at his right hand, `G2` at his left, then hosts and
    guests in turn (`H2`, `H3`, `G3`, `G4`, …).
    """
    around = [""] * seats
    outward = [0, *(n for step in range(1, seats // 2 + 1) for n in (seats - step, step))]
    counted = {"H": 0, "G": 0}
    for index, position in enumerate(dict.fromkeys(outward) if seats else ()):
        side = "HG"[(index + 1) // 2 % 2]
        counted[side] += 1
        around[position] = f"{side}{counted[side]}"
    return tuple(around)


def car_order() -> dict[str, int]:
    """Ranks in a car with a driver: rear right, rear left, rear middle, front."""
    return {"rear_right": 1, "rear_left": 2, "rear_middle": 3, "front": 4}


def coach_order(rows: int) -> tuple[tuple[int, int, int, int], ...]:
    """Ranks in a coach, a row from front to back; in a row the left pair then the right pair as
    passengers face, window to aisle to window. Front is before rear, right before left."""
    return tuple((first + 3, first + 2, first + 1, first) for first in range(1, rows * 4 + 1, 4))


def row_picture(labels: Sequence[str], title: str) -> str:
    """An SVG of one row of seats, labelled from left to right."""
    width = _box_width(labels)
    return _figure(_row_width(len(labels), width), 60, title, _row(labels, width, 10))


def long_table_picture(far: Sequence[str], near: Sequence[str], title: str) -> str:
    """An SVG of a long table from above, its far and its near side labelled from left to right."""
    box = _box_width((*far, *near))
    width = _row_width(max(len(far), len(near)), box)
    table = f'<rect x="8" y="58" width="{width - 16}" height="40" rx="6" class="top"/>'
    return _figure(width, 156, title, _row(far, box, 10) + table + _row(near, box, 106))


def round_table_picture(chairs: Sequence[Chair], title: str, centre: str = "") -> str:
    """An SVG of a round table, its chairs clockwise from the top. Chairs without a number are
    counted."""
    ring = max(82.0, len(chairs) * 34 / (2 * pi))
    angles = [2 * pi * index / len(chairs) - pi / 2 for index in range(len(chairs))]
    reaches = [_reach(each, ring, cos(at)) for each, at in zip(chairs, angles, strict=True)]
    left = max((-start for start, _ in reaches), default=ring)
    right = max((end for _, end in reaches), default=ring)
    middle = (left + 6, ring + 52)
    parts = [
        f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="{ring - 24:.1f}" class="top"/>',
        _text(middle[0], middle[1] + 6, centre, "centre"),
    ]
    for number, (chair, angle) in enumerate(zip(chairs, angles, strict=True), start=1):
        parts.append(_chair(chair, str(number), middle, ring, angle))
    return _figure(round(left + right + 12), round(2 * ring + 104), title, "".join(parts))


def car_picture(words: Sequence[str], title: str) -> str:
    """An SVG of a car from above: `words` are driver, and the four ranks' labels in the order
    front, rear left, rear middle, rear right as passengers face."""
    driver, front, left, middle, right = words
    places = (
        (20, 30, driver),
        (120, 30, front),
        (20, 110, left),
        (70, 110, middle),
        (120, 110, right),
    )
    seats = "".join(_box(x, y, 44, 44, label) for x, y, label in places)
    body = '<rect x="6" y="8" width="172" height="164" rx="28" class="top"/>'
    return _figure(184, 180, title, body + seats)


def coach_picture(rows: int, title: str, driver: str = "", door: str = "") -> str:
    """An SVG of a coach from above, its front at the top: driver on the left, door on the right."""
    height = 94 + rows * 40
    seats = [
        _box(x, 78 + row * 40, 34, 32, str(rank))
        for row, ranks in enumerate(coach_order(rows))
        for x, rank in zip(COACH_COLUMNS, ranks, strict=True)
    ]
    front = _box(16, 24, 34, 32, driver) + _text(173, 45, door)
    outline = f'<rect x="6" y="8" width="194" height="{height - 16}" rx="22" class="top"/>'
    return _figure(206, height, title, outline + front + "".join(seats))


def _box_width(labels: Iterable[str]) -> int:
    """How wide a row's seats are: eight numbered ones go side by side on a phone."""
    return max(36, *(round(width_of(label) * 13 / 12) + 12 for label in ("", *labels)))


def _row_width(seats: int, box: int) -> int:
    return max(seats, 1) * (box + 4) + 12


def _row(labels: Iterable[str], box: int, y: int) -> str:
    return "".join(
        _box(index * (box + 4) + 8, y, box, 40, label) for index, label in enumerate(labels)
    )


def _box(x: int, y: int, width: int, height: int, label: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" class="seat"/>'
        f"{_text(x + width / 2, y + height / 2 + 5, label)}"
    )


def _chair(
    chair: Chair, counted: str, middle: tuple[float, float], ring: float, angle: float
) -> str:
    """A numbered seat on the ring, and outside it the name, growing away from the table."""
    across, down = cos(angle), sin(angle)
    x, y = middle[0] + ring * across, middle[1] + ring * down
    name_x = middle[0] + (ring + 20) * across
    name_y = middle[1] + 5 + (ring + 28) * down - (12 if chair.mind and down < 0 else 0)
    side = f" {escape(chair.side, quote=True)}" if chair.side else ""
    named = f'<tspan x="{name_x:.1f}">{escape(chair.name)}</tspan>\n'
    if chair.mind:
        named += f'<tspan x="{name_x:.1f}" dy="13" class="mind">{escape(chair.mind)}</tspan>'
    return (
        f'<g class="chair{side}"><circle cx="{x:.1f}" cy="{y:.1f}" r="13" class="seat"/>'
        f"{_text(x, y + 4, chair.number or counted, 'small')}"
        f'<text y="{name_y:.1f}" text-anchor="{_anchor(across)}">{named}</text></g>\n'
    )


def _anchor(across: float) -> str:
    """How a name stands to its seat: in the middle above and below the table, else outward."""
    if abs(across) < 0.3:
        return "middle"
    return "start" if across > 0 else "end"


def _reach(chair: Chair, ring: float, across: float) -> tuple[float, float]:
    """How far a seat with its name reaches, from the table's middle: its left and right end."""
    words = max(width_of(chair.name), width_of(chair.mind)) * 13 / 12
    x = (ring + 20) * across
    start = {"middle": x - words / 2, "start": x, "end": x - words}[_anchor(across)]
    return min(start, ring * across - 13), max(start + words, ring * across + 13)


def _text(x: float, y: float, label: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.5g}" y="{y:.5g}" text-anchor="middle"{named}>{escape(label)}</text>\n'


def _figure(width: int, height: int, title: str, inside: str) -> str:
    return (
        f'<svg {FIGURE} viewBox="0 0 {width} {height}" width="{width}" '
        f'aria-label="{escape(title, quote=True)}">{inside}</svg>'
    )
