"""Fields that name something: written as an id or a name, held as the object itself.

The loader puts what the names stand for into the validation context; here a name meets it, once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.model.parsing.exclusions import excluding, mentions_exclusion, split_exclusions
from generator.model.parsing.values import normal, split_list
from generator.model.reading import BROKEN_REFERENCE as BROKEN_REFERENCE
from generator.model.reading import References, context_of
from generator.model.record import json_schema


def reference_to(kind: str) -> BeforeValidator:
    """A validator that asks the context's references for the `kind` of thing a text names."""

    def resolve(value: object, info: ValidationInfo) -> object:
        references = context_of(info).references
        if not isinstance(value, str) or references is None:
            return value
        return getattr(references, kind)(value)

    return BeforeValidator(resolve)


def list_of(kind: str) -> BeforeValidator:
    """A validator that makes a list of names out of a text that names several of `kind`."""

    def split(value: object, info: ValidationInfo) -> object:
        return names_in(value, kind, context_of(info).references)

    return BeforeValidator(split)


def names_in(value: object, kind: str, references: References | None) -> object:
    """The names in a text or a list; also two that no 顿号 parts, where one of them is known."""
    if references is None:
        return split_list(value)
    known = partial(references.is_known, kind)
    written = _parted(value, known)
    if not isinstance(written, list):
        return written
    return [
        name
        for text in written
        for name in (references.split_names(kind, text) if isinstance(text, str) else (text,))
    ]


def _parted(value: object, is_known: Callable[[str], bool]) -> object:
    """The names in a text or a list, of which 、 parts them all and a comma not `Smith, John`."""
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return [name for text in value for name in _parted(text, is_known)]  # type: ignore[attr-defined]
    names = split_list(value)
    if not isinstance(names, list) or not isinstance(value, str) or "," not in normal(value):
        return names
    joined: list[str] = []
    for name in names:
        whole = f"{joined[-1]}, {name}" if joined else ""
        if whole and not is_known(joined[-1]) and is_known(whole):
            joined[-1] = whole
        else:
            joined.append(name)
    return joined


def participants_in(value: object, references: References | None) -> object:
    """The names in a text or a list that may leave people out: `全体来宾（除张伟）` is one."""
    texts = [value] if isinstance(value, str) else value
    if references is None or not _leaves_out(texts, references):
        return names_in(value, "participants", references)
    names: list[str] = []
    for name, those in split_exclusions(texts):  # type: ignore[arg-type]
        if those and not any(those):
            raise PydanticCustomError("name.but_nobody", "but")
        *others, whole = references.split_names("participants", name)
        left_out = names_in(those, "participants", references)
        names += (*others, excluding(whole, left_out))  # type: ignore[arg-type]
    return names


def _leaves_out(texts: object, references: References) -> bool:
    """Whether somebody is left out, by a word that is not part of a name, as in 除雪组."""
    names = split_list(texts)
    return (
        isinstance(names, list)
        and all(isinstance(name, str) for name in names)
        and any(
            mentions_exclusion(name) and not references.is_known("participants", name)
            for name in names
        )
    )


def one_name(example: str) -> Any:
    """Annotation: in the JSON Schema the field is one name."""
    return json_schema({"type": "string", "examples": [example]})


def several_names(example: str) -> Any:
    """Annotation: in the JSON Schema the field is one or several names."""
    several = {"type": "array", "items": {"type": "string"}}
    return json_schema({"anyOf": [{"type": "string"}, several], "examples": [example]})
