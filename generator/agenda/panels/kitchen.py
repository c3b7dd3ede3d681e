"""The kitchen's panel: each meal with its number of people, tables, diets and menu."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.agenda.entries import event_entry
from generator.agenda.index import Index
from generator.agenda.panels.views import DietCount, MealOrder, TableOrder
from generator.agenda.reader import Reader
from generator.model.dining import DiningTable, Meal
from generator.model.people import Person, headcount


def kitchen_rows(index: Index, reader: Reader) -> Iterator[MealOrder]:
    """The meals, by time."""
    for meal in sorted(index.visit.meals, key=lambda meal: (meal.start, meal.id)):
        yield _order(index, reader, meal)


def _order(index: Index, reader: Reader, meal: Meal) -> MealOrder:
    entry = event_entry(index, reader, meal)
    return MealOrder(
        key=f"kitchen:{entry.key}",
        start=entry.start,
        end=entry.end,
        open_time=entry.open_time,
        title=entry.title,
        where=entry.where,
        form=entry.form,
        count=index.headcounts[entry.key],
        tables=tuple(_table(reader, table) for table in reader.see(meal, "tables", ())),
        diets=() if meal.tables else _diets(reader, index.attendees[entry.key]),
        menu=reader.see(meal, "menu", ()),
    )


def _table(reader: Reader, table: DiningTable) -> TableOrder:
    people = tuple({seat.person.id: seat.person for seat in table.seats}.values())
    return TableOrder(
        table=reader.name_of(table, "number") or "",
        name=reader.see(table, "name"),
        count=headcount(people),
        diets=_diets(reader, people),
        menu=reader.see(table, "menu", ()),
    )


def _diets(reader: Reader, people: Iterable[Person]) -> tuple[DietCount, ...]:
    """The diets, with the names of the people where the reader may see what each does not eat."""
    by_diet: dict[str, list[Person]] = {}
    for person in people:
        for diet in person.diet:
            by_diet.setdefault(diet, []).append(person)
    return tuple(
        DietCount(
            diet,
            len(having),
            tuple(reader.name(person) for person in having if reader.may_see(person, "diet")),
        )
        for diet, having in by_diet.items()
    )
