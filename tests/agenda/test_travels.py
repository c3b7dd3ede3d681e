"""Trains, flights and the rides that meet them: a small visit in, every connection out.

`pytest tests/agenda/test_travels.py --update-goldens` writes them: read each line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generator.agenda.connections import Connection, connections_of
from generator.agenda.travel import Travel, travels_of
from generator.model.people import Person
from generator.model.standing import Location
from generator.model.visit import Visit


def names(people: tuple[Person, ...]) -> str:
    return "、".join(person.name for person in people)


def place(location: Location | None) -> str:
    if location is None:
        return ""
    return " ".join(
        str(getattr(each, "name", "")) for each in (location.venue, location.space) if each
    )


def train(of: Connection | Travel) -> str:
    """`arrival 2026-05-18 10:05 G1 明峰高铁站 东出口`."""
    parts = (of.way, of.moment, of.by or "", place(of.at))
    return " ".join(str(part) for part in parts if part)


def connection_line(connection: Connection) -> str:
    guests, minutes = names(connection.guests), connection.minutes
    stops = "has stops" if connection.has_stops else "no stops"
    return f"{train(connection)} | {connection.vehicle} | {guests} | {minutes} | {stops}"


def travel_lines(travel: Travel) -> Iterator[str]:
    yield f"{train(travel)} | {names(travel.guests)} | {travel.count}"
    for pickup in travel.pickups:
        ride, vehicle = pickup.ride.id, pickup.vehicle.number
        yield f"in {vehicle} of {ride} | {names(pickup.guests)} | {pickup.minutes}"
    if travel.unmet:
        yield f"in none | {names(travel.unmet)}"


@pytest.mark.golden_test("travels/*.yml")
def test_each_train_has_the_rides_that_meet_it(golden: Any, visit_of: Callable[..., Visit]) -> None:
    golden.get("about")
    visit = visit_of(**golden["visit"])

    by_ride = connections_of(visit)
    assert golden.out["connections"] == {
        ride: [connection_line(each) for each in connections]
        for ride, connections in by_ride.items()
    }
    assert golden.out["travels"] == [
        line for travel in travels_of(visit) for line in travel_lines(travel)
    ]
