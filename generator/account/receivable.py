"""What each guest owes: the meals that the host does not pay, and the days in its vehicles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from generator.account.charges import MEALS, RIDES, guests_meals
from generator.model.attendance import attendees
from generator.model.enums import MealKind, VehicleKind
from generator.model.people import CompanionsApart, Guest
from generator.model.record import PersonId
from generator.model.standing import Limit
from generator.model.transport import Ride
from generator.model.visit import Visit

Rates = Mapping[str, Decimal]

_HALF = Decimal("0.5")
_NOON = time(12)


@dataclass(frozen=True, slots=True)
class MealPrices:
    """The prices that guests pay for meals, in yuan.

    What a reception meal may cost at most is a limit of its own. A price is the canteen's tariff;
    without one, it is a share of the daily allowance for meals, in percent by kind of meal (2019
    notice on collecting money for meals and transport).
    """

    tariff: Rates
    shares: Rates
    allowance: Decimal | None

    def price_of(self, kind: MealKind) -> Decimal | None:
        """The price of a meal; None where no local figure is filled in."""
        if kind.value in self.tariff:
            return self.tariff[kind.value]
        if self.tariff or self.allowance is None or kind.value not in self.shares:
            return None
        return self.allowance * self.shares[kind.value] / 100


@dataclass(frozen=True, slots=True)
class TransportPrices:
    """What a guest pays for the host's vehicles.

    That is `percent` of the daily allowance for each half day aboard (2019 notice); where an office
    has filled in its own rates by kind of vehicle, the dearest vehicle's rate for each day.
    """

    by_vehicle: Rates
    allowance: Decimal | None
    percent: Decimal | None

    @property
    def half_day(self) -> Decimal | None:
        """The price of half a day; None where no local figure is filled in."""
        if self.allowance is None or self.percent is None:
            return None
        return self.allowance * self.percent / 100


@dataclass(frozen=True, slots=True)
class Receivable:
    """What a guest owes, companions included, in yuan; None where a local figure is missing.

    `meals` are the numbers of meals by kind, `days_aboard` is the number of days in vehicles, in
    which half a day counts as 0.5.
    """

    guest: Guest
    meals: Mapping[MealKind, int]
    days_aboard: Decimal
    meal_money: Decimal | None
    ride_money: Decimal | None

    @property
    def money(self) -> Decimal | None:
        """The sum of `meal_money` and `ride_money`; None where a local figure is missing."""
        if self.meal_money is None or self.ride_money is None:
            return None
        return self.meal_money + self.ride_money


@dataclass(frozen=True, slots=True)
class Aboard:
    """A guest's days in the host's vehicles, and the prices of their parts; None if not known."""

    days: Decimal = Decimal(0)
    prices: tuple[Decimal | None, ...] = ()

    @property
    def money(self) -> Decimal | None:
        """The sum of the prices; None where one is not known."""
        return sum_of(self.prices)


def receivables(visit: Visit) -> tuple[Receivable, ...]:
    """What every guest owes, in the order of the roster, then people without names by party.

    Only what the limit `receivable_items` of the rule page settlement lists is collected: meals,
    rides, both or neither.
    """
    items = visit.limit("settlement", "receivable_items")
    wanted = items.words if items else ()
    meals = guest_meals(visit) if MEALS in wanted else {}
    aboard = time_aboard(visit, _transport_prices(visit)) if RIDES in wanted else {}
    prices = _meal_prices(visit)
    return tuple(
        _receivable(guest, meals.get(guest.id, Counter()), aboard.get(guest.id, Aboard()), prices)
        for guest in (*visit.guests, *visit.unnamed)
    )


def time_aboard(visit: Visit, prices: TransportPrices) -> dict[PersonId, Aboard]:
    """Each guest's days in vehicles and those of the companions, and what is due for them."""
    by_day = bool(prices.by_vehicle)
    parts: dict[PersonId, list[Decimal | None]] = {}
    for (guest, _), aboard in _parts_aboard(visit, by_day=by_day).items():
        for part in aboard.values():
            price = part.dearest(prices.by_vehicle) if by_day else prices.half_day
            parts.setdefault(guest, []).extend([price] * part.people)
    share = Decimal(1) if by_day else _HALF
    return {guest: Aboard(share * len(each), tuple(each)) for guest, each in parts.items()}


