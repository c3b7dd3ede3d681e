"""Turns nodes into the plain values that models read, and finds the place of any part of them."""

from __future__ import annotations

from collections.abc import Sequence as Items

from generator.findings import Place
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.model.record import Source, WrittenMapping


class NodeSource(Source):
    """Where a mapping's fields were written."""

    __slots__ = ("node",)

    def __init__(self, node: MappingNode) -> None:
        self.node = node

    def place(self, field: str | None = None) -> Place:
        """The place of the value of `field`, or of the mapping."""
        value = self.node.get(field) if field else None
        return value.place if value is not None else self.node.place


def written(node: Node) -> object:
    """Strings, lists and Written mappings; what was left empty is left out."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return [written(item) for item in node.items if not _is_empty(item)]
    return written_mapping(node)


def written_mapping(node: MappingNode) -> WrittenMapping:
    """A mapping's filled entries, with its source."""
    values = {
        key.text or "": value.text if isinstance(value, ScalarNode) else written(value)
        for key, value in node.entries
        if not _is_empty(value)
    }
    return WrittenMapping(values, NodeSource(node))


def place_within(node: Node, path: Items[str | int]) -> Place:
    """The place of the deepest part of `path` that was written."""
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node = child
    return node.place


def key_place(node: Node, path: Items[str | int]) -> Place:
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
        filled = [item for item in node.items if not _is_empty(item)]
        return filled[step] if step < len(filled) else None
    return None


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.text is None
