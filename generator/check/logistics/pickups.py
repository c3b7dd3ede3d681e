"""Checks pick-ups and drop-offs: how long guests wait, and whether the station is theirs.

A ride that leaves before its guests have come is reported by `dates.before_arrival`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator import vocabulary
from generator.agenda.connections import Connection, Way
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import people_text
from generator.findings import Severity
from generator.model.enums import VenueKind
from generator.model.people import Guest, is_by_car
from generator.model.standing import Limit, Location


@check(
    "pickups.long_wait",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "来宾在车站候车过久", "en": "A long wait at a station"},
    message={
        "zh": "{who}{by}{arrival:%m-%d %H:%M} 抵达，{time:%H:%M} 发车，须等候 {minutes} 分钟"
        "（最多 {most} 分钟）。请提前发车，或另排一趟先接。",
        "en": "{who}{by} arrive at {arrival:%m-%d %H:%M}; their ride leaves at {time:%H:%M}, "
        "{minutes} minutes later ({most} at most). Leave earlier, or send another ride first.",
    },
    rule="care",
    limits=("most_minutes_to_wait",),
    needs_complete_lists=True,
)
def long_waits(scope: Scope, most: Limit) -> Iterator[Violation]:
    """Guests who wait at a station for longer than the rule's page allows; by train."""
    for connection in _connections(scope):
        minutes = connection.minutes
        if connection.way is Way.ARRIVAL and minutes is not None and minutes > most.integer:
            yield violation(
                connection.ride,
                "time",
                related=connection.guests,
                who=people_text(connection.guests),
                by=f"（{connection.by}）" if connection.by else "",
                arrival=connection.moment.earliest,
                time=connection.ride.start,
                minutes=minutes,
                most=most.integer,
            )


@check(
    "pickups.other_station",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "接送站点与来宾的站点不一致", "en": "A ride at another station than the guest’s"},
    message={
        "zh": "{who}的{stops}是{at}，{time:%m-%d %H:%M} 这趟车在{place}。请核对站点或换车。",
        "en": "{who}: “{stops}” is {at}, but the ride at {time:%m-%d %H:%M} is at "
        "{place}. Check the station, or put them on another ride.",
    },
    rule="plan",
    clause="same_station",
    needs_complete_lists=True,
)
def rides_at_other_stations(scope: Scope) -> Iterator[Violation]:
    """Guests aboard a ride at a station, on the day they arrive or leave at another one."""
    for ride in scope.visit.rides:
        for way, end in ((Way.ARRIVAL, ride.origin), (Way.DEPARTURE, ride.destination)):
            if end is None or end.venue.kind is not VenueKind.STATION:
                continue
            groups: dict[str, tuple[Location, list[Guest]]] = {}
            for person in ride.aboard:
                if isinstance(person, Guest) and _is_at_another(
                    person, way, ride.day, end.venue.id
                ):
                    at = getattr(person, f"{way}_at")
                    groups.setdefault(at.venue.id, (at, []))[1].append(person)
            for at, guests in groups.values():
                yield violation(
                    ride,
                    "origin" if way is Way.ARRIVAL else "destination",
                    related=guests,
                    who=people_text(guests),
                    stops=vocabulary.field_text("Guest", f"{way}_at"),
                    at=at.venue.name,
                    time=ride.start,
                    place=end.venue.name,
                )


def _connections(scope: Scope) -> Iterator[Connection]:
    for connections in scope.index.connections.values():
        yield from connections


def _is_at_another(guest: Guest, way: Way, day: date, station: str) -> bool:
    moment, at = getattr(guest, way), getattr(guest, f"{way}_at")
    if moment is None or at is None or moment.day != day or is_by_car(getattr(guest, f"{way}_by")):
        return False
    return bool(at.venue.id != station)
