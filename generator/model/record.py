"""The base of every record in the model: frozen, closed to unknown keys, aware of its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from typing import Annotated, Any, ClassVar, NewType, Self, TypeVar, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.findings import Place, Severity
from generator.model.audience import OFFICE, audience_of
from generator.model.parsing.context import (
    BROKEN_REFERENCE,
    Remark,
    Source,
    WrittenMapping,
    context_of,
)
from generator.model.parsing.dates import VisitDates
from generator.model.parsing.normalisation import means_nothing, normal
from generator.model.parsing.undecided import (
    Undecided,
    UndecidedWords,
    may_be_undecided,
    read_undecided,
    undecided_text,
)
from generator.text import Text

PersonId = NewType("PersonId", str)
S = TypeVar("S", bound="ComputesOnce")
T = TypeVar("T")
OF_EVERY_RECORD = frozenset({"source", "undecided"})
"""Fields that the program fills in, and that have no key."""


class ComputesOnce:
    """Keeps what several checks, pages or lists compute of the same object, which never changes."""

    def once(self: S, compute: Callable[[S], T]) -> T:
        """Return `compute(self)`, computed for the first who asks."""
        if compute not in self._computed:
            self._computed[compute] = compute(self)
        computed: T = self._computed[compute]
        return computed

    @cached_property
    def _computed(self) -> dict[Callable[..., Any], Any]:
        return {}


class _RecordSource(Source):
    """Where a record's fields were written, by their names in the record."""

    __slots__ = ("record", "written")

    def __init__(self, written: Source, record: type[Record]) -> None:
        self.written = written
        self.record = record

    def place(self, field: str | None = None) -> Place:
        info = self.record.model_fields.get(field or "")
        return self.written.place(info.alias or field if info else field)

    def label(self, field: str) -> Text:
        return vocabulary.field_text(self.record.__name__, field)

    def is_for_the_office(self, field: str) -> bool:
        return audience_of(self.record, field) is OFFICE


