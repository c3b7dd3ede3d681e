"""Fields that name something: written as an id or a name, held as the object itself.

The loader puts what the names stand for into the validation context; here a name meets it, once.
"""

from __future__ import annotations

from typing import Any

from pydantic import BeforeValidator, ValidationInfo

from generator.model.record import reading_of, written_as

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


def one_name(example: str) -> Any:
    """Annotation: in the JSON Schema the field is one name."""
    return written_as({"type": "string", "examples": [example]})


def names(example: str) -> Any:
    """Annotation: in the JSON Schema the field is one or several names."""
    several = {"type": "array", "items": {"type": "string"}}
    return written_as({"anyOf": [{"type": "string"}, several], "examples": [example]})
