"""Golden visits: read from files, a change merged into one, and the paths of its values."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest_golden.yaml

from generator.findings import Place
from generator.load.nodes import MappingNode, Node, SequenceNode
from generator.load.yaml.reader import read_yaml

_read = pytest_golden.yaml._safe.load


def parsed(text: str) -> Any:
    """Return a golden case, which is YAML 1.2.

    A case is parsed once: that takes longer than all checks together.
    """
    return pickle.loads(_pickled(text))


@cache
def _pickled(text: str) -> bytes:
    return pickle.dumps(_read(text))


def merged(base: Any, change: Any) -> Any:
    """Merge `change` into `base`: mappings by key, lists by position.

    An item at the position after the last is added; a key changed to None is deleted.
    """
    if not isinstance(change, Mapping):
        return change
    if isinstance(base, list):
        changed = [merged(item, change.get(at, {})) for at, item in enumerate(base)]
        added = [change[at] for at in sorted(change) if at >= len(base)]
        return [item for item in (*changed, *added) if item is not None]
    result = dict(base) if isinstance(base, Mapping) else {}
    for key, value in change.items():
        result[key] = merged(result.get(key), value)
        if value is None:
            del result[key]
    return copy.deepcopy(result)


def paths_in(file: Path) -> dict[Place, str]:
    """The path of each value in a visit's file, by its place; of several the outermost."""
    node, _ = read_yaml(file, f"visits/{file.parent.name}/visit.yml")
    paths: dict[Place, str] = {}
    for path, value in _walk(node, ""):
        paths.setdefault(value.place, path)
    return paths


def _walk(node: Node | None, path: str) -> Iterator[tuple[str, Node]]:
    if node is None:
        return
    if path:
        yield path, node
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            yield from _walk(value, f"{path}.{key.text}" if path else str(key.text))
    elif isinstance(node, SequenceNode):
        for at, item in enumerate(node.items):
            yield from _walk(item, f"{path}[{at}]")
