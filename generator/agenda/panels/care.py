"""The panels of medical and security staff: whom to look after, and how many to lead out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.agenda.index import Index
from generator.agenda.panels.views import CareRow, FloorCount
from generator.agenda.reader import Reader
from generator.agenda.views import AgendaLocation
from generator.agenda.work import party_names, room_of
from generator.model.people import Guest


def care_rows(index: Index, reader: Reader) -> Iterator[CareRow]:
    """Guests with needs, then guests with only a diet; none for a reader who may not see both."""
    guests = [guest for guest in index.visit.guests if guest.needs or guest.diet]
    for guest in sorted(guests, key=lambda guest: not guest.needs):
        if not (reader.may_see(guest, "needs") and reader.may_see(guest, "diet")):
            continue
        party, *_ = party_names(reader, guest) or (None,)
        stays = index.of(guest).stays
        rooms = (room_of(reader, stay) for stay in stays if reader.may_see(stay, "people"))
        yield CareRow(
            key=f"care:{guest.name} {guest.id}",
            name=reader.name(guest),
            party=party,
            needs=reader.see(guest, "needs", ()),
            diet=reader.see(guest, "diet", ()),
            rooms=tuple(dict.fromkeys(rooms)),
            liaison=reader.contact(guest.looked_after_by),
        )


def evacuation_rows(index: Index, reader: Reader) -> Iterator[FloorCount]:
    """How many people sleep where in each night: numbers alone, no names."""
    counts: dict[tuple[date, str, str | None], list[int]] = {}
    names: dict[str, AgendaLocation] = {}
    for stay in index.visit.stays:
        names[stay.venue.id] = AgendaLocation(reader.see(stay.venue, "name"))
        floor = reader.see(stay.room, "floor") if stay.room else None
        people = stay.people.people
        helped = sum(isinstance(person, Guest) and bool(person.needs) for person in people)
        for night in stay.nights:
            total = counts.setdefault((night, stay.venue.id, floor), [0, 0])
            total[0] += stay.people.headcount
            total[1] += helped
    for (night, venue, floor), (count, helped) in sorted(counts.items(), key=_order):
        key = f"floor:{night} {venue} {floor or ''}"
        yield FloorCount(key, night, names[venue], count, floor, helped)


def _order(
    entry: tuple[tuple[date, str, str | None], list[int]],
) -> tuple[date, str, bool, int, str]:
    night, venue, floor = entry[0]
    return night, venue, floor is None, len(floor or ""), floor or ""
