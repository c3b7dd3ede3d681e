"""Seats given by rank: at an item of the schedule, or in a vehicle of a ride."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.findings import Place
from generator.model.audience import SELF, STAFF
from generator.model.enums import SeatingForm, VehicleKind
from generator.model.parsing.context import Source, WrittenMapping, source_of
from generator.model.parsing.labels import as_member
from generator.model.parsing.references import one_name, reference_to
from generator.model.parsing.values import Number, YesNo, normal
from generator.model.people import NOBODY, PeopleRef, PersonRef
from generator.model.record import Record, json_schema
from generator.model.schedule import ScheduleItem
from generator.model.transport import Ride, Vehicle, VehicleRef

_SEAT = re.compile(r"(?P<side>[宾客GHgh主])?方?\s*0*(?P<number>[1-9]\d{0,3})\s*[号座位]*")
MOST_CHAIRS = 9999
_SIDES = {"主": "H", "H": "H", "宾": "G", "客": "G", "G": "G"}


def seat_number(value: object) -> object:
    """`3`, or `G3` and `H3` on the guests' and the hosts' side, from `3号`, `宾3`, `主方3`."""
    if not isinstance(value, str):
        return value
    match = _SEAT.fullmatch(normal(value))
    if match is None:
        raise PydanticCustomError("seating.number", "seat", {"found": value})
    side = _SIDES[match["side"].upper()] if match["side"] else ""
    return f"{side}{int(match['number'])}"


class AssignedSeat(Record):
    """A seat that the office gives to somebody by hand."""

    number: Annotated[str, BeforeValidator(seat_number), SELF] = Field(alias="no")
    person: Annotated[PersonRef, SELF]


def _seats(value: object) -> object:
    """A list of {no, person} from `{3: 张伟}`."""
    if not isinstance(value, dict):
        return value
    source = source_of(value)
    return [
        WrittenMapping(
            {"no": number, "person": person}, _EntrySource(source, number) if source else None
        )
        for number, person in value.items()
    ]


class _EntrySource(Source):
    """Where one entry of a mapping was written."""

    __slots__ = ("key", "mapping")

    def __init__(self, mapping: Source, key: str) -> None:
        self.mapping, self.key = mapping, key

    def place(self, field: str | None = None) -> Place:  # noqa: ARG002 (one place for the entry)
        return self.mapping.place(self.key)


def _countable(number: int) -> int:
    if not 1 <= number <= MOST_CHAIRS:
        raise PydanticCustomError("seating.count", "n", {"found": number, "most": MOST_CHAIRS})
    return number


Count = Annotated[Number, AfterValidator(_countable)]

_SEATS_SCHEMA = {
    "anyOf": [
        {"type": "object", "additionalProperties": {"type": "string"}},
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"no": {"type": ["integer", "string"]}, "person": {"type": "string"}},
                "required": ["no", "person"],
                "additionalProperties": False,
            },
        },
    ],
    "examples": [{"1": "张伟", "2": "李四"}],
}
_IN_VEHICLES = {
    VehicleKind.CAR: SeatingForm.CAR,
    VehicleKind.MINIBUS: SeatingForm.COACH,
    VehicleKind.COACH: SeatingForm.COACH,
    VehicleKind.OFF_ROAD: SeatingForm.CAR,
    VehicleKind.SHUTTLE: SeatingForm.COACH,
    VehicleKind.TRUCK: SeatingForm.CAR,
    VehicleKind.POLICE: SeatingForm.CAR,
    VehicleKind.AMBULANCE: SeatingForm.CAR,
    VehicleKind.OWN: SeatingForm.CAR,
}


class Seating(Record):
    """Who sits where at an item (`at`), or in a ride's vehicle, by rank.

    `people` are those who sit there, by default all who take part or are aboard. `seats` are
    given by hand; the other people fill the other seats. `across` is the number of seats in a
    row, `chairs` the number of all. `right_first` is by default the visit's.
    """

    at: Annotated[ScheduleItem | Ride, reference_to("event"), STAFF, one_name("forum")]
    vehicle: Annotated[VehicleRef | None, SELF] = Field(default=None, validate_default=True)
    form: Annotated[SeatingForm, as_member(SeatingForm), SELF] = Field(
        default=None, validate_default=True
    )
    people: Annotated[PeopleRef, STAFF] = NOBODY
    seats: Annotated[
        tuple[AssignedSeat, ...],
        BeforeValidator(_seats),
        STAFF,
        json_schema(_SEATS_SCHEMA),
    ] = ()
    across: Annotated[Count | None, SELF] = None
    chairs: Annotated[Count | None, SELF] = None
    right_first: Annotated[YesNo | None, SELF] = None

    @field_validator("vehicle", mode="after")
    @classmethod
    def _check_vehicle(cls, vehicle: Vehicle | None, info: ValidationInfo) -> Vehicle | None:
        """The vehicle of a ride, by default its only one; none at an item of the schedule."""
        event = info.data.get("at")
        if isinstance(event, ScheduleItem) and vehicle is not None:
            raise PydanticCustomError("seating.no_vehicle", "vehicle", {"found": vehicle.number})
        if not isinstance(event, Ride):
            return vehicle
        vehicles = {boarding.vehicle.number: boarding.vehicle for boarding in event.vehicles}
        if vehicle is None and len(vehicles) == 1:
            return next(iter(vehicles.values()))
        if vehicle is None or vehicle.number not in vehicles:
            raise PydanticCustomError("seating.vehicle", "vehicle", {"known": "、".join(vehicles)})
        return vehicle

    @field_validator("form", mode="before")
    @classmethod
    def _default_form(cls, form: object, info: ValidationInfo) -> object:
        """The form of a vehicle by its kind, where the visit gives none."""
        if form is not None:
            return form
        if not {"at", "vehicle"} <= info.data.keys():
            return SeatingForm.PLATFORM  # The missing field was refused: one finding is enough.
        vehicle = info.data["vehicle"]
        if vehicle is None or vehicle.kind not in _IN_VEHICLES:
            raise PydanticCustomError("value.missing", "form", {"key": "form"})
        return _IN_VEHICLES[vehicle.kind]

    @field_validator("form", mode="after")
    @classmethod
    def _check_form(cls, form: SeatingForm, info: ValidationInfo) -> SeatingForm:
        """Refuse a vehicle's form at an item of the schedule, and the others on a ride."""
        event = info.data.get("at") if "vehicle" in info.data else None
        if event is not None and (form in _IN_VEHICLES.values()) != isinstance(event, Ride):
            found = vocabulary.field_text("SeatingForm", form)
            raise PydanticCustomError("seating.form", "form", {"found": found})
        return form
