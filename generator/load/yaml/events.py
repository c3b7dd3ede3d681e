"""YAML events to nodes: no type is guessed, every error has its place, nothing recurses.

Working on the parser's events instead of composed nodes keeps hostile text harmless: depth is
counted while reading, an alias adds what it repeats to a sum, and what was read before an error
is still known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.findings import Finding, Place, error, warning
from generator.load.clean_text import LONGEST_TEXT, code_points, too_long, without_control_chars
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.load.yaml.repairs import GLUED_KEY, Mistake, SuspectedMistake, mistake_in

MAX_DEPTH = 50
MAX_REPEATED = 200_000
MAX_VALUES = 500_000
MAX_FINDINGS = 500

_NOTHING = {"", "~", "null"}
_TEXT_TAGS = {None, "!", "tag:yaml.org,2002:str"}
_COLLECTION_TAGS = {None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
_QUOTED_WIDE = re.compile(r"“[^“”]*”|‘[^‘’]*’|＂[^＂]*＂")
_BRACKET = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class ParseResult:
    """One run of the parser: the node of the first document, and the error that ended the run.

    `complete` is False when reading stopped before the end: at an error, at too great a depth, or
    at too much repetition.
    """

    node: Node | None
    findings: tuple[Finding, ...]
    suspects: tuple[SuspectedMistake, ...]
    error: yaml.MarkedYAMLError | None
    complete: bool


@dataclass(slots=True)
class _OpenCollection:
    """A mapping or sequence that the parser has begun and not ended."""

    place: Place
    is_mapping: bool
    in_flow: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list)
    known: dict[str | None, Place] = field(default_factory=dict)
    key: ScalarNode | None = None
    awaits_value: bool = False
    size: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class _Anchored:
    node: Node
    size: int
    height: int


class _StopError(Exception):
    """Reading cannot go on; the finding is already noted."""


def read_events(
    text: str, shown: str, first_line: int, cuts: Mapping[tuple[int, int], str]
) -> ParseResult:
    """The first document of `text`, whose first line is line `first_line` (from 0) of the file.

    `cuts` holds the positions (line and column from 0, in the file) where a plain value ends
    because of ` #`, and what was dropped there.
    """
    end = _end_of_allowed_depth(text)
    if end < len(text):
        result = _parsed(text[:end], shown, first_line, cuts)
        if not result.complete and result.error is None:
            return result
        # The brackets were in quotes or in remarks.
    return _parsed(text, shown, first_line, cuts)


def _end_of_allowed_depth(text: str) -> int:
    """The end of what is handed to the parser: where more than MAX_DEPTH brackets are open.

    The parser reads ahead within a line, and ends with an error of its own where it finds some
    thousand brackets; what it gets must end before. Brackets in quotes and remarks are counted
    too, so that the count may be too high.
    """
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return len(text)
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket.group() in "[{" else max(depth - 1, 0)
        if depth > MAX_DEPTH:
            return bracket.end()
    return len(text)


def _parsed(
    text: str, shown: str, first_line: int, cuts: Mapping[tuple[int, int], str]
) -> ParseResult:
    builder = _NodeBuilder(shown, first_line, cuts)
    problem, complete = None, True
    try:
        builder.build(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as raised:
        problem = raised
    except yaml.YAMLError as raised:
        problem = yaml.MarkedYAMLError(problem=str(raised))
    except _StopError:
        complete = False
    findings, suspects = tuple(builder.findings), tuple(builder.suspects)
    return ParseResult(builder.root, findings, suspects, problem, complete and problem is None)


class _NodeBuilder:
    """Builds nodes from events, one by one; `root` and `findings` are the result."""

    def __init__(self, shown: str, first_line: int, cuts: Mapping[tuple[int, int], str]) -> None:
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self.suspects: list[SuspectedMistake] = []
        self._shown = shown
        self._offset = first_line
        self._cuts = cuts
        self._stack: list[_OpenCollection] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._repeated = 0
        self._values = 0
        self._documents = 0

    def build(self, events: Iterator[Any]) -> None:
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._start(event, is_mapping=kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end()
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._note(error("yaml.two_documents", self._place(event.start_mark)))
            raise _StopError

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        place = Place(self._shown, mark.line + self._offset + 1, mark.column + 1)
        value: str | None = event.value
        plain = not event.style
        if event.tag not in _TEXT_TAGS:
            self._refuse_tag(event.tag, place)
        if plain:
            self._check_plain(event, place)
            if value in _NOTHING:
                value = None
        if value and len(value) > LONGEST_TEXT:
            self._note(too_long(value, place))
            value = value[:LONGEST_TEXT]
        if value and not value.isprintable():
            value, findings = without_control_chars(value, place)
            for finding in findings:
                self._note(finding)
        node = ScalarNode(value, place)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(node, 1, 0)
        self._add(node, 1, 0)

    def _start(self, event: Any, *, is_mapping: bool) -> None:
        place = self._place(event.start_mark)
        if event.tag not in _COLLECTION_TAGS:
            self._refuse_tag(event.tag, place)
        if len(self._stack) >= MAX_DEPTH:
            self._note(error("yaml.too_deep", place, most=MAX_DEPTH))
            raise _StopError
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append(_OpenCollection(place, is_mapping, bool(event.flow_style), event.anchor))

    def _end(self) -> None:
        ended = self._stack.pop()
        node: Node
        if ended.is_mapping:
            node = MappingNode(tuple(ended.entries), ended.place)
        else:
            node = SequenceNode(tuple(ended.items), ended.place)
        if ended.anchor:
            self._anchors[ended.anchor] = _Anchored(node, ended.size, ended.height)
        self._add(node, ended.size, ended.height)

    def _alias(self, event: Any) -> None:
        place, name = self._place(event.start_mark), event.anchor
        target = self._anchors.get(name)
        if target is None:
            code = "yaml.recursive_alias" if name in self._anchors else "yaml.unknown_alias"
            self._note(error(code, place, found=name))
            self._add(ScalarNode(None, place), 1, 0)
            return
        self._repeated += target.size
        if self._repeated > MAX_REPEATED:
            self._note(error("yaml.alias_bomb", place, found=name, most=MAX_REPEATED))
            raise _StopError
        if len(self._stack) + target.height > MAX_DEPTH:
            self._note(error("yaml.too_deep", place, most=MAX_DEPTH))
            raise _StopError
        self._add(target.node, target.size, target.height)

    def _add(self, node: Node, size: int, height: int) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            self._note(error("yaml.too_many_values", node.place, most=MAX_VALUES))
            raise _StopError
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        parent.size += size
        parent.height = max(parent.height, height + 1)
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.awaits_value:
            parent.awaits_value = False
            if parent.key is not None:
                if parent.in_flow:
                    self._check_missing_value(parent.key, node)
                parent.entries.append((parent.key, node))
        else:
            parent.awaits_value = True
            parent.key = self._key(node, parent)

    def _key(self, node: Node, parent: _OpenCollection) -> ScalarNode | None:
        """The key that `node` is; None, and a finding, where its entry is left out."""
        if not isinstance(node, ScalarNode):
            self._note(error("yaml.key_not_text", node.place))
            return None
        key = self._without_invisible(node)
        if not key.text:
            self._note(error("yaml.empty_key", key.place))
            return None
        if key.text in parent.known:
            first = parent.known[key.text]
            values = {"found": key.text, "line": first.line}
            self._note(error("yaml.duplicate_key", key.place, (first,), **values))
            return None
        parent.known[key.text] = key.place
        return key

    def _without_invisible(self, key: ScalarNode) -> ScalarNode:
        text = key.text or ""
        if text.isascii() or text.isprintable():
            return key
        hidden = [c for c in text if unicodedata.category(c) == "Cf"]
        if not hidden:
            return key
        clean = "".join(c for c in text if c not in hidden).strip()
        values = {"found": clean, "codes": code_points(hidden)}
        self._note(warning("yaml.invisible_in_key", key.place, **values))
        return ScalarNode(clean, key.place)

    def _check_plain(self, event: Any, place: Place) -> None:
        """Note mistakes that parse: a text cut off, wide indentation, a key glued to its value."""
        value, start, end = event.value, event.start_mark, event.end_mark
        if self._cuts:
            dropped = self._cuts.get((end.line + self._offset, end.column))
            if dropped and end.line == start.line:
                self._note(warning("yaml.hash_cut", place, kept=value, dropped=dropped))
        if value.isascii() and ":" not in value and value:
            return
        mistake = self._mistake_in(value, place)
        if mistake is not None:
            self.suspects.append(SuspectedMistake(mistake, place))
        elif _QUOTED_WIDE.fullmatch(value):
            self._note(warning("yaml.wide_quotes", place, found=value))

    def _mistake_in(self, value: str, place: Place) -> Mistake | None:
        if not self._stack:
            return Mistake.GLUED_KEY if GLUED_KEY.match(value) else None
        parent = self._stack[-1]
        is_key = parent.is_mapping and not parent.awaits_value
        after_key = parent.key is not None and parent.key.place.line == place.line
        return mistake_in(
            value,
            in_flow=parent.in_flow,
            may_be_indented=parent.is_mapping and (is_key or not after_key),
            may_begin_mapping=not is_key and not (parent.is_mapping and after_key),
        )

    def _check_missing_value(self, key: ScalarNode, value: Node) -> None:
        """Note `{what：早餐}`: in a flow mapping the mistake makes a key without a value."""
        if isinstance(value, ScalarNode) and value.text is None and key.text:
            adjoins = value.place.column == (key.place.column or 0) + len(key.text)
            if adjoins and value.place.line == key.place.line and GLUED_KEY.match(key.text):
                self.suspects.append(SuspectedMistake(Mistake.GLUED_KEY, key.place))

    def _note(self, finding: Finding) -> None:
        self.findings.append(finding)
        if len(self.findings) == MAX_FINDINGS:
            self.findings.append(error("yaml.too_many", finding.place, most=MAX_FINDINGS))
            raise _StopError

    def _refuse_tag(self, tag: str, place: Place) -> None:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        self._note(error("yaml.tag", place, found=shown))

    def _place(self, mark: Any) -> Place:
        return Place(self._shown, mark.line + self._offset + 1, mark.column + 1)
