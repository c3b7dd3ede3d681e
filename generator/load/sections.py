"""Reads one list of records, wherever it was written: in YAML, in a sheet, or half in each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.findings import Finding, Place, error, errors_in, notice
from generator.load.directory import Directory
from generator.load.files import MEGABYTE
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.load.problems import problems_of
from generator.load.sheets.cancelled import reminders_of_cancelled
from generator.load.sheets.forms import FORMS, headings_of, tables_of
from generator.load.sheets.references import SheetReference, file_kind, sheet_reference
from generator.load.sheets.row_kinds import aside_among_people
from generator.load.sheets.rows import rows_of
from generator.load.source_places import written, written_mapping
from generator.load.tables.workbook import Workbooks
from generator.load.unread import Incomplete
from generator.model.dining import read_meal_kind
from generator.model.enums import MealKind
from generator.model.parsing.labels import is_member, read_member
from generator.model.parsing.values import normal, parse_date, parse_span
from generator.model.record import ReadingContext, Record, WrittenMapping
from generator.text import DEFAULT_LANGUAGE, shortened

_COUNT = re.compile(r"\d+\s*[人位名辆项个]?")
_READABLE = {"XLSX", "XLSM", "XLS", "CSV", "TSV"}
_OF_THE_PROGRAM = {"told.csv", "attended.csv", "done.csv", "assigned.csv", "lists.xlsx"}
"""What the program itself writes: beside a visit, or for reading sheets of it back."""
_OF_FILES = ("workbook.", "file.")
_LARGEST_UNNAMED = 5 * MEGABYTE
_LONGEST_SHOWN = 40
MOST_RECORDS = 2_000
_MOST = {"guests": 20_000, "staff": 20_000, "stays": 20_000}
"""How many records a section may have, where that is not MOST_RECORDS: no visit is so large, and
what one list multiplies by another must stay within a machine's time and memory."""

_SHORT_FORM = {
    "guests": "name",
    "staff": "name",
    "parties": "name",
    "vehicles": "number",
    "tasks": "what",
    "decisions": "what",
}
_OF_PEOPLE = {"guests", "staff"}
_CALLED = {**_SHORT_FORM, "schedule": "title", "rides": "id"}
"""The field by which other records name one of a section."""

Made = TypeVar("Made", bound=Record)
Completion = Callable[[MappingNode, WrittenMapping], None]
"""Fills in what a record may leave unsaid."""


def _nothing(_: MappingNode, __: WrittenMapping) -> None:
    return None


