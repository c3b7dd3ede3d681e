"""Puts a visit's people into seats: by rank, within a rank by the roster, some seats by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.model.attendance import attendees
from generator.model.dining import DiningTable, Meal
from generator.model.enums import SeatingForm
from generator.model.people import Person, Staff
from generator.model.seating import AssignedSeat, Seating
from generator.model.transport import Ride
from generator.model.visit import Visit
from generator.seating.precedence import (
    HALL_ROW,
    PHOTOGRAPH_ROW,
    Row,
    alternating,
    car_rows,
    coach_rows,
    even_rows,
    hall_rows,
    long_table_rows,
    outward,
    photograph_rows,
    platform_order,
)

HOST, GUEST = "H", "G"
CAR_SEATS = 4


@dataclass(frozen=True, slots=True)
class NumberedSeat:
    """A seat: its number, the side it is on (`H` or `G`; none where hosts and guests have no side
    of their own), and who sits there.
    """

    number: int
    side: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Seats row by row as they are drawn, from the onlooker's left to right; None where there is
    no seat. precedence.py says from where each form is seen.
    """

    form: SeatingForm
    rows: tuple[tuple[NumberedSeat | None, ...], ...]


def by_precedence(people: Iterable[Person], roster: Iterable[Person]) -> list[Person]:
    """People by rank, the highest first; within a rank, and where none is given, by the roster."""
    at = {person.id: number for number, person in enumerate(roster)}
    once = {person.id: person for person in people}
    return sorted(once.values(), key=lambda each: (_rank(each), at.get(each.id, len(at))))


def arrangement_of(visit: Visit, seating: Seating) -> Arrangement:
    """Who sits where: whoever has a seat by hand has it, the others fill the rest by rank."""
    seats = {
        side: [NumberedSeat(number, side, person) for number, person in enumerate(people, start=1)]
        for side, people in people_by_seat(visit, seating).items()
    }
    right = is_right_first(visit, seating)
    if seating.form is SeatingForm.LONG_TABLE:
        far, near = long_table_rows(len(seats[GUEST]), len(seats[HOST]), right_first=right)
        return Arrangement(seating.form, (_row(far, seats[GUEST]), _row(near, seats[HOST])))
    ranks = _ranks(seating, len(seats[""]), right_first=right)
    return Arrangement(seating.form, tuple(_row(row, seats[""]) for row in ranks))


def people_by_seat(visit: Visit, seating: Seating) -> dict[str, list[Person | None]]:
    """Who has seat 1, 2, …, on each side (`H` and `G` at a long table, else one without a name);
    None where a seat stays empty.
    """
    given = _given_seats(seating)
    by_hand = {person.id for person in given.values()}
    free = [each for each in _by_rank(visit, seating) if each.id not in by_hand]
    if seating.form is SeatingForm.LONG_TABLE:
        return {
            side: _filled(
                [each for each in free if _side(each) == side], _on(given, side), _half(seating)
            )
            for side in (HOST, GUEST)
        }
    chairs = chairs_of(seating) or 0
    fixed = _on(given, "")
    if seating.form is SeatingForm.PHOTOGRAPH:
        hosts = [each for each in free if _side(each) == HOST]
        free = list(alternating(hosts, [each for each in free if each not in hosts]))
    guide = next((each for each in free if _is_liaison(each, seating)), None)
    if seating.form is SeatingForm.CAR and guide and CAR_SEATS not in fixed:
        fixed[CAR_SEATS] = guide
        free.remove(guide)
    return {"": _filled(free, fixed, chairs)}


def _given_seats(seating: Seating) -> dict[tuple[str, int], Person]:
    """The seats given by hand, by side and number; a number alone at a long table is on the
    person's own side, and the first who is given a seat has it.
    """
    given: dict[tuple[str, int], Person] = {}
    for seat in seating.seats:
        given.setdefault(seat_of(seating, seat), seat.person)
    return given


def seat_of(seating: Seating, seat: AssignedSeat) -> tuple[str, int]:
    """The side and the number that a seat given by hand means."""
    number = seat.number
    side = number[0] if number[0] in (HOST, GUEST) else ""
    own = side or _side(seat.person)
    return own if seating.form is SeatingForm.LONG_TABLE else "", int(number.removeprefix(side))


def needed_seats(visit: Visit, seating: Seating) -> int:
    """Up to which number somebody sits; twice that where there are two sides."""
    sides = people_by_seat(visit, seating).values()
    highest = [n for people in sides for n, each in enumerate(people, start=1) if each]
    return max(highest, default=0) * len(sides)


def chairs_of(seating: Seating) -> int | None:
    """How many chairs there are, where it is known: as written, a car's four, a coach's seats."""
    if seating.chairs is not None:
        return seating.chairs
    if seating.form is SeatingForm.CAR:
        return CAR_SEATS
    return seating.vehicle.seats if seating.vehicle else None


def is_right_first(visit: Visit, seating: Seating) -> bool:
    """Whether the right hand is the place of honour here."""
    said = seating.right_first
    return visit.seats_right_first if said is None else said


