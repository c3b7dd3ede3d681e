"""Loads rides: divides vehicles among them, people among vehicles, and adds who goes along."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from generator.assign.accepted import with_accepted
from generator.assign.allotment import Block, Candidate, Packing, allotment, taken_by
from generator.assign.common_terms import party_of
from generator.assign.escorts import Escorts, escorts_of
from generator.assign.fleet import Fleet, vehicles_of
from generator.assign.problem import Place, Problem, Solution, Subject
from generator.assign.proposal import Former
from generator.assign.ride_terms import RideTerms, head_of
from generator.assign.solver import solve
from generator.assign.trips import Trip
from generator.check.registry import Scope
from generator.model.assigned import PlacementKind
from generator.model.people import Guest, Person, Staff
from generator.model.record import PersonId
from generator.model.transport import Vehicle

_MOST_SPARE = 4
"""Free vehicles beside those that a ride needs, in which wishes may be met."""
_NOT_WORTH_A_SEARCH = frozenset({"fewest", "rank"})
"""Terms that the packing of parties meets as well as a search for single people would."""


@dataclass(frozen=True)
class Loaded:
    """A ride with its people in vehicles.

    `vehicles` are those that it may use, by number; `before` are those in which people were to be,
    `earlier` those in which they were before on that day, by the keys of subjects.
    """

    trip: Trip
    problem: Problem
    solution: Solution
    vehicles: Mapping[str, Vehicle]
    before: Mapping[str, str]
    earlier: Mapping[str, str]
    escorts: Escorts

    @cached_property
    def members(self) -> Mapping[str, tuple[Subject, ...]]:
        """Who is in each vehicle that is used, without the escorts, by the vehicle's number."""
        return _members(self.problem, self.solution)

    @property
    def placed(self) -> Iterator[tuple[Subject, str]]:
        """Those for whom a vehicle is proposed, with its number."""
        waiting = {person.id for person in self.trip.waiting}
        for subject in self.problem.subjects:
            place = self.solution.places.get(subject.key)
            if place and subject.person.id in waiting:
                yield subject, place

    @property
    def unplaced(self) -> tuple[Subject, ...]:
        """Those for whom no seat is left."""
        return self.solution.unplaced(self.problem.subjects)


@dataclass(frozen=True, slots=True)
class _Options:
    """The vehicles that a ride may use, with its people in blocks; `written` are of the plan."""

    candidates: tuple[Candidate, ...]
    vehicles: Mapping[str, Vehicle]
    written: frozenset[str]
    blocks: tuple[Block, ...]


