"""The schedule: a picture of each day, and a table of its items, meals and rides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from markupsafe import Markup

from generator.model.dining import Meal
from generator.model.papers import Paper
from generator.model.people import headcount, name_of
from generator.model.points import AgendaPoint, numbers_of, starts_of
from generator.model.schedule import DailyMatter, Routine, ScheduleItem
from generator.model.transport import Ride
from generator.model.visit import Event, Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Pictures,
    Remark,
    Rows,
    Section,
    cells,
    short,
)
from generator.render.handbook.visit.seating import seat_pictures
from generator.render.handbook.words import (
    LANGUAGE,
    beside,
    day,
    label,
    name,
    name_in,
    phrase,
    phrases,
    place_in,
    text,
    text_in,
    whom,
)
from generator.render.svg.timeline import Bar, Track, timeline_picture
from generator.render.words.events import activity_title, every_text, route_text
from generator.render.words.lists import dotted, listed

_USUAL = timedelta(hours=1)
_TRACKS: tuple[tuple[str, type[Event]], ...] = (
    ("item", ScheduleItem),
    ("meal", Meal),
    ("ride", Ride),
)


def schedule_sections(visit: Visit) -> Iterator[Section]:
    """A section a day, then what has no day yet, then the routine."""
    by_day: dict[date, list[Event]] = {visit_day: [] for visit_day in visit.days}
    for event in sorted(
        (*visit.events, *visit.daily_matters), key=lambda event: (event.start, event.id)
    ):
        by_day.setdefault(event.day, []).append(event)
    for event_day in sorted(by_day):
        yield _day(visit, event_day, by_day[event_day])
    if visit.undated:
        until = [beside("", event, "day") for event in visit.undated]
        rows = tuple(
            cells(day, *_row(event)) for day, event in zip(until, visit.undated, strict=True)
        )
        headings = (label("Timed", "day"), *_headings())
        yield Section(phrase("undated"), (Rows(headings, rows),), "undated")
    if visit.routine:
        yield Section(label("Visit", "routine"), (_routine(visit.routine),), "routine")


def _routine(lines: Sequence[Routine]) -> Rows:
    """The timetable; with days and people where a line is not for everybody on every day."""
    is_plain = all(line.is_of_every_day and line.participants.everyone for line in lines)
    rows = tuple(
        cells(
            *(() if is_plain else (short(_routine_days(line)),)),
            short(text(line.time_text)),
            text(line.what),
            place_in(line, "place"),
            *(() if is_plain else (whom(line.participants), name(line.responsible))),
        )
        for line in lines
    )
    headings = phrases("time", "what", "place")
    if is_plain:
        return Rows(headings, rows)
    more = (phrase("for"), label("Routine", "responsible"))
    return Rows((label("Routine", "days"), *headings, *more), rows)


def _routine_days(line: Routine) -> str:
    """`每天`, `5月19日、20日`, `待定`."""
    if line.is_of_every_day:
        return phrase("every_day")
    return listed(day(each) for each in line.days) or text(line.undecided_text("days"))


def _day(visit: Visit, event_day: date, events: Sequence[Event]) -> Section:
    if not events:
        return Section(day(event_day), (Remark(phrase("nothing_planned")),), event_day.isoformat())
    caption = dotted(phrase("timeline"), day(event_day))
    tracks = tuple(
        Track(
            phrase(f"track.{kind}"),
            kind,
            tuple(_bar(event) for event in events if _is_drawn(event, type_)),
        )
        for kind, type_ in _TRACKS
    )
    return Section(
        day(event_day),
        (
            Pictures(((caption, Markup(timeline_picture(tracks, caption))),), searched=False),
            Rows(_headings(), tuple(_row(event) for event in events)),
            *_agendas(visit, events),
            *_seat_pictures(visit, events),
        ),
        event_day.isoformat(),
    )


def _is_drawn(event: Event, type_: type[Event]) -> bool:
    return isinstance(event, type_) and not isinstance(event, DailyMatter) and bool(event.time)


def _headings() -> tuple[str, ...]:
    return phrases("time", "what", "place", "for", "three")


def _agendas(visit: Visit, events: Sequence[Event]) -> Iterator[Block]:
    """The agenda of each item that has one, as a table whose first column names the item."""
    headings = (
        *(label("AgendaPoint", field) for field in ("item", "title", "speaker", "minutes")),
        label("AgendaPoint", "papers"),
    )
    rows = [
        row
        for event in events
        if isinstance(event, ScheduleItem)
        for row in _agenda_rows(event, visit.points_of(event))
    ]
    if rows:
        yield Rows(headings, tuple(rows))


def _agenda_rows(item: ScheduleItem, points: Sequence[AgendaPoint]) -> Iterator[tuple[Cell, ...]]:
    """A row for each point, after one for the papers of the item as a whole."""
    title = text(item.title)
    if item.papers:
        yield cells(Cell(title), "", "", "", papers_text(item.papers))
    lines = zip(points, numbers_of(points), starts_of(item, points), strict=True)
    for point, number, start in lines:
        yield cells(
            Cell(f"{title} {number}", f"{start:%H:%M}" if start else ""),
            text(point.title),
            name_of(point.speaker) if point.speaker else text(point.undecided_text("speaker")),
            point.minutes,
            papers_text(point.papers),
        )


def papers_text(papers: Iterable[Paper]) -> str:
    """The titles of papers, each with whom it is for where it is not for all."""
    return listed(
        text(paper.name) if paper.readers is None else f"{text(paper.name)}（{_readers(paper)}）"
        for paper in papers
    )


def _readers(paper: Paper) -> str:
    undecided = paper.undecided_text("participants")
    return text(undecided) if undecided else whom(paper.participants)


def _seat_pictures(visit: Visit, events: Sequence[Event]) -> Iterator[Block]:
    for event in events:
        if isinstance(event, ScheduleItem):
            yield from seat_pictures(visit, event)


def _bar(event: Event) -> Bar:
    midnight = datetime.combine(event.day, datetime.min.time())
    end = event.end or event.start + _USUAL
    return Bar(
        start=int((event.start - midnight).total_seconds() // 60),
        end=int((end - midnight).total_seconds() // 60),
        label=_in_short(event),
    )


def _in_short(event: Event) -> str:
    if isinstance(event, Ride):
        return f"→ {text(event.destination_name)}"
    return activity_title(event, LANGUAGE)


def title_of(event: Event) -> str:
    """The title of an event in the schedule."""
    if isinstance(event, Ride):
        return route_of(event)
    form = text(event.form) if isinstance(event, Meal) else ""
    return dotted(activity_title(event, LANGUAGE), form)


def route_of(ride: Ride) -> str:
    """`云来宾馆 → 县博物馆`."""
    return route_text(ride.origin_name, ride.destination_name, LANGUAGE)


def _row(event: Event) -> tuple[Cell, ...]:
    where = place_in(event, "origin" if isinstance(event, Ride) else "place")
    return cells(
        short(text(event.time_text)),
        Cell(title_of(event), _more(event)),
        where,
        _unbroken(_for_whom(event)),
        three(event),
    )


def _unbroken(text: str) -> Cell:
    """A text of a few characters in one line, a longer one in as many as it needs."""
    return short(text) if len(text) <= 6 else Cell(text)


def three(event: Event) -> str:
    """Receiver, responsible and checker in one line."""
    return " / ".join(name_in(event, f) for f in ("receiver", "responsible", "checker"))


def moderator_of(item: ScheduleItem) -> str:
    """The moderator after the label; empty where there is none."""
    moderator = label("ScheduleItem", "moderator")
    known = name_of(item.moderator) if item.moderator else ""
    shown = beside(known, item, "moderator")
    return f"{moderator} {shown}" if shown else ""


def _more(event: Event) -> str:
    if isinstance(event, ScheduleItem):
        voluntary = label("ScheduleItem", "optional") if event.optional else ""
        dress = f"{label('ScheduleItem', 'dress')} {text(event.dress)}" if event.dress else ""
        return dotted(moderator_of(event), voluntary, dress, text(event.note), event.staff_note)
    if isinstance(event, Ride):
        vehicles = listed(dict.fromkeys(boarding.vehicle.number for boarding in event.vehicles))
        every = every_text(event.every, LANGUAGE)
        return dotted(every, vehicles, text_in(event, "boarding"), text(event.note))
    return text(event.note)


def _for_whom(event: Event) -> str:
    if isinstance(event, Ride) and event.is_shuttle:
        named = (word for boarding in event.vehicles for word in boarding.people.named)
        return listed(map(text, dict.fromkeys(named)))
    if isinstance(event, Ride):
        return phrase("people", n=headcount(event.aboard))
    if isinstance(event, Meal):
        return whom(event.participants) or phrase("people", n=headcount(event.diners))
    return whom(event.participants)
