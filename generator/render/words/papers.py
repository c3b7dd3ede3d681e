"""Papers in words: how large a file is, and what a reader has to know of it."""

from __future__ import annotations

from generator import vocabulary

_KILO = 1024


def size_text(size: int, language: str) -> str:
    """`320 KB`, `1.2 MB`; empty for a link. A reader with little signal decides by it."""
    if not size:
        return ""
    if size < _KILO * _KILO:
        return vocabulary.word("card.size_kb", language, n=max(1, round(size / _KILO)))
    return vocabulary.word("card.size_mb", language, n=f"{size / _KILO / _KILO:.1f}")
