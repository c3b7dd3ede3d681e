"""YAML events to nodes: no type is guessed, every fault has its place, nothing recurses.

Working on the parser's events instead of composed nodes keeps hostile text harmless: depth is
counted while reading, an alias adds what it repeats to a sum, and what was read before a fault
is still known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.findings import LONGEST_TEXT, Finding, Place, error, too_long, warning
from generator.load.control_chars import codes_of, without_marks
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.load.yaml.repair import GLUED_KEY, Slip, Suspect, slip_in

MAX_DEPTH = 50
MAX_REPEATED = 200_000
MAX_VALUES = 500_000
MAX_FINDINGS = 500

_NOTHING = {"", "~", "null"}
_TEXT_TAGS = {None, "!", "tag:yaml.org,2002:str"}
_COLLECTION_TAGS = {None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
_QUOTED_WIDE = re.compile(r"“[^“”]*”|‘[^‘’]*’|＂[^＂]*＂")


@dataclass(frozen=True, slots=True)
class Reading:
    """One run of the parser: the node of the first document, and why the run ended if it broke.

    `complete` is False when reading stopped before the end, for depth or for repetition.
    """

    node: Node | None
    findings: tuple[Finding, ...]
    suspects: tuple[Suspect, ...]
    broken: yaml.MarkedYAMLError | None
    complete: bool


@dataclass(slots=True)
class _Open:
    """A collection whose end is still to come."""

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
    text: str, shown: str, first_line: int, cut: Lookup[tuple[int, int], str]
) -> Reading:
    """The first document of `text`, whose first line is line `first_line` (from 0) of the file.

    `cut` holds the places (line and column from 0, in the file) where a plain value ends because
    of ` #`, and what was dropped there.
    """
    builder = _Builder(shown, first_line, cut)
    broken, complete = None, True
    try:
        builder.take(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as problem:
        broken = problem
    except _StopError:
        complete = False
    found, suspects = tuple(builder.findings), tuple(builder.suspects)
    return Reading(builder.root, found, suspects, broken, complete and broken is None)


class _Builder:
    """Takes events one by one; `root` and `findings` are what they came to."""

    def __init__(self, shown: str, first_line: int, cut: Lookup[tuple[int, int], str]) -> None:
        self.root: Node | None = None
        self.findings: list[Finding] = []
        self.suspects: list[Suspect] = []
        self._shown = shown
        self._offset = first_line
        self._cut = cut
        self._stack: list[_Open] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._repeated = 0
        self._values = 0
        self._documents = 0

    def take(self, events: Iterator[Any]) -> None:
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
            self._look_at_plain(event, place)
            if value in _NOTHING:
                value = None
        if value and len(value) > LONGEST_TEXT:
            self._note(too_long(value, place))
            value = value[:LONGEST_TEXT]
        if value and not value.isprintable():
            value, found = without_marks(value, place)
            for each in found:
                self._note(each)
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
        self._stack.append(_Open(place, is_mapping, bool(event.flow_style), event.anchor))

    def _end(self) -> None:
        done = self._stack.pop()
        node: Node
        if done.is_mapping:
            node = MappingNode(tuple(done.entries), done.place)
        else:
            node = SequenceNode(tuple(done.items), done.place)
        if done.anchor:
            self._anchors[done.anchor] = _Anchored(node, done.size, done.height)
        self._add(node, done.size, done.height)

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
                    self._look_at_empty(parent.key, node)
                parent.entries.append((parent.key, node))
        else:
            parent.awaits_value = True
            parent.key = self._key(node, parent)

    def _key(self, node: Node, parent: _Open) -> ScalarNode | None:
        """The key that `node` stands for; None, and a finding, where its entry is to be left."""
        if not isinstance(node, ScalarNode):
            self._note(error("yaml.key_not_text", node.place))
            return None
        key = self._visible(node)
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

    def _visible(self, key: ScalarNode) -> ScalarNode:
        text = key.text or ""
        if text.isascii() or text.isprintable():
            return key
        hidden = [c for c in text if unicodedata.category(c) == "Cf"]
        if not hidden:
            return key
        clean = "".join(c for c in text if c not in hidden).strip()
        self._note(warning("yaml.invisible_in_key", key.place, found=clean, codes=codes_of(hidden)))
        return ScalarNode(clean, key.place)

    def _look_at_plain(self, event: Any, place: Place) -> None:
        """Notes slips that parse: what was cut off, wide indentation, a key glued to its value."""
        value, start, end = event.value, event.start_mark, event.end_mark
        if self._cut:
            dropped = self._cut.get((end.line + self._offset, end.column))
            if dropped and end.line == start.line:
                words = {"kept": value, "dropped": dropped}
                self._note(warning("yaml.hash_cut", place, **words))
        if value.isascii() and ":" not in value and value:
            return
        slip = self._slip_in(value, place)
        if slip is not None:
            self.suspects.append(Suspect(slip, place))
        elif _QUOTED_WIDE.fullmatch(value):
            self._note(warning("yaml.wide_quotes", place, found=value))

    def _slip_in(self, value: str, place: Place) -> Slip | None:
        if not self._stack:
            return Slip.GLUED_KEY if GLUED_KEY.match(value) else None
        parent = self._stack[-1]
        is_key = parent.is_mapping and not parent.awaits_value
        after_key = parent.key is not None and parent.key.place.line == place.line
        return slip_in(
            value,
            in_flow=parent.in_flow,
            may_be_indented=parent.is_mapping and (is_key or not after_key),
            may_begin_mapping=not is_key and not (parent.is_mapping and after_key),
        )

    def _look_at_empty(self, key: ScalarNode, value: Node) -> None:
        """Notes `{what：早餐}`: in a flow mapping the slip makes a key without a value."""
        if isinstance(value, ScalarNode) and value.text is None and key.text:
            at_once = value.place.column == (key.place.column or 0) + len(key.text)
            if at_once and value.place.line == key.place.line and GLUED_KEY.match(key.text):
                self.suspects.append(Suspect(Slip.GLUED_KEY, key.place))

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
