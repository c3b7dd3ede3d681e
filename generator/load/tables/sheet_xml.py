"""A sheet's own XML: whether it is safe to read, and what calamine does not read of its cells.

calamine reserves memory for the whole rectangle up to the farthest cell, and aborts the process
where there is not enough; it reads an error as empty and a number without its format. Searching
the XML for these costs a tenth of parsing it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

from generator.load.tables import RefusedError
from generator.load.tables.cells import At, CellFormats, StruckText, ZeroPadding

MAX_CELLS = 500_000
MAX_ROWS = 60_000
MAX_TAGS = 3_000_000
"""Enough for MAX_CELLS with their rows and texts; searching more takes too much memory."""
LAST_COLUMN = 16_384

_STRIKES = {"strike", "dstrike"}

_TAG = rb"<(?:\w+:)?(?:c|row)"
_OPENING = re.compile(_TAG + rb"[\s/>]")
_SOUND_OPENING = re.compile(
    _TAG + rb"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>""",
)
_POSITION = re.compile(_TAG + rb"""\s(?:[^>]*?\s)?r\s*=\s*["']([^"']*)["']""")
# Not as spreadsheet programs write it, or farther than column Z and row 9,999: where no tag is,
# the rectangle is small enough without measuring.
_FAR_OPENING = re.compile(
    _TAG + rb"""(?=[\s/>])(?!\sr="[A-Z]?[1-9]\d{0,3}"(?:\s[\w:.-]+="[^"<>]*")*\s*/?>)""",
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
# A pattern that begins with letters is found many times as fast.
_NO_HEIGHT = re.compile(rb"""ht(?<=\sht)\s*=\s*["']0[."']""")
_HIDDEN_COLUMN = re.compile(
    rb"""<(?:\w+:)?col\s(?=[^>]*\bmin\s*=\s*["'](\d{1,5})["'])(?=[^>]*\bmax\s*=\s*["'](\d{1,5})["'])"""
    rb"""(?=[^>]*\b(?:hidden\s*=\s*["'](?:1|true)["']|width\s*=\s*["']0(?:\.0*)?["']))"""
)
_TEXT_NUMBER = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*\bt\s*=\s*["']s["'][^>]*)>\s*<(?:\w+:)?v>\s*(\d+)\s*</"""
)
_MAY_FAIL = (b"<f", b":f", b'="e"', b"='e'", b'= "e"', b"= 'e'")


@dataclass(frozen=True, slots=True)
class WorkbookFormats:
    """A workbook's formats and shared texts, by the numbers with which cells refer to them.

    `paddings` are number formats of zeros, `struck_styles` strike a cell through, `struck_texts`
    are struck in part.
    """

    paddings: Mapping[int, ZeroPadding]
    struck_styles: frozenset[int]
    struck_texts: Mapping[int, StruckText]


def refuse_oversized(xml: bytes, sheet: str) -> None:
    """Raise RefusedError where reading the sheet takes all memory, or may do so."""
    if xml.count(b"<") > MAX_TAGS:
        raise RefusedError("workbook.too_many_cells", found=sheet, most=MAX_CELLS)
    if not _FAR_OPENING.search(xml):
        return
    if len(_OPENING.findall(xml)) != len(_SOUND_OPENING.findall(xml)):
        raise RefusedError("workbook.corrupt")
    if not all(_WELL_FORMED.fullmatch(position) for position in _POSITION.findall(xml)):
        raise RefusedError("workbook.corrupt")
    filled = _FILLED.findall(xml)
    rows = max((int(row) for _, row in filled), default=1)
    columns = {letters.decode() for letters, _ in filled}
    width = max(map(column_number, columns), default=0) + 1
    if rows > MAX_ROWS or width > LAST_COLUMN or rows * width > MAX_CELLS:
        last = column_letters(width - 1)
        raise RefusedError("workbook.too_big_sheet", found=sheet, row=rows, column=last)


def cell_formats(xml: bytes, workbook: WorkbookFormats) -> CellFormats:
    """The formats of a sheet's cells, which refer to those of the `workbook`."""
    errors = {}
    uncalculated = set()
    for attributes, inside in _CELL.findall(xml) if any(map(xml.__contains__, _MAY_FAIL)) else ():
        at = _position(attributes)
        value = _VALUE.search(inside)
        if at is None:
            continue
        if _IS_ERROR.search(attributes):
            errors[at] = value[1].decode("utf-8", "replace") if value else "#?"
        elif value is None and _FORMULA.search(inside) and not _IS_TEXT.search(attributes):
            uncalculated.add(at)
    texts = _struck_texts_by_cell(xml, workbook.struck_texts)
    wholly_struck = {at for at, text in texts.items() if not text.remaining}
    return CellFormats(
        errors,
        frozenset(uncalculated),
        {at: workbook.paddings[style] for at, style in _styled(xml, workbook.paddings)},
        frozenset({at for at, _ in _styled(xml, workbook.struck_styles)} | wholly_struck),
        {at: text for at, text in texts.items() if text.remaining},
        _hidden_rows(xml),
        frozenset(_hidden_columns(xml)),
    )


def column_number(letters: str) -> int:
    """The number, from 0, of the column with these letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of the column `number`, from 0."""
    letters, number = "", number + 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _styled(xml: bytes, styles: Collection[int]) -> list[tuple[At, int]]:
    """The cells in one of `styles`, each with its style's number."""
    if not styles:
        return []
    numbers = "|".join(map(str, styles)).encode()
    styled = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bs\s*=\s*["'](%b)["'][^>]*>""" % numbers)
    cells = ((_position(match[0]), int(match[1])) for match in styled.finditer(xml))
    return [(at, style) for at, style in cells if at is not None]


def _struck_texts_by_cell(xml: bytes, shared: Mapping[int, StruckText]) -> dict[At, StruckText]:
    """The cells whose texts are struck, `shared` ones or their own."""
    cells: list[tuple[bytes, StruckText | None]] = []
    if shared:
        cells += ((cell, shared.get(int(text))) for cell, text in _TEXT_NUMBER.findall(xml))
    if b"strike" in xml:
        inside = ((cell, text) for cell, text in _CELL.findall(xml) if b"strike" in text)
        cells += ((cell, _struck_in_cell(text)) for cell, text in inside)
    positions = ((_position(cell), text) for cell, text in cells if text)
    return {at: text for at, text in positions if at is not None}


def _hidden_rows(xml: bytes) -> frozenset[int]:
    if b"hidden" not in xml and not _NO_HEIGHT.search(xml):
        return frozenset()
    return frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(xml))


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for first, last in _HIDDEN_COLUMN.findall(xml[: xml.find(b"sheetData")]):
        yield from range(int(first) - 1, min(int(last), LAST_COLUMN))


def _position(cell: bytes) -> At | None:
    """The row and column, from 0, in a cell's attributes."""
    match = _REFERENCE.search(cell)
    return (int(match[2]) - 1, column_number(match[1].decode())) if match else None


def is_struck(font: ElementTree.Element) -> bool:
    """Whether a font strikes its text through."""
    return any(
        local_name(part) in _STRIKES and part.get("val", "1") not in {"0", "false"} for part in font
    )


def struck_texts(shared: bytes) -> dict[int, StruckText]:
    """The shared texts that are struck through at least in part, by their numbers.

    Raises ParseError where the part is damaged.
    """
    texts: dict[int, StruckText] = {}
    if b"strike" not in shared:
        return texts
    number = 0
    for _, element in ElementTree.iterparse(BytesIO(shared)):
        if local_name(element) == "si":
            if text := _struck_text(element):
                texts[number] = text
            number += 1
            element.clear()
    return texts


def local_name(element: ElementTree.Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _struck_in_cell(inside: bytes) -> StruckText | None:
    """The struck text within a cell, given as the XML between its tags."""
    try:
        (item,) = ElementTree.fromstring(b"<c>" + inside + b"</c>")
    except (ElementTree.ParseError, ValueError):
        return None
    return _struck_text(item)


def _struck_text(item: ElementTree.Element) -> StruckText | None:
    """A text in runs, each with its own font."""
    texts: dict[bool, str] = {True: "", False: ""}
    for run in item:
        if local_name(run) == "r":
            fonts = (part for part in run if local_name(part) == "rPr")
            words = (part.text or "" for part in run if local_name(part) == "t")
            texts[any(map(is_struck, fonts))] += "".join(words)
    struck = texts[True].strip()
    return StruckText(texts[False].strip(), struck) if struck else None
