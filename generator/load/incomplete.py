"""Which sections of a visit were not read whole, so that checks do not judge by what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.findings import Finding, errors_in

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
        may have damaged any."""
        unclaimed = {error.code for error in errors_in(findings) if error not in self._errors}
        found = set(self._sections)
        if unclaimed & _DATES:
            found.add("end")
        if unclaimed - _DATES - _HARMLESS:
            found.add(EVERYTHING)
        return frozenset(found)
