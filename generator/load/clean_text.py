"""The text of one value: its length, its control characters, and whether anything of it shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.findings import Finding, Place, error, warning

LONGEST_TEXT = 32_767
"""Characters of one value: as many as a cell holds in Excel."""

_DIRECTION_MARKS = "\u202a-\u202e\u2066-\u2069"
"""Marks that show what follows them in another order, as part of a regular expression. They are
copied along with telephone numbers, or planted to make a name read as another. Joiners are not
among them: several scripts and emoji need those."""

CONTROL_CHARS = re.compile(
    rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff{_DIRECTION_MARKS}]"
)
"""What is removed from the text of a cell."""
_REMOVED_FROM_YAML = (
    (
        re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"),
        error,
        "yaml.control_character",
    ),
    (re.compile(f"[{_DIRECTION_MARKS}]"), warning, "yaml.turning_mark"),
)
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def is_visible(text: str) -> bool:
    """Whether any character of a text shows."""
    return any(unicodedata.category(character) not in _INVISIBLE_CATEGORIES for character in text)


def code_points(characters: Iterable[str]) -> str:
    """Characters by their codes, each once: `U+202E U+0007`."""
    return " ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(characters))


def without_control_chars(text: str, place: Place) -> tuple[str | None, tuple[Finding, ...]]:
    """A YAML text without control characters and direction marks, and a finding for each kind.

    The text is None where nothing visible is left.
    """
    findings: list[Finding] = []
    for pattern, report, code in _REMOVED_FROM_YAML:
        if removed := pattern.findall(text):
            findings.append(report(code, place, codes=code_points(removed)))
            text = pattern.sub("", text)
    return text if is_visible(text) else None, tuple(findings)


def too_long(text: str, place: Place) -> Finding:
    """The finding for a text of which only the first LONGEST_TEXT characters are read."""
    return error("text.too_long", place, found=len(text), most=LONGEST_TEXT)
