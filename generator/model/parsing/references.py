"""Fields that are written as a name or an id, and whose value is the object itself.

The loader puts a lookup of names into the validation context; the validators here use it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from generator.model.parsing.context import BROKEN_REFERENCE as BROKEN_REFERENCE
from generator.model.parsing.context import References, context_of
from generator.model.parsing.exclusions import excluding, mentions_exclusion, split_exclusions
from generator.model.parsing.values import normal, split_list
from generator.model.record import json_schema


def reference_to(kind: str) -> BeforeValidator:
    """A validator that replaces a name by the object of `kind` that it refers to."""

    def resolve(value: object, info: ValidationInfo) -> object:
        references = context_of(info).references
        if not isinstance(value, str) or references is None:
            return value
        return getattr(references, kind)(value)

    return BeforeValidator(resolve)


def list_of(kind: str) -> BeforeValidator:
    """A validator that splits a text into the names of objects of `kind`."""

    def split(value: object, info: ValidationInfo) -> object:
        return names_in(value, kind, context_of(info).references)

    return BeforeValidator(split)


def names_in(value: object, kind: str, references: References | None) -> object:
    """The names in a text or a list, also without a separator where one of them is known."""
    if references is None:
        return split_list(value)
    known = partial(references.is_known, kind)
    texts = _split_at_separators(value, known)
    if not isinstance(texts, list):
        return texts
    return [
        name
        for text in texts
        for name in (references.split_names(kind, text) if isinstance(text, str) else (text,))
    ]


def _split_at_separators(value: object, is_known: Callable[[str], bool]) -> object:
    """Split at 、, and at a comma unless it is part of a known name such as `Smith, John`."""
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return [name for text in value for name in _split_at_separators(text, is_known)]  # type: ignore[attr-defined]
    names = split_list(value)
    if not isinstance(names, list) or not isinstance(value, str) or "," not in normal(value):
        return names
    joined: list[str] = []
    for name in names:
        with_comma = f"{joined[-1]}, {name}" if joined else ""
        if with_comma and not is_known(joined[-1]) and is_known(with_comma):
            joined[-1] = with_comma
        else:
            joined.append(name)
    return joined


def participants_in(value: object, references: References | None) -> object:
    """The names in a text or a list that may exclude people: `全体来宾（除张伟）` is one name."""
    texts = [value] if isinstance(value, str) else value
    if references is None or not isinstance(texts, list):
        return names_in(value, "participants", references)
    has_exclusion = _has_exclusion(texts, references)
    texts = [
        references.each_numbered(text, joint=has_exclusion) if isinstance(text, str) else text
        for text in texts
    ]
    if not has_exclusion:
        return names_in(texts, "participants", references)
    names: list[str] = []
    for name, excluded in split_exclusions(texts):
        if excluded and not any(excluded):
            raise PydanticCustomError("name.but_nobody", "but")
        *others, group = references.split_names("participants", name)
        excluded_names = names_in(excluded, "participants", references)
        names += (*others, excluding(group, excluded_names))  # type: ignore[arg-type]
    return names


def _has_exclusion(texts: object, references: References) -> bool:
    """Whether a text excludes somebody; the 除 of a known name such as 除雪组 does not count."""
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
