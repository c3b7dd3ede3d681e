"""Texts of visit.yml that are still those of the template that `handbook new` writes."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.findings import Finding
from generator.load.node import Mapping, Node, Scalar, Sequence
from generator.load.report import error
from generator.text import shortened

_BEGINNING = ("title", "host", "sender")
_LONGEST_SHOWN = 40


def left_from_template(root: Mapping) -> Iterator[Finding]:
    """An error for each text that was not replaced: it would be published."""
    replace = vocabulary.word("starter.replace")
    for key in _BEGINNING:
        for text in _texts(root.get(key)):
            if (text.text or "").strip().startswith(replace):
                yield _left(text)
    publish = root.get("publish")
    if isinstance(publish, Mapping):
        for text in _texts(publish.get("approved_by")):
            if (text.text or "").strip() == vocabulary.word("starter.approver"):
                yield _left(text)


def _texts(node: Node | None) -> Iterator[Scalar]:
    """A text in one language or in several."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Mapping):
        yield from (value for _, value in node.entries if isinstance(value, Scalar))
    elif isinstance(node, Sequence):
        yield from (item for item in node.items if isinstance(item, Scalar))


def _left(text: Scalar) -> Finding:
    return error("template.left", text.place, found=shortened(text.text or "", _LONGEST_SHOWN))
