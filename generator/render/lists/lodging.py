"""Rooms as the office enters them, and for the front desk by hotel and room."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator

from generator.agenda import hotel_facts
from generator.agenda.reader import Reader
from generator.agenda.views import HotelFacts
from generator.model.audience import STAFF
from generator.model.lodging import Stay
from generator.model.people import Guest, Person, UnnamedMembers, name_with_companions
from generator.model.visit import Visit
from generator.render.lists.columns import columns, loadable_list, optional_columns, row_of
from generator.render.lists.naming import ListWords
from generator.render.words.lists import joined
from generator.render.words.people import companions_of, party_of
from generator.render.words.places import hotel_lines, rooms_text
from generator.render.workbook.listing import Cells, Listing, grouped, listing

STAY = (
    *columns("Stay", "venue", "room", "type"),
    *optional_columns("Stay", "count"),
    *columns("Stay", "check_in", "check_out", "people", "note"),
)


def stays(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each room, in the visit's order."""
    return loadable_list(words, STAY, [row_of(stay, STAY) for stay in visit.stays])


def rooms(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each lodger by hotel, room and night, for handing out keys."""
    headings = (
        words.label("Stay", "venue"),
        *words.labels("Room", "floor", "number", "type"),
        *words.labels("Guest", "name", "sex", "unit", "parties", "phone"),
        *words.labels("Stay", "check_in", "check_out", "note"),
    )
    ordered = sorted(visit.stays, key=lambda stay: _by_place(stay, words))
    rows = tuple(row for stay in ordered for row in _lodgers(stay, words))
    # Each hotel has its own desk, each floor its own attendant.
    return listing(headings, rows, groups=grouped(rows, lambda row: row[0], lambda row: row[1]))


def hotels(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each hotel with facts that guests ask for at the desk."""
    fields = [field.name for field in dataclasses.fields(HotelFacts)]
    headings = (*words.labels("Venue", "name", "phone"), *words.labels("Venue", *fields))
    reader = Reader(STAFF)
    rows = []
    venues = {stay.venue.id: stay.venue for stay in visit.stays}
    for venue in venues.values():
        if facts := hotel_facts(reader, venue):
            values = {field: value for field, _, value in hotel_lines(facts, words.language)}
            about = (words.text(venue.name), venue.phone or "")
            rows.append((*about, *(values.get(field, "") for field in fields)))
    return listing(headings, tuple(rows))


def _by_place(stay: Stay, words: ListWords) -> tuple[str, int, str, str]:
    # 902 comes before 1001, and what is still to be decided last.
    number = stay.room.number if stay.room else ""
    order = len(number) or sys.maxsize
    return words.text(stay.venue.name), order, number, stay.check_in.isoformat()


def _lodgers(stay: Stay, words: ListWords) -> Iterator[Cells]:
    room = stay.room
    kind = rooms_text(stay, words.language)
    floor = (room and room.floor) or ""
    where = (words.text(stay.venue.name), floor, words.text(stay.room_text), kind)
    nights = (stay.check_in.isoformat(), stay.check_out.isoformat(), stay.note or "")
    for person in stay.people.people or (None,):
        yield *where, *_lodger(person, words), *nights


def _lodger(person: Person | None, words: ListWords) -> Cells:
    if person is None:
        return words.phrase("nobody"), "", "", "", ""
    # A counted class has its number in its name, and is nobody's companions: 三年级2班（43人）.
    companions = None
    if isinstance(person, Guest) and not isinstance(person, UnnamedMembers):
        companions = person.companions
    sex = joined(words.member("Sex", person.sex), companions_of(companions, words.language))
    name = name_with_companions(person, words.language)
    return name, sex, person.unit or "", party_of(person), person.phone or ""
