"""Checks seats at meals: a chair for each diner, and one seat for each person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, people_text, place_text
from generator.findings import Severity
from generator.model.dining import DiningTable, Meal, Seat
from generator.model.enums import MealKind
from generator.model.people import Guest, Person, headcount
from generator.model.standing import DiningRoom, Limit
from generator.model.visit import Visit


@check(
    "dining.table_over_chairs",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一桌的人数超过座位", "en": "More people at a table than chairs"},
    message={
        "zh": "“{meal}”{table} 桌坐 {count} 人，这里每桌 {chairs} 座。请调出多出的人员或加桌。",
        "en": "“{meal}”: {count} people at table {table}, which has {chairs} chairs. Move someone, "
        "or add a table.",
    },
    rule="plan",
    clause="full_percent",
)
def tables_over_chairs(scope: Scope) -> Iterator[Violation]:
    """Tables with more people than chairs, whose number is on the venue's page."""
    for meal, room, table in tables_of(scope):
        count = table.headcount
        if room and not table.is_open and count > room.seats_each:
            yield violation(
                table,
                "seats",
                meal=event_text(meal),
                table=table.number,
                count=count,
                chairs=room.seats_each,
            )


@check(
    "dining.room_over_chairs",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "餐厅同时用餐的人数超过座位", "en": "More diners at once than the room seats"},
    message={
        "zh": "{place}有 {seats} 座，“{meal}”开始时同时用餐 {count} 人。请错开时间或换餐厅。",
        "en": "{place} seats {seats}; {count} people eat there when “{meal}” begins. Stagger the "
        "times or change the room.",
    },
    rule="plan",
    clause="full_percent",
)
def rooms_over_chairs(scope: Scope) -> Iterator[Violation]:
    """Dining rooms with more diners of all visits than seats, when a meal begins."""
    own_meals = {id(meal) for meal in scope.visit.meals}
    all_meals = [m for visit in (scope.visit, *scope.others) for m in visit.meals]
    by_room: dict[str, list[Meal]] = defaultdict(list)
    for meal in all_meals:
        if meal.place and isinstance(meal.place.space, DiningRoom):
            by_room[meal.place.key].append(meal)
    for meal in scope.visit.meals:
        room = dining_room(meal)
        if room is None or room.seats is None:
            continue
        key = meal.place.key if meal.place else ""
        others = [m for m in by_room[key] if m is not meal and is_eating(m, meal)]
        count = sum(headcount(m.diners) for m in (meal, *others))
        is_reported = any(
            id(m) in own_meals and m.start == meal.start and m.id < meal.id for m in others
        )
        if count > room.seats and not is_reported:
            yield violation(
                meal,
                "place",
                related=others,
                place=place_text(meal.place),
                seats=room.seats,
                meal=event_text(meal),
                count=count,
            )


@check(
    "dining.seat_twice",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一个座位号坐了两人", "en": "One seat number for two people"},
    message={
        "zh": "“{meal}”{table} 桌 {seat} 号座排了{who}。请各排一个座位。",
        "en": "“{meal}”, table {table}: seat {seat} is given to {who}. Give each a seat.",
    },
    rule="plan",
    clause="full_percent",
)
def seats_given_twice(scope: Scope) -> Iterator[Violation]:
    """Seat numbers that two people have at one table."""
    for meal, _, table in tables_of(scope):
        by_number: dict[str, list[Seat]] = defaultdict(list)
        for seat in table.seats:
            if seat.number:
                by_number[seat.number].append(seat)
        for number, seats in by_number.items():
            first, *others = seats
            if others:
                yield violation(
                    others[-1],
                    related=(first,),
                    meal=event_text(meal),
                    table=table.number,
                    seat=number,
                    who=people_text(seat.person for seat in seats),
                )


