"""The base of every record in the model: frozen, closed to unknown keys, aware of its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NewType, Protocol, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.findings import Finding, Place, Severity
from generator.model.audience import OFFICE, audience_of
from generator.model.parsing.normalisation import means_nothing, normal
from generator.text import Text

BROKEN_REFERENCE = "reference.broken"
"""What is refused without a finding of its own: something else that was reported is enough."""

PersonId = NewType("PersonId", str)


class Source:
    """Where a record was written, field by field.

    Two sources always compare equal: where a thing was written is no part of what it is, so a
    visit saved and loaded again equals itself.
    """

    def place(self, field: str | None = None) -> Place:
        """The place of `field`, or of the whole record."""
        raise NotImplementedError

    def label(self, field: str) -> Text:
        """What people call `field`."""
        return Text(field)

    def is_for_the_office(self, field: str) -> bool:  # noqa: ARG002 (unknown of what record)
        """Whether what is written in `field` is for the office alone."""
        return False

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
    def split_names(self, kind: str, text: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a value that was understood, but not written in a permitted way."""

    code: str
    severity: Severity
    values: Mapping[str, object]

    @classmethod
    def notice(cls, code: str, **values: object) -> Remark:
        """A remark that only informs."""
        return cls(code, Severity.NOTICE, values)

    @classmethod
    def warning(cls, code: str, **values: object) -> Remark:
        """A remark on a value that is perhaps not the one meant."""
        return cls(code, Severity.WARNING, values)

    @classmethod
    def error(cls, code: str, **values: object) -> Remark:
        """A remark on a value that is not used, and without which there is no record."""
        return cls(code, Severity.ERROR, values)

    @classmethod
    def read_as(cls, found: str, read: object) -> Remark:
        """读作…: how a text was understood."""
        return cls.notice("value.read_as", found=found, read=read)


class ReadingContext:
    """The context of validation: what names stand for, the dates that short dates are near, and
    the findings about values that were understood.
    """

    __slots__ = ("around", "findings", "last", "references")

    def __init__(
        self,
        references: References | None = None,
        around: date | None = None,
        last: date | None = None,
    ) -> None:
        self.references = references
        self.around = around
        self.last = last
        self.findings: list[Finding] = []

    def note(self, source: Source | None, field: str, remarks: Iterable[Remark]) -> None:
        """Keep what is to be said of the text in `field` of a record written at `source`."""
        if source is None:
            return
        for remark in remarks:
            self.findings.append(
                Finding(
                    remark.code,
                    remark.severity,
                    source.place(field),
                    vocabulary.message(
                        remark.code, **{"field": source.label(field), **remark.values}
                    ),
                    office=source.is_for_the_office(field),
                )
            )


class WrittenMapping(dict[str, Any]):
    """A mapping as it was written, which knows its source."""

    __slots__ = ("source",)

    def __init__(self, values: Mapping[str, Any], source: Source | None = None) -> None:
        super().__init__(values)
        self.source = source


def source_of(value: object) -> Source | None:
    """The source of a written mapping or of a record; None for other values."""
    return getattr(value, "source", None)


class _RecordSource(Source):
    """Where a record's fields were written, by their names in the record."""

    __slots__ = ("record", "written")

    def __init__(self, written: Source, record: type[Record]) -> None:
        self.written = written
        self.record = record

    def place(self, field: str | None = None) -> Place:
        """The place of `field`, or of the whole record."""
        info = self.record.model_fields.get(field or "")
        return self.written.place(info.alias or field if info else field)

    def label(self, field: str) -> Text:
        """What people call `field`."""
        return vocabulary.field_text(self.record.__name__, field)

    def is_for_the_office(self, field: str) -> bool:
        """Whether what is written in `field` is for the office alone."""
        return audience_of(self.record, field) is OFFICE


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
    def _keep_source(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, WrittenMapping) or value.source is None:
            return value
        source, reading = _RecordSource(value.source, cls), context_of(info)
        kept: dict[str, Any] = {"source": source}
        for key, written in value.items():
            column = written_fields(cls).get(key)
            answer = column.used(written, source.place(key)) if column else UsedValue(written)
            if answer.remark and column:
                reading.note(source, column.field, (answer.remark,))
            if answer.is_lost:
                raise PydanticCustomError(BROKEN_REFERENCE, "reported")
            if answer.value is not None:
                kept[key] = answer.value
        return kept

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


