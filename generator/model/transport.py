"""Vehicles, and rides: vehicles leaving a place at a time with people aboard."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.model.audience import SELF, STAFF
from generator.model.enums import VehicleKind
from generator.model.parsing.labels import as_vehicle_kind
from generator.model.parsing.normalisation import normal
from generator.model.parsing.references import one_name, reference_to
from generator.model.parsing.undecided import undecided_text
from generator.model.parsing.values import Number, Phone, RideSpan
from generator.model.people import PeopleRef, Person, StaffRef
from generator.model.record import Record, Words
from generator.model.schedule import Timed
from generator.model.standing import Location, LocationRef
from generator.text import Text

_BETWEEN_PLATES = re.compile(r"[、,;/|\n]|[和或及]|\s+(?=[\u3400-\u9fff])")
_SHORTEST_PLATE = 5


def _one_plate(value: object) -> object:
    """A plate. Raises PydanticCustomError where a cell has the plates of several vehicles."""
    if isinstance(value, str):
        parts = _BETWEEN_PLATES.split(normal(value))
        plates = [part for part in parts if sum(map(str.isalnum, part)) >= _SHORTEST_PLATE]
        if len(plates) > 1:
            raise PydanticCustomError("plate.several", "several", {"found": value})
    return value


class Vehicle(Record):
    """A vehicle of the visit.

    `number` is on the sign behind its windscreen (`1号车`). Fields that are not written are those
    of the fleet's vehicle with the same plate.
    """

    number: Annotated[str, SELF] = Field(min_length=1)
    kind: Annotated[VehicleKind | None, BeforeValidator(as_vehicle_kind), SELF] = None
    plate: Annotated[str | None, BeforeValidator(_one_plate), SELF] = None
    seats: Annotated[Number | None, STAFF] = None
    driver: Annotated[str | None, SELF] = None
    phone: Annotated[Phone | None, SELF] = None
    liaison: Annotated[StaffRef | None, SELF] = None
    note: Annotated[str | None, STAFF] = None


VehicleRef = Annotated[Vehicle, reference_to("vehicle"), one_name("1号车")]


class Boarding(Record):
    """Who is aboard which vehicle on a ride."""

    vehicle: Annotated[VehicleRef, SELF]
    people: Annotated[PeopleRef, STAFF]


class Ride(Timed):
    """Vehicles from `origin` to `destination`; `time` is departure, and arrival where known.

    A place is None where it is still to be decided.
    """

    time: Annotated[RideSpan | None, SELF]
    origin: Annotated[LocationRef | None, SELF] = Field(alias="from")
    destination: Annotated[LocationRef | None, SELF] = Field(alias="to")
    boarding: Annotated[Words | None, SELF] = None
    vehicles: Annotated[tuple[Boarding, ...], STAFF] = ()
    note: Annotated[Words | None, SELF] = None

    @property
    def origin_name(self) -> Text:
        """The venue where it begins, or that it is still to be decided."""
        return self._venue_name("origin", self.origin)

    @property
    def destination_name(self) -> Text:
        """The venue where it ends, or that it is still to be decided."""
        return self._venue_name("destination", self.destination)

    def _venue_name(self, field: str, location: Location | None) -> Text:
        if location is not None:
            return location.venue.name
        return self.undecided_text(field) or undecided_text()

    @property
    def aboard(self) -> tuple[Person, ...]:
        """Everybody aboard any of its vehicles."""
        return tuple(person for boarding in self.vehicles for person in boarding.people.people)
