"""Several names in one text that no 顿号 parts: 张伟和李娜, 张伟 李娜."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_BETWEEN_NAMES = re.compile(r"([\s/&.。]+|以及|[和与及]|\band\b)")
_MOST_PIECES = 6
"""Of a name, cut where two names may meet: John Smith Jr. has six, with what stands between."""


def told_apart(text: str, is_known: Callable[[str], bool]) -> list[str]:
    """The names in a `text` that is none itself: several, or the one in 和李娜. It stays whole
    where none of its parts is known either, as a foreign name does."""
    pieces = _BETWEEN_NAMES.split(text)
    if len(pieces) == 1 or is_known(text):
        return [text]
    parts, at = [], 0
    while at < len(pieces):
        end = _end_of_name(pieces, at, is_known)
        parts.append("".join(pieces[at:end]).strip())
        at = end + end % 2  # at odd places stands what parts the names
    names = [part for part in parts if part]
    several = len(names) > 1 or not parts[0]
    return names if several and any(map(is_known, names)) else [text]


def _end_of_name(pieces: Sequence[str], start: int, is_known: Callable[[str], bool]) -> int:
    """Where the longest known name from `start` ends: 郑和平 is one, though there is a 和 in it."""
    for end in range(min(start + _MOST_PIECES, len(pieces)), start + 1, -1):
        if pieces[end - 1].strip() and is_known("".join(pieces[start:end]).strip()):
            return end
    return start + 1
