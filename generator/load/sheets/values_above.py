"""Cells that repeat the value above them: ditto marks such as 同上 and 〃, and empty cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import vocabulary
from generator.findings import Finding, Place, error, notice
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_empty
from generator.load.sheets.forms import SheetForm
from generator.model.parsing.values import normal
from generator.text import shortened

MOST_REPORTED = 20
"""Marks of one list; of further ones only the number is reported."""

_LONGEST = 40
_LONGEST_SHOWN = 20
_WORDS = """
同上 同上行 同上一行 同上栏 同上格 同前 同前行 同前一行 上同 如上 仝上 仝
ditto do. idem same asabove sameasabove тоже тотже таже
"""
_SIGNS = """
〃 ″ ′′ ‶ " ” “ „ ＂ 〞 〝 '' ’’ ‘‘ ,, ，， 〃〃 ″″ "" ”” “”
-"- -”- -〃- -″- —"— —〃— —″— -//- --//-- //
"""
_MARKS = frozenset((*_WORDS.split(), *_SIGNS.split()))
# Marks that refer to another cell than the one above, or that continue with a text.
_UNCLEAR = re.compile(
    r"同[左右下][行列栏格边侧]?|[同如见仝][前上][述列表文]?|见(?:左|右|下|备注|附件|附表)"
    r"|同第\d{1,4}[行条项号人位]|(?:同上|仝上|〃|″|ditto)(?=[^\w〃″]).*",
    re.IGNORECASE | re.DOTALL,
)
_WRAPPED = re.compile(r"[(（\[【]?(.*?)[)）\]】]?[。.]?", re.DOTALL)
# A heading between the rows of one day: the day stays.
_HALF_DAY = re.compile(
    r"(?:凌晨|清晨|早上|早晨|早|上午|中午|午间|下午|傍晚|晚上|晚间|晚|夜间|全天)[::]?"
)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十]")
_BEGINNINGS = frozenset({mark[0] for mark in _MARKS} | set("同如见仝上（([【DdIiSsAaТт"))


def is_ditto(text: str) -> bool:
    """Whether a text is a ditto mark and nothing else."""
    plain = "".join(text.split()).casefold()
    match = _WRAPPED.fullmatch(plain)
    return plain in _MARKS or (match is not None and match[1] in _MARKS)


class DittoMarks:
    """Fills the ditto marks in the rows of one list, in their order, and collects findings.

    `carried` are the columns in which an empty cell has the value above it.
    """

    def __init__(self, carried: tuple[str, ...] = ()) -> None:
        self.findings: list[Finding] = []
        self._carried = carried
        self._above = MappingNode((), Place(""))
        self._carried_values: dict[str, Node] = {}
        self._filled = 0
        self._more: ScalarNode | None = None

    def filled(self, row: MappingNode) -> MappingNode:
        """A row in which each ditto mark is the value of the row before it."""
        marks = [_may_be_ditto(value) for _, value in row.entries]
        if any(marks):
            entries = (
                (key, self._value(key, value) if is_mark else value)
                for (key, value), is_mark in zip(row.entries, marks, strict=True)
            )
            row = MappingNode(tuple(entries), row.place)
        for column in self._carried:
            value = row.get(column)
            if value is not None and not is_empty(value):
                self._carried_values[column] = value
        self._above = row
        return row

    def filled_item(self, item: Node) -> Node:
        """The next item of a list of texts."""
        key = ScalarNode("", item.place)
        if _may_be_ditto(item):
            item = self._value(key, item)
        self._above = MappingNode(((key, item),), item.place)
        return item

    def report(self) -> Iterator[Finding]:
        """The findings on the whole list."""
        yield from self.findings
        if self._more is not None:
            yield notice("ditto.more", self._more.place, more=self._filled - MOST_REPORTED)

    def _value(self, key: ScalarNode, mark: Node) -> Node:
        """The value of a text that may be a mark; the text itself where it is none."""
        if not isinstance(mark, ScalarNode) or mark.text is None:
            return mark
        values = {"found": shortened(mark.text, _LONGEST_SHOWN)}
        if not is_ditto(mark.text):
            if not _UNCLEAR.fullmatch(mark.text.strip()):
                return mark
            self.findings.append(error("ditto.unclear", mark.place, **values))
            return ScalarNode(None, mark.place)
        column = key.text or ""
        above = self._above.get(column)
        if is_empty(above):
            above = self._carried_values.get(column)
        if above is None or is_empty(above):
            self.findings.append(error("ditto.nothing_above", mark.place, **values))
            return ScalarNode(None, mark.place)
        self._report_filled(mark, above)
        return ScalarNode(above.text, mark.place) if isinstance(above, ScalarNode) else above

    def _report_filled(self, mark: ScalarNode, above: Node) -> None:
        self._filled += 1
        if self._filled > MOST_REPORTED:
            self._more = mark
            return
        read = shortened(above.text or "", _LONGEST_SHOWN) if isinstance(above, ScalarNode) else "…"
        self.findings.append(notice("ditto.filled", mark.place, found=mark.text, read=read))


def without_dittos(node: Node) -> tuple[Node, list[Finding]]:
    """A YAML node with the ditto marks in its lists filled, and the findings.

    A mark outside a list is an error, as nothing is above it.
    """
    if isinstance(node, SequenceNode):
        return _in_list(node)
    if not isinstance(node, MappingNode):
        return node, []
    findings: list[Finding] = []
    entries = []
    for key, value in node.entries:
        filled, problems = without_dittos(value)
        if isinstance(filled, ScalarNode) and filled.text and is_ditto(filled.text):
            problems = [error("ditto.nothing_above", filled.place, found=filled.text)]
            filled = ScalarNode(None, filled.place)
        findings += problems
        entries.append((key, filled))
    same = all(new is old for (_, new), (_, old) in zip(entries, node.entries, strict=True))
    return node if same else MappingNode(tuple(entries), node.place), findings


def _in_list(node: SequenceNode) -> tuple[Node, list[Finding]]:
    marks = DittoMarks()
    findings: list[Finding] = []
    items: list[Node] = []
    for item in node.items:
        filled = marks.filled(item) if isinstance(item, MappingNode) else marks.filled_item(item)
        inner, problems = without_dittos(filled)
        findings += problems
        items.append(inner)
    same = all(new is old for new, old in zip(items, node.items, strict=True))
    return node if same else SequenceNode(tuple(items), node.place), [*marks.report(), *findings]


def _may_be_ditto(node: Node) -> bool:
    if not isinstance(node, ScalarNode) or not node.text:
        return False
    return node.text[0] in _BEGINNINGS and len(node.text) <= _LONGEST


def carried_down(
    rows: list[MappingNode], form: SheetForm
) -> tuple[list[MappingNode], list[Finding]]:
    """The rows with the empty cells of carried columns filled from above, and the findings.

    A row that fills only the first of these columns is a heading for those below it: it is left
    out, with a notice.
    """
    if not form.carried:
        return rows, []
    above: dict[str, Node] = {}
    carried: list[MappingNode] = []
    findings: list[Finding] = []
    for row in rows:
        if _is_heading(row, form):
            findings += _remember_heading(row, form, above)
            continue
        for column, other in form.carried_with.items():
            if _differs(row.get(other), above.get(other)):
                above.pop(column, None)
        entries = []
        for key, value in row.entries:
            if key.text in form.carried and isinstance(value, ScalarNode):
                value = above.get(key.text, value) if value.text is None else value
                above[key.text] = value
            entries.append((key, value))
        carried.append(MappingNode(tuple(entries), row.place))
    return carried, findings


def _differs(value: Node | None, former: Node | None) -> bool:
    """Whether two filled cells differ, the second of which may be empty."""
    if not (isinstance(value, ScalarNode) and isinstance(former, ScalarNode)):
        return False
    return value.text is not None and value.text != former.text


def _is_heading(row: MappingNode, form: SheetForm) -> bool:
    """Whether only the first of the carried columns is filled, and more columns are needed."""
    for key, value in row.entries:
        if key.text != form.carried[0] and not is_empty(value):
            return False
    return len(form.labels) > 1


def _remember_heading(row: MappingNode, form: SheetForm, above: dict[str, Node]) -> list[Finding]:
    """Remember the values of a heading for the rows below; one that is no date ends the day."""
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
    """The field of the record for a column: `from` is the alias of `origin`."""
    fields = form.record.model_fields.items()
    return next((name for name, info in fields if column in {name, info.alias}), column)
