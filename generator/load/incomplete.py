"""Which sections of a visit may lack something, and which lists their keys keep from being read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from generator.findings import Finding, Place, errors_in
from generator.load.nodes import MappingNode
from generator.load.problems import MOST_PROBLEMS, known_keys, nearest_key
from generator.model.record import Record


def unread_keys(
    node: MappingNode, model: type[Record], findings: Iterable[Finding]
) -> Iterator[str]:
    """The keys of `model` whose values in `node` were perhaps not read as a whole.

    A key may be misspelt, written twice or damaged. `findings` are those of the file's text.
    """
    written = {key.text or "": {key.place, value.place} for key, value in node.entries}
    known = known_keys(model)
    unknown = [key for key in written if key not in known]
    for key in unknown[:MOST_PROBLEMS]:
        yield key  # perhaps the right name of a list in the wrong place
        if (nearest := nearest_key(model, key)) not in written:
            yield nearest
    damaged = _damaged(findings)
    yield from (key for key, places in written.items() if places & damaged)


def errors_at(node: MappingNode, findings: Iterable[Finding]) -> list[Finding]:
    """The errors in a file's text that damaged a value in `node`."""
    places = {place for key, value in node.entries for place in (key.place, value.place)}
    return [error for error in errors_in(findings) if places & {error.place, *error.related}]


def _damaged(findings: Iterable[Finding]) -> set[Place]:
    return {place for error in errors_in(findings) for place in (error.place, *error.related)}


EVERYTHING = "*"
"""All sections, where it is unknown which of them an error damaged."""

_FIELDS = {"tables": "meals", "decisions": "preparation"}
"""The visit's fields that contain lists which are read on their own."""
_HARMLESS = {"visit.slug"}
"""Errors after which everything was read."""
_DATES = {"visit.end_before_start", "visit.too_long"}


class Incomplete:
    """The sections that may lack something, and the errors because of which they may."""

    def __init__(self) -> None:
        self._sections: set[str] = set()
        self._errors: set[Finding] = set()

    def note(self, section: str, errors: Iterable[Finding] = ()) -> None:
        """Remember that `section` may lack something, because of `errors` if given."""
        self.note_all([section], errors)

    def note_all(self, sections: Collection[str], errors: Iterable[Finding]) -> None:
        """Remember that `sections` may lack something, if there are any, because of `errors`.

        The errors are looked at once, not once for each section: a file may have any number of
        unknown keys, and each is a section here.
        """
        if sections:
            self._sections.update(_FIELDS.get(section, section) for section in sections)
            self._errors.update(errors)

    def note_errors(self, section: str, findings: Iterable[Finding]) -> None:
        """Remember that `section` may lack something where an error is among `findings`."""
        if errors := errors_in(findings):
            self.note(section, errors)

    def sections(self, findings: Sequence[Finding]) -> frozenset[str]:
        """All of them, given every finding on the visit.

        An error that belongs to no section may have damaged any.
        """
        unclaimed = {error.code for error in errors_in(findings) if error not in self._errors}
        sections = set(self._sections)
        if unclaimed & _DATES:
            sections.add("end")
        if unclaimed - _DATES - _HARMLESS:
            sections.add(EVERYTHING)
        return frozenset(sections)
