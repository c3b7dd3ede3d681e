"""Reads tables from workbooks and CSV files, each file opened once, every cell with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.findings import Finding, Place, error, notice, warning
from generator.load.files import MEGABYTE, decode, read_bytes
from generator.load.nodes import SheetTable
from generator.load.tables import RefusedError
from generator.load.tables.csv import csv_table, is_csv_list
from generator.load.tables.headings import Headings
from generator.load.tables.workbook import (
    OLE,
    ZIP,
    Workbook,
    lists_on,
    open_workbook,
    sheet_table,
)
from generator.load.tables.xls import XlsWorkbook

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
_HARMLESS_IN_CSV = {"file.encoding_gb18030", "file.encoding_utf16"}


_Result = tuple[SheetTable | None, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class _Opened:
    """The workbook or text in a file, and the findings of opening it."""

    content: Workbook | str | None
    findings: tuple[Finding, ...]


class TableReader:
    """Reads tables, and opens each file once, however many of its sheets are read.

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

        The heading row is the one of the first 20 with the most of the headings `wanted`. Without
        a sheet's name, the sheet that has them is read. A CSV file has no sheets.
        """
        key = (path, shown, sheet, wanted)
        if key not in self._tables:
            self._tables[key] = self._read(path, shown, sheet, wanted)
        return self._tables[key]

    def read_lists(
        self, path: Path, shown: str, wanted: Headings
    ) -> tuple[tuple[SheetTable, ...], tuple[Finding, ...]]:
        """Every table of a file with the headings `wanted`, and what is wrong with them.

        A file with no such list is read as `read_table` reads one without a sheet's name. A list on
        a hidden sheet is not read, and reported.
        """
        content = self._content(path, shown).content
        sheets: list[str | None] = [None]
        findings: list[Finding] = []
        if content is not None and not isinstance(content, str):
            sheets = [*lists_on(content, (), (wanted,))] or [None]
            for name in lists_on(content, (), (wanted,), hidden=True):
                place = Place(shown, where=f"{name}!A1")
                findings.append(notice("workbook.sheet_hidden", place, found=name))
        tables = []
        for sheet in sheets:
            table, problems = self.read_table(path, shown, sheet, wanted)
            tables += [table] if table else []
            findings += problems
        return tuple(tables), tuple(dict.fromkeys(findings))

    def unread_lists(self, kinds: Iterable[Headings]) -> Iterator[Place]:
        """The sheets of opened workbooks that look like a list of one of `kinds`, yet unread."""
        read: dict[str, set[str]] = defaultdict(set)
        for table, findings in self._tables.values():
            places = [*([table.place] if table else []), *(finding.place for finding in findings)]
            for place in places:
                read[place.file].add((place.where or "").rpartition("!")[0])
        for (_, shown), opened in self._opened.items():
            if opened.content is None or isinstance(opened.content, str):
                continue
            for name in lists_on(opened.content, read[shown], kinds):
                yield Place(shown, where=f"{name}!A1")

    def is_list(self, path: Path, shown: str, kinds: Iterable[Headings]) -> bool:
        """Whether a file looks like a list of one of `kinds`."""
        content = _open(path, shown, self._within).content
        if content is None:
            return False
        if not isinstance(content, str):
            return any(lists_on(content, (), kinds))
        return is_csv_list(content, shown, _DELIMITERS.get(path.suffix, ","), kinds)

    def _read(
        self,
        path: Path,
        shown: str,
        sheet: str | None,
        wanted: Headings,
    ) -> _Result:
        opened = self._content(path, shown)
        if opened.content is None:
            return None, opened.findings
        if isinstance(opened.content, str):
            table, findings = csv_table(opened.content, shown, sheet, wanted)
        else:
            table, findings = sheet_table(opened.content, shown, sheet, wanted)
        return table, (*opened.findings, *findings)

    def _content(self, path: Path, shown: str) -> _Opened:
        if (path, shown) not in self._opened:
            self._opened[path, shown] = _open(path, shown, self._within)
        return self._opened[path, shown]


def read_table(
    path: Path, shown: str, sheet: str | None, known_headings: frozenset[str]
) -> tuple[SheetTable | None, tuple[Finding, ...]]:
    """`TableReader.read_table` for a single table."""
    return TableReader().read_table(path, shown, sheet, Headings(known_headings))


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
        opened = open_workbook(content)
    except RefusedError as refusal:
        return _Opened(None, (error(refusal.code, place, **refusal.values),))
    notes = [notice("workbook.old_format", place)] if isinstance(opened, XlsWorkbook) else []
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
