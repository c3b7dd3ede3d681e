"""Each staff member's duty sheets: a page with the work as a whole, then a call sheet a day.

A call sheet has what the day asks for on one page: what is special, each entry with its time, its
place, the people and whom to call, and the tasks that are due.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from itertools import count
from typing import Any

from generator import vocabulary
from generator.agenda.views import Agenda, AgendaTask
from generator.model.parsing.moments import Moment
from generator.render.card.composing import card_view, group_cautions
from generator.render.card.guests import special_needs
from generator.render.card.view import AttentionView, CardView, DayView, EntryView, SeatView
from generator.render.paper.heights import least_lines, most_lines
from generator.render.paper.order import PrintOrder
from generator.render.paper.parts import Part, in_parts
from generator.render.paper.typeset import Job
from generator.render.words import Wording
from generator.render.words.days import heading_day
from generator.render.words.spelling import title_text

MOST_PEOPLE = 10
"""The most staff members in a part, each of whom has several pages."""
_SIZES = (10, 9.3, 8.6, 8)
"""The sizes of letters, in points, at which a call sheet may be set to fit on a page."""
_PAGE, _HEAD, _HEADING = 250.0, 18.0, 12.0
"""Millimetres of a page with room to spare, of a call sheet's head, and of a part's heading."""
_LINE, _GAP = 5.0, 2.5
"""Millimetres of a line of text at its full size, and between two rows."""
_WIDE, _MIDDLE, _SIDE = 84, 46, 24
"""The half-width characters that fit in a line of a row, of its middle and of its right side."""
_WHOLE_PAGE, _LEAST_HEAD, _LEAST_LINE, _LEAST_GAP = 261.0, 12.0, 4.2, 1.0
"""Millimetres of a page, and at least of a call sheet's head, of a line and between two rows."""
_LITTLE = 0.85
"""The size of a row's small letters, as a share of the others'."""


def duty_job(order: PrintOrder) -> Job:
    """Return the sheets of every staff member, each part on pages of its own."""
    return _job(order, [agenda for agenda in order.agendas if agenda.staff])


def duty_parts(order: PrintOrder) -> Iterator[Part]:
    """Yield the sheets of some staff members in each part, in the order of the team's list."""
    agendas = [agenda for agenda in order.agendas if agenda.staff]
    for title, people in in_parts([("", agendas)], MOST_PEOPLE):
        yield Part(title, len(people), _job(order, people))


def _job(order: PrintOrder, agendas: Sequence[Agenda]) -> Job:
    language = order.language
    word = {
        **vocabulary.words_under("card", language),
        **vocabulary.words_under("paper", language),
        "directory": vocabulary.word("staff_card.directory", language),
    }
    views = [card_view(agenda, language, order.as_of, "", {}) for agenda in agendas]
    numbers = count()
    data = {
        "visit": title_text(order.visit.title, language),
        "word": word,
        "people": [
            _person(agenda, view, numbers) for agenda, view in zip(agendas, views, strict=True)
        ],
    }
    return Job("duties.typ", data, as_of=views[0].as_of if views else "")


def _person(agenda: Agenda, view: CardView, numbers: Iterator[int]) -> dict[str, Any]:
    """One member's sheets, from the content of the member's own card."""
    words = Wording(view.language, "card")
    attention = (
        *special_needs(words, agenda.charges, len(agenda.charges)),
        *group_cautions(words, agenda.duties),
    )
    pages = {
        day.day: shown for day, shown in zip(agenda.days, view.days, strict=True) if day.entries
    }
    due: Mapping[date | None, list[dict[str, Any]]] = defaultdict(list)
    for task, task_view in zip(agenda.tasks, view.tasks, strict=True):
        day = _due_on(task)
        due[day if day in pages else None].append(asdict(task_view))
    return {
        "name": view.name,
        "about": view.about,
        "part": next(numbers),
        "dates": view.visit.dates,
        "duties": view.duties,
        "tasks": due[None],
        "shared": list(view.shared),
        "charges": view.charges,
        "contacts": view.contacts,
        "directory": view.directory,
        "notices": list(view.notices),
        "days": [
            _day(day, shown, attention, view, due[day], next(numbers))
            for day, shown in pages.items()
        ],
    }


