"""A sheet's own XML: whether it is safe to read, and what calamine does not tell of its cells.

calamine keeps room for the whole rectangle up to the farthest cell, and aborts the process where
there is not enough; it reads an error as empty and a number without its format. Searching the XML
for these costs a tenth of parsing it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field

from generator.load.tables.cells import Value
from generator.load.tables.refusal import RefusedError
from generator.load.tables.struck_text import StruckText, struck_in_cell

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
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^>]*\br\s*=\s*["'](\d{1,7})["'])(?=[^>]*(?:\bhidden\s*=\s*["'](?:1|true)["']"""
    rb"""|\bht\s*=\s*["']0(?:\.0*)?["']))"""
)
_NO_HEIGHT = re.compile(rb"""\sht\s*=\s*["']0[."']""")
_HIDDEN_COLUMN = re.compile(
    rb"""<(?:\w+:)?col\s(?=[^>]*\bmin\s*=\s*["'](\d{1,5})["'])(?=[^>]*\bmax\s*=\s*["'](\d{1,5})["'])"""
    rb"""(?=[^>]*\b(?:hidden\s*=\s*["'](?:1|true)["']|width\s*=\s*["']0(?:\.0*)?["']))"""
)
_TEXT_NUMBER = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*\bt\s*=\s*["']s["'][^>]*)>\s*<(?:\w+:)?v>\s*(\d+)\s*</"""
)
_MAY_FAIL = (b"<f", b":f", b'="e"', b"='e'", b'= "e"', b"= 'e'")


@dataclass(frozen=True, slots=True)
class Pad:
    """A number format of zeros: what stands before, how many digits, what stands after."""

    prefix: str
    digits: int
    suffix: str


@dataclass(frozen=True, slots=True)
class Looks:
    """What a workbook's styles and shared texts say of the cells that refer to them by number:
    number formats of zeros, styles that strike a cell through, texts that are struck in part.
    """

    pads: Lookup[int, Pad]
    struck_styles: frozenset[int]
    struck_texts: Lookup[int, StruckText]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the XML says of cells (row and column from 0) beyond their values."""

    errors: Lookup[At, str]
    uncalculated: frozenset[At]
    pads: Lookup[At, Pad]
    struck: frozenset[At] = frozenset()
    partly_struck: Lookup[At, StruckText] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


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


def marks_of(xml: bytes, looks: Looks) -> Marks:
    """The marks of a sheet whose cells refer to `looks`."""
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
    partly = _struck_in_part(xml, looks.struck_texts)
    wholly = {at for at, text in partly.items() if not text.left}
    return Marks(
        errors,
        frozenset(uncalculated),
        {at: looks.pads[style] for at, style in _styled(xml, looks.pads)},
        frozenset({at for at, _ in _styled(xml, looks.struck_styles)} | wholly),
        {at: text for at, text in partly.items() if text.left},
        _hidden_rows(xml),
        frozenset(_hidden_columns(xml)),
    )


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


def _styled(xml: bytes, styles: Collection[int]) -> list[tuple[At, int]]:
    """The cells in one of `styles`, each with its style's number."""
    if not styles:
        return []
    numbers = "|".join(map(str, styles)).encode()
    styled = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bs\s*=\s*["'](%b)["'][^>]*>""" % numbers)
    found = ((_position(match[0]), int(match[1])) for match in styled.finditer(xml))
    return [(at, style) for at, style in found if at is not None]


def _struck_in_part(xml: bytes, texts: Lookup[int, StruckText]) -> dict[At, StruckText]:
    """The cells whose texts are struck, shared `texts` or their own."""
    found: list[tuple[bytes, StruckText | None]] = []
    if texts:
        found += ((cell, texts.get(int(text))) for cell, text in _TEXT_NUMBER.findall(xml))
    if b"strike" in xml:
        inside = ((cell, text) for cell, text in _CELL.findall(xml) if b"strike" in text)
        found += ((cell, struck_in_cell(text)) for cell, text in inside)
    places = ((_position(cell), text) for cell, text in found if text)
    return {at: text for at, text in places if at is not None}


def _hidden_rows(xml: bytes) -> frozenset[int]:
    if b"hidden" not in xml and not _NO_HEIGHT.search(xml):
        return frozenset()
    return frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(xml))


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for first, last in _HIDDEN_COLUMN.findall(xml[: xml.find(b"sheetData")]):
        yield from range(int(first) - 1, min(int(last), LAST_COLUMN))


def _position(cell: bytes) -> At | None:
    """The row and column, from 0, that a cell's attributes name."""
    found = _REFERENCE.search(cell)
    return (int(found[2]) - 1, column_number(found[1].decode())) if found else None
