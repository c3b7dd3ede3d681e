"""Signs to put up: on doors, on tables, at seats, behind windscreens.

They show nothing but what the people concerned see on their own cards. A door has the number of
its room, and the names of those inside only if the order asks for them: a name and a room number
together are not put up for others to read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from generator import vocabulary
from generator.agenda import Agenda
from generator.agenda.views import Entry
from generator.findings import Finding, notice
from generator.model.enums import SeatingForm
from generator.model.lodging import rooms_booked
from generator.model.visit import Visit
from generator.render.paper.order import BETWEEN_NAMES, PrintOrder
from generator.render.paper.parts import Part, grouped, in_parts
from generator.render.paper.typeset import Job
from generator.render.words.days import full_range, heading_day
from generator.render.words.events import entry_start
from generator.render.words.lists import joined, listed
from generator.render.words.places import table_text
from generator.render.words.spelling import name_text, title_text
from generator.text import Text

_WITH_NAME_CARDS = {SeatingForm.PLATFORM, SeatingForm.HALL, SeatingForm.LONG_TABLE}


def sign_job(order: PrintOrder) -> Job:
    """Return door signs, table signs, name cards for seats, and vehicle signs."""
    return _job(
        order,
        doors=list(_doors(order)),
        tables=list(_tables(order)),
        seats=_seats(order),
        vehicles=list(_vehicles(order)),
    )


def sign_parts(order: PrintOrder) -> Iterator[Part]:
    """Yield the signs in parts: doors by floor, then tables, seats and vehicles."""
    word = vocabulary.words_under("paper.signs", order.language)
    doors = grouped(_doors(order), lambda door: joined(door["venue"], door["floor"]))
    for title, signs in in_parts(doors):
        yield Part(title, len(signs), _job(order, doors=signs))
    others = {"tables": list(_tables(order)), "seats": _seats(order),
              "vehicles": list(_vehicles(order))}  # fmt: skip
    for kind, all_signs in others.items():
        for title, signs in in_parts([(word[kind], all_signs)]):
            yield Part(title, len(signs), _job(order, **{kind: signs}))


def _job(order: PrintOrder, **signs: Sequence[Mapping[str, Any]]) -> Job:
    """The signs of each kind; none of a kind that is not given."""
    visit = order.visit
    data = {
        "visit": title_text(visit.title, order.language),
        "host": title_text(visit.host, order.language),
        "word": vocabulary.words_under("paper", order.language),
        **{kind: signs.get(kind, ()) for kind in ("doors", "tables", "seats", "vehicles")},
    }
    return Job("signs.typ", data)


def doors_without_number(visit: Visit) -> Iterator[Finding]:
    """A notice of the rooms that have no number yet, and so no sign."""
    open_rooms = [stay for stay in visit.stays if stay.room is None]
    if open_rooms:
        hotels = dict.fromkeys(str(stay.venue.name) for stay in open_rooms)
        rooms = sum(sum(kinds.values()) for kinds in rooms_booked(open_rooms).values())
        place = open_rooms[0].written_at("room")
        yield notice("paper.doors_open", place, n=rooms or "?", venues=listed(hotels))


def _doors(order: PrintOrder) -> Iterator[dict[str, Any]]:
    """A sign for each room; with names, for each range of nights in it.

    The nights are printed only where a room has several signs.
    """
    language = order.language
    lodgers: dict[tuple[str, str, str, date, date], list[str]] = defaultdict(list)
    for agenda in order.agendas:
        for stay in agenda.stays:
            if isinstance(stay.room, Text):  # it is still to be decided
                continue
            venue = title_text(stay.where.venue, language)
            span = (stay.check_in, stay.check_out) if order.door_names else (date.min, date.min)
            key = (venue, stay.room, stay.floor or "", *span)
            lodgers[key].append(name_text(agenda.name, language))
    signs_of_room = Counter(key[:2] for key in lodgers)
    for key in sorted(lodgers):
        venue, room, floor, check_in, check_out = key
        nights = full_range(check_in, check_out, language) if signs_of_room[key[:2]] > 1 else ""
        yield {
            "number": room,
            "venue": venue,
            "floor": _floor(floor, language),
            "names": BETWEEN_NAMES.join(lodgers[key]) if order.door_names else "",
            "nights": nights,
        }


def _floor(floor: str, language: str) -> str:
    return vocabulary.word("card.floor", language, floor=floor) if floor else ""


def _entries(order: PrintOrder) -> Iterator[tuple[Agenda, Entry]]:
    return ((agenda, entry) for agenda in order.agendas for entry in agenda.entries)


def _tables(order: PrintOrder) -> Iterator[dict[str, str]]:
    """A sign for each table, one for all the meals at it."""
    language = order.language
    tables = {
        (place.table, title_text(place.table_name, language))
        for _, entry in _entries(order)
        if (place := entry.table) and place.seats
    }
    for number, name in sorted(tables, key=lambda table: (_by_number(table[0]), table[1])):
        yield {"number": table_text(number, language), "name": name}


def _seats(order: PrintOrder) -> list[dict[str, str]]:
    """A name card for everybody with a seat that has one; for every guest where nobody has."""
    seated = [agenda for agenda in order.agendas if any(map(_has_name_card, agenda.entries))]
    people = seated or [agenda for agenda in order.agendas if not agenda.staff]
    return [{"name": name_text(agenda.name, order.language)} for agenda in people]


def _has_name_card(entry: Entry) -> bool:
    return bool(entry.table) or any(place.form in _WITH_NAME_CARDS for place in entry.seats)


def _vehicles(order: PrintOrder) -> Iterator[dict[str, Any]]:
    """A sign for each vehicle, with its routes by time."""
    language = order.language
    routes: dict[str, dict[tuple[str, str, str, str], None]] = {}
    plates: dict[str, str] = {}
    # People with the same plan share its entries.
    entries = {id(entry): entry for _, entry in _entries(order)}
    for entry in sorted(entries.values(), key=lambda entry: entry.start):
        passage = entry.passage
        if passage is None or not isinstance(passage.vehicle, str):
            continue
        origin, destination = passage.origin.venue, passage.destination.venue
        route = (
            heading_day(entry.start.date(), language),
            entry_start(entry, language),
            title_text(origin, language),
            title_text(destination, language),
        )
        routes.setdefault(passage.vehicle, {})[route] = None
        plates[passage.vehicle] = passage.plate if isinstance(passage.plate, str) else ""
    for number in sorted(routes, key=_by_number):
        vehicle = title_text(number, language)
        yield {"number": vehicle, "plate": plates[number], "routes": list(routes[number])}


def _by_number(text: str) -> tuple[int, str]:
    """2 before 10, and numbers before words."""
    digits = "".join(c for c in text if c.isdecimal())
    return (int(digits) if digits else 10**9, text)