@dataclass(frozen=True, slots=True)
class UsedValue:
    """What is used of a written value: None where nothing is. `is_lost` holds where there can be
    no record without it.
    """

    value: object
    remark: Remark | None = None
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class WrittenField:
    """A field as it is written: what its text may leave unsaid, whatever its type."""

    field: str
    required: bool
    special: bool
    prose: bool
    is_text: bool
    words: frozenset[str] | None

    def used(self, value: object, place: Place) -> UsedValue:
        """What is used of a value written at `place`: 无 is nothing, and what a spreadsheet has
        made a date of can no longer be known.
        """
        if isinstance(value, list) and self.special:
            return UsedValue([each for each in value if not self._says_nothing(each)])
        if not isinstance(value, str):
            return UsedValue(value)
        if self._says_nothing(value):
            return UsedValue(None)
        if self.is_text and _is_made_a_date(value) and not self._may_be_a_date(place):
            severity = Severity.ERROR if self.required else Severity.WARNING
            remark = Remark("value.made_a_date", severity, {"found": value})
            return UsedValue(None, remark, is_lost=self.required)
        return UsedValue(value)

    def _says_nothing(self, value: object) -> bool:
        if not isinstance(value, str) or self.words is None:
            return False
        word = normal(value).casefold()
        return means_nothing(value, special=self.special) and word not in self.words

    def _may_be_a_date(self, place: Place) -> bool:
        """Whether somebody may have written a date here: in prose, outside of a sheet."""
        return self.prose and place.where is None and not place.file.lower().endswith(".csv")


_SPECIAL = frozenset({"diet", "needs", "note", "staff_note", "caution", "cautions"})
"""Fields that say what is special: 否 and 无忌口 say in them that nothing is."""
_PROSE = _SPECIAL | frozenset(
    {"what", "title", "time", "standard", "scope", "guests", "place", "purpose", "greeting", "why"}
)
# A cell that holds a date is read as 2026-05-18; Excel saves the same to CSV in its own forms.
_MADE_A_DATE = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2})?|[A-Z][a-z]{2}-\d{2}"
)


def is_text(written: str | None) -> bool:
    """Whether something was written that can be used as a text."""
    return bool(written) and not means_nothing(written or "") and not _is_made_a_date(written or "")


def _is_made_a_date(text: str) -> bool:
    return _MADE_A_DATE.fullmatch(text) is not None


@cache
def written_fields(model: type[Record]) -> Mapping[str, WrittenField]:
    """How each field of a record is written, by the keys that it goes by."""
    columns: dict[str, WrittenField] = {}
    for name, info in model.model_fields.items():
        if name in {"source", "id", "slug"}:
            continue
        leaves = tuple(leaf_types(info.annotation))
        members = [leaf for leaf in leaves if issubclass(leaf, StrEnum)]
        plain_text = any(issubclass(leaf, str | Text) for leaf in leaves) and not members
        one_thing = get_origin(info.annotation) is not tuple and any(
            issubclass(leaf, Record) for leaf in leaves
        )
        columns[name] = columns[info.alias or name] = WrittenField(
            field=name,
            required=info.is_required(),
            special=name in _SPECIAL,
            prose=name in _PROSE,
            is_text=plain_text or one_thing,
            words=None if bool in leaves else _words_of(members),
        )
    return columns


def _words_of(closed_sets: Iterable[type[StrEnum]]) -> frozenset[str]:
    """What the members of closed sets may be written as."""
    return frozenset(
        normal(word).casefold()
        for members in closed_sets
        for member in members
        for word in (member.value, *vocabulary.words_for(members.__name__, member.value))
    )


def leaf_types(annotation: Any) -> Iterable[type]:
    """The classes in a field's annotation: `str` and `None` of `tuple[str, ...] | None`."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        yield annotation
    for part in get_args(annotation):
        yield from leaf_types(part)


def context_of(info: ValidationInfo) -> ReadingContext:
    """The Reading in `info`; an empty one when a record is made without a loader."""
    return info.context if isinstance(info.context, ReadingContext) else ReadingContext()


def note(info: ValidationInfo, remarks: Iterable[Remark]) -> None:
    """Keep what is to be said of the field that is being validated."""
    context_of(info).note(info.data.get("source"), info.field_name or "", remarks)


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


def json_schema(schema: dict[str, Any]) -> _Schema:
    """Annotation: in the JSON Schema the field is `schema`."""
    return _Schema(schema)


Words = Annotated[Text, BeforeValidator(as_text), json_schema(_TEXT_SCHEMA)]
"""A text that people read, in one language or as {zh: …, en: …}."""

TextList = Annotated[
    tuple[Words, ...],
    BeforeValidator(as_list),
    json_schema({"anyOf": [{"type": "string"}, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
