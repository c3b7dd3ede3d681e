"""Composes a card in one language from a person's agenda."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from generator import vocabulary
from generator.agenda.programme import days_that_differ
from generator.agenda.views import (
    Agenda,
    AgendaDay,
    AgendaTask,
    Charge,
    Duties,
    Entry,
    Lodging,
    RoutineLine,
)
from generator.render.card.house import house_lines
from generator.render.card.seats import seat_views
from generator.render.card.view import (
    CardView,
    ChangeView,
    ChargeView,
    DayView,
    DutiesView,
    EntryView,
    RoomView,
    RoutineView,
    SeatView,
    TaskView,
)
from generator.render.card.wording import (
    Wording,
    day_and_month,
    day_number,
    dialled,
    entry_view,
    short_date,
    span_of_days,
)

CHECK_OUT = time(12)
"""Until when a room is its guest's on the day of leaving, where its house does not say."""


def card_view(
    agenda: Agenda,
    language: str,
    as_of: datetime,
    version: str,
    marks: Mapping[str, int],
    changes: Sequence[ChangeView] = (),
) -> CardView:
    """An agenda worded in `language`. `as_of` is aware; `marks` says until when what is marked;
    `changes` are worded in that language.
    """
    words = Wording.of(agenda, language)
    entries = {entry.key: entry for entry in agenda.entries}
    facts = agenda.visit
    about = (agenda.unit, agenda.post, agenda.party, agenda.part)
    return CardView(
        language=language,
        language_name=vocabulary.catalog(language).name,
        direction=vocabulary.catalog(language).direction,
        word=words.word,
        emblem=facts.appearance.emblem or facts.host.in_(language)[:1],
        visit=facts.title.in_(language),
        host=facts.host.in_(language),
        dates=span_of_days(facts.start, facts.end, language),
        timezone=facts.timezone,
        last=day_number(max(facts.end, *(day.day for day in agenda.days))),
        name=agenda.name,
        about=" · ".join(part for part in about if part),
        staff=agenda.staff,
        days=tuple(_day(words, day, entries, marks) for day in agenda.days),
        rooms=tuple(_room(words, stay, marks) for stay in agenda.stays),
        routine=tuple(_routine(words, line, agenda.entries) for line in agenda.routine),
        contacts=tuple(words.caller(caller) for caller in agenda.contacts),
        notices=tuple(notice.in_(language) for notice in agenda.notices),
        duties=tuple(_duties(words, duties) for duties in agenda.duties),
        tasks=tuple(_task(words, task) for task in agenda.tasks),
        charges=tuple(_charge(words, charge) for charge in agenda.charges),
        changes=tuple(_placed(changes, agenda)),
        as_of=words.at(as_of),
        version=version,
    )


def _placed(changes: Sequence[ChangeView], agenda: Agenda) -> Iterator[tuple[ChangeView, str]]:
    """Each change with where on the card it is."""
    places = {entry.key: f"e{number}" for number, entry in enumerate(agenda.entries)}
    places |= {f"stay:{stay.check_in}": f"r{number}" for number, stay in enumerate(agenda.stays)}
    for change in changes:
        yield change, places.get(change.key, "")


def _day(
    words: Wording, day: AgendaDay, entries: Mapping[str, Entry], marks: Mapping[str, int]
) -> DayView:
    """A day, and where its night is spent."""
    lodging = day.lodging
    return DayView(
        date=words.date(day.day),
        tab=short_date(day.day, words.language),
        number=day_number(day.day),
        entries=tuple(_entry(words, entry, entries, marks) for entry in day.entries),
        room=f"{lodging.where.venue.in_(words.language)} {lodging.room}" if lodging else "",
    )


def _entry(
    words: Wording, entry: Entry, entries: Mapping[str, Entry], marks: Mapping[str, int]
) -> tuple[EntryView, tuple[SeatView, ...]]:
    """An entry as all are told of it who share it, and the reader's own seats."""
    shared = replace(entry, table=None, seats=()) if entry.table or entry.seats else entry
    ride = entries.get(entry.reached_by or "")
    seats = tuple(seat_views(entry, words.language))
    return entry_view(words, shared, ride, marks.get(entry.key, 0)), seats


