"""Who does what in a visit, by person: computed once for all agendas of the visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from generator.agenda.connections import Connection, Way, connections_of
from generator.agenda.views import EntryRole, SeatPlace
from generator.model.attendance import attendees, takes_part
from generator.model.dining import DiningTable, Meal, Seat
from generator.model.lodging import Stay
from generator.model.people import CompanionsApart, Guest, Person, Staff, headcount
from generator.model.record import PersonId
from generator.model.schedule import DailyMatter, ScheduleItem
from generator.model.seating import Seating
from generator.model.team import Group, Task
from generator.model.transport import Ride, Vehicle
from generator.model.visit import Event, Visit
from generator.seating.assignment import arrangement_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Handout:
    """What one person has of an item's agenda, by place.

    `papers` are those of `Visit.papers_of(item)` that are for the person, `speaks` the points of
    `Visit.points_of(item)` on which the person speaks.
    """

    papers: frozenset[int]
    speaks: frozenset[int]


@dataclass(slots=True)
class Involvement:
    """What one person is involved in: events with roles, seats, vehicles, rooms and work.

    Events, seats, places, vehicles and handouts are by the key of the event; `charges` are the
    guests in a liaison's care.
    """

    events: dict[str, tuple[Event, list[EntryRole]]] = field(default_factory=dict)
    seats: dict[str, tuple[DiningTable, Seat]] = field(default_factory=dict)
    places: dict[str, list[tuple[Seating, SeatPlace]]] = field(default_factory=dict)
    vehicles: dict[str, Vehicle] = field(default_factory=dict)
    handouts: dict[str, Handout] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    stays_of_companions: list[Stay] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    charges: list[Guest] = field(default_factory=list)

    @property
    def own_vehicles(self) -> tuple[Vehicle, ...]:
        """The vehicles of the person's rides, but for shuttles."""
        rides = ((self.events[key][0], vehicle) for key, vehicle in self.vehicles.items())
        return tuple(
            vehicle for ride, vehicle in rides if not (isinstance(ride, Ride) and ride.is_shuttle)
        )

    @property
    def plan(self) -> Hashable:
        """What the entries follow from but for own seats: most guests share it with many others.

        Vehicles are compared by `id`, not by their many fields: they live as long as the visit.
        """
        return (
            tuple((key, *roles) for key, (_, roles) in self.events.items()),
            tuple((key, id(vehicle)) for key, vehicle in self.vehicles.items()),
            tuple(self.handouts.items()),
        )

    def add_role(self, key: str, event: Event, role: EntryRole) -> None:
        """Add a role in `event`, once."""
        roles = self.events.setdefault(key, (event, []))[1]
        if role not in roles:
            roles.append(role)


