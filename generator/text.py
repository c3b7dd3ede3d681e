"""A text in one language or several: what people read is never tied to one tongue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_LANGUAGE = "zh"


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in one or more languages.

    `default` is what the office wrote first; `others` holds (language, text) pairs, sorted, where
    there are several: a text said in one language is the same whether that is named or not.
    """

    default: str
    others: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, versions: str | Mapping[str, str]) -> Text:
        """A Text from a plain string, or from a mapping of language code to text."""
        if isinstance(versions, str):
            return cls(versions)
        first = versions.get(DEFAULT_LANGUAGE) or next(iter(versions.values()), "")
        return cls(first, tuple(sorted(versions.items())) if len(versions) > 1 else ())

    def in_(self, language: str) -> str:
        """The text in `language`, or the default where it was not translated."""
        for code, text in self.others:
            if code == language:
                return text
        return self.default

    def __str__(self) -> str:
        return self.default

    def __bool__(self) -> bool:
        return bool(self.default)


def shortened(said: str, most: int) -> str:
    """`said`, cut after `most` characters."""
    return said if len(said) <= most else f"{said[:most]}…"
