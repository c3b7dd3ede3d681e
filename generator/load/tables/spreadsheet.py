"""The sheets of an opened workbook: which one is meant, and its cells as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from io import BytesIO
from typing import Protocol, TypeVar

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from generator.findings import Finding, Place, error, warning
from generator.load.nodes import SheetTable
from generator.load.tables.cells import Value, padded, text_of
from generator.load.tables.grid import (
    HEADING_ROWS,
    Grid,
    Headings,
    Row,
    heading_key,
    heading_row,
    is_list,
    table_of,
)
from generator.load.tables.package import Package
from generator.load.tables.refusal import RefusedError
from generator.load.tables.sheet_xml import Cells, column_letters
from generator.load.tables.xls import OldBook, read_old_book
from generator.names.nearest import the_nearest

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# A directory entry of an encrypted .xlsx; the FILEPASS record that begins an encrypted .xls.
_ENCRYPTED = re.compile(
    re.escape("EncryptedPackage".encode("utf-16-le"))
    + rb"|\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00.{4}(?:.{8})?(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)

BEGINNING = HEADING_ROWS + 20
"""Rows that tell whether a sheet is a list: its headings, and something below them."""

Result = TypeVar("Result")


class Spreadsheet(Protocol):
    """An opened workbook: the names of its sheets, and the cells of each."""

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets of cells, in the workbook's order."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Those of `names` that are not hidden: a hidden sheet is read only where it is named."""

    def cells(self, name: str) -> Cells:
        """The cells of a sheet; raises RefusedError where it cannot or must not be read."""

    def beginning(self, name: str) -> list[list[Value]]:
        """The values of a sheet's first rows; raises RefusedError as `cells` does."""


class NewBook:
    """An .xlsx, read in this process because its XML was looked at first."""

    def __init__(self, content: bytes) -> None:
        self._package = Package(content)
        self._workbook = _guarded(lambda: CalamineWorkbook.from_object(BytesIO(content)))

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets of cells, in the workbook's order."""
        sheets = self._workbook.sheets_metadata
        return tuple(each.name for each in sheets if each.typ is SheetTypeEnum.WorkSheet)

    @property
    def shown(self) -> tuple[str, ...]:
        """Those of `names` that are not hidden."""
        sheets = self._workbook.sheets_metadata
        visible = {each.name for each in sheets if each.visible is SheetVisibleEnum.Visible}
        return tuple(name for name in self.names if name in visible)

    def cells(self, name: str) -> Cells:
        """The cells of a sheet; raises RefusedError where it cannot or must not be read."""
        marks = self._package.marks(name)
        sheet = _guarded(lambda: self._workbook.get_sheet_by_name(name))
        values = _guarded(lambda: sheet.to_python(skip_empty_area=False))
        return Cells(values, tuple(sheet.merged_cell_ranges or ()), marks)

    def beginning(self, name: str) -> list[list[Value]]:
        """The values of a sheet's first rows; raises RefusedError as `cells` does."""
        self._package.xml(name)
        sheet = _guarded(lambda: self._workbook.get_sheet_by_name(name))
        return _guarded(lambda: sheet.to_python(skip_empty_area=False, nrows=BEGINNING))


def open_spreadsheet(content: bytes) -> NewBook | OldBook:
    """The workbook in `content`; raises RefusedError where it cannot or must not be opened."""
    if content.startswith(ZIP):
        return NewBook(content)
    if _ENCRYPTED.search(content):
        raise RefusedError("workbook.encrypted")
    return read_old_book(content)


def sheet_table(
    book: Spreadsheet,
    shown: str,
    sheet: str | None,
    wanted: Headings,
) -> tuple[SheetTable | None, tuple[Finding, ...]]:
    """The table on the sheet named, or on the likeliest one; as `Workbooks.read_table`."""
    names = list(book.names)
    if not names:
        return None, (error("workbook.no_sheets", Place(shown)),)
    try:
        name, findings = _chosen(book, shown, sheet, names, wanted.known)
        if name is None:
            return None, findings
        place = Place(shown, where=f"{name.strip()}!A1")
        table, problems = table_of(_grid(book, shown, name), place, wanted)
    except RefusedError as refusal:
        return None, (error(refusal.code, Place(shown), **refusal.values),)
    return table, (*findings, *problems)


