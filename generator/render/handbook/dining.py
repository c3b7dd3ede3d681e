"""Each meal: its facts, diets to mind, and a picture of each table."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.model.attendance import attendees
from generator.model.dining import Meal, Table
from generator.model.visit import Visit
from generator.render.handbook.blocks import Block, Facts, Pictures, Remark, Rows, Section, cells
from generator.render.handbook.schedule import three, title_of
from generator.render.handbook.words import day, joined, label, labels, place, say, see, text, whom
from generator.render.seats import round_table_picture


def dining_sections(visit: Visit) -> Iterator[Section]:
    """A section for each meal, in order of time."""
    if not visit.meals:
        yield Section(label("Visit", "meals"), (Remark(say("no_meals"), "warning"),))
    for meal in sorted(visit.meals, key=lambda each: (each.start, each.id)):
        title = joined(f"{day(meal.day)} {meal.time}", title_of(meal))
        yield Section(title, tuple(_meal(meal)))


def _meal(meal: Meal) -> Iterator[Block]:
    diners = attendees(meal)
    payer = see(meal, "payer")
    pairs = (
        (label("Meal", "place"), place(meal.place)),
        (say("people_label"), str(len(diners))),
        (label("Meal", "participants"), whom(meal.participants)),
        (label("Meal", "payer"), label("Payer", payer) if payer else ""),
        (label("Meal", "menu"), "、".join(see(meal, "menu", ()))),
        (say("three"), three(meal)),
    )
    yield Facts(tuple((name, value) for name, value in pairs if value))
    diets = tuple(
        cells(person.name, "、".join(see(person, "diet", ())), _table_of(meal, person.id))
        for person in diners
        if see(person, "diet", ())
    )
    if diets:
        headings = (*labels("Person", "name", "diet"), label("Table", "number"))
        yield Rows(headings, diets)
    if meal.tables:
        yield Pictures(tuple(_picture(table) for table in meal.tables))


def _table_of(meal: Meal, person: str) -> str:
    for table in meal.tables:
        if any(seat.person.id == person for seat in table.seats):
            return say("table", number=table.number)
    return ""


def _picture(table: Table) -> tuple[str, Markup]:
    title = joined(say("table", number=table.number), text(table.name), "、".join(table.menu))
    picture = round_table_picture([seat.person.name for seat in table.seats], title, table.number)
    return title, Markup(picture)
