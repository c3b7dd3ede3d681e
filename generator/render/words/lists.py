"""Several texts in one line."""

from __future__ import annotations

from collections.abc import Iterable

from generator import vocabulary


def listed(texts: Iterable[str]) -> str:
    """`张三、李四`: names and the like, in any language as the office writes them in a cell."""
    return "、".join(texts)


def enumerated(texts: Iterable[str], language: str) -> str:
    """`张三、李四`, `Zhang San, Li Si`: texts separated as a sentence of the language does."""
    return vocabulary.word("diff.and", language).join(texts)


def joined(*texts: object, separator: str = " ") -> str:
    """The texts that are not empty."""
    return separator.join([str(text) for text in texts if text])


def dotted(*texts: object) -> str:
    """The texts that are not empty, with middle dots between them."""
    return joined(*texts, separator=" · ")
