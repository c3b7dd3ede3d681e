"""Which columns a section's sheet has, and how its flat rows become the section's records.

A sheet of meals has a row for each table or seat, a sheet of rides a row for each vehicle: rows
that agree on what identifies the meal or the ride become one record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from functools import cache
from typing import get_args, get_origin

from generator import vocabulary
from generator.findings import Finding, Place
from generator.load.grid import heading_key, undecorated
from generator.load.node import Mapping, Node, Scalar, Sequence
from generator.load.node import Table as Cells
from generator.load.problems import hint
from generator.load.report import error
from generator.load.seatrows import by_seating
from generator.load.translated import as_texts, in_language, language_of
from generator.model.audience import OFFICE, audience_of
from generator.model.dining import Meal, Seat, Table
from generator.model.lodging import Stay
from generator.model.money import Expense
from generator.model.people import Guest, Party, Staff
from generator.model.programme import Contact, Routine, ScheduleItem
from generator.model.record import Record
from generator.model.seating import Seating
from generator.model.team import Decision, Group, Task
from generator.model.transport import Boarding, Ride, Vehicle
from generator.text import DEFAULT_LANGUAGE, Text

_IGNORED = frozenset({"序号", "no", "no.", "#", "编号顺序"})
_NESTED: Dictionary[str, tuple[type[Record], str]] = {
    "table": (Table, "number"),
    "table_name": (Table, "name"),
    "seat": (Seat, "number"),
    "people": (Seat, "person"),
}
_ABOARD: Dictionary[str, tuple[type[Record], str]] = {
    "vehicle": (Boarding, "vehicle"),
    "people": (Boarding, "people"),
}
_BRACKETED = re.compile(r"[(\[【〔](.+)[)\]】〕]", re.DOTALL)
_HIDDEN = frozenset({"source", "tables", "vehicles", "slug"})
_FILLED_IN = frozenset({"id", "check_in", "check_out"})
"""What every record has, but a sheet need not say."""
_BY_HAND = {"seat": (Seat, "number")}


@dataclass(frozen=True)
class SheetForm:
    """How a section is written as a sheet.

    `extra` are columns of nested records, `carried` the columns that an empty cell takes from the
    row above, `nest` turns the row mappings into the section's records. `needed` are the columns
    without which no row says enough: those of the record's required fields unless given.
    """

    record: type[Record]
    extra: Dictionary[str, tuple[type[Record], str]] = field(default_factory=dict)
    carried: tuple[str, ...] = ()
    nest: Callable[[list[Mapping]], list[Mapping]] = lambda rows: rows
    needed: tuple[str, ...] | None = None

    @property
    def is_for_the_office(self) -> bool:
        """Whether all that the sheet says is for the office alone."""
        return all(audience_of(self.record, name) is OFFICE for name in self.record.model_fields)

    @property
    def labels(self) -> dict[str, str]:
        """What each needed column is called."""
        fields = self.record.model_fields
        required = [name for name, info in fields.items() if info.is_required()]
        needed = self.needed or [name for name in required if name not in _FILLED_IN]
        own = {name: (fields[name].alias or name, self.record, name) for name in required}
        nested = {name: (name, *at) for name, at in self.extra.items()}
        asked = [{**own, **nested}[name] for name in needed]
        return {column: vocabulary.label(model.__name__, field) for column, model, field in asked}


def _by_meal(rows: list[Mapping]) -> list[Mapping]:
    meals = []
    for group in _grouped(rows, ("day", "kind", "time", "place")):
        seated = [row for row in group if _text(row, "table") is not None]
        if not seated:
            meals.append(_renamed(group[0], {"people": "for"}))
            continue
        entries = _without(group[0], (*_NESTED, "for"))
        key = Scalar("tables", group[0].place)
        # The first row's menu is the meal's; a table has its own where it differs.
        own = [_without_menu(row, _text(group[0], "menu")) for row in seated]
        tables = Sequence(tuple(tables_of(own)), group[0].place)
        meals.append(Mapping((*entries, (key, tables)), group[0].place))
    return meals


def _without_menu(row: Mapping, menu: str | None) -> Mapping:
    return Mapping(_without(row, ("menu",)), row.place) if _text(row, "menu") == menu else row


def tables_of(rows: list[Mapping]) -> list[Mapping]:
    """Tables out of rows that each hold a table's people or one seat."""
    return [_table(group) for group in _grouped(rows, ("table",))]


def _table(rows: list[Mapping]) -> Mapping:
    first = rows[0]
    seats = [seat for row in rows for seat in _seats(row)]
    entries = [
        (Scalar(name, first.place), value)
        for column, name in (("table", "no"), ("table_name", "name"), ("menu", "menu"))
        if (value := first.get(column)) is not None
    ]
    place = seats[0].place if seats else first.place
    listed = (Scalar("seats", first.place), Sequence(tuple(seats), place))
    return Mapping((*entries, listed), first.place)


