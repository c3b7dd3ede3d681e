"""Which lines of the costs the host, the guests or their sender pay, and what a line is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from generator import vocabulary
from generator.model.dining import Meal
from generator.model.enums import Payer
from generator.model.schedule import ScheduleItem
from generator.model.standing import Location
from generator.model.visit import Expense, Visit
from generator.names.index import name_key
from generator.names.numerals import in_figures

MEALS, RIDES, LODGING = "用餐", "用车", "住宿"
"""The items of meals, rides and rooms, as in the rules' lists of items."""

NOT_THE_HOST = (Payer.GUEST, Payer.SENDER)
_OTHER = "其他"

T = TypeVar("T")


def cost_of(expense: Expense) -> Decimal | None:
    """The amount paid, or else the amount planned; None where neither is written."""
    return expense.planned if expense.amount is None else expense.amount


def cost_field_name(expense: Expense) -> str:
    """The field that `cost_of()` reads."""
    return "planned" if expense.amount is None else "amount"


def host_expenses(visit: Visit) -> tuple[Expense, ...]:
    """The lines that the host pays, and those without a payer."""
    return tuple(expense for expense in visit.expenses if expense.payer not in NOT_THE_HOST)


def lines_for(visit: Visit, item: str) -> tuple[Expense, ...]:
    """The lines whose item names `item`."""
    return tuple(expense for expense in visit.expenses if item in expense.item)


def collected(visit: Visit, item: str) -> tuple[Expense, ...]:
    """The lines for `item` that the guests or their sender pay."""
    return tuple(line for line in lines_for(visit, item) if line.payer in NOT_THE_HOST)


def guests_meals(visit: Visit) -> tuple[Meal, ...]:
    """The meals that the guests or their sender pay."""
    return tuple(meal for meal in visit.meals if meal.payer in NOT_THE_HOST)


def item_named(expense: Expense, known: Sequence[str]) -> str:
    """The item of `known` that a line belongs to: the last one in its text.

    A Chinese compound ends in its head (会议用餐 is a meal). A line without a known item belongs
    to 其他 where that is known.
    """
    named = [(expense.item.rfind(word), word) for word in known if word in expense.item]
    if named:
        return max(named)[1]
    return _OTHER if _OTHER in known else expense.item


def meal_of(visit: Visit, expense: Expense) -> Meal | None:
    """The one meal of an expense's day, place and payer; None where there is not exactly one.

    Of several meals, the line's text or note may name one: `早餐`, `晚餐`.
    """
    if expense.payer is None:
        return None
    paid = (meal for meal in visit.meals if meal.payer is expense.payer)
    meals = [meal for meal in paid if _is_at(expense, meal.day, meal.place)]
    if len(meals) > 1:
        text = f"{expense.item}{expense.note or ''}"
        meals = [meal for meal in meals if vocabulary.label("MealKind", meal.kind) in text]
    return _only(meals)


def activity_of(visit: Visit, expense: Expense) -> Meal | ScheduleItem | None:
    """What a line is for: its meal, or the only schedule item of its day and place."""
    if any(word in expense.item for word in (LODGING, RIDES)):
        return None
    if MEALS in expense.item:
        return meal_of(visit, expense)
    return _only(item for item in visit.schedule if _is_at(expense, item.day, item.place))


def _is_at(expense: Expense, day: date, place: Location | None) -> bool:
    if expense.day != day or expense.place is None or place is None:
        return False
    key = _place_key(expense.place)
    return any(key == _place_key(name) for name in _names_of(place))


def _names_of(place: Location) -> Iterator[str]:
    """The names of a place in a line: its venue, its room, or both as in a visit or on a page."""
    yield from (str(place.venue.name), place.space_name or place.key, place.key)
    yield from (place.name_in(language) for language in vocabulary.languages())


def _place_key(name: str) -> str:
    """A place's name for comparing, without the separator and with numbers in digits."""
    return in_figures(name_key(name.replace("/", " ")))


def _only(things: Iterable[T]) -> T | None:
    """The only one of `things`; None where there are none or several."""
    listed = list(things)
    return listed[0] if len(listed) == 1 else None
