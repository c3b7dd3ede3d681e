"""Checks tables: that the dining room has them, that each is listed once and has people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.check.logistics.dining import tables_of
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, place_text
from generator.findings import Severity
from generator.model.dining import DiningTable


@check(
    "tables.unknown",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "餐厅没有这一桌", "en": "A table that the dining room does not have"},
    message={
        "zh": "{place}没有 {table} 桌，场所页写的是 {known} 桌。请核对桌号。",
        "en": "{place} has no table {table}; the venue's page lists {known}. Check the number.",
    },
    rule="plan",
    clause="same_as_pages",
)
def tables_not_in_room(scope: Scope) -> Iterator[Violation]:
    """Tables whose number is not on the venue's page for their dining room."""
    for meal, room, table in tables_of(scope):
        if room and room.tables and not table.is_open and table.number not in room.tables:
            known = "、".join(room.tables)
            place = place_text(meal.place)
            yield violation(table, "number", place=place, table=table.number, known=known)


@check(
    "tables.twice",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一餐里一个桌号写了两次", "en": "One table number twice at a meal"},
    message={
        "zh": "“{meal}”{table} 桌写了 {count} 次。请合并，或改桌号。",
        "en": "“{meal}” lists table {table} {count} times. Join them, or change a number.",
    },
    rule="plan",
    clause="same_as_pages",
)
def tables_listed_twice(scope: Scope) -> Iterator[Violation]:
    """Tables with the same number as another table of their meal."""
    for meal in scope.visit.meals:
        by_number: dict[str, list[DiningTable]] = defaultdict(list)
        for table in meal.tables:
            if not table.is_open:
                by_number[table.number].append(table)
        for number, tables in by_number.items():
            first, *others = tables
            if others:
                yield violation(
                    others[-1],
                    "number",
                    related=(first,),
                    meal=event_text(meal),
                    table=number,
                    count=len(tables),
                )


@check(
    "tables.empty",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "餐桌没有写明就座人员", "en": "A table without people"},
    message={
        "zh": "“{meal}”{table} 桌没有写明就座人员。请补上席位，或取消这一桌。",
        "en": "“{meal}”: nobody is named at table {table}. Name them, or cancel the table.",
    },
    rule="plan",
    clause="least_people",
    needs_complete_lists=True,
)
def tables_without_people(scope: Scope) -> Iterator[Violation]:
    """Tables without people."""
    for meal, _, table in tables_of(scope):
        if not table.seats:
            yield violation(table, "seats", meal=event_text(meal), table=table.number)


@check(
    "tables.no_diners",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "用餐没有写明人员", "en": "A meal without diners"},
    message={
        "zh": "“{meal}”没有写明用餐人员。请补上名单，或取消这一餐。",
        "en": "Nobody is named for “{meal}”. Name the diners, or cancel the meal.",
    },
    rule="plan",
    clause="least_people",
    needs_complete_lists=True,
)
def meals_without_diners(scope: Scope) -> Iterator[Violation]:
    """Meals without diners."""
    for meal in scope.visit.meals:
        if not meal.diners:
            yield violation(meal, "participants", meal=event_text(meal))
