"""Which vehicles can go on which ride: free at the time, near enough, with a liaison and seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from generator.agenda.views import EntryRole
from generator.assign.trips import Trip
from generator.check.itinerary import minutes_between, road_minutes, step_of
from generator.check.logistics.fleet import fleet_by_plate, vehicle_key
from generator.check.registry import Scope
from generator.model.enums import VehicleKind
from generator.model.people import Staff
from generator.model.record import PersonId
from generator.model.standing import FleetVehicle, Location
from generator.model.transport import Ride, Vehicle
from generator.names.index import plate_key

_FOR_GUESTS = frozenset(VehicleKind) - {
    VehicleKind.TRUCK,
    VehicleKind.POLICE,
    VehicleKind.AMBULANCE,
    VehicleKind.OWN,
    VehicleKind.SHUTTLE,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A time in which a vehicle, or a member of the team, is under way or at an event."""

    start: datetime
    end: datetime
    origin: Location | None
    destination: Location | None
    key: str

    @classmethod
    def of(cls, ride: Ride, default_minutes: int) -> Run:
        """The run of a ride."""
        step = step_of(ride, default_minutes)
        return cls(step.start, step.end, ride.origin, ride.destination, ride.id)


class Fleet:
    """The vehicles of a visit, and when they and their liaisons are busy, by plan or proposal."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._road = road_minutes(scope)
        self._pages = fleet_by_plate(scope)
        self._runs: dict[str, list[Run]] = defaultdict(list)
        self._duties: dict[PersonId, list[Run]] = {}
        for visit in (scope.visit, *scope.others):
            for ride in visit.rides:
                for vehicle in vehicles_of(ride) if ride.time else ():
                    run = Run.of(ride, self._road)
                    # A ride of another visit may have the id of one of this visit.
                    own = run if visit is scope.visit else replace(run, key="")
                    self._runs[vehicle_key(visit, vehicle)].append(own)
        numbers: dict[str, Vehicle] = {}
        for vehicle in scope.visit.vehicles:
            if vehicle.kind is None or vehicle.kind in _FOR_GUESTS:
                numbers.setdefault(vehicle.number, vehicle)
        self.vehicles = tuple(numbers.values())

    def seats(self, vehicle: Vehicle) -> int:
        """The passenger seats; the lower number where the visit and the fleet's page differ."""
        listed = self._pages.get(plate_key(vehicle.plate or ""))
        known = [v.seats for v in (vehicle, listed) if v and v.seats is not None]
        return min(known, default=0)

    def is_free(self, vehicle: Vehicle, trip: Trip) -> bool:
        """Whether a vehicle can be on a ride: not under way, and not too far from its origin."""
        key = vehicle_key(self._scope.visit, vehicle)
        run = Run.of(trip.ride, self._road)
        return not any(self._clash(run, other) for other in self._runs.get(key, ()))

    def is_staff_free(self, staff: Staff, trip: Trip) -> bool:
        """Whether a member of the team can be aboard: nowhere else at the time of the ride."""
        run = Run.of(trip.ride, self._road)
        return not any(self._clash(run, other) for other in self._duties_of(staff))

    def team(self, role: str) -> tuple[Staff, ...]:
        """The people of the working groups with a role, in the order of the team."""
        visit = self._scope.visit
        groups = (group for group in visit.team.groups if group.role.id == role)
        people = {person.id for group in groups for person in group.people}
        return tuple(person for person in visit.staff if person.id in people)

    def clash(self, first: Trip, second: Trip) -> bool:
        """Whether one vehicle cannot be on both rides."""
        return self._clash(Run.of(first.ride, self._road), Run.of(second.ride, self._road))

    def use(self, trip: Trip, vehicle: Vehicle, staff: Iterable[Staff]) -> None:
        """Note that a vehicle is on a ride, with these members of the team aboard."""
        run = Run.of(trip.ride, self._road)
        self._runs[vehicle_key(self._scope.visit, vehicle)].append(run)
        for person in staff:
            self._duties_of(person).append(run)

    def of_host(self, trip: Trip, least: int) -> tuple[FleetVehicle, ...]:
        """The vehicles of the fleet's page with so many seats that no visit uses at the time."""
        run = Run.of(trip.ride, self._road)
        own = {plate_key(vehicle.plate or "") for vehicle in self._scope.visit.vehicles}
        free = [
            vehicle
            for key, vehicle in self._pages.items()
            if vehicle.kind in _FOR_GUESTS
            and key not in own
            and vehicle.seats >= least
            and not any(self._clash(run, other) for other in self._runs.get(key, ()))
        ]
        return tuple(sorted(free, key=lambda vehicle: (vehicle.seats, vehicle.plate)))

    def _duties_of(self, staff: Staff) -> list[Run]:
        if staff.id not in self._duties:
            self._duties[staff.id] = list(self._planned_duties(staff))
        return self._duties[staff.id]

    def _planned_duties(self, staff: Staff) -> Iterator[Run]:
        """The events at which a member of the team must be: not those only to be checked."""
        absent = {EntryRole.RESPONSIBLE, EntryRole.CHECKER}
        for event, roles in self._scope.index.of(staff).events.values():
            if isinstance(event, Ride):
                is_aboard = {EntryRole.TAKES_PART, EntryRole.LIAISON} & set(roles)
                if is_aboard and event.time and not event.is_shuttle:
                    yield Run.of(event, self._road)
            elif event.time and not absent.issuperset(roles):
                end = event.end or event.start
                yield Run(event.start, end, event.place, event.place, event.id)

    def _clash(self, first: Run, second: Run) -> bool:
        """Whether one vehicle cannot be on both runs; a run does not clash with itself."""
        if first.key == second.key:
            return False
        early, late = sorted((first, second), key=lambda run: run.start)
        return late.start == early.start or late.start < early.end + self._between(early, late)

    def _between(self, early: Run, late: Run) -> timedelta:
        """The time for the way from the end of one run to the beginning of the next, if known."""
        if early.destination is None or late.origin is None:
            return timedelta()
        minutes = minutes_between(early.destination.venue, late.origin.venue, self._road)
        return timedelta(minutes=minutes)


def vehicles_of(ride: Ride) -> tuple[Vehicle, ...]:
    """The vehicles that are written for a ride, without repetition."""
    vehicles = {b.vehicle.number: b.vehicle for b in ride.vehicles if not b.vehicle.is_open}
    return tuple(vehicles.values())
