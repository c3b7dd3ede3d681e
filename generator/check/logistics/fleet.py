"""Checks vehicles: known, with a driver, and on one ride at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from generator.check.itinerary import minutes_between, road_minutes, step_of
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import fields_text, list_text, other_visit_text
from generator.findings import Severity
from generator.load.directory import plate_key
from generator.model.standing import FleetVehicle, Limit
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Visit
from generator.names.index import name_key

_PLATE = re.compile(r"\d")
"""Every number plate has a digit; a word in its place, such as 待定, has none."""


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
    """Vehicles whose plate or driver, as far as the rule names them, is not known."""
    asked = [field for field in fields.words if field in {"plate", "driver"}]
    yield from _vehicles_lacking(scope, asked)


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
    """Vehicles that lack something else that the rule names: telephone, liaison."""
    asked = [field for field in fields.words if field not in {"plate", "driver"}]
    yield from _vehicles_lacking(scope, asked)


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
def vehicles_of_one_plate(scope: Scope) -> Iterator[Violation]:
    """Vehicles with the plate of another that is listed before them."""
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
        "zh": "有两辆车都叫{vehicle}（{plates}），乘车、座次里分不清是哪一辆。请改其中一个车号。",
        "en": "Two vehicles are called {vehicle} ({plates}): rides and seats cannot tell them "
        "apart. Change one number.",
    },
)
def vehicles_of_one_number(scope: Scope) -> Iterator[Violation]:
    """Vehicles that are called as another of another plate that is listed before them."""
    first: dict[str, Vehicle] = {}
    for vehicle in scope.visit.vehicles:
        other = first.setdefault(name_key(vehicle.number), vehicle)
        plates = [plate_key(each.plate or "") for each in (other, vehicle)]
        if other is not vehicle and (plates[0] != plates[1] or not _PLATE.search(plates[0])):
            yield violation(
                vehicle,
                "number",
                related=(other,),
                vehicle=vehicle.number,
                plates=list_text([each.plate or "—" for each in (other, vehicle)]),
            )


@check(
    "fleet.seats_differ",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "座位数与车辆页不一致", "en": "Seats differ from the fleet's page"},
    message={
        "zh": "{vehicle}（{plate}）写的是 {found} 座，车辆页是 {kept} 座。请核实后改错的一处；"
        "改好之前按少的计。",
        "en": "{vehicle} ({plate}) is said to have {found} seats, {kept} on the fleet's page. Mend "
        "the wrong one; until then the lower counts.",
    },
)
def seats_unlike_the_page(scope: Scope) -> Iterator[Violation]:
    """Vehicles whose number of seats differs from the one on the fleet's page."""
    pages = fleet_by_plate(scope)
    for vehicle in scope.visit.vehicles:
        kept = pages.get(plate_key(vehicle.plate or ""))
        if kept and vehicle.seats is not None and vehicle.seats != kept.seats:
            yield violation(
                vehicle,
                "seats",
                related=(kept,),
                vehicle=vehicle.number,
                plate=vehicle.plate,
                found=vehicle.seats,
                kept=kept.seats,
            )


@check(
    "fleet.two_rides",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一辆车同时跑两趟", "en": "One vehicle on two rides at once"},
    message={
        "zh": "{vehicle} {earlier:%m-%d %H:%M} 那趟要到 {until:%H:%M} 才完，"
        "{later:%H:%M} 又要发车。请换车或改时间。",
        "en": "{vehicle} is under way from {earlier:%m-%d %H:%M} until {until:%H:%M} but leaves "
        "again at {later:%H:%M}. Change the vehicle or a time.",
    },
    rule="plan",
    limits=("visits_at_once",),
)
def vehicles_on_two_rides(scope: Scope, most: Limit) -> Iterator[Violation]:
    """Vehicles on more rides at one time than the rule allows."""
    default = road_minutes(scope)
    for runs in _runs_of([scope.visit], default, _by_number).values():
        for at, run in enumerate(runs):
            held = [earlier for earlier in runs[:at] if run.start < earlier.end]
            if held and len(held) + 1 > most.whole:
                yield violation(
                    run.ride,
                    "time",
                    related=(held[-1].ride,),
                    vehicle=run.vehicle.number,
                    earlier=held[-1].start,
                    until=held[-1].end,
                    later=run.start,
                )


