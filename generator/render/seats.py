"""Who sits where by rank, and pictures of it: platform, photograph, banquet, car, coach.

The orders follow the conventions of official reception: left first at home, right first where
foreign guests are received (`right_first`). Numbers are ranks, 1 the highest.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

FIGURE = 'xmlns="http://www.w3.org/2000/svg" class="seats" role="img"'


def platform_order(people: int, *, right_first: bool = False) -> tuple[int, ...]:
    """Ranks along a platform or a photograph's front row, from the onlooker's left to right.

    No. 1 is in the centre, or shares it with No. 2; No. 2 is at No. 1's left hand, which is the
    onlooker's right, No. 3 at the right hand, and so on outward. `right_first` mirrors it.
    """
    row: list[int] = []
    for rank in range(1, people + 1):
        row = [*row, rank] if rank % 2 == 0 else [rank, *row]
    return tuple(reversed(row)) if right_first else tuple(row)


def banquet_order(seats: int) -> tuple[str, ...]:
    """Who sits at a round table, clockwise from above, the host first and facing the door.

    `H1` is the host, `G1` the first guest at his right hand, `G2` at his left, then hosts and
    guests in turn (`H2`, `H3`, `G3`, `G4`, …).
    """
    around = [""] * seats
    steps = [0]
    for step in range(1, seats // 2 + 1):
        steps += [seats - step, step] if seats - step != step else [step]
    hosts = guests = 0
    for index, position in enumerate(steps):
        if ((index + 1) // 2) % 2 == 0:
            hosts += 1
            around[position] = f"H{hosts}"
        else:
            guests += 1
            around[position] = f"G{guests}"
    return tuple(around)


def car_order() -> dict[str, int]:
    """Ranks in a car with a driver: rear right, rear left, rear middle, front."""
    return {"rear_right": 1, "rear_left": 2, "rear_middle": 3, "front": 4}


def coach_order(rows: int) -> tuple[tuple[int, int, int, int], ...]:
    """Ranks in a coach, a row from front to back; in a row the left pair then the right pair as
    passengers face, window to aisle to window. Front is before rear, right before left."""
    found = []
    for row in range(rows):
        first = row * 4 + 1
        found.append((first + 3, first + 2, first + 1, first))
    return tuple(found)


def row_picture(labels: Sequence[str], title: str) -> str:
    """An SVG of one row of seats, labelled from left to right."""
    width = max(len(labels), 1) * 64 + 16
    boxes = "".join(
        f'<rect x="{index * 64 + 12}" y="20" width="56" height="40" rx="8" class="seat"/>'
        f'<text x="{index * 64 + 40}" y="45" text-anchor="middle">{escape(label)}</text>'
        for index, label in enumerate(labels)
    )
    return _figure(width, 74, title, boxes)


def round_table_picture(labels: Sequence[str], title: str, centre: str = "") -> str:
    """An SVG of a round table, its seats labelled clockwise from the top."""
    count = max(len(labels), 1)
    parts = ['<circle cx="170" cy="150" r="58" class="top"/>', _text(170, 155, centre)]
    for index, label in enumerate(labels):
        angle = 2 * pi * index / count - pi / 2
        x, y = 170 + 82 * cos(angle), 150 + 82 * sin(angle)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" class="seat"/>')
        parts.append(_text(round(x, 1), round(y + 4, 1), str(index + 1), "small"))
        parts.append(_name(170 + 104 * cos(angle), 155 + 112 * sin(angle), cos(angle), label))
    return _figure(340, 300, title, "".join(parts))


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
    seats = "".join(
        f'<rect x="{x}" y="{y}" width="44" height="44" rx="8" class="seat"/>'
        f"{_text(x + 22, y + 27, label)}"
        for x, y, label in places
    )
    return _figure(
        184, 180, title, f'<rect x="6" y="8" width="172" height="164" rx="28" class="top"/>{seats}'
    )


def coach_picture(rows: int, title: str) -> str:
    """An SVG of a coach from above, its front at the top."""
    seats = []
    for row, ranks in enumerate(coach_order(rows)):
        for x, rank in zip((16, 56, 116, 156), ranks, strict=True):
            y = 40 + row * 40
            seats.append(f'<rect x="{x}" y="{y}" width="34" height="32" rx="6" class="seat"/>')
            seats.append(_text(x + 17, y + 21, str(rank)))
    height = 56 + rows * 40
    outline = f'<rect x="6" y="8" width="194" height="{height - 16}" rx="22" class="top"/>'
    return _figure(206, height, title, outline + "".join(seats))


def _name(x: float, y: float, lean: float, label: str) -> str:
    """A name beside its seat, growing away from the table."""
    anchor = "middle" if abs(lean) < 0.3 else ("start" if lean > 0 else "end")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(label)}</text>'


def _text(x: float, y: float, label: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}" text-anchor="middle"{named}>{escape(label)}</text>'


def _figure(width: int, height: int, title: str, inside: str) -> str:
    return (
        f'<svg {FIGURE} viewBox="0 0 {width} {height}" width="{width}" '
        f'aria-label="{escape(title, quote=True)}">{inside}</svg>'
    )
