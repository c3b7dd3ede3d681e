"""Meals: the tables as the office enters them, and the kitchen's numbers and diets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.model.attendance import attendees
from generator.model.dining import DiningTable, Meal
from generator.model.people import Guest, Person, Staff, headcount
from generator.model.visit import Visit
from generator.render.lists.columns import Column, columns, loadable_list, optional_columns, row_of
from generator.render.lists.naming import ListWords
from generator.render.words.events import activity_title
from generator.render.words.lists import listed
from generator.render.workbook.listing import Cells, Listing, grouped, listing

MEAL = columns("Meal", "day", "kind", "time", "place")
TABLE = (*columns("DiningTable", "number"), *optional_columns("DiningTable", "name", "menu"))
SEAT = (*optional_columns("Seat", "number"), *columns("Seat", "person"))


def tables(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each seat of the meals that have tables."""
    undated = (event for event in visit.undated if isinstance(event, Meal))
    rows = [
        of_table | seat
        for meal in (*visit.meals, *undated)
        for table in meal.tables
        for of_table in (row_of(meal, MEAL) | row_of(table, TABLE),)
        for seat in _seats(table, words)
    ]
    found = loadable_list(words, (*MEAL, *TABLE, *SEAT), rows)
    meal = len(MEAL)
    # A page for each meal, since its tables are set together; a table is on one page.
    groups = grouped(found.rows, lambda row: row[:meal], lambda row: row[meal])
    return replace(found, upright=True, groups=groups)


def _seats(table: DiningTable, words: ListWords) -> Iterator[dict[Column, object]]:
    """The cells of each seat; a table without people has one row."""
    number, person = SEAT
    for seat in table.seats:
        # Guests and staff share tables: a name must be distinct among both.
        yield {number: seat.number, person: words.naming.person(seat.person)}
    if not table.seats:
        yield {}


def kitchen(visit: Visit, words: ListWords) -> Listing:
    """Return a row for each meal, in order of time: people, tables, diets and menus."""
    headings = (
        *words.labels("Meal", "day", "time", "kind", "place", "form"),
        *words.phrases("people", "guests", "staff", "tables"),
        words.label("Person", "diet"),
        words.label("Meal", "menu"),
    )
    meals = sorted(visit.meals, key=lambda meal: (meal.start, meal.id))
    return listing(headings, tuple(_meal(meal, words) for meal in meals))


def _meal(meal: Meal, words: ListWords) -> Cells:
    diners = attendees(meal)
    return (
        meal.day.isoformat(),
        words.text(meal.time_text),
        activity_title(meal, words.language),
        words.beside(words.place(meal.place), meal, "place"),
        words.text(meal.form),
        str(headcount(diners)),
        str(headcount(diners, Guest)),
        str(headcount(diners, Staff)),
        str(sum(not table.is_open for table in meal.tables) or ""),
        "\n".join(_diets(meal, diners, words)),
        "\n".join(_menus(meal, words)),
    )


def _diets(meal: Meal, diners: tuple[Person, ...], words: ListWords) -> Iterator[str]:
    """A line for each diet: the number of people and their names, with the table if known."""
    table_numbers = {seat.person.id: table.number for table in meal.tables for seat in table.seats}
    by_diet: dict[str, list[str]] = {}
    for person in diners:
        if person.diet:
            number = table_numbers.get(person.id)
            name = person.name
            if number:
                name = words.phrase("at_table", name=name, number=number)
            by_diet.setdefault(listed(person.diet), []).append(name)
    for diet, names in by_diet.items():
        yield words.phrase("diet", diet=diet, n=len(names), names=listed(names))


def _menus(meal: Meal, words: ListWords) -> Iterator[str]:
    """The meal's menu, then those of tables that have their own."""
    if meal.menu:
        yield listed(meal.menu)
    for table in meal.tables:
        if table.menu:
            yield words.phrase("table_menu", number=table.number, menu=listed(table.menu))
