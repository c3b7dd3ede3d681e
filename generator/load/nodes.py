"""What was written, before it means anything: scalars, sequences and mappings with places."""

from __future__ import annotations

from dataclasses import dataclass

from generator.findings import Place


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
        return next((value for name, value in self.entries if name.text == key), None)

    def replaced(self, key: str, value: Node) -> MappingNode:
        """The same with `value` at `key`, which is there already."""
        entries = tuple((name, value if name.text == key else old) for name, old in self.entries)
        return MappingNode(entries, self.place)


Node = ScalarNode | SequenceNode | MappingNode


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet's heading row and its filled rows; every row is as long as `headings`.

    Cells are Scalars; an empty cell has text None. Rows with nothing in them are left out.
    `examples` are rows marked as such, which are none of the `rows`.
    """

    headings: tuple[ScalarNode, ...]
    rows: tuple[tuple[ScalarNode, ...], ...]
    place: Place
    examples: tuple[tuple[ScalarNode, ...], ...] = ()
