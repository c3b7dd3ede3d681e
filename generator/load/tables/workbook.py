"""An opened workbook: which of its sheets is meant, and the table on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from io import BytesIO
from typing import Protocol, TypeVar

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from generator.findings import Finding, Place, error, warning
from generator.load.nodes import SheetTable
from generator.load.tables import RefusedError
from generator.load.tables.cells import Row, SheetCells, Value, padded, text_of
from generator.load.tables.grid import Grid, table_of
from generator.load.tables.headings import (
    HEADING_ROWS,
    Headings,
    heading_key,
    heading_row,
    is_list,
)
from generator.load.tables.package import Package
from generator.load.tables.sheet_xml import column_letters
from generator.load.tables.xls import XlsWorkbook, read_xls
from generator.names.nearest import nearest_word

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# A directory entry of an encrypted .xlsx; the FILEPASS record that begins an encrypted .xls.
_ENCRYPTED = re.compile(
    re.escape("EncryptedPackage".encode("utf-16-le"))
    + rb"|\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00.{4}(?:.{8})?(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)

BEGINNING = HEADING_ROWS + 20
"""Rows that show whether a sheet is a list: its headings, and something below them."""

Result = TypeVar("Result")


class Workbook(Protocol):
    """An opened workbook: the names of its sheets, and the cells of each."""

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets of cells, in the workbook's order."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Those of `names` that are not hidden: a hidden sheet is read only where it is named."""

    def cells(self, name: str) -> SheetCells:
        """The cells of a sheet; raises RefusedError where it cannot or must not be read."""

    def beginning(self, name: str) -> list[list[Value]]:
        """The values of a sheet's first rows; raises RefusedError as `cells` does."""


class XlsxWorkbook:
    """An .xlsx, read in this process because its XML was checked first."""

    def __init__(self, content: bytes) -> None:
        self._package = Package(content)
        self._workbook = _guarded(lambda: CalamineWorkbook.from_object(BytesIO(content)))

    @property
    def names(self) -> tuple[str, ...]:
        """The sheets of cells, in the workbook's order."""
        sheets = self._workbook.sheets_metadata
        return tuple(sheet.name for sheet in sheets if sheet.typ is SheetTypeEnum.WorkSheet)

    @property
    def shown(self) -> tuple[str, ...]:
        """Those of `names` that are not hidden."""
        sheets = self._workbook.sheets_metadata
        visible = {sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible}
        return tuple(name for name in self.names if name in visible)

    def cells(self, name: str) -> SheetCells:
        """The cells of a sheet; raises RefusedError where it cannot or must not be read."""
        formats = self._package.formats(name)
        sheet = _guarded(lambda: self._workbook.get_sheet_by_name(name))
        values = _guarded(lambda: sheet.to_python(skip_empty_area=False))
        return SheetCells(values, tuple(sheet.merged_cell_ranges or ()), formats)

    def beginning(self, name: str) -> list[list[Value]]:
        """The values of a sheet's first rows; raises RefusedError as `cells` does."""
        self._package.xml(name)
        sheet = _guarded(lambda: self._workbook.get_sheet_by_name(name))
        return _guarded(lambda: sheet.to_python(skip_empty_area=False, nrows=BEGINNING))


def open_workbook(content: bytes) -> XlsxWorkbook | XlsWorkbook:
    """The workbook in `content`; raises RefusedError where it cannot or must not be opened."""
    if content.startswith(ZIP):
        return XlsxWorkbook(content)
    if _ENCRYPTED.search(content):
        raise RefusedError("workbook.encrypted")
    return read_xls(content)


def sheet_table(
    book: Workbook,
    shown: str,
    sheet: str | None,
    wanted: Headings,
) -> tuple[SheetTable | None, tuple[Finding, ...]]:
    """The table on the sheet named, or on the likeliest one: see `TableReader.read_table`."""
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


def lists_on(
    book: Workbook, read: Collection[str], kinds: Iterable[Headings], *, hidden: bool = False
) -> Iterator[str]:
    """The sheets that look like a list of one of `kinds`, without those `read`.

    They are those that are not hidden, or the `hidden` ones.
    """
    names = [name for name in book.names if name not in book.shown] if hidden else book.shown
    for name in names:
        if name.strip() not in read and heading_key(name):
            try:
                rows = [[text_of(value) for value in row] for row in book.beginning(name)]
            except RefusedError:
                continue
            if is_list(rows, kinds):
                yield name.strip()


def _chosen(
    book: Workbook, shown: str, sheet: str | None, names: list[str], known: frozenset[str]
) -> tuple[str | None, tuple[Finding, ...]]:
    """The name of the sheet meant, or a finding that lists the sheets there are."""
    place = Place(shown)
    listed = "、".join(name.strip() for name in book.shown if heading_key(name))
    if sheet is None or not heading_key(sheet):
        likely = _likely(book, shown, list(book.shown), known)
        if len(likely) < 2:
            return (likely or names)[0], ()
        return likely[0], (warning("workbook.sheet_needed", place, known=listed, found=likely[0]),)
    # Excel accepts a space as a sheet's name; nobody means such a sheet by another name.
    by_key = {key: name for name in reversed(names) if (key := heading_key(name))}
    name = sheet if sheet in names else by_key.get(heading_key(sheet))
    if name is not None:
        return name, ()
    values = {"found": sheet.strip(), "known": listed}
    if near := _nearest(heading_key(sheet), by_key):
        values["nearest"] = by_key[near].strip()
        return None, (error("workbook.sheet_missing_near", place, **values),)
    return None, (error("workbook.sheet_missing", place, **values),)


def _nearest(key: str, known: Iterable[str]) -> str:
    """The one known name that was probably meant by `key`; empty where there is none.

    A mistake in one of two characters leaves the other where it was: 车俩 is 车辆, but 费用 is
    not 用餐.
    """
    alike = [name for name in known if key[0] == name[0] or key[-1] == name[-1]]
    return nearest_word(key, alike)


def _likely(book: Workbook, shown: str, names: list[str], known: frozenset[str]) -> list[str]:
    if len(names) == 1:
        return names
    scores = {name: heading_row(_grid(book, shown, name).rows, known)[0] for name in names}
    return [name for name in names if scores[name] and scores[name] * 2 >= max(scores.values())]


def _grid(book: Workbook, shown: str, name: str) -> Grid:
    cells = book.cells(name)
    rows: list[Row] = [[text_of(value) for value in row] for row in cells.values]
    _apply_formats(cells, rows)
    prefix = f"{name.strip()}!"
    letters = [prefix + column_letters(number) for number in range(max(map(len, rows), default=0))]

    def place_of(row: int, column: int) -> Place:
        return Place(shown, where=f"{letters[column]}{row + 1}")

    return Grid(rows, place_of, cells.merges, cells.formats)


def _apply_formats(cells: SheetCells, rows: list[Row]) -> None:
    """Write into `rows` what the values lack: errors, zeros that a format adds, struck parts."""
    formats = cells.formats
    for (row, column), message in formats.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = message
    for (row, column), text in formats.partly_struck.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text.remaining
    for (row, column), padding in formats.paddings.items():
        if row >= len(rows) or column >= len(rows[row]):
            continue
        value, shown = cells.values[row][column], rows[row][column]
        if shown is not None and type(value) in {int, float}:
            rows[row][column] = padded(shown, padding)


def _guarded(read: Callable[[], Result]) -> Result:
    """What `read` returns; RefusedError where calamine fails or panics on a damaged file."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        raise RefusedError("workbook.corrupt") from None
