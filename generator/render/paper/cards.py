"""Cards to hand out: a name, a QR code, and the further fields that the office chooses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from generator import vocabulary
from generator.agenda import Agenda
from generator.agenda.views import Entry
from generator.render.paper.order import PrintOrder
from generator.render.paper.parts import Part, grouped, in_parts
from generator.render.paper.typeset import Job
from generator.render.svg.qr import QUIET_ZONE, qr_width
from generator.render.words import Wording
from generator.render.words.days import full_range, heading_day
from generator.render.words.events import entry_time, entry_title
from generator.render.words.lists import dotted, enumerated
from generator.render.words.places import room_text, table_text, vehicle_text
from generator.render.words.spelling import name_lines, proper_text, title_text

SMALLEST_CODE = 25.0
"""Millimetres from the first dark module to the last that an old phone reads in a dim lobby."""
_CODE_SIZES = {"a4-8": 31.0, "a4-10": SMALLEST_CODE, "badge": SMALLEST_CODE, "lanyard": 44.0}
_SIZES: dict[str, tuple[float, float]] = {
    "a4-8": (90, 66), "a4-10": (90, 54), "badge": (90, 54), "lanyard": (105, 148),
}  # fmt: skip


def card_job(order: PrintOrder) -> Job:
    """Return a card for every person, guests by party, then staff."""
    return _job(order, order.agendas_by_party)


def card_parts(order: PrintOrder) -> Iterator[Part]:
    """Yield the cards of some parties in each part, then those of staff."""
    staff = vocabulary.word("paper.staff", order.language)
    guests = vocabulary.label("Visit", "guests", order.language)
    groups = grouped(order.agendas_by_party, lambda a: staff if a.staff else a.party or guests)
    for title, agendas in in_parts(groups):
        yield Part(title, len(agendas), _job(order, agendas))


def _job(order: PrintOrder, agendas: Sequence[Agenda]) -> Job:
    codes: dict[str, str] = {}
    cards = []
    for number, agenda in enumerate(agendas):
        card = _card(order, agenda)
        if link := order.links.get(agenda.person):
            name = f"code-{number}.svg"
            codes[name] = link
            side, quiet = _picture_size(link, _CODE_SIZES[order.card_format])
            card |= {"code": name, "side": side, "quiet": quiet}
        cards.append(card)
    width, height = _SIZES[order.card_format]
    data = {
        "format": order.card_format,
        "back": order.card_back,
        "width": width,
        "height": height,
        "cards": cards,
    }
    return Job("cards.typ", data, codes=codes)


def _picture_size(link: str, code: float) -> tuple[float, float]:
    """The sides, in millimetres, of the picture of a code of `code`, and of its quiet zone."""
    module = code / qr_width(link)
    return round(code + 2 * QUIET_ZONE * module, 2), round(QUIET_ZONE * module, 2)


def _card(order: PrintOrder, agenda: Agenda) -> dict[str, Any]:
    facts, language = agenda.visit, order.language_of(agenda)
    fields = order.card_fields
    word = vocabulary.words_under("paper", language)
    return {
        "visit": title_text(facts.title, language),
        "host": title_text(facts.host, language),
        "dates": full_range(facts.start, facts.end, language),
        "emblem": facts.appearance.emblem or "",
        "name": name_lines(agenda.name, language) if "name" in fields else "",
        "party": _parties(agenda, language) if "party" in fields else "",
        "staff": word["staff"] if agenda.staff else "",
        "lines": [pair for field, pair in _lines(agenda, language) if field in fields],
        "days": list(_days(agenda, fields, language)) if order.card_back == "days" else [],
        "scan": word["scan"],
        "found": word["found"],
        "code_alt": word["code"],
        "code": "",
        "side": 0,
        "quiet": 0,
    }


def _parties(agenda: Agenda, language: str) -> str:
    return enumerated((proper_text(party, language) for party in agenda.parties), language)


def _days(agenda: Agenda, fields: Collection[str], language: str) -> Iterator[dict[str, Any]]:
    """The person's days, with vehicles and tables if the card's fields include them."""
    words = Wording(language, "card")
    for day in agenda.days:
        if day.entries:
            yield {
                "date": heading_day(day.day, words.language),
                "entries": [
                    (
                        entry_time(entry, words.language),
                        entry_title(entry, words.language),
                        dotted(words.place(entry.where), *_own_places(entry, words, fields)),
                    )
                    for entry in day.entries
                ],
            }


def _own_places(entry: Entry, words: Wording, fields: Collection[str]) -> Iterator[str]:
    if "vehicle" in fields and entry.passage:
        yield vehicle_text(entry.passage.vehicle, words.language, entry.passage.plate)
    if "table" in fields and entry.table:
        yield table_text(entry.table.table, words.language, entry.table.seat)


def _lines(agenda: Agenda, language: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """(field, (label, text)) of room, table and vehicle, where the person has them."""
    rooms = (room_text(stay.where.venue, stay.room, language) for stay in agenda.stays)
    tables = (
        table_text(entry.table.table, language, entry.table.seat)
        for entry in agenda.entries
        if entry.table
    )
    vehicles = (
        vehicle_text(entry.passage.vehicle, language)
        for entry in agenda.entries
        if entry.passage and entry.passage.vehicle
    )
    for field, label, texts in (
        ("room", vocabulary.label("Stay", "room", language), rooms),
        ("table", vocabulary.label("DiningTable", "seats", language), tables),
        ("vehicle", vocabulary.label("Visit", "vehicles", language), vehicles),
    ):
        if one_line := " / ".join(dict.fromkeys(texts)):
            yield field, (label, one_line)
