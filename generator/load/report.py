"""Short ways to make a located finding in the loader's words."""

from __future__ import annotations

from generator.findings import Finding, Place, Severity
from generator.vocabulary import text

LONGEST_TEXT = 32_767
"""Characters of one value: as many as a cell holds in Excel."""


def error(code: str, place: Place, related: tuple[Place, ...] = (), /, **values: object) -> Finding:
    """A finding that must be mended before the visit can be built."""
    return Finding(code, Severity.ERROR, place, text(code, **values), related)


def warning(
    code: str, place: Place, related: tuple[Place, ...] = (), /, **values: object
) -> Finding:
    """A finding about something that was read, but perhaps not as it was meant."""
    return Finding(code, Severity.WARNING, place, text(code, **values), related)


def notice(
    code: str, place: Place, related: tuple[Place, ...] = (), /, **values: object
) -> Finding:
    """A finding that only informs."""
    return Finding(code, Severity.NOTICE, place, text(code, **values), related)


def too_long(text: str, place: Place) -> Finding:
    """What to say of a text of which only LONGEST_TEXT characters are read."""
    return error("text.too_long", place, found=len(text), most=LONGEST_TEXT)
