"""The inside of an .xlsx before anything opens it: refuses bombs, and tells what calamine hides.

calamine reads an error in a cell as empty and a number without its format; both are found here,
in the sheet's own XML.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

from generator.load.files import MEGABYTE

MAX_UNPACKED = 200 * MEGABYTE
MAX_CELLS = 5_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_TYPE_NAMES = ("xl/workbook.bin", "word/document.xml", "ppt/presentation.xml", "content.xml")
_REFUSED_XML = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FILLED = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,4})(\d{1,9})["'](?:[^>]*[^/])?>"""
)
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,4})(\d{1,9})["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]+)<")
_IS_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_MAY_FAIL = re.compile(rb"""<(?:\w+:)?f[\s/>]|<(?:\w+:)?c\s[^>]*\bt\s*=\s*["']e["']""")
# A sheet without these has no more than 26 columns and 99,999 rows.
_FAR_OUT = re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{2}|[A-Z]\d{6})""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_PADDED = re.compile(r'((?:"[^"]*"|\\.)*)(0{2,15})((?:"[^"]*"|\\.)*)(?:;.*)?')
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')


class RefusedError(Exception):
    """The file is not to be opened; `code` is the finding's, `values` what it says."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Pad:
    """A number format of zeros: what stands before, how many digits, what stands after."""

    prefix: str
    digits: int
    suffix: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet's XML says of its cells (row and column from 0) beyond their values."""

    errors: Lookup[tuple[int, int], str]
    uncalculated: frozenset[tuple[int, int]]
    pads: Lookup[tuple[int, int], Pad]


NO_MARKS = Marks({}, frozenset(), {})


class Package:
    """The parts of an .xlsx, checked and unpacked once; raises RefusedError when it is unfit."""

    def __init__(self, content: bytes) -> None:
        self._parts = _checked_parts(content)
        self._pads = self._padded_styles()
        self._sheets = self._sheet_parts()

    def marks(self, sheet: str) -> Marks:
        """What the XML of `sheet` tells; raises RefusedError when the sheet spreads too far."""
        xml = self._parts.get(self._sheets.get(sheet, ""), b"")
        _refuse_wide(xml, sheet)
        return self._scan(xml)

    def _scan(self, xml: bytes) -> Marks:
        errors = {}
        uncalculated = set()
        for attributes, inside in _CELL.findall(xml) if _MAY_FAIL.search(xml) else ():
            at = _position(attributes)
            value = _VALUE.search(inside)
            if at is None:
                continue
            if _IS_ERROR.search(attributes):
                errors[at] = value[1].decode("utf-8", "replace") if value else "#?"
            elif value is None and _FORMULA.search(inside) and not _IS_TEXT.search(attributes):
                uncalculated.add(at)
        return Marks(errors, frozenset(uncalculated), self._padded_cells(xml))

    def _padded_cells(self, xml: bytes) -> dict[tuple[int, int], Pad]:
        if not self._pads:
            return {}
        numbers = "|".join(map(str, self._pads)).encode()
        styled = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bs\s*=\s*["'](%b)["'][^>]*>""" % numbers)
        found = ((_position(match[0]), int(match[1])) for match in styled.finditer(xml))
        return {at: self._pads[style] for at, style in found if at is not None}

    def _sheet_parts(self) -> dict[str, str]:
        workbook, links = (
            self._tree(name) for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
        )
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        found = {}
        for sheet in (each for each in workbook.iter() if _local(each) == "sheet"):
            key = next((v for name, v in sheet.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            found[sheet.get("name", "")] = posixpath.normpath(
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )
        return found

    def _padded_styles(self) -> dict[int, Pad]:
        if "xl/styles.xml" not in self._parts:
            return {}
        tree = self._tree("xl/styles.xml")
        codes = {
            each.get("numFmtId"): each.get("formatCode", "")
            for each in tree.iter()
            if _local(each) == "numFmt"
        }
        styles = next((each for each in tree if _local(each) == "cellXfs"), None)
        formats = [codes.get(each.get("numFmtId"), "") for each in styles or ()]
        found = {number: _pad(code) for number, code in enumerate(formats)}
        return {number: pad for number, pad in found.items() if pad is not None}

    def _tree(self, name: str) -> ElementTree.Element:
        try:
            # Entities were refused before: nothing is left that could expand.
            return ElementTree.fromstring(self._parts[name])
        except (KeyError, ElementTree.ParseError, ValueError, LookupError):
            raise RefusedError("workbook.corrupt") from None


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


def _checked_parts(content: bytes) -> dict[str, bytes]:
    """The XML parts, after their sum, their checksums and their declarations were looked at."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if size > MAX_UNPACKED:
                limit = MAX_UNPACKED // MEGABYTE
                raise RefusedError("workbook.bomb", size=-(-size // MEGABYTE), limit=limit)
            names = [entry.filename for entry in entries]
            _refuse_other_kinds(names)
            wanted = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            parts = {entry.filename: archive.read(entry) for entry in wanted}
    except RefusedError:
        raise
    except Exception:
        raise RefusedError("workbook.corrupt") from None
    for part in parts.values():
        if _REFUSED_XML.search(part):
            raise RefusedError("workbook.entities")
        if b"\0" in part[:64]:  # UTF-16 would hide both from the searches here
            raise RefusedError("workbook.corrupt")
    return parts


def _refuse_other_kinds(names: list[str]) -> None:
    if "xl/workbook.xml" in names:
        if len(set(names)) < len(names):
            raise RefusedError("workbook.corrupt")
        return
    kind = next((name for name in _TYPE_NAMES if name in names), None)
    found = {"xl/workbook.bin": "XLSB", "word/document.xml": "Word", "content.xml": "ODS"}
    raise RefusedError("workbook.not_excel", found=found.get(kind or "", "ZIP"))


def _refuse_wide(xml: bytes, sheet: str) -> None:
    """Refuses a sheet with a filled cell so far out that reading it would take all memory."""
    found = _FILLED.findall(xml) if _FAR_OUT.search(xml) else []
    if not found:
        return
    columns = {letters for letters, _ in found}
    rows = max(int(row) for _, row in found)
    width = max(column_number(letters.decode()) for letters in columns) + 1
    if rows * width > MAX_CELLS or rows > LAST_ROW or width > LAST_COLUMN:
        last = column_letters(width - 1)
        raise RefusedError("workbook.too_big_sheet", found=sheet, row=rows, column=last)


def _position(cell: bytes) -> tuple[int, int] | None:
    """The row and column, from 0, that a cell's attributes name."""
    found = _REFERENCE.search(cell)
    return (int(found[2]) - 1, column_number(found[1].decode())) if found else None


def _pad(code: str) -> Pad | None:
    match = _PADDED.fullmatch(code)
    if match is None:
        return None
    return Pad(_literal(match[1]), len(match[2]), _literal(match[3]))


def _literal(code: str) -> str:
    return _LITERAL.sub(lambda match: match[1] or match[2] or "", code)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
