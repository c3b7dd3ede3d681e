"""Assigns seats to people: by rank, within a rank by the roster; some seats are given by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator.model.attendance import attendees
from generator.model.dining import DiningTable, Meal
from generator.model.enums import SeatingForm
from generator.model.people import Person, Staff, one_by_one
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
_SEATS_FOR_ALL = frozenset({SeatingForm.CAR, SeatingForm.COACH, SeatingForm.HALL})


@dataclass(frozen=True, slots=True)
class NumberedSeat:
    """A seat: its number, its side, and the person there.

    `side` is `H` or `G` at a table with a side for hosts and one for guests, else empty.
    """

    number: int
    side: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Seats row by row as they are drawn, each from the viewer's left to right.

    None where there is no seat. The functions of `precedence` give the viewer's position.
    """

    form: SeatingForm
    rows: tuple[tuple[NumberedSeat | None, ...], ...]


def by_precedence(people: Iterable[Person], roster: Iterable[Person]) -> list[Person]:
    """People by rank, the highest first; people of one rank, and those without, by the roster."""
    position = {person.id: number for number, person in enumerate(roster)}
    unique = {person.id: person for person in people}
    last = len(position)
    return sorted(unique.values(), key=lambda who: (rank_order(who), position.get(who.id, last)))


def arrangement_of(visit: Visit, seating: Seating) -> Arrangement:
    """Who sits where: seats by hand first, then the other people in the free seats by rank."""
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
    """The people of seats 1, 2, … on each side; None for an empty seat.

    The sides are `H` and `G` at a long table; all other forms have one side, the empty text.
    """
    given = _given_seats(seating)
    by_hand = {person.id for person in given.values()}
    others = [person for person in _by_rank(visit, seating) if person.id not in by_hand]
    if seating.form is SeatingForm.LONG_TABLE:
        return {
            side: _filled(
                [person for person in others if _side(person) == side],
                _on_side(given, side),
                _half(seating),
            )
            for side in (HOST, GUEST)
        }
    chairs = chairs_of(seating) or 0
    fixed = _on_side(given, "")
    if seating.form is SeatingForm.PHOTOGRAPH:
        hosts = [person for person in others if _side(person) == HOST]
        others = list(alternating(hosts, [person for person in others if person not in hosts]))
    guide = next((person for person in others if _is_liaison(person, seating)), None)
    if seating.form is SeatingForm.CAR and guide and CAR_SEATS not in fixed:
        fixed[CAR_SEATS] = guide
        others.remove(guide)
    return {"": _filled(others, fixed, chairs)}


def _given_seats(seating: Seating) -> dict[tuple[str, int], Person]:
    """The people with seats by hand, by side and number.

    At a long table, a number without a side is on the person's own side. Of several people with
    one seat, the first has it.
    """
    given: dict[tuple[str, int], Person] = {}
    for seat in seating.seats:
        given.setdefault(seat_of(seating, seat), seat.person)
    return given


def seat_of(seating: Seating, seat: AssignedSeat) -> tuple[str, int]:
    """The side and the number of a seat by hand."""
    number = seat.number
    side = number[0] if number[0] in (HOST, GUEST) else ""
    has_sides = seating.form is SeatingForm.LONG_TABLE
    return (side or _side(seat.person)) if has_sides else "", int(number.removeprefix(side))


def needed_seats(visit: Visit, seating: Seating) -> int:
    """Up to which number somebody sits; twice that where there are two sides."""
    sides = people_by_seat(visit, seating).values()
    highest = [n for people in sides for n, person in enumerate(people, start=1) if person]
    return max(highest, default=0) * len(sides)


def chairs_of(seating: Seating) -> int | None:
    """The number of chairs: as written, four of a car, the seats of a vehicle; None if unknown."""
    if seating.chairs is not None:
        return seating.chairs
    if seating.form is SeatingForm.CAR:
        return CAR_SEATS
    return seating.vehicle.seats if seating.vehicle else None


def is_right_first(visit: Visit, seating: Seating) -> bool:
    """Whether the right hand is the place of honour."""
    if seating.right_first is None:
        return visit.seats_right_first
    return seating.right_first


