"""Which lists of a mapping were not read because of their key: misspelt, written twice, damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.findings import Finding, Place, errors_in
from generator.load.node import Mapping
from generator.load.problems import MOST_PROBLEMS, known_keys, nearest_key
from generator.model.record import Record


def misplaced(node: Mapping, model: type[Record], findings: Iterable[Finding]) -> Iterator[str]:
    """The keys of `model` under which `node` may hold more than was read.

    `findings` are those of the file's text.
    """
    written = {key.text or "": {key.place, value.place} for key, value in node.entries}
    known = known_keys(model)
    unknown = [key for key in written if key not in known]
    for key in unknown[:MOST_PROBLEMS]:
        yield key  # a list that belongs elsewhere, under its right name
        if (nearest := nearest_key(model, key)) not in written:
            yield nearest
    damaged = _damaged(findings)
    yield from (key for key, places in written.items() if places & damaged)


def errors_at(node: Mapping, findings: Iterable[Finding]) -> list[Finding]:
    """The errors of a file's text that damaged what stands under a key of `node`."""
    places = {place for key, value in node.entries for place in (key.place, value.place)}
    return [error for error in errors_in(findings) if places & {error.place, *error.related}]


def _damaged(findings: Iterable[Finding]) -> set[Place]:
    return {place for error in errors_in(findings) for place in (error.place, *error.related)}
