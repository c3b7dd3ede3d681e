"""Every text of a visit that a word of the rules may stand in, with the place it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.check.registry import Fault, fault
from generator.model.dining import Meal, Table
from generator.model.record import Record
from generator.model.visit import Visit
from generator.text import Text


@dataclass(frozen=True, slots=True)
class Saying:
    """A text in a record's field."""

    record: Record
    field: str
    text: str


def programme_sayings(visit: Visit) -> Iterator[Saying]:
    """What the schedule says: titles and notes."""
    for item in visit.schedule:
        for field in ("title", "note", "staff_note"):
            if text := getattr(item, field):
                yield Saying(item, field, _said(text))


def menu_sayings(visit: Visit) -> Iterator[Saying]:
    """Dishes of meals and of their tables, one by one."""
    for meal in visit.meals:
        menus: tuple[Meal | Table, ...] = (meal, *meal.tables)
        for record in menus:
            for dish in record.menu:
                yield Saying(record, "menu", dish)


def money_sayings(visit: Visit) -> Iterator[Saying]:
    """What the expenses say: items, vouchers and notes."""
    for expense in visit.expenses:
        for field in ("item", "voucher", "note"):
            if text := getattr(expense, field):
                yield Saying(expense, field, _said(text))


def spoken(sayings: Iterable[Saying], words: Iterable[str]) -> Iterator[Fault]:
    """A fault for each saying that holds one of `words`; its values are `word` and `text`."""
    wanted = tuple(words)
    for saying in sayings:
        for word in wanted:
            if word in saying.text:
                yield fault(saying.record, saying.field, word=word, text=saying.text)
                break


def _said(text: Text | str) -> str:
    return str(text)
