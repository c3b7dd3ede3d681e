"""The schedule as a poster, by day: only what all guests may know."""

from __future__ import annotations

from typing import Any

from generator import vocabulary
from generator.agenda.views import AgendaDay, Entry
from generator.render.paper.order import PrintOrder
from generator.render.paper.typeset import Job
from generator.render.words import Wording
from generator.render.words.days import full_range, heading_day
from generator.render.words.events import entry_time, entry_title
from generator.render.words.lists import dotted, enumerated
from generator.render.words.spelling import place_text, title_text


def poster_job(order: PrintOrder) -> Job:
    """Return title, dates, and a column of events for each day."""
    agenda, language = order.common, order.language
    words = Wording(language, "card")
    facts = agenda.visit
    data = {
        "paper": order.poster_size,
        "visit": title_text(facts.title, language),
        "host": title_text(facts.host, language),
        "dates": full_range(facts.start, facts.end, language),
        "emblem": facts.appearance.emblem or "",
        "word": vocabulary.words_under("paper", language),
        "days": [programme_day(words, day) for day in agenda.days if day.entries],
        "notices": [words.note(notice) for notice in agenda.notices],
    }
    return Job("poster.typ", data)


def programme_day(words: Wording, day: AgendaDay) -> dict[str, Any]:
    """Return a day of the common programme as texts."""
    return {
        "date": heading_day(day.day, words.language),
        "entries": [_entry(words, entry) for entry in day.entries],
    }


def _entry(words: Wording, entry: Entry) -> dict[str, str]:
    spots = [entry.passage.boarding] if entry.passage and entry.passage.boarding else []
    optional = words.phrase("optional") if entry.optional else ""
    name = words.name(entry.moderator)
    moderator = words.phrase("moderator", name=name) if name else ""
    return {
        "kind": entry.kind.value,
        "time": entry_time(entry, words.language),
        "title": entry_title(entry, words.language),
        "where": place_text(entry.where, words.language, *spots),
        "whom": enumerated(map(words.who, entry.people), words.language),
        "more": dotted(optional, moderator, words.note(entry.note)),
    }
