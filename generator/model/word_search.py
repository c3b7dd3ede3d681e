"""The search for the words of a rule in a text, without the longer words that contain them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def occurrences(text: str, word: str, longer: Iterable[str] = ()) -> Iterator[int]:
    """Yield where `word` begins in `text`, except inside one of the `longer` words (迎宾馆)."""
    at = text.find(word) if word else -1
    if at < 0:
        return
    spans = [span for name in longer if len(name) > len(word) for span in _spans(text, name)]
    while at >= 0:
        end = at + len(word)
        if not any(first <= at and end <= last for first, last in spans):
            yield at
        at = text.find(word, at + 1)


def has_any_word(text: str, words: Iterable[str], longer: Iterable[str] = ()) -> bool:
    """Whether one of `words` is in `text` by itself."""
    longer = tuple(longer)
    return any(True for word in words for _ in occurrences(text, word, longer))


def _spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + 1)
