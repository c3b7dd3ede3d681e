"""The columns of each section's sheet, and how its flat rows become the section's records.

A sheet of meals has a row for each table or seat, a sheet of rides a row for each vehicle: rows
with the same meal or the same ride become one record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import get_args, get_origin

from generator import vocabulary
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_empty
from generator.load.tables.headings import Headings, heading_key
from generator.model.audience import OFFICE, audience_of
from generator.model.dining import DiningTable, Meal, Seat
from generator.model.lodging import Stay
from generator.model.people import Guest, Party, Person, Staff
from generator.model.points import AgendaPoint
from generator.model.record import OF_EVERY_RECORD, Record
from generator.model.schedule import Contact, Routine, ScheduleItem
from generator.model.seating import Seating
from generator.model.standing import Venue
from generator.model.team import Decision, Group, Task
from generator.model.transport import Boarding, Ride, Vehicle
from generator.model.visit import Expense
from generator.text import Text

RUNNING_NUMBERS = frozenset({"序号", "no", "no.", "#", "编号顺序"})
"""Headings of columns that only count the rows."""
_NESTED: Mapping[str, tuple[type[Record], str]] = {
    "table": (DiningTable, "number"),
    "table_name": (DiningTable, "name"),
    "seat": (Seat, "number"),
    "people": (Seat, "person"),
}
_ABOARD: Mapping[str, tuple[type[Record], str]] = {
    "vehicle": (Boarding, "vehicle"),
    "people": (Boarding, "people"),
}
_HIDDEN = OF_EVERY_RECORD | {"tables", "vehicles", "slug", "page"}
FILLED_IN = frozenset({"id", "check_in", "check_out", "room"})
"""Fields that every record has, but that may be left out: the loader fills them in."""
_SEATING_KEY = ("at", "vehicle", "form")
_BY_HAND = {"seat": (Seat, "number")}


@dataclass(frozen=True)
class SheetForm:
    """How a section is written as a sheet.

    `extra` are columns of nested records. In the columns `carried` an empty cell has the value of
    the row above; a key of `carried_with` only while the column that it maps to stays the same.
    `nest` turns the row mappings into the section's records. `needed` are the columns that every
    row needs: by default those of the record's required fields.
    """

    record: type[Record]
    extra: Mapping[str, tuple[type[Record], str]] = field(default_factory=dict)
    carried: tuple[str, ...] = ()
    carried_with: Mapping[str, str] = field(default_factory=dict)
    nest: Callable[[list[MappingNode]], list[MappingNode]] = lambda rows: rows
    needed: tuple[str, ...] | None = None

    @property
    def is_for_the_office(self) -> bool:
        """Whether the whole sheet is for the office alone."""
        return all(audience_of(self.record, name) is OFFICE for name in self.record.model_fields)

    @property
    def labels(self) -> dict[str, str]:
        """The label of each needed column."""
        fields = self.record.model_fields
        required = [name for name, info in fields.items() if info.is_required()]
        needed = self.needed or [name for name in required if name not in FILLED_IN]
        by_name = {name: (fields[name].alias or name, self.record, name) for name in required}
        by_name |= {name: (name, *nested) for name, nested in self.extra.items()}
        columns = [by_name[name] for name in needed]
        return {column: vocabulary.label(model.__name__, field) for column, model, field in columns}


def _by_meal(rows: list[MappingNode]) -> list[MappingNode]:
    meals = []
    for group in _grouped(rows, ("day", "kind", "time", "place")):
        seated = [row for row in group if row.text("table") is not None]
        if not seated:
            meals.append(_renamed(group[0], {"people": "for"}))
            continue
        entries = _without(group[0], (*_NESTED, "for"))
        key = ScalarNode("tables", group[0].place)
        # The first row's menu is the meal's; a table has its own where it differs.
        seats = [_without_menu(row, group[0].text("menu")) for row in seated]
        tables = SequenceNode(tuple(tables_of(seats)), group[0].place)
        meals.append(MappingNode((*entries, (key, tables)), group[0].place))
    return meals


def _without_menu(row: MappingNode, menu: str | None) -> MappingNode:
    return MappingNode(_without(row, ("menu",)), row.place) if row.text("menu") == menu else row


def tables_of(rows: list[MappingNode]) -> list[MappingNode]:
    """The dining tables in rows with the people of a table, or one seat, each."""
    return [_table(group) for group in _grouped(rows, ("table",))]


def _table(rows: list[MappingNode]) -> MappingNode:
    first = rows[0]
    seats = [seat for row in rows for seat in _seats(row)]
    entries = [
        (ScalarNode(name, first.place), value)
        for column, name in (("table", "no"), ("table_name", "name"), ("menu", "menu"))
        if (value := first.get(column)) is not None
    ]
    place = seats[0].place if seats else first.place
    listed = (ScalarNode("seats", first.place), SequenceNode(tuple(seats), place))
    return MappingNode((*entries, listed), first.place)


def _seats(row: MappingNode) -> list[Node]:
    person, number = row.get("people") or row.get("for"), row.get("seat")
    if person is None or is_empty(person):
        return []
    if isinstance(number, ScalarNode) and number.text is not None:
        keys = (ScalarNode("person", person.place), ScalarNode("no", number.place))
        return [MappingNode(((keys[0], person), (keys[1], number)), person.place)]
    return [person]


def _by_ride(rows: list[MappingNode]) -> list[MappingNode]:
    journeys = _grouped(rows, ("day", "time", "from", "to"))
    return [_ride(group) for journey in journeys for group in _by_id(journey)]


def _ride(rows: list[MappingNode]) -> MappingNode:
    first = rows[0]
    entries = _without(first, tuple(_ABOARD))
    boardings = [_only(row, tuple(_ABOARD)) for row in rows]
    aboard = tuple(node for node in boardings if any(node.text(column) for column in _ABOARD))
    key = ScalarNode("vehicles", first.place)
    return MappingNode((*entries, (key, SequenceNode(aboard, first.place))), first.place)


def _by_id(rows: list[MappingNode]) -> list[list[MappingNode]]:
    """Rows of one time and way, grouped by id; a row without one belongs to the row above."""
    rides: dict[str | None, list[MappingNode]] = {}
    current = rows[0].text("id")
    for row in rows:
        current = row.text("id") or current
        rides.setdefault(current, []).append(row)
    return list(rides.values())


def _by_seating(rows: list[MappingNode]) -> list[MappingNode]:
    """The seatings in rows, grouped by item, vehicle and form.

    A row without an item belongs to the row above. A row with a seat's number gives that seat to
    its people; the people of the other rows are seated by rank.
    """
    groups: dict[tuple[str | None, ...], list[MappingNode]] = {}
    key: tuple[str | None, ...] = ()
    for row in rows:
        if row.text("at") is not None or not key:
            key = tuple(row.text(column) for column in _SEATING_KEY)
        groups.setdefault(key, []).append(row)
    return [_seating(group) for group in groups.values()]


def _seating(rows: list[MappingNode]) -> MappingNode:
    first = rows[0]
    entries = [(key, value) for key, value in first.entries if key.text not in ("seat", "people")]
    by_hand = [row for row in rows if row.text("seat") is not None]
    by_rank = [row.get("people") for row in rows if row not in by_hand]
    people = [node for node in by_rank if isinstance(node, ScalarNode) and node.text is not None]
    for name, items in (("seats", [_seat(row) for row in by_hand]), ("people", people)):
        if items:
            listed = SequenceNode(tuple(items), items[0].place)
            entries.append((ScalarNode(name, first.place), listed))
    return MappingNode(tuple(entries), first.place)


def _seat(row: MappingNode) -> Node:
    entries = [
        (ScalarNode(name, value.place), value)
        for column, name in (("seat", "no"), ("people", "person"))
        if (value := row.get(column)) is not None
    ]
    return MappingNode(tuple(entries), row.place)


_LISTS_OF_VENUES = ("halls", "dining", "spots", "rooms")


def _by_venue(rows: list[MappingNode]) -> list[MappingNode]:
    """The venues in rows: one with a row for each of its halls is one venue.

    Rows of one name that differ in anything else remain several, which is an error.
    """
    venues = []
    for group in _grouped(rows, ("name",)):
        single = [
            {key.text: value.text for key, value in row.entries if isinstance(value, ScalarNode)}
            for row in group
        ]
        fields = {field for row in single for field in row} - {*_LISTS_OF_VENUES}
        values = {field: {row[field] for row in single if row.get(field)} for field in fields}
        venues += group if any(len(v) > 1 for v in values.values()) else [_joined(group)]
    return venues


def _joined(rows: list[MappingNode]) -> MappingNode:
    """One row of several: the lists of all, and of other fields the value that is given."""
    if len(rows) == 1:
        return rows[0]
    entries: list[tuple[ScalarNode, Node]] = []
    for key, first in rows[0].entries:
        filled = [value for row in rows if not is_empty(value := row.get(key.text or "") or first)]
        if key.text in _LISTS_OF_VENUES and filled:
            entries.append((key, SequenceNode(tuple(filled), filled[0].place)))
        else:
            entries.append((key, filled[0] if filled else first))
    return MappingNode(tuple(entries), rows[0].place)


FORMS: dict[str, SheetForm] = {
    "guests": SheetForm(Guest),
    "staff": SheetForm(Staff),
    "groups": SheetForm(Group),
    "parties": SheetForm(Party),
    "tasks": SheetForm(Task),
    "decisions": SheetForm(Decision),
    "venues": SheetForm(Venue, carried=("name",), nest=_by_venue),
    "schedule": SheetForm(ScheduleItem, carried=("day",)),
    "points": SheetForm(AgendaPoint, carried=("item",)),
    "routine": SheetForm(Routine),
    "stays": SheetForm(Stay, carried=("venue",)),
    "meals": SheetForm(
        Meal,
        extra=_NESTED,
        carried=("day", "kind", "time", "place"),
        carried_with={"time": "kind"},
        nest=_by_meal,
    ),
    "tables": SheetForm(Meal, extra=_NESTED, carried=("day", "kind", "table"), needed=("table",)),
    "vehicles": SheetForm(Vehicle),
    "rides": SheetForm(Ride, extra=_ABOARD, carried=("day", "time", "from", "to"), nest=_by_ride),
    "seating": SheetForm(Seating, _BY_HAND, nest=_by_seating),
    "expenses": SheetForm(Expense),
    "contacts": SheetForm(Contact),
}


@cache
def columns_of(section: str) -> Mapping[str, str]:
    """The columns of a section's sheet by heading key, in every language."""
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
def texts_of(section: str) -> frozenset[str]:
    """The columns of a section's sheet that may repeat, once for each language."""
    form = FORMS[section]
    fields = form.record.model_fields.items()
    texts = {info.alias or name for name, info in fields if _is_text(form.record, name)}
    texts |= {column for column, nested in form.extra.items() if _is_text(*nested)}
    return frozenset(texts)


