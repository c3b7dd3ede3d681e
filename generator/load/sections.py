"""Reads one list of records, written in YAML, in a sheet, or in both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from generator.findings import Finding, error, errors_in, notice
from generator.load.directory import Directory
from generator.load.incomplete import Incomplete
from generator.load.nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    is_empty,
    written,
    written_mapping,
)
from generator.load.problems import problems_of
from generator.load.replies import ReplyFile
from generator.load.sheets.cancelled import reminders_of_cancelled
from generator.load.sheets.forms import FORMS
from generator.load.sheets.named_sheets import NamedSheets
from generator.load.sheets.references import file_kind, sheet_reference
from generator.load.tables.row_kinds import skipped_name_code
from generator.model.parsing.context import ReadingContext, WrittenMapping
from generator.model.parsing.values import normal
from generator.model.record import Record
from generator.text import DEFAULT_LANGUAGE, shortened

_COUNT = re.compile(r"\d+\s*[人位名辆项个]?")
_READABLE = {"XLSX", "XLSM", "XLS", "CSV", "TSV"}
_FILE_ERRORS = ("workbook.", "file.")
_LONGEST_SHOWN = 40
MOST_RECORDS = 2_000
_MOST = {"guests": 20_000, "staff": 20_000, "stays": 20_000}
"""How many records a section may have, where that is not MOST_RECORDS: no visit is so large, and
the product of two lists must stay within a machine's time and memory."""

_SHORT_FORM = {
    "guests": "name",
    "staff": "name",
    "parties": "name",
    "vehicles": "number",
    "tasks": "what",
    "decisions": "what",
}
_OF_PEOPLE = {"guests", "staff"}
_NAMED_BY = {**_SHORT_FORM, "venues": "name", "schedule": "title", "rides": "id"}
"""The field by which other records name one of a section."""

Made = TypeVar("Made", bound=Record)
Completion = Callable[[MappingNode, WrittenMapping], None]
"""Fills in what a record may leave out."""


def _nothing(_: MappingNode, __: WrittenMapping) -> None:
    return None


