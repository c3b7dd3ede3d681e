"""Every word the program says: labels, heading synonyms, page words and messages, by language.

One YAML file per language. A language's file may leave words out: English, then Chinese, stand in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from generator.text import DEFAULT_LANGUAGE, Text, in_language

FALLBACKS = ("en", DEFAULT_LANGUAGE)

# Records whose fields are called as those of the record they extend (model/ is the source; a test
# holds the two together).
EXTENDS = {
    "Guest": "Person",
    "Staff": "Person",
    "ScheduleItem": "Timed",
    "Meal": "Timed",
    "Ride": "Timed",
    "Timed": "Attended",
}


@dataclass(frozen=True)
class Catalog:
    """One language's words.

    `labels` maps `guest.name` to (label, synonyms…), `notes` to what the field is for; `words` maps
    `card.next` to text; `messages` maps a finding's code to a template for str.format.
    """

    code: str
    name: str
    direction: str
    labels: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    words: Mapping[str, str]
    messages: Mapping[str, str]


def languages() -> tuple[str, ...]:
    """The codes of the languages there is a catalog for, the default first."""
    return tuple(_catalogs())


def catalog(language: str) -> Catalog:
    """The catalog of `language`; KeyError where there is none."""
    return _catalogs()[language]


@lru_cache(maxsize=4096)
def label(model: str, field: str, language: str = DEFAULT_LANGUAGE) -> str:
    """What people call `field` of `model` (or member `field` of a closed set); the key itself
    where no catalog names it.
    """
    known = [_catalogs()[code] for code in (language, *FALLBACKS) if code in _catalogs()]
    for each in known:
        for owner in _lineage(model):
            if found := each.labels.get(f"{owner}.{field}"):
                return found[0]
    return field


def note(model: str, field: str, language: str = DEFAULT_LANGUAGE) -> str:
    """What to write in `field` of `model`; empty where the language's catalog does not say."""
    notes = _catalogs()[language].notes
    return next((notes[f"{m}.{field}"] for m in _lineage(model) if f"{m}.{field}" in notes), "")


def words_for(model: str, field: str) -> tuple[str, ...]:
    """The labels and synonyms of a field or member in all languages."""
    for owner in _lineage(model):
        if found := _words_for(f"{owner}.{field}"):
            return found
    return ()


def word(key: str, language: str = DEFAULT_LANGUAGE, **values: object) -> str:
    """The page word `key`, such as `card.next`, with `values` filled in; KeyError if unknown."""
    for code in (language, *FALLBACKS):
        if code in _catalogs() and key in _catalogs()[code].words:
            template = _catalogs()[code].words[key]
            return template.format(**values) if values else template
    raise KeyError(key)


def word_text(key: str, **values: object) -> Text:
    """The page word `key` in every language, with `values` filled in; a value that is itself a Text
    is said in that language.
    """
    return Text.of({code: word(key, code, **in_language(values, code)) for code in languages()})


@cache
def words_under(prefix: str, language: str = DEFAULT_LANGUAGE) -> Mapping[str, str]:
    """All page words below `prefix`, keyed by the rest of their key: for templates."""
    merged: dict[str, str] = {}
    for code in (*(code for code in reversed(FALLBACKS) if code != language), language):
        if code in _catalogs():
            start = f"{prefix}."
            words = _catalogs()[code].words.items()
            merged |= {key[len(start) :]: text for key, text in words if key.startswith(start)}
    return MappingProxyType(merged)


def text(code: str, **values: object) -> Text:
    """The message of finding `code` in every language that words it; KeyError if none does.

    A value that is itself a Text is said in the language of its message.
    """
    worded = {
        each.code: each.messages[code].format(**in_language(values, each.code))
        for each in _catalogs().values()
        if code in each.messages
    }
    if not worded:
        raise KeyError(code)
    return Text.of(worded)


@lru_cache(maxsize=4096)
def field_text(model: str, field: str) -> Text:
    """A field's label in every language."""
    return Text.of({code: label(model, field, code) for code in languages()})


@cache
def _words_for(key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for c in _catalogs().values() for w in c.labels.get(key, ())))


def _lineage(model: str) -> tuple[str, ...]:
    above = EXTENDS.get(model)
    return (model, *_lineage(above)) if above else (model,)


@cache
def _catalogs() -> dict[str, Catalog]:
    folder = files(__name__)
    found = [
        _read(entry.name[:-4], entry.read_text("utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".yml")
    ]
    ordered = sorted(found, key=lambda each: (each.code != DEFAULT_LANGUAGE, each.code))
    return {each.code: each for each in ordered}


def _read(code: str, content: str) -> Catalog:
    data = yaml.load(content, Loader=yaml.CBaseLoader)
    labels = {
        f"{model}.{field}": tuple(said.split("|"))
        for model, fields in data["labels"].items()
        for field, said in fields.items()
    }
    return Catalog(
        code=code,
        name=data["name"],
        direction=data.get("direction", "ltr"),
        labels=labels,
        notes=_flat(data.get("notes", {})),
        words=_flat(data.get("words", {})),
        messages=_flat(data.get("messages", {})),
    )


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat
