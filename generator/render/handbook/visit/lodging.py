"""Who sleeps where: by hotel and floor for the front desk, and by guest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from generator.model.lodging import Stay, rooms_booked
from generator.model.people import Guest
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Remark,
    Rows,
    Section,
    cells,
    facts,
    short,
)
from generator.render.handbook.visit.anchors import room_anchor
from generator.render.handbook.visit.figures import figure_blocks
from generator.render.handbook.words import (
    LANGUAGE,
    day,
    label,
    labels,
    name,
    names,
    phrase,
    readings,
    text,
    usual,
)
from generator.render.words.lists import dotted
from generator.render.words.people import party_of
from generator.render.words.places import booked_text, rooms_text


def rooming_sections(visit: Visit) -> Iterator[Section]:
    """What is booked, a section for each floor of each hotel, then every guest's room."""
    if not visit.stays:
        yield Section(label("Visit", "stays"), (Remark(phrase("no_stays"), "warning"),))
        return
    most = usual(map(_nights, visit.stays))
    booked = (*_booked(visit, most), *figure_blocks(visit, "nights"))
    yield Section(phrase("booked"), booked, "booked")
    floors: dict[tuple[str, str], list[Stay]] = {}
    for stay in sorted(visit.stays, key=_by_place):
        key = (text(stay.venue.name), (stay.room and stay.room.floor) or "")
        floors.setdefault(key, []).append(stay)
    for (hotel, floor), stays in floors.items():
        title = dotted(hotel, phrase("floor", floor=floor) if floor else "")
        rooms = phrase("rooms", n=len({text(stay.room_text) for stay in stays}))
        yield Section(title, (_by_room(stays, most),), folds=True, about=rooms)
    guests = phrase("people", n=visit.guest_count)
    yield Section(phrase("by_guest"), (_by_guest(visit, most),), "guests", folds=True, about=guests)


def _nights(stay: Stay) -> str:
    """`5月18日周一 – 5月20日周三`."""
    return _nights_between(stay.check_in, stay.check_out)


@lru_cache(maxsize=1024)
def _nights_between(first: date, last: date) -> str:
    return f"{day(first)} – {day(last)}"


def _booked(visit: Visit, most: str) -> Iterator[Block]:
    """How many rooms of each type each hotel keeps, and the nights of most stays."""
    hotels = {stay.venue.id: text(stay.venue.name) for stay in visit.stays}
    booked = rooms_booked(visit.stays).items()
    yield facts(
        *((hotels[hotel], booked_text(kinds, LANGUAGE)) for hotel, kinds in booked),
        (_nights_label(), Cell(most, phrase("others_differ")) if most else ""),
    )


def _by_place(stay: Stay) -> tuple[str, bool, str, date]:
    """The place of a stay in the list; rooms that are still to be decided come last."""
    number = stay.room.number if stay.room else ""
    return stay.venue.id, stay.room is None, number, stay.check_in


def _by_room(stays: Sequence[Stay], most: str) -> Rows:
    differ = any(_nights(stay) != most for stay in stays)
    anchors = [room_anchor(stay.venue, stay.room.number) if stay.room else "" for stay in stays]
    # A room that several have one after another has an anchor at its first row.
    first_rows = {anchor: number for number, anchor in reversed(list(enumerate(anchors)))}
    headings = (*labels("Stay", "room", "people", "type"), *((_nights_label(),) * differ))
    rows = (
        cells(
            Cell(
                text(stay.room_text),
                kind="short",
                anchor=anchor if first_rows[anchor] == number else "",
            ),
            Cell(names(stay.people.people) or phrase("nobody"), stay.note or ""),
            rooms_text(stay, LANGUAGE),
            *((_unusual_nights(stay, most),) * differ),
        )
        for number, (stay, anchor) in enumerate(zip(stays, anchors, strict=True))
    )
    return Rows(
        headings,
        tuple(rows),
        dense=True,
        readings=tuple(readings(stay.people.people) for stay in stays),
    )


def _by_guest(visit: Visit, most: str) -> Rows:
    """A row for each room of each guest, and of companions who have one of their own."""
    rooms: dict[PersonId, list[tuple[Guest, Stay]]] = {}
    for stay in visit.stays:
        for person in stay.people.people:
            if isinstance(person, Guest):
                rooms.setdefault(person.guest_id, []).append((person, stay))
    headings = (*labels("Guest", "name", "parties"), label("Stay", "room"), _nights_label())
    hotels = {stay.venue.id for stay in visit.stays}
    rows = [
        (row, readings((guest,)))
        for guest in visit.guests
        for row in _guest(guest, rooms.get(guest.id, ()), most, with_hotel=len(hotels) > 1)
    ]
    return Rows(
        headings,
        tuple(row for row, _ in rows),
        phrase("no_guests"),
        dense=True,
        readings=tuple(reading for _, reading in rows),
    )


def _guest(
    guest: Guest, stays: Sequence[tuple[Guest, Stay]], most: str, *, with_hotel: bool
) -> Iterator[tuple[Cell, ...]]:
    """A row for each of a guest's rooms, by the name of those who are in it."""
    if not stays:
        who = (short(name(guest)), short(party_of(guest)))
        open_ = Cell(phrase("no_room"), kind="open")
        yield cells(*who, open_ if guest.needs_room else phrase("needs_no_room"), "")
    for person, stay in stays:
        who = (short(name(person)), short(party_of(person)))
        hotel = text(stay.venue.name) if with_hotel else ""
        yield cells(*who, Cell(text(stay.room_text), hotel), _unusual_nights(stay, most))


def _nights_label() -> str:
    return dotted(*labels("Stay", "check_in", "check_out"))


def _unusual_nights(stay: Stay, most: str) -> str:
    """The nights of a stay, unless they are those of most."""
    nights = _nights(stay)
    return "" if nights == most else nights
