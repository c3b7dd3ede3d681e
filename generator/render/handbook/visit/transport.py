"""Vehicles with their drivers, and rides with who is aboard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.agenda.connections import Connection, connection_facts, connections_of
from generator.agenda.reader import Reader
from generator.model.audience import STAFF
from generator.model.transport import Boarding, Ride, Vehicle
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Cell,
    Remark,
    Rows,
    Section,
    cells,
    facts,
    phone,
    points,
    short,
)
from generator.render.handbook.visit.anchors import vehicle_anchor
from generator.render.handbook.visit.figures import figure_blocks
from generator.render.handbook.visit.schedule import route_of, three
from generator.render.handbook.visit.seating import seat_pictures
from generator.render.handbook.words import (
    LANGUAGE,
    day,
    label,
    labels,
    member,
    name,
    name_in,
    phrase,
    place_in,
    readings,
    text,
    text_in,
    whom,
)
from generator.render.words.events import connection_text, every_text
from generator.render.words.lists import dotted, listed
from generator.render.words.people import party_of


def transport_sections(visit: Visit) -> Iterator[Section]:
    """The vehicles, then a section for each ride in order of time."""
    fields = ("number", "kind", "plate", "seats", "driver", "phone", "liaison")
    rows = tuple(_vehicle(vehicle) for vehicle in visit.vehicles)
    vehicles = Rows(labels("Vehicle", *fields), rows, phrase("no_vehicles"), dense=True)
    blocks = (vehicles, *figure_blocks(visit, "rides"))
    yield Section(label("Visit", "vehicles"), blocks, "vehicles")
    if not visit.rides:
        yield Section(label("Visit", "rides"), (Remark(phrase("no_rides")),))
    connections = connections_of(visit)
    for ride in sorted(visit.rides, key=lambda ride: (ride.start, ride.id)):
        yield _ride(visit, ride, connections.get(ride.id, ()))


def _vehicle(vehicle: Vehicle) -> tuple[Cell, ...]:
    kind = vehicle.kind
    return cells(
        Cell(vehicle.number, kind="short", anchor=vehicle_anchor(vehicle)),
        Cell(member("VehicleKind", kind), vehicle.note or ""),
        short(text_in(vehicle, "plate") or "—"),
        vehicle.seats,
        short(text_in(vehicle, "driver") or "—"),
        phone(vehicle.phone, text_in(vehicle, "phone") or "—"),
        short(name_in(vehicle, "liaison")),
    )


def _ride(visit: Visit, ride: Ride, connections: Iterable[Connection]) -> Section:
    about = facts(
        (label("Ride", "origin"), dotted(place_in(ride, "origin"), text_in(ride, "boarding"))),
        (label("Ride", "destination"), place_in(ride, "destination")),
        (label("Ride", "every"), every_text(ride.every, LANGUAGE)),
        (phrase("three"), three(ride)),
        (label("Ride", "note"), text(ride.note)),
    )
    trains = tuple(connection_facts(Reader(STAFF), connection) for connection in connections)
    headings = (label("Boarding", "vehicle"), phrase("people_label"), label("Boarding", "people"))
    vehicles = tuple(_boarding(each, ride) for each in ride.vehicles)
    aboard = Rows(
        headings,
        vehicles,
        phrase("no_vehicles"),
        dense=True,
        readings=tuple(readings(each.people.people) for each in ride.vehicles),
    )
    title = dotted(f"{day(ride.day)} {text(ride.time_text)}", route_of(ride))
    met = (points(connection_text(train, LANGUAGE) for train in trains),) if trains else ()
    return Section(
        title,
        (about, *met, aboard, *seat_pictures(visit, ride)),
        folds=True,
        about=phrase("vehicles", n=len(ride.vehicles)) if ride.vehicles else "",
        day=ride.day.isoformat(),
    )


def _boarding(boarding: Boarding, ride: Ride) -> tuple[Cell, ...]:
    """A vehicle of a ride; of a shuttle without a count, since nobody has a seat in it."""
    vehicle = boarding.vehicle
    count = boarding.people.headcount
    seats = f"{count} / {vehicle.seats}" if vehicle.seats else count
    return cells(
        Cell(vehicle.number, text_in(vehicle, "plate"), kind="short"),
        short("—" if ride.is_shuttle else seats),
        _aboard(boarding),
    )


def _aboard(boarding: Boarding) -> Cell:
    """The people aboard as they were named, and below by name, a line for each party.

    Where all were named one by one, the names alone.
    """
    people = boarding.people
    parties: dict[str, list[str]] = {}
    for person in people.people:
        parties.setdefault(party_of(person), []).append(name(person))
    lines = "\n".join(
        f"{party}：{listed(members)}" if party else listed(members)
        for party, members in parties.items()
    )
    if len(people.named) == len(people.people):
        return Cell(lines)
    return Cell(whom(people), lines)
