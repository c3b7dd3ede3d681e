"""Ditto marks, filled with what is written above them: 同上, 〃, a lone quotation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.findings import Finding, error, notice
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.text import shortened

MOST_REPORTED = 20
"""Of one list, one by one; of further marks only how many there are."""

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
# Marks that refer to another place than the cell above, or go on with something else.
_UNCLEAR = re.compile(
    r"同[左右下][行列栏格边侧]?|[同如见仝][前上][述列表文]?|见(?:左|右|下|备注|附件|附表)"
    r"|同第\d{1,4}[行条项号人位]|(?:同上|仝上|〃|″|ditto)(?=[^\w〃″]).*",
    re.IGNORECASE | re.DOTALL,
)
_WRAPPED = re.compile(r"[(（\[【]?(.*?)[)）\]】]?[。.]?", re.DOTALL)
_BEGINNINGS = frozenset({mark[0] for mark in _MARKS} | set("同如见仝上（([【DdIiSsAaТт"))


def is_ditto(text: str) -> bool:
    """Whether a text only says that what is above it holds here too."""
    plain = "".join(text.split()).casefold()
    match = _WRAPPED.fullmatch(plain)
    return plain in _MARKS or (match is not None and match[1] in _MARKS)


class Dittos:
    """Fills the rows of one list in their order, and keeps what is to be reported of it.

    `kept` are the columns of which an empty cell stands for the value above it.
    """

    def __init__(self, kept: tuple[str, ...] = ()) -> None:
        self.findings: list[Finding] = []
        self._kept = kept
        self._above: dict[str, Node] = {}
        self._filled = 0
        self._more: ScalarNode | None = None

    def filled(self, row: MappingNode) -> MappingNode:
        """A row without ditto marks: with the values of the row before it."""
        if any(_may_be_ditto(value) for _, value in row.entries):
            meant = (
                (key, self._meant(key, value) if _may_be_ditto(value) else value)
                for key, value in row.entries
            )
            row = MappingNode(tuple(meant), row.place)
        above = {key.text or "": value for key, value in row.entries}
        for column in self._kept:
            if _is_empty(above.get(column)) and column in self._above:
                above[column] = self._above[column]
        self._above = above
        return row

    def filled_item(self, item: Node) -> Node:
        """The next item of a list of texts."""
        key = ScalarNode("", item.place)
        if _may_be_ditto(item):
            item = self._meant(key, item)
        self._above = {"": item}
        return item

    def report(self) -> Iterator[Finding]:
        """What is to be reported of the whole list."""
        yield from self.findings
        if self._more is not None:
            yield notice("ditto.more", self._more.place, more=self._filled - MOST_REPORTED)

    def _meant(self, key: ScalarNode, mark: Node) -> Node:
        """What a text stands for that may be a mark; itself where it is none."""
        if not isinstance(mark, ScalarNode) or mark.text is None:
            return mark
        found = {"found": shortened(mark.text, _LONGEST_SHOWN)}
        if not is_ditto(mark.text):
            if not _UNCLEAR.fullmatch(mark.text.strip()):
                return mark
            self.findings.append(error("ditto.unclear", mark.place, **found))
            return ScalarNode(None, mark.place)
        above = self._above.get(key.text or "")
        if above is None or _is_empty(above):
            self.findings.append(error("ditto.nothing_above", mark.place, **found))
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
    """What YAML says with the ditto marks in its lists filled; a mark outside of a list is
    reported, as nothing is above it.
    """
    if isinstance(node, SequenceNode):
        return _in_list(node)
    if not isinstance(node, MappingNode):
        return node, []
    findings: list[Finding] = []
    entries = []
    for key, value in node.entries:
        filled, found = without_dittos(value)
        if isinstance(filled, ScalarNode) and filled.text and is_ditto(filled.text):
            words = {"found": filled.text}
            found = [error("ditto.nothing_above", filled.place, **words)]
            filled = ScalarNode(None, filled.place)
        findings += found
        entries.append((key, filled))
    same = all(one is other for (_, one), (_, other) in zip(entries, node.entries, strict=True))
    return node if same else MappingNode(tuple(entries), node.place), findings


def _in_list(node: SequenceNode) -> tuple[Node, list[Finding]]:
    dittos = Dittos()
    findings: list[Finding] = []
    items: list[Node] = []
    for item in node.items:
        filled = dittos.filled(item) if isinstance(item, MappingNode) else dittos.filled_item(item)
        inner, found = without_dittos(filled)
        findings += found
        items.append(inner)
    same = all(one is other for one, other in zip(items, node.items, strict=True))
    return node if same else SequenceNode(tuple(items), node.place), [*dittos.report(), *findings]


def _may_be_ditto(node: Node) -> bool:
    if not isinstance(node, ScalarNode) or not node.text:
        return False
    return node.text[0] in _BEGINNINGS and len(node.text) <= _LONGEST


def _is_empty(node: Node | None) -> bool:
    return node is None or (isinstance(node, ScalarNode) and node.text is None)
