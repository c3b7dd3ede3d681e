"""Checks that everybody finds something to eat: diets against the menu of the table."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text
from generator.findings import Severity
from generator.model.attendance import named_for, takes_part
from generator.model.dining import Meal, Table
from generator.model.people import Person
from generator.model.standing import Limit


def _served(meal: Meal) -> Iterator[tuple[Person, Meal | Table]]:
    """Each diner with a diet, and whose menu he is served, where there is one: his table's, or the
    meal's where it has none.
    """
    seats = {seat.person.id: table for table in meal.tables for seat in table.seats if table.menu}
    for person in named_for(meal):
        if person.diet and takes_part(person, meal):
            served = seats.get(person.id, meal)
            if served.menu:
                yield person, served


def _diners_who_say(scope: Scope, words: Limit) -> Iterator[tuple[Meal, Person, Meal | Table]]:
    """Diners with a menu and a diet that holds one of `words`."""
    for meal in scope.visit.meals:
        for person, served in _served(meal):
            diet = "、".join(person.diet)
            if any(word in diet for word in words.words):
                yield meal, person, served


def _barred(scope: Scope, said: Limit, barred: Limit) -> Iterator[Violation]:
    for meal, person, served in _diners_who_say(scope, said):
        dishes = [d for d in served.menu if any(word in d for word in barred.words)]
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


def _few(scope: Scope, said: Limit, avoided: Limit, least: Limit) -> Iterator[Violation]:
    for meal, person, served in _diners_who_say(scope, said):
        fit = [d for d in served.menu if not any(word in d for word in avoided.words)]
        if len(fit) < least.amount:
            yield violation(
                served,
                "menu",
                related=(person,),
                who=person.name,
                diet="、".join(person.diet),
                meal=event_text(meal),
                fit=len(fit),
                least=f"{least.value:f}",
            )


def _food(said: str, marks: Limit) -> str:
    """What a diet is about: `对芒果过敏` without the marks that say it is avoided; empty where no
    mark says so.
    """
    food = said
    for mark in sorted(marks.words, key=len, reverse=True):
        food = food.replace(mark, "")
    return food.strip() if food != said else ""


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
def halal(scope: Scope, said: Limit, barred: Limit) -> Iterator[Violation]:
    """A table with a halal diner whose menu holds something barred to him."""
    return _barred(scope, said, barred)


@check(
    "diet.seafood",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "忌海鲜的来宾菜单里有海鲜", "en": "Seafood for who may not eat it"},
    message=_BARRED,
    rule="care",
    limits=("diet_seafood_said", "diet_seafood_barred"),
)
def seafood(scope: Scope, said: Limit, barred: Limit) -> Iterator[Violation]:
    """A table with somebody who avoids seafood whose menu holds some."""
    return _barred(scope, said, barred)


@check(
    "diet.nuts",
    category=Category.FIT,
    severity=Severity.ERROR,
    title={"zh": "忌坚果的来宾菜单里有坚果", "en": "Nuts for who may not eat them"},
    message=_BARRED,
    rule="care",
    limits=("diet_nuts_said", "diet_nuts_barred"),
)
def nuts(scope: Scope, said: Limit, barred: Limit) -> Iterator[Violation]:
    """A table with somebody who avoids nuts whose menu holds some."""
    return _barred(scope, said, barred)


@check(
    "diet.vegetarian",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "素食来宾可吃的菜太少", "en": "Too little for a vegetarian"},
    message=_FEW,
    rule="care",
    limits=("diet_vegetarian_said", "diet_vegetarian_avoided", "min_fit_dishes"),
)
def vegetarian(scope: Scope, said: Limit, avoided: Limit, least: Limit) -> Iterator[Violation]:
    """A table with a vegetarian and fewer dishes without meat than the rule asks."""
    return _few(scope, said, avoided, least)


@check(
    "diet.spicy",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "忌辣的来宾可吃的菜太少", "en": "Too little for who avoids spice"},
    message=_FEW,
    rule="care",
    limits=("diet_spicy_said", "diet_spicy_avoided", "min_fit_dishes"),
)
def spicy(scope: Scope, said: Limit, avoided: Limit, least: Limit) -> Iterator[Violation]:
    """A table with somebody who avoids spice and fewer mild dishes than the rule asks."""
    return _few(scope, said, avoided, least)


@check(
    "diet.beef_and_mutton",
    category=Category.FIT,
    severity=Severity.WARNING,
    title={"zh": "忌牛羊肉的来宾可吃的菜太少", "en": "Too little for who avoids beef or mutton"},
    message=_FEW,
    rule="care",
    limits=("diet_beef_mutton_said", "diet_beef_mutton_avoided", "min_fit_dishes"),
)
def beef_and_mutton(scope: Scope, said: Limit, avoided: Limit, least: Limit) -> Iterator[Violation]:
    """A table with somebody who avoids beef or mutton and fewer other dishes than due."""
    return _few(scope, said, avoided, least)


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
def other_food(scope: Scope, marks: Limit, *known: Limit) -> Iterator[Violation]:
    """A menu that names the food of a diet no other check knows (`忌香菜`, `芒果过敏`)."""
    told = [word for limit in known for word in limit.words]
    for meal in scope.visit.meals:
        for person, served in _served(meal):
            others = [said for said in person.diet if not any(word in said for word in told)]
            foods = {said: food for said in others if (food := _food(said, marks))}
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
