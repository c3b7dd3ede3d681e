"""A text in one language or several: what people read is never tied to one tongue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

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

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """A Text as JSON has it: a string, or an object of language to text."""
        return core_schema.no_info_before_validator_function(
            _from_json,
            core_schema.is_instance_schema(cls),
            serialization=core_schema.plain_serializer_function_ser_schema(
                _as_json, when_used="json"
            ),
        )

    def __str__(self) -> str:
        return self.default

    def __bool__(self) -> bool:
        return bool(self.default)


_DEFAULT = ""
"""The key of the default text, where it is not the one that `Text.of` would choose."""


def _as_json(text: Text) -> str | dict[str, str]:
    if not text.others:
        return text.default
    versions = dict(text.others)
    return versions if Text.of(versions) == text else {_DEFAULT: text.default, **versions}


def _from_json(value: object) -> object:
    if isinstance(value, str):
        return Text(value)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        return value
    versions = {language: text for language, text in value.items() if language != _DEFAULT}
    text = Text.of(versions)
    return Text(value[_DEFAULT], text.others) if _DEFAULT in value else text


def shortened(said: str, most: int) -> str:
    """`said`, cut after `most` characters."""
    return said if len(said) <= most else f"{said[:most]}…"
