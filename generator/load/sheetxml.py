"""A sheet's own XML: whether it is safe to read, and what calamine does not tell of its cells.

calamine keeps room for the whole rectangle up to the farthest cell, and aborts the process where
there is not enough; it reads an error as empty and a number without its format. Searching the XML
for these costs a tenth of parsing it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from generator.load.celltext import Value
from generator.load.refusal import RefusedError

MAX_CELLS = 500_000
MAX_ROWS = 60_000
MAX_TAGS = 3_000_000
"""As many as MAX_CELLS come to, with their rows and texts; searching more takes too much memory."""
LAST_COLUMN = 16_384

At = tuple[int, int]
Merge = tuple[At, At]

_TAG = rb"<(?:\w+:)?(?:c|row)"
_OPENING = re.compile(_TAG + rb"[\s/>]")
_SOUND_OPENING = re.compile(
    _TAG + rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>""",
)
_POSITION = re.compile(_TAG + rb"""\s(?:[^>]*?\s)?r\s*=\s*["']([^"']*)["']""")
# As spreadsheet programs write it, and no farther than column Z and row 9,999: then the
# rectangle is small enough without measuring.
_NEAR_OPENING = re.compile(
    _TAG + rb"""\sr="[A-Z]?[1-9]\d{0,3}"(?:\s[\w:.-]+="[^"<>]*")*\s*/?>""",
)
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'](?:[^>]*[^/])?>"""
)
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_WELL_FORMED = re.compile(rb"(?:[A-Z]{1,3})?[1-9]\d{0,6}")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MAY_FAIL = (b"<f", b":f", b'="e"', b"='e'", b'= "e"', b"= 'e'")


@dataclass(frozen=True, slots=True)
class Pad:
    """A number format of zeros: what stands before, how many digits, what stands after."""

    prefix: str
    digits: int
    suffix: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What the XML says of cells (row and column from 0) beyond their values."""

    errors: Lookup[At, str]
    uncalculated: frozenset[At]
    pads: Lookup[At, Pad]


@dataclass(frozen=True, slots=True)
class Cells:
    """A sheet's values by row and column from 0, its merged ranges and its marks."""

    values: list[list[Value]]
    merges: tuple[Merge, ...]
    marks: Marks


NO_MARKS = Marks({}, frozenset(), {})


def refuse_wide(xml: bytes, sheet: str) -> None:
    """Raises RefusedError where reading the sheet would take all memory, or may do so."""
    if xml.count(b"<") > MAX_TAGS:
        raise RefusedError("workbook.too_many_cells", found=sheet, most=MAX_CELLS)
    openings = len(_OPENING.findall(xml))
    if openings == len(_NEAR_OPENING.findall(xml)):
        return
    if openings != len(_SOUND_OPENING.findall(xml)):
        raise RefusedError("workbook.corrupt")
    if not all(_WELL_FORMED.fullmatch(found) for found in _POSITION.findall(xml)):
        raise RefusedError("workbook.corrupt")
    found = _FILLED.findall(xml)
    rows = max((int(row) for _, row in found), default=1)
    names = {name.decode() for name, _ in found}
    width = max(map(column_number, names), default=0) + 1
    if rows > MAX_ROWS or width > LAST_COLUMN or rows * width > MAX_CELLS:
        last = column_letters(width - 1)
        raise RefusedError("workbook.too_big_sheet", found=sheet, row=rows, column=last)


def marks_of(xml: bytes, pads: Lookup[int, Pad]) -> Marks:
    """The marks of a sheet; `pads` are the number formats of zeros by their style's number."""
    errors = {}
    uncalculated = set()
    for attributes, inside in _CELL.findall(xml) if any(each in xml for each in _MAY_FAIL) else ():
        at = _position(attributes)
        value = _VALUE.search(inside)
        if at is None:
            continue
        if _IS_ERROR.search(attributes):
            errors[at] = value[1].decode("utf-8", "replace") if value else "#?"
        elif value is None and _FORMULA.search(inside) and not _IS_TEXT.search(attributes):
            uncalculated.add(at)
    return Marks(errors, frozenset(uncalculated), _padded_cells(xml, pads))


def column_number(letters: str) -> int:
    """The number, from 0, of the column that a sheet calls `letters`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """What a sheet calls its column `number`, from 0."""
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _padded_cells(xml: bytes, pads: Lookup[int, Pad]) -> dict[At, Pad]:
    if not pads:
        return {}
    numbers = "|".join(map(str, pads)).encode()
    styled = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bs\s*=\s*["'](%b)["'][^>]*>""" % numbers)
    found = ((_position(match[0]), int(match[1])) for match in styled.finditer(xml))
    return {at: pads[style] for at, style in found if at is not None}


def _position(cell: bytes) -> At | None:
    """The row and column, from 0, that a cell's attributes name."""
    found = _REFERENCE.search(cell)
    return (int(found[2]) - 1, column_number(found[1].decode())) if found else None
