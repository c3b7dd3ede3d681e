"""Each staff member's duty sheet: what to do, when, to what standard, and whom to look after."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from generator import vocabulary
from generator.render.card.composing import card_view
from generator.render.card.view import CardView, EntryView, SeatView
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words.spelling import title_text


def duty_job(order: PrintOrder) -> Job:
    """Return a sheet for every staff member, each on pages of its own."""
    language = order.language
    word = {
        **vocabulary.words_under("card", language),
        **vocabulary.words_under("paper", language),
    }
    views = [
        card_view(agenda, language, order.as_of, "", {}) for agenda in order.agendas if agenda.staff
    ]
    data = {
        "visit": title_text(order.visit.title, language),
        "word": word,
        "people": [_person(view) for view in views],
    }
    return Job("duties.typ", data, as_of=views[0].as_of if views else "")


def _person(view: CardView) -> dict[str, Any]:
    """One sheet, from the content of the person's own card."""
    return {
        "name": view.name,
        "about": view.about,
        "dates": view.dates,
        "duties": [asdict(duty) for duty in view.duties],
        "tasks": [asdict(task) for task in view.tasks],
        "days": [
            {
                "date": day.date,
                "room": day.room,
                "entries": [_entry(entry, seats) for entry, seats in day.entries],
            }
            for day in view.days
            if day.entries
        ],
        "shared": list(view.shared),
        "charges": [asdict(charge) for charge in view.charges],
        "contacts": [asdict(contact) for contact in view.contacts],
        "notices": list(view.notices),
    }


def _entry(entry: EntryView, seats: tuple[SeatView, ...]) -> dict[str, Any]:
    passage = " · ".join(f"{pair.label} {pair.value}" for pair in entry.pairs)
    calls = (f"{caller.what} {caller.name} {caller.phone}".strip() for caller in entry.in_charge)
    extra = (passage, " · ".join(seat.value for seat in seats), *entry.lines, *calls)
    return {
        "time": entry.time,
        "title": entry.title,
        "where": entry.where,
        "parts": list(entry.parts),
        "lines": [line for line in extra if line],
    }
