"""A text in one or more languages, and the decoding and shortening of texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

DEFAULT_LANGUAGE = "zh"


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or more languages.

    `default` is the version in DEFAULT_LANGUAGE, or else the first one given. `others` are all
    versions as (language code, text), sorted by code; empty where there is only one, so that a text
    in one language equals the same text without a language.
    """

    default: str
    others: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, versions: str | Mapping[str, str]) -> Text:
        """Build a Text from a plain string, or from a mapping of language code to text."""
        if isinstance(versions, str):
            return cls(versions)
        first = versions.get(DEFAULT_LANGUAGE) or next(iter(versions.values()), "")
        return cls(first, tuple(sorted(versions.items())) if len(versions) > 1 else ())

    @property
    def versions(self) -> tuple[str, ...]:
        """The different texts in all languages, the default first."""
        return tuple(dict.fromkeys((self.default, *(text for _, text in self.others))))

    def in_(self, language: str) -> str:
        """The version in `language`, or the default where there is none."""
        for code, text in self.others:
            if code == language:
                return text
        return self.default

    def format(self, **values: object) -> Text:
        """Fill each version as a template of str.format; a Text among `values` in its language."""
        return Text(
            self.default.format(**in_language(values, DEFAULT_LANGUAGE)),
            tuple((code, text.format(**in_language(values, code))) for code, text in self.others),
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        """Serialise as a string, or as an object of language code to text."""
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


class PersonName(str):
    """A person's name, with the pinyin that the office wrote for it, if any.

    It equals a plain text of the same letters: records of publications have the name alone, and a
    pinyin that is added later is no change.
    """

    pinyin: str

    def __new__(cls, name: str, pinyin: str | None = None) -> PersonName:
        """A name, and its pinyin."""
        self = super().__new__(cls, name)
        self.pinyin = pinyin or ""
        return self

    def __eq__(self, other: object) -> bool:
        same_pinyin = not isinstance(other, PersonName) or self.pinyin == other.pinyin
        return same_pinyin and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)


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


class Count(int):
    """A number in a template, with the noun that it counts: `{n} {n:card|cards}`."""

    def __format__(self, spec: str) -> str:
        """The first of two nouns for one, the second for other numbers; else as an int."""
        one, divided, several = spec.partition("|")
        if not divided:
            return super().__format__(spec)
        return one if self == 1 else several


def in_language(values: Mapping[str, object], language: str) -> dict[str, object]:
    """Return `values` for a template in `language`: each Text in it, and each number a Count."""
    return {key: _in_language(value, language) for key, value in values.items()}


def _in_language(value: object, language: str) -> object:
    match value:
        case Text():
            return value.in_(language)
        case int() if not isinstance(value, bool):
            return Count(value)
        case _:
            return value


def shortened(text: str, most: int) -> str:
    """Return `text`, with an ellipsis for what follows its first `most` characters."""
    return text if len(text) <= most else f"{text[:most]}…"


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8 or, as Excel may save it, in GB18030; without its BOM."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")
