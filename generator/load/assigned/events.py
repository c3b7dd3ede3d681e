"""Tables, vehicles and seats of assigned.csv, for people who have none at a meal or on a ride."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from generator.load.assigned.lines import Outcome, PlacedPerson, grouped
from generator.load.directory import Directory
from generator.model.attendance import attendees
from generator.model.dining import DiningTable, Meal, Seat
from generator.model.enums import SeatingForm
from generator.model.parsing.context import ReadingContext
from generator.model.parsing.undecided import OPEN, Undecided
from generator.model.people import Guest, Participants, Person
from generator.model.record import PersonId
from generator.model.schedule import ScheduleItem
from generator.model.seating import AssignedSeat, Seating
from generator.model.transport import Boarding, Ride, Vehicle


def with_tables(meal: Meal, placed: Sequence[PlacedPerson], outcome: Outcome) -> Meal:
    """A meal with the tables of the lines.

    Where people wrote no tables, the other participants are at a table that is still to be decided.
    """
    tables = {
        seat.person.id: table for table in meal.tables if not table.is_open for seat in table.seats
    }
    taking_part = {person.id for person in meal.participants.people}
    new = []
    for one in placed:
        if table := tables.get(one.person.id):
            if table.number != one.at.place:
                outcome.report_written(one, table.written_at("seats"))
        elif not meal.tables and _is_guest_outside(one.person, taking_part):
            outcome.report_written(one, meal.written_at("participants"))
        else:
            new.append(one)
    if not new:
        return meal
    outcome.use(new)
    return meal.model_copy(update={"tables": tuple(_tables(meal, new))})


def _is_guest_outside(person: Person, taking_part: set[PersonId]) -> bool:
    """Whether a guest is not among those who eat; staff may be hosts at any table."""
    return isinstance(person, Guest) and not taking_part & {person.id, person.guest_id}


def _tables(meal: Meal, placed: Sequence[PlacedPerson]) -> Iterator[DiningTable]:
    """The tables of a meal with people added to them; open tables without those people."""
    by_number = grouped(placed, lambda one: one.at.place)
    placed_ids = {one.person.id for one in placed}
    for table in meal.tables:
        if not table.is_open:
            seats = (*table.seats, *map(_seat, by_number.pop(table.number, ())))
            yield table.model_copy(update={"seats": seats})
    for number in sorted(by_number, key=lambda number: (len(number), number)):
        of_table = by_number[number]
        seats = tuple(map(_seat, of_table))
        yield DiningTable(source=of_table[0].source, number=number, seats=seats)
    for table in meal.tables:
        if table.is_open:
            left = tuple(seat for seat in table.seats if seat.person.id not in placed_ids)
            if left or not table.seats:
                yield table.model_copy(update={"seats": left})
    # Not those who have not come yet or have left: a place at a table counts whatever their times.
    coming = () if meal.tables else attendees(meal)
    others = [person for person in coming if person.id not in placed_ids]
    if others:
        undecided = (Undecided("number", is_placeholder=True),)
        seats = tuple(Seat(source=meal.source, person=person) for person in others)
        yield DiningTable(source=meal.source, undecided=undecided, number=OPEN, seats=seats)


def _seat(placed: PlacedPerson) -> Seat:
    return Seat(source=placed.source, person=placed.person)


def with_seat_numbers(meal: Meal, placed: Sequence[PlacedPerson], outcome: Outcome) -> Meal:
    """A meal with the seats of the lines for people at their tables who have no number."""
    by_seat = {(one.at.place, one.person.id): one for one in placed}

    def numbered(table: DiningTable, seat: Seat) -> Seat:
        one = by_seat.get((table.number, seat.person.id))
        if one is None or seat.number == one.at.seat:
            return seat
        if seat.number is not None:
            outcome.report_written(one, seat.written_at("number"))
            return seat
        outcome.use([one])
        return seat.model_copy(update={"number": one.at.seat})

    tables = tuple(
        table.model_copy(update={"seats": tuple(numbered(table, seat) for seat in table.seats)})
        for table in meal.tables
    )
    return meal.model_copy(update={"tables": tables})


def with_vehicles(
    ride: Ride, placed: Sequence[PlacedPerson], directory: Directory, outcome: Outcome
) -> Ride:
    """A ride with the people of the lines in their vehicles."""
    boardings = {
        person.id: boarding
        for boarding in ride.vehicles
        if not boarding.vehicle.is_open
        for person in boarding.people.people
    }
    vehicles: dict[str, Vehicle] = {}
    new: dict[str, list[PlacedPerson]] = {}
    for one in placed:
        vehicle = _vehicle(one, directory)
        if written := boardings.get(one.person.id):
            if vehicle is None or written.vehicle.number != vehicle.number:
                outcome.report_written(one, written.written_at("people"))
        elif vehicle is None:
            outcome.report_unknown_place(one)
        else:
            vehicles[vehicle.number] = vehicle
            new.setdefault(vehicle.number, []).append(one)
    if not new:
        return ride
    for of_vehicle in new.values():
        outcome.use(of_vehicle)
    return ride.model_copy(update={"vehicles": tuple(_boardings(ride, vehicles, new))})


def _vehicle(placed: PlacedPerson, directory: Directory) -> Vehicle | None:
    try:
        return directory.vehicle(placed.at.place)
    except PydanticCustomError:
        return None


def _boardings(
    ride: Ride, vehicles: dict[str, Vehicle], new: dict[str, list[PlacedPerson]]
) -> Iterator[Boarding]:
    """The vehicles of a ride with people added; those still to be decided without these people."""
    placed_ids = {one.person.id for of_vehicle in new.values() for one in of_vehicle}
    for boarding in ride.vehicles:
        people = boarding.people
        if boarding.vehicle.is_open:
            left = [person for person in people.people if person.id not in placed_ids]
            if len(left) == len(people.people):
                yield boarding
            elif left:
                yield boarding.model_copy(update={"people": _named(left)})
        else:
            more = [one.person for one in new.pop(boarding.vehicle.number, ())]
            yield boarding.model_copy(update={"people": _with_people(people, more)})
    for number, placed in new.items():
        people = _named([one.person for one in placed])
        yield Boarding(source=placed[0].source, vehicle=vehicles[number], people=people)


def _named(people: Iterable[Person]) -> Participants:
    return _with_people(Participants(), people)


def _with_people(people: Participants, more: Iterable[Person]) -> Participants:
    added = Participants.of({person.id: person for person in more}.values())
    return Participants(
        (*people.named, *added.named), (*people.people, *added.people), people.everyone
    )


def added_rides(
    placed: Iterable[PlacedPerson], directory: Directory, outcome: Outcome
) -> Iterator[Ride]:
    """The rides that only the lines have: those with a day and a destination."""
    complete = (one for one in placed if one.at.first and one.at.destination)
    context = ReadingContext(directory)
    for event_id, of_ride in grouped(complete, lambda one: one.at.event).items():
        first = of_ride[0]
        values = {
            "id": event_id, "source": first.source, "day": first.at.first,
            "time": first.at.time or None,
            "from": first.at.origin or None, "to": first.at.destination,
        }  # fmt: skip
        try:
            ride = Ride.model_validate(values, context=context)
        except ValidationError:
            outcome.report_unread(first)
            continue
        joined = with_vehicles(ride, of_ride, directory, outcome)
        if joined.vehicles:
            yield joined


def with_seats(
    seating: Iterable[Seating],
    event: ScheduleItem | Ride,
    number: str,
    placed: Sequence[PlacedPerson],
    outcome: Outcome,
) -> list[Seating]:
    """The seating with the seats of the lines in the vehicle `number` of a ride, or at an item.

    A vehicle for which people wrote no seating has seats for these people alone.
    """
    every = list(seating)
    known = next((n for n, one in enumerate(every) if _is_of(one, event, number)), None)
    given = every[known].seats if known is not None else ()
    new = []
    for one in placed:
        clash = next((s for s in given if one.person.id == s.person.id), None)
        clash = clash or next((s for s in given if one.at.seat == s.number), None)
        if clash is None:
            new.append(one)
        elif (clash.person.id, clash.number) != (one.person.id, one.at.seat):
            outcome.report_written(one, clash.written_at("number"))
    if not new:
        return every
    try:
        seats = tuple(
            AssignedSeat(source=one.source, number=one.at.seat, person=one.person) for one in new
        )
        if known is not None:
            every[known] = every[known].model_copy(update={"seats": (*given, *seats)})
        else:
            every.append(_new_seating(event, number, new, seats))
    except ValidationError:
        outcome.report_unknown_place(new[0])
        return every
    outcome.use(new)
    return every


def _is_of(seating: Seating, event: ScheduleItem | Ride, number: str) -> bool:
    vehicle = seating.vehicle.number if seating.vehicle else ""
    return seating.at.id == event.id and vehicle == number


def _new_seating(
    event: ScheduleItem | Ride,
    number: str,
    placed: Sequence[PlacedPerson],
    seats: tuple[AssignedSeat, ...],
) -> Seating:
    """Seats in a vehicle. Raises ValidationError where it is not on the ride, and at an item."""
    boardings = event.vehicles if isinstance(event, Ride) else ()
    vehicle = next((b.vehicle for b in boardings if b.vehicle.number == number), None)
    form = SeatingForm.COACH if vehicle and vehicle.kind is None else None
    people = _named(one.person for one in placed)
    return Seating(
        source=placed[0].source, at=event, vehicle=vehicle, form=form, people=people, seats=seats
    )
