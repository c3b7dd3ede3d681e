"""Checks that menus suit the diets of those who eat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.attendance import named_for, takes_part
from generator.model.dining import DiningTable, Meal
from generator.model.people import Person
from generator.model.standing import Limit
from generator.model.visit import Visit

_Served = tuple[tuple[Person, Meal | DiningTable], ...]


def _served(meal: Meal) -> _Served:
    """Each diner with a diet, and the table or the meal whose menu he or she is served.

    A table without a menu has the meal's. Diners without any menu are left out.
    """
    tables = {seat.person.id: table for table in meal.tables for seat in table.seats if table.menu}
    diners = (person for person in named_for(meal) if person.diet and takes_part(person, meal))
    served = ((person, tables.get(person.id, meal)) for person in diners)
    return tuple((person, by) for person, by in served if by.menu)


def _diners_with_diet(
    scope: Scope, words: Limit
) -> Iterator[tuple[Meal, Person, Meal | DiningTable]]:
    """Diners with a menu and with one of `words` in their diet, and the menu's meal or table."""
    for meal in scope.visit.meals:
        for person, served in meal.once(_served):
            diet = "、".join(person.diet)
            if any(word in diet for word in words.words):
                yield meal, person, served


def _barred_dishes(scope: Scope, diets: Limit, barred: Limit) -> Iterator[Violation]:
    for meal, person, served in _diners_with_diet(scope, diets):
        dishes = _dishes_with(served.menu, barred)
        if dishes:
            yield violation(
                served,
                "menu",
                related=(person,),
                who=person.name,
                diet="、".join(person.diet),
                meal=event_text(meal),
                dishes="、".join(dishes),
            )


def _too_few_dishes(
    scope: Scope, diets: Limit, avoided: Limit, least: Limit
) -> Iterator[Violation]:
    for meal, person, served in _diners_with_diet(scope, diets):
        fit = len(served.menu) - len(_dishes_with(served.menu, avoided))
        if fit < least.amount:
            yield violation(
                served,
                "menu",
                related=(person,),
                who=person.name,
                diet="、".join(person.diet),
                meal=event_text(meal),
                fit=fit,
                least=f"{least.value:f}",
            )


def _dishes_with(menu: Iterable[str], words: Limit) -> list[str]:
    return [dish for dish in menu if any(word in dish for word in words.words)]


_BARRING = ("halal", "seafood", "nuts")
"""Diets of which no dish of the menu may have one of the words."""
_AVOIDING = ("vegetarian", "spicy", "beef_mutton")
"""Diets for which some dishes of the menu must be without the words."""


def menu_suits(visit: Visit, person: Person, menu: Sequence[str]) -> bool:
    """Whether a menu suits somebody's diet, as the checks of diets see it; none suits everybody."""
    diet = "、".join(person.diet)
    if not diet or not menu:
        return True
    least = visit.limit("care", "min_fit_dishes")
    for name in (*_BARRING, *_AVOIDING):
        said = visit.limit("care", f"diet_{name}_said")
        words = visit.limit("care", f"diet_{name}_{'barred' if name in _BARRING else 'avoided'}")
        if said is None or words is None or not any(word in diet for word in said.words):
            continue
        dishes = len(_dishes_with(menu, words))
        if dishes and name in _BARRING:
            return False
        if name in _AVOIDING and len(menu) - dishes < (least.value or 0 if least else 0):
            return False
    return True


def _food(diet: str, marks: Limit) -> str:
    """The food that a diet avoids: `芒果` of `对芒果过敏`; empty if none of `marks` is in it."""
    food = diet
    for mark in sorted(marks.words, key=len, reverse=True):
        food = food.replace(mark, "")
    return food.strip() if food != diet else ""


_BARRED = {
    "zh": "{who}（{diet}）在“{meal}”的菜单里有：{dishes}。请换菜，或另开一桌。",
    "en": "{who} ({diet}) is served at “{meal}”: {dishes}. Change the menu or the table.",
}
_FEW = {
    "zh": "{who}（{diet}）在“{meal}”只有 {fit} 道菜可吃，至少 {least} 道。请加菜。",
    "en": "{who} ({diet}) can eat {fit} dishes at “{meal}”; at least {least} are due. Add some.",
}


