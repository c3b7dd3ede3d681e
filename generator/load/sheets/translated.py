"""Columns that say a text in one more language: `内容（en）` beside `内容`.

In visit.yml such a text is written {zh: …, en: …}; a sheet has a column for each language. The
column without a language is in the visit's first.
"""

from __future__ import annotations

import re

from generator.load.nodes import MappingNode, Node, ScalarNode
from generator.model.parsing.values import normal

_IN_LANGUAGE = re.compile(
    r"(?P<column>.+?)\s*\(\s*(?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*\)", re.DOTALL
)


def in_language(column: str, code: str) -> str:
    """What a heading or a field is called in the column that says it in the language `code`."""
    return f"{column}({code})"


def language_of(heading: str) -> tuple[str, str] | None:
    """A heading without its language, and the language; None where it has none."""
    match = _IN_LANGUAGE.fullmatch(normal(heading))
    return (match["column"], match["code"]) if match else None


def as_texts(row: MappingNode, language: str) -> MappingNode:
    """A row in which a field said in several columns is one text in several languages.

    `language` is that of the column without one.
    """
    versions: dict[str, list[tuple[ScalarNode, Node]]] = {}
    for key, value in row.entries:
        field = language_of(key.text or "")
        if field and isinstance(value, ScalarNode) and value.text is not None:
            versions.setdefault(field[0], []).append((ScalarNode(field[1], key.place), value))
    plain = [(key, value) for key, value in row.entries if not language_of(key.text or "")]
    entries = [
        (key, _text(value, versions.pop(key.text, []), language) if key.text else value)
        for key, value in plain
    ]
    alone = [
        (ScalarNode(field, said[0][0].place), MappingNode(tuple(said), said[0][1].place))
        for field, said in versions.items()
    ]
    return MappingNode((*entries, *alone), row.place)


def _text(plain: Node, more: list[tuple[ScalarNode, Node]], language: str) -> Node:
    if not more:
        return plain
    if isinstance(plain, ScalarNode) and plain.text is not None:
        # First, since readers of a language that is not there are shown the first.
        others = [(key, value) for key, value in more if key.text != language]
        more = [(ScalarNode(language, plain.place), plain), *others]
    return MappingNode(tuple(more), plain.place)
