"""Who sleeps where: by hotel and floor for the front desk, and by guest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.model.lodging import Stay
from generator.model.people import Guest
from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Remark, Rows, Section, cells
from generator.render.handbook.words import day, joined, label, labels, names, say, see, text


def rooming_sections(visit: Visit) -> Iterator[Section]:
    """A section for each floor of each hotel, then every guest's room."""
    if not visit.stays:
        yield Section(label("Visit", "stays"), (Remark(say("no_stays"), "warning"),))
        return
    floors: dict[tuple[str, str], list[Stay]] = {}
    for stay in sorted(visit.stays, key=_by_place):
        key = (text(stay.venue.name), stay.room.floor or "")
        floors.setdefault(key, []).append(stay)
    for (hotel, floor), stays in floors.items():
        title = joined(hotel, say("floor", floor=floor) if floor else "")
        yield Section(title, (_by_room(stays),))
    yield Section(say("by_guest"), (_by_guest(visit),))


def _by_place(stay: Stay) -> tuple[str, str, date]:
    return stay.venue.id, stay.room.number, stay.check_in


def _by_room(stays: Sequence[Stay]) -> Rows:
    headings = labels("Stay", "room", "type", "people", "check_in", "check_out")
    return Rows(
        headings,
        tuple(
            cells(
                stay.room.number,
                label("RoomType", stay.room.type),
                Cell(names(stay.people.people), see(stay, "note") or ""),
                day(stay.check_in),
                day(stay.check_out),
            )
            for stay in stays
        ),
    )


def _by_guest(visit: Visit) -> Rows:
    rooms: dict[str, list[Stay]] = {}
    for stay in visit.stays:
        for person in stay.people.people:
            rooms.setdefault(person.id, []).append(stay)
    headings = (label("Guest", "name"), label("Guest", "party"), label("Stay", "room"))
    return Rows(headings, tuple(_guest(guest, rooms.get(guest.id, [])) for guest in visit.guests))


def _guest(guest: Guest, stays: Sequence[Stay]) -> tuple[Cell, ...]:
    where = "、".join(
        joined(f"{text(s.venue.name)} {s.room.number}", f"{day(s.check_in)}–{day(s.check_out)}")
        for s in stays
    )
    without = say("needs_no_room") if not guest.needs_room else say("no_room")
    return cells(guest.name, guest.party.name if guest.party else "", where or without)