@check(
    "dining.two_tables",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一人一餐坐了两处", "en": "One person on two seats of a meal"},
    message={
        "zh": "{who} {day:%m-%d} {kind}有 {count} 个席位（{tables} 桌）。请只留一处。",
        "en": "{who} has {count} seats at {kind} on {day:%m-%d} (tables {tables}). Keep one.",
    },
    rule="plan",
    clause="places_at_once",
)
def people_at_two_tables(scope: Scope) -> Iterator[Violation]:
    """People with two seats at the meals of one day and kind."""
    seats: dict[tuple[object, ...], list[tuple[DiningTable, Person]]] = defaultdict(list)
    for meal, _, table in tables_of(scope):
        for seat in table.seats:
            seats[meal.day, meal.kind, seat.person.id].append((table, seat.person))
    for (day, kind, _), taken in seats.items():
        (first, person), *others = taken
        if others:
            last, _ = others[-1]
            yield violation(
                last,
                "seats",
                related=(first,),
                who=person.name,
                day=day,
                kind=vocabulary.field_text("MealKind", str(kind)),
                count=len(taken),
                tables="/".join(table.number for table, _ in taken),
            )


@check(
    "dining.no_seat",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "来宾有一餐没有席位", "en": "A guest without a seat at a meal"},
    message={
        "zh": "{who} {day:%m-%d} {kind}没有席位，同组的人有。请排席；另有安排的写明。",
        "en": "{who}: no seat at {kind} on {day:%m-%d}, though others of the party have one. Seat "
        "them.",
    },
    rule="plan",
    limits=("guest_needs",),
    needs_complete_lists=True,
)
def guests_without_seat(scope: Scope, needs: Limit) -> Iterator[Violation]:
    """Guests without a seat at a mealtime at which others of their party have one.

    Others who come with another of their parties, all of which eats, are no reason.
    """
    if "seat" not in needs.words:
        return
    for meals in meals_by_time(scope.visit).values():
        if unseated := guests_unseated(scope.visit, meals):
            yield violation(
                meals[0],
                "tables" if meals[0].tables else "participants",
                related=unseated,
                who=people_text(unseated),
                day=meals[0].day,
                kind=vocabulary.field_text("MealKind", meals[0].kind),
            )


def guests_unseated(visit: Visit, meals: list[Meal]) -> list[Guest]:
    """The guests without a seat at the meals of a mealtime while others of their party have one."""
    diners = {person.id: person for meal in meals for person in meal.diners}
    missing = [
        guest
        for guest in (*visit.guests, *visit.unnamed)
        if guest.id not in diners and is_there(guest, meals)
    ]
    incomplete = {party for guest in missing for party in _parties(guest)}
    parties = _parties_of(diners.values(), incomplete)
    return [guest for guest in missing if not parties.isdisjoint(_parties(guest))]


def meals_by_time(visit: Visit) -> dict[tuple[date, MealKind], list[Meal]]:
    """The meals of each mealtime: of one day and one kind."""
    mealtimes: dict[tuple[date, MealKind], list[Meal]] = defaultdict(list)
    for meal in visit.meals:
        mealtimes[meal.day, meal.kind].append(meal)
    return mealtimes


def tables_of(scope: Scope) -> Iterator[tuple[Meal, DiningRoom | None, DiningTable]]:
    """Every table of every meal, and its dining room; None where that is not known."""
    for meal in scope.visit.meals:
        for table in meal.tables:
            yield meal, dining_room(meal), table


def dining_room(meal: Meal) -> DiningRoom | None:
    """The dining room a meal is in; None where only its venue is named."""
    space = meal.place.space if meal.place else None
    return space if isinstance(space, DiningRoom) else None


def is_eating(other: Meal, meal: Meal) -> bool:
    """Whether `other` is going on when `meal` begins, where both times are known."""
    if not (other.time and meal.time):
        return False
    return other.start <= meal.start < (other.end or other.start) or other.start == meal.start


def is_there(guest: Guest, meals: list[Meal]) -> bool:
    """Whether a guest is certainly there when one of the meals begins."""
    return any(
        (guest.arrival is None or guest.arrival.latest <= meal.earliest)
        and (guest.departure is None or guest.departure.earliest >= meal.start)
        for meal in meals
    )


def _parties_of(diners: Iterable[Person], incomplete: set[str]) -> set[str]:
    """The incomplete parties of diners who did not come with a complete one."""
    of_each = [set(_parties(diner)) for diner in diners if isinstance(diner, Guest)]
    return {party for parties in of_each if parties <= incomplete for party in parties}


def _parties(guest: Guest) -> tuple[str, ...]:
    return tuple(party.name for party in guest.parties) or ("",)