@check(
    "diet.halal",
    category=Category.FIT,
    severity=Severity.ERROR,
    title={"zh": "清真来宾的菜单里有忌口", "en": "Food barred to halal diners"},
    message=_BARRED,
    rule="care",
    limits=("diet_halal_said", "diet_halal_barred"),
)
def menus_not_halal(scope: Scope, diets: Limit, barred: Limit) -> Iterator[Violation]:
    """Menus with a dish barred to a halal diner."""
    return _barred_dishes(scope, diets, barred)


@check(
    "diet.seafood",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "忌海鲜的来宾菜单里有海鲜", "en": "Seafood for who may not eat it"},
    message=_BARRED,
    rule="care",
    limits=("diet_seafood_said", "diet_seafood_barred"),
)
def menus_with_seafood(scope: Scope, diets: Limit, barred: Limit) -> Iterator[Violation]:
    """Menus with seafood for a diner who avoids it."""
    return _barred_dishes(scope, diets, barred)


@check(
    "diet.nuts",
    category=Category.FIT,
    severity=Severity.ERROR,
    title={"zh": "忌坚果的来宾菜单里有坚果", "en": "Nuts for who may not eat them"},
    message=_BARRED,
    rule="care",
    limits=("diet_nuts_said", "diet_nuts_barred"),
)
def menus_with_nuts(scope: Scope, diets: Limit, barred: Limit) -> Iterator[Violation]:
    """Menus with nuts for a diner who avoids them."""
    return _barred_dishes(scope, diets, barred)


@check(
    "diet.vegetarian",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "素食来宾可吃的菜太少", "en": "Too little for a vegetarian"},
    message=_FEW,
    rule="care",
    limits=("diet_vegetarian_said", "diet_vegetarian_avoided", "min_fit_dishes"),
)
def menus_not_vegetarian(
    scope: Scope, diets: Limit, avoided: Limit, least: Limit
) -> Iterator[Violation]:
    """Menus with fewer meatless dishes for a vegetarian than the rule asks for."""
    return _too_few_dishes(scope, diets, avoided, least)


@check(
    "diet.spicy",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "忌辣的来宾可吃的菜太少", "en": "Too little for who avoids spice"},
    message=_FEW,
    rule="care",
    limits=("diet_spicy_said", "diet_spicy_avoided", "min_fit_dishes"),
)
def menus_too_spicy(
    scope: Scope, diets: Limit, avoided: Limit, least: Limit
) -> Iterator[Violation]:
    """Menus with fewer mild dishes than the rule asks for, for a diner who avoids spice."""
    return _too_few_dishes(scope, diets, avoided, least)


@check(
    "diet.beef_and_mutton",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "忌牛羊肉的来宾可吃的菜太少", "en": "Too little for who avoids beef or mutton"},
    message=_FEW,
    rule="care",
    limits=("diet_beef_mutton_said", "diet_beef_mutton_avoided", "min_fit_dishes"),
)
def menus_of_beef_and_mutton(
    scope: Scope, diets: Limit, avoided: Limit, least: Limit
) -> Iterator[Violation]:
    """Menus with too few dishes without beef and mutton for a diner who avoids them."""
    return _too_few_dishes(scope, diets, avoided, least)


@check(
    "diet.other",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "菜单里有来宾忌口的食物", "en": "Food that a guest avoids"},
    message=_BARRED,
    rule="care",
    limits=(
        "diet_other_marks",
        "diet_halal_said",
        "diet_seafood_said",
        "diet_nuts_said",
        "diet_vegetarian_said",
        "diet_spicy_said",
        "diet_beef_mutton_said",
    ),
)
def menus_with_other_avoided_food(scope: Scope, marks: Limit, *known: Limit) -> Iterator[Violation]:
    """Menus with a food that a diner avoids and no other check knows (`忌香菜`, `芒果过敏`)."""
    known_words = [word for limit in known for word in limit.words]
    for meal in scope.visit.meals:
        for person, served in meal.once(_served):
            others = [diet for diet in person.diet if not any(w in diet for w in known_words)]
            foods = {diet: food for diet in others if (food := _food(diet, marks))}
            dishes = [dish for dish in served.menu if any(f in dish for f in foods.values())]
            if dishes:
                yield violation(
                    served,
                    "menu",
                    related=(person,),
                    who=person.name,
                    diet="、".join(foods),
                    meal=event_text(meal),
                    dishes="、".join(dishes),
                )
