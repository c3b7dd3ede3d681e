"""Each meal: its facts, diets to mind, and a picture of each table."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator import vocabulary
from generator.model.attendance import attendees
from generator.model.dining import DiningTable, Meal
from generator.model.parsing.undecided import OPEN
from generator.model.people import Person, Staff, headcount, one_by_one
from generator.model.visit import Visit
from generator.render.handbook.blocks import (
    Block,
    Cell,
    Pictures,
    Remark,
    Rows,
    Section,
    cells,
    facts,
)
from generator.render.handbook.visit.figures import figure_blocks
from generator.render.handbook.visit.schedule import three, title_of
from generator.render.handbook.words import (
    LANGUAGE,
    day,
    label,
    member,
    names,
    phrase,
    place_in,
    readings,
    text,
    whom,
)
from generator.render.svg.round_table import round_table_picture
from generator.render.svg.seats import Chair
from generator.render.words.lists import dotted, listed
from generator.render.words.places import table_text


def dining_sections(visit: Visit) -> Iterator[Section]:
    """A section for each meal, in order of time."""
    if not visit.meals:
        yield Section(label("Visit", "meals"), (Remark(phrase("no_meals"), "warning"),))
    if len(visit.meals) > 1:
        yield Section(label("Visit", "meals"), figure_blocks(visit, "meals"), "meals")
    for meal in sorted(visit.meals, key=lambda meal: (meal.start, meal.id)):
        title = dotted(f"{day(meal.day)} {text(meal.time_text)}", title_of(meal))
        count = headcount(attendees(meal))
        people = phrase("people", n=count)
        blocks = tuple(_meal(meal, count))
        yield Section(title, blocks, folds=True, about=people, day=meal.day.isoformat())


def _meal(meal: Meal, count: int) -> Iterator[Block]:
    diners = attendees(meal)
    payer = meal.payer
    yield facts(
        (label("Meal", "place"), place_in(meal, "place")),
        (phrase("people_label"), count),
        (label("Meal", "participants"), whom(meal.participants)),
        (label("Meal", "payer"), member("Payer", payer)),
        (label("Meal", "menu"), listed(meal.menu)),
        (phrase("three"), three(meal)),
        (label("Meal", "note"), text(meal.note)),
    )
    by_diet: dict[str, list[Person]] = {}
    for person in diners:
        if diet := listed(person.diet):
            by_diet.setdefault(diet, []).append(person)
    if by_diet:
        yield _diets(by_diet, _tables(meal))
    if meal.tables:
        decided = (table for table in meal.tables if not table.is_open)
        yield Pictures(tuple(_picture(meal, table) for table in decided), folds=True)
        for table in meal.tables:
            if table.is_open:
                seated = names(seat.person for seat in table.seats)
                yield Remark(f"{label('DiningTable', 'number')}{OPEN}：{seated}")
        yield Remark(phrase("table_legend"), "legend")


def _diets(by_diet: dict[str, list[Person]], tables: dict[str, str]) -> Rows:
    """Who eats what, with the table where it is known."""
    headings = (label("Person", "diet"), phrase("people_label"), phrase("who"))
    rows = (
        cells(
            Cell(diet, kind="short", private=True),
            len(people),
            listed(f"{p.name}（{tables[p.id]}）" if p.id in tables else p.name for p in people),
        )
        for diet, people in by_diet.items()
    )
    return Rows(
        headings,
        tuple(rows),
        dense=True,
        readings=tuple(readings(people) for people in by_diet.values()),
    )


def _tables(meal: Meal) -> dict[str, str]:
    return {
        seat.person.id: table_text(table.number, LANGUAGE)
        for table in meal.tables
        for seat in table.seats
    }


def _picture(meal: Meal, table: DiningTable) -> tuple[str, Markup]:
    title = dotted(table_text(table.number, LANGUAGE), text(table.name), listed(table.menu))
    chairs = sorted(_chairs(table), key=_number)
    door = vocabulary.word("seating.door", LANGUAGE) if meal.ranked else ""
    return title, Markup(round_table_picture(chairs, title, table.number, door))


def _number(chair: Chair) -> int:
    """Seats by number; those without one stay where they are, after the others."""
    return int(chair.number) if chair.number.isdecimal() else 10**6


def _chairs(table: DiningTable) -> Iterator[Chair]:
    """A chair for each person; where seats are numbered, companions have the free numbers."""
    taken = {seat.number for seat in table.seats}
    numbers = (str(number) for number in range(1, table.headcount + 1))
    free = (number for number in numbers if taken != {None} and number not in taken)
    for seat in table.seats:
        side = "host" if isinstance(seat.person, Staff) else "guest"
        for person in one_by_one(seat.person):
            number = seat.number if person is seat.person else next(free, "")
            yield Chair(person.name, number or "", listed(person.diet), side)
