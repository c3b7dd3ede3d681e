"""The texts of the program by language: labels, synonyms of headings, page words, messages.

Each language has one YAML file. What it leaves out is taken from English, and then from Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from generator.text import DEFAULT_LANGUAGE, Text, in_language

FALLBACKS = ("en", DEFAULT_LANGUAGE)

# Records that have the labels of the record they extend. model/ is the source; a test compares.
EXTENDS = {
    "Guest": "Person",
    "CompanionsApart": "Guest",
    "UnnamedMembers": "CompanionsApart",
    "Staff": "Person",
    "ScheduleItem": "Timed",
    "DailyMatter": "ScheduleItem",
    "Meal": "Timed",
    "Ride": "Timed",
    "Timed": "Attended",
}


@dataclass(frozen=True)
class Catalog:
    """The texts of one language.

    `code` is the language's code, `direction` is ltr or rtl. `labels` maps a field (`Guest.name`)
    to its label and synonyms, `notes` to what people write in it. `words` maps a key (`card.next`)
    to a text of a page, `messages` the code of a finding to its message. Words and messages are
    templates of str.format, in which `{n:card|cards}` is the noun for a number. `terms` maps
    Chinese words and patterns of names to their translation; see generator/names/terms.py.
    """

    code: str
    name: str
    direction: str
    labels: Mapping[str, tuple[str, ...]]
    notes: Mapping[str, str]
    words: Mapping[str, str]
    messages: Mapping[str, str]
    terms: Mapping[str, str]


def languages() -> tuple[str, ...]:
    """The codes of the languages that have a catalog; DEFAULT_LANGUAGE is first."""
    return tuple(_catalogs())


def catalog(language: str) -> Catalog:
    """The catalog of `language`; raises KeyError where there is none."""
    return _catalogs()[language]


@lru_cache(maxsize=4096)
def label(model: str, field: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The label of `field` of a model, or of member `field` of an enum; else the name itself."""
    for code in (language, *FALLBACKS):
        for owner in _lineage(model) if code in _catalogs() else ():
            if labels := _catalogs()[code].labels.get(f"{owner}.{field}"):
                return labels[0]
    return field


def note(model: str, field: str, language: str = DEFAULT_LANGUAGE) -> str:
    """What people write in `field` of `model`; empty where the language's catalog has no note."""
    notes = _catalogs()[language].notes
    return next((notes[f"{m}.{field}"] for m in _lineage(model) if f"{m}.{field}" in notes), "")


def words_for(model: str, field: str) -> tuple[str, ...]:
    """The labels and synonyms of a field, or member of an enum, in all languages."""
    for owner in _lineage(model):
        if labels := _labels_in_all_languages(f"{owner}.{field}"):
            return labels
    return ()


def word(key: str, language: str = DEFAULT_LANGUAGE, **values: object) -> str:
    """The page word `key`, such as `card.next`, filled with `values`; KeyError if unknown."""
    for code in (language, *FALLBACKS):
        if code in _catalogs() and key in _catalogs()[code].words:
            template = _catalogs()[code].words[key]
            return template.format(**in_language(values, language)) if values else template
    raise KeyError(key)


def word_text(key: str, **values: object) -> Text:
    """The page word `key` in every language, filled with `values`; a Text in its language."""
    return Text.of({code: word(key, code, **in_language(values, code)) for code in languages()})


@cache
def words_under(prefix: str, language: str = DEFAULT_LANGUAGE) -> Mapping[str, str]:
    """All page words whose key begins with `prefix` and a dot, by the rest of the key."""
    merged: dict[str, str] = {}
    for code in (*(code for code in reversed(FALLBACKS) if code != language), language):
        if code in _catalogs():
            start = f"{prefix}."
            words = _catalogs()[code].words.items()
            merged |= {key[len(start) :]: text for key, text in words if key.startswith(start)}
    return MappingProxyType(merged)


def message(code: str, **values: object) -> Text:
    """The message of finding `code` in every language that has it, filled with `values`.

    A Text among the values is used in the language of the message. Raises KeyError where no
    language has the message.
    """
    versions = {
        language: catalog.messages[code].format(**in_language(values, language))
        for language, catalog in _catalogs().items()
        if code in catalog.messages
    }
    if not versions:
        raise KeyError(code)
    return Text.of(versions)


@lru_cache(maxsize=4096)
def field_text(model: str, field: str) -> Text:
    """The label of a field, or member of an enum, in every language."""
    return Text.of({code: label(model, field, code) for code in languages()})


@cache
def _labels_in_all_languages(key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w for c in _catalogs().values() for w in c.labels.get(key, ())))


def _lineage(model: str) -> tuple[str, ...]:
    above = EXTENDS.get(model)
    return (model, *_lineage(above)) if above else (model,)


@cache
def _catalogs() -> dict[str, Catalog]:
    folder = files(__name__)
    catalogs = [
        _read(file.name[:-4], file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".yml")
    ]
    ordered = sorted(catalogs, key=lambda catalog: (catalog.code != DEFAULT_LANGUAGE, catalog.code))
    return {catalog.code: catalog for catalog in ordered}


def _read(code: str, content: str) -> Catalog:
    events = yaml.parse(content, Loader=yaml.CBaseLoader)
    _, _ = next(events), next(events)  # the start of the stream, and of its one document
    data = _value(events, next(events))
    labels = {
        f"{model}.{field}": tuple(written.split("|"))
        for model, fields in data["labels"].items()
        for field, written in fields.items()
    }
    return Catalog(
        code=code,
        name=data["name"],
        direction=data.get("direction", "ltr"),
        labels=labels,
        notes=_flat(data.get("notes", {})),
        words=_flat(data.get("words", {})),
        messages=_flat(data.get("messages", {})),
        terms=data.get("terms", {}),
    )


def _value(events: Iterator[yaml.Event], first: yaml.Event) -> Any:
    """The text, list or mapping that begins with an event, in half the time that a loader takes."""
    if isinstance(first, yaml.ScalarEvent):
        return first.value
    if isinstance(first, yaml.SequenceStartEvent):
        return list(_values(events, yaml.SequenceEndEvent))
    values = _values(events, yaml.MappingEndEvent)
    return dict(zip(values, values, strict=True))  # a key, its value, the next key …


def _values(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[Any]:
    """The values until the event `end`."""
    while not isinstance(event := next(events), end):
        yield _value(events, event)


def _flat(tree: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat
