"""Lists whose headings and cells the loader reads back: a record's fields as columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from generator.load.sheets.columns import in_language
from generator.model.companions import Companions, companions_text
from generator.model.papers import Paper
from generator.model.parsing.spans import format_span
from generator.model.parsing.values import TimeSpan
from generator.model.people import Participants, Party, Person, Staff
from generator.model.record import Record
from generator.model.standing import Location, Role, Room, Venue
from generator.model.transport import Vehicle
from generator.render.lists.naming import ListWords
from generator.render.words.lists import joined, listed
from generator.render.workbook.listing import Listing
from generator.text import Text

Row = Mapping["Column", object]


class Column(NamedTuple):
    """A field as a column; an `optional` one is left out where no row has a value for it."""

    model: str
    field: str
    optional: bool = False

    def __str__(self) -> str:
        return f"{self.model}.{self.field}"


@dataclass(frozen=True, slots=True)
class _Open:
    """What is known of a value that is still to be decided, and the words for that."""

    known: object
    undecided: Text


def columns(model: str, *fields: str) -> tuple[Column, ...]:
    """Columns that every list has."""
    return tuple(Column(model, field) for field in fields)


def optional_columns(model: str, *fields: str) -> tuple[Column, ...]:
    """Columns that a list has only if at least one row has a value in them."""
    return tuple(Column(model, field, optional=True) for field in fields)


def row_of(record: Record, of: Iterable[Column]) -> dict[Column, object]:
    """The values of a record by column; in an optional column, None in place of a default."""
    kind = type(record)
    row: dict[Column, object] = {}
    for column in of:
        value = getattr(record, column.field)
        if column.optional and value == _default_of(kind, column.field):
            value = None
        undecided = record.undecided_in(column.field) if record.undecided else None
        if undecided is not None:
            value = _Open(None if undecided.is_placeholder else value, undecided.text)
        row[column] = value
    return row


@cache
def _default_of(model: type[Record], field: str) -> object:
    return model.model_fields[field].default


def loadable_list(
    words: ListWords,
    of: Sequence[Column],
    rows: Sequence[Row],
    *,
    numbered: bool = False,
    unprinted: Sequence[Column] = (),
) -> Listing:
    """The list of `rows`, as the loader reads it.

    `numbered` adds a first column with numbers, which the loader ignores. `unprinted` columns come
    last, after the texts of the others in further languages, which are not printed either.
    """
    by_field = [_with_languages(words, field, rows) for field in of]
    printed = [column for languages in by_field for column in languages[:1]]
    translations = [column for languages in by_field for column in languages[1:]]
    if numbered:
        numbers = [str(number) for number in range(1, len(rows) + 1)]
        printed.insert(0, (words.phrase("count"), numbers))
    further = [column for field in unprinted for column in _with_languages(words, field, rows)]
    hidden = (*translations, *further)
    headings = tuple(heading for heading, _ in (*printed, *hidden))
    cells = zip(*(texts for _, texts in (*printed, *hidden)), strict=True)
    return Listing(headings, tuple(cells) if rows else (), len(printed))


def _with_languages(
    words: ListWords, column: Column, rows: Sequence[Row]
) -> list[tuple[str, list[str]]]:
    """The heading and the cells of a column, and of those with its texts in further languages."""
    values = [row.get(column) for row in rows]
    cells = [cell_text(words, value) for value in values]
    heading = words.label(column.model, column.field)
    translations = _translations(heading, values, words.language)
    if column.optional and not any(cells) and not translations:
        return []
    return [(heading, cells), *translations]


def _translations(
    heading: str, values: Sequence[object], language: str
) -> list[tuple[str, list[str]]]:
    versions = [dict(value.others) if isinstance(value, Text) else {} for value in values]
    codes = sorted({code for texts in versions for code in texts} - {language})
    return [
        (in_language(heading, code), [texts.get(code, "") for texts in versions]) for code in codes
    ]


def cell_text(words: ListWords, value: object) -> str:
    """A value as the loader reads it; empty for None."""
    if type(value) is str:  # most values; a subclass may be a name of ours
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return words.phrase("yes" if value else "no")
    if isinstance(value, tuple):
        cells = (cell_text(words, item) for item in value)
        # The name of a file, or a link, may have any other mark in it.
        is_papers = any(isinstance(item, Paper) for item in value)
        return joined(*cells, separator="；") if is_papers else listed(cells)
    kind: Any = type(value)
    write = _writer_of(kind)
    # The loader reads dates, moments, numbers and texts as they are converted to strings.
    return write(words, value) if write else str(value)


@cache
def _writer_of(kind: type) -> Callable[..., str] | None:
    return next((write for known, write in _WRITERS if issubclass(kind, known)), None)


def _text(words: ListWords, text: Text) -> str:
    """A text in the visit's language alone: other languages have columns of their own."""
    return dict(text.others).get(words.language, "") if text.others else text.default


def _member(words: ListWords, member: StrEnum) -> str:
    return words.label(type(member).__name__, member.value)


def _span(_: ListWords, span: TimeSpan) -> str:
    """A span; one over midnight is marked, since the loader takes it for a mistake otherwise."""
    return format_span(span)


def _open(words: ListWords, value: _Open) -> str:
    """`待定`, `云来宾馆 待定（5月10日前定）`."""
    return joined(cell_text(words, value.known), words.text(value.undecided))


def _party(_: ListWords, party: Party) -> str:
    return party.name


def _room(_: ListWords, room: Room) -> str:
    return room.number


def _paper(words: ListWords, paper: Paper) -> str:
    """`县情简介：简介.pdf（工作人员）`."""
    title = f"{cell_text(words, paper.title)}：" if paper.title else ""
    undecided = paper.undecided_text("participants")
    readers = words.text(undecided) if undecided else cell_text(words, paper.participants)
    return f"{title}{paper.file or paper.link}" + (f"（{readers}）" if readers else "")


# The most specific type first: staff are persons too.
_WRITERS: tuple[tuple[type, Callable[..., str]], ...] = (
    (_Open, _open),
    (StrEnum, _member),
    (Text, _text),
    (TimeSpan, _span),
    (Staff, lambda words, staff: words.naming.staff(staff)),
    (Person, lambda words, person: words.naming.person(person)),
    (Participants, lambda words, value: listed(words.naming.participants(value))),
    (Companions, lambda words, value: companions_text(value, words.language, "cell")),
    (Party, _party),
    (Paper, _paper),
    (Role, lambda words, role: words.naming.role(role)),
    (Room, _room),
    (Venue, lambda words, venue: words.naming.venue(venue)),
    (Location, lambda words, location: words.naming.location(location)),
    (Vehicle, lambda words, vehicle: words.naming.vehicle(vehicle)),
)
