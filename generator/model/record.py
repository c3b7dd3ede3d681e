"""The base of every record in the model: frozen, closed to unknown keys, aware of its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, NewType, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic.json_schema import SkipJsonSchema

from generator.findings import Place
from generator.model.audience import OFFICE, audience_of
from generator.text import Text

PersonId = NewType("PersonId", str)


class Source:
    """Where a record was written, field by field.

    Two sources always compare equal: where a thing was written is no part of what it is, so a
    visit saved and loaded again equals itself.
    """

    def place(self, field: str | None = None) -> Place:
        """The place of `field`, or of the whole record."""
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source)

    def __hash__(self) -> int:
        return 0


class References(Protocol):
    """What a name written in a visit stands for. Each lookup raises PydanticCustomError."""

    def staff(self, name: str) -> Any: ...
    def guest(self, name: str) -> Any: ...
    def person(self, name: str) -> Any: ...
    def somebody(self, name: str) -> Any: ...
    def party(self, name: str) -> Any: ...
    def role(self, name: str) -> Any: ...
    def venue(self, name: str) -> Any: ...
    def location(self, name: str) -> Any: ...
    def vehicle(self, name: str) -> Any: ...
    def event(self, name: str) -> Any: ...
    def checklist(self, name: str) -> Any: ...
    def participants(self, name: str) -> Any: ...
    def room(self, venue: Any, number: str, made: Any) -> Any: ...
    def is_known(self, kind: str, name: str) -> bool: ...
    def told_apart(self, kind: str, text: str) -> list[str]: ...


class Reading:
    """The context of validation: what names stand for, and the date that short dates are near."""

    __slots__ = ("around", "references")

    def __init__(self, references: References | None = None, around: date | None = None) -> None:
        self.references = references
        self.around = around


class Written(dict[str, Any]):
    """A mapping as it was written, which knows its source."""

    __slots__ = ("source",)

    def __init__(self, values: Mapping[str, Any], source: Source | None = None) -> None:
        super().__init__(values)
        self.source = source


def source_of(value: object) -> Source | None:
    """The source of a written mapping or of a record; None for other values."""
    return getattr(value, "source", None)


class Record(BaseModel):
    """A frozen record. Each field carries its audience; a subclass without one cannot be made."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        populate_by_name=True,
        str_strip_whitespace=True,
    )

    source: SkipJsonSchema[Annotated[Source | None, OFFICE]] = Field(
        default=None, exclude=True, repr=False
    )

    @model_validator(mode="before")
    @classmethod
    def _keep_source(cls, value: Any) -> Any:
        if isinstance(value, Written) and value.source is not None:
            return {**value, "source": value.source}
        return value

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        for field in cls.model_fields:
            audience_of(cls, field)

    def is_for_the_office(self, field: str | None = None) -> bool:
        """Whether what is written in `field`, or in the whole record, is for the office alone."""
        if field is not None and self.written_at(field) == self.written_at():
            return False
        fields = (field,) if field else type(self).model_fields
        return all(audience_of(type(self), name) is OFFICE for name in fields)

    def written_at(self, field: str | None = None) -> Place:
        """Where this record, or its field, was written; an empty place for made records."""
        if self.source is None:
            return Place("")
        info = type(self).model_fields.get(field or "")
        return self.source.place(info.alias or field if info else field)


def reading_of(info: ValidationInfo) -> Reading:
    """The Reading in `info`; an empty one when a record is made without a loader."""
    return info.context if isinstance(info.context, Reading) else Reading()


def as_text(value: object) -> object:
    """A Text from a string or a mapping of language to string; others pass unchanged."""
    if isinstance(value, dict) and value and all(isinstance(v, str) for v in value.values()):
        return Text.of(value)
    return Text.of(value) if isinstance(value, str) else value


def as_list(value: object) -> object:
    """A list from one value or many."""
    if isinstance(value, str):
        return [value]
    return value


_TEXT_SCHEMA = {
    "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]
}


class _Schema:
    """Gives a field the JSON Schema of what is written, not of what it becomes."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __get_pydantic_json_schema__(self, _core: Any, _handler: Any) -> dict[str, Any]:
        return dict(self.schema)


def written_as(schema: dict[str, Any]) -> _Schema:
    """Annotation: in the JSON Schema the field is `schema`."""
    return _Schema(schema)


Words = Annotated[Text, BeforeValidator(as_text), written_as(_TEXT_SCHEMA)]
"""A text that people read, in one language or as {zh: …, en: …}."""

TextList = Annotated[
    tuple[Words, ...],
    BeforeValidator(as_list),
    written_as({"anyOf": [{"type": "string"}, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
