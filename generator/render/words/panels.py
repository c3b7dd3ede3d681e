"""The rows of staff panels in words, for cards and for reports of changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator import vocabulary
from generator.agenda.panels.views import (
    Aboard,
    CareRow,
    ComingGroup,
    DietCount,
    FleetRow,
    FloorCount,
    GapRow,
    LeadRow,
    MealOrder,
    OpenTask,
    PanelRow,
    RideRow,
    RoomRow,
    TableOrder,
)
from generator.render.words.days import hours_text, moment_text, short_day, short_range
from generator.render.words.lists import dotted, enumerated, joined
from generator.render.words.people import phone_contact
from generator.render.words.places import room_text, table_text, vehicle_text
from generator.render.words.spelling import full_place_text, name_text, note_text, title_text
from generator.text import Text


def phrase(key: str, language: str, **values: object) -> str:
    """A phrase of panels."""
    return vocabulary.word(f"panel.{key}", language, **values)


def row_name(row: PanelRow, language: str) -> str:
    """What a row is about: `5月18日 12:00 午餐`, `云来宾馆 8301`, `1号车 5月18日 9:10`."""
    match row:
        case MealOrder():
            return joined(_when(row, language), title_text(row.title, language))
        case RoomRow():
            return room_name(row, language)
        case ComingGroup():
            time = f"{row.time:%H:%M}" if row.time else ""
            return joined(short_day(row.day, language), time, title_text(row.by, language))
        case RideRow():
            return joined(_when(row, language), title_text(row.destination.venue, language))
        case FleetRow():
            return vehicle_text(row.vehicle, language)
        case LeadRow():
            return title_text(row.group, language)
        case OpenTask():
            return note_text(row.what, language)
        case GapRow():
            return gap_name(row, language)
        case CareRow():
            return name_text(row.name, language)
        case FloorCount():
            return joined(short_day(row.night, language), floor_name(row, language))


def row_texts(was: PanelRow | None, now: PanelRow | None, language: str) -> tuple[str, str]:
    """The texts of a row before and after, without what is in both; empty where there is no row."""
    old, new = (_pieces(row, language) if row else () for row in (was, now))
    return (
        _then((piece for piece in old if piece not in new), language),
        _then((piece for piece in new if piece not in old), language),
    )


def _pieces(row: PanelRow, language: str) -> tuple[str, ...]:
    """The facts of a row, each as a text."""
    match row:
        case MealOrder():
            tables = (
                joined(_table(table, language), people(table.count, language))
                for table in row.tables
            )
            place = full_place_text(row.where, language)
            return (people(row.count, language), place, *tables, *_orders(row, language))
        case RoomRow():
            notes = (note_text(text, language) for text in (*row.needs, row.note) if text)
            return (who_is_in(row, language), _nights(row, language), *notes)
        case ComingGroup():
            return (people(row.count, language),)
        case FleetRow():
            contacts = (phone_contact(c, language) for c in (row.driver, row.liaison) if c)
            return (title_text(row.plate, language), *contacts)
        case RideRow():
            origin = joined(
                full_place_text(row.origin, language), title_text(row.boarding, language)
            )
            vehicles = (
                joined(vehicle_text(aboard.vehicle, language), aboard_text(aboard, language))
                for aboard in row.vehicles
            )
            return (f"{origin} → {full_place_text(row.destination, language)}", *vehicles)
        case LeadRow():
            return (phone_contact(row.contact, language) if row.contact else "",)
        case OpenTask():
            owner = phone_contact(row.owner, language) if row.owner else ""
            return moment_text(row.due, language), owner
        case GapRow():
            return (gap_text(row, language),)
        case CareRow():
            return (care_text(row, language),)
        case FloorCount():
            return (floor_text(row, language),)


def people(count: int, language: str) -> str:
    """`40 人`."""
    return vocabulary.word("card.people", language, n=count)


def meal_lines(meal: MealOrder, language: str) -> Iterator[str]:
    """The tables with their people, then each table with a diet or a menu of its own."""
    if tables := _table_counts(meal.tables, language):
        yield tables
    yield from _orders(meal, language)


def _orders(meal: MealOrder, language: str) -> Iterator[str]:
    if diets := diet_text(meal.diets, language):
        yield diets
    for table in meal.tables:
        menu = phrase("menu", language, menu=enumerated(table.menu, language)) if table.menu else ""
        if about := dotted(diet_text(table.diets, language), menu):
            yield phrase("of_table", language, table=_table(table, language), what=about)
    if meal.menu:
        yield phrase("menu", language, menu=enumerated(meal.menu, language))


def diet_text(diets: Iterable[DietCount], language: str) -> str:
    """`清真 1 人（张三）、素食 2 人`: names for those who may see them."""
    return enumerated((_diet(diet, language) for diet in diets), language)


def _diet(diet: DietCount, language: str) -> str:
    count = joined(note_text(diet.diet, language), people(diet.count, language))
    if not diet.names:
        return count
    names = enumerated((name_text(name, language) for name in diet.names), language)
    return vocabulary.word("card.people_by_name", language, people=count, names=names)


def _table(table: TableOrder, language: str) -> str:
    number = table.table.in_(language) if isinstance(table.table, Text) else table.table
    return joined(table_text(number, language), title_text(table.name, language))


def _table_counts(tables: Sequence[TableOrder], language: str) -> str:
    """`1–33 号桌各 12 人；主桌 10 人`: tables with as many people are listed together."""
    numbered = [t for t in tables if isinstance(t.table, str) and t.table.isdecimal()]
    others = [table for table in tables if table not in numbered]
    by_count: dict[int, list[int]] = {}
    for table in numbered:
        by_count.setdefault(table.count, []).append(int(str(table.table)))
    parts = []
    for count, numbers in by_count.items():
        key = "tables_each" if len(numbers) > 1 else "table_of"
        parts.append(phrase(key, language, tables=ranges(numbers), n=count))
    parts += [joined(_table(table, language), people(table.count, language)) for table in others]
    return _then(parts, language)


def ranges(numbers: Iterable[int], prefix: str = "") -> str:
    """`1–4、7`, `A101–A150`: numbers, each after `prefix`, with those in a row shortened."""
    parts = []
    for _, run in groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0]):
        row = [f"{prefix}{number}" for _, number in run]
        parts.append(f"{row[0]}–{row[-1]}" if len(row) > 1 else row[0])
    return "、".join(parts)


def room_ranges(rooms: Iterable[str]) -> str:
    """`8301–8312、A101–A150`: numbers of rooms, with those in a row shortened."""
    by_prefix: dict[tuple[str, int], list[int]] = {}
    others = []
    for room in dict.fromkeys(rooms):
        if match := _NUMBERED_ROOM.fullmatch(room):
            by_prefix.setdefault((match[1], len(match[2])), []).append(int(match[2]))
        else:
            others.append(room)
    runs = (ranges(numbers, prefix) for (prefix, _), numbers in by_prefix.items())
    return "、".join((*runs, *others))


_NUMBERED_ROOM = re.compile(r"(\D*)([1-9]\d*)")


def room_name(row: RoomRow, language: str) -> str:
    """`云来宾馆 8301`, `云来宾馆 房号待定`."""
    return room_text(
        row.where.venue, row.number or vocabulary.word_text("undecided.open"), language
    )


def who_is_in(row: RoomRow, language: str) -> str:
    """The names of those in a room, or how many they are."""
    names = enumerated((name_text(name, language) for name in row.people), language)
    return names or people(row.count, language)


def _nights(row: RoomRow, language: str) -> str:
    return short_range(row.check_in, row.check_out, language)


def aboard_text(row: Aboard, language: str) -> str:
    """`38/45 人`: people and seats; people alone where the seats are not known."""
    if row.seats is None:
        return people(row.count, language) if row.count else ""
    return phrase("aboard", language, n=row.count, seats=row.seats)


def gap_name(row: GapRow, language: str) -> str:
    """`5月18日 14:30 座谈会`; of a vehicle or hotel, its name."""
    title = title_text(row.what, language)
    if row.of_ride:
        title = vocabulary.word("card.ride_to", language, place=title)
    if row.start is None:
        return title
    time = hours_text(row.start, None, row.open_time, language)
    return joined(short_day(row.start.date(), language), time, title)


def gap_text(row: GapRow, language: str) -> str:
    """What is missing: `缺 把关人、车辆`."""
    if row.rooms:
        return phrase("rooms_open", language, n=row.rooms)
    labels = enumerated((label.in_(language) for label in row.missing), language)
    return phrase("missing", language, what=labels)


def care_text(row: CareRow, language: str) -> str:
    """`行动不便、素食 · 云来宾馆 8301`."""
    needs = enumerated((note_text(need, language) for need in (*row.needs, *row.diet)), language)
    rooms = enumerated((full_place_text(room, language) for room in row.rooms), language)
    return dotted(needs, rooms)


def floor_name(row: FloorCount, language: str) -> str:
    """`云来宾馆 3 楼`."""
    floor = vocabulary.word("card.floor", language, floor=row.floor) if row.floor else ""
    return joined(full_place_text(row.where, language), floor)


def floor_text(row: FloorCount, language: str) -> str:
    """`24 人 · 1 人需协助`."""
    helped = phrase("helped", language, n=row.helped) if row.helped else ""
    return dotted(people(row.count, language), helped)


def _when(row: MealOrder | RideRow, language: str) -> str:
    time = hours_text(row.start, None, row.open_time, language)
    return f"{short_day(row.start.date(), language)} {time}"


def _then(parts: Iterable[str], language: str) -> str:
    return vocabulary.word("diff.then", language).join(part for part in parts if part)
