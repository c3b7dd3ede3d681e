"""Words an agenda as a card in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache, lru_cache

from generator import vocabulary
from generator.agenda.programme import days_that_differ
from generator.agenda.views import (
    Agenda,
    AgendaDay,
    AgendaTask,
    Colleagues,
    Driving,
    Duties,
    Entry,
    Lodging,
    PhoneContact,
    RoutineLine,
    VisitFacts,
)
from generator.render.card.entries import (
    CardContext,
    caller_view,
    entry_view,
    map_link,
    seat_views,
)
from generator.render.card.guests import guests_in_care, special_needs
from generator.render.card.panels import panel_view
from generator.render.card.roll_calls import roll_calls_view
from generator.render.card.view import (
    AttentionView,
    CallerView,
    CardView,
    ChangeView,
    ColleaguesView,
    DayView,
    DrivingView,
    DutiesView,
    EntryView,
    RoomView,
    RoutineView,
    SeatView,
    TaskView,
    VisitView,
)
from generator.render.script_times import day_number, late_from
from generator.render.words import Wording
from generator.render.words.days import (
    full_range,
    heading_day,
    moment_text,
    numeric_day,
    short_day,
    timestamp,
)
from generator.render.words.events import routine_time
from generator.render.words.lists import dotted, enumerated
from generator.render.words.people import dialled
from generator.render.words.places import hotel_lines, room_text
from generator.render.words.spelling import full_place_text, note_text

CHECK_OUT = time(12)
"""Until when guests keep their rooms on the last day, where the hotel's page has no time."""


def card_view(
    agenda: Agenda,
    language: str,
    as_of: datetime,
    version: str,
    marks: Mapping[str, int],
    changes: Sequence[ChangeView] = (),
    papers: tuple[tuple[str, str], ...] = (),
) -> CardView:
    """A person's agenda as a card in `language`.

    `as_of` is aware. `marks` has until when (seconds since 1970) entries, by key, and rooms, as
    `stay:<date>`, are marked as changed. `changes` are in the same language. `papers` are the
    addresses of files, by their names.
    """
    context = CardContext.of(agenda, language, papers)
    shared, charges = guests_in_care(context.words, agenda.charges)
    words = context.words
    all_entries = agenda.entries
    entries = {entry.key: entry for entry in all_entries}
    calls = {call.key: call.code for call in agenda.roll_calls}
    facts = agenda.visit
    companions = agenda.companions
    with_companions = words.phrase("companions", n=companions.count) if companions else ""
    about = map(words.proper, (agenda.unit, agenda.post, *agenda.parties, agenda.part))
    return CardView(
        language=language,
        language_name=vocabulary.catalog(language).name,
        direction=vocabulary.catalog(language).direction,
        word=page_words(language, staff=agenda.staff),
        visit=_visit(facts, max(facts.end, *(day.day for day in agenda.days)), language),
        name=words.name(agenda.name),
        about=dotted(*about, with_companions),
        staff=agenda.staff,
        days=tuple(_day(context, day, entries, marks, calls) for day in agenda.days),
        driving=_driving(context, agenda.driving) if agenda.driving else None,
        rooms=tuple(_room(context, stay, marks) for stay in agenda.stays),
        routine=tuple(_routine(words, line, all_entries) for line in agenda.routine),
        contacts=tuple(caller_view(words, caller) for caller in agenda.contacts),
        notices=tuple(words.note(notice) for notice in agenda.notices),
        duties=tuple(_duties(words, duties) for duties in agenda.duties),
        tasks=tuple(_task(context, task) for task in agenda.tasks),
        tell=_contact_for_all(words, agenda.tasks),
        charges=charges,
        shared=shared,
        attention=(*special_needs(words, agenda.charges), *group_cautions(words, agenda.duties)),
        directory=tuple(_colleagues(words, colleagues) for colleagues in agenda.directory),
        panels=tuple(panel_view(context, panel) for panel in agenda.panels),
        roll_calls=roll_calls_view(agenda, words) if agenda.roll_calls else None,
        changes=tuple(_placed(changes, agenda)),
        as_of=timestamp(as_of, facts.timezone, language),
        version=version,
    )


@cache
def page_words(language: str, *, staff: bool) -> Mapping[str, str]:
    """The words of a card's page; staff are not thanked for coming."""
    words = vocabulary.words_under("card", language)
    return {**words, **vocabulary.words_under("staff_card", language)} if staff else words


@lru_cache(maxsize=64)
def _visit(facts: VisitFacts, last: date, language: str) -> VisitView:
    """The visit on a card whose last day is `last`."""
    words = Wording(language, "card")
    return VisitView(
        emblem=facts.appearance.emblem or words.text(facts.host)[:1],
        title=words.text(facts.title),
        host=words.text(facts.host),
        dates=full_range(facts.start, facts.end, language),
        timezone=facts.timezone,
        last=day_number(last),
    )


def _placed(changes: Sequence[ChangeView], agenda: Agenda) -> Iterator[tuple[ChangeView, str]]:
    """Each change with its place on the card: `e3`, `r0`, or nowhere."""
    places = {entry.key: f"e{number}" for number, entry in enumerate(agenda.entries)}
    places |= {f"stay:{stay.check_in}": f"r{number}" for number, stay in enumerate(agenda.stays)}
    for change in changes:
        yield change, places.get(change.key, "")


def _day(
    context: CardContext,
    day: AgendaDay,
    entries: Mapping[str, Entry],
    marks: Mapping[str, int],
    calls: Mapping[str, str],
) -> DayView:
    """A day, and where its night is spent."""
    language = context.words.language
    lodging = day.lodging
    return DayView(
        date=heading_day(day.day, language),
        tab=numeric_day(day.day, language),
        number=day_number(day.day),
        entries=tuple(_entry(context, entry, entries, marks, calls) for entry in day.entries),
        room=room_text(lodging.where.venue, lodging.room, language) if lodging else "",
    )