@check(
    "fleet.elsewhere",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "车来不及开到出发地", "en": "A vehicle cannot be where a ride begins"},
    message={
        "zh": "{vehicle} {until:%m-%d %H:%M} 才到{left}，开到{origin}要 {minutes} 分钟，"
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
    minutes = default.whole
    for runs in _runs_of([scope.visit], minutes, _by_number).values():
        for earlier, later in pairwise(runs):
            left, origin = earlier.ride.destination.venue, later.ride.origin.venue
            road = minutes_between(left, origin, minutes)
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
    title={"zh": "一辆车同时给了两次来访", "en": "One vehicle on two visits at once"},
    message={
        "zh": "{vehicle}（{plate}）{time:%m-%d %H:%M} 也排给了“{other}”。请与对方协调，一方换车。",
        "en": "{vehicle} ({plate}) is also on a ride of “{other}” at {time:%m-%d %H:%M}. One of "
        "the two must change vehicles.",
    },
    rule="plan",
    limits=("visits_at_once",),
)
def vehicles_on_two_visits(scope: Scope, most: Limit) -> Iterator[Violation]:
    """Vehicles, told by their plates, that more visits use at one time than the rule allows."""
    default = road_minutes(scope)
    theirs = _runs_of(scope.others, default, vehicle_key)
    for vehicle, runs in _runs_of([scope.visit], default, vehicle_key).items():
        for run in runs:
            clashes = [
                r for r in theirs.get(vehicle, ()) if r.start < run.end and run.start < r.end
            ]
            if clashes and len({r.visit.slug for r in clashes}) + 1 > most.whole:
                yield violation(
                    run.ride,
                    "time",
                    related=(clashes[0].ride,),
                    vehicle=run.vehicle.number,
                    plate=run.vehicle.plate,
                    time=run.start,
                    other=other_visit_text(clashes[0].visit),
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
    """The runs of each vehicle by time, grouped by `key_of(vehicle)`."""
    runs: dict[str, list[_Run]] = defaultdict(list)
    for visit in visits:
        for ride in visit.rides:
            step = step_of(ride, default_minutes)
            for vehicle in {b.vehicle.number: b.vehicle for b in ride.vehicles}.values():
                key = key_of(visit, vehicle)
                runs[key].append(_Run(visit, ride, vehicle, step.start, step.end))
    return {key: sorted(each, key=lambda run: run.start) for key, each in runs.items()}


def _by_number(_: Visit, vehicle: Vehicle) -> str:
    """A vehicle's key within a visit, its number; `fleet.same_plate` reports shared plates."""
    return vehicle.number


def fleet_by_plate(scope: Scope) -> dict[str, FleetVehicle]:
    """The vehicles of the fleet's page."""
    return {plate_key(vehicle.plate): vehicle for vehicle in scope.standing.fleet}


def vehicle_key(visit: Visit, vehicle: Vehicle) -> str:
    """What tells a vehicle in all visits: its plate; without one it is the visit's own."""
    return plate_key(vehicle.plate or "") or f"{visit.slug}/{vehicle.number}"


def _vehicles_lacking(scope: Scope, asked: Iterable[str]) -> Iterator[Violation]:
    fields = list(asked)
    for vehicle in scope.visit.vehicles:
        missing = [field for field in fields if not getattr(vehicle, field, None)]
        if missing:
            named = fields_text("Vehicle", missing)
            yield violation(vehicle, vehicle=vehicle.number, missing=named)