class Loading:
    """Loads the rides of a visit one after the other."""

    def __init__(self, scope: Scope, former: Former, trips: Sequence[Trip]) -> None:
        self.fleet = Fleet(scope)
        self.terms = RideTerms(scope.visit)
        self._former, self._trips = former, trips
        self._known = {vehicle.number: vehicle for vehicle in self.fleet.vehicles}
        self._of_liaison = {
            vehicle.liaison.id: vehicle.number
            for vehicle in reversed(self.fleet.vehicles)
            if vehicle.liaison
        }
        self._earlier: dict[tuple[PersonId, date], str] = {}
        for ride in sorted(scope.visit.rides, key=lambda ride: ride.start):
            for boarding in () if ride.is_shuttle else ride.vehicles:
                if not boarding.vehicle.is_open:
                    for person in boarding.people.people:
                        number = boarding.vehicle.number
                        self._earlier.setdefault((person.id, ride.day), number)
        self._accepted = self._accepted_vehicles()
        self._clashing = self._clashing_rides()
        self._conflicts = self._vehicles_of_one_liaison()

    def loaded(self) -> tuple[Loaded, ...]:
        """Load all rides in order of time; then those left over, into vehicles that are left over.

        A vehicle is left over where nobody fits into it of the ride that it was meant for.
        """
        options = {trip.ride.id: self._options(trip) for trip in self._trips}
        packings = allotment(
            {ride: of_ride.blocks for ride, of_ride in options.items()},
            {ride: of_ride.candidates for ride, of_ride in options.items()},
            self._clashing,
            self._conflicts,
        )
        chosen = {ride: packing.vehicles for ride, packing in packings.items()}
        rides: dict[str, Loaded] = {}
        for trip in self._trips:
            ride = trip.ride.id
            others = self._elsewhere(trip, chosen)
            spare = self._spare(trip, options[ride], (*chosen[ride], *others))
            promised = self._liaisons_of(others)
            rides[ride] = self._load(trip, options[ride], packings[ride], spare, promised)
            chosen[ride] = tuple(rides[ride].members)
        for trip in self._trips:
            ride = trip.ride.id
            others = self._elsewhere(trip, chosen)
            spare = self._spare(trip, options[ride], (*rides[ride].vehicles, *others))
            if rides[ride].unplaced and spare:
                promised = self._liaisons_of(others)
                rides[ride] = self._filled_up(
                    rides[ride], options[ride], packings[ride], spare, promised
                )
                chosen[ride] = tuple(rides[ride].members)
        return tuple(rides.values())

    def _elsewhere(self, trip: Trip, chosen: Mapping[str, Sequence[str]]) -> list[str]:
        """The vehicles chosen for other rides that cannot be on this one too."""
        return [number for other in self._clashing[trip.ride.id] for number in chosen[other]]

    def _spare(self, trip: Trip, options: _Options, chosen: Iterable[str]) -> tuple[str, ...]:
        """Some vehicles that a ride may use beside those that are chosen for it or another."""
        taken = taken_by([chosen], self._conflicts)
        spare: list[str] = []
        for candidate in options.candidates:
            number = candidate.number
            if number in taken or not self._is_possible(options.vehicles[number], trip):
                continue
            if len(spare) < _MOST_SPARE:
                spare.append(number)
                taken |= taken_by([[number]], self._conflicts)
        return tuple(spare)

    def _liaisons_of(self, numbers: Iterable[str]) -> set[PersonId]:
        return {
            liaison.id
            for number in numbers
            if number in self._known and (liaison := self._known[number].liaison)
        }

    def _accepted_vehicles(self) -> dict[str, dict[str, str]]:
        """The accepted vehicles that are still possible, by ride and person; they are in use."""
        lines: dict[str, dict[str, str]] = defaultdict(dict)
        for line in self._former.accepted:
            if line.kind is PlacementKind.VEHICLE and line.place in self._known:
                lines[line.event][line.person] = line.place
        accepted: dict[str, dict[str, str]] = {}
        for trip in self._trips:
            waiting = {person.id for person in trip.waiting}
            of_trip = {p: number for p, number in lines[trip.ride.id].items() if p in waiting}
            written = {vehicle.number for vehicle in vehicles_of(trip.ride)}
            possible = {*written}
            for number in dict.fromkeys(of_trip.values()):
                if number not in possible and self._is_possible(self._known[number], trip):
                    possible.add(number)
                    self._use(trip, self._known[number])
            accepted[trip.ride.id] = {p: n for p, n in of_trip.items() if n in possible}
        return accepted

    def _is_possible(self, vehicle: Vehicle, trip: Trip) -> bool:
        """Whether a vehicle, and its liaison, can be on a ride."""
        liaison = vehicle.liaison
        return self.fleet.is_free(vehicle, trip) and (
            liaison is None or self.fleet.is_staff_free(liaison, trip)
        )

    def _use(self, trip: Trip, vehicle: Vehicle, escorts: Iterable[Staff] = ()) -> None:
        liaison = (vehicle.liaison,) if vehicle.liaison else ()
        self.fleet.use(trip, vehicle, (*liaison, *escorts))

    def _clashing_rides(self) -> dict[str, frozenset[str]]:
        """The rides on which no vehicle can be that is on a ride, by the id of each."""
        clash = self.fleet.clash
        return {
            trip.ride.id: frozenset(
                other.ride.id for other in self._trips if other is not trip and clash(trip, other)
            )
            for trip in self._trips
        }

    def _vehicles_of_one_liaison(self) -> dict[str, frozenset[str]]:
        """The vehicles that share a liaison with a vehicle, by its number."""
        of_liaison: dict[PersonId, set[str]] = defaultdict(set)
        for vehicle in self.fleet.vehicles:
            if vehicle.liaison:
                of_liaison[vehicle.liaison.id].add(vehicle.number)
        return {
            number: frozenset(numbers - {number})
            for numbers in of_liaison.values()
            for number in numbers
        }

    def _options(self, trip: Trip) -> _Options:
        """The vehicles that a ride may use: those of the plan, accepted ones, and those free."""
        written = {vehicle.number: vehicle for vehicle in vehicles_of(trip.ride)}
        accepted = {*self._accepted[trip.ride.id].values()}
        aboard: Counter[str] = Counter()
        for boarding in trip.ride.vehicles:
            aboard[boarding.vehicle.number] += boarding.people.headcount
        candidates, vehicles = [], {}
        for number, vehicle in (written | self._known).items():
            is_used = number in written or number in accepted
            seats = max(self._capacity(vehicle, trip) - aboard[number], 0)
            if is_used or (seats and self._is_possible(vehicle, trip)):
                vehicles[number] = vehicle
                candidates.append(Candidate(number, seats, is_used))
        return _Options(tuple(candidates), vehicles, frozenset(written), self._blocks(trip))

    def _blocks(self, trip: Trip) -> tuple[Block, ...]:
        """A ride's people by party, with the vehicle that most of them were in before."""
        sizes: Counter[str] = Counter()
        before: dict[str, Counter[str]] = defaultdict(Counter)
        own: dict[str, Counter[str]] = defaultdict(Counter)
        for person in trip.waiting:
            party = _block_of(person)
            sizes[party] += person.headcount
            if number := self._before(trip, person):
                before[party][number] += person.headcount
            liaison = person.looked_after_by if isinstance(person, Guest) else None
            if liaison and liaison.id in self._of_liaison:
                own[party][self._of_liaison[liaison.id]] += person.headcount
        head = head_of(trip.waiting)
        leading = _block_of(head) if head else None
        return tuple(
            Block(
                party,
                size,
                _most_common(before[party]),
                _most_common(own[party]),
                leads=party == leading,
            )
            for party, size in sizes.items()
        )

    def _before(self, trip: Trip, person: Person) -> str | None:
        """The vehicle in which somebody was to be on a ride, or else was earlier that day."""
        former = self._former.of(PlacementKind.VEHICLE, trip.ride.id, person.id)
        return former.place if former else self._earlier.get((person.id, trip.ride.day))

    def _capacity(self, vehicle: Vehicle, trip: Trip) -> int:
        """The seats for people of a ride, without one for a liaison who is not aboard yet.

        It is -1 for a vehicle of which no seats are known.
        """
        aboard = [
            person
            for boarding in trip.ride.vehicles
            if boarding.vehicle.number == vehicle.number
            for person in boarding.people.people
        ]
        has_seat = any(person is vehicle.liaison for person in aboard) or (
            vehicle.liaison is None and any(isinstance(person, Staff) for person in aboard)
        )
        return self.fleet.seats(vehicle) - (not has_seat)

    def _load(
        self,
        trip: Trip,
        options: _Options,
        packing: Packing,
        spare: tuple[str, ...],
        promised: set[PersonId],
    ) -> Loaded:
        """Load a ride as it was packed; search for better where something is not met.

        The `spare` vehicles are used only then.
        """
        earlier: dict[str, str] = {
            person.id: number
            for person in trip.waiting
            if (number := self._earlier.get((person.id, trip.ride.day)))
        }
        before: dict[str, str] = {
            person.id: place.place
            for person in trip.waiting
            if (place := self._former.of(PlacementKind.VEHICLE, trip.ride.id, person.id))
        }
        usable = packing.vehicles
        problem = self._problem(trip, options, packing, usable, earlier, before)
        solution = solve(problem, looks=0)
        if solution.unplaced(problem.subjects) or any(
            breach.term.code not in _NOT_WORTH_A_SEARCH for breach in solution.breaches
        ):
            usable = (*usable, *spare)
            problem = self._problem(trip, options, packing, usable, earlier, before)
            solution = solve(problem)
        vehicles = {number: options.vehicles[number] for number in usable}
        escorts = self._escorts(trip, options, problem, solution, promised)
        loaded = Loaded(trip, problem, solution, vehicles, before, earlier, escorts)
        for subject, number in loaded.placed:
            self._earlier.setdefault((subject.person.id, trip.ride.day), number)
        return loaded

    def _filled_up(
        self,
        loaded: Loaded,
        options: _Options,
        packing: Packing,
        spare: tuple[str, ...],
        promised: set[PersonId],
    ) -> Loaded:
        """The ride with people for whom there was no seat in `spare` vehicles; the others stay."""
        trip, before, earlier = loaded.trip, loaded.before, loaded.earlier
        usable = (*loaded.vehicles, *spare)
        problem = self._problem(trip, options, packing, usable, earlier, before)
        places = loaded.solution.places
        solution = solve(
            replace(
                problem,
                subjects=tuple(replace(s, fixed=places.get(s.key)) for s in problem.subjects),
            )
        )
        if len(solution.unplaced(problem.subjects)) == len(loaded.unplaced):
            return loaded
        vehicles = {number: options.vehicles[number] for number in usable}
        escorts = self._escorts(trip, options, problem, solution, promised)
        return Loaded(trip, problem, solution, vehicles, before, earlier, escorts)

    def _escorts(
        self,
        trip: Trip,
        options: _Options,
        problem: Problem,
        solution: Solution,
        promised: set[PersonId],
    ) -> Escorts:
        """Who goes along on a ride; they and the vehicles are in use from now on."""
        members = _members(problem, solution)
        vehicles = options.vehicles
        escorts = escorts_of(self.fleet, trip, vehicles, members, options.written, promised)
        for number in members:
            self._use(trip, vehicles[number], escorts.of_vehicle.get(number, ()))
        return escorts

    def _problem(
        self,
        trip: Trip,
        options: _Options,
        packing: Packing,
        usable: Sequence[str],
        earlier: Mapping[str, str],
        before: Mapping[str, str],
    ) -> Problem:
        """The people of a ride, those aboard by the plan too, and the vehicles that it may use."""
        aboard = {
            person.id: (person, boarding.vehicle.number)
            for boarding in trip.ride.vehicles
            if not boarding.vehicle.is_open
            for person in boarding.people.people
        }
        subjects = [
            Subject(person.id, person, person.headcount, fixed=number)
            for person, number in aboard.values()
        ]
        sizes: Counter[str] = Counter()
        for subject in subjects:
            sizes[subject.fixed or ""] += subject.size
        start = _start_of(trip, packing)
        subjects += [
            Subject(
                person.id,
                person,
                person.headcount,
                former=before.get(person.id) or start.get(person.id),
                informed=person.id in before and person.id in self._former.informed,
            )
            for person in trip.waiting
            if person.id not in aboard
        ]
        places = tuple(
            Place(number, max(self._capacity(options.vehicles[number], trip), sizes[number]))
            for number in usable
        )
        in_use = {*options.written, *self._accepted[trip.ride.id].values()}
        counts = Counter(b.party for blocks in packing.shares.values() for b in blocks)
        divided = {party for party, count in counts.items() if count > 1}
        terms = tuple(self.terms.of_ride(subjects, usable, in_use, earlier, before, divided))
        problem = Problem(tuple(subjects), places, terms)
        return with_accepted(problem, self._accepted[trip.ride.id])


