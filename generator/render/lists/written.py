"""Records as rows that the loader reads back: its headings, and each value as it reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.load.sheets.columns import in_language
from generator.model.parsing.spans import format_span
from generator.model.parsing.values import TimeSpan
from generator.model.people import Participants, Party, Person, Staff
from generator.model.record import Record
from generator.model.standing import Location, Role, Room, Venue
from generator.model.transport import Vehicle
from generator.render.lists.naming import ListWords
from generator.render.words.lists import listed
from generator.render.workbook.listing import Listing
from generator.text import Text

Row = Mapping["Column", object]


@dataclass(frozen=True, slots=True)
class Column:
    """A field as a column; an optional one is left out where it is empty in every row."""

    model: str
    field: str
    optional: bool = False

    def __str__(self) -> str:
        return f"{self.model}.{self.field}"


def columns(model: str, *fields: str) -> tuple[Column, ...]:
    """Return columns that are in every list."""
    return tuple(Column(model, field) for field in fields)


def optional_columns(model: str, *fields: str) -> tuple[Column, ...]:
    """Return columns that are left out where they are empty in every row."""
    return tuple(Column(model, field, optional=True) for field in fields)


def row_of(record: Record, of: Iterable[Column]) -> dict[Column, object]:
    """Return a record's value in each column; None for a default in an optional column."""
    row: dict[Column, object] = {}
    for column in of:
        value = getattr(record, column.field)
        default = type(record).model_fields[column.field].default
        row[column] = None if column.optional and value == default else value
    return row


def written_list(
    words: ListWords,
    of: Sequence[Column],
    rows: Sequence[Row],
    *,
    numbered: bool = False,
    unprinted: Sequence[Column] = (),
) -> Listing:
    """The list of `rows`; `numbered` puts a count first, which the loader passes over.

    `unprinted` columns come last.
    """
    parts = [_written_column(words, column, rows) for column in of]
    if numbered:
        parts.insert(0, [(words.phrase("count"), [str(n + 1) for n in range(len(rows))])])
    shown = [column for part in parts for column in part]
    rest = [each for column in unprinted for each in _written_column(words, column, rows)]
    headings = tuple(heading for heading, _ in (*shown, *rest))
    cells = zip(*(values for _, values in (*shown, *rest)), strict=True)
    return Listing(headings, tuple(cells) if rows else (), len(shown))


def _written_column(
    words: ListWords, column: Column, rows: Sequence[Row]
) -> list[tuple[str, list[str]]]:
    """The column, and those that say it in further languages, each with its heading."""
    values = [row.get(column) for row in rows]
    cells = [written(words, value) for value in values]
    heading = words.label(column.model, column.field)
    more = _in_languages(heading, values, words.language)
    if column.optional and not any(cells) and not more:
        return []
    return [(heading, cells), *more]


def _in_languages(
    heading: str, values: Sequence[object], language: str
) -> list[tuple[str, list[str]]]:
    versions = [dict(value.others) if isinstance(value, Text) else {} for value in values]
    codes = sorted({code for each in versions for code in each} - {language})
    return [(in_language(heading, code), [v.get(code, "") for v in versions]) for code in codes]


def written(words: ListWords, value: object) -> str:
    """A value as the loader reads it; empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return words.phrase("yes" if value else "no")
    if isinstance(value, tuple):
        return listed(written(words, each) for each in value)
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(words, value)
    # Dates, moments, numbers and texts say themselves as the loader reads them.
    return str(value)


def _text(words: ListWords, text: Text) -> str:
    """A text in the visit's language alone; its other languages have columns of their own."""
    return dict(text.others).get(words.language, "") if text.others else text.default


def _member(words: ListWords, member: StrEnum) -> str:
    return words.label(type(member).__name__, member.value)


def _span(_: ListWords, span: TimeSpan) -> str:
    """A span; one over midnight says so, since without it the loader takes it for a slip."""
    return format_span(span)


def _party(_: ListWords, party: Party) -> str:
    return party.name


def _room(_: ListWords, room: Room) -> str:
    return room.number


# The most particular first: staff are persons too.
_WRITERS: tuple[tuple[type, Callable[..., str]], ...] = (
    (StrEnum, _member),
    (Text, _text),
    (TimeSpan, _span),
    (Staff, lambda words, staff: words.naming.staff(staff)),
    (Person, lambda words, person: words.naming.person(person)),
    (Participants, lambda words, value: listed(words.naming.participants(value))),
    (Party, _party),
    (Role, lambda words, role: words.naming.role(role)),
    (Room, _room),
    (Venue, lambda words, venue: words.naming.venue(venue)),
    (Location, lambda words, location: words.naming.location(location)),
    (Vehicle, lambda words, vehicle: words.naming.vehicle(vehicle)),
)
