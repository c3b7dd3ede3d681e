"""Characters that nobody sees: marks that turn the order of writing, texts of nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.findings import Finding, Place, error, warning

TURNING = "\u202a-\u202e\u2066-\u2069"
"""Marks that show what follows them in another order, for use within a regular expression. Copied
along with telephone numbers, or planted to make a name read as another. Joiners are none of them:
several scripts and emoji need those."""

_MARKS = (
    (
        re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"),
        error,
        "yaml.control_character",
    ),
    (re.compile(f"[{TURNING}]"), warning, "yaml.turning_mark"),
)
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def can_be_seen(text: str) -> bool:
    """Whether anything in a text shows."""
    return any(unicodedata.category(character) not in _UNSEEN for character in text)


def codes_of(marks: Iterable[str]) -> str:
    """Characters by their codes, each once: `U+202E U+0007`."""
    return " ".join(f"U+{ord(mark):04X}" for mark in dict.fromkeys(marks))


def without_marks(text: str, place: Place) -> tuple[str | None, tuple[Finding, ...]]:
    """A YAML text without marks that nobody sees, None where there was nothing else; and what was
    taken out.
    """
    findings: list[Finding] = []
    for marks, say, code in _MARKS:
        if found := marks.findall(text):
            findings.append(say(code, place, codes=codes_of(found)))
            text = marks.sub("", text)
    return text if can_be_seen(text) else None, tuple(findings)
