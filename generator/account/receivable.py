"""What each guest owes: the meals that the host does not pay, and the days in its vehicles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.account.charges import MEALS, RIDES, guests_meals, limit_of
from generator.model.attendance import attendees
from generator.model.enums import MealKind
from generator.model.people import Guest
from generator.model.record import PersonId
from generator.model.visit import Visit

Rates = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Receivable:
    """What a guest owes, in yuan; None where a local rate is missing.

    `meals` are the numbers of meals by kind, `days_aboard` is the number of days in vehicles.
    """

    guest: Guest
    meals: Mapping[MealKind, int]
    days_aboard: int
    meal_money: Decimal | None
    ride_money: Decimal | None

    @property
    def money(self) -> Decimal | None:
        """The sum of `meal_money` and `ride_money`; None where a rate is missing."""
        if self.meal_money is None or self.ride_money is None:
            return None
        return self.meal_money + self.ride_money


def receivables(visit: Visit) -> tuple[Receivable, ...]:
    """What every guest owes, in the order of the roster.

    Only what the limit `receivable_items` of the rule page settlement lists is collected: meals,
    rides, both or neither.
    """
    items = limit_of(visit, "settlement", "receivable_items")
    wanted = items.words if items else ()
    meals = _meals(visit) if MEALS in wanted else {}
    days: dict[PersonId, list[Decimal | None]] = {}
    if RIDES in wanted:
        for (person, _), rate in days_aboard(visit, _rates(visit, "travel_rates")).items():
            days.setdefault(person, []).append(rate)
    rates = _rates(visit, "meal_rates")
    return tuple(
        _receivable(guest, meals.get(guest.id, Counter()), days.get(guest.id, []), rates)
        for guest in visit.guests
    )


def days_aboard(visit: Visit, rates: Rates) -> dict[tuple[PersonId, date], Decimal | None]:
    """The rate by guest and day in vehicles: the highest of the day, None where unknown."""
    days: dict[tuple[PersonId, date], Decimal | None] = {}
    for ride in visit.rides:
        for boarding in ride.vehicles:
            kind = boarding.vehicle.kind
            rate = rates.get(kind.value) if kind else None
            for person in boarding.people.people:
                if isinstance(person, Guest):
                    key = (person.id, ride.day)
                    known = [value for value in (days.get(key), rate) if value is not None]
                    days[key] = max(known, default=None)
    return days


def _meals(visit: Visit) -> dict[PersonId, Counter[MealKind]]:
    counted: dict[PersonId, Counter[MealKind]] = {}
    for meal in guests_meals(visit):
        if meal.kind is MealKind.TEA:  # no table of meal rates has it
            continue
        for person in attendees(meal):
            if isinstance(person, Guest):
                counted.setdefault(person.id, Counter())[meal.kind] += 1
    return counted


def _receivable(
    guest: Guest, meals: Counter[MealKind], aboard: Sequence[Decimal | None], meal_rates: Rates
) -> Receivable:
    return Receivable(
        guest,
        meals,
        len(aboard),
        _money([(meal_rates.get(kind.value), count) for kind, count in meals.items()]),
        _money([(rate, 1) for rate in aboard]),
    )


def _money(parts: Sequence[tuple[Decimal | None, int]]) -> Decimal | None:
    if any(rate is None for rate, _ in parts):
        return None
    return sum((rate * count for rate, count in parts if rate is not None), Decimal(0))


def _rates(visit: Visit, name: str) -> Rates:
    limit = limit_of(visit, "standards", name)
    return (limit and limit.table) or {}