def _is_text(model: type[Record], name: str) -> bool:
    annotation = model.model_fields[name].annotation
    if get_origin(annotation) is tuple:
        return False
    # `Words | None` contains Words as Annotated, whose origin is Text.
    return any(getattr(t, "__origin__", t) is Text for t in (annotation, *get_args(annotation)))


def known_headings(section: str) -> frozenset[str]:
    """The key of every heading that a section's sheet may have."""
    return frozenset(columns_of(section)) | RUNNING_NUMBERS


@cache
def headings_of(section: str) -> Headings:
    """The headings of a section's sheet, and their columns."""
    form, columns = FORMS[section], columns_of(section).items()
    names = {"name"} if issubclass(form.record, Person) else set()
    return Headings(
        known=known_headings(section),
        needed=frozenset(key for key, column in columns if column in form.labels),
        carried=frozenset(key for key, column in columns if column in form.carried),
        people=frozenset(key for key, column in columns if column in names),
        running=RUNNING_NUMBERS,
        needed_columns=tuple(
            frozenset(key for key, column in columns if column == needed) for needed in form.labels
        ),
    )


def _grouped(rows: Iterable[MappingNode], by: tuple[str, ...]) -> list[list[MappingNode]]:
    groups: dict[tuple[str | None, ...], list[MappingNode]] = {}
    for row in rows:
        groups.setdefault(tuple(row.text(column) for column in by), []).append(row)
    return list(groups.values())


def _without(row: MappingNode, columns: tuple[str, ...]) -> tuple[tuple[ScalarNode, Node], ...]:
    return tuple((key, value) for key, value in row.entries if key.text not in columns)


def _only(row: MappingNode, columns: tuple[str, ...]) -> MappingNode:
    entries = tuple((key, value) for key, value in row.entries if key.text in columns)
    return MappingNode(entries, entries[0][1].place if entries else row.place)


def _renamed(row: MappingNode, names: dict[str, str]) -> MappingNode:
    entries = tuple(
        (ScalarNode(names.get(key.text or "", key.text), key.place), value)
        for key, value in row.entries
        if key.text not in _NESTED or key.text in names
    )
    return MappingNode(entries, row.place)
