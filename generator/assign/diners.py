"""The seated meals of a visit: which tables they have, and who has no place at one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.assign.weights import RULE
from generator.check.logistics.dining import (
    dining_room,
    guests_unseated,
    is_eating,
    is_there,
    meals_by_time,
)
from generator.check.registry import Scope
from generator.model.attendance import attendees
from generator.model.dining import DiningTable, Meal
from generator.model.people import Guest, Person
from generator.model.visit import Visit

_CHAIRS = 10
"""The chairs of a table of which no page gives the number."""
_SEATED = ("桌餐", "围餐", "圆桌", "宴", "工作餐")
"""The forms of meals at tables, where the rule page names none."""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table at which people may sit.

    `written` is the table of the meal, None where only the page of the dining room has it. `chairs`
    is their number, `is_taken` whether another meal uses the table at the time.
    """

    number: str
    chairs: int
    written: DiningTable | None = None
    is_taken: bool = False

    @property
    def title(self) -> str:
        """The table's name, such as 主桌, in the default language; empty where it has none."""
        return str(self.written.name or "") if self.written else ""


def seated_meals(visit: Visit) -> Iterator[Meal]:
    """Meals at tables, in order of time: with tables of their own, or in a room that has some.

    The form of the meal decides whether the tables of the room are used.
    """
    for meal, is_at_tables in _meals_with_form(visit):
        room = dining_room(meal)
        if meal.tables or (is_at_tables and room and room.tables):
            yield meal


def meals_lacking_tables(visit: Visit) -> Iterator[Meal]:
    """Meals whose form is at tables, in a dining room of which neither list nor page has tables."""
    for meal, is_at_tables in _meals_with_form(visit):
        room = dining_room(meal)
        if is_at_tables and room and not room.tables and not meal.tables and attendees(meal):
            yield meal


def _meals_with_form(visit: Visit) -> Iterator[tuple[Meal, bool]]:
    """Meals in order of time, and whether their form is at tables."""
    limit = visit.limit(RULE, "seated_words")
    words = limit.words if limit else _SEATED
    for meal in sorted(visit.meals, key=lambda meal: (meal.start, meal.id)):
        yield meal, meal.ranked or any(word in str(meal.form or "") for word in words)


def chairs_of_table(meal: Meal) -> int:
    """The number of chairs at each table of a meal: the usual one where no page has a number."""
    room = dining_room(meal)
    return room.seats_each if room and room.seats_each > 0 else _CHAIRS


def tables_of_meal(scope: Scope, meal: Meal) -> tuple[TablePlace, ...]:
    """The tables of a meal, the written ones first, then the others of its dining room."""
    room, chairs = dining_room(meal), chairs_of_table(meal)
    written = {table.number: table for table in meal.tables if not table.is_open}
    taken = _tables_in_use(scope, meal)
    numbers = dict.fromkeys((*written, *(room.tables if room else ())))
    return tuple(
        TablePlace(number, chairs, written.get(number), number not in written and number in taken)
        for number in numbers
    )


def _tables_in_use(scope: Scope, meal: Meal) -> set[str]:
    """The tables in use in the room of a meal at its time, of other visits too."""
    return {
        table.number
        for visit in (scope.visit, *scope.others)
        for other in visit.meals
        if other.place and meal.place and other.place.key == meal.place.key
        if is_eating(other, meal) or is_eating(meal, other)
        for table in other.tables
        if table.seats and not table.is_open
    }


def diners_without_table(visit: Visit, meal: Meal) -> tuple[Person, ...]:
    """Who needs a table at a seated meal and has none at any meal of that time.

    At a meal without tables, all who take part; at one with tables, those at a table whose number
    is still to be decided, participants without a seat, and guests whose party has seats there.
    Where nobody has a seat yet, everybody who is there and eats nowhere else.
    """
    of_time = meals_by_time(visit)[meal.day, meal.kind]
    seated = {
        seat.person.id
        for other in of_time
        for table in other.tables
        for seat in table.seats
        if other is not meal or not table.is_open
    }
    if not meal.tables:
        needing = attendees(meal)
    else:
        open_tables = [table for table in meal.tables if table.is_open]
        at_open_tables = [seat.person for table in open_tables for seat in table.seats]
        needing = (
            *at_open_tables,
            *meal.participants.people,
            *_of_seated_parties(visit, meal, of_time),
        )
    return tuple({p.id: p for p in needing if p.id not in seated}.values())


def _of_seated_parties(visit: Visit, meal: Meal, of_time: list[Meal]) -> list[Guest]:
    """Guests without a seat at the meals of a time, of which this one is the first with tables."""
    if meal is not next(other for other in of_time if other.tables):
        return []
    if not any(other.diners for other in of_time):
        return [guest for guest in visit.guests if is_there(guest, of_time)]
    return guests_unseated(visit, of_time)
