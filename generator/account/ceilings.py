"""The most that costs may amount to, by the dated limits on the rules' pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.account.charges import LODGING, MEALS, lines_for, meal_of
from generator.model.enums import Rank, VisitKind
from generator.model.lodging import Stay
from generator.model.people import Person
from generator.model.standing import Limit, Room
from generator.model.visit import Expense, Visit
from generator.names.index import name_key

Rates = Mapping[str, Decimal]

_RATES = {MEALS: "meal_rates", LODGING: "lodging_rates"}
"""The names of the tables of local rates, by the item whose lines they limit."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """At most `per_unit` for each of `count` units, by `clause` of the page `rule`."""

    per_unit: Decimal
    count: int
    rule: str
    clause: str

    @property
    def maximum(self) -> Decimal:
        """The most that all units may cost."""
        return self.per_unit * self.count

    def per_unit_at(self, cost: Decimal) -> Decimal:
        """The cost of one unit where all cost `cost`, to the hundredth."""
        return round(cost / self.count, 2)

    def exceeded_by(self, cost: Decimal) -> bool:
        """Whether one unit costs more than the limit; a rounded hundredth does not count."""
        return self.per_unit_at(cost) > self.per_unit


def meal_ceiling(visit: Visit, expense: Expense, rates: Limit | None) -> Ceiling | None:
    """The limit of a line for one meal: its kind's rate for each person; None without a rate."""
    meal = meal_of(visit, expense)
    rate = ((rates and rates.table) or {}).get(meal.kind.value) if meal else None
    if rates is None or rate is None or not expense.people:
        return None
    return Ceiling(rate, expense.people, "standards", rates.clause)


def nights_taken(stays: Iterable[Stay]) -> dict[tuple[str, str, date], tuple[Room, list[Person]]]:
    """The room and the people of each night, by venue, room number and date.

    A room is paid once for each night, however many stays share it. Of several rooms without a
    number nobody knows who sleeps in which: they have nobody.
    """
    nights: dict[tuple[str, str, date], tuple[Room, list[Person]]] = {}
    for row, stay in enumerate(stays):
        people = stay.people.people if len(stay.rooms) == 1 else ()
        for number, room in enumerate(stay.rooms):
            name = room.number or f"#{row}.{number}"  # rooms without numbers are different rooms
            for night in stay.nights:
                nights.setdefault((stay.venue.id, name, night), (room, []))[1].extend(people)
    return nights


def room_ceiling(people: Iterable[Person], rates: Rates) -> Decimal | None:
    """The lowest rate for a night of those who share a room; None where none of them has a rate."""
    ranks = [(person.rank or Rank.OTHER).value for person in people]
    return min((rates[rank] for rank in ranks if rank in rates), default=None)


def lodging_ceiling(visit: Visit, expense: Expense, rates: Limit | None) -> Ceiling | None:
    """The limit of the only line for a hotel's rooms: every night of each room at its rate."""
    lines = lines_for(visit, LODGING)
    if rates is None or expense not in lines:
        return None
    if sum(_same_hotel(expense, line) for line in lines) > 1:
        return None
    most = _rooms_most((stay for stay in visit.stays if _is_in(stay, expense)), rates)
    return Ceiling(most, 1, "standards", rates.clause) if most is not None else None


def ceiling_of(visit: Visit, expense: Expense) -> Ceiling | None:
    """The limit of a line by the rules' pages; None where they have none for it."""
    meals, rooms = _rates_of(visit, MEALS), _rates_of(visit, LODGING)
    return meal_ceiling(visit, expense, meals) or lodging_ceiling(visit, expense, rooms)


def item_limit(visit: Visit, item: str) -> Decimal | None:
    """The most that all lines of an item may amount to; None where a limit is not known."""
    rates = _rates_of(visit, item)
    if item == LODGING:
        return _rooms_most(visit.stays, rates) if rates else None
    ceilings = [ceiling_of(visit, line) for line in lines_for(visit, item)]
    known = [ceiling.maximum for ceiling in ceilings if ceiling]
    return sum(known, Decimal(0)) if known and len(known) == len(ceilings) else None


def rates_unfilled(visit: Visit, expense: Expense) -> bool:
    """Whether a line has no limit because its table of local rates is still empty."""
    items = [item for item in _RATES if item in expense.item]
    return any(not (rates := _rates_of(visit, item)) or not rates.table for item in items)


def _rates_of(visit: Visit, item: str) -> Limit | None:
    return visit.limit("standards", _RATES[item]) if item in _RATES else None


def _rooms_most(stays: Iterable[Stay], rates: Limit) -> Decimal | None:
    stays = tuple(stays)
    if any(stay.room_count is None for stay in stays):
        return None
    nights = nights_taken(stays).values()
    ceilings = [room_ceiling(people, rates.table or {}) for _, people in nights]
    known = [rate for rate in ceilings if rate is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(ceilings) else None


def meeting_ceiling(visit: Visit, rates: Limit) -> Ceiling:
    """The limit of a whole meeting: its class's rate for each guest and day."""
    rate = (rates.table or {}).get("total", Decimal(0))
    return Ceiling(rate, visit.guest_count * len(visit.days), "meetings", rates.clause)


def meeting_limit(visit: Visit) -> Ceiling | None:
    """The limit of a visit that is a meeting of a given class; None for other visits."""
    if visit.kind is not VisitKind.MEETING or visit.meeting_class is None or not visit.guests:
        return None
    rates = visit.limit("meetings", f"class{visit.meeting_class}")
    return meeting_ceiling(visit, rates) if rates else None


def agreed_lodging(visit: Visit) -> Decimal | None:
    """The cost of all rooms at their agreed prices; None where a price is not known."""
    if any(stay.room_count is None for stay in visit.stays):
        return None
    prices = [room.price for room, _ in nights_taken(visit.stays).values()]
    known = [price for price in prices if price is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(prices) else None


def _is_in(stay: Stay, expense: Expense) -> bool:
    if expense.place is None:
        return True
    return name_key(expense.place) == name_key(str(stay.venue.name))


def _same_hotel(first: Expense, second: Expense) -> bool:
    if first.place is None or second.place is None:
        return True
    return name_key(first.place) == name_key(second.place)
