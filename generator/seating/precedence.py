"""The orders of precedence of official receptions, as numbers of seats without people.

Number 1 is the highest rank. The left hand is the place of honour; with foreign guests the right
hand is (`right_first`). "Left" is always the left hand of those who sit. Each docstring says from
where its rows are seen: an audience has the left of those who sit on its right. None is a place
without a seat, such as an aisle or the driver's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Row = tuple[int | None, ...]
PersonT = TypeVar("PersonT")

PHOTOGRAPH_ROW = 11
HALL_ROW = 10
"""The most people in a row, unless a visit gives another number."""


def platform_order(people: int, *, right_first: bool = False) -> tuple[int, ...]:
    """The order of a platform, from the audience's left to its right.

    No. 1 is in the centre, or shares it with No. 2; No. 2 is at No. 1's left hand, which is the
    audience's right, No. 3 at the right hand, and so on outward. `right_first` mirrors it.
    """
    row: list[int] = []
    for rank in range(1, people + 1):
        row = [*row, rank] if rank % 2 == 0 else [rank, *row]
    return tuple(reversed(row)) if right_first else tuple(row)


def as_seated(row: Row) -> Row:
    """A row that an audience sees, from the left hand to the right of those who sit in it."""
    return tuple(reversed(row))


def photograph_rows(people: int, across: int, *, right_first: bool = False) -> tuple[Row, ...]:
    """The rows of a group photograph as the photographer sees them, the rear row first.

    Each row is ordered like a platform; the front row has the first `across` numbers.
    """
    return tuple(reversed(_rows(people, across, right_first=right_first)))


def hall_rows(people: int, across: int, *, right_first: bool = False) -> tuple[Row, ...]:
    """The rows of a hall from the front to the rear, as seen from behind the people who sit there.

    Each row is ordered like a platform.
    """
    return tuple(as_seated(row) for row in _rows(people, across, right_first=right_first))


def long_table_rows(far: int, near: int, *, right_first: bool = False) -> tuple[Row, Row]:
    """The two sides of a long table as seen from behind the near side.

    On each side, ranks go outward from the middle as on a platform, and No. 1 faces No. 1.
    """
    sides = (
        platform_order(far, right_first=right_first),
        as_seated(platform_order(near, right_first=right_first)),
    )
    firsts = [side.index(1) if side else 0 for side in sides]
    padded: list[Row] = [
        (*(None,) * (max(firsts) - first), *side) for side, first in zip(sides, firsts, strict=True)
    ]
    width = max(len(side) for side in padded)
    first, second = ((*side, *(None,) * (width - len(side))) for side in padded)
    return first, second


def alternating(hosts: Sequence[PersonT], guests: Sequence[PersonT]) -> tuple[PersonT, ...]:
    """Hosts and guests in the order in which the seats outward from the first host are filled.

    A host, two guests, two hosts, and so on, so that they sit alternately; when one side has no
    more people, the other continues.
    """
    sides = (list(hosts), list(guests))
    filled: list[PersonT] = []
    while sides[0] or sides[1]:
        turn = (len(filled) + 1) // 2 % 2
        filled.append((sides[turn] or sides[1 - turn]).pop(0))
    return tuple(filled)


def outward(seats: int) -> tuple[int, ...]:
    """The seats of a round table in the order in which they are filled.

    They are positions clockwise from above: 0 for the host, who faces the door, then the host's
    right hand, the left, and so on.
    """
    pairs = (n for step in range(1, seats // 2 + 1) for n in (seats - step, step))
    return tuple(dict.fromkeys((0, *pairs))) if seats else ()


def banquet_order(seats: int) -> tuple[str, ...]:
    """Who sits at a round table, clockwise from above, the host first and facing the door.

    `H1` is the host, `G1` the first guest at his right hand, `G2` at his left, then hosts and
    guests in turn (`H2`, `H3`, `G3`, `G4`, …).
    """
    hosts, guests = ([f"{side}{n}" for n in range(1, seats + 1)] for side in "HG")
    around = dict(zip(outward(seats), alternating(hosts, guests), strict=False))
    return tuple(around[position] for position in range(seats))


def car_rows() -> tuple[Row, ...]:
    """The rows of a car with a driver, the front first, each from the passengers' left to right.

    The order is rear right, rear left, rear middle, front. The driver sits at the front left.
    """
    return ((None, None, 4), (2, 3, 1))


def coach_rows(seats: int) -> tuple[Row, ...]:
    """The rows of a coach from front to rear, each from the passengers' left to right.

    The aisle is between two pairs. The front comes before the rear, the right before the left.
    """
    numbers = range(1, -(-seats // 4) * 4 + 1, 4)
    rows = ((n + 3, n + 2, None, n + 1, n) for n in numbers)
    return tuple(tuple(n if n and n <= seats else None for n in row) for row in rows)


def even_rows(people: int, most: int) -> int:
    """The people in each row of a group in as few rows of at most `most` as possible.

    No row is much shorter than the others.
    """
    rows = max(-(-people // most), 1)
    return -(-people // rows)


def _rows(people: int, across: int, *, right_first: bool) -> list[tuple[int, ...]]:
    """Rows from the front to the rear, each from the audience's left to right."""
    rows = []
    for before in range(0, people, max(across, 1)):
        row = platform_order(min(across, people - before), right_first=right_first)
        rows.append(tuple(before + number for number in row))
    return rows
