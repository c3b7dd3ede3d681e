"""Seats in rows: platform, hall, long table, group photograph, car and coach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.enums import SeatingForm
from generator.render.svg.seats import (
    Chair,
    box,
    box_size,
    centred_text,
    rect,
    seats_picture,
)

Row = Sequence[Chair | None]

EDGE, GAP = 8, 4
TABLE, TEXT_LINE = 34, 22
"""The height of a table, and of a line of text."""
HULL = 12
"""The distance of a vehicle's outline from its seats."""


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What is drawn around the rows.

    `head` is a box above and `foot` a text below, by their keys in the vocabulary's `seating`;
    `table` is before the first row, `outline` is a vehicle's.
    """

    head: str = ""
    foot: str = ""
    table: bool = False
    outline: bool = False


_SURROUNDINGS = {
    SeatingForm.PLATFORM: _Surroundings(foot="audience", table=True),
    SeatingForm.HALL: _Surroundings(head="platform"),
    SeatingForm.LONG_TABLE: _Surroundings(foot="door", table=True),
    SeatingForm.PHOTOGRAPH: _Surroundings(foot="photographer"),
    SeatingForm.CAR: _Surroundings(outline=True),
    SeatingForm.COACH: _Surroundings(outline=True),
}
_OUTLINED = frozenset(form for form, surroundings in _SURROUNDINGS.items() if surroundings.outline)


def seating_picture(
    form: SeatingForm, rows: Sequence[Row], label: str, word: Mapping[str, str]
) -> str:
    """Return an SVG of rows of chairs as the onlooker sees them, from top to bottom.

    A place without a chair is None; `word` has the vocabulary's words under `seating`; `label` is
    for screen readers.
    """
    around = _SURROUNDINGS[form]
    rows = _with_driver(form, rows, Chair(word["driver"]))
    cell = box_size(chair for row in rows for chair in row if chair)
    inner = max((len(row) for row in rows), default=0) * (cell[0] + GAP) - GAP
    margin = EDGE + (HULL if around.outline else 0)
    width = max(inner, 120) + 2 * margin
    y: float = margin
    parts = []
    if around.head:
        parts.append(_table(y, width, word[around.head]))
        y += TABLE + 2 * GAP
    for number, row in enumerate(rows):
        parts.append(_row(row, width, y, cell))
        if form is SeatingForm.COACH and number == 0:
            middle = width - margin - cell[0] / 2
            parts.append(centred_text(middle, y + cell[1] / 2 + 5, word["door"]))
        y += cell[1] + GAP
        if around.table and number == 0:
            parts.append(_table(y + GAP, width, ""))
            y += TABLE + 3 * GAP
    if around.foot:
        parts.append(centred_text(width / 2, y + 14, word[around.foot], "foot"))
        y += TEXT_LINE
    height = y - GAP + margin
    if around.outline:
        parts.insert(0, rect(EDGE / 2, EDGE / 2, width - EDGE, height - EDGE, 22, "top"))
    return seats_picture(width, height, label, "".join(parts))


def seating_legend(form: SeatingForm, word: Mapping[str, str], *, right_first: bool) -> str:
    """Return what numbers and colours mean, which side ranks first, and where one looks from."""
    order = form if form in _OUTLINED else ("right" if right_first else "left")
    return word["legend"].format(order=word[f"order.{order}"], seen=word[f"seen.{form}"])


def _with_driver(form: SeatingForm, rows: Sequence[Row], driver: Chair) -> Sequence[Row]:
    if form is SeatingForm.COACH:
        columns = max((len(row) for row in rows), default=1)
        return [driver, *(None,) * (columns - 1)], *rows
    if form is SeatingForm.CAR:
        return [driver, *rows[0][1:]], *rows[1:]
    return rows


def _row(row: Row, width: float, y: float, cell: tuple[int, int]) -> str:
    """A row in the middle of the picture."""
    box_width, box_height = cell
    start = (width - len(row) * (box_width + GAP) + GAP) / 2
    return "".join(
        box(start + n * (box_width + GAP), y, box_width, box_height, chair)
        for n, chair in enumerate(row)
        if chair
    )


def _table(y: float, width: float, label: str) -> str:
    """A table, or a platform, across the picture."""
    table = rect(EDGE, y, width - 2 * EDGE, TABLE, 6, "top")
    return table + centred_text(width / 2, y + TABLE / 2 + 5, label)
