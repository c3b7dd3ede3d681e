"""Who pays what: the lines that guests or their sender pay, and the meal a line is for."""

from __future__ import annotations

from generator.load.directory import name_key
from generator.model.dining import Meal
from generator.model.money import Expense
from generator.model.visit import Visit
from generator.model.vocabularies import Payer

MEALS, RIDES = "用餐", "用车"
"""What the lines for meals and for rides are called, as the rules' lists of items call them."""

NOT_THE_HOST = (Payer.GUEST, Payer.SENDER)


def collected(visit: Visit, item: str) -> tuple[Expense, ...]:
    """The lines for `item` that the guests or their sender pay."""
    lines = (expense for expense in visit.expenses if item in expense.item)
    return tuple(expense for expense in lines if expense.payer in NOT_THE_HOST)


def meal_of(visit: Visit, expense: Expense) -> Meal | None:
    """The one meal of an expense's day, place and payer; None where that cannot be told."""
    if expense.day is None or expense.place is None or expense.payer is None:
        return None
    wanted = name_key(expense.place)
    meals = [
        meal
        for meal in visit.meals
        if meal.day == expense.day
        and meal.payer is expense.payer
        and wanted in (name_key(str(meal.place.venue.name)), name_key(meal.place.space_name))
    ]
    return meals[0] if len(meals) == 1 else None