class Sections:
    """Reads the sections of one visit folder, and keeps every finding on the way."""

    def __init__(
        self,
        folder: Path,
        shown: str,
        directory: Directory,
        reading: ReadingContext,
        language: str = DEFAULT_LANGUAGE,
    ) -> None:
        self.folder = folder
        self.shown = shown
        self.directory = directory
        self.reading = reading
        self.language = language
        self.findings: list[Finding] = []
        self.left_out = False
        self.incomplete = Incomplete()
        self._workbooks = Workbooks()
        self._named: set[str] = set()
        self._lists_missed = False

    def nodes(self, node: Node | None, section: str) -> list[MappingNode]:
        """The record nodes of a section. The directory hears of a list that is not read whole."""
        known = len(self.findings)
        found = self._nodes(node, section)
        self.incomplete.note_errors(section, self.findings[known:])
        return found

    def _nodes(self, node: Node | None, section: str) -> list[MappingNode]:
        if node is None or (isinstance(node, ScalarNode) and node.text is None):
            return []
        if isinstance(node, MappingNode) or _says_how_many(node):
            return self.unread(section, error("shape.records", node.place))
        parts = node.items if isinstance(node, SequenceNode) else (node,)
        found = [each for part in parts for each in self._part(part, section)]
        most = _MOST.get(section, MOST_RECORDS)
        if len(found) > most:
            values = {"found": len(found), "most": most}
            self.unread(section, error("section.too_long", found[most].place, **values))
        return found[:most]

    def records(
        self,
        nodes: Iterable[MappingNode],
        model: type[Made],
        section: str,
        complete: Completion = _nothing,
    ) -> list[Made]:
        """The records that `nodes` make; `complete` fills in what may be left unsaid."""
        made = []
        known = len(self.findings)
        for written_node in nodes:
            node = self._with_tables(written_node) if section == "meals" else written_node
            values = written_mapping(node)
            complete(node, values)
            record = self.record(node, values, model)
            if record is not None:
                made.append(record)
                continue
            self.incomplete.note(section)
            if section in _CALLED:
                for called in (values.get("id"), values.get(_CALLED[section])):
                    self.directory.refused(section, str(called or ""))
        self.incomplete.note_errors(section, self.findings[known:])
        return made

    def record(self, node: Node, values: object, model: type[Made]) -> Made | None:
        """The record that `values`, written at `node`, make; None where it was refused."""
        try:
            return model.model_validate(values, context=self.reading)
        except ValidationError as refusal:
            self.findings += problems_of(refusal, model, node)
            self.left_out = True
            return None

    def unread(self, section: str, *problems: Finding) -> list[MappingNode]:
        """Say why a list, or a part of it, is not read: no name that it may hold is unknown."""
        self.findings += problems
        self.incomplete.note(section, problems)
        self.miss(section)
        return []

    def miss(self, section: str) -> None:
        """Remember that a list was not read: names and sheets may be those that it would name."""
        self.directory.unread(section)
        self._lists_missed = True

    def leave_out(self, section: str, name: str) -> None:
        """Do without a record, as if it had been refused."""
        self.directory.refused(section, name)
        self.incomplete.note(section)
        self.left_out = True

    def one(
        self, node: Node | None, model: type[Made], section: str, **made: object
    ) -> Made | None:
        """A section that is one record; `made` are parts of it that were already read."""
        if node is None or (isinstance(node, ScalarNode) and node.text is None):
            return None
        values = written(node)
        if isinstance(values, WrittenMapping):
            values = WrittenMapping({**values, **made}, values.source)
        known = len(self.findings)
        record = self.record(node, values, model)
        if record is None:
            self.incomplete.note(section, self.findings[known:])
        return record

    def refuse_files(self, node: Node | None) -> None:
        """Report a file named where texts for people are: the file's name would be published."""
        for part in node.items if isinstance(node, SequenceNode) else (node,):
            if isinstance(part, ScalarNode) and part.text and sheet_reference(part.text):
                self.findings.append(error("workbook.not_here", part.place))

    def note_unread_lists(self) -> None:
        """Report sheets, and files beside visit.yml, that look like a list and that nobody names;
        to be called once everything is read.
        """
        of_files = (each.code.startswith(_OF_FILES) for each in errors_in(self.findings))
        if self._lists_missed or any(of_files):
            return  # what was meant may be there under another name
        kinds = tuple(headings_of(section) for section in FORMS)
        for place in self._workbooks.unread_lists(kinds):
            sheet = (place.where or "").rpartition("!")[0]
            if Path(place.file).name not in _OF_THE_PROGRAM:
                self.findings.append(notice("workbook.sheet_unread", place, found=sheet))
        for path in self._files_unnamed():
            shown = f"{self.shown}/{path.name}"
            if self._workbooks.holds_list(path, shown, kinds):
                self.findings.append(notice("workbook.file_unread", Place(shown), found=path.name))

    def _files_unnamed(self) -> list[Path]:
        """The workbooks in the visit's folder that nobody names, but for large ones."""
        try:
            there = sorted(path for path in self.folder.iterdir() if _is_workbook(path))
            return [
                path
                for path in there
                if path.name not in (self._named | _OF_THE_PROGRAM)
                and path.stat().st_size <= _LARGEST_UNNAMED
            ]
        except OSError:
            return []

    def _part(self, part: Node, section: str) -> list[MappingNode]:
        if isinstance(part, MappingNode):
            return self._unless_aside(part, section)
        if isinstance(part, ScalarNode) and part.text is not None:
            if workbook := sheet_reference(part.text):
                rows = self._rows(part, workbook, section)
                return FORMS[section].nest(rows) if rows else []
            if kind := file_kind(part.text):
                return self.unread(section, _no_reference(part, kind))
            if section in _OF_PEOPLE and "#" in normal(part.text)[1:]:
                values = {"found": part.text, "expected": "book.xlsx#来宾"}
                return self.unread(section, error("workbook.no_ending", part.place, **values))
            if section in _SHORT_FORM:
                key = ScalarNode(_SHORT_FORM[section], part.place)
                return self._unless_aside(MappingNode(((key, part),), part.place), section)
        if not (isinstance(part, ScalarNode) and part.text is None):
            return self.unread(section, error("shape.record_in_list", part.place))
        return []

    def _unless_aside(self, row: MappingNode, section: str) -> list[MappingNode]:
        """A row written in YAML; none where it is a sum or a heading copied along with people."""
        self.findings += reminders_of_cancelled([row])
        filled = [(key.text, value) for key, value in row.entries if not _is_empty(value)]
        if section not in _OF_PEOPLE or len(filled) != 1:
            return [row]
        ((key, value),) = filled
        said = value.text or "" if isinstance(value, ScalarNode) and key == "name" else ""
        code = aside_among_people(said)
        if code:
            shown = shortened(said, _LONGEST_SHOWN)
            self.findings.append(notice(code, value.place, found=shown))
        return [] if code else [row]

    def _rows(
        self, reference: ScalarNode, named: SheetReference, section: str
    ) -> list[MappingNode] | None:
        """The rows of a sheet; None where it could not be read."""
        if section not in FORMS:
            self.unread(section, error("workbook.not_here", reference.place))
            return None
        name, sheet = named.file, named.sheet
        if not named.usual:
            words = {"found": reference.text, "read": named}
            self.findings.append(notice("workbook.reference_read", reference.place, **words))
        self._named.add(str(Path(name)))
        path = self.folder / name
        shown = f"{self.shown}/{name}"
        if problem := self._obstacle(path, name, reference.place):
            self.unread(section, problem)
            return None
        headings = headings_of(section)
        table, findings = self._workbooks.read_table(path, shown, sheet, headings)
        rows, problems = rows_of(table, section, self.language) if table else (None, [])
        found = [*findings, *problems]
        if FORMS[section].is_for_the_office:
            found = [_for_the_office(finding) for finding in found]
        self.findings += [_at_reference(finding, reference) for finding in found]
        if rows is None:
            self.unread(section)
        return rows

    def _obstacle(self, path: Path, name: str, place: Place) -> Finding | None:
        """Why there is no workbook to read at `path`, as far as its name tells."""
        try:
            if not path.resolve().is_relative_to(self.folder.resolve()):
                return error("file.outside", place, found=name)
            if path.exists():
                return None
        except (OSError, RuntimeError, ValueError):  # a name that no system bears
            pass
        beside = "、".join(sorted(p.name for p in self.folder.iterdir() if _is_workbook(p)))
        found = shortened(name, _LONGEST_SHOWN)
        return error("workbook.file_missing", place, found=found, known=beside or "—")

    def _with_tables(self, meal: MappingNode) -> MappingNode:
        """A meal whose `tables` name a sheet with that sheet's rows for its day and kind."""
        tables = meal.get("tables")
        if not isinstance(tables, ScalarNode) or tables.text is None:
            return meal
        workbook = sheet_reference(tables.text)
        if workbook is None:
            return meal
        sheet = self._rows(tables, workbook, "tables")
        values = written_mapping(meal)
        rows = [row for row in sheet or [] if self._agree(row, values, ("day", "kind"))]
        # Two dinners of one day are told apart by time and place, where the sheet says them.
        rows = [row for row in rows if self._agree(row, values, ("time", "place"))] or rows
        if not rows and sheet is not None:
            self.findings.append(error("workbook.no_rows", tables.place, found=tables.text))
        return meal.replaced("tables", SequenceNode(tuple(tables_of(rows)), tables.place))

    def _agree(self, row: MappingNode, meal: WrittenMapping, fields: tuple[str, ...]) -> bool:
        for field in fields:
            value = row.get(field)
            said = value.text if isinstance(value, ScalarNode) else None
            if said and field in meal and not self._same(field, said, meal[field], meal):
                return False
        return True

    def _same(self, field: str, one: str, other: Any, meal: WrittenMapping) -> bool:
        """Whether two ways of writing a meal's day, kind, time or place mean the same."""
        read: dict[str, Callable[[str], Any]] = {
            "day": lambda text: parse_date(text, self.reading.around),
            "kind": lambda text: _meal_kind(text, meal.get("time")),
            "time": parse_span,
            "place": self.directory.location,
        }
        try:
            return bool(read[field](one) == read[field](str(other)))
        except ValueError:
            return False


