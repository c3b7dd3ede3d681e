"""Seats in rows: platform, hall, long table, group photograph, car and coach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.enums import SeatingForm
from generator.render.svg.seats import Chair, box, box_size, figure, words

Row = Sequence[Chair | None]

EDGE, GAP = 8, 4
TABLE, WORDS = 34, 22
"""How high a table is, and a line of words."""
HULL = 12
"""How far a vehicle's outline stands from its seats."""


@dataclass(frozen=True, slots=True)
class _Form:
    """What stands around the rows: words above (`head`, in a box) and below (`foot`), by the
    keys of the vocabulary's `seating`; a table before the first row, a vehicle's outline.
    """

    head: str = ""
    foot: str = ""
    table: bool = False
    outline: bool = False


_FORMS = {
    SeatingForm.PLATFORM: _Form(foot="audience", table=True),
    SeatingForm.HALL: _Form(head="platform"),
    SeatingForm.LONG_TABLE: _Form(foot="door", table=True),
    SeatingForm.PHOTOGRAPH: _Form(foot="photographer"),
    SeatingForm.CAR: _Form(outline=True),
    SeatingForm.COACH: _Form(outline=True),
}
_OUTLINED = frozenset(form for form, around in _FORMS.items() if around.outline)


def seating_picture(
    form: SeatingForm, rows: Sequence[Row], title: str, word: Mapping[str, str]
) -> str:
    """An SVG of rows of chairs as the onlooker sees them, from top to bottom; None where there is
    no chair. `word` holds the vocabulary's words under `seating`.
    """
    around = _FORMS[form]
    driver = Chair(word["driver"])
    if form is SeatingForm.COACH:
        columns = max((len(row) for row in rows), default=1)
        rows = ([driver, *(None,) * (columns - 1)], *rows)
    elif form is SeatingForm.CAR:
        rows = ([driver, *rows[0][1:]], *rows[1:])
    cell = box_size(chair for row in rows for chair in row if chair)
    inner = max((len(row) for row in rows), default=0) * (cell[0] + GAP) - GAP
    margin = EDGE + (HULL if around.outline else 0)
    width = max(inner, 120) + 2 * margin
    y: float = margin
    parts = []
    if around.head:
        parts.append(_table(EDGE, y, width - 2 * EDGE, word[around.head]))
        y += TABLE + 2 * GAP
    for number, row in enumerate(rows):
        parts.append(_row(row, width, y, cell))
        if form is SeatingForm.COACH and number == 0:
            parts.append(words(width - margin - cell[0] / 2, y + cell[1] / 2 + 5, word["door"]))
        y += cell[1] + GAP
        if around.table and number == 0:
            parts.append(_table(EDGE, y + GAP, width - 2 * EDGE, ""))
            y += TABLE + 3 * GAP
    if around.foot:
        parts.append(words(width / 2, y + 14, word[around.foot], "foot"))
        y += WORDS
    height = y - GAP + margin
    if around.outline:
        parts.insert(0, _hull(width, height))
    return figure(width, height, title, "".join(parts))


def seating_legend(form: SeatingForm, word: Mapping[str, str], *, right_first: bool) -> str:
    """What numbers and colours mean, which hand is first, and from which side it is seen."""
    order = form if form in _OUTLINED else ("right" if right_first else "left")
    return word["legend"].format(order=word[f"order.{order}"], seen=word[f"seen.{form}"])


def _row(row: Row, width: float, y: float, cell: tuple[int, int]) -> str:
    """A row in the middle of the picture."""
    wide, high = cell
    start = (width - len(row) * (wide + GAP) + GAP) / 2
    return "".join(
        box(start + n * (wide + GAP), y, wide, high, chair) for n, chair in enumerate(row) if chair
    )


def _table(x: float, y: float, width: float, label: str) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{TABLE}" rx="6" class="top"/>'
        f"{words(x + width / 2, y + TABLE / 2 + 5, label)}"
    )


def _hull(width: float, height: float) -> str:
    return (
        f'<rect x="{EDGE / 2:g}" y="{EDGE / 2:g}" width="{width - EDGE:g}" '
        f'height="{height - EDGE:g}" rx="22" class="top"/>'
    )