def _room(words: Wording, stay: Lodging, marks: Mapping[str, int]) -> RoomView:
    """A room, its floor and type, its nights, and what its house's page says."""
    floor = words.word["floor"].format(floor=stay.floor) if stay.floor else ""
    kind = vocabulary.label("RoomType", stay.type, words.language)
    phone = stay.phone or ""
    leave = stay.facts.check_out if stay.facts and stay.facts.check_out else CHECK_OUT
    where = stay.where.venue.in_(words.language)
    since = words.word["from_day"].format(date=day_and_month(stay.check_in, words.language))
    return RoomView(
        number=stay.room,
        first=day_number(stay.check_in),
        last=day_number(stay.check_out),
        check_out=leave.hour * 60 + leave.minute,
        later=f"{since} {where} {stay.room}",
        facts=tuple(house_lines(stay.facts, words.language)) if stay.facts else (),
        where=where,
        detail=" · ".join(part for part in (floor, kind) if part),
        nights=span_of_days(stay.check_in, stay.check_out, words.language),
        map=words.map_link(stay.where),
        phone=phone,
        dial=dialled(phone),
        marked_until=marks.get(f"stay:{stay.check_in}", 0),
    )


def _routine(words: Wording, line: RoutineLine, entries: tuple[Entry, ...]) -> RoutineView:
    """A line of the daily timetable, and the days on which its reader's plan differs."""
    days = (day_and_month(day, words.language) for day in days_that_differ(line, entries))
    named = "、".join(days)
    return RoutineView(
        time=str(line.time),
        what=line.what.in_(words.language),
        place=words.place(line.where),
        differs=words.word["day_differs"].format(days=named) if named else "",
    )


def _task(words: Wording, task: AgendaTask) -> TaskView:
    """A task to own or to check."""
    key = "task_owner" if task.checks else "task_checker"
    lines = [
        words.word["standard"].format(text=task.standard) if task.standard else "",
        words.word["caution"].format(text=task.caution) if task.caution else "",
        words.word[key].format(name=task.other) if task.other else "",
    ]
    return TaskView(
        key=task.what,
        what=words.word["to_check"].format(what=task.what) if task.checks else task.what,
        due=words.moment(task.due) if task.due else "",
        lines=tuple(line for line in lines if line),
        done=task.done is not None,
    )


def _duties(words: Wording, duties: Duties) -> DutiesView:
    """A working group's duties, requirements and cautions."""
    named = [
        words.word[key].format(name=name)
        for key, name in (("group_lead", duties.lead), ("group_checker", duties.checker))
        if name
    ]
    lists = [
        (words.word[field], tuple(text.in_(words.language) for text in getattr(duties, field)))
        for field in ("duties", "requirements", "cautions")
    ]
    return DutiesView(
        group=duties.group.in_(words.language),
        lines=(" · ".join(named),) if named else (),
        lists=tuple((label, items) for label, items in lists if items),
    )


def _charge(words: Wording, charge: Charge) -> ChargeView:
    """A guest in the reader's care."""
    rooms = "、".join(room.named(words.language) for room in charge.rooms)
    journeys = (
        ("arrival", charge.arrival, charge.arrival_by),
        ("departure", charge.departure, charge.departure_by),
    )
    lines = [
        " · ".join(part for part in (rooms, "、".join(charge.vehicles)) if part),
        "、".join((*charge.diet, *charge.needs)),
        *(
            f"{words.word[key]} {words.moment(moment)} {by or ''}".strip()
            for key, moment, by in journeys
            if moment
        ),
    ]
    about = (charge.unit, charge.post, charge.party)
    return ChargeView(
        name=charge.name,
        about=" · ".join(part for part in about if part),
        phone=charge.phone or "",
        dial=dialled(charge.phone or ""),
        lines=tuple(line for line in lines if line),
    )
