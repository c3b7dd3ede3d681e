"""The schedule as a poster: what every guest may know, by day."""

from __future__ import annotations

from typing import Any

from generator import vocabulary
from generator.agenda.views import AgendaDay, Entry
from generator.render.card.wording import Wording, span_of_days
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job


def poster_job(order: PrintOrder) -> Job:
    """Title, dates, and a column of events for each day."""
    agenda, language = order.common, order.language
    words = Wording.of(agenda, language)
    facts = agenda.visit
    data = {
        "paper": order.poster_size,
        "visit": facts.title.in_(language),
        "host": facts.host.in_(language),
        "dates": span_of_days(facts.start, facts.end, language),
        "emblem": facts.appearance.emblem or "",
        "word": vocabulary.words_under("paper", language),
        "days": [programme_day(words, day) for day in agenda.days if day.entries],
        "notices": [notice.in_(language) for notice in agenda.notices],
    }
    return Job("poster.typ", data)


def programme_day(words: Wording, day: AgendaDay) -> dict[str, Any]:
    """A day of the common programme, in words."""
    return {"date": words.date(day.day), "entries": [_entry(words, each) for each in day.entries]}


def _entry(words: Wording, entry: Entry) -> dict[str, str]:
    language = words.language
    passage = entry.passage
    boarding = passage.boarding.in_(language) if passage and passage.boarding else ""
    where = " ".join(part for part in (words.place(entry.where), boarding) if part)
    optional = words.word["optional"] if entry.optional else ""
    moderator = words.word["moderator"].format(name=entry.moderator) if entry.moderator else ""
    note = entry.note.in_(language) if entry.note else ""
    return {
        "kind": entry.kind.value,
        "time": words.time(entry),
        "title": words.title(entry),
        "where": where,
        "whom": "、".join(name.in_(language) for name in entry.people),
        "more": " · ".join(part for part in (optional, moderator, note) if part),
    }
