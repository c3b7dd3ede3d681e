"""Tables out of workbooks and CSV files, each file opened once, every cell with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding, Place, error, notice, warning
from generator.load.files import MEGABYTE, decode, read_bytes
from generator.load.nodes import SheetTable
from generator.load.tables.csv import DELIMITERS, CsvCell, declared_delimiter, parse_csv
from generator.load.tables.grid import Grid, Headings, Row, heading_row, is_aside, is_list, table_of
from generator.load.tables.refusal import RefusedError
from generator.load.tables.spreadsheet import (
    OLE,
    ZIP,
    Spreadsheet,
    lists_on,
    open_spreadsheet,
    sheet_table,
)
from generator.load.tables.xls import OldBook

MAX_BYTES = 50 * MEGABYTE
MAX_TEXT_BYTES = 20 * MEGABYTE

_WORKBOOK_SUFFIXES = {".xlsx", ".xlsm", ".xls"}
_OTHER_KINDS = (
    (b"%pdf", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<table", "HTML"),
    (b"<?xml", "XML"),
    (b"\x89png", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
)
_DELIMITERS = {".tsv": "\t"}
_SAMPLE = 20_000
_SAMPLE_ROWS = 20
_HARMLESS_IN_CSV = {"file.encoding_gb18030", "file.encoding_utf16"}


_Result = tuple[SheetTable | None, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a file turned out to be, and the findings of opening it."""

    content: Spreadsheet | str | None
    findings: tuple[Finding, ...]


class Workbooks:
    """Reads tables; keeps what it read, so that six sheets of a book cost one opening.

    `within` is the folder that files must not lead out of: their own unless given.
    """

    def __init__(self, within: Path | None = None) -> None:
        self._within = within
        self._opened: dict[tuple[Path, str], _Opened] = {}
        self._tables: dict[tuple[object, ...], _Result] = {}

    def read_table(
        self,
        path: Path,
        shown: str,
        sheet: str | None,
        wanted: Headings,
    ) -> tuple[SheetTable | None, tuple[Finding, ...]]:
        """The table on `sheet` of the file at `path`, and what is wrong with it.

        The heading row is the one among the first 20 with the most of those `wanted`. Without a
        sheet's name, the sheet that has them is read. A CSV file has no sheets.
        """
        key = (path, shown, sheet, wanted)
        if key not in self._tables:
            self._tables[key] = self._read(path, shown, sheet, wanted)
        return self._tables[key]

    def unread_lists(self, kinds: Iterable[Headings]) -> Iterator[Place]:
        """The sheets of the workbooks read so far that look like a list of one of `kinds`, and of
        which none was read.
        """
        read: dict[str, set[str]] = defaultdict(set)
        for table, findings in self._tables.values():
            places = [*([table.place] if table else []), *(each.place for each in findings)]
            for place in places:
                read[place.file].add((place.where or "").rpartition("!")[0])
        for (_, shown), opened in self._opened.items():
            if opened.content is None or isinstance(opened.content, str):
                continue
            for name in lists_on(opened.content, read[shown], kinds):
                yield Place(shown, where=f"{name}!A1")

    def holds_list(self, path: Path, shown: str, kinds: Iterable[Headings]) -> bool:
        """Whether a file that nobody names looks like a list of one of `kinds`."""
        content = _open(path, shown, self._within).content
        if content is None:
            return False
        if not isinstance(content, str):
            return any(lists_on(content, (), kinds))
        delimiter, text = declared_delimiter(content)
        rows, _ = parse_csv(text[:_SAMPLE], shown, delimiter or _DELIMITERS.get(path.suffix, ","))
        return is_list(_texts(rows), kinds)

    def _read(
        self,
        path: Path,
        shown: str,
        sheet: str | None,
        wanted: Headings,
    ) -> _Result:
        if (path, shown) not in self._opened:
            self._opened[path, shown] = _open(path, shown, self._within)
        opened = self._opened[path, shown]
        if opened.content is None:
            return None, opened.findings
        if isinstance(opened.content, str):
            table, findings = _csv_table(opened.content, shown, sheet, wanted)
        else:
            table, findings = sheet_table(opened.content, shown, sheet, wanted)
        return table, (*opened.findings, *findings)


def read_table(
    path: Path, shown: str, sheet: str | None, known_headings: frozenset[str]
) -> tuple[SheetTable | None, tuple[Finding, ...]]:
    """`Workbooks.read_table` for a single table."""
    return Workbooks().read_table(path, shown, sheet, Headings(known_headings))


