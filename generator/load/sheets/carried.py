"""Columns of a sheet in which an empty cell stands for the value above it."""

from __future__ import annotations

import re

from generator import vocabulary
from generator.findings import Finding, notice
from generator.load.nodes import MappingNode, Node, ScalarNode
from generator.load.sheets.forms import SheetForm
from generator.model.parsing.values import normal
from generator.text import shortened

_LONGEST_SHOWN = 20
# A heading between the rows of one day: it changes no day.
_HALF_DAY = re.compile(
    r"(?:凌晨|清晨|早上|早晨|早|上午|中午|午间|下午|傍晚|晚上|晚间|晚|夜间|全天)[::]?"
)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十]")


def carried_down(
    rows: list[MappingNode], form: SheetForm
) -> tuple[list[MappingNode], list[Finding]]:
    """The rows with the empty cells of carried columns filled from above.

    A row that fills only the first of them heads those below it: it is left out, with a notice.
    """
    if not form.carried:
        return rows, []
    above: dict[str, Node] = {}
    carried: list[MappingNode] = []
    findings: list[Finding] = []
    for row in rows:
        if _heads_others(row, form):
            findings += _keep_for_below(row, form, above)
            continue
        for column, other in form.anew.items():
            if _is_another(row.get(other), above.get(other)):
                above.pop(column, None)
        entries = []
        for key, value in row.entries:
            if key.text in form.carried and isinstance(value, ScalarNode):
                value = above.get(key.text, value) if value.text is None else value
                above[key.text] = value
            entries.append((key, value))
        carried.append(MappingNode(tuple(entries), row.place))
    return carried, findings


def _is_another(value: Node | None, former: Node | None) -> bool:
    """Whether a cell is filled, and otherwise than the one above."""
    if not (isinstance(value, ScalarNode) and isinstance(former, ScalarNode)):
        return False
    return value.text is not None and value.text != former.text


def _heads_others(row: MappingNode, form: SheetForm) -> bool:
    """Whether only the first of the carried columns is filled, and more is needed."""
    for key, value in row.entries:
        if key.text != form.carried[0] and not _is_empty(value):
            return False
    return len(form.labels) > 1


def _keep_for_below(row: MappingNode, form: SheetForm, above: dict[str, Node]) -> list[Finding]:
    """Remembers what a row says for the rows below it; a day that cannot be one ends the day."""
    findings = []
    for key, value in row.entries:
        if not isinstance(value, ScalarNode) or value.text is None:
            continue
        column = key.text or ""
        shown = {"found": shortened(value.text, _LONGEST_SHOWN)}
        if column == "day" and not _FIGURE.search(normal(value.text)):
            if not _HALF_DAY.fullmatch(normal(value.text)):
                above[column] = ScalarNode(None, value.place)
            findings.append(notice("workbook.aside", value.place, **shown))
            continue
        above[column] = value
        field = vocabulary.field_text(form.record.__name__, _field(form, column))
        findings.append(notice("workbook.carried_heading", value.place, **shown, field=field))
    return findings


def _field(form: SheetForm, column: str) -> str:
    """The field of the record that a column is called by: `from` is the alias of `origin`."""
    fields = form.record.model_fields.items()
    return next((name for name, info in fields if column in {name, info.alias}), column)


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.text is None