def _seats(row: Mapping) -> list[Node]:
    person, number = row.get("people") or row.get("for"), row.get("seat")
    if person is None or (isinstance(person, Scalar) and person.text is None):
        return []
    if isinstance(number, Scalar) and number.text is not None:
        keys = (Scalar("person", person.place), Scalar("no", number.place))
        return [Mapping(((keys[0], person), (keys[1], number)), person.place)]
    return [person]


def _by_ride(rows: list[Mapping]) -> list[Mapping]:
    journeys = _grouped(rows, ("day", "time", "from", "to"))
    return [_ride(group) for journey in journeys for group in _told_apart(journey)]


def _ride(rows: list[Mapping]) -> Mapping:
    first = rows[0]
    entries = _without(first, tuple(_ABOARD))
    boardings = [_only(row, tuple(_ABOARD)) for row in rows]
    aboard = tuple(each for each in boardings if any(_text(each, column) for column in _ABOARD))
    key = Scalar("vehicles", first.place)
    return Mapping((*entries, (key, Sequence(aboard, first.place))), first.place)


def _told_apart(rows: list[Mapping]) -> list[list[Mapping]]:
    """Rows of one time and way, divided where they bear different ids; a row without one goes
    with the row above."""
    rides: dict[str | None, list[Mapping]] = {}
    current = _text(rows[0], "id")
    for row in rows:
        current = _text(row, "id") or current
        rides.setdefault(current, []).append(row)
    return list(rides.values())


FORMS: dict[str, SheetForm] = {
    "guests": SheetForm(Guest),
    "staff": SheetForm(Staff),
    "groups": SheetForm(Group),
    "parties": SheetForm(Party),
    "tasks": SheetForm(Task),
    "decisions": SheetForm(Decision),
    "schedule": SheetForm(ScheduleItem, carried=("day",)),
    "routine": SheetForm(Routine),
    "stays": SheetForm(Stay, carried=("venue",)),
    "meals": SheetForm(
        Meal, extra=_NESTED, carried=("day", "kind", "time", "place"), nest=_by_meal
    ),
    "tables": SheetForm(Meal, extra=_NESTED, carried=("day", "kind", "table"), needed=("table",)),
    "vehicles": SheetForm(Vehicle),
    "rides": SheetForm(Ride, extra=_ABOARD, carried=("day", "time", "from", "to"), nest=_by_ride),
    "seating": SheetForm(Seating, _BY_HAND, nest=by_seating),
    "expenses": SheetForm(Expense),
    "contacts": SheetForm(Contact),
}


@cache
def columns_of(section: str) -> Dictionary[str, str]:
    """Heading, normalised, to field for a section's sheet, in every language."""
    form = FORMS[section]
    columns: dict[str, str] = {}
    for column, (model, nested) in form.extra.items():
        for word in (column, *vocabulary.words_for(model.__name__, nested)):
            columns.setdefault(heading_key(word), column)
    for name, info in form.record.model_fields.items():
        if name in _HIDDEN:
            continue
        words = vocabulary.words_for(form.record.__name__, name)
        for word in (name, info.alias or name, *words):
            columns.setdefault(heading_key(word), info.alias or name)
    return columns


@cache
def _texts_of(section: str) -> frozenset[str]:
    """The columns of a section's sheet that may stand once for each language."""
    form = FORMS[section]
    fields = form.record.model_fields.items()
    own = {info.alias or name for name, info in fields if _is_text(form.record, name)}
    return frozenset(own | {column for column, at in form.extra.items() if _is_text(*at)})


def _is_text(model: type[Record], name: str) -> bool:
    annotation = model.model_fields[name].annotation
    if get_origin(annotation) is tuple:
        return False
    # `Words | None` holds Words as Annotated, whose origin is the Text.
    return any(getattr(t, "__origin__", t) is Text for t in (annotation, *get_args(annotation)))


def known_headings(section: str) -> frozenset[str]:
    """Every heading a section's sheet may have, normalised."""
    return frozenset(columns_of(section)) | _IGNORED


@cache
def needed_headings(section: str) -> frozenset[str]:
    """Those of them that head a column without which no row says enough."""
    needed = FORMS[section].labels
    return frozenset(key for key, column in columns_of(section).items() if column in needed)


