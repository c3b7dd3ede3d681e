"""YAML text as plain values, and findings as places and codes."""

from __future__ import annotations

from typing import Any

from generator.findings import Finding
from generator.load.nodes import MappingNode, Node, SequenceNode
from generator.load.yaml.reader import parse_yaml

FILE = "visits/x/visit.yml"


def plain(node: Node | None) -> Any:
    """A node as plain Python values."""
    if isinstance(node, MappingNode):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return node.text if node else None


def parse(text: str | bytes) -> tuple[Any, list[tuple[str, str]]]:
    """The values in `text`, and its findings as place and code."""
    node, findings = parse_yaml(text.encode() if isinstance(text, str) else text, FILE)
    return plain(node), places_and_codes(findings)


def places_and_codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Findings as line and column, and code."""
    places = [finding.place for finding in findings]
    codes = [finding.code for finding in findings]
    return [(f"{p.line or 0}:{p.column or 0}", code) for p, code in zip(places, codes, strict=True)]
