"""The transport panel: each vehicle of each ride, with whom to call and how many are aboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.agenda.index import Index, event_key
from generator.agenda.panels.views import Aboard, FleetRow, RideRow
from generator.agenda.reader import Reader
from generator.agenda.views import AgendaLocation
from generator.model.transport import Ride, Vehicle
from generator.text import Text


def transport_rows(index: Index, reader: Reader) -> Iterator[FleetRow | RideRow]:
    """The vehicles that have a ride, then the rides by time."""
    rides = sorted(index.visit.rides, key=lambda ride: (ride.start, ride.id))
    aboard = (boarding.vehicle for ride in rides for boarding in ride.vehicles)
    vehicles = {vehicle.number: vehicle for vehicle in aboard if not vehicle.is_open}
    for vehicle in vehicles.values():
        yield _fleet_row(reader, vehicle)
    yield from (_ride_row(reader, ride) for ride in rides)


def _fleet_row(reader: Reader, vehicle: Vehicle) -> FleetRow:
    number = reader.name_of(vehicle, "number") or ""
    return FleetRow(
        key=f"fleet:{number}",
        vehicle=number,
        plate=reader.name_of(vehicle, "plate"),
        driver=reader.driver_of(vehicle),
        liaison=reader.contact_in(vehicle, "liaison"),
    )


def _ride_row(reader: Reader, ride: Ride) -> RideRow:
    return RideRow(
        key=f"transport:{event_key(ride)}",
        start=ride.start,
        open_time=reader.undecided(ride, "time"),
        origin=_without_map(reader.location_in(ride, "origin")),
        destination=_without_map(reader.location_in(ride, "destination")),
        boarding=reader.see(ride, "boarding"),
        vehicles=tuple(
            Aboard(
                reader.name_of(boarding.vehicle, "number") or "",
                0 if ride.is_shuttle else boarding.people.headcount,
                reader.see(boarding.vehicle, "seats"),
            )
            for boarding in ride.vehicles
        ),
    )


def _without_map(location: AgendaLocation | None) -> AgendaLocation:
    """A place as a row names it; it is the same one on each of many rows."""
    return replace(location, coordinates=None) if location else AgendaLocation(Text(""))
