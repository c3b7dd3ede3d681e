"""Arrivals and departures: by train or flight, with who meets whom, and who is met by nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from generator.render.words.lists import joined, listed
from generator.render.words.people import dialled, party_of

NAMED_AT_MOST = 6
"""The most people of one vehicle who are named; of more, the parties are counted."""


def travel_sections(visit: Visit) -> Iterator[Section]:
    """The arrivals of each day, the departures of each, and whose day is not known."""
    travels = travels_of(visit)
    if not travels:
        yield Section(phrase("page.arrivals"), (Remark(phrase("plan.no_journeys")),), "none")
    for way in Way:
        of_way = (travel for travel in travels if travel.way is way)
        for on, of_day in groupby(of_way, key=lambda travel: travel.moment.day):
            found = tuple(of_day)
            count = sum(travel.count for travel in found)
            title = phrase(f"travel.{way}", day=day(on), n=count)
            rows = tuple(row for travel in found for row in _rows(travel))
            yield Section(title, (Rows(_headings(way), rows),), f"{way}-{on}")
    for way in Way if travels else ():
        if guests := without_day(visit, way):
            title = phrase(f"travel.open_{way}", n=headcount(guests))
            yield Section(title, (_undecided(guests, way),), f"{way}-open")


def _headings(way: Way) -> tuple[str, ...]:
    return (
        *(phrase("time"), phrase("place"), phrase("people_label"), phrase("who")),
        phrase(f"travel.ride_{way}"),
        *(label("Boarding", "vehicle"), label("Vehicle", "driver"), label("Guest", "liaison")),
        phrase(f"travel.wait_{way}"),
    )


def _rows(travel: Travel) -> Iterator[tuple[Cell, ...]]:
    """A row for each vehicle that takes some of the travellers, and one for those in none."""
    for pickup in travel.pickups:
        yield _row(travel, pickup.guests, *_pickup(travel.way, pickup))
    if travel.unmet:
        unmet = Cell(phrase(f"travel.unmet_{travel.way}"), kind="open")
        yield _row(travel, travel.unmet, unmet, *cells("", ""), _liaisons(travel.unmet))
    if is_by_car(travel.by):
        own_car = Cell(phrase("travel.own_car"))
        yield _row(travel, travel.guests, own_car, *cells("", ""), _liaisons(travel.guests))


def _row(travel: Travel, guests: Sequence[Guest], *who_meets: Cell) -> tuple[Cell, ...]:
    """Who comes when, where and by what; `who_meets` are the cells after that, empty ones last."""
    field = str(travel.way)
    clock = f"{travel.moment.clock:%H:%M}" if travel.moment.clock else ""
    time = beside(clock, guests[0], field) or phrase("travel.no_time")
    count = headcount(guests)
    people = phrase("people", n=count)
    row = cells(
        joined(time, text_in(guests[0], f"{field}_by")),
        _place(travel),
        short(people)
        if count == travel.count
        else Cell(people, phrase("travel.of", n=travel.count)),
        _who(guests),
        *who_meets,
    )
    return (*row, *cells(*[""] * (len(_headings(travel.way)) - len(row))))


def _place(travel: Travel) -> Cell:
    """The station and its exit, and where people board who are met elsewhere in it."""
    at = place(travel.at)
    if travel.way is Way.DEPARTURE:
        return Cell(at)
    spots = dict.fromkeys(text_in(pickup.ride, "boarding") for pickup in travel.pickups)
    return Cell(at, listed(spot for spot in spots if spot and spot not in at))


def _who(guests: Sequence[Guest]) -> Cell:
    """The names of a few people; of more, how many of each party, and their names below."""
    if len(guests) <= NAMED_AT_MOST:
        return Cell(names(guests), listed(dict.fromkeys(filter(None, map(party_of, guests)))))
    counts: dict[str, int] = {}
    for guest in guests:
        party = guest.party.name if guest.party else phrase("no_party")
        counts[party] = counts.get(party, 0) + guest.headcount
    return Cell(
        listed(joined(party, phrase("people", n=n)) for party, n in counts.items()), names(guests)
    )


def _pickup(way: Way, pickup: Pickup) -> Iterator[Cell]:
    """The ride, the vehicle, whom to call, and how long the guests wait for it.

    Where nobody goes along in the vehicle, the ride's receiver is to be called.
    """
    ride, vehicle = pickup.ride, pickup.vehicle
    if way is Way.ARRIVAL:
        where = place_in(ride, "destination")
    else:
        where = joined(place_in(ride, "origin"), text_in(ride, "boarding"))
    yield Cell(text(ride.time_text), phrase(f"travel.from_to_{way}", place=where))
    kind = "open" if vehicle.is_open else ""
    yield Cell(text_in(vehicle, "number"), text_in(vehicle, "plate"), kind=kind)
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
    return Cell(joined(who, number), href=f"tel:{dialled(number)}", private=True)


def _wait(way: Way, minutes: int | None) -> Cell:
    if minutes is None:
        return Cell("")
    if minutes < 0:
        return Cell(phrase(f"travel.missed_{way}", n=-minutes), kind="open")
    return short(phrase("travel.waiting", n=minutes))


def _undecided(guests: Sequence[Guest], way: Way) -> Rows:
    """A row for each party, with the words in which the office left it open."""
    by_party: dict[tuple[str, str], list[Guest]] = {}
    for guest in guests:
        until = text(guest.undecided_text(str(way)))
        party = guest.party.name if guest.party else phrase("no_party")
        by_party.setdefault((party, until), []).append(guest)
    rows = tuple(
        cells(
            party,
            phrase("people", n=headcount(members)),
            names(guest for guest in members if not isinstance(guest, UnnamedMembers)),
            Cell(until or phrase("travel.not_written"), kind="open"),
        )
        for (party, until), members in by_party.items()
    )
    headings = (label("Party", "name"), phrase("people_label"), phrase("who"), label("Guest", way))
    return Rows(headings, rows)