def may_sit(seating: Seating) -> tuple[Person, ...]:
    """The people who may have a seat.

    At an item, those who take part or are in charge; in a vehicle, its passengers and its liaison.
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
    """A `ranked` meal with seat numbers: clockwise from the host, who faces the door."""
    if not meal.ranked:
        return meal
    tables = tuple(
        table if table.is_open else _ranked_table(table, roster) for table in meal.tables
    )
    return meal.model_copy(update={"tables": tables})


def _ranked_table(table: DiningTable, roster: Sequence[Person]) -> DiningTable:
    written = {seat.number for seat in table.seats if seat.number}
    people = by_precedence((seat.person for seat in table.seats if not seat.number), roster)
    hosts = [person for person in people if _side(person) == HOST]
    in_turn = alternating(hosts, [person for person in people if _side(person) == GUEST])
    all_numbers = [str(position + 1) for position in outward(table.headcount)]
    free = [number for number in all_numbers if number not in written]
    numbers = {person.id: number for person, number in zip(in_turn, free, strict=False)}
    # A seat that was written as a name alone has the source of its table.
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
    """The people who are seated by rank: those named, or all who may sit there.

    In a hall, without those who have a seat elsewhere at the same item. Companions sit beside their
    guest in a vehicle and in a hall; at the places of honour they have no seat.
    """
    people = by_precedence(_seated_by_rank(visit, seating), visit.people.values())
    if seating.form in _SEATS_FOR_ALL:
        return [one for person in people for one in one_by_one(person)]
    return people


def _seated_by_rank(visit: Visit, seating: Seating) -> list[Person]:
    if seating.people:
        present = {person.id for person in may_sit(seating)}
        return [person for person in seating.people.people if person.id in present]
    event = seating.at
    coming = may_sit(seating) if isinstance(event, Ride) else attendees(event)
    elsewhere = {
        person.id
        for other in visit.seating
        if seating.form is SeatingForm.HALL and _is_elsewhere(other, seating)
        for person in (*other.people.people, *(seat.person for seat in other.seats))
    }
    return [person for person in coming if person.id not in elsewhere]


def _is_elsewhere(other: Seating, hall: Seating) -> bool:
    """Whether a person who sits in `other` cannot sit in the hall at the same time."""
    compatible = (SeatingForm.HALL, SeatingForm.PHOTOGRAPH)
    return other.at.id == hall.at.id and other.form not in compatible


def _ranks(seating: Seating, seats: int, *, right_first: bool) -> tuple[Row, ...]:
    """The numbers of the seats of a form with one side, as they are drawn."""
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


def _row(numbers: Row, seats: Sequence[NumberedSeat]) -> tuple[NumberedSeat | None, ...]:
    by_number = {seat.number: seat for seat in seats}
    return tuple(by_number.get(n, NumberedSeat(n)) if n else None for n in numbers)


def _filled(free: Sequence[Person], fixed: Mapping[int, Person], least: int) -> list[Person | None]:
    """The people of seats 1, 2, …: the one with the seat by hand, else the next in order."""
    seats = max((least, len(free) + len(fixed), *fixed))
    queue = iter(free)
    return [fixed.get(number) or next(queue, None) for number in range(1, seats + 1)]


def _on_side(given: Mapping[tuple[str, int], Person], side: str) -> dict[int, Person]:
    return {number: person for (side_, number), person in given.items() if side_ == side}


def _half(seating: Seating) -> int:
    return -(-(seating.chairs or 0) // 2)


def _side(person: Person) -> str:
    return HOST if isinstance(person, Staff) else GUEST


def _is_liaison(person: Person, seating: Seating) -> bool:
    """Whether a person is the liaison of the vehicle, who sits beside the driver of a car."""
    liaison = seating.vehicle.liaison if seating.vehicle else None
    return liaison is not None and liaison.id == person.id


def rank_order(person: Person) -> int:
    """A number by which people are ordered, the highest rank first; those without one last."""
    return person.rank.order if person.rank else 99