def may_sit(seating: Seating) -> tuple[Person, ...]:
    """Who is there to have a seat: who takes part in the item or sees to it; in a vehicle, who is
    aboard, its liaison included.
    """
    event = seating.at
    if not isinstance(event, Ride):
        return (*attendees(event), *event.attendants.values())
    aboard: tuple[Person, ...] = ()
    for boarding in event.vehicles:
        if seating.vehicle and boarding.vehicle.number == seating.vehicle.number:
            liaison = boarding.vehicle.liaison
            aboard += (*boarding.people.people, *((liaison,) if liaison else ()))
    return aboard


def with_seats_by_rank(meal: Meal, roster: Sequence[Person]) -> Meal:
    """A `ranked` meal whose seats have numbers: clockwise from the host's, who faces the door."""
    if not meal.ranked:
        return meal
    tables = tuple(_ranked_table(table, roster) for table in meal.tables)
    return meal.model_copy(update={"tables": tables})


def _ranked_table(table: DiningTable, roster: Sequence[Person]) -> DiningTable:
    written = {seat.number for seat in table.seats if seat.number}
    free = by_precedence((s.person for s in table.seats if not s.number), roster)
    hosts = [person for person in free if _side(person) == HOST]
    in_turn = alternating(hosts, [person for person in free if _side(person) == GUEST])
    places = [str(position + 1) for position in outward(len(table.seats))]
    open_places = [place for place in places if place not in written]
    numbers = {person.id: place for person, place in zip(in_turn, open_places, strict=False)}
    # A seat written as a mere name stands where its table does, now that it has a number.
    seats = tuple(
        seat
        if seat.number
        else seat.model_copy(
            update={"number": numbers[seat.person.id], "source": seat.source or table.source}
        )
        for seat in table.seats
    )
    return table.model_copy(update={"seats": seats})


def _by_rank(visit: Visit, seating: Seating) -> list[Person]:
    """Who is seated by rank: of those named, or of all, whoever is there; in a hall without those
    who have a seat elsewhere at the same item.
    """
    roster = visit.people.values()
    present = {person.id for person in may_sit(seating)}
    if seating.people:
        return by_precedence((p for p in seating.people.people if p.id in present), roster)
    event = seating.at
    coming = may_sit(seating) if isinstance(event, Ride) else attendees(event)
    elsewhere = {
        person.id
        for other in visit.seating
        if seating.form is SeatingForm.HALL and _beside(other, seating)
        for person in (*other.people.people, *(seat.person for seat in other.seats))
    }
    return by_precedence((each for each in coming if each.id not in elsewhere), roster)


def _beside(other: Seating, hall: Seating) -> bool:
    """Whether whoever sits in `other` cannot at the same time sit in the hall."""
    apart = (SeatingForm.HALL, SeatingForm.PHOTOGRAPH)
    return other.at.id == hall.at.id and other.form not in apart


def _ranks(seating: Seating, seats: int, *, right_first: bool) -> tuple[Row, ...]:
    """The numbers of a one-sided form's seats, as they are drawn."""
    if seating.form is SeatingForm.CAR:
        return car_rows()
    if seating.form is SeatingForm.COACH:
        return coach_rows(seats)
    if seating.form is SeatingForm.PHOTOGRAPH:
        across = seating.across or even_rows(seats, PHOTOGRAPH_ROW)
        return photograph_rows(seats, across, right_first=right_first)
    if seating.form is SeatingForm.HALL:
        across = seating.across or even_rows(seats, HALL_ROW)
        return hall_rows(seats, across, right_first=right_first)
    return (platform_order(seats, right_first=right_first),)


def _row(numbers: Row, places: Sequence[NumberedSeat]) -> tuple[NumberedSeat | None, ...]:
    by_number = {place.number: place for place in places}
    return tuple(by_number.get(n, NumberedSeat(n)) if n else None for n in numbers)


def _filled(free: Sequence[Person], fixed: Mapping[int, Person], least: int) -> list[Person | None]:
    """Seats 1, 2, …: whoever has one by hand, else the next in order, else nobody."""
    seats = max((least, len(free) + len(fixed), *fixed))
    queue = iter(free)
    return [fixed.get(number) or next(queue, None) for number in range(1, seats + 1)]


def _on(given: Mapping[tuple[str, int], Person], side: str) -> dict[int, Person]:
    return {number: person for (own, number), person in given.items() if own == side}


def _half(seating: Seating) -> int:
    return -(-(seating.chairs or 0) // 2)


def _side(person: Person) -> str:
    return HOST if isinstance(person, Staff) else GUEST


def _is_liaison(person: Person, seating: Seating) -> bool:
    """Whether somebody guides the guests of a car, and so sits beside the driver."""
    liaison = seating.vehicle.liaison if seating.vehicle else None
    return liaison is not None and liaison.id == person.id


def _rank(person: Person) -> int:
    return person.rank.order if person.rank else 99