def _start_of(trip: Trip, packing: Packing) -> dict[str, str]:
    """The vehicle of each person by the packing, from which the search starts.

    Of a party that is divided, units stay together.
    """
    waiting: dict[str, list[Person]] = defaultdict(list)
    for person in sorted(trip.waiting, key=lambda person: person.unit or ""):
        waiting[_block_of(person)].append(person)
    start: dict[str, str] = {}
    for number, blocks in packing.shares.items():
        for block in blocks:
            seats, people = block.size, waiting.get(block.party, [])
            while people and people[0].headcount <= seats:
                person = people.pop(0)
                seats -= person.headcount
                start[person.id] = number
    return start


def _most_common(numbers: Counter[str]) -> str | None:
    return max(numbers, key=numbers.__getitem__, default=None)


def _block_of(person: Person) -> str:
    """The name of somebody's party; for a person without one, the person's id."""
    return party_of(person) or person.id


def _members(problem: Problem, solution: Solution) -> dict[str, tuple[Subject, ...]]:
    """The people of each vehicle that is used, in the order of the vehicles."""
    members: dict[str, list[Subject]] = {place.key: [] for place in problem.places}
    for subject in problem.subjects:
        if (place := solution.places.get(subject.key)) in members:
            members[place].append(subject)
    return {number: tuple(people) for number, people in members.items() if people}