def lists_on(book: Spreadsheet, read: Collection[str], kinds: Iterable[Headings]) -> Iterator[str]:
    """The sheets that look like a list of one of `kinds` and are none of those `read`, hidden ones
    left out.
    """
    for name in book.shown:
        if name.strip() not in read and heading_key(name):
            try:
                rows = [[text_of(value) for value in row] for row in book.beginning(name)]
            except RefusedError:
                continue
            if is_list(rows, kinds):
                yield name.strip()


def _chosen(
    book: Spreadsheet, shown: str, sheet: str | None, names: list[str], known: frozenset[str]
) -> tuple[str | None, tuple[Finding, ...]]:
    """The name of the sheet meant, or a finding that lists those there are."""
    place = Place(shown)
    listed = "、".join(name.strip() for name in book.shown if heading_key(name))
    if sheet is None or not heading_key(sheet):
        likely = _likely(book, shown, list(book.shown), known)
        if len(likely) < 2:
            return (likely or names)[0], ()
        return likely[0], (warning("workbook.sheet_needed", place, known=listed, found=likely[0]),)
    # Excel lets a sheet's name be a space; such a sheet is nobody's slip.
    by_key = {key: name for name in reversed(names) if (key := heading_key(name))}
    name = sheet if sheet in names else by_key.get(heading_key(sheet))
    if name is not None:
        return name, ()
    words = {"found": sheet.strip(), "known": listed}
    if near := _nearest(heading_key(sheet), by_key):
        words["nearest"] = by_key[near].strip()
        return None, (error("workbook.sheet_missing_near", place, **words),)
    return None, (error("workbook.sheet_missing", place, **words),)


def _nearest(key: str, known: Iterable[str]) -> str:
    """The one known name that `key` is probably a slip of; empty where there is none. Of two
    characters a slip leaves one where it was: 车俩 is 车辆, but 费用 is not 用餐.
    """
    return the_nearest(key, [each for each in known if key[0] == each[0] or key[-1] == each[-1]])


def _likely(book: Spreadsheet, shown: str, names: list[str], known: frozenset[str]) -> list[str]:
    if len(names) == 1:
        return names
    scores = {name: heading_row(_grid(book, shown, name).rows, known)[0] for name in names}
    return [name for name in names if scores[name] and scores[name] * 2 >= max(scores.values())]


def _grid(book: Spreadsheet, shown: str, name: str) -> Grid:
    cells = book.cells(name)
    rows: list[Row] = [[text_of(value) for value in row] for row in cells.values]
    _apply(cells, rows)
    prefix = f"{name.strip()}!"
    letters = [prefix + column_letters(number) for number in range(max(map(len, rows), default=0))]

    def place_of(row: int, column: int) -> Place:
        return Place(shown, where=f"{letters[column]}{row + 1}")

    return Grid(rows, place_of, cells.merges, cells.marks)


def _apply(cells: Cells, rows: list[Row]) -> None:
    """Writes into `rows` what the values do not tell: errors, zeros that a format adds, texts
    without what is struck of them.
    """
    for (row, column), found in cells.marks.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = found
    for (row, column), text in cells.marks.partly_struck.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text.left
    for (row, column), pad in cells.marks.pads.items():
        if row >= len(rows) or column >= len(rows[row]):
            continue
        value, shown = cells.values[row][column], rows[row][column]
        if shown is not None and type(value) in {int, float}:
            rows[row][column] = padded(shown, pad.prefix, pad.digits, pad.suffix)


def _guarded(read: Callable[[], Result]) -> Result:
    """What `read` gives; RefusedError where calamine fails or panics on a damaged file."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        raise RefusedError("workbook.corrupt") from None
