"""Who pays what: the lines that guests or their sender pay, and what a line is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from generator import vocabulary
from generator.model.dining import Meal
from generator.model.enums import Payer
from generator.model.expenses import Expense
from generator.model.schedule import ScheduleItem
from generator.model.standing import Limit, Location
from generator.model.visit import Visit
from generator.names.index import name_key
from generator.names.numerals import in_figures

MEALS, RIDES, LODGING = "用餐", "用车", "住宿"
"""What lines for meals, rides and rooms are called, as the rules' lists of items call them."""

NOT_THE_HOST = (Payer.GUEST, Payer.SENDER)
_REST = "其他"

One = TypeVar("One")


def limit_of(visit: Visit, rule: str, name: str) -> Limit | None:
    """A limit as the checks read it: that in force on the visit's first day."""
    return visit.standing.limit(rule, name, visit.start)


def cost_of(expense: Expense) -> Decimal | None:
    """What a line cost, or is to cost; None where neither is written."""
    return expense.planned if expense.amount is None else expense.amount


def cost_field_name(expense: Expense) -> str:
    """The field that says what a line cost, or is to cost."""
    return "planned" if expense.amount is None else "amount"


def host_expenses(visit: Visit) -> tuple[Expense, ...]:
    """What the host pays, or nobody is yet said to: what guests pay is only collected."""
    return tuple(expense for expense in visit.expenses if expense.payer not in NOT_THE_HOST)


def lines_for(visit: Visit, item: str) -> tuple[Expense, ...]:
    """The lines whose item names `item`."""
    return tuple(expense for expense in visit.expenses if item in expense.item)


def collected(visit: Visit, item: str) -> tuple[Expense, ...]:
    """The lines for `item` that the guests or their sender pay."""
    return tuple(each for each in lines_for(visit, item) if each.payer in NOT_THE_HOST)


def guests_meals(visit: Visit) -> tuple[Meal, ...]:
    """The meals that the guests or their sender pay."""
    return tuple(meal for meal in visit.meals if meal.payer in NOT_THE_HOST)


def item_named(expense: Expense, known: Sequence[str]) -> str:
    """The item of `known` that a line belongs to: the last one it names, since a Chinese name ends
    in what the thing is (会议用餐 is a meal). A line of no known kind is among the rest.
    """
    named = [(expense.item.rfind(word), word) for word in known if word in expense.item]
    if named:
        return max(named)[1]
    return _REST if _REST in known else expense.item


def meal_of(visit: Visit, expense: Expense) -> Meal | None:
    """The one meal of an expense's day, place and payer; None where that cannot be told. Where
    there are several, the line may say which: `早餐`, `晚餐`.
    """
    if expense.payer is None:
        return None
    paid = (meal for meal in visit.meals if meal.payer is expense.payer)
    meals = [meal for meal in paid if _is_there(expense, meal.day, meal.place)]
    if len(meals) > 1:
        said = f"{expense.item}{expense.note or ''}"
        meals = [meal for meal in meals if vocabulary.label("MealKind", meal.kind) in said]
    return _only(meals)


def activity_of(visit: Visit, expense: Expense) -> Meal | ScheduleItem | None:
    """What a line is for alone: its meal, or the one item of the schedule of its day and place."""
    if any(word in expense.item for word in (LODGING, RIDES)):
        return None
    if MEALS in expense.item:
        return meal_of(visit, expense)
    return _only(
        item
        for item in visit.schedule
        if item.place is not None and _is_there(expense, item.day, item.place)
    )


def _is_there(expense: Expense, day: date, place: Location) -> bool:
    if expense.day != day or expense.place is None:
        return False
    said = _place_key(expense.place)
    return any(said == _place_key(name) for name in _names_of(place))


def _names_of(place: Location) -> Iterator[str]:
    """What a line may call a place: its venue, its space, or both as a visit or a page says it."""
    yield from (str(place.venue.name), place.space_name or place.key, place.key)
    yield from (place.name_in(language) for language in vocabulary.languages())


def _place_key(name: str) -> str:
    """A place's name for comparing: however venue and space are joined, and the number written."""
    return in_figures(name_key(name.replace("/", " ")))


def _only(found: Iterable[One]) -> One | None:
    several = list(found)
    return several[0] if len(several) == 1 else None
