"""Fields that name something: written as an id or a name, held as the object itself.

The loader puts what the names stand for into the validation context; here a name meets it, once.
"""

from __future__ import annotations

from typing import Any

from pydantic import BeforeValidator, ValidationInfo

from generator.model.record import References, reading_of, written_as
from generator.model.values import split_list

BROKEN_REFERENCE = "reference.broken"
"""A name whose own record was refused: that record's finding is enough."""


def resolved(kind: str) -> BeforeValidator:
    """A validator that asks the context's references for the `kind` of thing a text names."""

    def resolve(value: object, info: ValidationInfo) -> object:
        references = reading_of(info).references
        if not isinstance(value, str) or references is None:
            return value
        return getattr(references, kind)(value)

    return BeforeValidator(resolve)


def listed(kind: str) -> BeforeValidator:
    """A validator that makes a list of names out of a text that names several of `kind`."""

    def split(value: object, info: ValidationInfo) -> object:
        return names_in(value, kind, reading_of(info).references)

    return BeforeValidator(split)


def names_in(value: object, kind: str, references: References | None) -> object:
    """The names in a text or a list; also two that no 顿号 parts, where each is known."""
    written = split_list(value)
    if references is None or not isinstance(written, list):
        return written
    return [
        name
        for text in written
        for name in (references.told_apart(kind, text) if isinstance(text, str) else (text,))
    ]


def one_name(example: str) -> Any:
    """Annotation: in the JSON Schema the field is one name."""
    return written_as({"type": "string", "examples": [example]})


def names(example: str) -> Any:
    """Annotation: in the JSON Schema the field is one or several names."""
    several = {"type": "array", "items": {"type": "string"}}
    return written_as({"anyOf": [{"type": "string"}, several], "examples": [example]})
