"""The schedule, the agendas of its items, the timetable, and what a hotel's desk does when."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta

from generator.model.attendance import attendees
from generator.model.enums import DeskMatter
from generator.model.lodging import Stay
from generator.model.parsing.labels import member_in
from generator.model.people import Guest, Person, headcount
from generator.model.record import PersonId
from generator.model.schedule import DailyMatter, ScheduleItem
from generator.model.visit import Visit
from generator.render.lists.columns import (
    Column,
    columns,
    loadable_list,
    optional_columns,
    row_of,
)
from generator.render.lists.naming import ListWords
from generator.render.words.people import name_list
from generator.render.workbook.listing import Cells, Listing, grouped, listing
from generator.text import Text

ITEM = (
    *columns("ScheduleItem", "day", "time", "title", "place", "participants", "moderator"),
    *columns("ScheduleItem", "receiver", "responsible", "checker", "kind"),
    *optional_columns("ScheduleItem", "optional", "dress", "papers"),
    *columns("ScheduleItem", "note"),
    *optional_columns("ScheduleItem", "staff_note"),
)
POINT_ITEM = Column("AgendaPoint", "item")
POINT = (
    POINT_ITEM,
    *columns("AgendaPoint", "number", "title", "speaker", "minutes"),
    *optional_columns("AgendaPoint", "papers"),
)
ROUTINE = columns("Routine", "what", "days", "time", "place", "participants", "responsible")
ITEM_ID = columns("ScheduleItem", "id")


def schedule(visit: Visit, words: ListWords) -> Listing:
    """Return the schedule's items, in the visit's order; those without a day yet come last."""
    undated = (event for event in visit.undated if isinstance(event, ScheduleItem))
    rows = [row_of(item, (*ITEM, *ITEM_ID)) for item in (*visit.schedule, *undated)]
    return loadable_list(words, ITEM, rows, unprinted=ITEM_ID)


def points(visit: Visit, words: ListWords) -> Listing:
    """Return the points of the items' agendas, in the order of the schedule."""
    titles = Counter(title for item in visit.schedule for title in _titles(item.title))
    rows = []
    for item in visit.schedule:
        title = item.title.in_(words.language)
        name = title if titles[title] == 1 else item.id
        rows += [row_of(point, POINT) | {POINT_ITEM: name} for point in visit.points_of(item)]
    return loadable_list(words, POINT, rows)


def _titles(title: Text) -> set[str]:
    return {*title.versions}


def routine(visit: Visit, words: ListWords) -> Listing:
    """Return the timetable, in the visit's order."""
    (days,) = columns("Routine", "days")
    every_day = {days: words.phrase("every_day")}
    rows = [
        row_of(line, ROUTINE) | (every_day if line.is_of_every_day else {})
        for line in visit.routine
    ]
    return loadable_list(words, ROUTINE, rows)


def desk(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each room and each call, collection of luggage or check-out, by time."""
    headings = (
        words.label("Stay", "venue"),
        *words.labels("Routine", "days", "time", "what"),
        words.label("Stay", "room"),
        *words.phrases("people", "guests"),
    )
    stays: dict[PersonId, list[Stay]] = defaultdict(list)
    for stay in visit.stays:
        for person in stay.people.people:
            stays[person.id].append(stay)
    matters = [matter for matter in visit.daily_matters if member_in(DeskMatter, matter.title)]
    matters.sort(key=lambda matter: (matter.start, matter.id))
    rows = (row for matter in matters for row in _desk_rows(matter, stays, words))
    # By hotel, since each desk has its own calls to make.
    ordered = tuple(sorted(rows, key=lambda row: row[0]))
    groups = grouped(ordered, lambda row: row[0], lambda row: row[1:4])
    return listing(headings, ordered, groups=groups)


def _desk_rows(
    matter: DailyMatter, stays: dict[PersonId, list[Stay]], words: ListWords
) -> list[Cells]:
    """A row for each room in which guests of the matter slept the night before."""
    night = matter.day - timedelta(days=1)
    by_room: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in attendees(matter):
        stay = next((stay for stay in stays[person.id] if night in stay.nights), None)
        if stay:
            room = words.text(stay.room_text)
            by_room[words.text(stay.venue.name), room].append(person)
        elif isinstance(person, Guest) and person.needs_room:
            by_room["", ""].append(person)
    when = (matter.day.isoformat(), words.text(matter.time_text), words.text(matter.title))
    # 902 comes before 1001.
    ordered = sorted(by_room.items(), key=lambda item: (len(item[0][1]), item[0][1]))
    return [
        (hotel, *when, room, str(headcount(people)), name_list(people, words.language))
        for (hotel, room), people in ordered
    ]
