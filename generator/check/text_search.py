"""Every text of a visit that a word of the rules may stand in, with the place it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator import vocabulary
from generator.check.registry import Scope, Violation, violation
from generator.model.dining import Meal, Table
from generator.model.record import Record
from generator.model.visit import Visit
from generator.text import Text

_CLAUSE = re.compile(r"[，,。；;！!？?\n]")


@dataclass(frozen=True, slots=True)
class RecordText:
    """A text in a record's field."""

    record: Record
    field: str
    text: str


def schedule_texts(visit: Visit) -> Iterator[RecordText]:
    """What the schedule says: titles and notes."""
    return _texts(visit.schedule, "title", "note", "staff_note")


def ride_texts(visit: Visit) -> Iterator[RecordText]:
    """What rides say: where people board, and notes."""
    return _texts(visit.rides, "boarding", "note")


def task_texts(visit: Visit) -> Iterator[RecordText]:
    """What tasks ask for, and to what standard."""
    return _texts(visit.team.tasks, "what", "standard")


def meal_texts(visit: Visit) -> Iterator[RecordText]:
    """What meals are called, their form, and notes."""
    return _texts(visit.meals, "title", "form", "note")


def room_texts(visit: Visit) -> Iterator[RecordText]:
    """The kinds of the rooms slept in."""
    for stay in visit.stays:
        kind = vocabulary.label("RoomType", stay.room.type)
        yield RecordText(stay, "room", kind)


def menu_texts(visit: Visit) -> Iterator[RecordText]:
    """Dishes of meals and of their tables, one by one."""
    for meal in visit.meals:
        menus: tuple[Meal | Table, ...] = (meal, *meal.tables)
        for record in menus:
            for dish in record.menu:
                yield RecordText(record, "menu", dish)


def expense_texts(visit: Visit) -> Iterator[RecordText]:
    """What the expenses say: items, vouchers and notes."""
    return _texts(visit.expenses, "item", "voucher", "note")


def violations_in(
    scope: Scope, texts: Iterable[RecordText], words: Iterable[str]
) -> Iterator[Violation]:
    """A fault for each saying that holds one of `words` and doesn't deny it (`不挂横幅`); its
    values are `word` and `text`.
    """
    wanted = tuple(words)
    denials = _denials(scope)
    for saying in texts:
        word = next((word for word in wanted if _asserts(saying.text, word, denials)), None)
        if word:
            yield violation(saying.record, saying.field, word=word, text=saying.text)


def _texts(records: Iterable[Record], *fields: str) -> Iterator[RecordText]:
    for record in records:
        for field in fields:
            text: Text | str | None = getattr(record, field)
            if text:
                yield RecordText(record, field, str(text))


def _denials(scope: Scope) -> tuple[str, ...]:
    limit = scope.standing.limit("integrity", "denial_words", scope.visit.start)
    return limit.words if limit else ()


def _asserts(text: str, word: str, denials: tuple[str, ...]) -> bool:
    """Whether `word` stands in a clause of `text` that doesn't deny it."""
    if word not in text:
        return False
    befores = (
        clause[: found.start()]
        for clause in _CLAUSE.split(text)
        for found in re.finditer(re.escape(word), clause)
    )
    return any(not _denied(before, denials) for before in befores)


def _denied(before: str, denials: tuple[str, ...]) -> bool:
    """One character denies only what it stands before; a longer word, the rest of its clause."""
    return any(before.endswith(d) if len(d) == 1 else d in before for d in denials)
