"""Vehicles, and rides: vehicles leaving a place at a time with people aboard."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from generator.model.audience import SELF, STAFF
from generator.model.labels import as_vehicle_kind
from generator.model.people import PeopleRef, Person, StaffRef
from generator.model.places import LocationRef
from generator.model.programme import Timed
from generator.model.record import Record, Words
from generator.model.references import one_name, resolved
from generator.model.values import Number, Phone, RideSpan
from generator.model.vocabularies import VehicleKind


class Vehicle(Record):
    """A vehicle of the visit. `number` is what is shown behind its windscreen (`1号车`); what is
    not written is taken from the fleet by the plate."""

    number: Annotated[str, SELF] = Field(min_length=1)
    kind: Annotated[VehicleKind | None, BeforeValidator(as_vehicle_kind), SELF] = None
    plate: Annotated[str | None, SELF] = None
    seats: Annotated[Number | None, STAFF] = None
    driver: Annotated[str | None, SELF] = None
    phone: Annotated[Phone | None, SELF] = None
    liaison: Annotated[StaffRef | None, SELF] = None
    note: Annotated[str | None, STAFF] = None


VehicleRef = Annotated[Vehicle, resolved("vehicle"), one_name("1号车")]


class Boarding(Record):
    """Who is aboard which vehicle on a ride."""

    vehicle: Annotated[VehicleRef, SELF]
    people: Annotated[PeopleRef, STAFF]


class Ride(Timed):
    """Vehicles leaving `origin` for `destination`; `time` is departure, and arrival when known."""

    time: Annotated[RideSpan, SELF]
    origin: Annotated[LocationRef, SELF] = Field(alias="from")
    destination: Annotated[LocationRef, SELF] = Field(alias="to")
    boarding: Annotated[Words | None, SELF] = None
    vehicles: Annotated[tuple[Boarding, ...], STAFF] = ()
    note: Annotated[Words | None, SELF] = None

    @property
    def aboard(self) -> tuple[Person, ...]:
        """Everybody aboard any of its vehicles."""
        return tuple(person for each in self.vehicles for person in each.people.people)
