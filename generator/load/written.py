"""Turns nodes into the plain values that models read, and finds the place of any part of them."""

from __future__ import annotations

from collections.abc import Sequence as Items

from generator.findings import Place
from generator.load.node import Mapping, Node, Scalar, Sequence
from generator.model.record import Source, Written


class NodeSource(Source):
    """Where a mapping's fields were written."""

    __slots__ = ("node",)

    def __init__(self, node: Mapping) -> None:
        self.node = node

    def place(self, field: str | None = None) -> Place:
        """The place of the value of `field`, or of the mapping."""
        value = self.node.get(field) if field else None
        return value.place if value is not None else self.node.place


def written(node: Node) -> object:
    """Strings, lists and Written mappings; what was left empty is left out."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [written(item) for item in node.items if not _is_empty(item)]
    return written_mapping(node)


def written_mapping(node: Mapping) -> Written:
    """A mapping's filled entries, with its source."""
    values = {
        key.text or "": value.text if isinstance(value, Scalar) else written(value)
        for key, value in node.entries
        if not _is_empty(value)
    }
    return Written(values, NodeSource(node))


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
    if isinstance(node, Mapping):
        for key, _ in node.entries:
            if key.text == last:
                return key.place
    return place_within(node, [last])


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Mapping) and step == 0:
        return node  # a lone record where a list of them may stand
    if isinstance(node, Sequence) and isinstance(step, int):
        filled = [item for item in node.items if not _is_empty(item)]
        return filled[step] if step < len(filled) else None
    return None


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.text is None