def _open(path: Path, shown: str, within: Path | None) -> _Opened:
    content, findings = read_bytes(path, shown, MAX_BYTES, within)
    if content is None:
        return _Opened(None, findings)
    place = Place(shown)
    if not content.strip():
        return _Opened(None, (error("workbook.empty_file", place),))
    if not content.startswith((*ZIP, OLE)):
        return _open_text(content, path, shown)
    try:
        opened = open_spreadsheet(content)
    except RefusedError as refusal:
        return _Opened(None, (error(refusal.code, place, **refusal.values),))
    notes = [notice("workbook.old_format", place)] if isinstance(opened, OldBook) else []
    if path.suffix.lower() not in _WORKBOOK_SUFFIXES:
        notes.append(warning("workbook.is_binary", place, found=path.suffix))
    return _Opened(opened, tuple(notes))


def _open_text(content: bytes, path: Path, shown: str) -> _Opened:
    place = Place(shown)
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    other = next((kind for mark, kind in _OTHER_KINDS if start.startswith(mark)), None)
    if other is not None:
        return _Opened(None, (error("workbook.not_excel", place, found=other),))
    if len(content) > MAX_TEXT_BYTES:
        size, limit = -(-len(content) // MEGABYTE), MAX_TEXT_BYTES // MEGABYTE
        return _Opened(None, (error("file.too_large", place, size=size, limit=limit),))
    text, findings = decode(content, shown)
    kept = tuple(finding for finding in findings if finding.code not in _HARMLESS_IN_CSV)
    is_workbook = path.suffix.lower() in _WORKBOOK_SUFFIXES
    if (text is None and is_workbook) or "\0" in (text or ""):
        return _Opened(None, (error("workbook.corrupt", place),))
    if is_workbook:
        kept = (*kept, warning("workbook.is_text", place))
    return _Opened(text, kept)


def _csv_table(
    text: str, shown: str, sheet: str | None, wanted: Headings
) -> tuple[SheetTable | None, tuple[Finding, ...]]:
    named = (sheet or "").strip()
    spare = (warning("workbook.sheet_in_text", Place(shown), found=named),) if named else ()
    delimiter, text = declared_delimiter(text)
    cells, findings = parse_csv(text, shown, delimiter or _likeliest_delimiter(text, wanted.known))
    cells, crowded = _cut_to_headings(cells, shown, wanted)
    width = max(map(len, cells), default=0)
    rows: list[Row] = [
        [*(cell.text for cell in row), *(None for _ in range(width - len(row)))] for row in cells
    ]

    def place_of(row: int, column: int) -> Place:
        if column < len(cells[row]):
            cell = cells[row][column]
            return Place(shown, cell.line, cell.column)
        return Place(shown, cells[row][0].line)

    table, problems = table_of(Grid(rows, place_of), Place(shown, 1, 1), wanted)
    return table, (*spare, *findings, *crowded, *problems)


def _likeliest_delimiter(text: str, known: frozenset[str]) -> str:
    """The delimiter with which the first rows hold the most known headings, then cells."""

    def fitness(delimiter: str) -> tuple[int, int]:
        rows, _ = parse_csv(beginning, "", delimiter)
        return heading_row(_texts(rows), known)[0], sum(map(len, rows))

    beginning = text[:_SAMPLE]
    return max(DELIMITERS, key=fitness)


def _cut_to_headings(
    cells: list[list[CsvCell]], shown: str, wanted: Headings
) -> tuple[list[list[CsvCell]], list[Finding]]:
    """The rows no wider than the headings; a filled cell beyond them is an unquoted comma."""
    score, top = heading_row(_texts(cells[:_SAMPLE_ROWS]), wanted.known)
    if not score:
        return cells, []
    width = len(cells[top])
    crowded = []
    headings, *below = _texts(cells[top:])
    for row, texts in zip(cells[top + 1 :], below, strict=True):
        beyond = [cell for cell in row[width:] if cell.text is not None]
        own = next(filter(None, texts), "")
        if beyond and not is_aside(own, texts, headings, wanted.needed):
            place = Place(shown, beyond[0].line, beyond[0].column)
            words = {"found": width + len(beyond), "expected": width}
            crowded.append(error("csv.too_many_cells", place, **words))
    return [row[:width] for row in cells], crowded


def _texts(cells: list[list[CsvCell]]) -> list[Row]:
    return [[cell.text for cell in row] for row in cells]