def money_by_meal(meals: Mapping[MealKind, int], prices: MealPrices) -> list[Decimal | None]:
    """The money due for each kind of meal; None where its price is not known."""
    return [
        None if (price := prices.price_of(kind)) is None else price * count
        for kind, count in meals.items()
    ]


def guest_meals(visit: Visit) -> dict[PersonId, Counter[MealKind]]:
    """The meals that each guest pays, by kind: the guest's own and those of companions."""
    counted: dict[PersonId, Counter[MealKind]] = {}
    for meal in guests_meals(visit):
        if meal.kind is MealKind.TEA:  # nothing is collected for it
            continue
        for person in attendees(meal):
            if isinstance(person, Guest):
                counted.setdefault(person.guest_id, Counter())[meal.kind] += person.headcount
    return counted


def allowance_of(allowances: Limit | None, name: str) -> Decimal | None:
    """A daily allowance of the local table: `meals` or `transport`; None where it is empty."""
    return ((allowances and allowances.table) or {}).get(name)


Travellers = tuple[PersonId, bool]
"""A guest, or the companions of that guest."""


@dataclass
class _Part:
    """A day or half a day of travellers: how many of them are aboard, and of which vehicles."""

    people: int = 0
    kinds: set[VehicleKind | None] = field(default_factory=set)

    def dearest(self, rates: Rates) -> Decimal | None:
        """The highest rate of the vehicles; None where none is known."""
        known = (rates.get(kind.value) for kind in self.kinds if kind)
        return max((rate for rate in known if rate is not None), default=None)


def _parts_aboard(
    visit: Visit, *, by_day: bool
) -> dict[Travellers, dict[tuple[date, bool], _Part]]:
    """The days, or half days, on which guests and companions ride."""
    parts: dict[Travellers, dict[tuple[date, bool], _Part]] = {}
    for ride in visit.rides:
        if ride.is_shuttle:  # who takes it is not known
            continue
        when = ride.day, not by_day and ride.start.time() < _NOON
        people: Counter[Travellers] = Counter()
        for travellers, count, kind in _travellers(ride):
            people[travellers] += count
            parts.setdefault(travellers, {}).setdefault(when, _Part()).kinds.add(kind)
        for travellers, count in people.items():
            part = parts[travellers][when]
            part.people = max(part.people, count)
    return parts


def _travellers(ride: Ride) -> Iterator[tuple[Travellers, int, VehicleKind | None]]:
    """Each guest aboard, and the number of companions aboard, with the kind of their vehicle."""
    for boarding in ride.vehicles:
        for person in boarding.people.people:
            if not isinstance(person, Guest):
                continue
            if not isinstance(person, CompanionsApart):
                yield (person.id, False), 1, boarding.vehicle.kind
            if companions := person.companions:
                yield (person.guest_id, True), companions.count, boarding.vehicle.kind


def _receivable(
    guest: Guest, meals: Counter[MealKind], aboard: Aboard, prices: MealPrices
) -> Receivable:
    meal_money = sum_of(money_by_meal(meals, prices))
    return Receivable(guest, meals, aboard.days, meal_money, aboard.money)


def sum_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None where an amount is not known."""
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _meal_prices(visit: Visit) -> MealPrices:
    allowance = allowance_of(visit.limit("standards", "allowances"), "meals")
    return MealPrices(_rates(visit, "meal_tariff"), _rates(visit, "meal_shares"), allowance)


def _transport_prices(visit: Visit) -> TransportPrices:
    percent = visit.limit("standards", "half_day_percent")
    return TransportPrices(
        _rates(visit, "travel_rates"),
        allowance_of(visit.limit("standards", "allowances"), "transport"),
        percent.value if percent else None,
    )


def _rates(visit: Visit, name: str) -> Rates:
    limit = visit.limit("standards", name)
    return (limit and limit.table) or {}
