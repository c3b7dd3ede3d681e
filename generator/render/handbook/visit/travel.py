"""Arrivals and departures: by train or flight, with who meets whom, and who is met by nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.agenda.connections import Way
from generator.agenda.travel import Pickup, Travel, travels_of, without_day
from generator.model.people import Guest, Staff, UnnamedMembers, headcount, is_by_car
from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Remark, Rows, Section, cells, short
from generator.render.handbook.words import (
    beside,
    day,
    label,
    name,
    names,
    phrase,
    place,
    place_in,
    text,
    text_in,
)
from generator.render.words.lists import dotted, joined, listed
from generator.render.words.people import dialled, party_of

NAMED_AT_MOST = 6
"""The most people of a vehicle, or those of a party who are not in it, who are named."""


def travel_sections(visit: Visit) -> Iterator[Section]:
    """The arrivals of each day, the departures of each, and whose day is not known."""
    travels, members = travels_of(visit), _members(visit)
    if not travels:
        yield Section(phrase("page.arrivals"), (Remark(phrase("plan.no_journeys")),), "none")
    for way in Way:
        of_way = (travel for travel in travels if travel.way is way)
        for on, of_day in groupby(of_way, key=lambda travel: travel.moment.day):
            found = tuple(of_day)
            count = sum(travel.count for travel in found)
            title = phrase(f"travel.{way}", day=day(on), n=count)
            rows = tuple(row for travel in found for row in _rows(travel, members))
            yield Section(title, (Rows(_headings(way), rows),), f"{way}-{on}")
    for way in Way if travels else ():
        if guests := without_day(visit, way):
            title = phrase(f"travel.open_{way}", n=headcount(guests))
            yield Section(title, (_undecided(guests, members, way),), f"{way}-open")


Members = Mapping[str, Sequence[Guest]]
"""The guests of each party by its name, in the order of the parties; those of none come last."""


def _members(visit: Visit) -> Members:
    members: dict[str, list[Guest]] = {party.name: [] for party in visit.parties}
    for guest in sorted(visit.guests, key=lambda guest: guest.party is None):
        members.setdefault(_party(guest), []).append(guest)
    return members


def _party(guest: Guest) -> str:
    return guest.party.name if guest.party else phrase("no_party")


def _headings(way: Way) -> tuple[str, ...]:
    return (
        *(phrase("plan.by"), phrase("people_label"), phrase("who"), phrase(f"travel.ride_{way}")),
        *(label("Vehicle", "driver"), label("Guest", "liaison"), phrase(f"travel.wait_{way}")),
    )


def _rows(travel: Travel, members: Members) -> Iterator[tuple[Cell, ...]]:
    """A row for each vehicle that takes some of the travellers, and one for those in none."""
    at = _place(travel)
    for pickup in travel.pickups:
        yield _row(travel, at, pickup.guests, members, *_pickup(travel.way, pickup))
    if travel.unmet:
        unmet = Cell(phrase(f"travel.unmet_{travel.way}"), kind="open")
        yield _row(travel, at, travel.unmet, members, unmet, Cell(""), _liaisons(travel.unmet))
    if is_by_car(travel.by):
        own_car = Cell(phrase("travel.own_car"))
        yield _row(travel, at, travel.guests, members, own_car, Cell(""), _liaisons(travel.guests))


def _row(
    travel: Travel, at: str, guests: Sequence[Guest], members: Members, *who_meets: Cell
) -> tuple[Cell, ...]:
    """Who comes when, by what and where; `who_meets` are the cells after that, empty ones last."""
    field = str(travel.way)
    clock = f"{travel.moment.clock:%H:%M}" if travel.moment.clock else ""
    time = beside(clock, guests[0], field) or phrase("travel.no_time")
    count = headcount(guests)
    of = phrase("travel.of", n=travel.count) if count < travel.count else ""
    row = (
        Cell(joined(time, text_in(guests[0], f"{field}_by")), at, kind="short"),
        Cell(phrase("people", n=count), of, kind="short"),
        _who(guests, members),
        *who_meets,
    )
    return (*row, *cells(*[""] * (len(_headings(travel.way)) - len(row))))


def _place(travel: Travel) -> str:
    """The station and its exit, and where people board who are met elsewhere in it."""
    at = place(travel.at)
    if travel.way is Way.DEPARTURE:
        return at
    spots = dict.fromkeys(text_in(pickup.ride, "boarding") for pickup in travel.pickups)
    return joined(at, listed(spot for spot in spots if spot and spot not in at))


def _who(guests: Sequence[Guest], members: Members) -> Cell:
    """The names of a few people; of more, their parties, with names where not all are there."""
    if len(guests) <= NAMED_AT_MOST:
        return Cell(names(guests), listed(dict.fromkeys(filter(None, map(party_of, guests)))))
    by_party: dict[str, list[Guest]] = {}
    for guest in guests:
        by_party.setdefault(_party(guest), []).append(guest)
    lines = []
    for party, of_party in members.items():
        if there := by_party.get(party):
            present = {guest.id for guest in there}
            missing = [guest for guest in of_party if guest.id not in present]
            lines.append(_party_line(party, there, missing))
    return Cell("\n".join(lines))


def _party_line(party: str, there: Sequence[Guest], missing: Sequence[Guest]) -> str:
    """`第一组 13 人`, `第三组 9 人（除张三、李四）`, `第三组 3 人：张三、李四、王五`."""
    count = joined(party, phrase("people", n=headcount(there)))
    if not missing:
        return count
    if len(missing) <= min(NAMED_AT_MOST, len(there)):
        return phrase("travel.but", party=count, names=names(missing))
    return phrase("travel.these", party=count, names=names(there))


def _pickup(way: Way, pickup: Pickup) -> Iterator[Cell]:
    """The ride and the vehicle, whom to call, and how long the guests wait for it.

    Where nobody goes along in the vehicle, the ride's receiver is to be called.
    """
    ride, vehicle = pickup.ride, pickup.vehicle
    if way is Way.ARRIVAL:
        where = place_in(ride, "destination")
    else:
        where = joined(place_in(ride, "origin"), text_in(ride, "boarding"))
    yield Cell(
        joined(text(ride.time_text), text_in(vehicle, "number")),
        dotted(text_in(vehicle, "plate"), phrase(f"travel.from_to_{way}", place=where)),
        kind="open" if vehicle.is_open else "",
    )
    yield _call(text_in(vehicle, "driver"), vehicle.phone)
    yield _person(vehicle.liaison or ride.receiver)
    yield _wait(way, pickup.minutes)


def _liaisons(guests: Sequence[Guest]) -> Cell:
    """Who looks after guests whom no ride takes, where it is one person."""
    liaisons = {staff.id: staff for guest in guests if (staff := guest.looked_after_by)}
    return _person(*liaisons.values()) if len(liaisons) == 1 else Cell("")


def _person(person: Staff | None) -> Cell:
    return _call(name(person) if person else "", person.phone if person else None)


def _call(who: str, number: str | None) -> Cell:
    """A name, which is open where there is none, with the number to call."""
    if not number:
        return Cell(who or phrase("travel.nobody"), kind="" if who else "open")
    shown = joined(who, number, separator="\n")
    return Cell(shown, href=f"tel:{dialled(number)}", kind="call", private=True)


def _wait(way: Way, minutes: int | None) -> Cell:
    if minutes is None:
        return Cell("")
    if minutes < 0:
        return Cell(phrase(f"travel.missed_{way}", n=-minutes), kind="open")
    return short(phrase("travel.waiting", n=minutes))


def _undecided(guests: Sequence[Guest], members: Members, way: Way) -> Rows:
    """A row for each party, with the words in which the office left it open."""
    by_party: dict[tuple[str, str], list[Guest]] = {}
    for guest in guests:
        until = text(guest.undecided_text(str(way)))
        by_party.setdefault((_party(guest), until), []).append(guest)
    rows = tuple(
        cells(
            party,
            phrase("people", n=headcount(found)),
            _named(found, members.get(party, ())),
            Cell(until or phrase("travel.not_written"), kind="open"),
        )
        for (party, until), found in by_party.items()
    )
    headings = (label("Party", "name"), phrase("people_label"), phrase("who"), label("Guest", way))
    return Rows(headings, rows)


def _named(guests: Sequence[Guest], of_party: Sequence[Guest]) -> str:
    """The names of guests who have one; of a whole party none, unless they are few."""
    named = [guest for guest in guests if not isinstance(guest, UnnamedMembers)]
    if len(named) == len(of_party) > NAMED_AT_MOST:
        return ""
    return names(named)
