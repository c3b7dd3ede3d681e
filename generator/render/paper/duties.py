"""Each staff member's duty sheet: what to do, when, to what standard, and whom to look after."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator import vocabulary
from generator.agenda import Agenda
from generator.render.card.composing import card_view
from generator.render.card.view import CardView, EntryView, SeatView
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job


def duty_job(order: PrintOrder) -> Job:
    """A sheet for every staff member, each starting a page of its own."""
    language = order.language
    word = {
        **vocabulary.words_under("card", language),
        **vocabulary.words_under("paper", language),
    }
    views = [_view(order, agenda) for agenda in order.agendas if agenda.staff]
    data = {
        "visit": order.visit.title.in_(language),
        "word": word,
        "people": [_person(view) for view in views],
    }
    return Job("duties.typ", data, as_of=views[0].as_of if views else "")


def _view(order: PrintOrder, agenda: Agenda) -> CardView:
    return card_view(agenda, order.language, order.as_of, "", {})


def _person(view: CardView) -> dict[str, Any]:
    """One sheet, made from what the person's own card says."""
    return {
        "name": view.name,
        "about": view.about,
        "dates": view.dates,
        "duties": [asdict(each) for each in view.duties],
        "tasks": [asdict(each) for each in view.tasks],
        "days": [
            {"date": day.date, "room": day.room, "entries": [_entry(*e) for e in day.entries]}
            for day in view.days
            if day.entries
        ],
        "charges": [asdict(each) for each in view.charges],
        "contacts": [asdict(each) for each in view.contacts],
        "notices": list(view.notices),
    }


def _entry(entry: EntryView, seats: tuple[SeatView, ...]) -> dict[str, Any]:
    aboard = " · ".join(f"{pair.label} {pair.value}" for pair in entry.pairs)
    calls = (f"{c.what} {c.name} {c.phone}".strip() for c in entry.callers)
    extra = (aboard, " · ".join(seat.value for seat in seats), *entry.lines, *calls)
    return {
        "time": entry.time,
        "title": entry.title,
        "where": entry.where,
        "parts": list(entry.parts),
        "lines": [line for line in extra if line],
    }
