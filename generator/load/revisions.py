"""Which cards were revoked: revisions.yml beside visit.yml, written by `handbook revoke`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic_core import PydanticCustomError

from generator.findings import Finding, error
from generator.load.nodes import MappingNode, ScalarNode
from generator.load.yaml.reader import read_yaml
from generator.model.parsing.values import parse_number

FILE = "revisions.yml"


def read_revisions(folder: Path, shown: str) -> tuple[dict[str, int], tuple[Finding, ...]]:
    """How often each person's card was revoked, by person id, and what is wrong with the file."""
    if not (folder / FILE).exists():
        return {}, ()
    node, findings = read_yaml(folder / FILE, f"{shown}/{FILE}")
    revisions: dict[str, int] = {}
    problems = list(findings)
    for key, value in node.entries if isinstance(node, MappingNode) else ():
        try:
            revisions[key.text or ""] = parse_number(_text(value))
        except PydanticCustomError as problem:
            problems.append(error(problem.type, value.place, found=_text(value)))
    return revisions, tuple(problems)


def revisions_text(revisions: Mapping[str, int]) -> str:
    """The file's text: a remark, then a line for each person."""
    lines = yaml.safe_dump(dict(sorted(revisions.items())), allow_unicode=True)
    return f"# 每换一次卡加一；由 handbook revoke 写入，请勿改小。\n{lines}"


def _text(value: object) -> str:
    return value.text or "" if isinstance(value, ScalarNode) else ""
