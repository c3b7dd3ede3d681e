"""A sheet's flat rows as its headings name them, and what is to be said of the headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from generator import vocabulary
from generator.findings import Finding, Place, error
from generator.load.nodes import MappingNode, ScalarNode, SheetTable
from generator.load.problems import IDENTITY
from generator.load.sheets.cancelled import reminders_of_cancelled
from generator.load.sheets.carried import carried_down
from generator.load.sheets.combined import columns_in, combined, divided
from generator.load.sheets.dittos import Dittos
from generator.load.sheets.examples import left_from_example
from generator.load.sheets.forms import FORMS, RUNNING_NUMBERS, columns_of, texts_of
from generator.load.sheets.translated import as_texts, in_language, language_of
from generator.load.tables.grid import heading_key, undecorated
from generator.names.nearest import hint
from generator.text import DEFAULT_LANGUAGE, Text

_BRACKETED = re.compile(r"[(\[【〔](.+)[)\]】〕]", re.DOTALL)


def rows_of(
    table: SheetTable, section: str, language: str = DEFAULT_LANGUAGE
) -> tuple[list[MappingNode] | None, list[Finding]]:
    """A sheet's rows as mappings keyed by field, and a finding for each unknown heading.

    The rows are None where a column that each of them needs has no heading, or one that was not
    understood. `language` is that of texts in columns that name none.
    """
    fields: list[ScalarNode | None] = []
    findings: list[Finding] = []
    seen: dict[str, Place] = {}
    for heading in table.headings:
        column = _column(heading.text or "", section)
        if column is None and IDENTITY.search(heading.text or ""):
            findings.append(error("heading.identity", heading.place, found=heading.text))
        elif column is None and not _is_passed_over(heading.text or "", section):
            findings.append(_unknown_heading(heading, section))
        own = columns_in(column) if column else ()
        if repeated := next((each for each in own if each in seen), None):
            findings.append(_repeated_heading(heading, seen[repeated]))
            column = None
        if column:
            seen |= dict.fromkeys(own, heading.place)
        fields.append(ScalarNode(column, heading.place) if column else None)
    if table.rows and (lacking := _lacking(seen, section)):
        return None, [*findings, _without_columns(table, lacking)]
    rows = _mappings(table.rows, fields)
    examples = _mappings(table.examples, fields)
    findings += left_from_example(section, list(seen), rows, examples)
    if any(key and language_of(key.text or "") for key in fields):
        rows = [as_texts(row, language) for row in rows]
    dittos = Dittos(FORMS[section].carried)
    rows = [dittos.filled(row) for row in rows]
    rows, problems = divided(rows, partial(_label, section))
    findings += problems
    rows, heads = carried_down(rows, FORMS[section])
    return rows, [*findings, *dittos.report(), *heads, *reminders_of_cancelled(rows)]


def _column(heading: str, section: str) -> str | None:
    """The column that a heading names, `title(en)` for a text's in English; None if unknown."""
    columns = columns_of(section)
    if found := columns.get(heading_key(heading)):
        return found
    plain, code = language_of(undecorated(heading)) or ("", "")
    column = columns.get(heading_key(plain))
    if column in texts_of(section):
        return in_language(column, code)
    return combined(heading, lambda part: columns.get(heading_key(part)))


def _mappings(
    rows: Iterable[tuple[ScalarNode, ...]], fields: list[ScalarNode | None]
) -> list[MappingNode]:
    kept = [(index, key) for index, key in enumerate(fields) if key is not None]
    return [
        MappingNode(tuple((key, row[index]) for index, key in kept), row[kept[0][0]].place)
        for row in rows
        if kept and any(row[index].text is not None for index, _ in kept)
    ]


def _lacking(columns: Iterable[str], section: str) -> list[str]:
    """What the columns are called that every row of a section needs and that are not there."""
    there = {(language_of(column) or (column, ""))[0] for column in columns}
    labels = FORMS[section].labels.items()
    return [label for column, label in labels if column not in there]


def _without_columns(table: SheetTable, lacking: list[str]) -> Finding:
    return error("heading.missing", table.place, missing="、".join(lacking))


def _is_passed_over(heading: str, section: str) -> bool:
    """Whether a column says nothing for us: no heading, running numbers, or the office's own,
    whose heading stands in brackets. What we know is not the office's own in brackets either.
    """
    key = heading_key(heading)
    own = _BRACKETED.fullmatch(key)
    return not key or key in RUNNING_NUMBERS or (own is not None and not _column(own[1], section))


def _label(section: str, column: str) -> Text:
    record = FORMS[section].record
    return vocabulary.field_text(record.__name__, column)


def _unknown_heading(heading: ScalarNode, section: str) -> Finding:
    found = heading.text or ""
    form = FORMS[section]
    own = ((form.record, name) for name in form.record.model_fields)
    known = [vocabulary.label(m.__name__, name) for m, name in (*own, *form.extra.values())]
    return error("heading.unknown", heading.place, found=found, hint=hint(found, known))


def _repeated_heading(heading: ScalarNode, first: Place) -> Finding:
    return error("heading.repeated", heading.place, (first,), found=heading.text or "")
