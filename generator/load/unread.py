"""Which lists of a mapping were not read because of their key: misspelt, written twice, damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.findings import Finding, Place, errors_in
from generator.load.nodes import MappingNode
from generator.load.problems import MOST_PROBLEMS, known_keys, nearest_key
from generator.model.record import Record


def misplaced(node: MappingNode, model: type[Record], findings: Iterable[Finding]) -> Iterator[str]:
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


def errors_at(node: MappingNode, findings: Iterable[Finding]) -> list[Finding]:
    """The errors of a file's text that damaged what stands under a key of `node`."""
    places = {place for key, value in node.entries for place in (key.place, value.place)}
    return [error for error in errors_in(findings) if places & {error.place, *error.related}]


def _damaged(findings: Iterable[Finding]) -> set[Place]:
    return {place for error in errors_in(findings) for place in (error.place, *error.related)}


EVERYTHING = "*"
"""Stands for all sections, where nobody can know which of them an error damaged."""

_FIELDS = {"tables": "meals", "decisions": "preparation"}
"""The visit's field that a part of it, read as a list of its own, belongs to."""
_HARMLESS = {"visit.slug"}
"""Errors after which all that was written was read."""
_DATES = {"visit.end_before_start", "visit.too_long"}


class Incomplete:
    """The sections that lack something, with the errors that say so."""

    def __init__(self) -> None:
        self._sections: set[str] = set()
        self._errors: set[Finding] = set()

    def note(self, section: str, errors: Iterable[Finding] = ()) -> None:
        """Remember that `section` lacks something, perhaps for `errors`."""
        self._sections.add(_FIELDS.get(section, section))
        self._errors.update(errors)

    def note_errors(self, section: str, findings: Iterable[Finding]) -> None:
        """Remember that `section` lacks something where `findings` hold an error."""
        if errors := errors_in(findings):
            self.note(section, errors)

    def sections(self, findings: Sequence[Finding]) -> frozenset[str]:
        """All of them, given every finding on the visit: an error that belongs to no section
        may have damaged any.
        """
        unclaimed = {error.code for error in errors_in(findings) if error not in self._errors}
        found = set(self._sections)
        if unclaimed & _DATES:
            found.add("end")
        if unclaimed - _DATES - _HARMLESS:
            found.add(EVERYTHING)
        return frozenset(found)
