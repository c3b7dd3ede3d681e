"""Values as written, before the model reads them: scalars, sequences, mappings, tables, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.findings import Place
from generator.model.parsing.context import Source, WrittenMapping


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A value as text, exactly as written; None where nothing was written (`key:`, `~`, null)."""

    text: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list of nodes."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Keys and values in the order written; keys are unique."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def text(self, key: str) -> str | None:
        """The text of `key`; None where it is empty, or no scalar."""
        value = self.get(key)
        return value.text if isinstance(value, ScalarNode) else None

    def stripped(self, key: str) -> str | None:
        """The text of `key` without outer space; None where there is none."""
        text = self.text(key)
        return text.strip() if text else None

    def place_of(self, key: str) -> Place:
        """The place of the value of `key`, or of the mapping where it has none."""
        value = self.get(key)
        return value.place if value is not None else self.place

    def replaced(self, key: str, value: Node) -> MappingNode:
        """A copy with `value` at `key`, which must exist."""
        entries = tuple((name, value if name.text == key else old) for name, old in self.entries)
        return MappingNode(entries, self.place)


Node = ScalarNode | SequenceNode | MappingNode


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet's heading row and its filled rows; every row is as long as `headings`.

    An empty cell has the text None. Empty rows are left out. `examples` are rows marked as such,
    which are not among the `rows`. `above` are the filled cells of each row above the headings.
    """

    headings: tuple[ScalarNode, ...]
    rows: tuple[tuple[ScalarNode, ...], ...]
    place: Place
    examples: tuple[tuple[ScalarNode, ...], ...] = ()
    above: tuple[tuple[ScalarNode, ...], ...] = ()


def is_empty(node: Node | None) -> bool:
    """Whether nothing was written."""
    return node is None or (isinstance(node, ScalarNode) and node.text is None)


class NodeSource(Source):
    """Where the fields of a mapping were written."""

    __slots__ = ("node",)

    def __init__(self, node: MappingNode) -> None:
        self.node = node

    def place(self, field: str | None = None) -> Place:
        """The place of the value of `field`, or of the mapping."""
        return self.node.place_of(field) if field else self.node.place


def written(node: Node) -> object:
    """A node as strings, lists and WrittenMapping mappings, without empty values."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return [written(item) for item in node.items if not is_empty(item)]
    return written_mapping(node)


def written_mapping(node: MappingNode) -> WrittenMapping:
    """The filled entries of a mapping, with its source."""
    values = {
        key.text or "": value.text if isinstance(value, ScalarNode) else written(value)
        for key, value in node.entries
        if not is_empty(value)
    }
    return WrittenMapping(values, NodeSource(node))


def place_within(node: Node, path: Sequence[str | int]) -> Place:
    """The place of the deepest part of `path` that was written."""
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node = child
    return node.place


def key_place(node: Node, path: Sequence[str | int]) -> Place:
    """The place of the key that `path` ends with, or of the deepest part that was written."""
    *above, last = path
    for step in above:
        child = _child(node, step)
        if child is None:
            return node.place
        node = child
    if isinstance(node, MappingNode):
        for key, _ in node.entries:
            if key.text == last:
                return key.place
    return place_within(node, [last])


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, MappingNode) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, MappingNode) and step == 0:
        return node  # a lone record where a list of them may stand
    if isinstance(node, SequenceNode) and isinstance(step, int):
        filled = [item for item in node.items if not is_empty(item)]
        return filled[step] if step < len(filled) else None
    return None
