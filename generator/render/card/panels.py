"""The panels of a staff card in words: blocks of lines, each block folded but for that of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import groupby
from typing import TypeVar

from generator.agenda.panels.views import (
    Aboard,
    CareRow,
    ComingGroup,
    FleetRow,
    FloorCount,
    GapRow,
    LeadRow,
    MealOrder,
    OpenTask,
    Panel,
    PanelKind,
    RideRow,
    RoomRow,
)
from generator.render.card.entries import CardContext, callers
from generator.render.card.view import BlockView, LineView, PanelView
from generator.render.script_times import late_from, minutes_since_1970
from generator.render.words import Wording
from generator.render.words.days import heading_day, hours_text, moment_text, short_range
from generator.render.words.lists import dotted, enumerated, joined
from generator.render.words.panels import (
    aboard_text,
    floor_name,
    floor_text,
    gap_name,
    gap_text,
    meal_lines,
    people,
    room_ranges,
    who_is_in,
)
from generator.render.words.places import vehicle_text
from generator.render.words.spelling import full_place_text

Row = TypeVar("Row")


def panel_view(context: CardContext, panel: Panel) -> PanelView:
    """A panel in words; without rows it has a note that there is nothing to show."""
    words = Wording(context.words.language, "panel")
    blocks = tuple(_BLOCKS[panel.kind](context, words, panel))
    return PanelView(
        kind=panel.kind.value,
        title=words.phrase(f"title.{panel.kind}"),
        note=_note(words, panel) if panel.rows else words.phrase(f"none.{panel.kind}"),
        blocks=blocks,
    )


def _note(words: Wording, panel: Panel) -> str:
    """The note that only another card has the names; empty where this one has them."""
    meals, rooms = _rows(panel, MealOrder), _rows(panel, RoomRow)
    orders = (order for meal in meals for order in (meal.diets, *(t.diets for t in meal.tables)))
    diets = [diet for of_order in orders for diet in of_order]
    is_counted = (diets and not any(diet.names for diet in diets)) or (
        rooms and not any(room.people for room in rooms)
    )
    return words.phrase("counted") if is_counted else ""


def _rows(panel: Panel, kind: type[Row]) -> list[Row]:
    return [row for row in panel.rows if isinstance(row, kind)]


def _by_day(
    context: CardContext,
    rows: Iterable[Row],
    day_of: Callable[[Row], date],
    summary: Callable[[list[Row]], str],
    lines: Callable[[Row], Iterator[LineView]],
) -> Iterator[BlockView]:
    """A block for each day; `rows` are in the order of their days."""
    for day, of_day in groupby(rows, day_of):
        listed = list(of_day)
        yield BlockView(
            title=dotted(heading_day(day, context.words.language), summary(listed)),
            starts=_midnight(context, day),
            lines=tuple(line for row in listed for line in lines(row)),
        )


def _midnight(context: CardContext, day: date) -> int:
    return minutes_since_1970(datetime.combine(day, time.min), context.timezone)


# The kitchen


def _kitchen(context: CardContext, words: Wording, panel: Panel) -> Iterator[BlockView]:
    language = words.language

    def line(meal: MealOrder) -> Iterator[LineView]:
        clock = hours_text(meal.start, meal.end, meal.open_time, language)
        yield LineView(
            head=joined(clock, dotted(words.text(meal.title), words.text(meal.form))),
            tag=people(meal.count, language),
            text=full_place_text(meal.where, language),
            notes=tuple(meal_lines(meal, language)),
        )

    def summary(meals: list[MealOrder]) -> str:
        return words.phrase("meals", n=len(meals))

    meals = _rows(panel, MealOrder)
    yield from _by_day(context, meals, lambda meal: meal.start.date(), summary, line)


# Rooms


def _lodging(context: CardContext, words: Wording, panel: Panel) -> Iterator[BlockView]:
    """What changes on each day, then the rooms by hotel and floor, those without a number first."""
    rooms, coming = _rows(panel, RoomRow), _rows(panel, ComingGroup)
    yield from _days_of_rooms(context, words, rooms, coming)
    usual = _usual_nights(rooms)
    if without_number := [row for row in rooms if row.number is None]:
        number = sum(row.rooms or 1 for row in without_number)
        title = dotted(words.phrase("rooms_open", n=number), _count(words, without_number))
        yield BlockView(title, 0, tuple(_room(words, row, usual) for row in without_number))
    numbered = [row for row in rooms if row.number is not None]
    for (hotel, floor), rows in _by_floor(words, numbered).items():
        title = dotted(
            joined(hotel, floor),
            words.phrase("rooms", n=len({row.number for row in rows})),
            _count(words, rows),
        )
        yield BlockView(title, 0, tuple(_room(words, row, usual) for row in rows))


def _by_floor(words: Wording, rows: Iterable[RoomRow]) -> Mapping[tuple[str, str], list[RoomRow]]:
    card = Wording(words.language, "card")
    floors: dict[tuple[str, str], list[RoomRow]] = {}
    for row in rows:
        floor = card.phrase("floor", floor=row.floor) if row.floor else ""
        floors.setdefault((words.place(row.where), floor), []).append(row)
    return floors


def _usual_nights(rooms: Iterable[RoomRow]) -> tuple[date, date] | None:
    """The dates of most rooms, which are not repeated at each."""
    nights = Counter((row.check_in, row.check_out) for row in rooms)
    return nights.most_common(1)[0][0] if nights else None


def _count(words: Wording, rows: Iterable[RoomRow]) -> str:
    return people(sum(row.count for row in rows), words.language)


def _room(words: Wording, row: RoomRow, usual: tuple[date, date] | None) -> LineView:
    dates = short_range(row.check_in, row.check_out, words.language)
    number = words.phrase("rooms", n=row.rooms) if row.rooms and row.rooms > 1 else ""
    kind = words.member("RoomType", row.type)
    return LineView(
        head=row.number or joined(kind, number) or words.phrase("number_open"),
        tag=enumerated(map(words.note, row.needs), words.language),
        text=dotted(
            who_is_in(row, words.language),
            "" if (row.check_in, row.check_out) == usual else dates,
        ),
        notes=(words.note(row.note),) if row.note else (),
    )


def _days_of_rooms(
    context: CardContext, words: Wording, rooms: list[RoomRow], coming: list[ComingGroup]
) -> Iterator[BlockView]:
    """A block for each day on which rooms are taken or left."""
    days = sorted({day for row in rooms for day in (row.check_in, row.check_out)})
    for day in days:
        taken = [row for row in rooms if row.check_in == day]
        left = [row for row in rooms if row.check_out == day]
        moves = [
            (words.phrase(key), rows)
            for key, rows in (("check_in", taken), ("check_out", left))
            if rows
        ]
        arrivals = (
            LineView(
                head=joined(f"{group.time:%H:%M}" if group.time else "", words.text(group.by))
                or words.phrase("time_open"),
                tag=people(group.count, words.language),
            )
            for group in coming
            if group.day == day
        )
        lines = (
            LineView(move, words.phrase("rooms", n=len(rows)), _numbers(words, rows))
            for move, rows in moves
        )
        counts = (joined(move, _count(words, rows)) for move, rows in moves)
        title = dotted(heading_day(day, words.language), *counts)
        yield BlockView(title, _midnight(context, day), (*lines, *arrivals))


def _numbers(words: Wording, rows: Iterable[RoomRow]) -> str:
    """`云来宾馆 8301–8312、8401`, a hotel after the other."""
    by_hotel: dict[str, list[str]] = {}
    for row in rows:
        if row.number:
            by_hotel.setdefault(words.place(row.where), []).append(row.number)
    return dotted(*(joined(hotel, room_ranges(of)) for hotel, of in by_hotel.items()))


# Vehicles


def _transport(context: CardContext, words: Wording, panel: Panel) -> Iterator[BlockView]:
    """The rides of each day, each with a line for every vehicle."""
    language = words.language
    card = Wording(language, "card")
    fleet = {row.vehicle: row for row in _rows(panel, FleetRow)}

    def lines(ride: RideRow) -> Iterator[LineView]:
        clock = hours_text(ride.start, None, ride.open_time, language)
        places = (full_place_text(place, language) for place in (ride.origin, ride.destination))
        about = words.text(ride.boarding) if ride.vehicles else words.phrase("no_vehicle")
        yield LineView(head=f"{clock} {' → '.join(places)}", text=about, heading=True)
        for aboard in ride.vehicles:
            yield vehicle(aboard, fleet.get(aboard.vehicle) or FleetRow("", aboard.vehicle))

    def vehicle(aboard: Aboard, facts: FleetRow) -> LineView:
        return LineView(
            head=vehicle_text(aboard.vehicle, language, facts.plate),
            tag=aboard_text(aboard, language),
            callers=callers(
                card,
                (facts.driver, card.phrase("driver")),
                (facts.liaison, card.phrase("liaison_aboard")),
            ),
        )

    def summary(rows: list[RideRow]) -> str:
        return words.phrase("rides", n=len(rows))

    rows = _rows(panel, RideRow)
    yield from _by_day(context, rows, lambda row: row.start.date(), summary, lines)


# Coordination


def _overview(context: CardContext, words: Wording, panel: Panel) -> Iterator[BlockView]:
    """What is open first, then whom to call."""
    language = words.language
    if tasks := _rows(panel, OpenTask):
        lines = tuple(
            LineView(
                head=words.note(task.what),
                tag=moment_text(task.due, language),
                due=late_from(task.due, context.timezone),
                callers=callers(words, (task.owner, "")),
            )
            for task in tasks
        )
        yield BlockView(words.phrase("open_tasks", n=len(tasks)), 0, lines)
    if gaps := _rows(panel, GapRow):
        missing = tuple(
            LineView(head=gap_name(gap, language), text=gap_text(gap, language)) for gap in gaps
        )
        yield BlockView(words.phrase("gaps", n=len(gaps)), 0, missing)
    if leads := _rows(panel, LeadRow):
        lines = tuple(
            LineView(
                head=words.text(lead.group),
                text="" if lead.contact else words.phrase("no_lead"),
                callers=callers(words, (lead.contact, "")),
            )
            for lead in leads
        )
        yield BlockView(words.phrase("leads", n=len(leads)), 0, lines)


# Health and safety


def _care(_: CardContext, words: Wording, panel: Panel) -> Iterator[BlockView]:
    language = words.language
    rows = _rows(panel, CareRow)
    for key, of_kind in (
        ("needing", [row for row in rows if row.needs]),
        ("dieting", [row for row in rows if not row.needs]),
    ):
        lines = tuple(
            LineView(
                head=words.name(row.name),
                tag=enumerated(map(words.note, (*row.needs, *row.diet)), language),
                text=dotted(words.proper(row.party), *map(words.place, row.rooms)),
                callers=callers(words, (row.liaison, "")),
            )
            for row in of_kind
        )
        if lines:
            yield BlockView(words.phrase(key, n=len(lines)), 0, lines)


def _evacuation(context: CardContext, words: Wording, panel: Panel) -> Iterator[BlockView]:
    language = words.language

    def line(row: FloorCount) -> Iterator[LineView]:
        yield LineView(head=floor_name(row, language), tag=floor_text(row, language))

    def summary(rows: list[FloorCount]) -> str:
        return words.phrase("sleeping", n=sum(row.count for row in rows))

    rows = _rows(panel, FloorCount)
    yield from _by_day(context, rows, lambda row: row.night, summary, line)


_BLOCKS: Mapping[PanelKind, Callable[[CardContext, Wording, Panel], Iterator[BlockView]]] = {
    PanelKind.OVERVIEW: _overview,
    PanelKind.KITCHEN: _kitchen,
    PanelKind.LODGING: _lodging,
    PanelKind.TRANSPORT: _transport,
    PanelKind.CARE: _care,
    PanelKind.EVACUATION: _evacuation,
}
