"""Checks vehicles: that they are known, have a driver, and are on one ride at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from generator.check.itinerary import minutes_between, road_minutes, step_of
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import fields_text, list_text
from generator.findings import Severity
from generator.model.standing import FleetVehicle, Limit
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit
from generator.names.index import name_key, plate_key

_PLATE = re.compile(r"\d")
"""What makes a text a number plate: a digit, which words such as 待定 do not have."""


@check(
    "fleet.no_driver",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "车辆没有车牌或驾驶员", "en": "A vehicle without plate or driver"},
    message={
        "zh": "{vehicle}没有写明：{missing}。请补上，或写上接待车辆页里的车牌。",
        "en": "{vehicle} lacks: {missing}. Add it, or give a plate of the fleet page.",
    },
    rule="plan",
    limits=("vehicle_fields",),
)
def vehicles_without_driver(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Vehicles without a plate or driver, if the rule asks for them."""
    required = [field for field in fields.words if field in {"plate", "driver"}]
    yield from _vehicles_lacking(scope, required)


@check(
    "fleet.no_phone",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "车辆没有电话或随车联络员", "en": "A vehicle without telephone or liaison"},
    message={
        "zh": "{vehicle}没有写明：{missing}。请补上。",
        "en": "{vehicle} lacks: {missing}. Add it.",
    },
    rule="plan",
    limits=("vehicle_fields",),
)
def vehicles_without_phone(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """Vehicles without another field that the rule asks for: telephone, liaison."""
    required = [field for field in fields.words if field not in {"plate", "driver"}]
    yield from _vehicles_lacking(scope, required)


@check(
    "fleet.same_plate",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "两辆车同一车牌", "en": "Two vehicles with one plate"},
    message={
        "zh": "{vehicle}与{other}是同一车牌（{plate}）。请核对车牌；是同一辆车的，请合为一辆。",
        "en": "{vehicle} and {other} have one plate ({plate}). Check the plates; if they are one "
        "vehicle, list it once.",
    },
)
def vehicles_with_same_plate(scope: Scope) -> Iterator[Violation]:
    """Vehicles with the same plate as one listed before them."""
    first: dict[str, Vehicle] = {}
    for vehicle in scope.visit.vehicles:
        plate = plate_key(vehicle.plate or "")
        if not _PLATE.search(plate):
            continue
        other = first.setdefault(plate, vehicle)
        if other is not vehicle:
            yield violation(
                vehicle,
                "plate",
                related=(other,),
                vehicle=vehicle.number,
                other=other.number,
                plate=vehicle.plate,
            )


@check(
    "fleet.same_number",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "两辆车同一车号", "en": "Two vehicles with one number"},
    message={
        "zh": "有两辆车的车号都是{vehicle}（{plates}），乘车、座次里无法分清。请改其中一个车号。",
        "en": "Two vehicles are called {vehicle} ({plates}): rides and seats cannot tell them "
        "apart. Change one number.",
    },
)
def vehicles_with_same_number(scope: Scope) -> Iterator[Violation]:
    """Vehicles with the same number as one of another plate listed before them."""
    first: dict[str, Vehicle] = {}
    for vehicle in scope.visit.vehicles:
        other = first.setdefault(name_key(vehicle.number), vehicle)
        other_plate, plate = (plate_key(v.plate or "") for v in (other, vehicle))
        if other is not vehicle and (other_plate != plate or not _PLATE.search(plate)):
            yield violation(
                vehicle,
                "number",
                related=(other,),
                vehicle=vehicle.number,
                plates=list_text([v.plate or "—" for v in (other, vehicle)]),
            )


@check(
    "fleet.seats_differ",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "座位数与车辆页不一致", "en": "Seats differ from the fleet's page"},
    message={
        "zh": "{vehicle}（{plate}）写的是 {seats} 座，车辆页是 {on_page} 座。请核实后改正其中一处；"
        "改正之前按较少的计。",
        "en": "{vehicle} ({plate}) is said to have {seats} seats, {on_page} on the fleet's page. "
        "Correct the wrong one; until then the lower counts.",
    },
)
def vehicles_with_other_seats(scope: Scope) -> Iterator[Violation]:
    """Vehicles whose number of seats differs from the one on the fleet's page."""
    pages = fleet_by_plate(scope)
    for vehicle in scope.visit.vehicles:
        listed = pages.get(plate_key(vehicle.plate or ""))
        if listed and vehicle.seats is not None and vehicle.seats != listed.seats:
            yield violation(
                vehicle,
                "seats",
                related=(listed,),
                vehicle=vehicle.number,
                plate=vehicle.plate,
                seats=vehicle.seats,
                on_page=listed.seats,
            )


@check(
    "fleet.two_rides",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一辆车同一时间安排两趟", "en": "One vehicle on two rides at once"},
    message={
        "zh": "{vehicle} {earlier:%m-%d %H:%M} 的一趟预计 {until:%H:%M} 结束，"
        "{later:%H:%M} 另有一趟发车。请换车或改时间。",
        "en": "{vehicle} is under way from {earlier:%m-%d %H:%M} until {until:%H:%M} but leaves "
        "again at {later:%H:%M}. Change the vehicle or a time.",
    },
    rule="plan",
    clause="visits_at_once",
)
def vehicles_on_two_rides(scope: Scope) -> Iterator[Violation]:
    """Vehicles on two rides at one time."""
    default = road_minutes(scope)
    for runs in _runs_of([scope.visit], default, _by_number).values():
        for at, run in enumerate(runs):
            overlapping = [earlier for earlier in runs[:at] if run.start < earlier.end]
            if overlapping:
                yield violation(
                    run.ride,
                    "time",
                    related=(overlapping[-1].ride,),
                    vehicle=run.vehicle.number,
                    earlier=overlapping[-1].start,
                    until=overlapping[-1].end,
                    later=run.start,
                )


