"""Meals: the tables as they are entered, and for the kitchen how many eat what."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.attendance import attendees
from generator.model.dining import DiningTable, Meal
from generator.model.people import Guest, Person
from generator.model.visit import Visit
from generator.render.lists.naming import ListWords
from generator.render.lists.written import Column, columns, row_of, seldom, written_list
from generator.render.words.events import activity_title
from generator.render.words.lists import listed
from generator.render.workbook.listing import Cells, Listing, listing

MEAL = columns("Meal", "day", "kind", "time", "place")
TABLE = (*columns("DiningTable", "number"), *seldom("DiningTable", "name", "menu"))
SEAT = (*seldom("Seat", "number"), *columns("Seat", "person"))


def tables(visit: Visit, words: ListWords) -> Listing:
    """A row a seat, for the meals that have tables."""
    rows = [
        {**row_of(meal, MEAL), **row_of(table, TABLE), **seat}
        for meal in visit.meals
        for table in meal.tables
        for seat in _seats(table, words)
    ]
    return written_list(words, (*MEAL, *TABLE, *SEAT), rows)


def _seats(table: DiningTable, words: ListWords) -> Iterator[dict[Column, object]]:
    """What is said of each seat; a table at which nobody sits yet has one row."""
    number, person = SEAT
    for seat in table.seats:
        # Guests and staff sit together, so that a name must be told apart from both.
        yield {number: seat.number, person: words.naming.person(seat.person)}
    if not table.seats:
        yield {}


def kitchen(visit: Visit, words: ListWords) -> Listing:
    """A row a meal, in order of time: how many eat, at how many tables, and who eats otherwise."""
    headings = (
        *words.labels("Meal", "day", "time", "kind", "place", "form"),
        *words.phrases("people", "guests", "staff", "tables"),
        words.label("Person", "diet"),
        words.label("Meal", "menu"),
    )
    meals = sorted(visit.meals, key=lambda each: (each.start, each.id))
    return listing(headings, tuple(_meal(meal, words) for meal in meals))


def _meal(meal: Meal, words: ListWords) -> Cells:
    diners = attendees(meal)
    guests = sum(isinstance(person, Guest) for person in diners)
    return (
        meal.day.isoformat(),
        str(meal.time),
        activity_title(meal, words.language),
        words.place(meal.place),
        words.text(meal.form),
        str(len(diners)),
        str(guests),
        str(len(diners) - guests),
        str(len(meal.tables) or ""),
        "\n".join(_diets(meal, diners, words)),
        "\n".join(_menus(meal, words)),
    )


def _diets(meal: Meal, diners: tuple[Person, ...], words: ListWords) -> Iterator[str]:
    """A line for each diet: how many have it, and who, with the table where it is known."""
    at = {seat.person.id: table.number for table in meal.tables for seat in table.seats}
    by_diet: dict[str, list[str]] = {}
    for person in diners:
        if person.diet:
            table = at.get(person.id)
            who = words.phrase("at_table", name=person.name, number=table) if table else person.name
            by_diet.setdefault(listed(person.diet), []).append(who)
    for diet, people in by_diet.items():
        yield words.phrase("diet", diet=diet, n=len(people), names=listed(people))


def _menus(meal: Meal, words: ListWords) -> Iterator[str]:
    """The meal's menu, then those of tables that have their own."""
    if meal.menu:
        yield listed(meal.menu)
    for table in meal.tables:
        if table.menu:
            yield words.phrase("table_menu", number=table.number, menu=listed(table.menu))