def _entry(
    context: CardContext,
    entry: Entry,
    entries: Mapping[str, Entry],
    marks: Mapping[str, int],
    calls: Mapping[str, str],
) -> tuple[EntryView, tuple[SeatView, ...]]:
    """An entry in the words that all its cards share, and the reader's own seats."""
    shared = replace(entry, table=None, seats=()) if entry.table or entry.seats else entry
    ride = entries.get(entry.reached_by or entry.met_by or "")
    seats = tuple(seat_views(context.words, entry))
    call = calls.get(entry.key, "")
    return entry_view(context, shared, ride, marks.get(entry.key, 0), call), seats


def _room(context: CardContext, stay: Lodging, marks: Mapping[str, int]) -> RoomView:
    """A room, its floor and type, its nights, and the facts that its hotel's page gives."""
    words = context.words
    floor = words.phrase("floor", floor=stay.floor) if stay.floor else ""
    kind = words.member("RoomType", stay.type)
    phone = stay.phone or ""
    leave = stay.facts.check_out if stay.facts and stay.facts.check_out else CHECK_OUT
    room = room_text(stay.where.venue, stay.room, words.language)
    since = words.phrase("from_day", date=short_day(stay.check_in, words.language))
    others = enumerated(map(words.place, stay.companions), words.language)
    companions = words.phrase("companions_in", rooms=others) if others else ""
    return RoomView(
        number=words.text(stay.room),
        first=day_number(stay.check_in),
        last=day_number(stay.check_out),
        check_out=leave.hour * 60 + leave.minute,
        later=f"{since} {room}",
        facts=tuple(hotel_lines(stay.facts, words.language)) if stay.facts else (),
        where=full_place_text(stay.where, words.language),
        detail=dotted(floor, kind, companions),
        nights=full_range(stay.check_in, stay.check_out, words.language),
        map=map_link(context, stay.where),
        phone=phone,
        dial=dialled(phone),
        marked_until=marks.get(f"stay:{stay.check_in}", 0),
    )


def _driving(context: CardContext, driving: Driving) -> DrivingView:
    """Where a guest who comes by car drives to."""
    words = context.words
    pairs = (
        (words.label("Venue", "address"), note_text(driving.address, words.language)),
        (words.label("Venue", "parking"), note_text(driving.parking, words.language)),
    )
    return DrivingView(
        where=full_place_text(driving.where, words.language),
        pairs=tuple((label, value) for label, value in pairs if value),
        map=map_link(context, driving.where),
    )


def _routine(words: Wording, line: RoutineLine, entries: tuple[Entry, ...]) -> RoutineView:
    """A line of the daily timetable, and the days on which its reader's plan differs."""
    days = enumerated(
        (short_day(day, words.language) for day in days_that_differ(line, entries)), words.language
    )
    return RoutineView(
        time=routine_time(line, words.language),
        what=words.text(line.what),
        place=words.place(line.where),
        differs=words.phrase("day_differs", days=days) if days else "",
    )


def _contact_for_all(words: Wording, tasks: Sequence[AgendaTask]) -> CallerView | None:
    """The person to report all tasks to; None where there are several such people."""
    contacts = list({contact for task in tasks if (contact := _contact_for(task))})
    what = vocabulary.word("staff_card.tell", words.language)
    return caller_view(words, contacts[0], what) if len(contacts) == 1 else None


def _contact_for(task: AgendaTask) -> PhoneContact | None:
    """The person to report a task to: its other checker or owner, else the lead."""
    return PhoneContact(task.other, task.other_phone) if task.other else task.lead


def _task(context: CardContext, task: AgendaTask) -> TaskView:
    """A task to own or to check."""
    words = context.words
    key = "owner" if task.checks else "checker"
    label = words.label("Task", key) if task.other else words.label("Group", "lead")
    contact = _contact_for(task)
    lines = [
        words.phrase("standard", text=words.note(task.standard)) if task.standard else "",
        words.phrase("caution", text=words.note(task.caution)) if task.caution else "",
    ]
    what = words.note(task.what)
    return TaskView(
        key=task.what,
        what=words.phrase("to_check", what=what) if task.checks else what,
        due=moment_text(task.due, words.language),
        due_at=late_from(task.due, context.timezone),
        lines=tuple(line for line in lines if line),
        done=task.done is not None,
        other=caller_view(words, contact, label) if contact else None,
    )


def _duties(words: Wording, duties: Duties) -> DutiesView:
    """A working group's duties, requirements and cautions."""
    named = [
        words.phrase(key, name=words.name(name))
        for key, name in (("group_lead", duties.lead), ("group_checker", duties.checker))
        if name
    ]
    lists = [
        (words.phrase(field), tuple(map(words.note, getattr(duties, field))))
        for field in ("duties", "requirements", "cautions")
    ]
    return DutiesView(
        group=words.text(duties.group),
        lines=(dotted(*named),) if named else (),
        lists=tuple((label, items) for label, items in lists if items),
    )


def group_cautions(words: Wording, groups: Sequence[Duties]) -> Iterator[AttentionView]:
    """What each working group has to watch for in this visit."""
    for duties in groups:
        if duties.special:
            texts = map(words.note, duties.special)
            text = vocabulary.word("diff.then", words.language).join(texts)
            yield AttentionView(words.text(duties.group), text)


def _colleagues(words: Wording, colleagues: Colleagues) -> ColleaguesView:
    group = words.text(colleagues.group)
    return ColleaguesView(group, tuple(caller_view(words, each) for each in colleagues.people))