@check(
    "fleet.elsewhere",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "车辆来不及驶到出发地", "en": "A vehicle cannot be where a ride begins"},
    message={
        "zh": "{vehicle} {until:%m-%d %H:%M} 到达{left}，驶往{origin}需 {minutes} 分钟，"
        "赶不上 {later:%H:%M} 发车。请换车或改时间。",
        "en": "{vehicle} is at {left} by {until:%m-%d %H:%M}; {origin} is {minutes} minutes away, "
        "too far to leave from there at {later:%H:%M}. Change the vehicle or a time.",
    },
    rule="care",
    limits=("default_travel_minutes",),
    needs_complete_lists=True,
)
def vehicles_elsewhere(scope: Scope, default: Limit) -> Iterator[Violation]:
    """Vehicles whose next ride begins at another venue sooner than the road takes."""
    minutes = default.integer
    for runs in _runs_of([scope.visit], minutes, _by_number).values():
        for earlier, later in pairwise(runs):
            ends, begins = earlier.ride.destination, later.ride.origin
            if ends is None or begins is None:
                continue
            left, origin = ends.venue, begins.venue
            road = minutes_between(left, origin, minutes)
            if earlier.ride.is_shuttle and earlier.ride.origin:  # it may as well end where it began
                road = min(road, minutes_between(earlier.ride.origin.venue, origin, minutes))
            if earlier.end <= later.start < earlier.end + timedelta(minutes=road):
                yield violation(
                    later.ride,
                    "time",
                    related=(earlier.ride,),
                    vehicle=later.vehicle.number,
                    until=earlier.end,
                    left=left.name,
                    origin=origin.name,
                    minutes=road,
                    later=later.start,
                )


@check(
    "fleet.two_visits",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一辆车同时安排给两次来访", "en": "One vehicle on two visits at once"},
    message={
        "zh": "{vehicle}（{plate}）{time:%m-%d %H:%M} 也排给了“{other}”。请与对方协调，一方换车。",
        "en": "{vehicle} ({plate}) is also on a ride of “{other}” at {time:%m-%d %H:%M}. One of "
        "the two must change vehicles.",
    },
    rule="plan",
    clause="visits_at_once",
)
def vehicles_on_two_visits(scope: Scope) -> Iterator[Violation]:
    """Vehicles, compared by plate, that two visits use at one time."""
    default = road_minutes(scope)
    other_runs = _runs_of(scope.others, default, vehicle_key)
    for vehicle, runs in _runs_of([scope.visit], default, vehicle_key).items():
        for run in runs:
            clashes = [
                r for r in other_runs.get(vehicle, ()) if r.start < run.end and run.start < r.end
            ]
            if clashes:
                yield violation(
                    run.ride,
                    "time",
                    related=(clashes[0].ride,),
                    vehicle=run.vehicle.number,
                    plate=run.vehicle.plate,
                    time=run.start,
                    other=clashes[0].visit.title,
                )


@dataclass(frozen=True, slots=True)
class _Run:
    """A vehicle's part in a ride."""

    visit: Visit
    ride: Ride
    vehicle: Vehicle
    start: datetime
    end: datetime


def _runs_of(
    visits: Iterable[Visit], default_minutes: int, key_of: Callable[[Visit, Vehicle], str]
) -> dict[str, list[_Run]]:
    """The runs of each vehicle in order of time, by the key of the vehicle.

    A ride whose time is still to be decided is at no time that clashes with another.
    """
    runs: dict[str, list[_Run]] = defaultdict(list)
    for visit in visits:
        for ride in (ride for ride in visit.rides if ride.time):
            step = step_of(ride, default_minutes)
            vehicles = {b.vehicle.number: b.vehicle for b in ride.vehicles if not b.vehicle.is_open}
            for vehicle in vehicles.values():
                key = key_of(visit, vehicle)
                runs[key].append(_Run(visit, ride, vehicle, step.start, step.end))
    return {key: sorted(group, key=lambda run: run.start) for key, group in runs.items()}


def _by_number(_: Visit, vehicle: Vehicle) -> str:
    """A vehicle's key within a visit: its number. `fleet.same_plate` reports shared plates."""
    return vehicle.number


def fleet_by_plate(scope: Scope) -> dict[str, FleetVehicle]:
    """The vehicles on the fleet's page, by plate."""
    return {plate_key(vehicle.plate): vehicle for vehicle in scope.standing.fleet}


def vehicle_key(visit: Visit, vehicle: Vehicle) -> str:
    """A vehicle's key among all visits: its plate, or else its number within its visit."""
    return plate_key(vehicle.plate or "") or f"{visit.slug}/{vehicle.number}"


def _vehicles_lacking(scope: Scope, fields: Iterable[str]) -> Iterator[Violation]:
    required = list(fields)
    for vehicle in scope.visit.vehicles:
        missing = [field for field in required if not getattr(vehicle, field, None)]
        if missing:
            yield violation(
                vehicle,
                missing_fields=missing,
                vehicle=vehicle.number,
                missing=fields_text("Vehicle", missing),
            )