def _meal_kind(text: str, clock: str | None) -> MealKind:
    kind = read_meal_kind(text, clock)
    return kind if kind and not is_member(MealKind, text) else read_member(MealKind, text)


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.text is None


def _says_how_many(node: Node) -> bool:
    """Whether, where a list should be, there is only how long it is."""
    return isinstance(node, ScalarNode) and bool(_COUNT.fullmatch((node.text or "").strip()))


def _no_reference(part: ScalarNode, kind: str) -> Finding:
    """What to say where a text names a file, but no sheet that can be read."""
    found = part.text or ""
    if kind in _READABLE:
        return error(
            "workbook.reference_unclear", part.place, found=shortened(found, _LONGEST_SHOWN)
        )
    return error("workbook.not_excel", part.place, found=kind)


def _at_reference(finding: Finding, reference: ScalarNode) -> Finding:
    """A missing sheet is reported where it is named, not somewhere in the workbook."""
    if not finding.code.startswith("workbook.sheet_missing"):
        return finding
    return replace(finding, place=reference.place, related=(finding.place,))


def _for_the_office(finding: Finding) -> Finding:
    """A finding that may quote a cell; what is said of the file as a whole quotes none."""
    place = finding.place
    return finding if place == Place(place.file) else replace(finding, office=True)


def _is_workbook(path: Path) -> bool:
    named = sheet_reference(path.name) is not None and not path.name.startswith("~$")
    return named and path.is_file()
