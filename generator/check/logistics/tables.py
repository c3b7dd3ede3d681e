"""Checks tables: that the dining room has them, that each is listed once and has people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.check.logistics.dining import tables_of
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, place_text
from generator.findings import Severity
from generator.model.standing import Limit


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
    limits=("same_as_pages",),
)
def tables_not_in_room(scope: Scope, same: Limit) -> Iterator[Violation]:
    """Tables whose number is not on the venue's page for their dining room."""
    if "number" not in same.words:
        return
    for meal, room, table in tables_of(scope):
        if room and room.tables and table.number not in room.tables:
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
    limits=("same_as_pages",),
)
def tables_listed_twice(scope: Scope, same: Limit) -> Iterator[Violation]:
    """Tables with the same number as another table of their meal."""
    if "number" not in same.words:
        return
    for meal in scope.visit.meals:
        counted = Counter(table.number for table in meal.tables)
        for number, count in counted.items():
            if count > 1:
                first, *_, last = [table for table in meal.tables if table.number == number]
                yield violation(
                    last,
                    "number",
                    related=(first,),
                    meal=event_text(meal),
                    table=number,
                    count=count,
                )


@check(
    "tables.empty",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "餐桌没有写坐谁", "en": "A table without people"},
    message={
        "zh": "“{meal}”{table} 桌坐 {count} 人，至少应写明 {least} 人。请补上席位，或删去这一桌。",
        "en": "“{meal}”: {count} people at table {table}; name at least {least}, or delete it.",
    },
    rule="plan",
    limits=("least_people",),
    needs_complete_lists=True,
)
def tables_without_people(scope: Scope, least: Limit) -> Iterator[Violation]:
    """Tables with fewer people than the rule asks for."""
    for meal, _, table in tables_of(scope):
        count = len(table.seats)
        if count < least.integer:
            yield violation(
                table,
                "seats",
                meal=event_text(meal),
                table=table.number,
                count=count,
                least=least.value,
            )


@check(
    "tables.no_diners",
    category=Category.COMPLETE,
    severity=Severity.WARNING,
    title={"zh": "用餐没有写明谁吃", "en": "A meal without diners"},
    message={
        "zh": "“{meal}”有 {count} 人用餐，至少应写明 {least} 人。请补上名单，或删去这一餐。",
        "en": "“{meal}” has {count} diners; name at least {least}, or delete it.",
    },
    rule="plan",
    limits=("least_people",),
    needs_complete_lists=True,
)
def meals_without_diners(scope: Scope, least: Limit) -> Iterator[Violation]:
    """Meals for fewer people than the rule asks for."""
    for meal in scope.visit.meals:
        count = len(meal.diners)
        if count < least.integer:
            yield violation(
                meal, "participants", meal=event_text(meal), count=count, least=least.value
            )
