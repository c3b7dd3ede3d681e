"""Vehicles, and rides: vehicles leaving a place at a time with people aboard."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from generator.model.audience import SELF, STAFF
from generator.model.enums import VehicleKind
from generator.model.parsing.context import Remark, WrittenMapping, context_of
from generator.model.parsing.labels import as_vehicle_kind
from generator.model.parsing.normalisation import normal
from generator.model.parsing.references import one_name, reference_to
from generator.model.parsing.undecided import OPEN, Undecided, undecided_text
from generator.model.parsing.values import Number, Phone, RideSpan, between
from generator.model.parsing.venue_fields import as_interval
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


_TIME_AND_INTERVAL = re.compile(r"(?P<time>[^每]*\d[^每]*?)[\s,;(、]*(?P<every>每.{1,8}?[班趟])\)?")
"""`7:30-9:00，每20分钟一班` in one cell."""
MOST_MINUTES_BETWEEN = 720
"""The longest interval of a shuttle."""

Interval = Annotated[Number, between(1, MOST_MINUTES_BETWEEN), as_interval]


def _until_when(every: int | None, info: ValidationInfo) -> int | None:
    """Refuse a shuttle of which nobody knows until when it goes."""
    span = info.data.get("time")
    if every is not None and span is not None and span.end is None:
        raise PydanticCustomError("ride.shuttle_until", "until when", {"found": span})
    return every


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

    @property
    def is_open(self) -> bool:
        """Whether it is still to be decided."""
        return self.undecided_text("number") is not None


VehicleRef = Annotated[Vehicle, reference_to("vehicle"), one_name("1号车")]


def _open_vehicle(value: object, info: ValidationInfo) -> object:
    """A vehicle that is still to be decided; other values pass unchanged."""
    undecided: tuple[Undecided, ...] = info.data.get("undecided", ())
    entry = next((e for e in undecided if e.field == "vehicle" and e.is_placeholder), None)
    if entry is None:
        return value
    return Vehicle(number=OPEN, undecided=(Undecided("number", entry.by, is_placeholder=True),))


class Boarding(Record):
    """Who is aboard which vehicle on a ride.

    A vehicle that is still to be decided is one without any facts, and is no other.
    """

    placeholders = {"vehicle": lambda _: OPEN}  # noqa: RUF012

    vehicle: Annotated[VehicleRef, BeforeValidator(_open_vehicle), SELF]
    people: Annotated[PeopleRef, STAFF]


class Ride(Timed):
    """Vehicles from `origin` to `destination`; `time` is departure, and arrival where known.

    A place is None where it is still to be decided. A ride `every` so many minutes is a shuttle:
    it goes to and fro between its places during its `time`, and nobody has a seat in it.
    """

    time: Annotated[RideSpan | None, SELF]
    origin: Annotated[LocationRef | None, SELF] = Field(alias="from")
    destination: Annotated[LocationRef | None, SELF] = Field(alias="to")
    boarding: Annotated[Words | None, SELF] = None
    every: Annotated[Interval | None, AfterValidator(_until_when), SELF] = None
    vehicles: Annotated[tuple[Boarding, ...], STAFF] = ()
    note: Annotated[Words | None, SELF] = None

    @model_validator(mode="before")
    @classmethod
    def _read_shuttle(cls, value: Any, info: ValidationInfo) -> Any:
        """Read an interval behind the time; a shuttle is for everybody unless it names somebody."""
        if not isinstance(value, WrittenMapping):
            return value
        clock = value.get("time")
        match = _TIME_AND_INTERVAL.fullmatch(normal(clock)) if isinstance(clock, str) else None
        if match and not value.get("every"):
            remark = Remark.read_as(str(clock), f"{match['time']}，{match['every']}")
            context_of(info).note(value.source, "time", (remark,))
            value = WrittenMapping({**value, **match.groupdict()}, value.source)
        vehicles = value.get("vehicles")
        if value.get("every") and isinstance(vehicles, list):
            for boarding in vehicles:
                if isinstance(boarding, WrittenMapping):
                    boarding.setdefault("people", "all")
        return value

    @property
    def is_shuttle(self) -> bool:
        """Whether it goes again and again, so that people choose when to take it."""
        return self.every is not None

    @property
    def lacks_vehicle(self) -> bool:
        """Whether it has no vehicle, or one that is still to be decided."""
        return not self.vehicles or any(boarding.vehicle.is_open for boarding in self.vehicles)

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