class Record(ComputesOnce, BaseModel):
    """A frozen record. A subclass with a field that has no audience raises LookupError."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        populate_by_name=True,
        str_strip_whitespace=True,
    )

    placeholders: ClassVar[Mapping[str, Callable[[VisitDates], object]]] = {}
    """What stands for the value of required fields while they are still to be decided."""

    source: SkipJsonSchema[Annotated[Source | None, OFFICE]] = Field(
        default=None, exclude=True, repr=False
    )
    undecided: SkipJsonSchema[Annotated[tuple[Undecided, ...], OFFICE]] = Field(
        default=(), exclude=True, repr=False
    )

    def __copy__(self) -> Self:
        """A copy without what is computed from the fields, since the copy's fields may differ."""
        copy = super().__copy__()
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy

    @model_validator(mode="before")
    @classmethod
    def _read_written_fields(cls, value: Any, info: ValidationInfo) -> Any:
        """Leave out texts that mean "no value", such as 无 and 待定, and add the source.

        What is to be decided is kept in `undecided`, by the name of the field.
        """
        if not isinstance(value, WrittenMapping) or value.source is None:
            return value
        source, context = _RecordSource(value.source, cls), context_of(info)
        fields = written_fields(cls)
        values: dict[str, Any] = {"source": source}
        undecided: list[Undecided] = []
        for key, written in value.items():
            field = fields.get(key)
            if field is None or field.is_used_as_written(written):
                if written is not None:
                    values[key] = written
                continue
            used = field.used(written, source.place(key), context.dates)
            if used.remark:
                context.note(source, field.name, (used.remark,))
            if used.is_lost:
                raise PydanticCustomError(BROKEN_REFERENCE, "reported")
            if used.undecided:
                is_placeholder = field.placeholder is not None and not used.undecided.rest
                undecided.append(Undecided(field.name, used.undecided.by, is_placeholder))
            if used.value is not None or (used.undecided and field.required):
                values[key] = used.value
        return values | {"undecided": tuple(undecided)} if undecided else values

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Raise LookupError for a field without an audience."""
        for field in cls.model_fields:
            audience_of(cls, field)

    def is_for_the_office(self, field: str | None = None) -> bool:
        """Whether `field`, or every field of the record, is for the office alone."""
        if field is not None and self.written_at(field) == self.written_at():
            return False
        fields = (field,) if field else type(self).model_fields
        return all(audience_of(type(self), name) is OFFICE for name in fields)

    def undecided_in(self, field: str) -> Undecided | None:
        """What is still to be decided of `field`; None where it is decided, or not asked for."""
        return next((entry for entry in self.undecided if entry.field == field), None)

    def undecided_text(self, field: str) -> Text | None:
        """`待定（5月10日前定）` where the value of `field` is still to be decided; else None."""
        entry = self.undecided_in(field)
        return entry.text if entry else None

    def written_at(self, field: str | None = None) -> Place:
        """Where this record, or its field, was written; an empty place for one without a source."""
        if self.source is None:
            return Place("")
        info = type(self).model_fields.get(field or "")
        return self.source.place(info.alias or field if info else field)


@dataclass(frozen=True, slots=True)
class UsedValue:
    """What is used of a written value; None where nothing is.

    `is_lost` is whether there can be no record without it; `undecided` is given where the value,
    or a part of it, is still to be decided.
    """

    value: object
    remark: Remark | None = None
    is_lost: bool = False
    undecided: UndecidedWords | None = None


@dataclass(frozen=True, slots=True)
class WrittenField:
    """How a field is written.

    `required` is whether a record needs it, `may_be_none` whether the model can do without a value
    that is still to be decided, `placeholder` gives what stands for it then, `special`
    whether it lists what is special of
    somebody, `prose` whether it may be a sentence, `is_text` whether it is a text or a name.
    `words` are those of its closed sets; None for a field that yes and no are written in.
    """

    name: str
    required: bool
    may_be_none: bool
    placeholder: Callable[[VisitDates], object] | None
    special: bool
    prose: bool
    is_text: bool
    words: frozenset[str] | None

    def is_used_as_written(self, value: object) -> bool:
        """Whether `used` returns the value itself: of most values, nothing else need be asked."""
        if not isinstance(value, str):
            return not (self.special and isinstance(value, list))
        return _is_plain(value) and not (self.is_text and _is_changed_into_a_date(value))

    def used(self, value: object, place: Place, visit: VisitDates) -> UsedValue:
        """What is used of a value that was written at `place`.

        无 is no value, 待定 is one that is still to be decided. A text that a spreadsheet changed
        into a date is lost: what was written is not known.
        """
        if isinstance(value, list) and self.special:
            return UsedValue([item for item in value if not self._means_nothing(item)])
        if not isinstance(value, str):
            return UsedValue(value)
        if self._means_nothing(value):
            return UsedValue(None)
        if self.name not in _FREE_TEXTS and (words := read_undecided(value, visit)):
            return self._undecided(value, words, visit)
        if self.is_text and _is_changed_into_a_date(value) and not self._may_be_a_date(place):
            severity = Severity.ERROR if self.required else Severity.WARNING
            remark = Remark("value.made_a_date", severity, {"found": value})
            return UsedValue(None, remark, is_lost=self.required)
        return UsedValue(value)

    def _undecided(self, written: str, words: UndecidedWords, visit: VisitDates) -> UsedValue:
        """What is used of a text that leaves something to be decided."""
        values = {"found": written, "unread": words.unread, "read": undecided_text(words.by)}
        remark = Remark.warning("value.undecided_by", **values)
        known = words.rest or (self.placeholder(visit) if self.placeholder else None)
        if known or self.may_be_none:
            return UsedValue(known, remark if words.unread else None, undecided=words)
        error = Remark.error("value.undecided", found=written)
        return UsedValue(None, error, is_lost=True)

    def _means_nothing(self, value: object) -> bool:
        if not isinstance(value, str) or self.words is None:
            return False
        word = normal(value).casefold()
        return means_nothing(value, special=self.special) and word not in self.words

    def _may_be_a_date(self, place: Place) -> bool:
        """Whether somebody may have written a date here: in prose, outside of a sheet."""
        return self.prose and place.where is None and not place.file.lower().endswith(".csv")


_SPECIAL = frozenset({"diet", "needs", "note", "staff_note", "caution", "cautions"})
"""Fields that list what is special of somebody: 否 and 无忌口 mean nothing in them."""
_PROSE = _SPECIAL | frozenset(
    {"what", "title", "time", "standard", "scope", "guests", "place", "purpose", "greeting", "why"}
)
_FREE_TEXTS = _SPECIAL - {"diet"} | {"title", "what", "why"}
"""Fields whose texts are shown as they are written, 待定 too."""
# A date in a cell is read as 2026-05-18; Excel saves it to CSV in forms of its own.
_DATE_OF_A_SPREADSHEET = re.compile(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?"
    r"|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}(?:-\d{2})?|[A-Z][a-z]{2}-\d{2}"
)


def is_text(written: str | None) -> bool:
    """Whether `written` can be used as a text: neither 无 nor a date of a spreadsheet."""
    text = written or ""
    return bool(text) and not means_nothing(text) and not _is_changed_into_a_date(text)


@lru_cache(maxsize=32_768)
def _is_plain(text: str) -> bool:
    """Whether `text` is a value in every field: it means one, and leaves nothing to be decided."""
    return not (may_be_undecided(text) or means_nothing(text, special=True))


@lru_cache(maxsize=32_768)
def _is_changed_into_a_date(text: str) -> bool:
    return _DATE_OF_A_SPREADSHEET.fullmatch(text) is not None


@cache
def written_fields(model: type[Record]) -> Mapping[str, WrittenField]:
    """How each field of a record is written, by the keys that a visit may use for it."""
    fields: dict[str, WrittenField] = {}
    for name, info in model.model_fields.items():
        if name in OF_EVERY_RECORD | {"id", "slug"}:
            continue
        leaves = tuple(leaf_types(info.annotation))
        members = [leaf for leaf in leaves if issubclass(leaf, StrEnum)]
        is_string = any(issubclass(leaf, str | Text) for leaf in leaves) and not members
        names_records = any(issubclass(leaf, Record) for leaf in leaves)
        fields[name] = fields[info.alias or name] = WrittenField(
            name=name,
            required=info.is_required(),
            placeholder=model.placeholders.get(name),
            may_be_none=not info.is_required() or type(None) in leaves,
            special=name in _SPECIAL,
            prose=name in _PROSE,
            is_text=is_string or names_records,
            words=None if bool in leaves else _words_of(members),
        )
    return fields


def _words_of(closed_sets: Iterable[type[StrEnum]]) -> frozenset[str]:
    """The words that the members of closed sets may be written as."""
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


def as_text(value: object) -> object:
    """A Text from a string or a mapping of language to string; others pass unchanged."""
    if isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values()):
        return Text.of(value)
    return Text.of(value) if isinstance(value, str) else value


def as_list(value: object) -> object:
    """A list from one string; other values pass unchanged."""
    return [value] if isinstance(value, str) else value


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
    """Annotation: the field's JSON Schema is `schema`."""
    return _Schema(schema)


Words = Annotated[Text, BeforeValidator(as_text), json_schema(_TEXT_SCHEMA)]
"""A text that people read, in one language or as {zh: …, en: …}."""

TextList = Annotated[
    tuple[Words, ...],
    BeforeValidator(as_list),
    json_schema({"anyOf": [{"type": "string"}, {"type": "array", "items": _TEXT_SCHEMA}]}),
]