class Sections:
    """Reads the sections of one visit folder, and collects every finding on the way."""

    def __init__(
        self,
        folder: Path,
        shown: str,
        directory: Directory,
        reading: ReadingContext,
        language: str = DEFAULT_LANGUAGE,
        replies: Sequence[ReplyFile] = (),
    ) -> None:
        self.folder = folder
        self.language = language
        self.replies = replies
        self.shown = shown
        self.directory = directory
        self.reading = reading
        self.findings: list[Finding] = []
        self.left_out = False
        self.incomplete = Incomplete()
        self._sheets = NamedSheets(folder, shown, language)
        self._lists_missed = False

    def nodes(self, node: Node | None, section: str) -> list[MappingNode]:
        """The record nodes of a section; a list with errors is noted as incomplete."""
        known = len(self.findings)
        nodes = self._nodes(node, section)
        self.incomplete.note_errors(section, self.findings[known:])
        return nodes

    def _nodes(self, node: Node | None, section: str) -> list[MappingNode]:
        if node is None or is_empty(node):
            return []
        if isinstance(node, MappingNode) or _is_count(node):
            return self.skip_list(section, error("shape.records", node.place))
        items = node.items if isinstance(node, SequenceNode) else (node,)
        nodes = [record for item in items for record in self._item_nodes(item, section)]
        return self.at_most(section, nodes)

    def at_most(self, section: str, nodes: list[MappingNode]) -> list[MappingNode]:
        """The records of a section, without those beyond the most that it may have."""
        most = _MOST.get(section, MOST_RECORDS)
        if len(nodes) > most:
            values = {"found": len(nodes), "most": most}
            self.skip_list(section, error("section.too_long", nodes[most].place, **values))
        return nodes[:most]

    def _item_nodes(self, item: Node, section: str) -> list[MappingNode]:
        """The record nodes of one item of a list: one record, or the rows of a sheet."""
        if isinstance(item, MappingNode):
            return self._unless_heading(item, section)
        if is_empty(item):
            return []
        if isinstance(item, ScalarNode) and item.text is not None:
            if sheet_reference(item.text):
                rows = self.sheet_rows(item, section)
                return FORMS[section].nest(rows) if rows else []
            if kind := file_kind(item.text):
                return self.skip_list(section, _unclear_reference(item, kind))
            if section in _OF_PEOPLE and "#" in normal(item.text)[1:]:
                values = {"found": item.text, "expected": "book.xlsx#来宾"}
                return self.skip_list(section, error("workbook.no_ending", item.place, **values))
            if section in _SHORT_FORM:
                key = ScalarNode(_SHORT_FORM[section], item.place)
                return self._unless_heading(MappingNode(((key, item),), item.place), section)
        return self.skip_list(section, error("shape.record_in_list", item.place))

    def sheet_rows(self, node: ScalarNode, section: str) -> list[MappingNode] | None:
        """The rows of the sheet that `node` names; None where it names none or was not read."""
        reference = sheet_reference(node.text or "")
        if reference is None:
            return None
        rows, findings = self._sheets.rows(node, reference, section)
        self.findings += findings
        self.incomplete.note_errors(section, findings)
        if rows is None:
            self.skip_list(section)
        return rows

    def records(
        self,
        nodes: Iterable[MappingNode],
        model: type[Made],
        section: str,
        complete: Completion = _nothing,
    ) -> list[Made]:
        """The records in `nodes`; `complete` fills in what a record may leave out."""
        records = []
        known = len(self.findings)
        for node in nodes:
            values = written_mapping(node)
            complete(node, values)
            record = self.record(node, values, model)
            if record is not None:
                records.append(record)
                continue
            self.incomplete.note(section)
            if section in _NAMED_BY:
                for name in (values.get("id"), values.get(_NAMED_BY[section])):
                    self.directory.add_refused(section, str(name or ""))
        self.incomplete.note_errors(section, self.findings[known:])
        return records

    def record(self, node: Node, values: object, model: type[Made]) -> Made | None:
        """The record of `values`, written at `node`; None where it was refused."""
        try:
            return model.model_validate(values, context=self.reading)
        except ValidationError as refusal:
            self.findings += problems_of(refusal, model, node)
            self.left_out = True
            return None

    def single_record(
        self, node: Node | None, model: type[Made], section: str, **fields: object
    ) -> Made | None:
        """A section that is one record; `fields` are those of it that were already read."""
        if node is None or is_empty(node):
            return None
        values = written(node)
        if isinstance(values, WrittenMapping):
            values = WrittenMapping({**values, **fields}, values.source)
        known = len(self.findings)
        record = self.record(node, values, model)
        if record is None:
            self.incomplete.note(section, self.findings[known:])
        return record

    def report(self, problem: Finding, *sections: str) -> None:
        """Report an error, and note that `sections` may be incomplete because of it."""
        self.findings.append(problem)
        for section in sections:
            self.incomplete.note(section, [problem])

    def skip_list(self, section: str, *problems: Finding) -> list[MappingNode]:
        """Report why a list, or a part of it, is not read, and return no records.

        Names that may be in it are not reported as unknown.
        """
        self.findings += problems
        self.incomplete.note(section, problems)
        self.miss(section)
        return []

    def miss(self, section: str) -> None:
        """Remember that a list was not read: it may contain unknown names, or name sheets."""
        self.directory.mark_incomplete(section)
        self._lists_missed = True

    def leave_out(self, section: str, name: str) -> None:
        """Leave out a record as if it had been refused."""
        self.directory.add_refused(section, name)
        self.incomplete.note(section)
        self.left_out = True

    def refuse_files(self, node: Node | None) -> None:
        """Report a file named where texts for people are: the file's name would be published."""
        for item in node.items if isinstance(node, SequenceNode) else (node,):
            if isinstance(item, ScalarNode) and item.text and sheet_reference(item.text):
                self.findings.append(error("workbook.not_here", item.place))

    def note_unread_lists(self) -> None:
        """Report sheets and files that look like a list and are not named, once all is read."""
        of_files = (problem.code.startswith(_FILE_ERRORS) for problem in errors_in(self.findings))
        if self._lists_missed or any(of_files):
            return  # the list meant may be there under another name
        self.findings += self._sheets.unread_lists()

    def _unless_heading(self, row: MappingNode, section: str) -> list[MappingNode]:
        """A row written in YAML; none where it is a sum or a heading copied along with people."""
        self.findings += reminders_of_cancelled([row])
        filled = [(key.text, value) for key, value in row.entries if not is_empty(value)]
        if section not in _OF_PEOPLE or len(filled) != 1:
            return [row]
        ((key, value),) = filled
        name = value.text or "" if isinstance(value, ScalarNode) and key == "name" else ""
        code = skipped_name_code(name)
        if code:
            shown = shortened(name, _LONGEST_SHOWN)
            self.findings.append(notice(code, value.place, found=shown))
        return [] if code else [row]


def _is_count(node: Node) -> bool:
    """Whether a number is written where a list belongs: how long it is."""
    return isinstance(node, ScalarNode) and bool(_COUNT.fullmatch((node.text or "").strip()))


def _unclear_reference(item: ScalarNode, kind: str) -> Finding:
    """The finding for a text that names a file, but no sheet that can be read."""
    name = item.text or ""
    if kind in _READABLE:
        found = shortened(name, _LONGEST_SHOWN)
        return error("workbook.reference_unclear", item.place, found=found)
    return error("workbook.not_excel", item.place, found=kind)
