"""The lodging panel: the rooms by hotel and floor with who is there, and who comes when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from generator.agenda.index import Index
from generator.agenda.panels.views import ComingGroup, RoomRow
from generator.agenda.reader import Reader
from generator.agenda.views import AgendaLocation
from generator.model.lodging import Stay
from generator.model.people import Guest, Person, headcount

GROUPS_A_DAY = 12
"""More trains a day than this are counted by the hour, so that a card stays small."""


def lodging_rows(index: Index, reader: Reader) -> Iterator[RoomRow | ComingGroup]:
    """The rooms in the order of their hotels and numbers, then the arrivals by time."""
    rooms: dict[str, list[Stay]] = {}
    for stay in index.visit.stays:
        rooms.setdefault(_key(stay, len(rooms)), []).append(stay)
    rows = [_room(reader, key, stays) for key, stays in rooms.items()]
    yield from sorted(rows, key=_order)
    yield from _arrivals(index)


def _key(stay: Stay, number: int) -> str:
    """The key of a room with the nights of its people; rooms without a number are each their own.

    Two rows of a sheet may name the two people of one room.
    """
    room = stay.room.number if stay.room else f"#{number}"
    return f"lodging:{stay.venue.id}/{room} {stay.check_in}/{stay.check_out}"


def _room(reader: Reader, key: str, stays: list[Stay]) -> RoomRow:
    first, *_ = stays
    room, venue = reader.see(first, "room"), reader.see(first, "venue")
    people = {person.id: person for stay in stays for person in stay.people.people}
    are_named = all(reader.may_see(stay, "people") for stay in stays)
    notes = (reader.see(stay, "note") for stay in stays)
    return RoomRow(
        key=key,
        where=AgendaLocation(reader.see(venue, "name")),
        number=reader.see(room, "number") if room else None,
        rooms=1 if room else first.room_count,
        floor=reader.see(room, "floor") if room else None,
        type=reader.see(room, "type") if room else reader.see(first, "type"),
        check_in=reader.see(first, "check_in"),
        check_out=reader.see(first, "check_out"),
        count=headcount(people.values()),
        people=tuple(reader.name(person) for person in people.values()) if are_named else (),
        needs=tuple(dict.fromkeys(n for p in people.values() for n in _needs(reader, p))),
        note="；".join(dict.fromkeys(note for note in notes if note)) or None,
    )


def _needs(reader: Reader, person: Person) -> tuple[str, ...]:
    needs: tuple[str, ...] = reader.see(person, "needs", ()) if isinstance(person, Guest) else ()
    return needs


def _order(row: RoomRow) -> tuple[str, bool, int, str, date]:
    number = row.number or ""
    return row.where.venue.default, not number, len(number), number, row.check_in


def _arrivals(index: Index) -> Iterator[ComingGroup]:
    """The guests with a room who arrive, by time and train; by the hour where these are many."""
    guests = {
        person.id: person
        for stay in index.visit.stays
        for person in stay.people.people
        if isinstance(person, Guest) and person.arrival
    }
    by_day: dict[date, list[Guest]] = defaultdict(list)
    for guest in guests.values():
        if guest.arrival:
            by_day[guest.arrival.day].append(guest)
    for day in sorted(by_day):
        yield from _arrivals_on(day, by_day[day])


def _arrivals_on(day: date, guests: list[Guest]) -> Iterator[ComingGroup]:
    groups: dict[tuple[datetime | None, str | None], list[Guest]] = defaultdict(list)
    for guest in guests:
        groups[_time_of(guest), guest.arrival_by].append(guest)
    if len(groups) > GROUPS_A_DAY:
        groups.clear()
        for guest in guests:
            time = _time_of(guest)
            groups[time and time.replace(minute=0), None].append(guest)
    for (time, by), of_group in sorted(groups.items(), key=_by_time):
        at = f"{time:%H:%M}" if time else ""
        yield ComingGroup(f"coming:{day} {at} {by or ''}", day, headcount(of_group), time, by)


def _by_time(
    group: tuple[tuple[datetime | None, str | None], list[Guest]],
) -> tuple[datetime, str]:
    time, by = group[0]
    return time or datetime.max, by or ""


def _time_of(guest: Guest) -> datetime | None:
    return guest.arrival.earliest if guest.arrival and guest.arrival.clock else None
