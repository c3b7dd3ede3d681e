"""Usual Chinese terms in another language: 第一组 is Group 1, 副局长 Deputy Director.

A catalog's `terms` have them. In a pattern, `{n}` is a number in any form, `{term}` a term itself,
and `{name}` a proper name, which becomes pinyin: by {name}宾馆, 云来宾馆 is Yunlai Hotel.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from generator import vocabulary
from generator.model.parsing.normalisation import normal
from generator.names.latin import has_chinese, latin_text
from generator.names.numerals import in_figures
from generator.text import DEFAULT_LANGUAGE, Text

_NUMBER = r"(?P<n>[0-9A-Za-z]{1,6})"
_NAME = r"(?P<name>[\u3400-\u9fff]{2,4})"
_TERM = r"(?P<term>.+)"
_PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class _Pattern:
    """A pattern of a catalog; `letters` are the longest text in it outside its placeholders."""

    pattern: str
    letters: str

    def match(self, text: str) -> re.Match[str] | None:
        """Match a whole text. To compile all patterns takes longer than to translate a visit."""
        return _compiled(self.pattern).fullmatch(text) if self.letters in text else None


@dataclass(frozen=True)
class Term:
    """What stands for a Chinese text. `has_name` is whether a proper name in it is in pinyin."""

    text: str
    has_name: bool = False


def translation_of(text: Text | str, language: str) -> Term | None:
    """The office's own version in a language, or in English; else the usual term, if any.

    A text without Chinese is its own translation.
    """
    written = str(text)
    versions = dict(text.others) if isinstance(text, Text) else {}
    for code in (language, *vocabulary.FALLBACKS[:-1]):
        if versions.get(code):
            return Term(versions[code])
    return term_for(written, language) if has_chinese(written) else Term(written)


def translations_of(name: str) -> Text:
    """A name in every language: by the usual term, else in pinyin."""
    versions = {DEFAULT_LANGUAGE: name}
    for code in vocabulary.languages():
        if code != DEFAULT_LANGUAGE:
            term = translation_of(name, code)
            versions[code] = term.text if term else latin_text(name)
    return Text.of(versions)


@lru_cache(maxsize=1 << 14)
def term_for(text: str, language: str) -> Term | None:
    """The term of a text in a language, or in English; None where none is certain."""
    exact, patterns = _terms(language)
    plain = normal(text)
    if plain in exact:
        return Term(exact[plain])
    figures = in_figures(plain)
    for pattern, translation in patterns:
        match = pattern.match(figures if "{n}" in translation else plain)
        if match and (term := _filled(translation, match.groupdict(), language)):
            return term
    return None


def _filled(translation: str, groups: Mapping[str, str], language: str) -> Term | None:
    values = dict(groups)
    has_name = "name" in values
    if has_name:
        values["name"] = latin_text(values["name"])
    if "term" in values:
        inner = term_for(values["term"], language)
        if inner is None:
            return None
        values["term"] = inner.text
        has_name = has_name or inner.has_name
    filled = translation.format(**values)
    return None if has_chinese(filled) else Term(filled, has_name)


@cache
def _terms(language: str) -> tuple[dict[str, str], tuple[tuple[_Pattern, str], ...]]:
    """The exact terms, and the patterns: the more letters of its own, the earlier; names last."""
    codes = (language, *vocabulary.FALLBACKS)
    catalogs = (vocabulary.catalog(code) for code in codes if code in vocabulary.languages())
    terms = next((catalog.terms for catalog in catalogs if catalog.terms), {})
    patterns = sorted((key for key in terms if "{" in key), key=_order)
    return (
        {key: text for key, text in terms.items() if "{" not in key},
        tuple(
            (_Pattern(key, max(_PLACEHOLDER.split(key), key=len)), terms[key]) for key in patterns
        ),
    )


def _order(pattern: str) -> tuple[bool, int, str]:
    return "{name}" in pattern, -len(_PLACEHOLDER.sub("", pattern)), pattern


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    escaped = re.escape(pattern)
    for name, group in (("n", _NUMBER), ("name", _NAME), ("term", _TERM)):
        escaped = escaped.replace(re.escape(f"{{{name}}}"), group)
    return re.compile(escaped)
