"""Sheets that a visit's file names, read as rows, and lists in its folder that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.findings import Finding, Place, error, notice
from generator.load.files import MEGABYTE
from generator.load.nodes import MappingNode, ScalarNode
from generator.load.sheets.forms import FORMS, headings_of
from generator.load.sheets.references import SheetReference, sheet_reference
from generator.load.sheets.rows import rows_of
from generator.load.tables.reader import TableReader
from generator.text import shortened

_WRITTEN_BY_THE_PROGRAM = {"told.csv", "attended.csv", "done.csv", "assigned.csv", "lists.xlsx"}
_LARGEST_UNNAMED = 5 * MEGABYTE
_LONGEST_SHOWN = 40


class NamedSheets:
    """Reads the sheets of one visit's folder; each file is opened once.

    `shown` is the folder as findings name it, `language` that of texts that name none.
    """

    def __init__(self, folder: Path, shown: str, language: str) -> None:
        self._folder = folder
        self._shown = shown
        self._language = language
        self._tables = TableReader()
        self._named: set[str] = set()
        self._missing: dict[str, Finding] = {}

    def rows(
        self, node: ScalarNode, reference: SheetReference, section: str
    ) -> tuple[list[MappingNode] | None, list[Finding]]:
        """The rows of the sheet named at `node`, and what is wrong; None where it was not read."""
        if section not in FORMS:
            return None, [error("workbook.not_here", node.place)]
        findings = []
        if not reference.usual:
            values = {"found": node.text, "read": reference}
            findings.append(notice("workbook.reference_read", node.place, **values))
        self._named.add(str(Path(reference.file)))
        path = self._folder / reference.file
        if problem := self._missing.get(reference.file):
            return None, [*findings, problem]  # fourteen sheets of one file are one finding
        if problem := self._obstacle(path, reference.file, node.place):
            self._missing[reference.file] = problem
            return None, [*findings, problem]
        shown = f"{self._shown}/{reference.file}"
        headings = headings_of(section)
        table, problems = self._tables.read_table(path, shown, reference.sheet, headings)
        rows, of_rows = rows_of(table, section, self._language) if table else (None, [])
        of_sheet = [*problems, *of_rows]
        if FORMS[section].is_for_the_office:
            of_sheet = [_for_the_office(finding) for finding in of_sheet]
        return rows, [*findings, *(_at_reference(finding, node) for finding in of_sheet)]

    def unread_lists(self) -> Iterator[Finding]:
        """A notice for each sheet and file that looks like a list and is not named.

        To be called once everything is read.
        """
        kinds = tuple(headings_of(section) for section in FORMS)
        for place in self._tables.unread_lists(kinds):
            sheet = (place.where or "").rpartition("!")[0]
            if Path(place.file).name not in _WRITTEN_BY_THE_PROGRAM:
                yield notice("workbook.sheet_unread", place, found=sheet)
        for path in self._unnamed_files():
            shown = f"{self._shown}/{path.name}"
            if self._tables.is_list(path, shown, kinds):
                yield notice("workbook.file_unread", Place(shown), found=path.name)

    def _unnamed_files(self) -> list[Path]:
        """The workbooks in the visit's folder that are not named, without large ones."""
        try:
            return [
                path
                for path in sorted(path for path in self._folder.iterdir() if _is_workbook(path))
                if path.name not in (self._named | _WRITTEN_BY_THE_PROGRAM)
                and path.stat().st_size <= _LARGEST_UNNAMED
            ]
        except OSError:
            return []

    def _obstacle(self, path: Path, name: str, place: Place) -> Finding | None:
        """Why there is no workbook to read at `path`, as far as its name shows."""
        try:
            if not path.resolve().is_relative_to(self._folder.resolve()):
                return error("file.outside", place, found=name)
            if path.exists():
                return None
        except (OSError, RuntimeError, ValueError):  # a name that no system accepts
            pass
        known = "、".join(sorted(p.name for p in self._folder.iterdir() if _is_workbook(p)))
        found = shortened(name, _LONGEST_SHOWN)
        return error("workbook.file_missing", place, found=found, known=known or "—")


def _at_reference(finding: Finding, reference: ScalarNode) -> Finding:
    """A missing sheet is reported where it is named, not somewhere in the workbook."""
    if not finding.code.startswith("workbook.sheet_missing"):
        return finding
    return replace(finding, place=reference.place, related=(finding.place,))


def _for_the_office(finding: Finding) -> Finding:
    """A finding that may quote a cell; one on the file as a whole quotes none."""
    place = finding.place
    return finding if place == Place(place.file) else replace(finding, office=True)


def _is_workbook(path: Path) -> bool:
    named = sheet_reference(path.name) is not None and not path.name.startswith("~$")
    return named and path.is_file()
