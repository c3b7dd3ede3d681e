"""Vehicles with their drivers, and rides with who is aboard."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.transport import Boarding, Ride, Vehicle
from generator.model.visit import Visit
from generator.render.handbook.blocks import Cell, Facts, Remark, Rows, Section, cells
from generator.render.handbook.schedule import route_of, three
from generator.render.handbook.words import (
    day,
    joined,
    label,
    labels,
    name,
    names,
    place,
    say,
    see,
    text,
    whom,
)


def transport_sections(visit: Visit) -> Iterator[Section]:
    """The vehicles, then a section for each ride in order of time."""
    fields = ("number", "kind", "plate", "seats", "driver", "phone", "liaison")
    rows = tuple(_vehicle(vehicle) for vehicle in visit.vehicles)
    yield Section(
        label("Visit", "vehicles"), (Rows(labels("Vehicle", *fields), rows, say("no_vehicles")),)
    )
    if not visit.rides:
        yield Section(label("Visit", "rides"), (Remark(say("no_rides")),))
    for ride in sorted(visit.rides, key=lambda each: (each.start, each.id)):
        yield _ride(ride)


def _vehicle(vehicle: Vehicle) -> tuple[Cell, ...]:
    kind = see(vehicle, "kind")
    return cells(
        see(vehicle, "number"),
        label("VehicleKind", kind) if kind else "",
        see(vehicle, "plate") or "—",
        see(vehicle, "seats"),
        see(vehicle, "driver") or "—",
        see(vehicle, "phone") or "—",
        name(vehicle.liaison),
    )


def _ride(ride: Ride) -> Section:
    pairs = (
        (label("Ride", "origin"), joined(place(ride.origin), text(ride.boarding))),
        (label("Ride", "destination"), place(ride.destination)),
        (say("three"), three(ride)),
        (label("Ride", "note"), text(ride.note)),
    )
    headings = (label("Boarding", "vehicle"), say("people_label"), label("Boarding", "people"))
    return Section(
        joined(f"{day(ride.day)} {ride.time}", route_of(ride)),
        (
            Facts(tuple((key, value) for key, value in pairs if value)),
            Rows(headings, tuple(_boarding(each) for each in ride.vehicles), say("no_vehicles")),
        ),
    )


def _boarding(boarding: Boarding) -> tuple[Cell, ...]:
    vehicle = boarding.vehicle
    seats = vehicle.seats
    count = len(boarding.people.people)
    return cells(
        Cell(vehicle.number, vehicle.plate or ""),
        f"{count} / {seats}" if seats else str(count),
        Cell(whom(boarding.people), _by_name(boarding)),
    )


def _by_name(boarding: Boarding) -> str:
    """Everybody aboard by name, unless each was named so already."""
    people = boarding.people
    return names(people.people) if len(people.named) < len(people.people) else ""
