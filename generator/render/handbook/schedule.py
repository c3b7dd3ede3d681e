"""What happens when: a picture of each day, and a table of its items, meals and rides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from markupsafe import Markup

from generator.model.dining import Meal
from generator.model.programme import ScheduleItem
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Pictures, Remark, Rows, Section, cells
from generator.render.handbook.words import day, joined, label, name, place, say, text, whom
from generator.render.timeline import Bar, timeline_picture

Event = ScheduleItem | Meal | Ride
_USUAL = timedelta(hours=1)


def schedule_sections(visit: Visit) -> Iterator[Section]:
    """A section a day, then the routine."""
    events: tuple[Event, ...] = (*visit.schedule, *visit.meals, *visit.rides)
    by_day: dict[date, list[Event]] = {each: [] for each in visit.days}
    for event in sorted(events, key=lambda each: (each.start, each.id)):
        by_day.setdefault(event.day, []).append(event)
    for each in sorted(by_day):
        yield _day(each, by_day[each])
    if visit.routine:
        rows = tuple(cells(line.time, text(line.what), place(line.place)) for line in visit.routine)
        headings = (say("time"), say("what"), say("place"))
        yield Section(label("Visit", "routine"), (Rows(headings, rows),))


def _day(each: date, events: list[Event]) -> Section:
    if not events:
        return Section(day(each), (Remark(say("nothing_planned")),))
    picture = timeline_picture([_bar(event) for event in events], day(each))
    headings = (say("time"), say("what"), say("place"), say("for"), say("three"))
    return Section(
        day(each),
        (
            Pictures(((say("timeline"), Markup(picture)),)),
            Rows(headings, tuple(_row(event) for event in events)),
        ),
    )


def _bar(event: Event) -> Bar:
    midnight = datetime.combine(event.day, datetime.min.time())
    end = event.end or event.start + _USUAL
    return Bar(
        start=int((event.start - midnight).total_seconds() // 60),
        end=int((end - midnight).total_seconds() // 60),
        label=f"→ {place(event.destination)}" if isinstance(event, Ride) else title_of(event),
        kind=type(event).__name__.lower(),
    )


def title_of(event: Event) -> str:
    """What an event is called in the schedule."""
    if isinstance(event, Ride):
        return route_of(event)
    if isinstance(event, Meal):
        return joined(text(event.title) or label("MealKind", event.kind), text(event.form))
    return text(event.title)


def route_of(ride: Ride) -> str:
    """`明峰宾馆 → 县博物馆`."""
    origin, destination = ride.origin.venue.name, ride.destination.venue.name
    return say("ride", origin=text(origin), destination=text(destination))


def _row(event: Event) -> tuple[Cell, ...]:
    where = place(event.origin if isinstance(event, Ride) else event.place)
    return cells(
        event.time,
        Cell(title_of(event), _more(event)),
        where,
        _for_whom(event),
        three(event),
    )


def three(event: Event) -> str:
    """Receiver, responsible and checker in one line."""
    return " / ".join(name(getattr(event, f)) for f in ("receiver", "responsible", "checker"))


def _more(event: Event) -> str:
    if isinstance(event, ScheduleItem):
        moderator = (
            f"{label('ScheduleItem', 'moderator')} {event.moderator}" if event.moderator else ""
        )
        return joined(moderator, text(event.note), event.staff_note)
    if isinstance(event, Ride):
        vehicles = "、".join(dict.fromkeys(b.vehicle.number for b in event.vehicles))
        return joined(vehicles, text(event.boarding), text(event.note))
    return text(event.note)


def _for_whom(event: Event) -> str:
    if isinstance(event, Ride):
        return say("people", n=len(event.aboard))
    if isinstance(event, Meal):
        return whom(event.participants) or say("people", n=len(event.diners))
    return whom(event.participants)