def _due_on(task: AgendaTask) -> date | None:
    return task.due.day if isinstance(task.due, Moment) else None


def _day(
    day: date,
    shown: DayView,
    attention: Sequence[AttentionView],
    view: CardView,
    tasks: Sequence[Mapping[str, Any]],
    part: int,
) -> dict[str, Any]:
    """A call sheet."""
    sheet = {
        "date": heading_day(day, view.language),
        "room": shown.room,
        "attention": [asdict(each) for each in attention],
        "shared": list(view.shared),
        "entries": [_entry(entry, seats) for entry, seats in shown.entries],
        "tasks": tasks,
    }
    return {**sheet, **_fit(sheet), "part": part}


def _fit(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Whether a call sheet fits on a page at its full size (short), or at no size (long).

    Where neither is sure, typst sets it in each of the `sizes` at which it may, the largest first.
    """
    if _most_height(sheet) <= _PAGE:
        return {"fit": "short"}
    sizes = [size for size in _SIZES if _least_height(sheet, size / _SIZES[0]) <= _WHOLE_PAGE]
    return {"fit": "open", "sizes": sizes} if sizes else {"fit": "long"}


def _least_height(sheet: Mapping[str, Any], share: float) -> float:
    """The least millimetres that a call sheet takes in letters of a `share` of their full size."""
    attention = (f"{each['label']} {each['text']}" for each in sheet["attention"])
    lines = [
        *(least_lines(text, _WIDE / share) for text in (*attention, *sheet["shared"])),
        *(_least_entry_lines(entry, share) for entry in sheet["entries"]),
        *(1 + len(task["lines"]) for task in sheet["tasks"]),
    ]
    return _LEAST_HEAD + share * (_LEAST_GAP * len(lines) + _LEAST_LINE * sum(lines))


def _least_entry_lines(entry: Mapping[str, Any], share: float) -> int:
    middle = sum(least_lines(text, _MIDDLE / share) for text in (entry["title"], entry["where"]))
    below = sum(least_lines(text, _MIDDLE / share / _LITTLE) for text in entry["lines"])
    return max(middle + below, len(entry["calls"]))


def _most_height(sheet: Mapping[str, Any]) -> float:
    """The most millimetres that a call sheet takes at its full size."""
    entries = sum(map(_entry_height, sheet["entries"]))
    tasks = sum(map(_task_height, sheet["tasks"]))
    attention = _height([f"{each['label']} {each['text']}" for each in sheet["attention"]], _WIDE)
    shared = sum(_height([text], _WIDE) for text in sheet["shared"])
    headings = 2 + bool(sheet["tasks"]) + bool(sheet["shared"])
    return _HEAD + headings * _HEADING + entries + tasks + attention + shared


def _entry_height(entry: Mapping[str, Any]) -> float:
    title = " ".join((entry["title"], *entry["parts"]))
    calls = [" ".join((call["what"], call["name"], call["phone"])) for call in entry["calls"]]
    middle = _height([title, entry["where"], *entry["lines"]], _MIDDLE)
    return max(middle, _height(calls, _SIDE))


def _task_height(task: Mapping[str, Any]) -> float:
    other = " ".join(map(str, task["other"].values())) if task["other"] else ""
    middle = _height([task["what"], *task["lines"]], _MIDDLE)
    return max(middle, _height([task["due"], other], _SIDE))


def _height(texts: Sequence[str], place: float) -> float:
    """The most millimetres of some texts, one below the other, in a row."""
    return _GAP + _LINE * sum(most_lines(text, place) for text in texts)


def _entry(entry: EntryView, seats: tuple[SeatView, ...]) -> dict[str, Any]:
    passage = " · ".join(f"{pair.label} {pair.value}" for pair in entry.pairs)
    extra = (passage, " · ".join(seat.value for seat in seats), *entry.lines)
    return {
        "time": entry.time,
        "title": entry.title,
        "where": entry.where,
        "parts": list(entry.parts),
        "lines": [line for line in extra if line],
        "calls": [asdict(person) for person in entry.in_charge],
    }