class Index:
    """Every person's involvement in a visit, and the entries that many agendas share."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.headcounts: dict[str, int] = {}
        self.events: dict[str, Event] = {}
        self.attendees: dict[str, tuple[Person, ...]] = {}
        self._ranks: dict[str, Mapping[str, Sequence[int]]] = {}
        self._liaisons: dict[PersonId, Staff] = {}
        self._shared: dict[Hashable, Any] = {}
        self._involvement: dict[PersonId, Involvement] = defaultdict(Involvement)
        for event in visit.events:
            self._add_event(event)
        for matter in visit.daily_matters:
            self._add_event(matter)
            self._add_liaisons(matter)
        for stay in visit.stays:
            for person in stay.people.people:
                self._involvement[person.id].stays.append(stay)
                if isinstance(person, CompanionsApart):
                    self._involvement[person.guest_id].stays_of_companions.append(stay)
        self._add_work(visit)
        for seating in visit.seating:
            self._add_seating(visit, seating)
        self._add_speakers(visit)
        for item in visit.schedule:
            self._add_handouts(visit, item)

    @cached_property
    def with_places(self) -> frozenset[str]:
        """The keys of the events at which somebody has a seat or a vehicle, and of all rides."""
        own = (of.seats.keys() | of.places.keys() for of in self._involvement.values())
        rides = (key for key, event in self.events.items() if isinstance(event, Ride))
        return frozenset(rides).union(*own)

    def of(self, person: Person) -> Involvement:
        """What `person` is involved in."""
        return self._involvement[person.id]

    @cached_property
    def connections(self) -> Mapping[str, tuple[Connection, ...]]:
        """The trains and flights that each ride meets, or takes guests to, by the ride's id."""
        return connections_of(self.visit)

    @cached_property
    def ways(self) -> Mapping[tuple[str, PersonId], Way]:
        """Whether a guest's ride meets a train or flight or leads to one, by ride and guest."""
        return {
            (ride, guest.id): connection.way
            for ride, connections in self.connections.items()
            for connection in reversed(connections)
            for guest in connection.guests
        }

    @cached_property
    def rides_from_arrival(self) -> Mapping[PersonId, str]:
        """The key of the ride that meets each guest."""
        return {
            guest.id: event_key(connection.ride)
            for connections in self.connections.values()
            for connection in connections
            if connection.way is Way.ARRIVAL
            for guest in connection.guests
        }

    def attendees_among(self, key: str, ids: Iterable[str]) -> tuple[Person, ...]:
        """The attendees of an event, by its key, who have one of the different `ids`; in order."""
        if key not in self._ranks:
            self._ranks[key] = _ranks_by_id(self.attendees[key])
        ranks = self._ranks[key]
        present = sorted(rank for id_ in ids for rank in ranks.get(id_, ()))
        return tuple(map(self.attendees[key].__getitem__, present))

    def liaison_of(self, guest: Guest) -> Staff | None:
        """Who looks after a guest; with companions, who looks after their guest."""
        return self._liaisons.get(guest.guest_id)

    def shared(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` returns for the first person, shared by all others with the same `key`.

        The key begins with what it is, and has the reader or the circle that it was read for, if it
        was read for anybody.
        """
        if key not in self._shared:
            self._shared[key] = make()
        shared: T = self._shared[key]
        return shared

    def _add_event(self, event: Event) -> None:
        key, present = event_key(event), attendees(event)
        self.headcounts[key] = headcount(present)
        self.events[key], self.attendees[key] = event, present
        for person in present:
            self._involvement[person.id].add_role(key, event, EntryRole.TAKES_PART)
        for role, person in event.in_charge.items():
            self._involvement[person.id].add_role(key, event, EntryRole(role))
        if isinstance(event, Meal):
            for table in event.tables:
                for seat in table.seats:
                    if takes_part(seat.person, event):
                        self._involvement[seat.person.id].seats[key] = (table, seat)
        elif isinstance(event, Ride):
            self._add_vehicles(key, event)

    def _add_liaisons(self, matter: DailyMatter) -> None:
        """Let the liaisons know when their guests are called, and their luggage is collected."""
        for guest in attendees(matter):
            for liaison, _ in guest.liaisons if isinstance(guest, Guest) else ():
                self._involvement[liaison.id].add_role(
                    event_key(matter), matter, EntryRole.TAKES_PART
                )

    def _add_vehicles(self, key: str, ride: Ride) -> None:
        numbers = {boarding.vehicle.number for boarding in ride.vehicles}
        # Of a shuttle's several vehicles people take whichever comes.
        takes_any = ride.is_shuttle and len(numbers) > 1
        for boarding in ride.vehicles:
            for person in () if takes_any else boarding.people.people:
                if takes_part(person, ride):
                    self._involvement[person.id].vehicles[key] = boarding.vehicle
            if liaison := boarding.vehicle.liaison:
                self._involvement[liaison.id].add_role(key, ride, EntryRole.LIAISON)
                self._involvement[liaison.id].vehicles.setdefault(key, boarding.vehicle)

    def _add_seating(self, visit: Visit, seating: Seating) -> None:
        rows = arrangement_of(visit, seating).rows
        plan = tuple("".join("o" if place else "." for place in row) for row in rows)
        for row, places in enumerate(rows):
            for column, place in enumerate(places):
                if place and place.person:
                    seat = SeatPlace(seating.form, place.side, place.number, plan, row, column)
                    places_of_person = self._involvement[place.person.id].places
                    places_of_person.setdefault(event_key(seating.at), []).append((seating, seat))

    def _add_speakers(self, visit: Visit) -> None:
        for point in visit.points:
            if isinstance(point.speaker, Person):
                involvement = self._involvement[point.speaker.id]
                involvement.add_role(event_key(point.item), point.item, EntryRole.SPEAKER)

    def _add_handouts(self, visit: Visit, item: ScheduleItem) -> None:
        """Add to each person on whose card an item is what the person has of its agenda."""
        papers, points, key = visit.papers_of(item), visit.points_of(item), event_key(item)
        if not papers and not points:
            return
        readers = [paper.readers for paper in papers]
        for person in visit.people.values():
            involvement = self.of(person)
            if key in involvement.events:
                involvement.handouts[key] = Handout(
                    frozenset(n for n, of in enumerate(readers) if of is None or person.id in of),
                    frozenset(n for n, point in enumerate(points) if point.speaker is person),
                )

    def _add_work(self, visit: Visit) -> None:
        for group in visit.team.groups:
            for staff in group.people:
                self._involvement[staff.id].groups.append(group)
        for task in visit.team.tasks:
            for person in {staff.id for staff in (task.owner, task.checker) if staff is not None}:
                self._involvement[person].tasks.append(task)
        for guest in (*visit.guests, *visit.unnamed):
            for liaison, _ in guest.liaisons:
                self._liaisons.setdefault(guest.id, liaison)
                self._involvement[liaison.id].charges.append(guest)


def _ranks_by_id(people: Sequence[Person]) -> Mapping[str, Sequence[int]]:
    """Where each person is in a sequence: somebody with two places is in it twice."""
    ranks: dict[str, list[int]] = defaultdict(list)
    for rank, person in enumerate(people):
        ranks[person.id].append(rank)
    return dict(ranks)


def event_key(event: Event) -> str:
    """The key by which an event is recognised in another version of the visit."""
    kind = "item" if isinstance(event, ScheduleItem) else type(event).__name__.lower()
    return f"{kind}:{event.id}"
