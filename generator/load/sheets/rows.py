"""A sheet's rows as mappings keyed by field, and findings on its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from generator import vocabulary
from generator.findings import Finding, Place, error
from generator.load.nodes import MappingNode, ScalarNode, SheetTable
from generator.load.problems import IDENTITY
from generator.load.sheets.cancelled import reminders_of_cancelled
from generator.load.sheets.columns import (
    as_texts,
    columns_in,
    combined_column,
    divided,
    in_language,
    split_language,
)
from generator.load.sheets.examples import unreplaced_examples
from generator.load.sheets.forms import FORMS, RUNNING_NUMBERS, columns_of, texts_of
from generator.load.sheets.values_above import DittoMarks, carried_down
from generator.load.tables.headings import heading_key, undecorated
from generator.names.nearest import hint
from generator.text import DEFAULT_LANGUAGE, Text

_BRACKETED = re.compile(r"[(\[【〔](.+)[)\]】〕]", re.DOTALL)


def rows_of(
    table: SheetTable, section: str, language: str = DEFAULT_LANGUAGE
) -> tuple[list[MappingNode] | None, list[Finding]]:
    """A sheet's rows as mappings keyed by field, and a finding for each unknown heading.

    The rows are None where a needed column has no heading, or one that was not understood.
    `language` is that of texts in columns that name none.
    """
    fields, places, findings = _fields(table.headings, section)
    if table.rows and (missing := _missing_columns(places, section)):
        problem = error("heading.missing", table.place, missing="、".join(missing))
        return None, [*findings, problem]
    rows = _mappings(table.rows, fields)
    examples = _mappings(table.examples, fields)
    findings += unreplaced_examples(section, list(places), rows, examples)
    columns = [key.text or "" for key in fields if key]
    if any(map(split_language, columns)):
        rows = [as_texts(row, language) for row in rows]
    marks = DittoMarks(FORMS[section].carried)
    rows = [marks.filled(row) for row in rows]
    if any(len(columns_in(column)) > 1 for column in columns):
        rows, problems = divided(rows, partial(_label, section))
        findings += problems
    rows, headings = carried_down(rows, FORMS[section])
    return rows, [*findings, *marks.report(), *headings, *reminders_of_cancelled(rows)]


def _fields(
    headings: Iterable[ScalarNode], section: str
) -> tuple[list[ScalarNode | None], dict[str, Place], list[Finding]]:
    """The field of each column, None where it is not read; fields by place; and findings."""
    fields: list[ScalarNode | None] = []
    findings: list[Finding] = []
    places: dict[str, Place] = {}
    for heading in headings:
        column = column_of(heading.text or "", section)
        if column is None and IDENTITY.search(heading.text or ""):
            findings.append(error("heading.identity", heading.place, found=heading.text))
        elif column is None and not is_ignored(heading.text or "", section):
            findings.append(_unknown_heading(heading, section))
        columns = columns_in(column) if column else ()
        if repeated := next((name for name in columns if name in places), None):
            findings.append(_repeated_heading(heading, places[repeated]))
            column = None
        if column:
            places |= dict.fromkeys(columns, heading.place)
        fields.append(ScalarNode(column, heading.place) if column else None)
    return fields, places, findings


def column_of(heading: str, section: str) -> str | None:
    """The column of a heading, such as `title(en)` for a title in English; None if unknown."""
    columns = columns_of(section)
    if column := columns.get(heading_key(heading)):
        return column
    plain, code = split_language(undecorated(heading)) or ("", "")
    column = columns.get(heading_key(plain))
    if column in texts_of(section):
        return in_language(column, code)
    return combined_column(heading, lambda part: columns.get(heading_key(part)))


def _mappings(
    rows: Iterable[tuple[ScalarNode, ...]], fields: list[ScalarNode | None]
) -> list[MappingNode]:
    kept = [(index, key) for index, key in enumerate(fields) if key is not None]
    return [
        MappingNode(tuple((key, row[index]) for index, key in kept), row[kept[0][0]].place)
        for row in rows
        if kept and any(row[index].text is not None for index, _ in kept)
    ]


def _missing_columns(columns: Iterable[str], section: str) -> list[str]:
    """The labels of the columns that every row of a section needs and that are missing."""
    present = {(split_language(column) or (column, ""))[0] for column in columns}
    labels = FORMS[section].labels.items()
    return [label for column, label in labels if column not in present]


def is_ignored(heading: str, section: str) -> bool:
    """Whether a column is not read and needs no finding.

    Such a column has no heading, counts the rows, or is the office's own: its heading is in
    brackets, and is none that we know.
    """
    key = heading_key(heading)
    in_brackets = _BRACKETED.fullmatch(key)
    if in_brackets is None:
        return not key or key in RUNNING_NUMBERS
    return not column_of(in_brackets[1], section)


def _label(section: str, column: str) -> Text:
    record = FORMS[section].record
    return vocabulary.field_text(record.__name__, column)


def _unknown_heading(heading: ScalarNode, section: str) -> Finding:
    found = heading.text or ""
    return error("heading.unknown", heading.place, found=found, hint=hint_of(found, section))


def hint_of(heading: str, section: str) -> Text:
    """The known heading nearest to an unknown one, as a question; empty where none is near."""
    form = FORMS[section]
    fields = ((form.record, name) for name in form.record.model_fields)
    known = [vocabulary.label(m.__name__, name) for m, name in (*fields, *form.extra.values())]
    return hint(heading, known)


def _repeated_heading(heading: ScalarNode, first: Place) -> Finding:
    return error("heading.repeated", heading.place, (first,), found=heading.text or "")