def rows_of(
    table: Cells, section: str, language: str = DEFAULT_LANGUAGE
) -> tuple[list[Mapping] | None, list[Finding]]:
    """A sheet's rows as mappings keyed by field, and a finding for each unknown heading.

    The rows are None where a column that each of them needs has no heading, or one that was not
    understood. `language` is that of texts in columns that name none.
    """
    fields: list[Scalar | None] = []
    findings: list[Finding] = []
    seen: dict[str, Place] = {}
    for heading in table.headings:
        column = _column(heading.text or "", section)
        if column is None and not _is_passed_over(heading.text or "", section):
            findings.append(_unknown_heading(heading, section))
        if column in seen:
            findings.append(_repeated_heading(heading, seen[column]))
            column = None
        if column:
            seen[column] = heading.place
        fields.append(Scalar(column, heading.place) if column else None)
    if table.rows and (lacking := _lacking(seen, section)):
        return None, [*findings, _without_columns(table, lacking)]
    rows = _mappings(table, fields)
    if any(key and language_of(key.text or "") for key in fields):
        rows = [as_texts(row, language) for row in rows]
    return _carried(rows, FORMS[section].carried), findings


def _column(heading: str, section: str) -> str | None:
    """The column that a heading names, `title(en)` for a text's in English; None if unknown."""
    columns = columns_of(section)
    if found := columns.get(heading_key(heading)):
        return found
    plain, code = language_of(undecorated(heading)) or ("", "")
    column = columns.get(heading_key(plain))
    return in_language(column, code) if column in _texts_of(section) else None


def _mappings(table: Cells, fields: list[Scalar | None]) -> list[Mapping]:
    kept = [(index, key) for index, key in enumerate(fields) if key is not None]
    return [
        Mapping(tuple((key, row[index]) for index, key in kept), row[kept[0][0]].place)
        for row in table.rows
        if kept and any(row[index].text is not None for index, _ in kept)
    ]


def _lacking(columns: Iterable[str], section: str) -> list[str]:
    """What the columns are called that every row of a section needs and that are not there."""
    there = {(language_of(column) or (column, ""))[0] for column in columns}
    labels = FORMS[section].labels.items()
    return [label for column, label in labels if column not in there]


def _without_columns(table: Cells, lacking: list[str]) -> Finding:
    return error("heading.missing", table.place, missing="、".join(lacking))


def _is_passed_over(heading: str, section: str) -> bool:
    """Whether a column says nothing for us: no heading, running numbers, or the office's own,
    whose heading stands in brackets. What we know is not the office's own in brackets either."""
    key = heading_key(heading)
    own = _BRACKETED.fullmatch(key)
    return not key or key in _IGNORED or (own is not None and not _column(own[1], section))


def _unknown_heading(heading: Scalar, section: str) -> Finding:
    found = heading.text or ""
    form = FORMS[section]
    own = ((form.record, name) for name in form.record.model_fields)
    known = [vocabulary.label(m.__name__, name) for m, name in (*own, *form.extra.values())]
    return error("heading.unknown", heading.place, found=found, hint=hint(found, known))


def _repeated_heading(heading: Scalar, first: Place) -> Finding:
    return error("heading.repeated", heading.place, (first,), found=heading.text or "")


def _carried(rows: list[Mapping], columns: tuple[str, ...]) -> list[Mapping]:
    """Rows whose empty cells in `columns` take the value above; clerks leave repeats empty."""
    if not columns:
        return rows
    above: dict[str, Node] = {}
    carried = []
    for row in rows:
        entries = []
        for key, value in row.entries:
            if key.text in columns and isinstance(value, Scalar):
                value = above.get(key.text, value) if value.text is None else value
                above[key.text] = value
            entries.append((key, value))
        carried.append(Mapping(tuple(entries), row.place))
    return carried


def _grouped(rows: Iterable[Mapping], by: tuple[str, ...]) -> list[list[Mapping]]:
    groups: dict[tuple[str | None, ...], list[Mapping]] = {}
    for row in rows:
        groups.setdefault(tuple(_text(row, column) for column in by), []).append(row)
    return list(groups.values())


def _text(row: Mapping, column: str) -> str | None:
    value = row.get(column)
    return value.text if isinstance(value, Scalar) else None


def _without(row: Mapping, columns: tuple[str, ...]) -> tuple[tuple[Scalar, Node], ...]:
    return tuple((key, value) for key, value in row.entries if key.text not in columns)


def _only(row: Mapping, columns: tuple[str, ...]) -> Mapping:
    entries = tuple((key, value) for key, value in row.entries if key.text in columns)
    return Mapping(entries, entries[0][1].place if entries else row.place)


def _renamed(row: Mapping, names: dict[str, str]) -> Mapping:
    entries = tuple(
        (Scalar(names.get(key.text or "", key.text), key.place), value)
        for key, value in row.entries
        if key.text not in _NESTED or key.text in names
    )
    return Mapping(entries, row.place)
