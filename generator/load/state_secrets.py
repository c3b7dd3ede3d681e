"""Reads a visit with state secrets: a stub, and one finding for whatever else is there.

State secrets are not entered into this program, which is no classified system.
Source: 保守国家秘密法 (2024) arts 30, 31(3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator import vocabulary
from generator.findings import Finding, Place, error, warning
from generator.load.nodes import MappingNode, Node, SequenceNode, is_empty
from generator.model.enums import Privacy
from generator.model.parsing.labels import member_named
from generator.model.visit import STUB_FIELDS, Visit
from generator.text import Text

RULE, ANCHOR = "confidentiality", "classified-words"
"""The rule page that forbids such content, and the heading on it."""
_MOST_NAMES = 8


def is_state_secret(node: MappingNode) -> bool:
    """Whether `privacy` in a visit's file is `classified`, in any language."""
    return member_named(Privacy, node.text("privacy") or "") is Privacy.CLASSIFIED


def stub_of(node: MappingNode) -> MappingNode:
    """The part of a classified visit's file that may be read."""
    entries = tuple((key, value) for key, value in node.entries if key.text in STUB_FIELDS)
    return MappingNode(entries, node.place)


def stub_findings(node: MappingNode, folder: Path, shown: str) -> tuple[Finding, ...]:
    """What a classified visit's folder has beyond the stub, and what the stub lacks.

    No finding quotes what was written: of the keys only those of the model are named.
    """
    extra = [(key, value) for key, value in node.entries if key.text not in STUB_FIELDS]
    keys = [key for key, value in extra if _has_content(value)]
    places = [*(key.place for key in keys), *_other_files(folder, shown)]
    findings = []
    if places:
        known = [key.text for key in keys if key.text in Visit.model_fields]
        findings.append(state_secret("visit.state_secret", places, known))
    if is_empty(node.get("papers_kept_by")):
        findings.append(warning("visit.papers_kept_by", node.place))
    return tuple(findings)


def state_secret(code: str, places: Sequence[Place], names: Iterable[str | None] = ()) -> Finding:
    """An error that state secrets may be at `places`, with the rule that bars them."""
    first, *others = places
    values = {"n": len(places), "names": _sections([name for name in names if name])}
    return replace(error(code, first, tuple(others), **values), rule=RULE, anchor=ANCHOR)


def _sections(keys: Sequence[str]) -> Text:
    """Keys of visit.yml by their labels in brackets, the first few of many; empty for none."""
    if not keys:
        return Text("")
    zh, en = (
        [vocabulary.label("Visit", key, language) for key in keys[:_MOST_NAMES]]
        for language in ("zh", "en")
    )
    more = len(keys) > _MOST_NAMES
    return Text.of(
        {
            "zh": f"（{'、'.join(zh)}{'等' if more else ''}）",
            "en": f" ({', '.join(en)}{' and more' if more else ''})",
        }
    )


def _has_content(node: Node) -> bool:
    """Whether anything is written in a value, at any depth."""
    if isinstance(node, MappingNode):
        return any(_has_content(value) for _, value in node.entries)
    if isinstance(node, SequenceNode):
        return any(_has_content(item) for item in node.items)
    return bool(node.text and node.text.strip())


def _other_files(folder: Path, shown: str) -> Iterator[Place]:
    """The place of each file and folder beside visit.yml, by name; none where it was removed."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return
    for name in names:
        if name != "visit.yml" and not name.startswith("."):
            yield Place(f"{shown}/{name}")
